//! The keys an organisation publishes, fetched by whoever verifies and from another source than the evidence.

use jobsheet_signing::{Jwks, KeyList};
use serde::{Deserialize, Serialize};

/// Published keys, in either of the two forms in which they are published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Published {
    /// `/.well-known/jobsheet-keys.json`: the list to which entries are only added.
    List(KeyList),
    /// `/.well-known/jwks.json`: how the keys stand now (RFC 7517).
    Set(Jwks),
}

impl Published {
    /// Reads either form; nothing when the bytes are neither, or a list that does not hold in itself.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let published: Self = serde_json::from_slice(bytes).ok()?;
        match &published {
            Self::List(list) if list.check().is_err() => None,
            Self::Set(keys) if keys.keys.is_empty() => None,
            Self::List(_) | Self::Set(_) => Some(published),
        }
    }

    /// How the keys stand now, as a set.
    #[must_use]
    pub fn set(&self) -> Jwks {
        match self {
            Self::List(list) => list.keyring().jwks(),
            Self::Set(keys) => keys.clone(),
        }
    }
}
