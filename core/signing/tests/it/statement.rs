//! Statements and the JWS that carries them (R60).

use jobsheet_signing::encoding::{base64url, from_base64url};
use jobsheet_signing::{
    Jwk, Keeping, SignerError, SigningError, Statement, StatementRating, StatementSigner, jws, sha256,
    sign_statement, verify_statement,
};

use super::samples::{change_key, knows, statement, statement_2, statement_signer};

/// Signs any payload and header as the holder of the statement key could.
fn forge(header: &str, payload: &[u8]) -> String {
    let input = format!("{}.{}", base64url(header.as_bytes()), base64url(payload));
    let signature = statement_signer().sign(input.as_bytes()).unwrap();
    format!("{input}.{}", base64url(&signature))
}

fn header() -> String {
    format!(
        r#"{{"alg":"ES256","kid":"{}","typ":"jobsheet-statement+jws"}}"#,
        statement_signer().public().id()
    )
}

#[track_caller]
fn refused(compact: &str, why: &SigningError) {
    let lookup = knows([statement_signer().public(), change_key().public()]);
    assert_eq!(&verify_statement(compact, &lookup).unwrap_err(), why);
}

#[test]
fn a_statement_comes_back_as_it_was_signed() {
    let signer = statement_signer();
    let compact = sign_statement(&signer, &statement()).unwrap();
    let verified = verify_statement(&compact, &knows([signer.public()])).unwrap();
    assert_eq!(verified.statement, statement());
    assert_eq!(verified.key, signer.public().id());
    assert_eq!(verified.digest, sha256(&statement().canonical().unwrap()));
}

#[test]
fn an_altered_payload_header_or_signature_is_refused() {
    let compact = sign_statement(&statement_signer(), &statement()).unwrap();
    let parts: Vec<&str> = compact.split('.').collect();
    let better = Statement { remarks: "一般".into(), ..statement() };
    let payload = base64url(&better.canonical().unwrap());
    refused(&format!("{}.{payload}.{}", parts[0], parts[2]), &SigningError::BadSignature);

    let spaced = base64url(header().replace("{\"alg\"", "{ \"alg\"").as_bytes());
    refused(&format!("{spaced}.{}.{}", parts[1], parts[2]), &SigningError::NotCanonical("jws header"));

    let short = base64url(&from_base64url(parts[2]).unwrap()[..63]);
    refused(&format!("{}.{}.{short}", parts[0], parts[1]), &SigningError::SignatureLength(63));
    refused(&format!("{}.{}.", parts[0], parts[1]), &SigningError::SignatureLength(0));
    refused(&format!("{}.{}", parts[0], parts[1]), &SigningError::Malformed("jws"));
    refused(&format!("{compact}="), &SigningError::Malformed("jws"));
}

/// A key store that holds a change key by mistake: it would sign what nobody takes for a statement.
struct ChangeKeyStore;

impl StatementSigner for ChangeKeyStore {
    fn attest(&self, _challenge: &[u8; 32]) -> Result<Keeping, SignerError> {
        Ok(Keeping::Software)
    }

    fn public_jwk(&self) -> Result<Jwk, SignerError> {
        Ok(Jwk::from(&change_key().public()))
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        Ok(change_key().sign(message).to_vec())
    }
}

#[test]
fn a_key_that_is_not_es256_signs_no_statement() {
    assert_eq!(sign_statement(&ChangeKeyStore, &statement()), Err(SigningError::Algorithm));
}

/// Refused by its length, before anything of it is decoded: what is too long is in order otherwise.
#[test]
fn a_text_longer_than_any_statement_is_refused() {
    let long = |letters: usize| {
        let wordy = Statement { remarks: "x".repeat(letters), ..statement() };
        forge(&header(), &wordy.canonical().unwrap())
    };
    let fits = long(700_000);
    assert!(
        fits.len() < jws::LONGEST && verify_statement(&fits, &knows([statement_signer().public()])).is_ok()
    );
    refused(&long(800_000), &SigningError::Malformed("jws"));
}

/// RFC 8725 §3.1: the key decides the algorithm, the header only repeats it.
#[test]
fn an_algorithm_that_is_not_the_keys_own_is_refused() {
    let payload = statement().canonical().unwrap();
    let none = header().replace("ES256", "none");
    refused(&format!("{}.{}.", base64url(none.as_bytes()), base64url(&payload)), &SigningError::Algorithm);
    refused(&forge(&header().replace("ES256", "EdDSA"), &payload), &SigningError::Algorithm);
    refused(&forge(&header().replace("ES256", "HS256"), &payload), &SigningError::Algorithm);
    // A change key cannot make statements, even with its own algorithm.
    let by_change_key = jws::sign_ed25519(&change_key(), "jobsheet-statement+jws", &payload).unwrap();
    refused(&by_change_key, &SigningError::Algorithm);
}

#[test]
fn a_signature_for_another_purpose_is_no_statement() {
    let compact = forge(&header().replace("statement", "proof"), &statement().canonical().unwrap());
    refused(&compact, &SigningError::Purpose("jobsheet-statement+jws"));
}

