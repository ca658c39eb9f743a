//! A photo as it stands in a document: evidence, taken at a stage, named by the digests of its bytes (R14). The bytes are
//! kept by content elsewhere.

use serde::{Deserialize, Serialize};

use crate::content::{Fields, field};
use crate::id::{Digest, ItemId};
use crate::schema::{Table, ValueType};
use crate::time::{Position, Timestamp};
use crate::value::Value;

/// The list of photos.
pub const PHOTO: &str = "photo";
/// A photo's stage, one of [`STAGES`].
pub const STAGE: &str = "stage";
/// What a photo shows.
pub const CAPTION: &str = "caption";
/// Digest of a photo as captured.
pub const ORIGINAL: &str = "original";
/// Digest of a photo's normal form.
pub const NORMAL: &str = "normal";
/// Digest of a photo's thumbnail.
pub const THUMBNAIL: &str = "thumbnail";
/// Bytes of a photo's normal form.
pub const NORMAL_BYTES: &str = "normal_bytes";
/// A photo's width in pixels.
pub const WIDTH: &str = "width";
/// A photo's height in pixels.
pub const HEIGHT: &str = "height";
/// When a photo was taken in.
pub const TAKEN_AT: &str = "taken_at";
/// Where a photo was taken in.
pub const POSITION: &str = "position";

/// The stage of a photo of the company's stamp (R17).
pub const STAMP: &str = "stamp";
/// Stages a photo can be taken at (R14), and the company stamp (R17).
pub const STAGES: [&str; 9] =
    ["before", "fault", "work", "after", "nameplate", "old_part", "document", "safety", STAMP];

/// What every photo has from the start.
pub const NEEDS: [&str; 4] = [STAGE, ORIGINAL, NORMAL, TAKEN_AT];
/// What never changes about a photo: it is evidence (R14).
pub const FIXED: [&str; 4] = [ORIGINAL, NORMAL, THUMBNAIL, TAKEN_AT];
/// Most photos in one document, those taken off it included.
pub const LIMIT: usize = 200;

/// Fields of a photo in a document with visits.
pub const OF_VISIT: Table = &[
    ("visit", ValueType::Integer),
    (STAGE, ValueType::Text),
    (CAPTION, ValueType::Text),
    (ORIGINAL, ValueType::Digest),
    (NORMAL, ValueType::Digest),
    (THUMBNAIL, ValueType::Digest),
    (NORMAL_BYTES, ValueType::Integer),
    (WIDTH, ValueType::Integer),
    (HEIGHT, ValueType::Integer),
    (TAKEN_AT, ValueType::Time),
    (POSITION, ValueType::Position),
];
/// Fields of a photo in a document without visits: the same, but for the visit.
pub const TYPES: Table = OF_VISIT.split_at(1).1;

/// A photo as it enters a document (R14).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoRecord {
    /// Its item in the document.
    pub id: ItemId,
    /// `before`, `fault`, `work`, `after`, `nameplate`, `old_part`, `document`, `safety` or `stamp`.
    pub stage: String,
    /// What it shows, in the technician's words.
    pub caption: String,
    /// SHA-256 of the bytes as captured.
    pub original: Digest,
    /// SHA-256 of the normal form; equals `original` for what could not be decoded and is kept as it is.
    pub normal: Digest,
    /// SHA-256 of the thumbnail, when there is one.
    pub thumbnail: Option<Digest>,
    /// Bytes of the normal form.
    pub normal_bytes: u64,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// When the device took it in.
    pub taken_at: Timestamp,
    /// Where, when policy keeps it.
    pub position: Option<Position>,
}

impl PhotoRecord {
    /// Every digest the photo is known by: as captured, in its normal form, as a thumbnail.
    pub fn digests(&self) -> impl Iterator<Item = Digest> + use<> {
        [Some(self.original), Some(self.normal), self.thumbnail].into_iter().flatten()
    }

    /// The fields of its item; without the position where policy does not keep it.
    #[must_use]
    pub fn into_fields(self, keep_position: bool) -> Vec<(&'static str, Value)> {
        let position = self.position.filter(|_| keep_position);
        let bytes = i64::try_from(self.normal_bytes).unwrap_or(i64::MAX);
        let mut fields = vec![
            (STAGE, Value::Text(self.stage)),
            (CAPTION, Value::Text(self.caption)),
            (ORIGINAL, Value::Digest(self.original)),
            (NORMAL, Value::Digest(self.normal)),
        ];
        fields.extend(self.thumbnail.map(|thumbnail| (THUMBNAIL, Value::Digest(thumbnail))));
        fields.extend([
            (NORMAL_BYTES, Value::Integer(bytes)),
            (WIDTH, Value::Integer(i64::from(self.width))),
            (HEIGHT, Value::Integer(i64::from(self.height))),
            (TAKEN_AT, Value::Time(self.taken_at)),
        ]);
        fields.extend(position.map(|position| (POSITION, Value::Position(position))));
        fields
    }

    /// The photo an item holds; `None` where it lacks a digest.
    #[must_use]
    pub fn read(id: ItemId, item: &Fields) -> Option<Self> {
        let number = |name: &str| field(item, name).and_then(Value::as_integer);
        let pixels = |name: &str| number(name).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        Some(Self {
            id,
            stage: text(item, STAGE),
            caption: text(item, CAPTION),
            original: digest(item, ORIGINAL)?,
            normal: digest(item, NORMAL)?,
            thumbnail: digest(item, THUMBNAIL),
            normal_bytes: number(NORMAL_BYTES).and_then(|n| u64::try_from(n).ok()).unwrap_or(0),
            width: pixels(WIDTH),
            height: pixels(HEIGHT),
            taken_at: match field(item, TAKEN_AT) {
                Some(Value::Time(time)) => *time,
                _ => Timestamp::default(),
            },
            position: match field(item, POSITION) {
                Some(Value::Position(position)) => Some(*position),
                _ => None,
            },
        })
    }
}

fn text(item: &Fields, name: &str) -> String {
    field(item, name).and_then(Value::as_text).unwrap_or_default().to_owned()
}

fn digest(item: &Fields, name: &str) -> Option<Digest> {
    if let Value::Digest(digest) = field(item, name)? { Some(*digest) } else { None }
}
