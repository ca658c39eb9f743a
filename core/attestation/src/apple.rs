//! Apple App Attest: Apple's word that an app of ours, on a device of Apple's, asked for this statement key.

use jobsheet_signing::{SecurityLevel, sha256};
use serde::Deserialize;
use x509_parser::asn1_rs::{Oid, oid};

use crate::certificate::Certificate;
use crate::der::content;
use crate::{AttestationError, Attested, Moment, Trust};

/// The extension with the nonce.
const NONCE: Oid<'static> = oid!(1.2.840.113635.100.8.2);
/// The `fmt` of an attestation object.
const FORMAT: &str = "apple-appattest";
/// The authenticator's name for apps as they were released; other names are of apps in development.
const RELEASED: &[u8; 16] = b"appattest\0\0\0\0\0\0\0";
/// Bytes of an authenticator's data before its credential: digest of the app, flags, counter, name, length.
const HEAD: usize = 32 + 1 + 4 + 16 + 2;

/// An attestation object (WebAuthn §6.5.4).
#[derive(Deserialize)]
struct Object {
    fmt: String,
    #[serde(rename = "attStmt")]
    statement: Statement,
    #[serde(rename = "authData", with = "serde_bytes")]
    data: Vec<u8>,
}

#[derive(Deserialize)]
struct Statement {
    x5c: Vec<serde_bytes::ByteBuf>,
}

/// Verifies an attestation object for what the app asked for.
pub(crate) fn verify(
    parts: &[&[u8]],
    asked: &[u8; 32],
    trust: &Trust,
    at: Moment,
) -> Result<Attested, AttestationError> {
    let malformed = || AttestationError::Malformed;
    let [object, key_id] = parts else { return Err(malformed()) };
    let object: Object = ciborium::from_reader(*object).map_err(|_| malformed())?;
    if object.fmt != FORMAT {
        return Err(malformed());
    }
    let chain: Vec<&[u8]> = object.statement.x5c.iter().map(|certificate| certificate.as_slice()).collect();
    trust.check(&chain, at)?;
    let leaf = chain.first().ok_or_else(malformed)?;
    let certificate = Certificate::read(leaf, &NONCE)?;
    let nonce = sha256(&[object.data.as_slice(), asked].concat());
    if said(certificate.extension) != Some(nonce.as_slice()) {
        return Err(AttestationError::Challenge);
    }
    let credential = Credential::read(&object.data).ok_or_else(malformed)?;
    let key = certificate.key.ok_or_else(malformed)?;
    let named = sha256(&key.point());
    if named != *key_id || credential.id != *key_id || credential.counter != [0; 4] {
        return Err(AttestationError::Key);
    }
    if !trust.is_our_apple(credential.app) {
        return Err(AttestationError::App);
    }
    Ok(Attested { level: SecurityLevel::App, genuine: credential.authenticator == RELEASED })
}

/// What is read of an authenticator's data (WebAuthn §6.1).
struct Credential<'a> {
    app: &'a [u8],
    counter: &'a [u8],
    authenticator: &'a [u8],
    id: &'a [u8],
}

impl<'a> Credential<'a> {
    fn read(data: &'a [u8]) -> Option<Self> {
        let (head, rest) = data.split_at_checked(HEAD)?;
        let length = usize::from(u16::from_be_bytes(head[53..].try_into().ok()?));
        let id = rest.get(..length)?;
        Some(Self { app: &head[..32], counter: &head[33..37], authenticator: &head[37..53], id })
    }
}

/// The nonce in the extension: a sequence of one, explicitly tagged, octet string.
fn said(extension: &[u8]) -> Option<&[u8]> {
    content(content(content(extension)?)?)
}
