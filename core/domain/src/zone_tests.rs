use proptest::prelude::*;

use super::*;
use crate::time::{HOUR_MS, MINUTE_MS};

fn date(text: &str) -> CivilDate {
    text.parse().unwrap()
}

fn zone(name: &str) -> TimeZone {
    TimeZone::named(name).unwrap()
}

fn hours(name: &str, day: &str) -> i64 {
    let zone = zone(name);
    zone.day_end(date(day)).since_ms(zone.day_start(date(day))) / HOUR_MS
}

#[test]
fn a_day_has_23_or_25_hours_when_the_clocks_are_changed() {
    assert_eq!((hours("Europe/Berlin", "2026-03-29"), hours("Europe/Berlin", "2026-10-25")), (23, 25));
    assert_eq!((hours("America/New_York", "2026-03-08"), hours("America/New_York", "2026-11-01")), (23, 25));
    assert_eq!((hours("Asia/Shanghai", "2026-03-29"), hours("Asia/Taipei", "2026-10-25")), (24, 24));
    assert_eq!(hours("Asia/Shanghai", "1988-04-17"), 23, "China had summer time from 1986 to 1991");
}

#[test]
fn a_day_whose_midnight_is_skipped_begins_with_the_change() {
    let cairo = zone("Africa/Cairo");
    let start = cairo.day_start(date("2026-04-24"));
    let shown = cairo.wall_time(start);
    assert_eq!((shown.date, shown.hour, shown.minute), (date("2026-04-24"), 1, 0));
    assert_eq!(cairo.date(start.plus_ms(-1)), date("2026-04-23"));
}

#[test]
fn a_day_that_a_place_never_had_is_empty() {
    assert_eq!(hours("Pacific/Apia", "2011-12-30"), 0);
}

#[test]
fn a_time_that_is_shown_twice_says_so_and_means_the_first() {
    let berlin = zone("Europe/Berlin");
    let first = berlin.moment(date("2026-10-25"), 2 * 60 + 30);
    let (one, two) = (berlin.wall_time(first), berlin.wall_time(first.plus_ms(HOUR_MS)));
    assert_eq!((one.hour, one.minute, one.offset_minutes, one.twice), (2, 30, 120, true));
    assert_eq!((two.hour, two.minute, two.offset_minutes, two.twice), (2, 30, 60, true));
    assert!(!berlin.wall_time(first.plus_ms(2 * HOUR_MS)).twice);
}

#[test]
fn the_years_turn_comes_when_the_clocks_say_so() {
    let turn = Timestamp(1_767_196_800_000);
    assert_eq!(zone("Asia/Shanghai").day_start(date("2026-01-01")), turn);
    let before = |name: &str| zone(name).date(turn.plus_ms(-1)).to_string();
    assert_eq!(
        (before("Asia/Shanghai"), before("Europe/Berlin")),
        ("2025-12-31".into(), "2025-12-31".into())
    );
    assert_eq!(zone("America/New_York").date(turn), date("2025-12-31"));
    assert_eq!(zone("Asia/Shanghai").date(turn), date("2026-01-01"));
}

#[test]
fn a_fixed_zone_is_what_version_1_knew() {
    assert_eq!(TimeZone::stored("", 480), TimeZone::fixed(480));
    assert_eq!(TimeZone::stored("Mars/Olympus", -210), TimeZone::fixed(-210));
    assert_eq!(TimeZone::fixed(480).day_start(date("1970-01-01")), Timestamp(-8 * HOUR_MS));
    assert_eq!(TimeZone::fixed(-210).wall_time(Timestamp(17 * HOUR_MS)).hour, 13);
}

#[test]
fn no_number_is_beyond_the_clocks() {
    for offset in [i32::MIN, -720, 0, 840, i32::MAX] {
        let zone = TimeZone::fixed(offset);
        assert!(zone.date(Timestamp(i64::MIN)) < zone.date(Timestamp(i64::MAX)));
        let (first, last) = (CivilDate::new(-9_999, 1, 1).unwrap(), date("9999-12-31"));
        assert!(zone.day_start(first) < zone.day_end(last));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_instant_lies_within_its_day_and_at_its_time(
        name in prop::sample::select(vec![
            "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Asia/Taipei", "Australia/Lord_Howe", "America/Santiago",
        ]),
        minutes in 0_i64..40 * 366 * 24 * 60,
    ) {
        let zone = zone(name);
        let at = Timestamp(500_000_000_000 + minutes * MINUTE_MS);
        let shown = zone.wall_time(at);
        prop_assert!(zone.day_start(shown.date) <= at && at < zone.day_end(shown.date));
        prop_assert_eq!(zone.day_end(shown.date), zone.day_start(shown.date.next()));
        let found = zone.moment(shown.date, u16::from(shown.hour) * 60 + u16::from(shown.minute));
        let whole_minute = at.plus_ms(-at.0.rem_euclid(MINUTE_MS));
        prop_assert!(found == whole_minute || shown.twice && found < whole_minute);
    }

    #[test]
    fn later_on_the_clock_is_never_earlier_in_time(
        name in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Asia/Taipei"]),
        day in 0_i32..3_000, minute in 0_u16..DAY_MINUTES,
    ) {
        let (zone, date) = (zone(name), date("2020-01-01").plus_days(day));
        prop_assert!(zone.moment(date, minute) <= zone.moment(date, minute + 1));
    }
}
