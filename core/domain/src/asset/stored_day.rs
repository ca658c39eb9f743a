//! A day as documents and stored commands hold it.

use serde::{Deserialize, Serialize};

use crate::calendar::CivilDate;
use crate::records::Policy;
use crate::time::Timestamp;
use crate::value::Value;
use crate::zone::TimeZone;

/// A date; or, written by version 1, an instant of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum StoredDay {
    /// The day, the same wherever it is read.
    Date(CivilDate),
    /// An instant that was on that day where version 1 stored it.
    Instant(Timestamp),
}

impl StoredDay {
    /// The day a fact holds; `None` for a value of another type.
    #[must_use]
    pub const fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Date(date) => Some(Self::Date(*date)),
            Value::Time(time) => Some(Self::Instant(*time)),
            Value::Text(_)
            | Value::Integer(_)
            | Value::Flag(_)
            | Value::Id(_)
            | Value::Digest(_)
            | Value::Address(_)
            | Value::Window(_)
            | Value::Money(_)
            | Value::Reading(_)
            | Value::Position(_)
            | Value::Texts(_) => None,
        }
    }

    /// The day. An instant is read by the offset version 1 reckoned with, whatever zone the organisation has named since.
    #[must_use]
    pub fn date(self, policy: &Policy) -> CivilDate {
        match self {
            Self::Date(date) => date,
            Self::Instant(time) => TimeZone::fixed(policy.time_zone_offset_minutes).date(time),
        }
    }
}

impl From<CivilDate> for StoredDay {
    fn from(date: CivilDate) -> Self {
        Self::Date(date)
    }
}
