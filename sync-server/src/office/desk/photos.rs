//! Photos at the console (R14): shown on pages, and handed in, the bytes first and then the command that names them, as from
//! a device.

use std::collections::BTreeSet;

use jobsheet_domain::content::{Content, ItemRef};
use jobsheet_domain::id::{ChangeHash, Digest, DocumentId, ItemId};
use jobsheet_domain::photo::{NORMAL, PHOTO, PhotoRecord};
use jobsheet_domain::work_order;
use jobsheet_signing::sha256;

use super::authors::Authors;
use crate::blobs::Kept;
use crate::ledger::Upload;
use crate::office::server::Server;
use crate::office::views::{BlobView, PhotoView};
use crate::office::{Error, Opened};

/// Largest picture the console hands in, bytes: one in normal form has less than a fifth of it.
pub const LARGEST: usize = 8 << 20;

/// What a picture's type is, by its first bytes and never by what somebody says it is.
#[must_use]
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        _ => None,
    }
}

/// Keeps a picture under the digest of its bytes. Until a document names it, nobody sees it, and in time it is thrown away.
///
/// # Errors
/// [`Error::Invalid`] with `photo.too_large` or `photo.not_a_picture`.
pub fn keep(server: &Server, bytes: &[u8]) -> Result<BlobView, Error> {
    if bytes.len() > LARGEST {
        return Err(Error::Invalid { code: "photo.too_large" });
    }
    let media_type = media_type(bytes).ok_or(Error::Invalid { code: "photo.not_a_picture" })?;
    let (organisation, length) = (server.organisation.id, bytes.len() as u64);
    let upload = Upload {
        id: rand::random(),
        device: server.office.device,
        digest: Digest(sha256(bytes)),
        length,
        received: 0,
        purpose: "normal".to_owned(),
        begun_at: server.now(),
    };
    server.ledger.put_upload(organisation, &upload)?;
    server.blobs.append(&upload.id, 0, bytes)?;
    let _kept = server.keep_blobs();
    match server.blobs.finish(&upload.id, upload.digest)? {
        Kept::Here => server.ledger.finish_upload(organisation, &upload, server.now())?,
        Kept::WrongDigest | Kept::Gone => return Err(Error::Missing("photo")),
    }
    Ok(BlobView { sha256: upload.digest.to_string(), bytes: length, media_type: media_type.to_owned() })
}

/// The page that was shown for a sign-off of an order.
///
/// # Errors
/// [`Error::Missing`] where no sign-off of it was given over that page, and while it is still on its device.
pub fn signed_page(server: &Server, order: DocumentId, page: Digest) -> Result<String, Error> {
    let missing = || Error::Missing("page");
    let opened = Opened::read_as(server, order, work_order::KIND)?;
    if !opened.order()?.signoffs().any(|(_, record)| record.shown_digest == page) {
        return Err(missing());
    }
    server.ledger.blob(server.organisation.id, page)?.ok_or_else(missing)?;
    String::from_utf8(server.blobs.read(page)?).map_err(|_| missing())
}

/// Whether the bytes of what a command refers to were handed in at the console: a digest alone adds nothing to a document
/// (R52).
///
/// # Errors
/// [`Error::Missing`] where they were not.
pub(super) fn require(server: &Server, blobs: &[Digest]) -> Result<(), Error> {
    for digest in blobs {
        let sent = server.ledger.blob_for(server.organisation.id, server.office.device, *digest)?;
        sent.ok_or(Error::Missing("photo"))?;
    }
    Ok(())
}

/// Whether the bytes of a digest are on the server.
pub(super) fn is_here(server: &Server, digest: Digest) -> Result<bool, Error> {
    Ok(server.ledger.blob(server.organisation.id, digest)?.is_some())
}

/// Photos of a document as pages show them; `additions` are the changes that came beside its sign-off (R19).
pub(super) fn views(
    server: &Server,
    content: &Content,
    authors: &Authors<'_>,
    records: impl IntoIterator<Item = PhotoRecord>,
    additions: &BTreeSet<ChangeHash>,
) -> Result<Vec<PhotoView>, Error> {
    let view = |record: PhotoRecord| {
        let added = added(content, record.id);
        Ok(PhotoView {
            id: record.id.0,
            stage: record.stage,
            caption: record.caption,
            normal: record.normal.to_string(),
            thumbnail: record.thumbnail.map(|digest| digest.to_string()),
            width: record.width.into(),
            height: record.height.into(),
            taken_at: (record.taken_at.0 != 0).then_some(record.taken_at.0),
            author: added.and_then(|change| authors.of(change)),
            on_server: is_here(server, record.normal)?,
            thumbnail_on_server: record.thumbnail.map_or(Ok(false), |digest| is_here(server, digest))?,
            addition: added.is_some_and(|change| additions.contains(&change)),
        })
    };
    records.into_iter().map(view).collect()
}

/// The change that added a photo: its normal form is never edited, as its caption is.
fn added(content: &Content, id: ItemId) -> Option<ChangeHash> {
    let fields = content.items.get(&ItemRef { collection: PHOTO.to_owned(), id })?;
    fields.get(NORMAL)?.entries.first().map(|entry| entry.change)
}
