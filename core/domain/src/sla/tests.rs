use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::calendar::{Calendar, CivilDate, Holidays, WorkingTime};
use crate::id::DocumentId;
use crate::records::Policy;
use crate::sla::HoldReason;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};
use crate::zone::TimeZone;

/// Minutes ahead of UTC.
const CHINA: i32 = 8 * 60;

fn calendar() -> Calendar {
    Calendar::new(&WorkingTime::default(), Holidays::china(), TimeZone::fixed(CHINA))
}

/// Hours after Monday 2 March 2026, midnight in China.
fn hour(hours: i64) -> Timestamp {
    let monday: CivilDate = "2026-03-02".parse().unwrap();
    TimeZone::fixed(CHINA).day_start(monday).plus_ms(hours * HOUR_MS)
}

fn reported() -> ClockInputs {
    ClockInputs { reported_at: Some(hour(0)), ..ClockInputs::default() }
}

fn clock_of(rule: ClockRule, inputs: &ClockInputs, policy: &Policy, now: Timestamp) -> Clock {
    clocks(inputs, policy, &calendar(), now).into_iter().find(|clock| clock.rule == rule).unwrap()
}

fn on_site(inputs: &ClockInputs, now: Timestamp) -> Clock {
    clock_of(ClockRule::OnSite, inputs, &Policy::default(), now)
}

fn hold(from: i64, to: Option<i64>, reason: HoldReason) -> Hold {
    Hold { from: hour(from), to: to.map(hour), reason }
}

#[test]
fn r22_to_r27_have_the_promised_defaults() {
    let inputs = ClockInputs { called_at: Some(hour(0)), ..reported() };
    let target = |rule| clock_of(rule, &inputs, &Policy::default(), hour(0)).target_at;
    assert_eq!(target(ClockRule::PhoneAnswer), Some(hour(1)), "R22");
    assert_eq!(target(ClockRule::WrittenContact), Some(hour(12)), "R23");
    assert_eq!(target(ClockRule::OnSite), Some(hour(24)), "R24");
    assert_eq!(target(ClockRule::FaultRemoved), Some(hour(48)), "R26");
    assert_eq!(target(ClockRule::SpareOffered), Some(hour(72)), "R27");
}

#[test]
fn r24_and_r25_share_the_sites_between_them() {
    let rules = |inputs: &ClockInputs| -> Vec<ClockRule> {
        clocks(inputs, &Policy::default(), &calendar(), hour(0)).iter().map(|clock| clock.rule).collect()
    };
    let near = rules(&ClockInputs { distance_m: Some(100_000), ..reported() });
    let far = rules(&ClockInputs { distance_m: Some(100_001), ..reported() });
    let vendor = rules(&ClockInputs { distance_m: Some(5), vendor_needed: true, ..reported() });
    assert!(near.contains(&ClockRule::OnSite) && !near.contains(&ClockRule::DefiniteAnswer));
    assert!(!far.contains(&ClockRule::OnSite) && far.contains(&ClockRule::DefiniteAnswer));
    assert_eq!(far, vendor);
    let far = ClockInputs { distance_m: Some(300_000), definite_answer_at: Some(hour(11)), ..reported() };
    let answer = clock_of(ClockRule::DefiniteAnswer, &far, &Policy::default(), hour(30));
    assert_eq!(answer.state, ClockState::Met { at: hour(11) });
}

#[test]
fn r31_shows_time_left_then_risk_then_missed() {
    assert_eq!(on_site(&reported(), hour(10)).state, ClockState::Running { left_ms: 14 * HOUR_MS });
    assert_eq!(on_site(&reported(), hour(18)).state, ClockState::AtRisk { left_ms: 6 * HOUR_MS });
    assert_eq!(on_site(&reported(), hour(24)).state, ClockState::AtRisk { left_ms: 0 });
    assert_eq!(on_site(&reported(), hour(25)).state, ClockState::Missed { by_ms: HOUR_MS, at: None });
}

