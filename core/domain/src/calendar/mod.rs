//! Days and working time, with holidays and make-up working days from a data file.

mod holidays;
mod reckoning;
#[cfg(test)]
mod tests;
mod working_time;

pub use holidays::{Holiday, HolidayYear, Holidays};
pub use jobsheet_kernel::date::{CivilDate, NotADate};
pub use reckoning::{Calendar, UnknownYear};
pub use working_time::{DayOverride, WorkingTime};
