//! Who holds which documents: computed in the transaction that changes it.
//!
//! A person's devices hold the orders the person works on, the documents those are linked to (customer, asset,
//! request), and every order of those assets as history.

use std::collections::BTreeSet;

use jobsheet_domain::id::{DocumentId, OrganisationId, UserId};
use rusqlite::params;

use super::columns::{Key, all, kind, signed, uuid};
use super::transaction::Transaction;
use crate::ledger::{LedgerResult, Listed};

/// What a person's devices are to hold, found from the person's own documents outwards, in this order, whatever the engine
/// thinks of it: so that the cost grows with what they hold, and not with the ledger.
const DESIRED: &str = "
  own AS MATERIALIZED (SELECT document FROM member INDEXED BY member_user WHERE organisation = ?1 AND user = ?2),
  near AS MATERIALIZED (SELECT DISTINCT link.target AS document, link.kind FROM own
           CROSS JOIN link ON link.organisation = ?1 AND link.document = own.document),
  history AS (SELECT link.document FROM near
              CROSS JOIN link INDEXED BY link_target ON link.organisation = ?1 AND link.target = near.document
              WHERE near.kind = 'asset'),
  desired AS MATERIALIZED (SELECT document FROM own UNION SELECT document FROM near UNION SELECT document FROM history),
  mine AS MATERIALIZED (SELECT id FROM device
           WHERE organisation = ?1 AND user = ?2 AND kind = 'device' AND revoked_at IS NULL)";
const ENTERED: &str = "INSERT INTO scope (organisation, device, document, entered_at, left_at, held_since)
  SELECT ?1, mine.id, desired.document, ?3, NULL, ?3 FROM mine CROSS JOIN desired WHERE true
  ON CONFLICT (organisation, device, document)
  DO UPDATE SET entered_at = excluded.entered_at, left_at = NULL WHERE scope.left_at IS NOT NULL";
const LEFT: &str = "UPDATE scope SET left_at = ?3 WHERE organisation = ?1 AND left_at IS NULL
  AND device IN (SELECT id FROM mine) AND document NOT IN (SELECT document FROM desired)";

/// From the document to its assets, to what else they are linked to, to who works on that: in this order, whatever the engine
/// thinks of it, so that the cost does not grow with the ledger.
const SHARING: &str = "SELECT DISTINCT member.user AS user FROM link AS ours
  CROSS JOIN link AS theirs INDEXED BY link_target
    ON theirs.organisation = ours.organisation AND theirs.target = ours.target
  CROSS JOIN member ON member.organisation = ours.organisation AND member.document = theirs.document
  WHERE ours.organisation = ?1 AND ours.document = ?2 AND ours.kind = 'asset'";

/// Brings members, links and the scope of everybody concerned up to a document's new listing.
pub(super) fn update(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    document: DocumentId,
    listed: &Listed,
    position: u64,
) -> LedgerResult<()> {
    if !differs(tx, organisation, document, listed)? {
        return Ok(());
    }
    let members = members(tx, organisation, document)?;
    let mut concerned: BTreeSet<UserId> = members.union(&listed.members).copied().collect();
    concerned.extend(sharing_an_asset(tx, organisation, document)?);
    replace(tx, organisation, document, listed)?;
    concerned.extend(sharing_an_asset(tx, organisation, document)?);
    for user in concerned {
        recompute_user(tx, organisation, user, position)?;
    }
    Ok(())
}

/// Whether a listing names other members or links than are known.
pub(super) fn differs(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    document: DocumentId,
    listed: &Listed,
) -> LedgerResult<bool> {
    let same_members = members(tx, organisation, document)? == listed.members;
    Ok(!(same_members && links(tx, organisation, document)? == listed.links))
}

/// Brings the scope of a person's devices up to date.
pub(super) fn recompute_user(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    user: UserId,
    position: u64,
) -> LedgerResult<()> {
    let of_user = params![organisation.column(), user.column(), signed(position)];
    tx.prepare_cached(&format!("WITH {DESIRED} {ENTERED}"))?.execute(of_user)?;
    tx.prepare_cached(&format!("WITH {DESIRED} {LEFT}"))?.execute(of_user)?;
    Ok(())
}

