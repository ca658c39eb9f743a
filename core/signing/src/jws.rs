//! JSON Web Signatures in compact form (RFC 7515) with EdDSA (RFC 8037) or ES256 (RFC 7518), and nothing else.
//!
//! The header is `{"alg","kid","typ"}`: the algorithm must be the key's own, `kid` is the key's thumbprint and `typ`
//! says what was signed (RFC 8725 §3.1, §3.11). It has one spelling (RFC 8785), so that every reader reads the same in it: another,
//! a doubled member, and `crit`, `jwk`, `jku` and the like are refused. Keys come from the keyring.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::encoding::{base64url, from_base64url};
use crate::{ChangeKey, KeyId, PublicKey, SignerError, SigningError, StatementSigner, json};

/// More than any statement needs; longer texts are refused before they are read.
pub const LONGEST: usize = 1 << 20;

/// The algorithms in use (RFC 7518 §3.1, RFC 8037 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
}

impl Algorithm {
    /// The one algorithm a key is used with.
    #[must_use]
    pub const fn of(key: &PublicKey) -> Self {
        match key {
            PublicKey::Ed25519(_) => Self::EdDsa,
            PublicKey::P256(_) => Self::Es256,
        }
    }
}

/// What the protected header says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Header {
    /// The algorithm; the key's own.
    pub alg: Algorithm,
    /// The name of the key.
    pub kid: KeyId,
    /// What was signed.
    pub typ: String,
}

/// Signs with a key in hardware and checks the answer, so that a faulty key store is noticed here and not in court.
///
/// # Errors
/// [`SigningError::Signer`] when the signer fails or answers with something that does not verify.
pub fn sign_es256(signer: &dyn StatementSigner, typ: &str, payload: &[u8]) -> Result<String, SigningError> {
    let key = PublicKey::try_from(&signer.public_jwk()?)?;
    if Algorithm::of(&key) != Algorithm::Es256 {
        return Err(SigningError::Algorithm);
    }
    let input = signing_input(&key, typ, payload)?;
    let signature = signer.sign(input.as_bytes())?;
    key.verify(input.as_bytes(), &signature)
        .map_err(|error| SignerError::Failed(format!("the signer's answer does not verify: {error}")))?;
    Ok(format!("{input}.{}", base64url(&signature)))
}

/// Signs with an Ed25519 key.
///
/// # Errors
/// Never in practice: [`SigningError::Malformed`] if the header could not be written.
pub fn sign_ed25519(key: &ChangeKey, typ: &str, payload: &[u8]) -> Result<String, SigningError> {
    let input = signing_input(&key.public(), typ, payload)?;
    let signature = key.sign(input.as_bytes());
    Ok(format!("{input}.{}", base64url(&signature)))
}

/// Verifies a compact JWS made as `typ` under a key the caller trusts, and gives its header and payload.
///
/// # Errors
/// [`SigningError::Malformed`], [`SigningError::Algorithm`], [`SigningError::Purpose`], [`SigningError::UnknownKey`],
/// [`SigningError::SignatureLength`] or [`SigningError::BadSignature`].
pub fn verify(
    compact: &str,
    typ: &'static str,
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<(Header, Vec<u8>), SigningError> {
    const MALFORMED: SigningError = SigningError::Malformed("jws");
    if compact.len() > LONGEST {
        return Err(MALFORMED);
    }
    let (input, signature) = compact.rsplit_once('.').ok_or(MALFORMED)?;
    let (header, payload) = input.split_once('.').ok_or(MALFORMED)?;
    let header = read_header(&from_base64url(header).ok_or(MALFORMED)?)?;
    let payload = from_base64url(payload).ok_or(MALFORMED)?;
    let signature = from_base64url(signature).ok_or(MALFORMED)?;
    if header.typ != typ {
        return Err(SigningError::Purpose(typ));
    }
    let key = lookup(&header.kid).ok_or(SigningError::UnknownKey)?;
    if key.id() != header.kid || Algorithm::of(&key) != header.alg {
        return Err(SigningError::Algorithm);
    }
    key.verify(input.as_bytes(), &signature)?;
    Ok((header, payload))
}

/// The name of the key a compact JWS says it was signed with; whether it was, is not known then.
#[must_use]
pub fn key_of(compact: &str) -> Option<KeyId> {
    let header = from_base64url(compact.split('.').next()?)?;
    Some(read_header(&header).ok()?.kid)
}

/// What is signed (RFC 7515 §5.1): the header and the payload, each in base64url, with a dot between.
fn signing_input(key: &PublicKey, typ: &str, payload: &[u8]) -> Result<String, SigningError> {
    let header = Header { alg: Algorithm::of(key), kid: key.id(), typ: typ.to_owned() };
    Ok(format!("{}.{}", base64url(&json::canonical(&header)?), base64url(payload)))
}

fn read_header(bytes: &[u8]) -> Result<Header, SigningError> {
    const MALFORMED: SigningError = SigningError::Malformed("jws header");
    let Ok(Value::Object(members)) = serde_json::from_slice(bytes) else { return Err(MALFORMED) };
    if members.contains_key("crit") {
        return Err(MALFORMED);
    }
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    let alg = match text("alg") {
        Some("EdDSA") => Algorithm::EdDsa,
        Some("ES256") => Algorithm::Es256,
        _ => return Err(SigningError::Algorithm),
    };
    let kid = text("kid").ok_or(MALFORMED)?.parse()?;
    let header = Header { alg, kid, typ: text("typ").ok_or(MALFORMED)?.to_owned() };
    // Of a member that stands there twice, one reader takes the first and another the last.
    if json::canonical(&header)? == bytes {
        Ok(header)
    } else {
        Err(SigningError::NotCanonical("jws header"))
    }
}
