//! A maker of devices that a test is: it vouches for keys as Android's key stores do.

use std::sync::Arc;

use jobsheet_signing::{
    Attestation, AttestationForm, Jwk, Keeping, Part, PublicKey, SignerError, SoftwareSigner, StatementSigner,
};
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, PublicKeyData, SignatureAlgorithm,
};

/// SHA-256 of the certificate that the app is signed with.
pub const SIGNER: [u8; 32] = [9; 32];
/// The extension that tells how a key is kept.
const KEY_DESCRIPTION: &[u64] = &[1, 3, 6, 1, 4, 1, 11129, 2, 1, 17];
/// An element of DER with a tag of its own.
fn element(tag: &[u8], content: &[u8]) -> Vec<u8> {
    let length = match content.len() {
        short @ 0..0x80 => vec![u8::try_from(short).unwrap()],
        long => [&[0x82], &u16::try_from(long).unwrap().to_be_bytes()[..]].concat(),
    };
    [tag, &length, content].concat()
}

fn number(tag: u8, value: u8) -> Vec<u8> {
    element(&[tag], &[value])
}

/// What a key store says.
#[derive(Clone)]
pub struct Said {
    /// What it was asked for; that of the attestation where nothing stands here.
    pub challenge: Option<Vec<u8>>,
    /// Levels of what attests and what keeps the key: 0 software, 1 a trusted environment, 2 a chip.
    pub levels: [u8; 2],
    /// What the key is for: 2 to sign.
    pub purposes: Vec<u8>,
    /// Where it comes from: 0 made there.
    pub origin: u8,
    /// Whether the boot loader is locked: 255 for yes.
    pub locked: u8,
    /// Whether the system is its maker's: 0 for yes.
    pub boot: u8,
    /// Who signed the app.
    pub signers: Vec<[u8; 32]>,
    /// Whether hardware says so.
    pub in_hardware: bool,
}

impl Default for Said {
    fn default() -> Self {
        Self {
            challenge: None,
            levels: [1, 1],
            purposes: vec![2],
            origin: 0,
            locked: 0xff,
            boot: 0,
            signers: vec![SIGNER],
            in_hardware: true,
        }
    }
}

impl Said {
    /// The extension (Android's schema of `KeyDescription`).
    fn der(&self, challenge: &[u8; 32]) -> Vec<u8> {
        let challenge = self.challenge.as_deref().unwrap_or(challenge);
        let purposes: Vec<u8> = self.purposes.iter().flat_map(|purpose| number(2, *purpose)).collect();
        let root =
            [element(&[4], &[1; 32]), number(1, self.locked), number(10, self.boot), element(&[4], &[2; 32])];
        let kept = [
            element(&[0xa1], &element(&[0x31], &purposes)),
            element(&[0xbf, 0x85, 0x3e], &number(2, self.origin)),
            element(&[0xbf, 0x85, 0x40], &element(&[0x30], &root.concat())),
        ];
        let package = element(&[0x30], &[element(&[4], b"dev.jobsheet"), number(2, 1)].concat());
        let signers: Vec<u8> = self.signers.iter().flat_map(|signer| element(&[4], signer)).collect();
        let id = element(&[0x30], &[element(&[0x31], &package), element(&[0x31], &signers)].concat());
        let app = element(&[0xbf, 0x85, 0x45], &element(&[4], &id));
        let (software, hardware) =
            if self.in_hardware { (app, kept.concat()) } else { ([app, kept.concat()].concat(), vec![]) };
        let fields = [
            number(2, 4),
            number(10, self.levels[0]),
            number(2, 41),
            number(10, self.levels[1]),
            element(&[4], challenge),
            element(&[4], &[]),
            element(&[0x30], &software),
            element(&[0x30], &hardware),
        ];
        element(&[0x30], &fields.concat())
    }
}

/// A maker with a root and one certificate between.
pub struct Maker {
    /// Its root certificate (PEM).
    pub root: String,
    between: Vec<u8>,
    issuer: Issuer<'static, KeyPair>,
}

impl Maker {
    /// One with a new root.
    #[must_use]
    pub fn new() -> Self {
        let authority = || {
            let mut params = CertificateParams::default();
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
            params
        };
        let key = KeyPair::generate().unwrap();
        let root = authority().self_signed(&key).unwrap();
        let signer = Issuer::new(authority(), key);
        let key = KeyPair::generate().unwrap();
        let between = authority().signed_by(&key, &signer).unwrap().der().to_vec();
        Self { root: root.pem(), between, issuer: Issuer::new(authority(), key) }
    }

    /// Vouches for a key.
    #[must_use]
    pub fn attest(&self, key: &PublicKey, challenge: [u8; 32], said: &Said) -> Attestation {
        let parts = vec![certificate(key, challenge, said, &self.issuer), Part(self.between.clone())];
        Attestation { form: AttestationForm::AndroidKey, challenge, parts }
    }
}

impl Default for Maker {
    fn default() -> Self {
        Self::new()
    }
}

/// A certificate of a key, as an issuer makes it: a maker, or whoever poses as one.
#[must_use]
pub fn certificate(key: &PublicKey, challenge: [u8; 32], said: &Said, issuer: &Issuer<'_, KeyPair>) -> Part {
    let mut params = CertificateParams::default();
    params.custom_extensions = vec![CustomExtension::from_oid_content(KEY_DESCRIPTION, said.der(&challenge))];
    let key = Point(key.point());
    Part(params.signed_by(&key, issuer).unwrap().der().to_vec())
}

/// A P-256 key as certificates name it: the mark of an uncompressed point, x and y.
struct Point(Vec<u8>);

impl PublicKeyData for Point {
    fn der_bytes(&self) -> &[u8] {
        &self.0
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_ECDSA_P256_SHA256
    }
}

/// A key store in a device of that maker.
pub struct Chip {
    signer: SoftwareSigner,
    maker: Arc<Maker>,
    said: Said,
}

impl Chip {
    /// One with a new key, of which its maker says that.
    #[must_use]
    pub fn of(maker: &Arc<Maker>, said: Said) -> Self {
        let (signer, _) = SoftwareSigner::generate().unwrap();
        Self { signer, maker: Arc::clone(maker), said }
    }
}

impl StatementSigner for Chip {
    fn attest(&self, challenge: &[u8; 32]) -> Result<Keeping, SignerError> {
        Ok(Keeping::Hardware(Some(self.maker.attest(&self.signer.public(), *challenge, &self.said))))
    }

    fn public_jwk(&self) -> Result<Jwk, SignerError> {
        self.signer.public_jwk()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        self.signer.sign(message)
    }
}
