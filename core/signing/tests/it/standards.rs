//! The published test vectors of the standards used.

use jobsheet_signing::encoding::{base64url, from_base64url};
use jobsheet_signing::{
    ChangeKey, Jwk, PublicKey, SigningError, SoftwareSigner, StatementSigner as _, json, sha256,
    signature_from_der,
};

fn seed(hex_text: &str) -> [u8; 32] {
    hex::decode(hex_text).unwrap().try_into().unwrap()
}

/// RFC 8032 §7.1, tests 1 and 2.
#[test]
fn ed25519_gives_the_signatures_of_its_standard() {
    let vectors = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ];
    for (secret, public, message, signature) in vectors {
        let key = ChangeKey::from_seed(&seed(secret));
        let message = hex::decode(message).unwrap();
        assert_eq!(hex::encode(key.public().as_bytes()), public);
        assert_eq!(hex::encode(key.sign(&message)), signature);
        assert_eq!(key.public().verify(&message, &key.sign(&message)), Ok(()));
    }
}

/// RFC 8037 appendix A.1–A.5.
#[test]
fn jws_with_eddsa_and_the_thumbprint_are_those_of_their_standard() {
    let secret = from_base64url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
    let key = ChangeKey::from_seed(&secret.try_into().unwrap());
    let jwk = Jwk::from(&key.public());
    assert_eq!(jwk.x, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assert_eq!(key.public().id().to_string(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");

    let input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    let signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    assert_eq!(base64url(&key.sign(input.as_bytes())), signature);
    assert_eq!(key.public().verify(input.as_bytes(), &from_base64url(signature).unwrap()), Ok(()));
}

/// RFC 7515 appendix A.3.
#[test]
fn jws_with_es256_verifies_as_in_its_standard() {
    let jwk: Jwk = serde_json::from_str(
        r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","use":"sig"}"#,
    )
    .unwrap();
    let key = PublicKey::try_from(&jwk).unwrap();
    let input = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    let signature = from_base64url(
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    )
    .unwrap();
    assert_eq!(key.verify(input.as_bytes(), &signature), Ok(()));
    assert_eq!(key.verify(b"another", &signature), Err(SigningError::BadSignature));
}

/// RFC 8785 §3.2.2 and §3.2.3: strings are escaped and members ordered as its examples show.
#[test]
fn canonical_json_escapes_and_orders_as_its_standard() {
    let input: serde_json::Value = serde_json::from_str(
        r#"{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}"#,
    )
    .unwrap();
    let expected = "{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
    assert_eq!(String::from_utf8(json::canonical(&input).unwrap()).unwrap(), expected);

    let members: serde_json::Value = serde_json::from_str(
        r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#,
    )
    .unwrap();
    let ordered = String::from_utf8(json::canonical(&members).unwrap()).unwrap();
    assert_eq!(ordered, "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}");
}

/// R59: no floats, no integer of 2^53 or more; the numbers of RFC 8785's example are refused.
#[test]
fn canonical_json_carries_only_integers_every_reader_reads_alike() {
    let largest = (1_i64 << 53) - 1;
    assert_eq!(json::canonical(&largest).unwrap(), b"9007199254740991");
    assert_eq!(json::canonical(&-largest).unwrap(), b"-9007199254740991");
    assert_eq!(json::canonical(&(largest + 1)), Err(SigningError::Number));
    assert_eq!(json::canonical(&(-largest - 1)), Err(SigningError::Number));
    assert_eq!(json::canonical(&[4.5]), Err(SigningError::Number));
    let nested: serde_json::Value = serde_json::from_str(r#"{"a":[{"b":1E30}]}"#).unwrap();
    assert_eq!(json::canonical(&nested), Err(SigningError::Number));
}

/// FIPS 180-4, the message `abc`.
#[test]
fn sha256_is_the_standard_one() {
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hex::encode(sha256(b"abc")), digest);
}

#[test]
fn a_generated_statement_key_comes_back_from_its_bytes() {
    let (signer, pkcs8) = SoftwareSigner::generate().unwrap();
    let again = SoftwareSigner::from_pkcs8(&pkcs8).unwrap();
    assert_eq!(signer.public(), again.public());
    let signature = again.sign(b"message").unwrap();
    assert_eq!(signer.public().verify(b"message", &signature), Ok(()));
}

#[test]
fn what_is_secret_is_not_shown() {
    let key = ChangeKey::from_seed(&[7; 32]);
    assert_eq!(format!("{key:?}"), format!("ChangeKey {{ public: KeyId({}), .. }}", key.public().id()));
    let signer = super::samples::statement_signer();
    assert!(!format!("{signer:?}").contains("455f52cc"));
}

/// D7: points of small order (RFC 7748 §7, "contributory behaviour"; the eight of Curve25519 and other spellings of them), and what is
/// no point at all.
#[test]
fn a_key_by_which_anybody_can_sign_is_told_from_others() {
    for weak in [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0200000000000000000000000000000000000000000000000000000000000000",
    ] {
        assert!(PublicKey::Ed25519(hex::decode(weak).unwrap().try_into().unwrap()).is_weak(), "{weak}");
    }
    assert!((0..64).all(|seed| !ChangeKey::from_seed(&[seed; 32]).public().is_weak()));
}

#[test]
fn a_jwk_of_another_kind_or_length_is_refused() {
    for text in [
        r#"{"kty":"oct","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQ"}"#,
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo="}"#,
        r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}"#,
        r#"{"kty":"EC","crv":"P-384","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
    ] {
        let jwk: Jwk = serde_json::from_str(text).unwrap();
        assert_eq!(PublicKey::try_from(&jwk), Err(SigningError::Malformed("jwk")), "{text}");
    }
}

/// Signatures over `message` made by OpenSSL with the sample key: r and s plain, both with a high bit, r short.
const OPENSSL: [&str; 3] = [
    "304402200b0715c24511744790cdcd38a2f88e0eada63beb24fcb392bedc4f957c6d834702201e2b9bfdbc76c94f14d2cbc51c4cffb7a007a71c0af0f19bf1ffb4e3255628ec",
    "3046022100bb3941a8fb3027f9cdd11fdbbc0a923d7932877e54680ebbb83e462bc4b21a9a022100a0d9566b3eee4f5eda06d2e7fff42b8361712eeff7445a1e1a69f4a841e62ff0",
    "3043021f2f5bfa0a1d37a21d18e14d58f6a8403c21cee5f901c273687c7d69637538e2022078728cdec241b4f68a1a44e2f7e7c50e235aac57addf4bd1948ba4a0dc30d2cd",
];

#[test]
fn a_key_stores_signature_in_der_verifies_once_turned() {
    let key = super::samples::statement_signer().public();
    for der in OPENSSL {
        let signature = signature_from_der(&hex::decode(der).unwrap()).unwrap();
        assert_eq!(key.verify(b"message", &signature), Ok(()));
    }
}

#[test]
fn what_is_no_signature_in_der_is_refused() {
    let der = hex::decode(OPENSSL[1]).unwrap();
    for length in 0..der.len() {
        assert!(signature_from_der(&der[..length]).is_err(), "{length}");
    }
    assert!(signature_from_der(&[&der[..], &[0]].concat()).is_err());
    for other in
        ["3006020180020101", "300602010102017f00", "30070202000102", "3081060201010201", "3004020002 00"]
    {
        let bytes = hex::decode(other.replace(' ', "")).unwrap();
        assert!(signature_from_der(&bytes).is_err(), "{other}");
    }
}
