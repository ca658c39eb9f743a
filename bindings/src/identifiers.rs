//! Ids, digests, times and days as they cross: UUID text, hex, milliseconds since 1970 UTC, `2026-02-15`.

use jobsheet_client::domain::calendar::CivilDate;
use jobsheet_client::domain::id::{ChangeHash, Digest, DocumentId, EventKey, ItemId, UserId};
use jobsheet_client::domain::time::Timestamp;

use crate::error::FieldError;

/// Text that crosses in place of an id; what does not parse is an argument error of the call it was given to.
macro_rules! as_text {
    ($($name:ident, $code:literal;)*) => {$(
        uniffi::custom_type!($name, String, {
            remote,
            lower: |id| id.to_string(),
            try_lift: |text| {
                text.parse::<$name>().map_err(|error| FieldError::argument($code, format!("{text}: {error}")).into())
            },
        });
    )*};
}

as_text! {
    DocumentId, "argument.document_id";
    UserId, "argument.user_id";
    ItemId, "argument.item_id";
    EventKey, "argument.event_key";
    ChangeHash, "argument.change_hash";
    Digest, "argument.digest";
    CivilDate, "argument.date";
}

uniffi::custom_type!(Timestamp, i64, {
    remote,
    lower: |time| time.0,
    try_lift: |ms| Ok(Timestamp(ms)),
});
