use jobsheet_signing::{OpeningKey, SealContext, SealingKey};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

fn hand(document: u8, digest: u8) -> SealContext {
    SealContext::hand(&[1; 16], &[document; 16], [digest; 32])
}

#[test]
fn r17_a_hand_opens_with_its_key_and_for_what_it_was_sealed_for() {
    let (key, other) = (OpeningKey::from_seed(&[7; 32]), OpeningKey::from_seed(&[8; 32]));
    let sealed = key.public().seal(&hand(2, 3), b"strokes", &mut StdRng::seed_from_u64(1)).unwrap();
    assert_eq!(key.open(&hand(2, 3), &sealed).as_deref(), Some(b"strokes".as_slice()));
    assert_eq!(other.open(&hand(2, 3), &sealed), None);
    assert_eq!(key.open(&hand(9, 3), &sealed), None);
    assert_eq!(key.open(&hand(2, 9), &sealed), None);
    for at in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        assert_eq!(key.open(&hand(2, 3), &altered), None);
        assert_eq!(key.open(&hand(2, 3), &sealed[..at]), None);
    }
}

#[test]
fn the_key_is_published_as_a_jwk_to_encrypt_with() {
    let key = OpeningKey::from_seed(&[7; 32]).public();
    let json = serde_json::to_value(key).unwrap();
    assert_eq!((&json["kty"], &json["crv"], &json["use"]), (&"OKP".into(), &"X25519".into(), &"enc".into()));
    assert_eq!(serde_json::from_value::<SealingKey>(json).unwrap(), key);
    let signs = serde_json::json!({ "kty": "OKP", "crv": "Ed25519", "x": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" });
    assert!(serde_json::from_value::<SealingKey>(signs).is_err());
}
