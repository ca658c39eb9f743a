//! Who signs statements: a key in hardware, behind a synchronous trait the shells implement.

use std::fmt;

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use zeroize::Zeroizing;

use crate::{Jwk, Keeping, PublicKey, SignerError};

/// An ES256 key the core can use but not read: Android Keystore, Secure Enclave, or [`SoftwareSigner`].
///
/// Synchronous and possibly slow (a person may have to unlock it): never called under a transaction or a lock.
pub trait StatementSigner: Send + Sync {
    /// Where the key is kept, with what the maker says of it: asked once, when a device enrols, and before anything else. A key
    /// store may make a new key for it, since makers vouch for what a key was made for.
    ///
    /// # Errors
    /// When the store failed, or the person declined.
    fn attest(&self, challenge: &[u8; 32]) -> Result<Keeping, SignerError>;

    /// The public half, a P-256 key.
    ///
    /// # Errors
    /// When there is no key.
    fn public_jwk(&self) -> Result<Jwk, SignerError>;

    /// ECDSA with SHA-256 over the message: 64 bytes, r then s (RFC 7518 §3.4), not DER.
    ///
    /// # Errors
    /// When there is no key, the person declined, or the store failed.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError>;
}

/// An ES256 key in memory, for machines without a key store and for tests.
///
/// The one place in the pure crates that draws randomness: an ECDSA signature needs a fresh secret number, and asking
/// callers for one would be asking for key leaks. It takes it from the operating system. `ring` does not wipe the key when
/// it is dropped: where that matters the key belongs in hardware.
pub struct SoftwareSigner {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

impl SoftwareSigner {
    /// A new key, and its PKCS #8 bytes to keep sealed.
    ///
    /// # Errors
    /// [`SignerError::Failed`] when the system gives no randomness.
    pub fn generate() -> Result<(Self, Zeroizing<Vec<u8>>), SignerError> {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map_err(|_| SignerError::Failed("no randomness".to_owned()))?;
        let pkcs8 = Zeroizing::new(document.as_ref().to_vec());
        Ok((Self::from_pkcs8(&pkcs8)?, pkcs8))
    }

    /// The key of PKCS #8 bytes (RFC 5208), as [`Self::generate`] gave them.
    ///
    /// # Errors
    /// [`SignerError::NoKey`] when they hold no P-256 key.
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, SignerError> {
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &random)
            .map_err(|_| SignerError::NoKey)?;
        Ok(Self { pair, random })
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let mut xy = [0; 64];
        xy.copy_from_slice(&self.pair.public_key().as_ref()[1..]); // without the mark of an uncompressed point
        PublicKey::P256(xy)
    }
}

impl StatementSigner for SoftwareSigner {
    fn attest(&self, _challenge: &[u8; 32]) -> Result<Keeping, SignerError> {
        Ok(Keeping::Software)
    }

    fn public_jwk(&self) -> Result<Jwk, SignerError> {
        Ok(Jwk::from(&self.public()))
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        let signature = self.pair.sign(&self.random, message);
        let signature = signature.map_err(|_| SignerError::Failed("no randomness".to_owned()))?;
        Ok(signature.as_ref().to_vec())
    }
}

impl fmt::Debug for SoftwareSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftwareSigner").field("public", &self.public().id()).finish_non_exhaustive()
    }
}
