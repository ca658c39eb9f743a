//! Days and working time, with holidays and make-up working days from a data file.

mod date;
mod holidays;
mod reckoning;
#[cfg(test)]
mod tests;
mod working_time;

pub use date::{CivilDate, NotADate};
pub use holidays::{Holiday, HolidayYear, Holidays};
pub use reckoning::{Calendar, UnknownYear};
pub use working_time::{DayOverride, WorkingTime};
