//! Documents, records and the feed in SQLite.

use jobsheet_domain::id::{ActorId, ChangeHash, DeviceId, DocumentId, EventKey, OrganisationId, UserId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::time::Timestamp;
use rusqlite::{Row, params};

use super::SqliteLedger;
use super::columns::{Key, all, bytes, first, heads, kind, optional_bytes, signed, unsigned, uuid};
use super::commit::store;
use super::position::next_position;
use super::reviews::decision;
use crate::ledger::{
    Commit, Documents, FeedEntry, FeedQuery, LedgerError, LedgerResult, News, Stay, StoredChange,
    StoredDocument, StoredRecord, StoredRun, StoredStatement,
};

/// From name to name, and of each the newest version alone: what older versions there are costs nothing.
const NEWEST_RECORDS: &str = "
  WITH RECURSIVE known (name) AS (
    SELECT min(name) FROM record WHERE organisation = ?1
    UNION ALL
    SELECT (SELECT min(name) FROM record WHERE organisation = ?1 AND name > known.name) FROM known
    WHERE known.name IS NOT NULL),
  newest AS MATERIALIZED (
    SELECT name, (SELECT max(position) FROM record AS r
                  WHERE r.organisation = ?1 AND r.name = known.name AND r.position <= ?3) AS position
    FROM known WHERE name IS NOT NULL)
  SELECT r.name, r.position, r.bytes FROM newest
  CROSS JOIN record AS r ON r.organisation = ?1 AND r.name = newest.name AND r.position = newest.position
  WHERE newest.position > ?2 ORDER BY r.position";

impl Documents for SqliteLedger {
    fn position(&self, organisation: OrganisationId) -> LedgerResult<u64> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached("SELECT position FROM organisation WHERE id = ?1")?;
            first(&mut statement.query([organisation.column()])?, |row| unsigned(row, "position"))?
                .ok_or(LedgerError::Damaged("organisation"))
        })
    }

    fn publish(&self, organisation: OrganisationId, name: &str, bytes: &[u8]) -> LedgerResult<u64> {
        self.write(|tx| {
            let position = next_position(tx, organisation)?;
            tx.execute(
                "INSERT INTO record (organisation, name, position, bytes) VALUES (?1, ?2, ?3, ?4)",
                params![organisation.column(), name, signed(position), bytes],
            )?;
            Ok(position)
        })
    }

    fn record_at(
        &self,
        organisation: OrganisationId,
        name: &str,
        position: u64,
    ) -> LedgerResult<Option<StoredRecord>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT name, position, bytes FROM record WHERE organisation = ?1 AND name = ?2 AND position <= ?3
                 ORDER BY position DESC LIMIT 1",
            )?;
            first(&mut statement.query(params![organisation.column(), name, signed(position)])?, record)
        })
    }

    fn newest_of(&self, organisation: OrganisationId, names: &[&str], position: u64) -> LedgerResult<u64> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT coalesce(max(position), 0) AS position FROM record
                 WHERE organisation = ?1 AND name = ?2 AND position <= ?3",
            )?;
            let mut newest = 0;
            for name in names {
                let mut rows = statement.query(params![organisation.column(), name, signed(position)])?;
                newest = newest.max(first(&mut rows, |row| unsigned(row, "position"))?.unwrap_or(0));
            }
            Ok(newest)
        })
    }

    fn records_between(
        &self,
        organisation: OrganisationId,
        floor: u64,
        horizon: u64,
    ) -> LedgerResult<Vec<StoredRecord>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(NEWEST_RECORDS)?;
            all(&mut statement.query(params![organisation.column(), signed(floor), signed(horizon)])?, record)
        })
    }

    fn document(&self, organisation: OrganisationId, id: DocumentId) -> LedgerResult<Option<StoredDocument>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT id, kind, heads, snapshot, position FROM document WHERE organisation = ?1 AND id = ?2",
            )?;
            first(&mut statement.query(params![organisation.column(), id.column()])?, |row| {
                Ok(StoredDocument {
                    id: DocumentId(uuid(row, "id")?),
                    kind: kind(row, "kind")?,
                    heads: heads(row, "heads")?,
                    snapshot: row.get("snapshot")?,
                    position: unsigned(row, "position")?,
                })
            })
        })
    }

    fn commit(
        &self,
        organisation: OrganisationId,
        commit: &Commit,
        receipt: &dyn Fn(&StoredStatement, u64) -> String,
    ) -> LedgerResult<u64> {
        self.write(|tx| store(tx, organisation, commit, receipt))
    }

    fn next_number(&self, organisation: OrganisationId, series: &str) -> LedgerResult<u64> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT last FROM number WHERE organisation = ?1 AND series = ?2")?;
            let last = first(&mut statement.query(params![organisation.column(), series])?, |row| {
                unsigned(row, "last")
            })?;
            Ok(last.unwrap_or(0) + 1)
        })
    }

    fn runs(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        floor: u64,
        horizon: u64,
    ) -> LedgerResult<Vec<StoredRun>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT * FROM run WHERE organisation = ?1 AND document = ?2 AND position > ?3 AND position <= ?4
                 ORDER BY position",
            )?;
            let bounds = params![organisation.column(), document.column(), signed(floor), signed(horizon)];
            all(&mut statement.query(bounds)?, run)
        })
    }

    fn changes(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        floor: u64,
        horizon: u64,
    ) -> LedgerResult<Vec<StoredChange>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT hash, actor, sequence, bytes, position FROM change
                 WHERE organisation = ?1 AND document = ?2 AND position > ?3 AND position <= ?4
                 ORDER BY position, ordinal",
            )?;
            let bounds = params![organisation.column(), document.column(), signed(floor), signed(horizon)];
            all(&mut statement.query(bounds)?, |row| {
                Ok(StoredChange {
                    hash: ChangeHash(bytes(row, "hash")?),
                    actor: ActorId(bytes(row, "actor")?),
                    sequence: unsigned(row, "sequence")?,
                    bytes: row.get("bytes")?,
                    position: unsigned(row, "position")?,
                })
            })
        })
    }

    fn stay(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        document: DocumentId,
    ) -> LedgerResult<Option<Stay>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT entered_at, left_at, held_since FROM scope
                 WHERE organisation = ?1 AND device = ?2 AND document = ?3",
            )?;
            let key = params![organisation.column(), device.column(), document.column()];
            first(&mut statement.query(key)?, |row| {
                let left_at: Option<i64> = row.get("left_at")?;
                Ok(Stay {
                    entered_at: unsigned(row, "entered_at")?,
                    left_at: left_at.map(|_| unsigned(row, "left_at")).transpose()?,
                    held_since: unsigned(row, "held_since")?,
                })
            })
        })
    }

    fn passed_at(&self, organisation: OrganisationId, position: u64) -> LedgerResult<Option<Timestamp>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT at FROM hour WHERE organisation = ?1 AND position > ?2 ORDER BY position LIMIT 1",
            )?;
            let key = params![organisation.column(), signed(position)];
            first(&mut statement.query(key)?, |row| Ok(Timestamp(row.get("at")?)))
        })
    }

    fn newest_time(&self, organisation: OrganisationId) -> LedgerResult<Option<Timestamp>> {
        self.read(|tx| {
            let newest = "SELECT max((SELECT coalesce(max(seen_at), 0) FROM device WHERE organisation = ?1),
                          (SELECT coalesce(max(at), 0) FROM hour WHERE organisation = ?1))";
            let newest: i64 = tx.query_row(newest, [organisation.column()], |row| row.get(0))?;
            Ok(Some(Timestamp(newest)).filter(|newest| newest.0 > 0))
        })
    }

    fn feed(&self, organisation: OrganisationId, query: &FeedQuery<'_>) -> LedgerResult<Vec<FeedEntry>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(FEED)?;
            let mut rows = statement.query(params![
                organisation.column(),
                query.device.column(),
                signed(query.floor),
                signed(query.horizon),
                query.after.as_ref().map(Key::column),
                query.limit,
                names(query.kinds),
                names(query.new_kinds),
            ])?;
            all(&mut rows, |row| {
                Ok(FeedEntry {
                    document: DocumentId(uuid(row, "id")?),
                    kind: kind(row, "kind")?,
                    news: match row.get::<_, i64>("news")? {
                        1 => News::Left,
                        2 => News::Entered,
                        _ => News::Changed,
                    },
                })
            })
        })
    }

    fn statements(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
    ) -> LedgerResult<Vec<StoredStatement>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT event, jws, model, receipt FROM statement WHERE organisation = ?1 AND document = ?2
                 ORDER BY position, event",
            )?;
            all(&mut statement.query(params![organisation.column(), document.column()])?, |row| {
                Ok(StoredStatement {
                    event: EventKey(bytes(row, "event")?),
                    jws: row.get("jws")?,
                    model: row.get("model")?,
                    receipt: row.get("receipt")?,
                })
            })
        })
    }

    fn receipt(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        event: EventKey,
    ) -> LedgerResult<Option<String>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT receipt FROM statement WHERE organisation = ?1 AND document = ?2 AND event = ?3",
            )?;
            let key = params![organisation.column(), document.column(), event.column()];
            first(&mut statement.query(key)?, |row| Ok(row.get("receipt")?))
        })
    }

    fn change_at(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        actor: ActorId,
        sequence: u64,
    ) -> LedgerResult<Option<ChangeHash>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT hash FROM change WHERE organisation = ?1 AND document = ?2 AND actor = ?3 AND sequence = ?4",
            )?;
            let key = params![organisation.column(), document.column(), actor.column(), signed(sequence)];
            first(&mut statement.query(key)?, |row| Ok(ChangeHash(bytes(row, "hash")?)))
        })
    }
}

