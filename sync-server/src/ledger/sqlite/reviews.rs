//! Refused runs and forks in SQLite.

use jobsheet_domain::id::{ActorId, ChangeHash, DeviceId, DocumentId, OrganisationId, UserId};
use jobsheet_domain::time::Timestamp;
use rusqlite::{Row, params};

use super::SqliteLedger;
use super::columns::{Key, all, bytes, first, optional_bytes, signed, unsigned, uuid};
use super::transaction::Transaction;
use crate::ledger::{Commit, Decision, Fork, LedgerError, LedgerResult, RefusedRun, RefusedState, Reviews};

impl Reviews for SqliteLedger {
    fn quarantine(&self, organisation: OrganisationId, refused: &RefusedRun) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO refused (organisation, digest, document, actor, first, head, device, code, received_at,
                 bytes, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT DO UPDATE SET code = excluded.code, state = excluded.state
                 WHERE refused.state = 'evidence' AND excluded.state = 'waiting'",
                params![
                    organisation.column(),
                    refused.digest(),
                    refused.document.column(),
                    refused.actor.column(),
                    signed(refused.first),
                    refused.head.as_ref().map(Key::column),
                    refused.device.column(),
                    refused.code,
                    refused.received_at.0,
                    refused.bytes,
                    state_name(refused.state)
                ],
            )?;
            Ok(())
        })
    }

    fn quarantined(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
    ) -> LedgerResult<Vec<RefusedRun>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT * FROM refused WHERE organisation = ?1 AND document = ?2 ORDER BY received_at, digest",
            )?;
            all(&mut statement.query(params![organisation.column(), document.column()])?, refused)
        })
    }

    fn refused(&self, organisation: OrganisationId, digest: &[u8; 32]) -> LedgerResult<Option<RefusedRun>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT * FROM refused WHERE organisation = ?1 AND digest = ?2")?;
            first(&mut statement.query(params![organisation.column(), digest])?, refused)
        })
    }

    fn waiting(&self, organisation: OrganisationId, most: usize) -> LedgerResult<Vec<(DocumentId, ActorId)>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT document, actor FROM refused WHERE organisation = ?1 AND state = 'waiting'
                 GROUP BY document, actor ORDER BY max(received_at) DESC, document, actor LIMIT ?2",
            )?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let mut rows = statement.query(params![organisation.column(), most])?;
            all(&mut rows, |row| Ok((DocumentId(uuid(row, "document")?), ActorId(bytes(row, "actor")?))))
        })
    }

    fn waiting_of(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        actor: ActorId,
    ) -> LedgerResult<Vec<RefusedRun>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT * FROM refused WHERE organisation = ?1 AND document = ?2 AND state = 'waiting' AND actor = ?3",
            )?;
            let whose = params![organisation.column(), document.column(), actor.column()];
            all(&mut statement.query(whose)?, refused)
        })
    }

    fn refused_bytes(&self, organisation: OrganisationId, device: DeviceId) -> LedgerResult<u64> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT coalesce(sum(length(bytes)), 0) AS n FROM refused
                 WHERE organisation = ?1 AND device = ?2 AND state IN ('evidence', 'waiting')",
            )?;
            let mut rows = statement.query(params![organisation.column(), device.column()])?;
            Ok(first(&mut rows, |row| unsigned(row, "n"))?.unwrap_or(0))
        })
    }

    fn decide(
        &self,
        organisation: OrganisationId,
        digest: &[u8; 32],
        state: RefusedState,
        decision: &Decision,
    ) -> LedgerResult<bool> {
        self.write(|tx| {
            let decided = tx.execute(
                "UPDATE refused SET state = ?3, decided_by = ?4, decided_at = ?5, reason = ?6
                 WHERE organisation = ?1 AND digest = ?2 AND state = 'waiting'",
                params![
                    organisation.column(),
                    digest,
                    state_name(state),
                    decision.by.column(),
                    decision.at.0,
                    decision.reason
                ],
            )?;
            Ok(decided == 1)
        })
    }

    fn put_fork(&self, organisation: OrganisationId, fork: &Fork) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO fork (organisation, document, actor, sequence, other, kept, device, found_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
                params![
                    organisation.column(),
                    fork.document.column(),
                    fork.actor.column(),
                    signed(fork.sequence),
                    fork.other.column(),
                    fork.kept.column(),
                    fork.device.column(),
                    fork.found_at.0
                ],
            )?;
            Ok(())
        })
    }

    fn forks(&self, organisation: OrganisationId) -> LedgerResult<Vec<Fork>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT * FROM fork WHERE organisation = ?1 ORDER BY found_at, document, sequence",
            )?;
            all(&mut statement.query([organisation.column()])?, fork)
        })
    }
}

