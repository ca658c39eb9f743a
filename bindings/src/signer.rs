//! The key that signs statements: in hardware, called through the shell.

use std::sync::Arc;

use jobsheet_client::{Jwk, PublicKey, SignerError, SoftwareSigner, StatementSigner};

use crate::error::{Answer, FieldError};

/// Why the key store did not sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum SignerRefusal {
    /// It has no such key.
    #[error("no key")]
    NoKey,
    /// The person did not unlock it.
    #[error("declined")]
    Declined,
    /// It failed.
    #[error("{detail}")]
    Failed {
        /// What it said.
        detail: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for SignerRefusal {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { detail: error.reason }
    }
}

impl From<SignerError> for SignerRefusal {
    fn from(error: SignerError) -> Self {
        match error {
            SignerError::NoKey => Self::NoKey,
            SignerError::Declined => Self::Declined,
            SignerError::Failed(detail) => Self::Failed { detail },
        }
    }
}

impl From<SignerRefusal> for SignerError {
    fn from(refusal: SignerRefusal) -> Self {
        match refusal {
            SignerRefusal::NoKey => Self::NoKey,
            SignerRefusal::Declined => Self::Declined,
            SignerRefusal::Failed { detail } => Self::Failed(detail),
        }
    }
}

/// An ES256 key the core can use but not read: Android Keystore, Secure Enclave. It may ask the person to unlock it;
/// the core holds no lock while it waits.
#[uniffi::export(with_foreign)]
pub trait StatementSignerCallback: Send + Sync {
    /// The public half as an uncompressed P-256 point: 65 bytes, `04 || x || y` (SEC 1 §2.3.3), as both platforms'
    /// key stores give it.
    ///
    /// # Errors
    /// When there is no key.
    fn public_point(&self) -> Result<Vec<u8>, SignerRefusal>;

    /// ECDSA with SHA-256 over the message: 64 bytes, r then s (RFC 7518 §3.4), not DER.
    ///
    /// # Errors
    /// When there is no key, the person declined, or the store failed.
    fn sign(&self, message: Vec<u8>) -> Result<Vec<u8>, SignerRefusal>;
}

/// The shell's key, as the core sees it.
pub struct ShellSigner(pub Arc<dyn StatementSignerCallback>);

impl StatementSigner for ShellSigner {
    fn public_jwk(&self) -> Result<Jwk, SignerError> {
        let point = self.0.public_point()?;
        let coordinates = point.strip_prefix(&[UNCOMPRESSED]).and_then(|xy| xy.try_into().ok());
        let xy = coordinates.ok_or_else(|| SignerError::Failed("no uncompressed P-256 point".to_owned()))?;
        Ok(Jwk::from(&PublicKey::P256(xy)))
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        Ok(self.0.sign(message.to_vec())?)
    }
}

/// The mark of an uncompressed point (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 4;

/// An ES256 key in memory, for machines without a key store and for tests.
#[derive(uniffi::Object)]
pub struct SoftwareStatementKey {
    signer: SoftwareSigner,
    pkcs8: Vec<u8>,
}

#[uniffi::export]
impl SoftwareStatementKey {
    /// A new key.
    ///
    /// # Errors
    /// [`FieldError::Signature`] when the system gives no randomness.
    #[uniffi::constructor]
    pub fn generate() -> Answer<Arc<Self>> {
        let (signer, pkcs8) = SoftwareSigner::generate().map_err(unusable)?;
        Ok(Arc::new(Self { signer, pkcs8: pkcs8.to_vec() }))
    }

    /// The key kept in PKCS #8 bytes.
    ///
    /// # Errors
    /// [`FieldError::Signature`] when they hold no P-256 key.
    #[uniffi::constructor]
    pub fn restore(pkcs8: Vec<u8>) -> Answer<Arc<Self>> {
        let signer = SoftwareSigner::from_pkcs8(&pkcs8).map_err(unusable)?;
        Ok(Arc::new(Self { signer, pkcs8 }))
    }

    /// Its private half as PKCS #8 bytes, in clear: whoever keeps them seals them first.
    ///
    /// # Errors
    /// None; see the crate's header.
    pub fn pkcs8(&self) -> Answer<Vec<u8>> {
        Ok(self.pkcs8.clone())
    }
}

#[uniffi::export]
impl StatementSignerCallback for SoftwareStatementKey {
    fn public_point(&self) -> Result<Vec<u8>, SignerRefusal> {
        Ok([&[UNCOMPRESSED], self.signer.public().as_bytes()].concat())
    }

    fn sign(&self, message: Vec<u8>) -> Result<Vec<u8>, SignerRefusal> {
        Ok(StatementSigner::sign(&self.signer, &message)?)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "an argument of map_err")]
fn unusable(error: SignerError) -> FieldError {
    FieldError::Signature { code: error.code().to_owned(), detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Broken(Vec<u8>);

    impl StatementSignerCallback for Broken {
        fn public_point(&self) -> Result<Vec<u8>, SignerRefusal> {
            Ok(self.0.clone())
        }

        fn sign(&self, _message: Vec<u8>) -> Result<Vec<u8>, SignerRefusal> {
            Err(SignerRefusal::Declined)
        }
    }

    #[test]
    fn a_software_key_through_the_shell_has_the_same_public_half() {
        let key = SoftwareStatementKey::generate().unwrap();
        let direct = Jwk::from(&key.signer.public());
        assert_eq!(ShellSigner(key).public_jwk().unwrap(), direct);
    }

    #[test]
    fn what_is_no_uncompressed_point_is_no_key() {
        for point in [vec![], vec![4; 64], vec![2; 65], vec![4; 66]] {
            assert!(matches!(ShellSigner(Arc::new(Broken(point))).public_jwk(), Err(SignerError::Failed(_))));
        }
    }

    #[test]
    fn a_person_who_declines_is_told_apart_from_a_failure() {
        assert_eq!(
            ShellSigner(Arc::new(Broken(vec![]))).sign(b"").unwrap_err().code(),
            SignerError::Declined.code()
        );
    }
}
