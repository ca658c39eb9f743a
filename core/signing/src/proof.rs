//! Proof of possession of the change key with each request, in the manner of DPoP (RFC 9449).
//!
//! Unlike DPoP there is no time in it: a server nonce takes its place, so a device whose clock stands in 1970 is not
//! locked out, and the body's digest is covered. A nonce's age and a repeated id are the server's to judge.

use serde::{Deserialize, Serialize};

use crate::encoding::{digest, id};
use crate::{ChangeKey, KeyId, PublicKey, SigningError, json, jws};

/// The `typ` of a proof's JWS.
const TYP: &str = "jobsheet-proof+jws";

/// What a proof covers. The members are called as in RFC 9449 where it has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "jobsheet/proof/1")]
pub struct Proof {
    /// The HTTP method, upper case.
    #[serde(rename = "htm")]
    pub method: String,
    /// The URL both sides know the request by, with its query.
    #[serde(rename = "htu")]
    pub url: String,
    /// SHA-256 of the body as it travels (after compression); of the empty string when there is none.
    #[serde(rename = "body", with = "digest")]
    pub body_digest: [u8; 32],
    /// The nonce of the server's previous answer.
    pub nonce: String,
    /// A random id, never used again while its nonce lives.
    #[serde(rename = "jti", with = "id")]
    pub id: [u8; 16],
}

/// What is left to check of a proof that verifies: the nonce's age, the id's novelty, the key's standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedProof {
    /// The change key that made it.
    pub key: KeyId,
    /// The nonce it answers.
    pub nonce: String,
    /// Its id.
    pub id: [u8; 16],
}

/// Makes the value of the `Jobsheet-Proof` header.
///
/// # Errors
/// Never in practice: [`SigningError::Malformed`] if the claims could not be written.
pub fn sign_proof(key: &ChangeKey, proof: &Proof) -> Result<String, SigningError> {
    jws::sign_ed25519(key, TYP, &json::canonical(proof)?)
}

/// Verifies the value of a `Jobsheet-Proof` header against the request it came with.
///
/// # Errors
/// As [`jws::verify`]; [`SigningError::NotCanonical`]; [`SigningError::Algorithm`] for a key that is no change key;
/// [`SigningError::ProofMismatch`] when it was made for another method, URL or body.
pub fn verify_proof(
    header: &str,
    method: &str,
    url: &str,
    body_digest: &[u8; 32],
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<VerifiedProof, SigningError> {
    let (key, proof) = proof_without_body(header, method, url, lookup)?;
    if proof.body_digest != *body_digest {
        return Err(SigningError::ProofMismatch("body"));
    }
    Ok(VerifiedProof { key, nonce: proof.nonce, id: proof.id })
}

/// Verifies the value of a `Jobsheet-Proof` header against all of its request but the body, which is still to come: the key
/// that made it, and what it covers. Enough to take a body in, and not to believe it.
///
/// # Errors
/// As [`verify_proof`].
pub fn proof_without_body(
    header: &str,
    method: &str,
    url: &str,
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<(KeyId, Proof), SigningError> {
    let (jws_header, payload) = jws::verify(header, TYP, lookup)?;
    if jws_header.alg != jws::Algorithm::EdDsa {
        return Err(SigningError::Algorithm);
    }
    let proof: Proof = json::from_canonical(&payload, "proof")?;
    if proof.method != method {
        return Err(SigningError::ProofMismatch("method"));
    }
    if proof.url != url {
        return Err(SigningError::ProofMismatch("url"));
    }
    Ok((jws_header.kid, proof))
}
