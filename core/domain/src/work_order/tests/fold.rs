//! The fold, point by point.

use super::samples::*;
use super::testing::*;
use crate::event::{Event, EventBody, Events};
use crate::id::EventKey;
use crate::work_order::*;

fn low(number: u8) -> EventKey {
    EventKey([number; 16])
}

fn standing(state: &WorkOrderState, key: EventKey) -> Standing {
    state.judged(key).unwrap().standing
}

#[test]
fn no_events_are_no_order() {
    let state = Log::default().state();
    assert_eq!((state.status, state.visit), (Status::Unraised, 0));
}

#[test]
fn point_1_an_event_is_judged_by_its_ancestors_only() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let early = log.after(&[assigned], LEAD, WorkOrderEvent::WorkStarted {});
    let foreign = log.after(&[assigned], STRANGER, done());
    let state = log.state();
    assert_eq!(standing(&state, early), Standing::Invalid);
    assert_eq!(standing(&state, foreign), Standing::Invalid);
    assert_eq!((state.status, state.contest), (Status::Assigned, None));
}

#[test]
fn point_1_the_lead_is_the_one_the_author_knew() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let changed = log.after(&[assigned], DISPATCHER, assigned_event(SECOND));
    let old_lead = log.after(&[assigned], LEAD, WorkOrderEvent::Accepted {});
    let informed = log.after(&[changed], LEAD, WorkOrderEvent::Accepted {});
    let state = log.state();
    assert_eq!(state.judged(old_lead).unwrap().target, Status::Accepted);
    assert_eq!(state.judged(informed).unwrap().target, Status::Assigned, "beside: attendance only");
}

#[test]
fn r5_point_2_every_valid_field_event_is_kept_when_the_order_was_cancelled_meanwhile() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let cancel = log.after(&[assigned], DISPATCHER, cancelled());
    let started = log.line(assigned, LEAD, to_work());
    let finished = log.after(&[started], LEAD, done());
    let signed = log.after(&[finished], LEAD, signed_event());
    let state = log.state();
    assert_eq!(state.status, Status::Finished);
    assert_eq!(state.signoff.unwrap().event, signed);
    assert_eq!(standing(&state, cancel), Standing::Dropped);
    assert_eq!(state.contest.unwrap().dropped, [cancel]);
    let fields = state.timeline.iter().filter(|judged| judged.class == Some(transitions::Class::Field));
    assert!(fields.into_iter().all(|judged| judged.standing == Standing::Kept));
}

#[test]
fn r5_point_3_a_cancellation_yields_to_work_begun_without_knowing_it_whatever_the_keys() {
    for cancel_key in [low(0), low(255)] {
        for steps in 2..=5 {
            let mut log = Log::default();
            let assigned = log.assigned();
            let cancel = log.keyed(cancel_key, &[assigned], DISPATCHER, cancelled());
            let work: Vec<_> = to_work().into_iter().take(steps).collect();
            log.line(assigned, LEAD, work);
            let state = log.state();
            let follows = [Status::Travelling, Status::OnSite, Status::OnSite, Status::Working][steps - 2];
            assert_eq!(state.status, follows, "the status follows from the field's facts");
            assert_eq!(state.contest.unwrap().dropped, [cancel]);
        }
    }
}

#[test]
fn point_3a_an_office_event_that_can_neither_precede_nor_follow_a_fact_is_dropped() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let started = log.line(assigned, LEAD, to_work());
    let again = log.after(&[assigned], DISPATCHER, assigned_event(SECOND));
    let state = log.state();
    assert_eq!((state.status, state.lead), (Status::Working, Some(user(LEAD))));
    assert_eq!(standing(&state, again), Standing::Dropped);
    assert_eq!(standing(&state, started), Standing::Kept);
    assert!(state.is_contested());
}

