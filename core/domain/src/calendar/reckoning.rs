//! Reckoning with working time.

use std::collections::BTreeMap;

use crate::calendar::{CivilDate, HolidayYear, Holidays, WorkingTime};
use crate::time::Timestamp;
use crate::zone::{DAY_MINUTES, TimeZone};

/// The calendar has no data for a year, so nothing can be said about its working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no holiday data for {year}")]
pub struct UnknownYear {
    /// The year.
    pub year: i32,
}

/// When an organisation works: its hours, the official holidays, the administrator's corrections.
#[derive(Clone, Debug)]
pub struct Calendar {
    spans: Vec<(u16, u16)>,
    working_time: WorkingTime,
    overrides: BTreeMap<CivilDate, bool>,
    years: BTreeMap<i32, HolidayYear>,
    zone: TimeZone,
}

impl Calendar {
    /// The calendar of a place. Of two overrides for one day the later counts.
    #[must_use]
    pub fn new(working_time: &WorkingTime, holidays: &Holidays, zone: TimeZone) -> Self {
        Self {
            spans: apart(&working_time.spans),
            working_time: working_time.clone(),
            overrides: working_time.overrides.iter().map(|day| (day.date, day.working)).collect(),
            years: holidays.years.clone(),
            zone,
        }
    }

    /// Whether a day is worked.
    ///
    /// # Errors
    /// [`UnknownYear`] where neither the data nor the administrator says anything about the day's year.
    pub fn is_working_day(&self, date: CivilDate) -> Result<bool, UnknownYear> {
        if let Some(working) = self.overrides.get(&date) {
            return Ok(*working);
        }
        let year = self.years.get(&date.year()).ok_or(UnknownYear { year: date.year() })?;
        Ok(year.working(date).unwrap_or_else(|| self.working_time.weekdays.contains(&date.weekday())))
    }

    /// The earliest time from `from` on until which `working_ms` of working time have passed.
    ///
    /// # Errors
    /// [`UnknownYear`] where the answer depends on a year without data.
    pub fn add(&self, from: Timestamp, working_ms: i64) -> Result<Timestamp, UnknownYear> {
        let mut left = working_ms;
        if left <= 0 {
            return Ok(from);
        }
        let mut date = self.zone.date(from);
        loop {
            for (start, end) in self.worked(date)? {
                let start = start.max(from);
                let available = end.since_ms(start).max(0);
                if left <= available {
                    return Ok(start.plus_ms(left));
                }
                left -= available;
            }
            date = date.next();
        }
    }

    /// Working time between two times, in milliseconds; 0 where `to` is not after `from`.
    ///
    /// # Errors
    /// [`UnknownYear`] where a day between them is in a year without data.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> Result<i64, UnknownYear> {
        let last = self.zone.date(to);
        let mut date = self.zone.date(from);
        let mut total = 0;
        while date <= last && from < to {
            for (start, end) in self.worked(date)? {
                total += end.min(to).since_ms(start.max(from)).max(0);
            }
            date = date.next();
        }
        Ok(total)
    }

    /// When the working day ends that `from` is in, or else the next one.
    ///
    /// # Errors
    /// [`UnknownYear`] where the answer depends on a year without data.
    pub fn end_of_working_day(&self, from: Timestamp) -> Result<Timestamp, UnknownYear> {
        let mut date = self.zone.date(from);
        loop {
            if let Some((_, end)) = self.worked(date)?.last().filter(|(_, end)| *end > from) {
                return Ok(end);
            }
            date = date.next();
        }
    }

    /// The spans of a day as its clocks show them: a night shift is an hour shorter or longer when they are changed.
    fn worked(&self, date: CivilDate) -> Result<impl Iterator<Item = (Timestamp, Timestamp)>, UnknownYear> {
        let spans: &[(u16, u16)] = if self.is_working_day(date)? { &self.spans } else { &[] };
        let at = move |minute: u16| self.zone.moment(date, minute);
        Ok(spans.iter().map(move |(start, end)| (at(*start), at(*end))))
    }
}

/// The spans sorted, inside the day and merged where they overlap, so that no minute counts twice.
fn apart(spans: &[(u16, u16)]) -> Vec<(u16, u16)> {
    let mut sorted: Vec<_> = spans.iter().map(|(from, to)| (*from, (*to).min(DAY_MINUTES))).collect();
    sorted.retain(|(from, to)| from < to);
    sorted.sort_unstable();
    let mut apart: Vec<(u16, u16)> = Vec::with_capacity(sorted.len());
    for (from, to) in sorted {
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => apart.push((from, to)),
        }
    }
    apart
}