/// Leave notices for what the device may have held at `floor`, however often it came back since, or wrote in
/// what it no longer holds and a person let in since; everything for what it did not hold; what came since
/// otherwise. It is told from the rows of lists: a document's own is long, and where it stands is written behind that.
const FEED: &str = "
  WITH readable AS (
    SELECT d.document AS id, d.kind AS kind, d.position AS position, s.entered_at AS entered_at, s.left_at AS left_at,
           s.held_since AS held_since,
           CASE WHEN d.kind IN (SELECT value FROM json_each(?8)) THEN 0 ELSE ?3 END AS floor
    FROM scope AS s CROSS JOIN listing AS d ON d.organisation = s.organisation AND d.document = s.document
    WHERE s.organisation = ?1 AND s.device = ?2 AND s.entered_at <= ?4 AND (?5 IS NULL OR s.document > ?5)
      AND d.kind IN (SELECT value FROM json_each(?7)))
  SELECT id, kind, CASE WHEN left_at <= ?4 THEN 1 WHEN entered_at > floor THEN 2 ELSE 3 END AS news
  FROM readable AS d
  WHERE CASE WHEN left_at <= ?4 THEN (left_at > floor AND held_since <= floor)
                  OR EXISTS (SELECT 1 FROM run WHERE organisation = ?1 AND device = ?2 AND document = d.id
                             AND reviewed_by IS NOT NULL AND run.position > floor AND run.position <= ?4)
             WHEN entered_at > floor THEN true
             ELSE position > floor AND EXISTS (SELECT 1 FROM run WHERE organisation = ?1 AND document = d.id
                                               AND run.position > floor AND run.position <= ?4) END
  ORDER BY id LIMIT ?6";

