//! The parts of a package that are JSON, each in its canonical spelling (RFC 8785).

use jobsheet_domain::id::EventKey;
use jobsheet_signing::{KeyRecord, PartDigest};
use serde::{Deserialize, Serialize};

use crate::bundle::Run;

/// The form of a package as it is written: statements of form 2, sealed hands and custody of keys may be in it.
pub const FORMAT: &str = "jobsheet/evidence/3";
/// The forms that are read. One of form 2 has none of these.
pub(crate) const FORMATS: [&str; 2] = ["jobsheet/evidence/2", FORMAT];

/// `evidence.json`: who signed which changes, and what was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    /// [`FORMAT`].
    pub format: String,
    /// The kind of the document.
    pub kind: String,
    /// The signed runs that cover its changes.
    pub runs: Vec<Run>,
    /// The sign-offs.
    pub statements: Vec<Countersigned>,
}

/// A statement with the server's countersignature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Countersigned {
    /// The event in the order.
    pub event: EventKey,
    /// The statement, a compact JWS.
    pub jws: String,
    /// The receipt, a compact JWS.
    pub receipt: String,
}

/// An entry of `keys.json`: a record of the organisation's list of keys, and what shows that it is in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedKey {
    /// The record.
    pub record: KeyRecord,
    /// Its path in the tree, from the bottom up (RFC 9162 §2.1.3).
    pub path: Vec<PartDigest>,
}
