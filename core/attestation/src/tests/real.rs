//! What real devices said: two Android phones, one under each of Google's roots, from the samples of android/keyattestation, and
//! an iPhone under iOS 14.4, from those of veehaitch/devicecheck-appattest (both Apache-2.0), with Apple's published root.

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

use jobsheet_signing::{PublicKey, SecurityLevel};

use crate::certificate::Certificate;
use crate::{AttestationError, Attested, Moment, Trust, android as key_attestation, apple as app_attest};

const STRONGBOX: &[u8] = include_bytes!("../../tests/fixtures/android-strongbox.pem");
const TEE: &[u8] = include_bytes!("../../tests/fixtures/android-tee.pem");
const APPLE: &[u8] = include_bytes!("../../tests/fixtures/apple-app-attest.cbor");
const APPLE_ROOT: &[u8] = include_bytes!("../../tests/fixtures/apple-root.pem");

/// What the phones were asked for, and when.
const TEE_ASKED: (&[u8], Moment) = (b"d688d763-6118-4ca6-94b2-e6cd9ed7e4e4", Moment(1_759_000_000_000));
const STRONGBOX_ASKED: (&[u8], Moment) = (b"90578e1d-f5bf-4ccf-a27f-a4f4d89ee21f", Moment(1_772_000_000_000));
/// When the iPhone was.
const THEN: Moment = Moment(1_611_404_013_335);
/// SHA-256 of the certificate that the system's own apps are signed with.
const SIGNER: &str = "103938ee4537e59e8ee792f654504fb8346fc6b346d0bbc4415fc339fcfc8ec1";

fn chain(pem: &[u8]) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>().unwrap()
}

/// Trust in the last certificate of a chain.
fn root_of(pem: &[u8]) -> Trust {
    let text = std::str::from_utf8(pem).unwrap();
    let mut trust = Trust::default();
    trust.believe(&pem[text.rfind("-----BEGIN").unwrap()..]).unwrap();
    trust
}

fn key_of(leaf: &[u8]) -> PublicKey {
    Certificate::read(leaf, &key_attestation::KEY_DESCRIPTION).unwrap().key.unwrap()
}

fn android(pem: &[u8], challenge: &[u8], trust: &Trust, at: Moment) -> Result<Attested, AttestationError> {
    let chain = chain(pem);
    let parts: Vec<&[u8]> = chain.iter().map(|der| der.as_ref()).collect();
    key_attestation::verify(&parts, challenge, &key_of(parts[0]), trust, at)
}

#[test]
fn the_chains_of_real_phones_hold_and_say_how_their_keys_are_kept() {
    let kept = [
        (TEE, TEE_ASKED, SecurityLevel::TrustedEnvironment),
        (STRONGBOX, STRONGBOX_ASKED, SecurityLevel::Strongbox),
    ];
    for (pem, (challenge, at), level) in kept {
        let mut trust = root_of(pem);
        let foreign = Attested { level, genuine: false };
        assert_eq!(android(pem, challenge, &trust, at), Ok(foreign), "an app of somebody else's");
        trust.publish_android(hex::decode(SIGNER).unwrap().try_into().unwrap());
        assert_eq!(android(pem, challenge, &trust, at), Ok(Attested { level, genuine: true }));
    }
}

#[test]
fn a_real_chain_holds_for_its_own_challenge_key_root_and_time_only() {
    let (trust, nobody) = (root_of(STRONGBOX), Trust::default());
    let (challenge, at) = STRONGBOX_ASKED;
    let found = |pem, challenge, trust, at| android(pem, challenge, trust, at).unwrap_err();
    assert_eq!(found(STRONGBOX, TEE_ASKED.0, &trust, at), AttestationError::Challenge);
    assert_eq!(found(TEE, TEE_ASKED.0, &trust, TEE_ASKED.1), AttestationError::Untrusted);
    assert_eq!(found(STRONGBOX, challenge, &nobody, at), AttestationError::Untrusted);
    for other in [Moment(at.0 - 31_536_000_000), Moment(at.0 + 31_536_000_000), Moment(-1)] {
        assert_eq!(found(STRONGBOX, challenge, &trust, other), AttestationError::Untrusted);
    }
    let chain = chain(STRONGBOX);
    let parts: Vec<&[u8]> = chain.iter().map(|der| der.as_ref()).collect();
    let (key, other) = (key_of(parts[0]), key_of(self::chain(TEE)[0].as_ref()));
    let tried = |parts: &[&[u8]], key| key_attestation::verify(parts, challenge, key, &trust, at);
    assert_eq!(tried(&parts, &other), Err(AttestationError::Key));
    assert_eq!(tried(&[parts[0], parts[2], parts[3]], &key), Err(AttestationError::Untrusted));
    assert!(tried(&parts[..4], &key).is_ok(), "a root that is left out is known all the same");
}

const KEY_ID: &str = "6266c93b8c799c41d4be7729f73756b9566334110c8099f771d493a005d07b73";
const ASKED: &str = "8be65cca515ad097c953967d18d635d86dd78a142ed3d077526bed11c6bec67b";
const APP: &str = "6MURL8TA57.de.vincent-haupert.apple-appattest-poc";

fn apple(object: &[u8], asked: &str, app: &str, at: Moment) -> Result<Attested, AttestationError> {
    let mut trust = Trust::default();
    trust.believe(APPLE_ROOT).unwrap();
    trust.publish_apple(app);
    let [key_id, asked] = [KEY_ID, asked].map(|text| hex::decode(text).unwrap());
    app_attest::verify(&[object, &key_id], asked.as_slice().try_into().unwrap(), &trust, at)
}

#[test]
fn what_a_real_iphone_sent_holds_and_is_of_an_app_in_development() {
    let said = apple(APPLE, ASKED, APP, THEN);
    assert_eq!(said, Ok(Attested { level: SecurityLevel::App, genuine: false }));
}

#[test]
fn what_a_real_iphone_sent_holds_for_its_own_app_request_and_time_only() {
    assert_eq!(apple(APPLE, ASKED, "6MURL8TA57.other", THEN), Err(AttestationError::App));
    assert_eq!(apple(APPLE, KEY_ID, APP, THEN), Err(AttestationError::Challenge));
    assert_eq!(apple(APPLE, ASKED, APP, Moment(1_700_000_000_000)), Err(AttestationError::Untrusted));
    for length in [0, 10, 1_000, APPLE.len() - 1] {
        assert!(apple(&APPLE[..length], ASKED, APP, THEN).is_err());
    }
    let mut data = APPLE.to_vec();
    let last = data.len() - 40; // within the credential's key
    data[last] ^= 1;
    assert!(apple(&data, ASKED, APP, THEN).is_err());
}