/// What waited and is in the document by this commit waits no longer, whichever way it came.
pub(super) fn settle(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    commit: &Commit,
    position: u64,
) -> LedgerResult<()> {
    let decision = commit.run.review.as_ref();
    tx.prepare_cached(
        "UPDATE refused SET state = 'admitted', decided_by = ?4, decided_at = ?5, reason = ?6
         WHERE organisation = ?1 AND document = ?2 AND state = 'waiting' AND head IN
         (SELECT hash FROM change WHERE organisation = ?1 AND document = ?2 AND position = ?3)",
    )?
    .execute(params![
        organisation.column(),
        commit.document.column(),
        signed(position),
        decision.map(|decision| decision.by.column()),
        decision.map(|decision| decision.at.0),
        decision.map(|decision| &decision.reason)
    ])?;
    Ok(())
}

/// A decision in three columns, all filled or none.
pub(super) fn decision(
    row: &Row<'_>,
    by: &'static str,
    at: &'static str,
    reason: &'static str,
) -> LedgerResult<Option<Decision>> {
    let Some(who) = optional_bytes(row, by)? else { return Ok(None) };
    Ok(Some(Decision {
        by: UserId(uuid::Uuid::from_bytes(who)),
        at: Timestamp(row.get(at)?),
        reason: row.get(reason)?,
    }))
}

fn refused(row: &Row<'_>) -> LedgerResult<RefusedRun> {
    Ok(RefusedRun {
        document: DocumentId(uuid(row, "document")?),
        actor: ActorId(bytes(row, "actor")?),
        first: unsigned(row, "first")?,
        head: optional_bytes(row, "head")?.map(ChangeHash),
        device: DeviceId(uuid(row, "device")?),
        code: row.get("code")?,
        received_at: Timestamp(row.get("received_at")?),
        bytes: row.get("bytes")?,
        state: state(&row.get::<_, String>("state")?)?,
        decision: decision(row, "decided_by", "decided_at", "reason")?,
    })
}

fn fork(row: &Row<'_>) -> LedgerResult<Fork> {
    Ok(Fork {
        device: DeviceId(uuid(row, "device")?),
        document: DocumentId(uuid(row, "document")?),
        actor: ActorId(bytes(row, "actor")?),
        sequence: unsigned(row, "sequence")?,
        kept: ChangeHash(bytes(row, "kept")?),
        other: ChangeHash(bytes(row, "other")?),
        found_at: Timestamp(row.get("found_at")?),
    })
}

const fn state_name(state: RefusedState) -> &'static str {
    match state {
        RefusedState::Evidence => "evidence",
        RefusedState::Waiting => "waiting",
        RefusedState::Admitted => "admitted",
        RefusedState::Rejected => "rejected",
    }
}

fn state(name: &str) -> LedgerResult<RefusedState> {
    use RefusedState::{Admitted, Evidence, Rejected, Waiting};
    let found = [Evidence, Waiting, Admitted, Rejected].into_iter().find(|state| state_name(*state) == name);
    found.ok_or(LedgerError::Damaged("state"))
}
