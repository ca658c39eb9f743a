//! The clocks of a complaint (R28).

use super::case::*;
use crate::calendar::{Calendar, CivilDate, Holidays, WorkingTime};
use crate::complaint::*;
use crate::records::Policy;
use crate::sla::{Clock, ClockInputs, ClockRule, ClockState, clocks as reckon};
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};
use crate::zone::TimeZone;

/// Minutes ahead of UTC.
const CHINA: i32 = 8 * 60;

fn calendar() -> Calendar {
    Calendar::new(&WorkingTime::default(), Holidays::china(), TimeZone::fixed(CHINA))
}

fn at(date: &str, minutes: i64) -> Timestamp {
    TimeZone::fixed(CHINA).day_start(date.parse::<CivilDate>().unwrap()).plus_ms(minutes * MINUTE_MS)
}

/// A complaint taken down at a time, to which then happens what `then` says.
fn taken_at(time: Timestamp, then: impl FnOnce(&mut Case)) -> Case {
    let mut case = Case::new();
    case.now = time.0;
    case.must(DISPATCHER, take(Channel::Phone));
    then(&mut case);
    case
}

fn clock(case: &Case, rule: ClockRule, now: Timestamp) -> Clock {
    let state = case.state();
    let inputs = clock_inputs(Complaint::new(&case.content, &state));
    reckon(&inputs, &Policy::default(), &calendar(), now)
        .into_iter()
        .find(|clock| clock.rule == rule)
        .unwrap()
}

#[test]
fn r28_a_complaint_is_settled_within_three_working_days() {
    // Thursday 12 March 2026, three in the afternoon: three of the 24 hours are left of that day.
    let case = taken_at(at("2026-03-12", 15 * 60), |_| {});
    let settled = clock(&case, ClockRule::ComplaintSettled, at("2026-03-12", 15 * 60));
    assert_eq!(settled.target_at, Some(at("2026-03-17", 15 * 60)), "over the weekend");
    assert_eq!(settled.state, ClockState::Running { left_ms: 24 * HOUR_MS });
    // The last working day before the National Day holiday; 10 October, a Saturday, makes up for it.
    let case = taken_at(at("2026-09-30", 8 * 60 + 30), |_| {});
    let settled = clock(&case, ClockRule::ComplaintSettled, at("2026-10-05", 0));
    assert_eq!(settled.target_at, Some(at("2026-10-09", 18 * 60)), "over the holiday");
}

#[test]
fn r28_whoever_complains_has_an_answer_within_seven_days_of_the_calendar() {
    let start = at("2026-09-30", 9 * 60);
    let case = taken_at(start, |_| {});
    let answered = clock(&case, ClockRule::ComplaintAnswered, start);
    assert_eq!(answered.target_at, Some(start.plus_ms(7 * 24 * HOUR_MS)), "holidays count");
    let missed = clock(&case, ClockRule::ComplaintAnswered, start.plus_ms(8 * 24 * HOUR_MS));
    assert_eq!(missed.state, ClockState::Missed { by_ms: 24 * HOUR_MS, at: None });
}

#[test]
fn r28_a_proposal_answered_by_the_customer_is_an_answer_and_telling_the_outcome_settles() {
    let mut case = Case::at(ComplaintStatus::Proposed);
    let now = Timestamp(case.now + 1_000);
    let state = |case: &Case, rule| clock(case, rule, now).state;
    assert!(matches!(state(&case, ClockRule::ComplaintAnswered), ClockState::Running { .. }));
    let objected_at = Timestamp(case.now);
    case.must(TECHNICIAN, ComplaintCommand::Object(said(Channel::OnSite)));
    assert_eq!(state(&case, ClockRule::ComplaintAnswered), ClockState::Met { at: objected_at });
    let told_at = Timestamp(case.now);
    case.must(DISPATCHER, tell(Channel::Phone, Some(false)));
    case.must(QUALITY, ComplaintCommand::Close { reason: Some(reason()) });
    let inputs = clock_inputs(Complaint::new(&case.content, &case.state()));
    assert_eq!(inputs.complaint_settled_at, Some(told_at));
    case.must(QUALITY, ComplaintCommand::Reopen { reason: reason() });
    let inputs = clock_inputs(Complaint::new(&case.content, &case.state()));
    assert_eq!((inputs.complaint_settled_at, inputs.ended_at), (None, None), "it runs again");
}

