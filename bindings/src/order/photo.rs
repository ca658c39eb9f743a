//! Photos and parts of an order, each with its visit.

use jobsheet_client::domain::id::{Digest, ItemId};
use jobsheet_client::domain::work_order::PartUse;
use jobsheet_screens::{PartView, PhotoView, Whereabouts};

/// Where a photo's bytes are (R14).
#[uniffi::remote(Enum)]
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

/// A photo of an order or a complaint.
#[uniffi::remote(Record)]
pub struct PhotoView {
    /// Its item.
    pub id: ItemId,
    /// The visit it was taken in; 0 on a complaint.
    pub visit: u32,
    /// Stage.
    pub stage: String,
    /// Caption.
    pub caption: String,
    /// SHA-256 of the normal form.
    pub normal: Digest,
    /// SHA-256 of the thumbnail.
    pub thumbnail: Option<Digest>,
    /// Where the normal form is.
    pub whereabouts: Whereabouts,
    /// Whether the photo as the camera gave it is on this device.
    pub original_here: bool,
}

/// A part of an order with the visit it was used in.
#[uniffi::remote(Record)]
pub struct PartView {
    /// The visit.
    pub visit: u32,
    /// The part.
    pub used: PartUse,
}
