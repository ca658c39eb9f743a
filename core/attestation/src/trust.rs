//! Whom an operator believes.

use jobsheet_signing::sha256;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, UnixTime};
use webpki::{EndEntityCert, ExtendedKeyUsageValidator, KeyPurposeIdIter, anchor_from_trusted_cert, ring};

use crate::AttestationError;

/// When a chain has to hold, ms since the Unix epoch: the time of enrolment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub i64);

/// Whom an operator believes: the makers' roots, and who publishes the app.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    roots: Vec<CertificateDer<'static>>,
    android_signers: Vec<[u8; 32]>,
    apple_apps: Vec<[u8; 32]>,
}

impl Trust {
    /// Takes the certificates of a PEM file (RFC 7468) as roots.
    ///
    /// # Errors
    /// [`AttestationError::Malformed`] when it holds none, or something else than certificates that can be roots.
    pub fn believe(&mut self, pem: &[u8]) -> Result<(), AttestationError> {
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let roots = read.map_err(|_| AttestationError::Malformed)?;
        if roots.is_empty() || roots.iter().any(|root| anchor_from_trusted_cert(root).is_err()) {
            return Err(AttestationError::Malformed);
        }
        self.roots.extend(roots);
        Ok(())
    }

    /// An Android app is ours when the certificate it is signed with has this SHA-256.
    pub fn publish_android(&mut self, signer: [u8; 32]) {
        self.android_signers.push(signer);
    }

    /// An Apple app is ours when it has this id: the team, a dot, the bundle.
    pub fn publish_apple(&mut self, app: &str) {
        self.apple_apps.push(sha256(app.as_bytes()));
    }

    /// Whether anybody is believed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    pub(crate) fn is_our_android(&self, signers: &[&[u8]]) -> bool {
        !signers.is_empty()
            && signers.iter().all(|signer| self.android_signers.iter().any(|ours| ours == signer))
    }

    pub(crate) fn is_our_apple(&self, app: &[u8]) -> bool {
        self.apple_apps.iter().any(|ours| ours == app)
    }

    /// That a chain, its own certificate first, ends in one of the roots and holds at that time.
    pub(crate) fn check(&self, chain: &[&[u8]], at: Moment) -> Result<(), AttestationError> {
        let untrusted = |_| AttestationError::Untrusted;
        let (leaf, rest) = chain.split_first().ok_or(AttestationError::Malformed)?;
        let (leaf, rest): (CertificateDer<'_>, Vec<CertificateDer<'_>>) =
            ((*leaf).into(), rest.iter().map(|bytes| (*bytes).into()).collect());
        let anchors: Vec<_> =
            self.roots.iter().filter_map(|root| anchor_from_trusted_cert(root).ok()).collect();
        let leaf = EndEntityCert::try_from(&leaf).map_err(untrusted)?;
        let seconds = u64::try_from(at.0.div_euclid(1_000)).unwrap_or_default();
        let time = UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds));
        leaf.verify_for_usage(ALGORITHMS, &anchors, &rest, time, AnyUsage, None, None).map_err(untrusted)?;
        Ok(())
    }
}

/// What the two makers sign with.
const ALGORITHMS: &[&dyn SignatureVerificationAlgorithm] = &[
    ring::ECDSA_P256_SHA256,
    ring::ECDSA_P256_SHA384,
    ring::ECDSA_P384_SHA256,
    ring::ECDSA_P384_SHA384,
    ring::RSA_PKCS1_2048_8192_SHA256,
    ring::RSA_PKCS1_2048_8192_SHA384,
    ring::RSA_PKCS1_2048_8192_SHA512,
];

/// The makers' certificates are for no usage of the Web's.
struct AnyUsage;

impl ExtendedKeyUsageValidator for AnyUsage {
    fn validate(&self, _: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        Ok(())
    }
}