#[test]
fn r31_the_time_of_the_event_counts_and_not_the_time_of_sync() {
    let arrived = ClockInputs { arrived_at: Some(hour(23)), ..reported() };
    assert_eq!(on_site(&arrived, hour(90)).state, ClockState::Met { at: hour(23) });
    let late = ClockInputs { arrived_at: Some(hour(30)), ..reported() };
    assert_eq!(on_site(&late, hour(90)).state, ClockState::Missed { by_ms: 6 * HOUR_MS, at: Some(hour(30)) });
}

#[test]
fn r31_a_missed_clock_heals_when_the_event_arrives_and_says_so() {
    assert!(matches!(on_site(&reported(), hour(40)).state, ClockState::Missed { .. }));
    let healed = |arrived: i64, heard: Option<i64>| {
        let arrived_at = Some(hour(arrived));
        let mut clocks = [on_site(&ClockInputs { arrived_at, ..reported() }, hour(60))];
        heal(&mut clocks, &heard.map(|heard| (hour(arrived), hour(heard))).into_iter().collect());
        clocks[0].healed
    };
    assert!(healed(23, Some(41)), "in time, heard of late");
    assert!(!healed(23, Some(23)), "heard of in time, never shown as missed");
    assert!(!healed(25, Some(41)), "late is late");
    assert!(!healed(23, None));
}

#[test]
fn a_hold_for_the_customer_stops_the_clock_and_a_hold_for_parts_does_not() {
    let for_customer = ClockInputs { holds: vec![hold(5, Some(15), HoldReason::Customer)], ..reported() };
    let clock = on_site(&for_customer, hour(20));
    assert_eq!((clock.target_at, clock.paused_ms), (Some(hour(34)), 10 * HOUR_MS));

    let for_parts = ClockInputs { holds: vec![hold(5, Some(15), HoldReason::Parts)], ..reported() };
    assert_eq!(on_site(&for_parts, hour(20)).target_at, Some(hour(24)));
}

#[test]
fn a_clock_on_hold_is_paused_with_its_time_left() {
    let inputs = ClockInputs { holds: vec![hold(5, None, HoldReason::Weather)], ..reported() };
    let clock = on_site(&inputs, hour(300));
    assert_eq!(clock.state, ClockState::Paused { left_ms: 19 * HOUR_MS });
}

#[test]
fn a_hold_after_the_target_saves_nothing() {
    let inputs = ClockInputs { holds: vec![hold(30, None, HoldReason::Customer)], ..reported() };
    assert_eq!(on_site(&inputs, hour(40)).state, ClockState::Missed { by_ms: 16 * HOUR_MS, at: None });
}

#[test]
fn holds_that_overlap_count_once() {
    let holds = vec![
        hold(8, Some(12), HoldReason::Unsafe),
        hold(5, Some(10), HoldReason::Customer),
        hold(-3, Some(1), HoldReason::Customer),
    ];
    let clock = on_site(&ClockInputs { holds, ..reported() }, hour(20));
    assert_eq!((clock.target_at, clock.paused_ms), (Some(hour(32)), 8 * HOUR_MS));
}

#[test]
fn the_most_specific_policy_wins() {
    let customer = DocumentId(Uuid::from_u128(7));
    let of = |scope, hours: i64| ClockPolicy {
        scope,
        target_ms: hours * HOUR_MS,
        ..ClockPolicy::defaults().into_iter().find(|policy| policy.rule == ClockRule::OnSite).unwrap()
    };
    let policy = Policy {
        clocks: vec![
            of(ClockScope::Contract("K-1".into()), 4),
            of(ClockScope::Customer(customer), 6),
            of(ClockScope::Product("WL50".into()), 8),
            of(ClockScope::Organisation, 24),
        ],
        ..Policy::default()
    };
    let mut inputs = reported();
    let target = |inputs: &ClockInputs| clock_of(ClockRule::OnSite, inputs, &policy, hour(0)).target_at;
    assert_eq!(target(&inputs), Some(hour(24)));
    inputs.product_model = Some("WL50".into());
    assert_eq!(target(&inputs), Some(hour(8)));
    inputs.customer = Some(customer);
    assert_eq!(target(&inputs), Some(hour(6)));
    inputs.contract = Some("K-1".into());
    assert_eq!(target(&inputs), Some(hour(4)));
}

