//! Ending a contest (R5, point 6 of the fold).

use super::samples::*;
use super::testing::*;
use crate::id::EventKey;
use crate::work_order::*;

/// Work in progress beside a cancellation that did not know of it.
struct Contested {
    log: Log,
    cancel: EventKey,
    working: EventKey,
}

fn contested() -> Contested {
    let mut log = Log::default();
    let assigned = log.assigned();
    let cancel = log.after(&[assigned], DISPATCHER, cancelled());
    let working = log.line(assigned, LEAD, to_work());
    Contested { log, cancel, working }
}

impl Contested {
    fn settle(&mut self, drop: Vec<EventKey>, stands: Option<EventKey>) -> EventKey {
        let mut past = vec![self.cancel, self.working];
        past.sort_unstable();
        let body =
            WorkOrderEvent::Settled { past: past.clone(), drop, stands, reason: "已电话确认".into() };
        self.log.after(&past, DISPATCHER, body)
    }
}

#[test]
fn r5_dropping_the_cancellation_lets_the_work_go_on() {
    let mut case = contested();
    assert!(case.log.state().is_contested());
    let settled = case.settle(vec![case.cancel], None);
    let state = case.log.state();
    assert_eq!((state.status, state.contest), (Status::Working, None));
    case.log.after(&[settled], LEAD, done());
    assert_eq!(case.log.state().status, Status::Finished);
}

#[test]
fn r5_letting_the_cancellation_stand_ends_the_job_and_keeps_the_facts() {
    let mut case = contested();
    let settled = case.settle(vec![], None);
    let state = case.log.state();
    assert_eq!((state.status, state.is_contested()), (Status::Cancelled, false));
    assert!(state.attendance[&(1, user(LEAD))].arrived.is_some(), "no fact is removed");
    assert_ne!(state.judged(case.working).unwrap().standing, Standing::Dropped);
    case.log.after(&[settled], MANAGER, WorkOrderEvent::Reinstated { reason: "x".into() });
    assert_eq!(case.log.state().status, Status::Open);
}

#[test]
fn r5_a_person_may_choose_which_fact_sets_the_status() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let working = log.line(assigned, LEAD, to_work());
    let hold = log.keyed(EventKey([0; 16]), &[working], LEAD, held());
    let finish = log.keyed(EventKey([255; 16]), &[working], LEAD, done());
    assert_eq!(log.state().status, Status::OnHold);
    let body = WorkOrderEvent::Settled {
        past: vec![hold, finish],
        drop: vec![],
        stands: Some(finish),
        reason: "x".into(),
    };
    let settled = log.after(&[hold, finish], DISPATCHER, body);
    let state = log.state();
    assert_eq!((state.status, state.contest), (Status::Finished, None));
    log.after(&[settled], LEAD, signed_event());
    assert!(log.state().signoff.is_some());
}

#[test]
fn r5_what_a_settlement_did_not_know_is_folded_after_it_and_may_contest_again() {
    let mut case = contested();
    case.settle(vec![], None);
    assert_eq!(case.log.state().status, Status::Cancelled);
    let finish = case.log.after(&[case.working], LEAD, done());
    let state = case.log.state();
    assert_eq!(state.contest.unwrap().unfitting, [finish]);
}

#[test]
fn r5_two_settlements_that_did_not_know_of_each_other_leave_the_order_contested() {
    let mut case = contested();
    let one = case.settle(vec![case.cancel], None);
    let other = case.settle(vec![], None);
    let mut both = vec![one, other];
    let contest = case.log.state().contest.unwrap();
    let mut named = contest.settlements;
    named.sort_unstable();
    both.sort_unstable();
    assert_eq!(named, both);
    let drop = vec![case.cancel];
    let body = WorkOrderEvent::Settled { past: both.clone(), drop, stands: None, reason: "x".into() };
    case.log.after(&both, MANAGER, body);
    let state = case.log.state();
    assert_eq!((state.status, state.contest), (Status::Working, None));
}

#[test]
fn r5_what_one_settlement_dropped_stays_dropped_under_the_next() {
    let mut case = contested();
    let first = case.settle(vec![case.cancel], None);
    let finish = case.log.after(&[first], LEAD, done());
    let hold = case.log.after(&[first], LEAD, held());
    let body =
        WorkOrderEvent::Settled { past: vec![], drop: vec![], stands: Some(finish), reason: "x".into() };
    case.log.after(&[finish, hold], DISPATCHER, body);
    let state = case.log.state();
    assert_eq!((state.status, state.contest), (Status::Finished, None));
}

#[test]
fn r5_a_later_settlement_may_drop_what_an_earlier_one_let_stand() {
    let mut case = contested();
    let first = case.settle(vec![], None);
    let finish = case.log.after(&[case.working], LEAD, done());
    assert_eq!(case.log.state().status, Status::Cancelled);
    let body =
        WorkOrderEvent::Settled { past: vec![], drop: vec![case.cancel], stands: None, reason: "x".into() };
    case.log.after(&[first, finish], DISPATCHER, body);
    let state = case.log.state();
    assert_eq!((state.status, state.contest), (Status::Finished, None));
}

#[test]
fn r5_a_settlement_says_what_it_decides_about() {
    let mut job = Job::assigned();
    let assigned = job.content.events.newest();
    let mut log = Log::of(job.content.events.clone());
    let cancel = log.keyed(EventKey([1; 16]), &assigned, DISPATCHER, cancelled());
    let working = to_work()
        .into_iter()
        .zip(10..)
        .fold(assigned[0], |after, (body, number)| log.keyed(EventKey([number; 16]), &[after], LEAD, body));
    job.content.events = log.events;
    let settle = |drop: Vec<EventKey>, stands| WorkOrderCommand::Settle { drop, stands, reason: "x".into() };
    assert_eq!(job.refused(DISPATCHER, settle(vec![working], None)), "work_order.cannot_settle_so");
    assert_eq!(job.refused(DISPATCHER, settle(vec![], Some(cancel))), "work_order.cannot_settle_so");
    assert_eq!(job.refused(LEAD, settle(vec![cancel], None)), "access.wrong_role");
    job.must(DISPATCHER, settle(vec![cancel], None));
    assert_eq!(job.status(), Status::Working);
    assert!(!job.state().is_contested());
}