#[test]
fn point_3b_an_office_event_that_does_not_fit_on_the_walk_is_dropped() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let cancel = log.keyed(low(0), &[assigned], DISPATCHER, cancelled());
    let again = log.keyed(low(255), &[assigned], MANAGER, assigned_event(SECOND));
    let state = log.state();
    assert_eq!(state.status, Status::Cancelled);
    assert_eq!((standing(&state, cancel), standing(&state, again)), (Standing::Kept, Standing::Dropped));
    assert_eq!(state.contest.unwrap().dropped, [again]);
}

#[test]
fn r5_an_office_event_that_can_stand_beside_the_facts_contests_nothing() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let travelling = log.line(assigned, LEAD, to_work().into_iter().take(2).collect());
    let team = WorkOrderEvent::Reassigned { technicians: vec![user(LEAD), user(STRANGER)], lead: user(LEAD) };
    log.after(&[travelling], DISPATCHER, team);
    log.after(&[travelling], LEAD, WorkOrderEvent::Arrived {});
    let state = log.state();
    assert_eq!((state.status, state.contest), (Status::OnSite, None));
    assert!(state.technicians.contains(&user(STRANGER)));
}

/// R5: set out on one device and arrived on another, both by the lead. Nobody contradicts anybody, so nobody is asked, whichever
/// key is the smaller; and nothing else depends on the keys either.
#[test]
fn r5_what_can_have_happened_one_after_the_other_contests_nothing_whatever_the_keys() {
    let steps = to_work();
    let way = &steps[1..];
    for (here, there) in (0..16_usize).flat_map(|one| (0..16).map(move |other| (one, other))) {
        let told = [[1, 2], [2, 1]].map(|[first, second]| {
            let mut log = Log::default();
            let assigned = log.assigned();
            let accepted = log.after(&[assigned], LEAD, steps[0].clone());
            for (device, said) in [(first, here), (second, there)] {
                let chain = way.iter().enumerate().filter(|(place, _)| said >> place & 1 == 1);
                let mut newest = accepted;
                for (place, event) in chain {
                    let key = EventKey([device * 16 + u8::try_from(place).unwrap(); 16]);
                    newest = log.keyed(key, &[newest], LEAD, event.clone());
                }
            }
            let state = log.state();
            let invalid = state.timeline.iter().filter(|judged| judged.standing == Standing::Invalid).count();
            (state.status, state.is_contested(), invalid)
        });
        assert_eq!(told[0], told[1], "{here:04b} here, {there:04b} there");
        if told[0].2 == 0 {
            assert!(!told[0].1, "{here:04b} here, {there:04b} there");
        }
    }
}

#[test]
fn point_4_a_field_event_that_does_not_fit_leaves_the_status_and_stays_a_fact() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let working = log.line(assigned, LEAD, to_work());
    let hold = log.keyed(low(0), &[working], LEAD, held());
    let finish = log.keyed(low(255), &[working], LEAD, done());
    let state = log.state();
    assert_eq!((state.status, state.hold), (Status::OnHold, Some(HoldReason::Parts)));
    assert_eq!((standing(&state, hold), standing(&state, finish)), (Standing::Kept, Standing::Unfitting));
    assert_eq!(state.outcome, Some(Outcome::Solved), "the fact stays");
    assert_eq!(state.contest.unwrap().unfitting, [finish]);
}

#[test]
fn point_5_the_same_thing_said_twice_is_no_contest() {
    let mut log = Log::default();
    let assigned = log.assigned();
    log.after(&[assigned], LEAD, WorkOrderEvent::Accepted {});
    log.after(&[assigned], LEAD, WorkOrderEvent::Accepted {});
    assert_eq!(log.state().contest, None);
    let mut log = Log::default();
    let assigned = log.assigned();
    let one = log.after(&[assigned], DISPATCHER, cancelled());
    let other = log.after(&[assigned], MANAGER, cancelled());
    let state = log.state();
    assert_eq!((state.status, state.contest.clone()), (Status::Cancelled, None));
    let standings = [standing(&state, one), standing(&state, other)];
    assert!(standings.contains(&Standing::Kept) && standings.contains(&Standing::Dropped));
}

