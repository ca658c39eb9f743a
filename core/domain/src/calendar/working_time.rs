//! When the organisation works: policy data.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::calendar::CivilDate;

/// Working hours of a day and the working days of a week, with the administrator's corrections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct WorkingTime {
    /// Spans of a working day in minutes after local midnight, half-open, sorted and apart from one another.
    pub spans: Vec<(u16, u16)>,
    /// Working days of the week: 1 is Monday, 7 is Sunday.
    pub weekdays: BTreeSet<u8>,
    /// Days the administrator decided about; they win over the calendar's data.
    pub overrides: Vec<DayOverride>,
}

/// One day the administrator decided about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayOverride {
    /// The day.
    pub date: CivilDate,
    /// Whether it is worked.
    pub working: bool,
}

impl Default for WorkingTime {
    fn default() -> Self {
        Self {
            spans: vec![(8 * 60 + 30, 12 * 60), (13 * 60 + 30, 18 * 60)],
            weekdays: BTreeSet::from([1, 2, 3, 4, 5]),
            overrides: Vec::new(),
        }
    }
}
