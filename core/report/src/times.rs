//! Times and quantities as people read them.

use jobsheet_domain::time::Timestamp;
use jobsheet_domain::zone::TimeZone;

/// A zone as a record keeps it, in words: `Europe/Berlin`, or `UTC+08:00` where it has no name that this version knows.
pub(crate) fn zone_name(name: &str, offset_minutes: i32) -> String {
    match TimeZone::named(name) {
        Ok(_) => name.to_owned(),
        Err(_) => offset(offset_minutes),
    }
}

/// A time as the clocks of a place show it: `2026-03-02 14:05`. One that they show twice names its offset.
pub(crate) fn local(at_ms: i64, zone: &TimeZone) -> String {
    let shown = zone.wall_time(Timestamp(at_ms));
    let which = if shown.twice { format!(" ({})", offset(shown.offset_minutes)) } else { String::new() };
    format!("{} {:02}:{:02}{which}", shown.date, shown.hour, shown.minute)
}

/// An offset: `UTC+08:00`.
fn offset(offset_minutes: i32) -> String {
    let sign = if offset_minutes < 0 { '−' } else { '+' };
    let minutes = offset_minutes.unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Thousandths as a decimal number without idle zeros: `1500` is `1.5`.
pub(crate) fn decimal(milli: i64) -> String {
    let sign = if milli < 0 { "−" } else { "" };
    let (whole, rest) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{rest:03}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_where_the_work_was_done() {
        let at = |ms: i64, minutes: i32| local(ms, &TimeZone::fixed(minutes));
        assert_eq!(at(0, 480), "1970-01-01 08:00");
        assert_eq!(at(-1, 0), "1969-12-31 23:59");
        assert_eq!(at(1_000 * 60 * 60 * 17, -210), "1970-01-01 13:30");
        assert_eq!((offset(480), offset(-210)), ("UTC+08:00".to_owned(), "UTC−03:30".to_owned()));
    }

    #[test]
    fn an_hour_that_comes_twice_says_which_it_is() {
        let berlin = TimeZone::named("Europe/Berlin").unwrap();
        let hours = [0, 1, 2, 3].map(|hour| local((1_792_882_800 + hour * 3_600) * 1_000, &berlin));
        let shown = ["01:00", "02:00 (UTC+02:00)", "02:00 (UTC+01:00)", "03:00"];
        assert_eq!(hours, shown.map(|time| format!("2026-10-25 {time}")));
    }

    #[test]
    fn thousandths_lose_their_idle_zeros() {
        let shown: Vec<String> = [2_000, 1_500, 25, -1_230, 0].into_iter().map(decimal).collect();
        assert_eq!(shown, ["2", "1.5", "0.025", "−1.23", "0"]);
    }
}
