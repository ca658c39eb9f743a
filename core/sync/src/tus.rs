//! What both ends of an upload share: tus 1.0, core protocol and the creation extension.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The protocol's version, in the header `Tus-Resumable` of every request and answer but `OPTIONS`.
pub const VERSION: &str = "1.0.0";

/// Sent at once: small enough that a cut costs little (256 KiB).
pub const CHUNK: u64 = 256 << 10;

/// The content type of a `PATCH`.
pub const CONTENT_TYPE: &str = "application/offset+octet-stream";

/// What a blob is for, in the order blobs are uploaded: first what proves, then what is looked at in lists, then what
/// is looked at closely, last what is only kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// A signature's strokes or stamp.
    Signature,
    /// A thumbnail.
    Thumbnail,
    /// A photo in normal form.
    Photo,
    /// A photo as the camera made it.
    Original,
}

impl Purpose {
    /// Its name in the upload's metadata.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Thumbnail => "thumbnail",
            Self::Photo => "photo",
            Self::Original => "original",
        }
    }

    /// The purpose of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Signature, Self::Thumbnail, Self::Photo, Self::Original]
            .into_iter()
            .find(|purpose| purpose.name() == name)
    }
}

/// A blob to upload, named by what it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob {
    /// What it is for.
    pub purpose: Purpose,
    /// Its length in bytes.
    pub length: u64,
    /// Its SHA-256.
    pub digest: [u8; 32],
}

/// The value of `Upload-Metadata` for a blob: its digest in hex and its purpose, each in base64 as tus asks.
#[must_use]
pub fn metadata(blob: &Blob) -> String {
    let digest = STANDARD.encode(hex::encode(blob.digest));
    format!("sha256 {digest},purpose {}", STANDARD.encode(blob.purpose.name()))
}

/// The digest and purpose named in an `Upload-Metadata`; nothing when either is missing or misspelt. Other keys are
/// passed over: public clients send `filename` and the like.
#[must_use]
pub fn read_metadata(value: &str) -> Option<([u8; 32], Purpose)> {
    let entry = |key: &str| {
        let mut pairs = value.split(',').filter_map(|pair| pair.trim().split_once(' '));
        let (_, encoded) = pairs.find(|(name, _)| *name == key)?;
        String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()
    };
    let mut digest = [0; 32];
    hex::decode_to_slice(entry("sha256")?, &mut digest).ok()?;
    Some((digest, Purpose::from_name(&entry("purpose")?)?))
}

/// A header's value as a length or an offset: decimal digits and nothing else.
#[must_use]
pub fn read_number(value: &str) -> Option<u64> {
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    if digits { value.parse().ok() } else { None }
}
