//! The photos of a document and where their bytes are (R14).

use jobsheet_domain::id::{Digest, ItemId};
use jobsheet_domain::photo::PhotoRecord;
use jobsheet_store::{Blob, Upload};

/// Where a photo's bytes are (R14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// On this device only.
    Here,
    /// On its way.
    Sending {
        /// Whole percents the server has.
        percent: u8,
    },
    /// The server has it whole.
    OnServer,
    /// On another device or on the server: this one has not fetched it.
    Elsewhere,
}

/// A photo of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoView {
    /// Its item.
    pub id: ItemId,
    /// The visit it was taken in; 0 on a document without visits.
    pub visit: u32,
    /// Stage: `before`, `nameplate` …
    pub stage: String,
    /// What it shows, as typed; may be empty.
    pub caption: String,
    /// SHA-256 of the normal form.
    pub normal: Digest,
    /// SHA-256 of the thumbnail.
    pub thumbnail: Option<Digest>,
    /// Where the normal form is.
    pub whereabouts: Whereabouts,
    /// Whether the photo as the camera gave it is on this device. It stays until policy lets it go; its digest stays in the
    /// document for ever (R14).
    pub original_here: bool,
}

/// A photo as the page shows it; `blobs` are the document's.
pub(crate) fn view(record: &PhotoRecord, visit: u32, blobs: &[Blob]) -> PhotoView {
    PhotoView {
        id: record.id,
        visit,
        stage: record.stage.clone(),
        caption: record.caption.clone(),
        normal: record.normal,
        thumbnail: record.thumbnail,
        whereabouts: whereabouts(blobs.iter().find(|blob| blob.digest == record.normal)),
        original_here: blobs.iter().any(|blob| blob.digest == record.original && blob.stored == blob.length),
    }
}

/// Of what was never here nobody said whether the server has it: it may be on a colleague's tablet only (R14).
fn whereabouts(blob: Option<&Blob>) -> Whereabouts {
    match blob.map(|blob| (&blob.upload, blob.length)) {
        None => Whereabouts::Elsewhere,
        Some((Upload::OnServer, _)) => Whereabouts::OnServer,
        Some((Upload::Local, _)) => Whereabouts::Here,
        Some((Upload::Uploading { offset, .. }, length)) => {
            let percent = offset.saturating_mul(100).checked_div(length).unwrap_or(0);
            Whereabouts::Sending { percent: u8::try_from(percent).unwrap_or(100) }
        }
    }
}
