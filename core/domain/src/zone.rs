//! Where the organisation's clocks hang: between the instants that are stored and the days and hours that people mean.
//!
//! The zones come from the IANA data compiled into this crate, never from the machine it runs on: every replica knows
//! the same summer time.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::{self, AmbiguousOffset, Offset, TimeZoneDatabase};

use crate::date::CivilDate;
use crate::time::Timestamp;

/// Minutes of a day on whose clocks nothing is changed.
pub const DAY_MINUTES: u16 = 24 * 60;

/// The largest offset that a fixed zone can have, in minutes.
const OFFSET_MAX: i32 = 25 * 60 + 59;

/// The zones that were asked for stay read: a database made anew reads its zone again each time.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone: one of the IANA data, by its name, or a fixed offset, which is all that version 1 knew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeZone(tz::TimeZone);

/// The time-zone data of this version has no zone of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no time zone has that name")]
pub struct UnknownZone;

/// An instant as the clocks on the wall show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WallTime {
    /// The day.
    pub date: CivilDate,
    /// The hour, 0–23.
    pub hour: u8,
    /// The minute, 0–59.
    pub minute: u8,
    /// Minutes that the clocks are ahead of UTC at that instant.
    pub offset_minutes: i32,
    /// Whether the clocks show this time twice on this day, because they are put back.
    pub twice: bool,
}

impl TimeZone {
    /// The zone of an IANA name, in its own spelling: `Asia/Shanghai`.
    ///
    /// # Errors
    /// [`UnknownZone`] for any other text.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        let zone = ZONES.get(name).map_err(|_| UnknownZone)?;
        // The data is found in any mixture of capitals; other readers of the record are not as lenient.
        let exact = zone.iana_name() == Some(name) && !zone.is_unknown();
        exact.then_some(Self(zone)).ok_or(UnknownZone)
    }

    /// Clocks that are always `minutes` ahead of UTC.
    #[must_use]
    pub fn fixed(minutes: i32) -> Self {
        let seconds = minutes.clamp(-OFFSET_MAX, OFFSET_MAX) * 60;
        Self(tz::TimeZone::fixed(Offset::from_seconds(seconds).expect("the minutes are clamped")))
    }

    /// The zone a record names; the fixed offset beside it where the name is empty or newer than this version's data.
    #[must_use]
    pub fn stored(name: &str, minutes: i32) -> Self {
        Self::named(name).unwrap_or_else(|UnknownZone| Self::fixed(minutes))
    }

    /// The day it is at an instant.
    #[must_use]
    pub fn date(&self, at: Timestamp) -> CivilDate {
        self.wall_time(at).date
    }

    /// What the clocks show at an instant.
    #[must_use]
    pub fn wall_time(&self, at: Timestamp) -> WallTime {
        let at = instant(at);
        let shown = self.0.to_datetime(at);
        let small =
            |number: i8| u8::try_from(number).expect("parts of a date and of a time are not negative");
        let date = CivilDate::new(i32::from(shown.year()), small(shown.month()), small(shown.day()));
        WallTime {
            date: date.expect("both calendars have the same days"),
            hour: small(shown.hour()),
            minute: small(shown.minute()),
            offset_minutes: self.0.to_offset(at).seconds() / 60,
            twice: self.0.to_ambiguous_timestamp(shown).is_ambiguous(),
        }
    }

    /// The first instant of a day.
    #[must_use]
    pub fn day_start(&self, date: CivilDate) -> Timestamp {
        self.moment(date, 0)
    }

    /// The first instant after a day: 23, 24 or 25 hours after its first.
    #[must_use]
    pub fn day_end(&self, date: CivilDate) -> Timestamp {
        self.moment(date, DAY_MINUTES)
    }

    /// When the clocks show a time of a day, in minutes after its midnight. Of two such instants it is the first; where
    /// the clocks jump over the time, it is the jump.
    #[must_use]
    pub fn moment(&self, date: CivilDate, minute: u16) -> Timestamp {
        let part = |number: u16| i8::try_from(number).expect("hours and minutes are below 60");
        let of_day = minute % DAY_MINUTES;
        let day = civil(date.plus_days(i32::from(minute / DAY_MINUTES)));
        let shown = self.0.to_ambiguous_timestamp(day.at(part(of_day / 60), part(of_day % 60), 0, 0));
        let found = if let AmbiguousOffset::Gap { .. } = shown.offset() {
            shown.earlier().map(|before| self.next_change(before))
        } else {
            shown.compatible()
        };
        // Only at the two ends of the calendar are there days whose ends no instant can name.
        Timestamp(found.unwrap_or_else(|_| end_of_calendar(date.year() < 0)).as_millisecond())
    }

    fn next_change(&self, after: jiff::Timestamp) -> jiff::Timestamp {
        self.0.following(after).next().map_or(after, |change| change.timestamp())
    }
}

/// The instant, or the nearest that has a date.
fn instant(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_else(|_| end_of_calendar(at.0 < 0))
}

const fn end_of_calendar(first: bool) -> jiff::Timestamp {
    if first { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX }
}

fn civil(date: CivilDate) -> Date {
    let small = |number: u8| i8::try_from(number).expect("a month or a day of one fits");
    let year = i16::try_from(date.year()).expect("a year of four digits fits");
    Date::new(year, small(date.month()), small(date.day())).expect("both calendars have the same days")
}

#[cfg(test)]
#[path = "zone_tests.rs"]
mod tests;
