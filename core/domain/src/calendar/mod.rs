//! Days and working time.

mod date;
mod working_time;

pub use date::{CivilDate, NotADate};
pub use working_time::{DayOverride, WorkingTime};