#[test]
fn point_5_the_same_thing_said_twice_is_no_contest_after_the_job_moved_on() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let accepted = log.after(&[assigned], LEAD, WorkOrderEvent::Accepted {});
    log.keyed(low(0), &[accepted], LEAD, set_out());
    let colleague = log.after(&[assigned], SECOND, WorkOrderEvent::Accepted {});
    let again = log.keyed(low(255), &[colleague], LEAD, WorkOrderEvent::Accepted {});
    let state = log.state();
    assert_eq!(standing(&state, again), Standing::Unfitting);
    assert_eq!((state.status, state.contest), (Status::Travelling, None));
}

#[test]
fn r6_a_stale_arrival_is_no_arrival_of_the_next_visit() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let working = log.line(assigned, LEAD, to_work());
    let finished = log.after(&[working], LEAD, done());
    let escalated = log.after(&[finished], LEAD, WorkOrderEvent::Escalated { findings: "x".into() });
    let analysed = WorkOrderEvent::Analysed { cause: "x".into(), plan: "y".into() };
    let analysed = log.after(&[escalated], ENGINEER, analysed);
    let reason = "x".to_owned();
    let settled = WorkOrderEvent::Settled { past: vec![analysed], drop: vec![], stands: None, reason };
    log.after(&[analysed], DISPATCHER, settled);
    log.after(&[assigned], LEAD, WorkOrderEvent::Arrived {});
    let state = log.state();
    assert_eq!((state.visit, state.arrived), (2, false));
}

#[test]
fn r19_a_sign_off_beside_a_reopening_or_a_sending_back_is_kept_and_contested() {
    let sent_back = WorkOrderEvent::SentBack { reason: "x".into() };
    for (who, undoing) in [(LEAD, reopened()), (MANAGER, sent_back)] {
        for key in [low(0), low(255)] {
            let mut log = Log::default();
            let assigned = log.assigned();
            let working = log.line(assigned, LEAD, to_work());
            let finished = log.after(&[working], LEAD, done());
            let signed = log.after(&[finished], LEAD, signed_event());
            log.keyed(key, &[finished], who, undoing.clone());
            let state = log.state();
            assert_eq!(state.signoff.unwrap().event, signed);
            assert_eq!(state.contest.unwrap().unfitting, [signed]);
        }
    }
}

#[test]
fn attendance_beside_the_status_never_sets_an_office_event_aside() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let working = log.line(assigned, LEAD, to_work());
    let finished = log.after(&[working], LEAD, done());
    let signed = log.after(&[finished], LEAD, signed_event());
    let approved = log.after(&[signed], MANAGER, WorkOrderEvent::Approved { note: String::new() });
    log.after(&[approved], DISPATCHER, WorkOrderEvent::Closed { reason: None });
    log.after(&[finished], LEAD, WorkOrderEvent::LeftSite { report: String::new() });
    log.after(&[finished], SECOND, WorkOrderEvent::LeftSite { report: String::new() });
    let state = log.state();
    assert_eq!((state.status, state.contest), (Status::Closed, None));
    assert!(state.attendance[&(1, user(SECOND))].left.is_some());
}

#[test]
fn where_lines_meet_the_next_event_is_judged_by_both() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let cancel = log.after(&[assigned], DISPATCHER, cancelled());
    let working = log.line(assigned, LEAD, to_work());
    let finish = log.after(&[cancel, working], LEAD, done());
    let state = log.state();
    assert_eq!(standing(&state, finish), Standing::Kept, "the work goes on in knowledge of the contest");
    assert_eq!(state.status, Status::Finished);
    assert!(state.is_contested());
}

#[test]
fn the_state_of_a_past_is_what_its_author_knew() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let working = log.line(assigned, LEAD, to_work());
    log.after(&[working], LEAD, done());
    assert_eq!(fold_until(&log.events, &[working]).status, Status::Working);
    assert_eq!(fold_until(&log.events, &[assigned]).status, Status::Assigned);
    assert_eq!(fold_until(&log.events, &[]).status, Status::Unraised);
}

