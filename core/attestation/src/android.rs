//! Android Key Attestation: a chain of certificates whose first tells, in an extension, how its key is kept.

use jobsheet_signing::{PublicKey, SecurityLevel};
use x509_parser::asn1_rs::{Any, Oid, oid};

use crate::certificate::Certificate;
use crate::der::{content, items, number, one};
use crate::{AttestationError, Attested, Moment, Trust};

/// The extension `KeyDescription`.
pub(crate) const KEY_DESCRIPTION: Oid<'static> = oid!(1.3.6.1.4.1.11129.2.1.17);

/// Tags of an authorization list.
mod tag {
    pub(super) const PURPOSE: u32 = 1;
    pub(super) const ORIGIN: u32 = 702;
    pub(super) const ROOT_OF_TRUST: u32 = 704;
    pub(super) const APPLICATION: u32 = 709;
}

/// The purpose of signing; the platform may add that of verifying, which needs no secret.
const SIGN: u32 = 2;
const VERIFY: u32 = 3;
/// Made where it is, and never outside.
const GENERATED: u32 = 0;
/// The operating system is the one that the device's maker signed.
const VERIFIED: u32 = 0;

/// Verifies a chain for a challenge and a key.
pub(crate) fn verify(
    chain: &[&[u8]],
    challenge: &[u8],
    key: &PublicKey,
    trust: &Trust,
    at: Moment,
) -> Result<Attested, AttestationError> {
    trust.check(chain, at)?;
    let leaf = chain.first().ok_or(AttestationError::Malformed)?;
    let certificate = Certificate::read(leaf, &KEY_DESCRIPTION)?;
    if certificate.key != Some(*key) {
        return Err(AttestationError::Key);
    }
    let said = Description::read(certificate.extension).ok_or(AttestationError::Malformed)?;
    if said.challenge != challenge {
        return Err(AttestationError::Challenge);
    }
    Ok(Attested { level: said.level().ok_or(AttestationError::Keeping)?, genuine: said.is_genuine(trust) })
}

/// What is read of a `KeyDescription`.
struct Description<'a> {
    levels: [u32; 2],
    challenge: &'a [u8],
    software: Vec<Any<'a>>,
    hardware: Vec<Any<'a>>,
}

impl<'a> Description<'a> {
    fn read(der: &'a [u8]) -> Option<Self> {
        let fields = items(content(der)?)?;
        let [_, attested, _, kept, challenge, _, software, hardware] = fields.as_slice() else { return None };
        Some(Self {
            levels: [number(attested)?, number(kept)?],
            challenge: challenge.data,
            software: items(software.data)?,
            hardware: items(hardware.data)?,
        })
    }

    /// How well the key is kept, where hardware says that it made it, for signing only.
    fn level(&self) -> Option<SecurityLevel> {
        let purposes = items(content(find(&self.hardware, tag::PURPOSE)?)?)?;
        let purposes = purposes.iter().map(number).collect::<Option<Vec<u32>>>()?;
        let signs =
            purposes.contains(&SIGN) && purposes.iter().all(|purpose| [SIGN, VERIFY].contains(purpose));
        let origin = one(find(&self.hardware, tag::ORIGIN)?)?;
        if !signs || number(&origin)? != GENERATED {
            return None;
        }
        match self.levels.iter().min()? {
            1 => Some(SecurityLevel::TrustedEnvironment),
            2 => Some(SecurityLevel::Strongbox),
            _ => None,
        }
    }

    /// Whether the operating system is its maker's, the device locked, and the app ours.
    fn is_genuine(&self, trust: &Trust) -> bool {
        self.booted().unwrap_or_default()
            && self.signers().is_some_and(|signers| trust.is_our_android(&signers))
    }

    fn booted(&self) -> Option<bool> {
        let root = items(content(find(&self.hardware, tag::ROOT_OF_TRUST)?)?)?;
        let [_, locked, state, ..] = root.as_slice() else { return None };
        Some(locked.data != [0] && number(state)? == VERIFIED)
    }

    /// The digests of the certificates the app is signed with, as the operating system says.
    fn signers(&self) -> Option<Vec<&'a [u8]>> {
        let id = content(one(find(&self.software, tag::APPLICATION)?)?.data)?;
        let [_, signers] = items(id)?.try_into().ok()?;
        Some(items(signers.data)?.into_iter().map(|signer| signer.data).collect())
    }
}

/// What an authorization list says under a tag.
fn find<'a>(list: &[Any<'a>], tag: u32) -> Option<&'a [u8]> {
    list.iter().find(|any| any.header.tag().0 == tag).map(|any| any.data)
}