#[test]
fn a_rule_without_policy_has_no_clock() {
    let policy = Policy { clocks: Vec::new(), ..Policy::default() };
    assert!(clocks(&reported(), &policy, &calendar(), hour(0)).is_empty());
}

fn in_working_time() -> Policy {
    let clocks =
        ClockPolicy::defaults().into_iter().map(|policy| ClockPolicy { hours: Hours::Working, ..policy });
    Policy { clocks: clocks.collect(), ..Policy::default() }
}

#[test]
fn working_time_leaves_out_nights_and_says_how_much_work_time_is_left() {
    let clock = clock_of(ClockRule::WrittenContact, &reported(), &in_working_time(), hour(18));
    // Eight hours on Monday, four left on Tuesday: 8:30 to 12:00 and half an hour after lunch.
    assert_eq!(clock.target_at, Some(hour(24 + 14)));
    assert_eq!(clock.state, ClockState::Running { left_ms: 4 * HOUR_MS });
}

#[test]
fn a_year_without_calendar_data_is_unknown_and_says_so() {
    let new_year = hour(24 * 365);
    let inputs = ClockInputs { reported_at: Some(new_year), ..ClockInputs::default() };
    let clock = clock_of(ClockRule::OnSite, &inputs, &in_working_time(), new_year);
    assert_eq!((clock.target_at, clock.state), (None, ClockState::Unknown { year: 2027 }));
}

#[test]
fn what_is_cancelled_in_time_ends_and_what_is_cancelled_late_was_missed() {
    let cancelled = |at| ClockInputs { ended_at: Some(hour(at)), ..reported() };
    assert_eq!(on_site(&cancelled(3), hour(90)).state, ClockState::Ended { at: hour(3) });
    assert_eq!(on_site(&cancelled(30), hour(90)).state, ClockState::Missed { by_ms: 6 * HOUR_MS, at: None });
}

#[test]
fn the_wire_form_names_the_rule() {
    let text = serde_json::to_string(&on_site(&reported(), hour(10))).unwrap();
    assert!(
        text.contains(r#""rule":"R24""#)
            && text.contains(r#""state":{"state":"running","left_ms":50400000}"#),
        "{text}"
    );
}

fn any_hold() -> impl Strategy<Value = Hold> {
    (0_i64..96, proptest::option::of(0_i64..48), any::<bool>()).prop_map(|(from, length, customer)| {
        let reason = if customer { HoldReason::Customer } else { HoldReason::Parts };
        hold(from, length.map(|length| from + length), reason)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A pause never brings a target nearer, in plain time and in working time.
    #[test]
    fn a_pause_never_shortens(
        holds in proptest::collection::vec(any_hold(), 0..6), extra in any_hold(), now in 0_i64..200, working in any::<bool>(),
    ) {
        let policy = if working { in_working_time() } else { Policy::default() };
        let fewer = ClockInputs { holds: holds.clone(), ..reported() };
        let more = ClockInputs { holds: holds.into_iter().chain([extra]).collect(), ..reported() };
        for (with, without) in clocks(&more, &policy, &calendar(), hour(now)).iter()
            .zip(clocks(&fewer, &policy, &calendar(), hour(now)))
        {
            prop_assert!(with.target_at >= without.target_at);
            prop_assert!(with.paused_ms >= without.paused_ms);
        }
    }

    /// However long the pauses: what was kept stays kept as time goes by.
    #[test]
    fn a_stopped_clock_stands_still(
        holds in proptest::collection::vec(any_hold(), 0..6), arrived in 0_i64..100, later in 0_i64..10,
    ) {
        let inputs = ClockInputs { holds, arrived_at: Some(hour(arrived)), ..reported() };
        let first = on_site(&inputs, hour(100));
        prop_assert_eq!(first, on_site(&inputs, hour(100).plus_ms(later * DAY_MS)));
    }
}

#[test]
fn pauses_are_policy() {
    let mut policy = Policy::default();
    for clock in &mut policy.clocks {
        clock.pauses = BTreeSet::from([HoldReason::Parts]);
    }
    let inputs = ClockInputs { holds: vec![hold(5, Some(15), HoldReason::Parts)], ..reported() };
    assert_eq!(clock_of(ClockRule::OnSite, &inputs, &policy, hour(20)).target_at, Some(hour(34)));
}