/// D9: of a doubled member one reader takes the first and another the last, so there is none; nor is there any other spelling.
#[test]
fn a_header_has_one_spelling() {
    let payload = statement().canonical().unwrap();
    let kid = header().split("\"kid\":").nth(1).unwrap().split(',').next().unwrap().to_owned();
    for (from, to) in [
        ("{\"alg\"", "{\"alg\":\"none\",\"alg\"".to_owned()),
        ("\"kid\":", format!("\"kid\":{kid},\"kid\":")),
        ("{\"alg\"", "{ \"alg\"".to_owned()),
        ("\"kid\":", "\"jku\":\"https://example.org\",\"kid\":".to_owned()),
    ] {
        let other = header().replacen(from, &to, 1);
        refused(&forge(&other, &payload), &SigningError::NotCanonical("jws header"));
    }
}

/// RFC 7515 §4.1.11: extensions marked critical that we do not know are refused.
#[test]
fn a_header_with_critical_extensions_is_refused() {
    let critical = header().replace("{\"alg\"", "{\"crit\":[\"exp\"],\"exp\":1,\"alg\"");
    refused(&forge(&critical, &statement().canonical().unwrap()), &SigningError::Malformed("jws header"));
}

#[test]
fn an_unknown_key_is_refused() {
    let compact = sign_statement(&statement_signer(), &statement()).unwrap();
    let stranger = knows([change_key().public()]);
    assert_eq!(verify_statement(&compact, &stranger), Err(SigningError::UnknownKey));
    // A lookup that answers with another key than asked for is not believed.
    let confused = |_: &_| Some(change_key().public());
    assert_eq!(verify_statement(&compact, &confused), Err(SigningError::Algorithm));
}

/// One statement has one spelling, so its digest is one.
#[test]
fn another_spelling_of_a_statement_is_refused() {
    let canonical = String::from_utf8(statement().canonical().unwrap()).unwrap();
    let not_canonical = SigningError::NotCanonical("statement");
    refused(&forge(&header(), canonical.replace("\"kind\":", "\"kind\": ").as_bytes()), &not_canonical);
    refused(&forge(&header(), canonical.replacen('{', "{\"aaa\":1,", 1).as_bytes()), &not_canonical);
    refused(
        &forge(&header(), canonical.replace("statement/1", "statement/3").as_bytes()),
        &SigningError::Malformed("statement"),
    );
    let doubled = canonical.replacen("\"kind\":", "\"kind\":\"consent\",\"kind\":", 1);
    refused(&forge(&header(), doubled.as_bytes()), &SigningError::Malformed("statement"));
    refused(&forge(&header(), &[0xff; 10]), &SigningError::Malformed("statement"));
}

#[test]
fn an_irregular_statement_is_neither_made_nor_accepted() {
    let rating = StatementRating { overall: 6, timeliness: 1, attitude: 1, quality: 1 };
    let irregular = [
        (Statement { heads: vec![], ..statement() }, "no heads"),
        (Statement { heads: vec![[4; 32], [3; 32]], ..statement() }, "heads not ascending"),
        (Statement { heads: vec![[4; 32], [4; 32]], ..statement() }, "heads not ascending"),
        (Statement { outcome: String::new(), ..statement() }, "no outcome"),
        (Statement { signatory: None, ..statement() }, "strokes without a signatory"),
        (Statement { signatory: None, strokes_digest: None, ..statement() }, "a stamp without a signatory"),
        (Statement { rating: Some(rating), ..statement() }, "a rating outside 1–5"),
    ];
    for (statement, why) in irregular {
        let error = SigningError::Statement(why);
        assert_eq!(sign_statement(&statement_signer(), &statement), Err(error.clone()));
        let mut payload = serde_json::to_value(&statement).unwrap();
        payload["type"] = "jobsheet/statement/1".into();
        let payload = jobsheet_signing::json::canonical(&payload).unwrap();
        refused(&forge(&header(), &payload), &error);
    }
    let mut far = statement();
    far.at.device_ms = 1 << 53;
    assert_eq!(far.canonical(), Err(SigningError::Number));
}

struct Faulty(Result<Vec<u8>, SignerError>);

impl StatementSigner for Faulty {
    fn attest(&self, _challenge: &[u8; 32]) -> Result<Keeping, SignerError> {
        Ok(Keeping::Software)
    }

    fn public_jwk(&self) -> Result<Jwk, SignerError> {
        statement_signer().public_jwk()
    }

    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, SignerError> {
        self.0.clone()
    }
}

#[test]
fn a_key_store_that_fails_or_answers_wrongly_makes_no_statement() {
    let declined = sign_statement(&Faulty(Err(SignerError::Declined)), &statement()).unwrap_err();
    assert_eq!(declined.code(), "signer.declined");
    for answer in [vec![], vec![1; 64], vec![0x30; 70]] {
        let error = sign_statement(&Faulty(Ok(answer)), &statement()).unwrap_err();
        assert_eq!(error.code(), "signer.failed");
    }
}

/// Which form a statement is of follows from whether it has the server's word: neither passes for the other.
#[test]
fn r62_a_form_that_says_another_number_is_refused() {
    for said in [statement(), statement_2()] {
        let honest = sign_statement(&statement_signer(), &said).unwrap();
        assert_eq!(verify_statement(&honest, &knows([statement_signer().public()])).unwrap().statement, said);
        let text = String::from_utf8(said.canonical().unwrap()).unwrap();
        let (one, two) = ("jobsheet/statement/1", "jobsheet/statement/2");
        let other = if text.contains(one) { text.replace(one, two) } else { text.replace(two, one) };
        let forged =
            verify_statement(&forge(&header(), other.as_bytes()), &knows([statement_signer().public()]));
        assert_eq!(forged.unwrap_err(), SigningError::Statement("a word of another form"));
    }
}
