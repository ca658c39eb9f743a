//! The languages people read.

use serde::{Deserialize, Serialize};

/// A language of the product. Codes are BCP 47.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-Hans")]
    Simplified,
    /// Traditional Chinese.
    #[serde(rename = "zh-Hant")]
    Traditional,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// All of them, in the order menus list them.
    pub const ALL: [Self; 3] = [Self::Simplified, Self::Traditional, Self::English];

    /// The BCP 47 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Simplified => "zh-Hans",
            Self::Traditional => "zh-Hant",
            Self::English => "en",
        }
    }

    /// The language of a BCP 47 code, by its script or usual region; `None` when it is none of ours.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let lower = code.to_ascii_lowercase();
        if lower.starts_with("en") {
            return Some(Self::English);
        }
        if !lower.starts_with("zh") {
            return None;
        }
        let traditional = ["hant", "-tw", "-hk", "-mo"].iter().any(|mark| lower.contains(mark));
        Some(if traditional { Self::Traditional } else { Self::Simplified })
    }
}
