//! Where the keys are kept that statements are signed with, and what vouches for it.

use std::collections::BTreeSet;

use jobsheet_attestation::{Attested, Moment, Trust, verify};
use jobsheet_domain::id::Digest;
use jobsheet_signing::{Attestation, Custody, KeyRecord, jws};

use crate::bundle::SignedStatement;
use crate::finding::Finding;
use crate::package::{Folder, Package};

/// What is known of the key of a statement.
pub(crate) struct Kept {
    /// What the server recorded when the device enrolled, and whether that can be relied on.
    pub(crate) told: Vec<Finding>,
    /// The server believed what does not hold for the makers that are trusted here.
    pub(crate) doubt: Option<Finding>,
}

/// Where the key of a statement is kept, as the server recorded it, and as the trusted makers say.
pub(crate) fn custody(package: &Package, signed: &SignedStatement, makers: &Trust) -> Kept {
    let key = jws::key_of(&signed.jws);
    let mut records = package.keys.iter().map(|listed| &listed.record);
    let listed = records.find(|record| Some(record.key.id()) == key);
    let Some((record, custody)) = listed.and_then(|record| Some((record, record.custody()?))) else {
        return Kept { told: vec![Finding::new("evidence.key.unasked")], doubt: None };
    };
    let recorded = recorded(custody);
    let Some(digest) = custody.attestation() else { return Kept { told: vec![recorded], doubt: None } };
    if makers.is_empty() {
        return Kept { told: vec![recorded, Finding::new("evidence.attestation.unchecked")], doubt: None };
    }
    match checked(package, record, digest, makers) {
        Ok(Attested { level, .. }) => {
            let holds = Finding::new("evidence.attestation.holds").with("level", level.name());
            Kept { told: vec![recorded, holds], doubt: None }
        }
        Err(why) => {
            let fails = Finding::new("evidence.attestation.fails").with("why", why);
            match custody {
                Custody::Attested { .. } => Kept { told: vec![recorded], doubt: Some(fails) },
                Custody::Software | Custody::Claimed | Custody::Unverified { .. } => {
                    Kept { told: vec![recorded, fails], doubt: None }
                }
            }
        }
    }
}

/// The attestations that the keys of a package rest on.
pub(crate) fn named(package: &Package) -> BTreeSet<Digest> {
    let said = package.keys.iter().filter_map(|listed| listed.record.custody());
    said.filter_map(|custody| custody.attestation().copied().map(Digest)).collect()
}

fn recorded(custody: &Custody) -> Finding {
    match custody {
        Custody::Software => Finding::new("evidence.key.software"),
        Custody::Claimed => Finding::new("evidence.key.claimed"),
        Custody::Unverified { form, .. } => Finding::new("evidence.key.unverified").with("form", form.name()),
        Custody::Attested { form, level, genuine: true, .. } => {
            Finding::new("evidence.key.genuine").with("form", form.name()).with("level", level.name())
        }
        Custody::Attested { form, level, genuine: false, .. } => {
            Finding::new("evidence.key.attested").with("form", form.name()).with("level", level.name())
        }
    }
}

/// Whether the attestation holds for the makers that are trusted, at the time when the key came to be listed.
fn checked(
    package: &Package,
    record: &KeyRecord,
    digest: &[u8; 32],
    makers: &Trust,
) -> Result<Attested, &'static str> {
    let bytes = package.named.get(&(Folder::Attestations, Digest(*digest)));
    let attestation = bytes.and_then(|bytes| Attestation::read(bytes).ok()).ok_or("attestation.malformed")?;
    verify(&attestation, &record.key, makers, Moment(record.at_ms)).map_err(|error| error.code())
}