/// Names of kinds as a JSON array, which one parameter can hold.
fn names(kinds: &[Kind]) -> String {
    let names: Vec<String> = kinds.iter().map(|kind| format!("\"{}\"", kind.name())).collect();
    format!("[{}]", names.join(","))
}

fn run(row: &Row<'_>) -> LedgerResult<StoredRun> {
    Ok(StoredRun {
        actor: ActorId(bytes(row, "actor")?),
        first: unsigned(row, "first")?,
        last: unsigned(row, "last")?,
        previous: optional_bytes(row, "previous")?.map(ChangeHash),
        head: ChangeHash(bytes(row, "head")?),
        as_of: unsigned(row, "as_of")?,
        checkpoint: unsigned(row, "checkpoint")?,
        key_id: bytes(row, "key_id")?,
        nonce: bytes(row, "nonce")?,
        device: DeviceId(uuid(row, "device")?),
        user: UserId(uuid(row, "user")?),
        signature: bytes(row, "signature")?,
        position: unsigned(row, "position")?,
        received_at: Timestamp(row.get("received_at")?),
        review: decision(row, "reviewed_by", "reviewed_at", "review_reason")?,
    })
}

fn record(row: &Row<'_>) -> LedgerResult<StoredRecord> {
    Ok(StoredRecord {
        name: row.get("name")?,
        position: unsigned(row, "position")?,
        bytes: row.get("bytes")?,
    })
}