#[test]
fn events_of_newer_versions_and_of_other_documents_are_ignored() {
    use crate::event::{Event, EventBody};
    let mut log = Log::default();
    let assigned = log.assigned();
    let known = log.events.get(assigned).unwrap().clone();
    let body = EventBody::raw("teleported".into(), vec![0xa0]);
    let newer = Event { key: low(7), order: 3, after: vec![assigned], body, ..known };
    log.events.insert(newer);
    let accepted = log.after(&[low(7)], LEAD, WorkOrderEvent::Accepted {});
    let state = log.state();
    assert_eq!(standing(&state, low(7)), Standing::Unknown);
    assert_eq!(standing(&state, accepted), Standing::Kept);
    assert_eq!((state.status, state.contest), (Status::Accepted, None));
}

#[test]
fn r6_a_fact_of_an_earlier_visit_stays_with_it() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let working = log.line(assigned, LEAD, to_work());
    let finished = log.after(&[working], LEAD, done());
    let escalated = WorkOrderEvent::Escalated { findings: "x".into() };
    let escalated = log.after(&[finished], DISPATCHER, escalated);
    let analysed = WorkOrderEvent::Analysed { cause: "x".into(), plan: "y".into() };
    let analysed = log.after(&[escalated], ENGINEER, analysed);
    log.after(&[finished], LEAD, WorkOrderEvent::LeftSite { report: String::new() });
    let state = log.state();
    assert_eq!((state.visit, state.is_contested()), (2, false));
    assert!(state.attendance[&(1, user(LEAD))].left.is_some());
    let late = log.after(&[finished], LEAD, signed_event());
    assert_eq!(log.state().contest.unwrap().dropped, [analysed], "a person looks at the late signature");
    let newest = log.events.newest();
    let reason = "两者都成立".to_owned();
    let settled = WorkOrderEvent::Settled { past: newest.clone(), drop: vec![], stands: None, reason };
    log.after(&newest, DISPATCHER, settled);
    let state = log.state();
    assert_eq!((state.visit, state.signoff, state.is_contested()), (2, None, false));
    assert_eq!(state.visit_numbered(1).unwrap().signoff.unwrap().event, late);
}

#[test]
fn a_long_history_folds_quickly() {
    let mut log = Log::default();
    let mut last = log.assigned();
    last = log.line(last, LEAD, to_work());
    for _ in 0..200 {
        last = log.line(last, LEAD, vec![held(), WorkOrderEvent::WorkStarted {}]);
    }
    let state = log.state();
    assert_eq!((state.timeline.len(), state.status), (407, Status::Working));
}

#[test]
fn the_state_is_shown_as_plain_json() {
    let mut log = Log::default();
    let assigned = log.assigned();
    log.line(assigned, LEAD, to_work());
    let shown = serde_json::to_value(log.state()).unwrap();
    assert_eq!(shown["status"], "working");
    assert_eq!(shown["timeline"][0]["standing"], "kept");
    assert_eq!(shown["attendance"][0]["visit"], 1);
    assert_eq!(shown["attendance"][0]["technician"], user(LEAD).to_string());
}

/// Judgements are noted with the events they are about, and only where nothing of their past is missing.
#[test]
fn an_event_that_was_judged_without_its_past_is_judged_again_with_it() {
    let written = Job::on_site().content.events;
    let unread = |event: &Event| {
        let body = EventBody::raw(event.body.kind().to_owned(), event.body.cbor().to_vec());
        Event { body, ..event.clone() }
    };
    let read = || Events::new(written.iter().map(unread));
    let shared = read();
    let lacking_the_first = fold(&Events::new(shared.in_order().into_iter().skip(1).cloned()));
    assert_eq!(lacking_the_first.status, Status::Unraised);
    assert_eq!(fold(&shared), fold(&read()));
    assert_eq!(fold(&shared).status, Status::OnSite);
}
