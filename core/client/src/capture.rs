//! Photos: taken in whole, brought to the normal form, kept before the tap that refers to them (R14).

use std::collections::BTreeMap;

use jobsheet_domain::aggregates::Command;
use jobsheet_domain::complaint::{self, ComplaintCommand};
use jobsheet_domain::id::{Digest, DocumentId, ItemId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::photo::PhotoRecord;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::time::{Position, Timestamp};
use jobsheet_domain::work_order::{self, WorkOrderCommand, fields};
use jobsheet_media::{Limits, MediaError, Normalised, Outcome, PositionPolicy};
use jobsheet_signing::sha256;
use jobsheet_store::{NewBlob, Purpose, WriteTx};

use crate::client::Client;
use crate::entropy;
use crate::error::ClientError;
use crate::originals;
use crate::submit::Submitted;

/// A photo as the camera gives it.
pub struct Capture<'a> {
    /// The file's bytes, as captured.
    pub bytes: &'a [u8],
    /// The stage: `before`, `fault`, `work`, `after`, `nameplate`, `old_part`, `document`, `safety` or `stamp`.
    pub stage: &'a str,
    /// What it shows.
    pub caption: &'a str,
}

/// One file of a capture.
struct File {
    digest: Digest,
    purpose: Purpose,
    media_type: &'static str,
    bytes: Vec<u8>,
}

impl Client {
    /// Keeps a photo and adds it to an order or a complaint. Bytes that do not decode are kept as they are; what of them
    /// leaves the device has no position where policy keeps none.
    ///
    /// # Errors
    /// `photo.too_large`, `document.unknown` and `command.wrong_document`, for a document that has no photos, before
    /// anything is kept; otherwise as [`Client::submit`]. A photo whose tap is refused is swept later.
    pub fn capture(
        &self,
        document: DocumentId,
        capture: &Capture<'_>,
    ) -> Result<(PhotoRecord, Submitted), ClientError> {
        let kind = self.opened(document)?.document().kind();
        let add = adding_to(kind)?;
        let (files, mut record, captured_at) = self.taken_in(capture.bytes)?;
        capture.stage.clone_into(&mut record.stage);
        capture.caption.clone_into(&mut record.caption);
        self.keep_files(&files, &record, captured_at)?;
        let submitted = self.submit(document, &add(record.clone()))?;
        Ok((record, submitted))
    }

    /// Keeps a photo of the company's stamp, to be handed to [`Client::sign_off`] (R17). It belongs to the signature and
    /// not to the order's photos; where it was taken is the sign-off's to say. One that no sign-off refers to is swept
    /// later.
    ///
    /// # Errors
    /// `photo.too_large` before anything is kept; when the file cannot be written.
    pub fn capture_stamp(&self, photo: &[u8]) -> Result<PhotoRecord, ClientError> {
        let (files, mut record, captured_at) = self.taken_in(photo)?;
        fields::STAMP.clone_into(&mut record.stage);
        record.position = None;
        self.keep_files(&files, &record, captured_at)?;
        Ok(record)
    }

    /// The files of a photo in normal form, its record without stage and caption, and when it was taken, where that is
    /// sure.
    fn taken_in(&self, bytes: &[u8]) -> Result<(Vec<File>, PhotoRecord, Option<Timestamp>), ClientError> {
        let circumstances = self.circumstances(None)?;
        let keep = circumstances.records.policy.keep_position;
        let policy = if keep { PositionPolicy::Keep } else { PositionPolicy::Strip };
        let (files, mut record) = match jobsheet_media::normalise(bytes, &Limits::default(), policy) {
            Outcome::Normalised(normalised) => normalised_files(bytes, normalised),
            Outcome::KeptAsIs { reason: MediaError::TooLarge { .. } } => {
                return Err(Refusal::new("photo.too_large").into());
            }
            Outcome::KeptAsIs { .. } => kept_as_is(bytes, policy),
        };
        record.taken_at = circumstances.at.corrected;
        record.id = ItemId(entropy::id(record.taken_at)?);
        Ok((files, record, originals::sure(&circumstances.at)))
    }

    fn keep_files(
        &self,
        files: &[File],
        record: &PhotoRecord,
        captured_at: Option<Timestamp>,
    ) -> Result<(), ClientError> {
        Ok(self.store().write(|tx| {
            files.iter().try_for_each(|file| put(tx, file, record.taken_at))?;
            tx.note_original(record.original, record.normal, captured_at)
        })?)
    }