fn members(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    document: DocumentId,
) -> LedgerResult<BTreeSet<UserId>> {
    let mut statement =
        tx.prepare_cached("SELECT user FROM member WHERE organisation = ?1 AND document = ?2")?;
    let mut rows = statement.query(params![organisation.column(), document.column()])?;
    Ok(all(&mut rows, |row| Ok(UserId(uuid(row, "user")?)))?.into_iter().collect())
}

fn links(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    document: DocumentId,
) -> LedgerResult<BTreeSet<(jobsheet_domain::kind::Kind, DocumentId)>> {
    let mut statement =
        tx.prepare_cached("SELECT kind, target FROM link WHERE organisation = ?1 AND document = ?2")?;
    let mut rows = statement.query(params![organisation.column(), document.column()])?;
    let found = all(&mut rows, |row| Ok((kind(row, "kind")?, DocumentId(uuid(row, "target")?))))?;
    Ok(found.into_iter().collect())
}

/// Whoever works on another order of an asset that this document is linked to: it is history to them.
fn sharing_an_asset(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    document: DocumentId,
) -> LedgerResult<Vec<UserId>> {
    let mut statement = tx.prepare_cached(SHARING)?;
    let mut rows = statement.query(params![organisation.column(), document.column()])?;
    all(&mut rows, |row| Ok(UserId(uuid(row, "user")?)))
}

fn replace(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    document: DocumentId,
    listed: &Listed,
) -> LedgerResult<()> {
    let of_document = params![organisation.column(), document.column()];
    tx.execute("DELETE FROM member WHERE organisation = ?1 AND document = ?2", of_document)?;
    tx.execute("DELETE FROM link WHERE organisation = ?1 AND document = ?2", of_document)?;
    for user in &listed.members {
        tx.prepare_cached("INSERT INTO member (organisation, document, user) VALUES (?1, ?2, ?3)")?
            .execute(params![organisation.column(), document.column(), user.column()])?;
    }
    for (kind, target) in &listed.links {
        tx.prepare_cached("INSERT INTO link (organisation, document, target, kind) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![organisation.column(), document.column(), target.column(), kind.name()])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sqlite::migrate::migrate;

    fn steps(connection: &rusqlite::Connection, sql: &str, values: impl rusqlite::Params) -> Vec<String> {
        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps = plan.query_map(values, |row| row.get::<_, String>("detail")).unwrap();
        steps.map(Result::unwrap).filter(|step| step.starts_with('S')).collect()
    }

    #[test]
    fn what_a_person_holds_is_found_from_their_own_documents_and_no_table_is_scanned() {
        let mut connection = rusqlite::Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        for what in [ENTERED, LEFT] {
            let steps =
                steps(&connection, &format!("WITH {DESIRED} {what}"), params![[0_u8; 16], [0_u8; 16], 1]);
            let searched = steps.iter().filter(|step| step.starts_with("SEARCH"));
            for step in searched.filter(|step| step.contains("link")) {
                let narrow = step.contains("(organisation=? AND document=?)")
                    || step.contains("(organisation=? AND target=?)");
                assert!(narrow, "{steps:#?}");
            }
            let made = ["own", "near", "desired", "mine", "history", "scope", "1", "CONSTANT"];
            let is_made = |step: &&String| made.iter().any(|name| step.starts_with(&format!("SCAN {name}")));
            assert_eq!(
                steps.iter().filter(|step| step.starts_with("SCAN")).find(|step| !is_made(step)),
                None
            );
        }
    }

    #[test]
    fn who_shares_an_asset_is_found_from_the_document_and_nothing_is_scanned() {
        let mut connection = rusqlite::Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let steps = steps(&connection, SHARING, params![[0_u8; 16], [0_u8; 16]]);
        let begins =
            ["SEARCH ours USING PRIMARY KEY", "SEARCH theirs USING", "SEARCH member USING PRIMARY KEY"];
        assert_eq!(steps.len(), begins.len(), "{steps:?}");
        for (step, begin) in steps.iter().zip(begins) {
            assert!(step.starts_with(begin), "{steps:?}");
        }
    }
}
