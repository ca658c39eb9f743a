//! Public keys as other software reads them: JWK and JWK sets (RFC 7517, RFC 7518 §6.2, RFC 8037 §2).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::encoding::{base64url, from_base64url, id};
use crate::{Custody, KeyEntry, KeyId, KeyPurpose, PublicKey, SigningError};

/// A public key in JSON. Members of RFC 7517 that are not here are ignored when read, as it asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    /// `OKP` for Ed25519, `EC` for P-256.
    pub kty: String,
    /// `Ed25519` or `P-256`.
    pub crv: String,
    /// The key, or its first coordinate; base64url.
    pub x: String,
    /// The second coordinate of a P-256 key; base64url.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<String>,
    /// The name statements call it by, its thumbprint; only in published sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// The one algorithm it is used with; only in published sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alg: Option<String>,
    /// What it is for in the words of RFC 7517 §4.2, always `sig`; only in published sets.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
    /// Whose it is and what it may speak for; only in published sets. A member of our own: who does not know it passes
    /// it over (RFC 7517 §4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobsheet: Option<KeyStanding>,
}

/// What an organisation publishes of a key beside the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyStanding {
    /// The one purpose it signs for.
    pub purpose: KeyPurpose,
    /// The device it belongs to; the organisation for a key of the server.
    #[serde(with = "id")]
    pub device: [u8; 16],
    /// The user the device is enrolled for; nothing for office and server keys.
    #[serde(with = "id::option")]
    pub user: Option<[u8; 16]>,
    /// The feed position from which it is valid.
    pub valid_from: u64,
    /// The feed position from which it no longer is; nothing while it is.
    pub revoked_at: Option<u64>,
    /// Where its private half is kept, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custody: Option<Custody>,
}

impl KeyStanding {
    /// The first thing that a keyring's entry says differently; nothing when it says the same. A keyring from before a
    /// revocation does not know of it, and says the same.
    #[must_use]
    pub fn differing(&self, entry: &KeyEntry) -> Option<&'static str> {
        let same = [
            ("purpose", self.purpose == entry.purpose()),
            ("device", self.device == entry.device),
            ("user", self.user == entry.user),
            ("valid_from", self.valid_from == entry.valid_from),
            ("revoked_at", entry.revoked_at.is_none() || self.revoked_at == entry.revoked_at),
            ("custody", self.custody == entry.custody),
        ];
        same.into_iter().find(|(_, same)| !same).map(|(field, _)| field)
    }
}

impl From<&KeyEntry> for KeyStanding {
    fn from(entry: &KeyEntry) -> Self {
        Self {
            purpose: entry.purpose(),
            device: entry.device,
            user: entry.user,
            valid_from: entry.valid_from,
            revoked_at: entry.revoked_at,
            custody: entry.custody.clone(),
        }
    }
}

impl Jwk {
    /// The key with its name, algorithm and use, as a published set carries it.
    #[must_use]
    pub fn published(key: &PublicKey) -> Self {
        let alg = match key {
            PublicKey::Ed25519(_) => "EdDSA",
            PublicKey::P256(_) => "ES256",
        };
        Self {
            kid: Some(key.id().to_string()),
            alg: Some(alg.to_owned()),
            usage: Some("sig".to_owned()),
            ..Self::from(key)
        }
    }
}

impl From<&PublicKey> for Jwk {
    fn from(key: &PublicKey) -> Self {
        let (kty, crv, x, y) = match key {
            PublicKey::Ed25519(x) => ("OKP", "Ed25519", base64url(x), None),
            PublicKey::P256(xy) => ("EC", "P-256", base64url(&xy[..32]), Some(base64url(&xy[32..]))),
        };
        Self {
            kty: kty.to_owned(),
            crv: crv.to_owned(),
            x,
            y,
            kid: None,
            alg: None,
            usage: None,
            jobsheet: None,
        }
    }
}

impl TryFrom<&Jwk> for PublicKey {
    type Error = SigningError;

    fn try_from(jwk: &Jwk) -> Result<Self, Self::Error> {
        match (jwk.kty.as_str(), jwk.crv.as_str(), &jwk.y) {
            ("OKP", "Ed25519", None) => Ok(Self::Ed25519(coordinate(&jwk.x)?)),
            ("EC", "P-256", Some(y)) => {
                let mut xy = [0; 64];
                xy[..32].copy_from_slice(&coordinate(&jwk.x)?);
                xy[32..].copy_from_slice(&coordinate(y)?);
                Ok(Self::P256(xy))
            }
            _ => Err(SigningError::Malformed("jwk")),
        }
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Jwk::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let jwk = Jwk::deserialize(deserializer)?;
        Self::try_from(&jwk).map_err(serde::de::Error::custom)
    }
}

fn coordinate(text: &str) -> Result<[u8; 32], SigningError> {
    from_base64url(text).and_then(|bytes| bytes.try_into().ok()).ok_or(SigningError::Malformed("jwk"))
}

/// A set of public keys, as an organisation publishes them (RFC 7517 §5).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwks {
    /// The keys.
    pub keys: Vec<Jwk>,
}

impl Jwks {
    /// The set of these keys, each with its name, algorithm and use, and nothing said of whose they are.
    #[must_use]
    pub fn publish<'a>(keys: impl IntoIterator<Item = &'a PublicKey>) -> Self {
        Self { keys: keys.into_iter().map(Jwk::published).collect() }
    }

    /// The key of that name. The name is computed from the key, never taken from `kid`. Keys of kinds we do not use
    /// are passed over.
    #[must_use]
    pub fn find(&self, id: &KeyId) -> Option<PublicKey> {
        self.named(id).map(|(_, key)| key)
    }

    /// What the set says of the key of that name.
    #[must_use]
    pub fn standing(&self, id: &KeyId) -> Option<&KeyStanding> {
        self.named(id)?.0.jobsheet.as_ref()
    }

    /// The keys of one purpose.
    #[must_use]
    pub fn of_purpose(self, purpose: KeyPurpose) -> Self {
        let of_it = |jwk: &Jwk| jwk.jobsheet.as_ref().is_some_and(|standing| standing.purpose == purpose);
        Self { keys: self.keys.into_iter().filter(of_it).collect() }
    }

    fn named(&self, id: &KeyId) -> Option<(&Jwk, PublicKey)> {
        let keys = self.keys.iter().filter_map(|jwk| Some((jwk, PublicKey::try_from(jwk).ok()?)));
        keys.into_iter().find(|(_, key)| key.id() == *id)
    }
}