    /// The bytes of a photo, a thumbnail or an original that is on this device.
    ///
    /// # Errors
    /// `store.unknown` when it is not here.
    pub fn photo(&self, digest: Digest) -> Result<Vec<u8>, ClientError> {
        Ok(self.store().read(|tx| tx.read_blob(digest, 0..u64::MAX))?)
    }

    /// The same; `None` where its bytes are not on this device.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn photo_if_here(&self, digest: Digest) -> Result<Option<Vec<u8>>, ClientError> {
        let found = self.store().read(|tx| {
            let Some(blob) = tx.blob(digest)? else { return Ok(None) };
            if blob.stored < blob.length { Ok(None) } else { tx.read_blob(digest, 0..blob.length).map(Some) }
        })?;
        Ok(found)
    }

    /// The thumbnails of photos that are on this device, by the digest of the photo's normal form.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn thumbnails(&self, pictures: &[PhotoRecord]) -> Result<BTreeMap<Digest, Vec<u8>>, ClientError> {
        let mut found = BTreeMap::new();
        for picture in pictures {
            let Some(digest) = picture.thumbnail else { continue };
            if let Some(bytes) = self.photo_if_here(digest)? {
                found.insert(picture.normal, bytes);
            }
        }
        Ok(found)
    }
}

/// The command that adds a photo to a document of a kind.
fn adding_to(kind: Kind) -> Result<fn(PhotoRecord) -> Command, Refusal> {
    if kind == work_order::KIND {
        return Ok(|photo| WorkOrderCommand::AddPhoto(Box::new(photo)).into());
    }
    if kind == complaint::KIND {
        return Ok(|photo| ComplaintCommand::AddPhoto(Box::new(photo)).into());
    }
    Err(Refusal::new("command.wrong_document").with("kind", kind.name()))
}

fn normalised_files(original: &[u8], normalised: Normalised) -> (Vec<File>, PhotoRecord) {
    let original = file(original.to_vec(), Purpose::Original);
    let normal = file(normalised.normal, Purpose::Photo);
    let thumbnail = file(normalised.thumbnail, Purpose::Thumbnail);
    let record = PhotoRecord {
        normal_bytes: normal.bytes.len() as u64,
        width: normalised.width,
        height: normalised.height,
        position: normalised
            .position
            .map(|at| Position { latitude_udeg: at.latitude_udeg, longitude_udeg: at.longitude_udeg }),
        ..blank(original.digest, normal.digest, Some(thumbnail.digest))
    };
    // What goes up first: where a normal form happens to be the very bytes of its original, it is kept as that.
    (vec![thumbnail, normal, original], record)
}

/// What does not decode is its own normal form, so that it reaches the server like any photo; without the position where
/// policy keeps none, and the bytes as captured then stay here as the original.
fn kept_as_is(original: &[u8], policy: PositionPolicy) -> (Vec<File>, PhotoRecord) {
    let leaving = match policy {
        PositionPolicy::Keep => original.to_vec(),
        PositionPolicy::Strip => jobsheet_media::without_position(original),
    };
    let (captured, kept) = (Digest(sha256(original)), file(leaving, Purpose::Photo));
    let record = PhotoRecord { normal_bytes: original.len() as u64, ..blank(captured, kept.digest, None) };
    let same = captured == kept.digest;
    let original = (!same).then(|| file(original.to_vec(), Purpose::Original));
    (std::iter::once(kept).chain(original).collect(), record)
}

fn blank(original: Digest, normal: Digest, thumbnail: Option<Digest>) -> PhotoRecord {
    PhotoRecord {
        id: ItemId(uuid::Uuid::nil()),
        stage: String::new(),
        caption: String::new(),
        original,
        normal,
        thumbnail,
        normal_bytes: 0,
        width: 0,
        height: 0,
        taken_at: Timestamp::default(),
        position: None,
    }
}

fn file(bytes: Vec<u8>, purpose: Purpose) -> File {
    let media_type = media_type(&bytes);
    File { digest: Digest(sha256(&bytes)), purpose, media_type, bytes }
}

/// By how the bytes begin; a photo that could not be read may be anything.
fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        _ => "application/octet-stream",
    }
}

fn put(tx: &mut WriteTx<'_>, file: &File, now: Timestamp) -> Result<(), jobsheet_store::StoreError> {
    let new = NewBlob {
        digest: file.digest,
        purpose: file.purpose,
        media_type: file.media_type,
        length: file.bytes.len() as u64,
        created_at: now,
        on_server: false,
    };
    tx.put_blob(&new, &file.bytes)
}
