//! Times and quantities as people read them.

use jobsheet_domain::calendar::CivilDate;
use jobsheet_domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// A time at a place `offset_minutes` ahead of UTC: `2026-03-02 14:05`.
pub(super) fn local(at_ms: i64, offset_minutes: i32) -> String {
    let at = Timestamp(at_ms);
    let date = CivilDate::of(at, offset_minutes);
    let of_day = at.since_ms(date.midnight(offset_minutes)).clamp(0, DAY_MS - 1);
    format!("{date} {:02}:{:02}", of_day / HOUR_MS, of_day % HOUR_MS / MINUTE_MS)
}

/// The zone: `UTC+08:00`.
pub(super) fn zone(offset_minutes: i32) -> String {
    let sign = if offset_minutes < 0 { '−' } else { '+' };
    let minutes = offset_minutes.unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Thousandths as a decimal number without idle zeros: `1500` is `1.5`.
pub(super) fn decimal(milli: i64) -> String {
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
        assert_eq!(local(0, 480), "1970-01-01 08:00");
        assert_eq!(local(-1, 0), "1969-12-31 23:59");
        assert_eq!(local(1_000 * 60 * 60 * 17, -210), "1970-01-01 13:30");
        assert_eq!((zone(480), zone(-210)), ("UTC+08:00".to_owned(), "UTC−03:30".to_owned()));
    }

    #[test]
    fn thousandths_lose_their_idle_zeros() {
        let shown: Vec<String> = [2_000, 1_500, 25, -1_230, 0].into_iter().map(decimal).collect();
        assert_eq!(shown, ["2", "1.5", "0.025", "−1.23", "0"]);
    }
}
