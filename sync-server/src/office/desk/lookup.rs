//! Documents that something is made from or names.

use std::collections::BTreeMap;

use jobsheet_domain::aggregates::Command;
use jobsheet_domain::asset::AssetView as Asset;
use jobsheet_domain::content::Content;
use jobsheet_domain::id::{Digest, DocumentId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::photo::PhotoRecord;

use crate::office::server::Server;
use crate::office::{Error, Opened};

/// What a document holds that must be there and of a kind.
///
/// # Errors
/// [`Error::Missing`] names the kind.
pub(super) fn content_of(server: &Server, id: DocumentId, kind: Kind) -> Result<Content, Error> {
    Ok(Opened::read_as(server, id, kind)?.content().clone())
}

/// Looks for the documents a command names: each must be there and of its kind. None is opened.
///
/// # Errors
/// [`Error::Missing`] names the kind.
pub(super) fn require_named(server: &Server, command: &Command) -> Result<(), Error> {
    command.named().into_iter().try_for_each(|(id, kind)| require(server, id, kind))
}

/// Looks for a document, which must be there and of a kind. It is not opened.
///
/// # Errors
/// [`Error::Missing`] names the kind.
pub(super) fn require(server: &Server, id: DocumentId, kind: Kind) -> Result<(), Error> {
    let row = server.ledger.row(server.organisation.id, id)?;
    row.filter(|row| row.kind == kind).map(drop).ok_or_else(|| Error::Missing(kind.name()))
}

/// Whether a document that is to be made is there already: the same request was run before.
pub(super) fn is_made(server: &Server, id: DocumentId) -> Result<bool, Error> {
    Ok(server.ledger.row(server.organisation.id, id)?.is_some())
}

/// A machine's file, when there is one.
pub(super) fn asset(server: &Server, id: Option<DocumentId>) -> Result<Option<Asset>, Error> {
    let Some(id) = id else { return Ok(None) };
    if server.ledger.row(server.organisation.id, id)?.is_none() {
        return Ok(None);
    }
    Ok(Some(Asset::of(Opened::read(server, id)?.content())))
}

/// The thumbnails of photos that are here, by the digest of the photo's normal form.
pub(super) fn thumbnails(
    server: &Server,
    pictures: &[PhotoRecord],
) -> Result<BTreeMap<Digest, Vec<u8>>, Error> {
    let mut found = BTreeMap::new();
    for picture in pictures {
        let Some(thumbnail) = picture.thumbnail else { continue };
        if server.ledger.blob(server.organisation.id, thumbnail)?.is_some() {
            let bytes = server.blobs.read(thumbnail)?;
            found.insert(picture.normal, bytes);
        }
    }
    Ok(found)
}
