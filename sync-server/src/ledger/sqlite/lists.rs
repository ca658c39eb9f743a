//! Lists of documents in SQLite.

use jobsheet_domain::id::{ChangeHash, DocumentId, OrganisationId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::time::Timestamp;
use rusqlite::{Row, params};

use super::columns::{Key, all, first, heads, kind, signed, unsigned, uuid};
use super::position::next_position;
use super::transaction::Transaction;
use super::{SqliteLedger, scope};
use crate::ledger::{LedgerError, LedgerResult, ListQuery, ListRow, Listed, Lists};

const ROW: &str = "SELECT document, kind, position, updated_at, summary FROM listing AS l";

/// A document is found by its own words and by those of its customer, whose name and contacts change without it.
const FILTER: &str = "WHERE organisation = ?1 AND kind = ?2
  AND (?3 = '[]' OR status IN (SELECT value FROM json_each(?3)))
  AND (?4 IS NULL OR instr(search, ?4) > 0 OR document IN (
       SELECT link.document FROM listing AS c JOIN link ON link.organisation = c.organisation AND link.target = c.document
       WHERE c.organisation = ?1 AND c.kind = 'customer' AND instr(c.search, ?4) > 0))
  AND (?5 IS NULL OR EXISTS (SELECT 1 FROM member WHERE organisation = ?1 AND document = l.document AND user = ?5))
  AND (?6 IS NULL OR EXISTS (SELECT 1 FROM link WHERE organisation = ?1 AND document = l.document AND target = ?6))
  AND (?7 IS NULL OR contested = ?7) AND (?8 IS NULL OR open = ?8)
  ORDER BY position DESC LIMIT ?9";

impl Lists for SqliteLedger {
    fn list(
        &self,
        organisation: OrganisationId,
        kind: Kind,
        query: &ListQuery,
    ) -> LedgerResult<Vec<ListRow>> {
        self.read(|tx| {
            let statuses =
                serde_json::to_string(&query.statuses).map_err(|_| LedgerError::Damaged("query"))?;
            let mut statement = tx.prepare_cached(&format!("{ROW} {FILTER}"))?;
            let mut rows = statement.query(params![
                organisation.column(),
                kind.name(),
                statuses,
                query.search,
                query.member.as_ref().map(Key::column),
                query.linked.as_ref().map(Key::column),
                query.contested,
                query.open,
                query.limit
            ])?;
            all(&mut rows, list_row)
        })
    }

    fn row(&self, organisation: OrganisationId, id: DocumentId) -> LedgerResult<Option<ListRow>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached(&format!("{ROW} WHERE organisation = ?1 AND document = ?2"))?;
            first(&mut statement.query(params![organisation.column(), id.column()])?, list_row)
        })
    }

    fn listed_before(
        &self,
        organisation: OrganisationId,
        version: u32,
        after: Option<DocumentId>,
        limit: u32,
    ) -> LedgerResult<Vec<DocumentId>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT document FROM listing WHERE organisation = ?1 AND version < ?2
                 AND (?3 IS NULL OR document > ?3) ORDER BY document LIMIT ?4",
            )?;
            let asked = params![organisation.column(), version, after.as_ref().map(Key::column), limit];
            all(&mut statement.query(asked)?, |row| Ok(DocumentId(uuid(row, "document")?)))
        })
    }

    fn relist(
        &self,
        organisation: OrganisationId,
        id: DocumentId,
        made_of: &[ChangeHash],
        listed: &Listed,
    ) -> LedgerResult<()> {
        self.write(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT d.kind AS kind, heads, d.position AS position FROM document AS d
                 JOIN listing AS l ON l.organisation = d.organisation AND l.document = d.id
                 WHERE d.organisation = ?1 AND d.id = ?2 AND l.version < ?3",
            )?;
            let key = params![organisation.column(), id.column(), listed.version];
            let found = first(&mut statement.query(key)?, |row| {
                Ok((kind(row, "kind")?, heads(row, "heads")?, unsigned(row, "position")?))
            })?;
            let Some((kind, _, position)) = found.filter(|(_, heads, _)| heads == made_of) else {
                return Ok(());
            };
            put(tx, organisation, id, kind, position, listed)?;
            if scope::differs(tx, organisation, id, listed)? {
                let position = next_position(tx, organisation)?;
                scope::update(tx, organisation, id, listed, position)?;
            }
            Ok(())
        })
    }
}

/// Keeps the row of a document whose newest run is at a position.
pub(super) fn put(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    id: DocumentId,
    kind: Kind,
    position: u64,
    listed: &Listed,
) -> LedgerResult<()> {
    tx.prepare_cached(
        "INSERT INTO listing (organisation, document, kind, version, position, updated_at, status, open, contested,
         search, summary) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (organisation, document) DO UPDATE SET version = excluded.version, position = excluded.position,
         updated_at = excluded.updated_at, status = excluded.status, open = excluded.open,
         contested = excluded.contested, search = excluded.search, summary = excluded.summary",
    )?
    .execute(params![
        organisation.column(),
        id.column(),
        kind.name(),
        listed.version,
        signed(position),
        listed.updated_at.0,
        listed.status,
        listed.open,
        listed.contested,
        listed.search,
        listed.summary
    ])?;
    Ok(())
}

fn list_row(row: &Row<'_>) -> LedgerResult<ListRow> {
    Ok(ListRow {
        id: DocumentId(uuid(row, "document")?),
        kind: kind(row, "kind")?,
        position: unsigned(row, "position")?,
        updated_at: Timestamp(row.get("updated_at")?),
        summary: row.get("summary")?,
    })
}
