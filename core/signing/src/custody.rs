//! Where the private half of a statement key is kept, and what shows it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::encoding::{base64url, digest, from_base64url};
use crate::{PublicKey, SigningError, json, sha256};

/// Most certificates or other parts of an attestation.
const MOST_PARTS: usize = 16;
/// Most bytes of one of them.
const LONGEST_PART: usize = 16 << 10;

/// Who vouches for a key's hardware, and in which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttestationForm {
    /// Android Key Attestation: the parts are the chain of certificates, the key's own first.
    AndroidKey,
    /// Apple App Attest: the parts are the attestation object and the key id of the app's own key.
    AppleAppAttest,
}

impl AttestationForm {
    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AndroidKey => "android_key",
            Self::AppleAppAttest => "apple_app_attest",
        }
    }
}

/// What the maker of a device says of a statement key, in its maker's own form. Kept as it came: whoever trusts the maker can
/// check it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// Whose form.
    pub form: AttestationForm,
    /// What it was asked for: the digest of the enrolment's code, so that it was made for this enrolment.
    #[serde(with = "digest")]
    pub challenge: [u8; 32],
    /// The parts, as [`AttestationForm`] says.
    pub parts: Vec<Part>,
}

/// A part of an attestation, in JSON as base64url.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part(pub Vec<u8>);

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&base64url(&self.0))
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        from_base64url(&text).map(Self).ok_or_else(|| serde::de::Error::custom("no base64url"))
    }
}

impl Attestation {
    /// Reads the one spelling of an attestation (RFC 8785).
    ///
    /// # Errors
    /// [`SigningError::Malformed`] and [`SigningError::NotCanonical`]; also for more or longer parts than any maker's.
    pub fn read(bytes: &[u8]) -> Result<Self, SigningError> {
        let read: Self = json::from_canonical(bytes, "attestation")?;
        if read.is_bounded() { Ok(read) } else { Err(SigningError::Malformed("attestation")) }
    }

    /// Its one spelling.
    ///
    /// # Errors
    /// None for what can be held in memory; see [`json::canonical`].
    pub fn bytes(&self) -> Result<Vec<u8>, SigningError> {
        json::canonical(self)
    }

    /// Whether it is as small as attestations are.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        (1..=MOST_PARTS).contains(&self.parts.len())
            && self.parts.iter().all(|part| (1..=LONGEST_PART).contains(&part.0.len()))
    }
}

/// What an app asks its maker to vouch for with App Attest: that it asked for this challenge, with this statement key.
#[must_use]
pub fn app_attest_data(challenge: &[u8; 32], statement_key: &PublicKey) -> [u8; 32] {
    sha256(&[challenge, statement_key.point().as_slice()].concat())
}

/// How well a key is kept, as its maker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityLevel {
    /// In a trusted environment of the main processor: software that the operating system cannot read.
    TrustedEnvironment,
    /// In a chip of its own.
    Strongbox,
    /// The maker vouches for the app, and the app keeps the key in the Secure Enclave.
    App,
}

impl SecurityLevel {
    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TrustedEnvironment => "trusted_environment",
            Self::Strongbox => "strongbox",
            Self::App => "app",
        }
    }
}

/// Where the private half of a statement key is kept, as far as the server knew when its device enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "held", rename_all = "snake_case")]
pub enum Custody {
    /// In the app's memory, as the device says: whoever reads the device's storage can copy it.
    Software,
    /// In hardware, as the device says and nobody else.
    Claimed,
    /// The device sent an attestation, and the server trusts nobody who could vouch for it.
    Unverified {
        /// Its form.
        form: AttestationForm,
        /// SHA-256 of its bytes.
        #[serde(with = "digest")]
        attestation: [u8; 32],
    },
    /// The device sent an attestation, and the server verified it.
    Attested {
        /// Its form.
        form: AttestationForm,
        /// SHA-256 of its bytes.
        #[serde(with = "digest")]
        attestation: [u8; 32],
        /// How well the key is kept.
        level: SecurityLevel,
        /// Whether what runs on the device is what its maker and the app's publisher released.
        genuine: bool,
    },
}

impl Custody {
    /// How well the key is kept, where the server verified it.
    #[must_use]
    pub const fn level(&self) -> Option<SecurityLevel> {
        match self {
            Self::Software | Self::Claimed | Self::Unverified { .. } => None,
            Self::Attested { level, .. } => Some(*level),
        }
    }

    /// The attestation it rests on, by its SHA-256.
    #[must_use]
    pub const fn attestation(&self) -> Option<&[u8; 32]> {
        match self {
            Self::Software | Self::Claimed => None,
            Self::Unverified { attestation, .. } | Self::Attested { attestation, .. } => Some(attestation),
        }
    }
}

/// What a key store says of the key it keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It is in the app's memory.
    Software,
    /// It is in hardware, with what the maker says of it where the platform can tell.
    Hardware(Option<Attestation>),
}
