use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};
use crate::zone::TimeZone;

fn date(text: &str) -> CivilDate {
    text.parse().unwrap()
}

fn china() -> TimeZone {
    TimeZone::named("Asia/Shanghai").unwrap()
}

fn calendar() -> Calendar {
    Calendar::new(&WorkingTime::default(), Holidays::china(), china())
}

fn at(text: &str, hour: i64) -> Timestamp {
    china().day_start(date(text)).plus_ms(hour * HOUR_MS)
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
    let calendar = Calendar::new(&working_time, Holidays::china(), china());
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
    let calendar = Calendar::new(&working_time, Holidays::china(), china());
    let worked = calendar.between(at("2026-03-02", 0), at("2026-03-03", 0)).unwrap();
    assert_eq!(worked, (4 + 1) * HOUR_MS + 40 * 60_000);
}

#[test]
fn an_organisation_that_never_works_ends_in_the_unknown_and_not_in_a_loop() {
    let working_time = WorkingTime { weekdays: BTreeSet::new(), spans: Vec::new(), overrides: Vec::new() };
    let calendar = Calendar::new(&working_time, Holidays::china(), china());
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

/// A calendar with a year of its own, so that no other country's holidays are in it.
fn plain(zone: &str, spans: &[(u16, u16)]) -> Calendar {
    let year = |year| {
        (year, HolidayYear { source: String::new(), holidays: Vec::new(), make_up_days: BTreeSet::new() })
    };
    let holidays = Holidays { country: String::new(), years: (2025..=2027).map(year).collect() };
    let weekdays = (1..=7).collect();
    let working_time = WorkingTime { spans: spans.to_vec(), weekdays, overrides: Vec::new() };
    Calendar::new(&working_time, &holidays, TimeZone::named(zone).unwrap())
}

/// OCA/field-service#919: two hours from Friday 16:00 in London end on Monday at 10:00, by then in summer time.
#[test]
fn working_hours_go_by_the_clocks_on_the_wall_across_a_weekend_of_change() {
    let weekdays = WorkingTime::default().weekdays;
    let working_time = WorkingTime { spans: vec![(9 * 60, 17 * 60)], weekdays, overrides: Vec::new() };
    let london = Calendar::new(&working_time, Holidays::china(), TimeZone::named("Europe/London").unwrap());
    assert_eq!(london.add(Timestamp(1_774_627_200_000), 2 * HOUR_MS), Ok(Timestamp(1_774_861_200_000)));
}

#[test]
fn a_night_shift_has_an_hour_less_in_spring_and_an_hour_more_in_autumn() {
    let nights = plain("Europe/Berlin", &[(0, 6 * 60)]);
    let zone = TimeZone::named("Europe/Berlin").unwrap();
    let worked =
        |day: &str| nights.between(zone.day_start(date(day)), zone.day_end(date(day))).unwrap() / HOUR_MS;
    assert_eq!((worked("2026-03-28"), worked("2026-03-29"), worked("2026-10-25")), (6, 5, 7));
}

#[test]
fn an_hour_that_the_clocks_skip_is_worked_by_nobody_and_counts_once() {
    // 02:00 becomes 03:00: the first span ends at the change, the second begins there.
    let split = plain("Europe/Berlin", &[(60, 2 * 60 + 30), (2 * 60 + 30, 4 * 60), (5 * 60, 6 * 60)]);
    let zone = TimeZone::named("Europe/Berlin").unwrap();
    let start = zone.day_start(date("2026-03-29"));
    assert_eq!(split.between(start, zone.day_end(date("2026-03-29"))), Ok(3 * HOUR_MS));
    assert_eq!(split.add(start, 3 * HOUR_MS), Ok(zone.moment(date("2026-03-29"), 6 * 60)));
}

#[test]
fn reckoning_stops_at_the_ends_of_the_calendar() {
    let last = date("9999-12-31");
    assert_eq!((last.next(), last.plus_days(i32::MAX), last.plus_months(u32::MAX)), (last, last, last));
    assert_eq!(CivilDate::new(10_000, 1, 1), None);
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
    fn working_time_adds_up_and_never_runs_back_across_a_change(
        zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Asia/Taipei"]),
        hours in 0_i64..600 * 24, first in 0_i64..40 * HOUR_MS, second in 0_i64..40 * HOUR_MS,
    ) {
        let calendar = plain(zone, &[(30, 150), (165, 200), (8 * 60, 12 * 60), (22 * 60, 24 * 60)]);
        let from = at("2025-01-02", 0).plus_ms(hours * HOUR_MS);
        let (middle, end) = (calendar.add(from, first).unwrap(), calendar.add(from, first + second).unwrap());
        prop_assert!(from <= middle && middle <= end);
        prop_assert_eq!(calendar.between(from, middle).unwrap(), first);
        prop_assert_eq!(calendar.between(middle, end).unwrap(), second);
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
