//! What only the organisation can read: sealed to its key (RFC 9180, base mode).
//!
//! The suite is DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305. Sealed bytes are the 32 of the encapsulated key, then
//! the ciphertext. They say nothing of who sealed them: that is what a statement is for.

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::CryptoRng;
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use crate::cbor::Writer;
use crate::encoding::{base64url, from_base64url};
use crate::{Jwk, KeyId, SigningError, sha256};

type X25519 = X25519HkdfSha256;

/// Bytes of an encapsulated key.
const ENCAPSULATED: usize = 32;

/// What sealed bytes are about: sealed for one thing, they do not open for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealContext {
    info: Vec<u8>,
    bound: [u8; 32],
}

impl SealContext {
    /// A hand under a document, with the digest by which the statement names it.
    #[must_use]
    pub fn hand(organisation: &[u8; 16], document: &[u8; 16], strokes_digest: [u8; 32]) -> Self {
        let mut writer = Writer::new();
        writer.array(3).text("jobsheet/hand/1").bytes(organisation).bytes(document);
        Self { info: writer.finish(), bound: strokes_digest }
    }
}

/// The public half of an organisation's key to which devices seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealingKey([u8; 32]);

impl SealingKey {
    /// The key's name: its JWK thumbprint (RFC 7638).
    #[must_use]
    pub fn id(&self) -> KeyId {
        let text = format!(r#"{{"crv":"X25519","kty":"OKP","x":"{}"}}"#, base64url(&self.0));
        KeyId(sha256(text.as_bytes()))
    }

    /// Seals bytes so that only the organisation reads them.
    ///
    /// # Errors
    /// [`SigningError::Malformed`] when the key is no key anybody can hold.
    pub fn seal(
        &self,
        context: &SealContext,
        plain: &[u8],
        random: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SigningError> {
        let no_key = |_| SigningError::Malformed("sealing key");
        let key = <X25519 as Kem>::PublicKey::from_bytes(&self.0).map_err(no_key)?;
        let (encapsulated, encrypted) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519>(
            &OpModeS::Base,
            &key,
            &context.info,
            plain,
            &context.bound,
            random,
        )
        .map_err(no_key)?;
        let mut sealed = encapsulated.to_bytes().to_vec();
        sealed.extend(encrypted);
        Ok(sealed)
    }
}

impl Serialize for SealingKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kty, crv) = ("OKP".to_owned(), "X25519".to_owned());
        let usage = Some("enc".to_owned());
        Jwk { kty, crv, x: base64url(&self.0), y: None, kid: None, alg: None, usage, jobsheet: None }
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SealingKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let jwk = Jwk::deserialize(deserializer)?;
        let bytes = from_base64url(&jwk.x).and_then(|bytes| bytes.try_into().ok());
        let key = bytes.filter(|_| jwk.kty == "OKP" && jwk.crv == "X25519");
        key.map(Self).ok_or_else(|| serde::de::Error::custom("no X25519 key"))
    }
}

/// The private half. Wiped when dropped.
#[derive(Clone)]
pub struct OpeningKey {
    secret: Zeroizing<[u8; 32]>,
    public: SealingKey,
}

impl OpeningKey {
    /// The key of 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let public = X25519::sk_to_pk(&secret(seed)).to_bytes();
        Self { secret: Zeroizing::new(*seed), public: SealingKey(public.into()) }
    }

    /// The public half.
    #[must_use]
    pub const fn public(&self) -> SealingKey {
        self.public
    }

    /// What was sealed; nothing when it was sealed to another key, about something else, or altered since.
    #[must_use]
    pub fn open(&self, context: &SealContext, sealed: &[u8]) -> Option<Vec<u8>> {
        let (encapsulated, encrypted) = sealed.split_at_checked(ENCAPSULATED)?;
        let encapsulated = <X25519 as Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
        single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519>(
            &OpModeR::Base,
            &secret(&self.secret),
            &encapsulated,
            &context.info,
            encrypted,
            &context.bound,
        )
        .ok()
    }
}

impl std::fmt::Debug for OpeningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpeningKey").field("public", &self.public.id()).finish_non_exhaustive()
    }
}

fn secret(seed: &[u8; 32]) -> <X25519 as Kem>::PrivateKey {
    <X25519 as Kem>::PrivateKey::from_bytes(seed).expect("any 32 bytes are a scalar (RFC 7748 §5)")
}
