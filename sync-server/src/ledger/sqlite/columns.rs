//! Between columns and the domain's words.

use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::id::{
    ActorId, ChangeHash, DeviceId, Digest, DocumentId, EventKey, OrganisationId, UserId,
};
use jobsheet_domain::kind::Kind;
use rusqlite::Row;
use uuid::Uuid;

use crate::ledger::{LedgerError, LedgerResult};

/// The bytes of an id, as a key column holds them.
pub(super) trait Key {
    /// What the column holds.
    fn column(&self) -> &[u8];
}

macro_rules! key {
    ($($uuid:ident),*; $($digest:ident),*) => {
        $(impl Key for $uuid { fn column(&self) -> &[u8] { self.0.as_bytes() } })*
        $(impl Key for $digest { fn column(&self) -> &[u8] { &self.0 } })*
    };
}

key!(DocumentId, UserId, DeviceId, OrganisationId; EventKey, ActorId, ChangeHash, Digest);

/// A column of exactly `N` bytes.
pub(super) fn bytes<const N: usize>(row: &Row<'_>, column: &'static str) -> LedgerResult<[u8; N]> {
    let value: Vec<u8> = row.get(column)?;
    value.try_into().map_err(|_| LedgerError::Damaged(column))
}

/// A column of exactly `N` bytes, or none.
pub(super) fn optional_bytes<const N: usize>(
    row: &Row<'_>,
    column: &'static str,
) -> LedgerResult<Option<[u8; N]>> {
    let value: Option<Vec<u8>> = row.get(column)?;
    value.map(|value| value.try_into().map_err(|_| LedgerError::Damaged(column))).transpose()
}

/// A UUID column.
pub(super) fn uuid(row: &Row<'_>, column: &'static str) -> LedgerResult<Uuid> {
    Ok(Uuid::from_bytes(bytes(row, column)?))
}

/// A column of a number that is never negative.
pub(super) fn unsigned(row: &Row<'_>, column: &'static str) -> LedgerResult<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| LedgerError::Damaged(column))
}

/// The same, or none.
pub(super) fn optional_unsigned(row: &Row<'_>, column: &'static str) -> LedgerResult<Option<u64>> {
    let value: Option<i64> = row.get(column)?;
    value.map(|value| u64::try_from(value).map_err(|_| LedgerError::Damaged(column))).transpose()
}

/// A number for a column; positions and lengths are far below the column's range.
pub(super) fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A document kind's column.
pub(super) fn kind(row: &Row<'_>, column: &'static str) -> LedgerResult<Kind> {
    let name: String = row.get(column)?;
    KINDS.find(&name).ok_or(LedgerError::Damaged(column))
}

/// Heads as one column: 32 bytes each.
pub(super) fn heads_column(heads: &[ChangeHash]) -> Vec<u8> {
    heads.iter().flat_map(|head| head.0).collect()
}

/// Heads of a column.
pub(super) fn heads(row: &Row<'_>, column: &'static str) -> LedgerResult<Vec<ChangeHash>> {
    let value: Vec<u8> = row.get(column)?;
    let (whole, rest) = value.as_chunks::<32>();
    if rest.is_empty() {
        Ok(whole.iter().map(|hash| ChangeHash(*hash)).collect())
    } else {
        Err(LedgerError::Damaged(column))
    }
}

/// Every row of a query, turned into the domain's words.
pub(super) fn all<T>(
    rows: &mut rusqlite::Rows<'_>,
    read: impl Fn(&Row<'_>) -> LedgerResult<T>,
) -> LedgerResult<Vec<T>> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// The first row of a query, turned into the domain's words.
pub(super) fn first<T>(
    rows: &mut rusqlite::Rows<'_>,
    read: impl Fn(&Row<'_>) -> LedgerResult<T>,
) -> LedgerResult<Option<T>> {
    rows.next()?.map(read).transpose()
}
