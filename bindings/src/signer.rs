//! The key that signs statements: in hardware, called through the shell.

use std::sync::Arc;

use jobsheet_client::{
    Attestation, AttestationForm, Jwk, Keeping, Part, PublicKey, SignerError, SoftwareSigner, StatementSigner,
};
use zeroize::Zeroizing;

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

/// Where a statement key is kept.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum KeyCustody {
    /// In the app's memory: whoever reads the device's storage can copy it.
    Software,
    /// In hardware.
    Hardware {
        /// What the maker says of it, where the platform can tell.
        attestation: Option<KeyAttestation>,
    },
}

/// What the maker of a device says of a key in it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum KeyAttestation {
    /// Android Key Attestation.
    AndroidKey {
        /// The key's certificates (DER), its own first, as `KeyStore.getCertificateChain` gives them.
        chain: Vec<Vec<u8>>,
    },
    /// Apple App Attest, for SHA-256 over the challenge and [`StatementSignerCallback::public_point`].
    AppleAppAttest {
        /// The attestation object.
        object: Vec<u8>,
        /// The id of the app's key: the SHA-256 that `generateKey` gives in base64.
        key_id: Vec<u8>,
    },
}

impl KeyCustody {
    fn keeping(self, challenge: [u8; 32]) -> Keeping {
        let Self::Hardware { attestation } = self else { return Keeping::Software };
        let made = attestation.map(|said| {
            let (form, parts) = match said {
                KeyAttestation::AndroidKey { chain } => (AttestationForm::AndroidKey, chain),
                KeyAttestation::AppleAppAttest { object, key_id } => {
                    (AttestationForm::AppleAppAttest, vec![object, key_id])
                }
            };
            Attestation { form, challenge, parts: parts.into_iter().map(Part).collect() }
        });
        Keeping::Hardware(made)
    }
}

/// An ES256 key the core can use but not read: Android Keystore, Secure Enclave. It may ask the person to unlock it;
/// the core holds no lock while it waits.
#[uniffi::export(with_foreign)]
pub trait StatementSignerCallback: Send + Sync {
    /// Where the key is kept, with what the maker says of it for these 32 bytes: asked once, when the device enrols, and before
    /// anything else, so that a key can be made for it. What is answered is recorded and shown to whoever relies on signatures.
    ///
    /// # Errors
    /// When the store failed, or the person declined.
    fn attest(&self, challenge: Vec<u8>) -> Result<KeyCustody, SignerRefusal>;

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
    fn attest(&self, challenge: &[u8; 32]) -> Result<Keeping, SignerError> {
        Ok(self.0.attest(challenge.to_vec())?.keeping(*challenge))
    }

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
    pkcs8: Zeroizing<Vec<u8>>,
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
        Ok(Arc::new(Self { signer, pkcs8 }))
    }

    /// The key kept in PKCS #8 bytes.
    ///
    /// # Errors
    /// [`FieldError::Signature`] when they hold no P-256 key.
    #[uniffi::constructor]
    pub fn restore(pkcs8: Vec<u8>) -> Answer<Arc<Self>> {
        let pkcs8 = Zeroizing::new(pkcs8);
        let signer = SoftwareSigner::from_pkcs8(&pkcs8).map_err(unusable)?;
        Ok(Arc::new(Self { signer, pkcs8 }))
    }

    /// Its private half as PKCS #8 bytes, in clear: whoever keeps them seals them first.
    ///
    /// # Errors
    /// None; see the crate's header.
    pub fn pkcs8(&self) -> Answer<Vec<u8>> {
        Ok(self.pkcs8.to_vec())
    }
}

#[uniffi::export]
impl StatementSignerCallback for SoftwareStatementKey {
    fn attest(&self, _challenge: Vec<u8>) -> Result<KeyCustody, SignerRefusal> {
        Ok(KeyCustody::Software)
    }

    fn public_point(&self) -> Result<Vec<u8>, SignerRefusal> {
        Ok(self.signer.public().point())
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
        fn attest(&self, challenge: Vec<u8>) -> Result<KeyCustody, SignerRefusal> {
            let chain = vec![self.0.clone(), challenge];
            Ok(KeyCustody::Hardware { attestation: Some(KeyAttestation::AndroidKey { chain }) })
        }

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
    fn what_a_shell_says_of_its_key_comes_through() {
        let software = SoftwareStatementKey::generate().unwrap();
        assert_eq!(ShellSigner(software).attest(&[7; 32]).unwrap(), Keeping::Software);
        let parts = vec![Part(vec![1, 2]), Part(vec![7; 32])];
        let made = Attestation { form: AttestationForm::AndroidKey, challenge: [7; 32], parts };
        let said = ShellSigner(Arc::new(Broken(vec![1, 2]))).attest(&[7; 32]).unwrap();
        assert_eq!(said, Keeping::Hardware(Some(made)));
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
