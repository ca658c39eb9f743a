//! What a certificate says: of which key, and in an extension of its maker.

use jobsheet_signing::PublicKey;
use x509_parser::asn1_rs::Oid;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::AttestationError;

/// What stands before the point of a P-256 key in its `SubjectPublicKeyInfo` (RFC 5480), with the mark of an uncompressed one.
const P256: [u8; 27] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
];

/// The key of a certificate and one of its extensions.
pub(crate) struct Certificate<'a> {
    /// The key, where it is a P-256 key.
    pub(crate) key: Option<PublicKey>,
    /// The value of the extension.
    pub(crate) extension: &'a [u8],
}

impl<'a> Certificate<'a> {
    pub(crate) fn read(der: &'a [u8], extension: &Oid<'_>) -> Result<Self, AttestationError> {
        let malformed = || AttestationError::Malformed;
        let (_, certificate) = X509Certificate::from_der(der).map_err(|_| malformed())?;
        let mut named = certificate.extensions().iter().filter(|found| found.oid == *extension);
        let value = match (named.next(), named.next()) {
            (Some(one), None) => one.value,
            _ => return Err(malformed()),
        };
        let point = certificate.public_key().raw.strip_prefix(&P256);
        let key = point.and_then(|point| Some(PublicKey::P256(point.try_into().ok()?)));
        Ok(Self { key, extension: value })
    }
}
