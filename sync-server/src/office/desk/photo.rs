//! A photo on a page (R14).

use jobsheet_domain::content::{Content, ItemRef};
use jobsheet_domain::photo::{PHOTO, PhotoRecord};

use super::authors::Authors;
use crate::office::Error;
use crate::office::server::Server;
use crate::office::views::PhotoView;

/// A photo of a document without visits.
pub(super) fn view(
    server: &Server,
    content: &Content,
    authors: &Authors<'_>,
    record: PhotoRecord,
) -> Result<PhotoView, Error> {
    let is_here = |digest| server.ledger.blob(server.organisation.id, digest).map(|blob| blob.is_some());
    let item = ItemRef { collection: PHOTO.to_owned(), id: record.id };
    let fields = content.items.get(&item);
    let began = fields.and_then(|fields| fields.values().next()?.entries.first());
    Ok(PhotoView {
        id: record.id.0,
        stage: record.stage,
        caption: record.caption,
        normal: record.normal.to_string(),
        thumbnail: record.thumbnail.map(|digest| digest.to_string()),
        width: record.width.into(),
        height: record.height.into(),
        taken_at: (record.taken_at.0 != 0).then_some(record.taken_at.0),
        author: began.and_then(|entry| authors.of(entry.change)),
        on_server: is_here(record.normal)?,
        thumbnail_on_server: record.thumbnail.map_or(Ok(false), is_here)?,
        addition: false,
    })
}