#[test]
fn r28_the_clocks_of_a_withdrawn_complaint_end() {
    let case = taken_at(at("2026-03-12", 600), |case| {
        case.must(DISPATCHER, ComplaintCommand::Withdraw(said(Channel::Phone)));
    });
    for rule in [ClockRule::ComplaintSettled, ClockRule::ComplaintAnswered] {
        let state = clock(&case, rule, at("2026-06-01", 0)).state;
        assert!(matches!(state, ClockState::Ended { .. }), "{state:?}");
    }
}

#[test]
fn r28_orders_and_requests_have_no_clock_of_complaints() {
    let inputs = ClockInputs { reported_at: Some(Timestamp(0)), ..ClockInputs::default() };
    let rules: Vec<ClockRule> = reckon(&inputs, &Policy::default(), &calendar(), Timestamp(0))
        .into_iter()
        .map(|clock| clock.rule)
        .collect();
    assert!(!rules.contains(&ClockRule::ComplaintSettled) && !rules.contains(&ClockRule::ComplaintAnswered));
}

#[test]
fn r28_inputs_stored_before_there_were_complaints_are_read() {
    let stored = r#"{"called_at":null,"answered_at":null,"reported_at":5,"contacted_at":null,"arrived_at":null,
        "definite_answer_at":null,"removed_at":null,"spare_offered_at":null,"ended_at":null,"holds":[],
        "distance_m":null,"vendor_needed":false,"contract":null,"customer":null,"product_model":null}"#;
    let read: ClockInputs = serde_json::from_str(stored).unwrap();
    assert_eq!(read, ClockInputs { reported_at: Some(Timestamp(5)), ..ClockInputs::default() });
    let written: serde_json::Value = serde_json::to_value(&read).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(stored).unwrap(), "and written alike");
}

#[test]
fn r28_the_targets_are_policy_and_are_written_where_they_differ() {
    let mut policy = Policy::default();
    assert!(serde_json::to_value(&policy).unwrap().get("complaints").is_none());
    policy.complaints.clocks[0].target_ms = HOUR_MS;
    let stored = serde_json::to_value(&policy).unwrap();
    assert_eq!(stored["complaints"]["clocks"][0]["rule"], "R28");
    assert_eq!(stored["complaints"]["clocks"][1]["rule"], "R28b");
    assert_eq!(serde_json::from_value::<Policy>(stored).unwrap(), policy);
}

#[test]
fn r28_what_can_be_answered_today_is_not_left_for_tomorrow() {
    let graded =
        |class, minutes| taken_at(at("2026-03-13", minutes), |case| case.must(QUALITY, grade(class)));
    let flagged = |case: &Case, now| left_for_tomorrow(&case.state(), &calendar(), now).unwrap();
    let plain = graded(ComplaintClass::NotQuality, 10 * 60);
    assert_eq!(answer_due(&plain.state(), &calendar()), Ok(Some(at("2026-03-13", 18 * 60))));
    assert!(!flagged(&plain, at("2026-03-13", 18 * 60 - 1)));
    assert!(flagged(&plain, at("2026-03-13", 18 * 60)), "at the end of the working day");
    let late = graded(ComplaintClass::NotQuality, 19 * 60);
    assert!(!flagged(&late, at("2026-03-15", 0)), "after work on Friday: Monday's");
    assert!(flagged(&late, at("2026-03-16", 18 * 60)));
    let needs_investigation = graded(ComplaintClass::Quality, 10 * 60);
    assert!(!flagged(&needs_investigation, at("2026-03-20", 0)));
    let mut told = plain.clone();
    told.must(DISPATCHER, tell(Channel::Phone, Some(true)));
    assert!(!flagged(&told, at("2026-03-20", 0)));
}

#[test]
fn r28_who_waits_for_others_is_not_flagged_and_who_has_only_to_say_it_is() {
    for status in ComplaintStatus::ALL {
        let answerable = answerable_since(&Case::at(status).state()).is_some();
        assert_eq!(answerable, status == ComplaintStatus::CarriedOut, "{status:?}");
    }
    let unknown = taken_at(at("2031-03-13", 0), |case| case.must(QUALITY, grade(ComplaintClass::Other)));
    assert!(left_for_tomorrow(&unknown.state(), &calendar(), at("2031-03-14", 0)).is_err());
}
