//! The feed counter: numbers every accepted run and record.

use jobsheet_domain::id::OrganisationId;

use super::columns::Key;
use super::transaction::Transaction;
use crate::ledger::{LedgerError, LedgerResult};

/// The next feed position. It is taken in the transaction that fills it, and SQLite has one writer, so that a cursor
/// never passes a position that a slower transaction may still fill.
pub(super) fn next_position(tx: &Transaction<'_>, organisation: OrganisationId) -> LedgerResult<u64> {
    let position: i64 = tx.query_row(
        "UPDATE organisation SET position = position + 1 WHERE id = ?1 RETURNING position",
        [organisation.column()],
        |row| row.get(0),
    )?;
    u64::try_from(position).map_err(|_| LedgerError::Damaged("position"))
}
