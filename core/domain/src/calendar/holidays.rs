//! Official holidays and make-up working days by year, each year with its source.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::calendar::CivilDate;

/// The official arrangement of a country's holidays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays {
    /// ISO 3166 code.
    pub country: String,
    /// The years that are known. A year that is not here is unknown, never assumed.
    pub years: BTreeMap<i32, HolidayYear>,
}

/// One year's arrangement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayYear {
    /// Who published it, and when.
    pub source: String,
    /// Spans of days off.
    pub holidays: Vec<Holiday>,
    /// Days of the weekend that are worked to make up for a holiday.
    pub make_up_days: BTreeSet<CivilDate>,
}

/// A span of days off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// Its name.
    pub name: String,
    /// First day.
    pub from: CivilDate,
    /// Last day.
    pub to: CivilDate,
}

impl Holidays {
    /// China's, as the State Council's General Office published it; the years of the data file.
    #[must_use]
    pub fn china() -> &'static Self {
        static CHINA: LazyLock<Holidays> = LazyLock::new(|| {
            serde_json::from_str(include_str!("../../data/calendar-cn.json"))
                .expect("the embedded file is read by a test of this crate")
        });
        &CHINA
    }
}

impl HolidayYear {
    /// What is special about a day: off, worked, or nothing.
    #[must_use]
    pub fn working(&self, date: CivilDate) -> Option<bool> {
        if self.make_up_days.contains(&date) {
            return Some(true);
        }
        self.holidays.iter().any(|holiday| (holiday.from..=holiday.to).contains(&date)).then_some(false)
    }
}
