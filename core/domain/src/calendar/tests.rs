use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

const CHINA: i32 = 8 * 60;

fn date(text: &str) -> CivilDate {
    text.parse().unwrap()
}

fn calendar() -> Calendar {
    Calendar::new(&WorkingTime::default(), Holidays::china(), CHINA)
}

fn at(text: &str, hour: i64) -> Timestamp {
    date(text).midnight(CHINA).plus_ms(hour * HOUR_MS)
}

#[test]
fn every_known_year_names_its_source() {
    let holidays = Holidays::china();
    assert_eq!(holidays.years.keys().copied().collect::<Vec<_>>(), [2025, 2026]);
    for (year, arrangement) in &holidays.years {
        assert!(arrangement.source.contains("State Council"), "{year}");
        let weekend = |date: &CivilDate| date.weekday() >= 6;
        assert!(
            arrangement.make_up_days.iter().all(weekend),
            "a make-up day is a day of the weekend: {year}"
        );
    }
}

/// The notices give the length of each holiday in words; the data agrees with them.
#[test]
fn holidays_are_as_long_as_announced() {
    let lengths = |year: i32| -> Vec<i64> {
        let arrangement = &Holidays::china().years[&year];
        arrangement.holidays.iter().map(|h| h.to.days() - h.from.days() + 1).collect()
    };
    assert_eq!(lengths(2025), [1, 8, 3, 5, 3, 8]);
    assert_eq!(lengths(2026), [3, 9, 3, 5, 3, 3, 7]);
}

#[test]
fn a_make_up_saturday_is_worked_and_a_holiday_monday_is_not() {
    assert_eq!(calendar().is_working_day(date("2026-02-28")), Ok(true));
    assert_eq!(calendar().is_working_day(date("2026-02-23")), Ok(false));
    assert_eq!(calendar().is_working_day(date("2026-02-24")), Ok(true));
    assert_eq!(calendar().is_working_day(date("2026-03-07")), Ok(false));
}

#[test]
fn a_year_without_data_is_unknown_and_says_so() {
    assert_eq!(calendar().is_working_day(date("2027-03-01")), Err(UnknownYear { year: 2027 }));
    assert_eq!(calendar().add(at("2026-12-31", 17), 8 * HOUR_MS), Err(UnknownYear { year: 2027 }));
    assert!(calendar().add(at("2026-12-31", 16), HOUR_MS).is_ok(), "the answer does not need the next year");
}

#[test]
fn the_administrator_wins_over_the_data() {
    let overrides = vec![
        DayOverride { date: date("2026-02-20"), working: true },
        DayOverride { date: date("2027-03-01"), working: true },
    ];
    let working_time = WorkingTime { overrides, ..WorkingTime::default() };
    let calendar = Calendar::new(&working_time, Holidays::china(), CHINA);
    assert_eq!(calendar.is_working_day(date("2026-02-20")), Ok(true));
    assert_eq!(calendar.is_working_day(date("2027-03-01")), Ok(true));
}

#[test]
fn working_time_jumps_over_lunch_night_and_the_spring_festival() {
    // Saturday 14 February is a make-up day; the festival lasts until Monday 23.
    let due = calendar().add(at("2026-02-14", 16), 3 * HOUR_MS).unwrap();
    assert_eq!(due, at("2026-02-24", 9).plus_ms(HOUR_MS / 2));
    assert_eq!(calendar().between(at("2026-02-14", 16), due), Ok(3 * HOUR_MS));
    assert_eq!(calendar().between(at("2026-03-02", 11), at("2026-03-02", 14)), Ok(HOUR_MS + HOUR_MS / 2));
}

#[test]
fn overlapping_hours_count_once_and_nonsense_hours_not_at_all() {
    let spans = vec![(900, 960), (540, 720), (600, 780), (800, 790), (1_400, 9_999)];
    let working_time = WorkingTime { spans, ..WorkingTime::default() };
    let calendar = Calendar::new(&working_time, Holidays::china(), CHINA);
    let worked = calendar.between(at("2026-03-02", 0), at("2026-03-03", 0)).unwrap();
    assert_eq!(worked, (4 + 1) * HOUR_MS + 40 * 60_000);
}

#[test]
fn an_organisation_that_never_works_ends_in_the_unknown_and_not_in_a_loop() {
    let working_time = WorkingTime { weekdays: BTreeSet::new(), spans: Vec::new(), overrides: Vec::new() };
    let calendar = Calendar::new(&working_time, Holidays::china(), CHINA);
    assert_eq!(calendar.add(at("2026-03-02", 0), 1), Err(UnknownYear { year: 2027 }));
}

#[test]
fn a_month_after_the_last_of_january_is_the_last_of_february() {
    assert_eq!(date("2026-01-31").plus_months(1), date("2026-02-28"));
    assert_eq!(date("2028-01-31").plus_months(1), date("2028-02-29"));
    assert_eq!(date("2026-11-30").plus_months(15), date("2028-02-29"));
    assert_eq!(date("2025-12-15").plus_months(12), date("2026-12-15"));
}

#[test]
fn only_days_that_exist_are_dates() {
    for text in
        ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "2026-01-01-", "+026-01-01", "", "2026-01-32"]
    {
        assert_eq!(text.parse::<CivilDate>(), Err(NotADate), "{text}");
    }
    assert_eq!(date("2000-02-29").to_string(), "2000-02-29");
    assert_eq!(date("1970-01-01").weekday(), 4);
    assert_eq!(date("2026-11-22").weekday(), 7);
}

#[test]
fn a_day_begins_at_local_midnight() {
    let before = Timestamp(date("2026-03-02").days() * DAY_MS - 8 * HOUR_MS - 1);
    assert_eq!(CivilDate::of(before, CHINA), date("2026-03-01"));
    assert_eq!(CivilDate::of(before.plus_ms(1), CHINA), date("2026-03-02"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_date_is_its_number_of_days(days in -800_000_i32..800_000) {
        let date = date("1970-01-01").plus_days(days);
        prop_assert_eq!(date.days(), i64::from(days));
        prop_assert!(CivilDate::new(date.year(), date.month(), date.day()).is_some());
        prop_assert!(date.next() > date);
    }

    #[test]
    fn adding_working_time_is_monotone(
        from in 0_i64..300 * DAY_MS, later in 0_i64..5 * DAY_MS,
        ms in 0_i64..40 * HOUR_MS, more in 0_i64..40 * HOUR_MS,
    ) {
        let calendar = calendar();
        let from = at("2025-01-01", 0).plus_ms(from);
        let target = calendar.add(from, ms).unwrap();
        prop_assert!(target >= from);
        prop_assert!(calendar.add(from.plus_ms(later), ms).unwrap() >= target);
        prop_assert!(calendar.add(from, ms + more).unwrap() >= target);
        prop_assert_eq!(calendar.between(from, target).unwrap(), ms);
    }

    #[test]
    fn working_time_adds_up(
        from in 0_i64..300 * DAY_MS, first in 0_i64..30 * DAY_MS, second in 0_i64..30 * DAY_MS,
    ) {
        let calendar = calendar();
        let from = at("2025-01-01", 0).plus_ms(from);
        let (middle, end) = (from.plus_ms(first), from.plus_ms(first + second));
        let parts = calendar.between(from, middle).unwrap() + calendar.between(middle, end).unwrap();
        prop_assert_eq!(parts, calendar.between(from, end).unwrap());
    }
}
