//! How values of the domain stand in columns.

use std::collections::BTreeMap;

use jobsheet_kernel::id::{ChangeHash, DocumentId};
use jobsheet_kernel::refusal::Refusal;
use jobsheet_kernel::time::{Position, Timestamp};
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Result, Row};
use uuid::Uuid;

use crate::error::StoreError;

/// A number that SQLite keeps as a signed one.
pub(crate) fn signed(value: u64) -> Result<i64, StoreError> {
    i64::try_from(value).map_err(|_| StoreError::Invalid { what: "number" })
}

/// A number that was stored by [`signed`].
pub(crate) fn unsigned(row: &Row<'_>, column: &str) -> Result<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| unreadable("a negative number"))
}

/// A UUID.
pub(crate) fn uuid(row: &Row<'_>, column: &str) -> Result<Uuid> {
    row.get(column).map(Uuid::from_bytes)
}

/// A document's id, where there may be none.
pub(crate) fn maybe_document(row: &Row<'_>, column: &str) -> Result<Option<DocumentId>> {
    Ok(row.get::<_, Option<[u8; 16]>>(column)?.map(|bytes| DocumentId(Uuid::from_bytes(bytes))))
}

/// A time.
pub(crate) fn time(row: &Row<'_>, column: &str) -> Result<Timestamp> {
    row.get(column).map(Timestamp)
}

/// A time, where there may be none.
pub(crate) fn maybe_time(row: &Row<'_>, column: &str) -> Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp))
}

/// A place, where one is known.
pub(crate) fn maybe_position(row: &Row<'_>) -> Result<Option<Position>> {
    let latitude: Option<i32> = row.get("latitude_udeg")?;
    let longitude: Option<i32> = row.get("longitude_udeg")?;
    Ok(latitude
        .zip(longitude)
        .map(|(latitude_udeg, longitude_udeg)| Position { latitude_udeg, longitude_udeg }))
}

/// Heads, one digest after the other.
pub(crate) fn heads(row: &Row<'_>, column: &str) -> Result<Vec<ChangeHash>> {
    let bytes: Vec<u8> = row.get(column)?;
    let (whole, rest) = bytes.as_chunks::<32>();
    if rest.is_empty() {
        Ok(whole.iter().copied().map(ChangeHash).collect())
    } else {
        Err(unreadable("heads"))
    }
}

/// The column of heads, in one order whatever order they came in.
pub(crate) fn heads_column(heads: &[ChangeHash]) -> Vec<u8> {
    let mut sorted = heads.to_vec();
    sorted.sort_unstable();
    sorted.iter().flat_map(|hash| hash.0).collect()
}

/// A refusal in two columns, where there may be none.
pub(crate) fn maybe_refusal(row: &Row<'_>, code: &str, parameters: &str) -> Result<Option<Refusal>> {
    let Some(code) = row.get::<_, Option<String>>(code)? else { return Ok(None) };
    let parameters =
        row.get::<_, Option<String>>(parameters)?.map_or_else(|| Ok(BTreeMap::new()), |text| json(&text))?;
    Ok(Some(Refusal { code, parameters }))
}

/// A value stored as JSON.
pub(crate) fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| unreadable("JSON"))
}

/// The column of a value stored as JSON.
pub(crate) fn json_column<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Invalid { what: "JSON" })
}

/// The error of a column whose content is not what the schema says.
pub(crate) fn unreadable(what: &'static str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, Box::new(FromSqlError::Other(what.into())))
}

/// The columns of a listed row `o` and where they come from: what is unsent of its document, and why that is not sent on.
macro_rules! listed_from {
    ($source:literal) => {
        concat!(
            "SELECT o.*, (SELECT count(*) FROM change c CROSS JOIN outbox x ON x.place = c.place \
                WHERE c.document = o.id) AS unsent, ",
            "d.wedged_code, d.wedged_parameters FROM ",
            $source,
            " LEFT JOIN document d ON d.id = o.id"
        )
    };
}
pub(crate) use listed_from;
