//! Each thing a maker's chain may say, one at a time.

use jobsheet_kit::maker::{Maker, SIGNER, Said, certificate};
use jobsheet_signing::{Attestation, AttestationForm, PublicKey, SecurityLevel, SoftwareSigner};
use rcgen::{CertificateParams, Issuer, KeyPair};

use crate::{AttestationError, Attested, Moment, Trust, verify};

const NOW: Moment = Moment(1_790_000_000_000);
const CHALLENGE: [u8; 32] = [7; 32];

fn key() -> PublicKey {
    SoftwareSigner::generate().unwrap().0.public()
}

fn trust(maker: &Maker) -> Trust {
    let mut trust = Trust::default();
    trust.believe(maker.root.as_bytes()).unwrap();
    trust.publish_android(SIGNER);
    trust
}

fn found(maker: &Maker, said: &Said) -> Result<Attested, AttestationError> {
    let key = key();
    verify(&maker.attest(&key, CHALLENGE, said), &key, &trust(maker), NOW)
}

#[test]
fn a_key_made_in_hardware_by_our_app_on_its_makers_system_is_attested_and_genuine() {
    let maker = Maker::new();
    for (levels, level) in [([1, 1], SecurityLevel::TrustedEnvironment), ([2, 2], SecurityLevel::Strongbox)] {
        let said = found(&maker, &Said { levels, ..Said::default() });
        assert_eq!(said, Ok(Attested { level, genuine: true }));
    }
    let weaker = found(&maker, &Said { levels: [2, 1], ..Said::default() }).unwrap();
    assert_eq!(weaker.level, SecurityLevel::TrustedEnvironment, "no chain is stronger than its weaker link");
}

#[test]
fn a_key_that_was_ever_outside_or_is_not_in_hardware_or_does_more_than_sign_is_not_attested() {
    let maker = Maker::new();
    let wrong = [
        Said { levels: [0, 0], ..Said::default() },
        Said { levels: [1, 0], ..Said::default() },
        Said { levels: [0, 2], ..Said::default() },
        Said { levels: [9, 9], ..Said::default() },
        Said { origin: 1, ..Said::default() },
        Said { origin: 2, ..Said::default() },
        Said { purposes: vec![], ..Said::default() },
        Said { purposes: vec![3], ..Said::default() },
        Said { purposes: vec![2, 7], ..Said::default() }, // a key that attests others
        Said { in_hardware: false, ..Said::default() },
    ];
    for said in wrong {
        assert_eq!(found(&maker, &said), Err(AttestationError::Keeping));
    }
}

#[test]
fn another_system_an_open_device_or_another_app_is_not_genuine() {
    let maker = Maker::new();
    let doubtful = [
        Said { locked: 0, ..Said::default() },
        Said { boot: 1, ..Said::default() },
        Said { boot: 3, ..Said::default() },
        Said { signers: vec![[8; 32]], ..Said::default() },
        Said { signers: vec![SIGNER, [8; 32]], ..Said::default() },
        Said { signers: vec![], ..Said::default() },
    ];
    for said in doubtful {
        assert!(!found(&maker, &said).unwrap().genuine);
    }
}

#[test]
fn another_challenge_key_or_maker_is_refused() {
    let (maker, key) = (Maker::new(), key());
    let made = maker.attest(&key, CHALLENGE, &Said::default());
    let tried = |made: &Attestation, key: &PublicKey, maker: &Maker| {
        verify(made, key, &trust(maker), NOW).unwrap_err()
    };
    let other = Attestation { challenge: [6; 32], ..made.clone() };
    assert_eq!(tried(&other, &key, &maker), AttestationError::Challenge);
    let longer = maker.attest(&key, CHALLENGE, &Said { challenge: Some(vec![7; 33]), ..Said::default() });
    assert_eq!(tried(&longer, &key, &maker), AttestationError::Challenge);
    assert_eq!(tried(&made, &self::key(), &maker), AttestationError::Key);
    assert_eq!(tried(&made, &key, &Maker::new()), AttestationError::Untrusted);
}

/// A key that a device attested signs a certificate for one that it did not: the phone's owner is no maker.
#[test]
fn an_attested_key_attests_no_other() {
    let (maker, owner, loose) = (Maker::new(), KeyPair::generate().unwrap(), key());
    let kept = PublicKey::P256(owner.public_key_raw()[1..].try_into().unwrap());
    let attested = maker.attest(&kept, CHALLENGE, &Said::default());
    assert!(verify(&attested, &kept, &trust(&maker), NOW).is_ok());
    let owner = Issuer::new(CertificateParams::default(), owner);
    let forged = certificate(&loose, CHALLENGE, &Said::default(), &owner);
    let made = Attestation { parts: [vec![forged], attested.parts].concat(), ..attested };
    assert_eq!(verify(&made, &loose, &trust(&maker), NOW), Err(AttestationError::Untrusted));
}

#[test]
fn damaged_chains_are_refused_and_never_end_in_a_crash() {
    let (maker, public) = (Maker::new(), key());
    let (made, trust) = (maker.attest(&public, CHALLENGE, &Said::default()), trust(&maker));
    let leaf = made.parts[0].0.clone();
    for place in 0..leaf.len() {
        let mut damaged = made.clone();
        damaged.parts[0].0[place] ^= 0x21;
        assert!(verify(&damaged, &public, &trust, NOW).is_err(), "byte {place} of the leaf");
        damaged.parts[0].0 = leaf[..place].to_vec();
        assert!(verify(&damaged, &public, &trust, NOW).is_err(), "the leaf to byte {place}");
    }
    let nothing = Attestation { parts: vec![], ..made.clone() };
    assert!(verify(&nothing, &public, &trust, NOW).is_err());
    let apple = Attestation { form: AttestationForm::AppleAppAttest, ..made };
    assert_eq!(verify(&apple, &public, &trust, NOW), Err(AttestationError::Malformed));
}

#[test]
fn what_is_no_certificate_is_no_root() {
    let mut trust = Trust::default();
    for wrong in ["", "nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        assert_eq!(trust.believe(wrong.as_bytes()), Err(AttestationError::Malformed));
    }
    assert!(trust.is_empty());
}
