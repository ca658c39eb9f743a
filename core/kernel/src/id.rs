//! Identifiers. Ids of things are UUIDv7 made where the thing is created; digests are fixed-size bytes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

uuid_id! {
    /// A merged document: customer, asset, request, work order …
    DocumentId;
    /// A person with an account: technician, dispatcher, manager …
    UserId;
    /// One installation enrolled for one user, or one server process.
    DeviceId;
    /// The organisation everything is kept apart by.
    OrganisationId;
    /// One entry of a list in a document: a photo, a part, a contact, a site.
    ItemId;
}

macro_rules! digest_id {
    ($($(#[$doc:meta])* $name:ident, $length:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), hex::encode(self.0))
            }
        }

        impl FromStr for $name {
            type Err = hex::FromHexError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let mut bytes = [0; $length];
                hex::decode_to_slice(text, &mut bytes)?;
                Ok(Self(bytes))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    return serializer.serialize_str(&hex::encode(self.0));
                }
                serde_bytes::Bytes::new(&self.0).serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error;
                if deserializer.is_human_readable() {
                    let text = String::deserialize(deserializer)?;
                    return text.parse().map_err(Error::custom);
                }
                let bytes = serde_bytes::ByteBuf::deserialize(deserializer)?;
                let exact: [u8; $length] =
                    bytes.as_slice().try_into().map_err(|_| Error::invalid_length(bytes.len(), &stringify!($length)))?;
                Ok(Self(exact))
            }
        }
    )*};
}

digest_id! {
    /// The first 16 bytes of the SHA-256 of an event's canonical bytes; the event's key in its document.
    EventKey, 16;
    /// The author of changes: one installation incarnation.
    ActorId, 16;
    /// The SHA-256 of a change, as Automerge defines it. A set of them names a version of a document.
    ChangeHash, 32;
    /// A SHA-256 over content: a photo, a report model, strokes.
    Digest, 32;
}
