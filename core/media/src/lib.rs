//! Photographs as evidence (R14): the bytes a camera wrote become a *normal form* and a *thumbnail*.
//!
//! Pure: bytes in, bytes out. No file, clock, thread or network, and no digest: whoever stores the
//! photo hashes the original before it comes here, and the two results afterwards.
//!
//! The way of one photo:
//! 1. [`probe`] walks the file's own structure and reads its size, kind and scans without decoding;
//! 2. [`Limits`] are held against that, so a decompression bomb costs nothing but its own bytes;
//! 3. the codec decodes at the exact DCT scale nearest to the normal form (docs/adr/0003);
//! 4. the pixels are turned upright, and resampled only when no exact scale fits;
//! 5. normal form and thumbnail are encoded; of the metadata only an allow-list returns: the time it
//!    was taken, the position when the policy keeps it, and the colour profile.
//!
//! What does not decode is kept as it is ([`Outcome::KeptAsIs`]): a photo is never lost. Where policy keeps no
//! positions, [`without_position`] blanks them in the copy that leaves the device (docs/adr/0008). This is the only
//! crate that names image codecs, and it knows no other crate of the project.

mod blank;
mod codec;
mod error;
mod exif;
mod header;
mod limits;
mod normalise;
mod position;
mod scale;

pub use blank::without_position;
pub use error::MediaError;
pub use header::{Format, Header, probe};
pub use limits::Limits;
pub use normalise::{Normalised, Outcome, PositionPolicy, normalise};
pub use position::GeoPoint;
pub use scale::{NORMAL_LONG_EDGE, THUMBNAIL_LONG_EDGE};
