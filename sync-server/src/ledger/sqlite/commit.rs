//! The one writing transaction of admission: a run, its changes, the document, who holds it, statements, numbers.

use jobsheet_domain::id::OrganisationId;
use jobsheet_domain::time::Timestamp;
use rusqlite::params;

use super::columns::{Key, first, heads, heads_column, signed};
use super::position::next_position;
use super::transaction::Transaction;
use super::{lists, reviews, scope};
use crate::ledger::{Commit, LedgerError, LedgerResult, NumberTaken, StoredStatement};

/// Stores a commit and answers its position.
pub(super) fn store(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    commit: &Commit,
    receipt: &dyn Fn(&StoredStatement, u64) -> String,
) -> LedgerResult<u64> {
    still_the_same(tx, organisation, commit)?;
    still_trusted(tx, organisation, commit)?;
    for number in &commit.numbers {
        take_number(tx, organisation, number)?;
    }
    let position = next_position(tx, organisation)?;
    put_document(tx, organisation, commit, position)?;
    put_run(tx, organisation, commit, position)?;
    put_hour(tx, organisation, position, commit.run.received_at)?;
    put_changes(tx, organisation, commit, position)?;
    for statement in &commit.statements {
        tx.execute(
            "INSERT INTO statement (organisation, document, event, position, jws, model, receipt)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                organisation.column(),
                commit.document.column(),
                statement.event.column(),
                signed(position),
                statement.jws,
                statement.model,
                receipt(statement, position)
            ],
        )?;
    }
    put_names(tx, organisation, commit)?;
    reviews::settle(tx, organisation, commit, position)?;
    scope::update(tx, organisation, commit.document, &commit.listed, position)?;
    Ok(position)
}

/// Blobs once named stay named: versions that were signed name them for ever. What people name at the console was sent by
/// the office, whoever they are, and is named by it.
fn put_names(tx: &Transaction<'_>, organisation: OrganisationId, commit: &Commit) -> LedgerResult<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO document_blob (organisation, digest, document, user) VALUES (?1, ?2, ?3,
           COALESCE((SELECT user FROM device WHERE organisation = ?1 AND id = ?5 AND kind = 'office'), ?4))
         ON CONFLICT DO NOTHING",
    )?;
    for digest in &commit.blobs {
        statement.execute(params![
            organisation.column(),
            digest.column(),
            commit.document.column(),
            commit.run.user.column(),
            commit.run.device.column()
        ])?;
    }
    Ok(())
}

/// The document must be what the commit was computed on, or somebody else was faster.
fn still_the_same(tx: &Transaction<'_>, organisation: OrganisationId, commit: &Commit) -> LedgerResult<()> {
    let mut statement =
        tx.prepare_cached("SELECT heads FROM document WHERE organisation = ?1 AND id = ?2")?;
    let mut rows = statement.query(params![organisation.column(), commit.document.column()])?;
    let now = first(&mut rows, |row| heads(row, "heads"))?.unwrap_or_default();
    if now == commit.before { Ok(()) } else { Err(LedgerError::Conflict) }
}

/// The key must not be revoked by now: a run at a position from which its key is revoked would never verify again.
/// Whoever judged it reads the device anew, and refuses. What a person lets in stands under the server's word instead (R54).
fn still_trusted(tx: &Transaction<'_>, organisation: OrganisationId, commit: &Commit) -> LedgerResult<()> {
    if commit.run.review.is_some() {
        return Ok(());
    }
    let revoked: bool = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM device WHERE organisation = ?1 AND key_id = ?2 AND revoked_at IS NOT NULL)",
        )?
        .query_row(params![organisation.column(), commit.run.key_id], |row| row.get(0))?;
    if revoked { Err(LedgerError::Conflict) } else { Ok(()) }
}

fn take_number(tx: &Transaction<'_>, organisation: OrganisationId, taken: &NumberTaken) -> LedgerResult<()> {
    tx.execute(
        "INSERT INTO number (organisation, series, last) VALUES (?1, ?2, 0) ON CONFLICT DO NOTHING",
        params![organisation.column(), taken.series],
    )?;
    let moved = tx.execute(
        "UPDATE number SET last = ?3 WHERE organisation = ?1 AND series = ?2 AND last = ?3 - 1",
        params![organisation.column(), taken.series, signed(taken.number)],
    )?;
    if moved == 1 { Ok(()) } else { Err(LedgerError::Conflict) }
}

fn put_document(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    commit: &Commit,
    position: u64,
) -> LedgerResult<()> {
    tx.prepare_cached(
        "INSERT INTO document (organisation, id, kind, heads, snapshot, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation, id) DO UPDATE SET heads = excluded.heads, snapshot = excluded.snapshot,
         position = excluded.position",
    )?
    .execute(params![
        organisation.column(),
        commit.document.column(),
        commit.kind.name(),
        heads_column(&commit.heads),
        commit.snapshot,
        signed(position)
    ])?;
    lists::put(tx, organisation, commit.document, commit.kind, position, &commit.listed)
}

fn put_run(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    commit: &Commit,
    position: u64,
) -> LedgerResult<()> {
    let run = &commit.run;
    tx.prepare_cached(
        "INSERT INTO run (organisation, document, position, actor, first, last, previous, head, as_of, checkpoint,
         key_id, nonce, device, user, signature, received_at, reviewed_by, reviewed_at, review_reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?
    .execute(params![
        organisation.column(),
        commit.document.column(),
        signed(position),
        run.actor.column(),
        signed(run.first),
        signed(run.last),
        run.previous.as_ref().map(Key::column),
        run.head.column(),
        signed(run.as_of),
        signed(run.checkpoint),
        run.key_id,
        run.nonce,
        run.device.column(),
        run.user.column(),
        run.signature,
        run.received_at.0,
        run.review.as_ref().map(|review| review.by.column()),
        run.review.as_ref().map(|review| review.at.0),
        run.review.as_ref().map(|review| &review.reason)
    ])?;
    Ok(())
}

/// Notes when a position was given, where none was noted for an hour.
fn put_hour(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    position: u64,
    at: Timestamp,
) -> LedgerResult<()> {
    tx.prepare_cached(
        "INSERT INTO hour (organisation, position, at) SELECT ?1, ?2, ?3 WHERE COALESCE(
           (SELECT at FROM hour WHERE organisation = ?1 ORDER BY position DESC LIMIT 1) + 3600000 <= ?3, true)",
    )?
    .execute(params![organisation.column(), signed(position), at.0])?;
    Ok(())
}

fn put_changes(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    commit: &Commit,
    position: u64,
) -> LedgerResult<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO change (organisation, document, position, ordinal, hash, actor, sequence, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (ordinal, change) in (0_i64..).zip(&commit.changes) {
        statement.execute(params![
            organisation.column(),
            commit.document.column(),
            signed(position),
            ordinal,
            change.hash.column(),
            change.actor.column(),
            signed(change.sequence),
            change.bytes
        ])?;
    }
    Ok(())
}
