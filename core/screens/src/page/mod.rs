//! What the pages of all kinds of document have in common: photos, what happened, what to choose about, what is possible.

mod conflict;
mod photo;
mod possible;
mod reader;
mod status;
mod timeline;
pub(crate) mod words;

pub use conflict::{ConflictView, StatedView};
pub use photo::{PhotoView, Whereabouts};
pub use possible::PossibilityView;
pub use status::status_text;
pub use timeline::{DetailView, HappeningView};

pub(crate) use conflict::{conflicts, stated};
pub(crate) use photo::view as photo_view;
pub(crate) use possible::possible;
pub(crate) use reader::Reader;
pub(crate) use timeline::happening;
