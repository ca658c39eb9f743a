//! One claim for each row of the transition table (domain: work order).

use super::samples::*;
use super::testing::*;
use crate::language::Language;
use crate::work_order::transitions::{Class, TABLE, Target};
use crate::work_order::*;

fn reason() -> String {
    "原因".into()
}

/// What each status still allows its own people: the whole table, read from the side of the people.
fn allowed(job: &Job, who: u128) -> Vec<&'static str> {
    let commands: Vec<(&'static str, WorkOrderCommand)> = vec![
        ("assign", assign(&[LEAD, SECOND], LEAD)),
        ("reassign", WorkOrderCommand::Reassign { technicians: vec![user(LEAD)], lead: user(LEAD) }),
        ("accept", WorkOrderCommand::Accept),
        ("decline", WorkOrderCommand::Decline { reason: reason() }),
        ("set out", WorkOrderCommand::SetOut { preparation: Preparation::default() }),
        ("arrive", WorkOrderCommand::Arrive),
        ("check", check_safety()),
        ("start", WorkOrderCommand::StartWork),
        ("hold", WorkOrderCommand::Hold { reason: HoldReason::Parts, note: String::new() }),
        ("finish", finish(Outcome::Solved)),
        ("correct", WorkOrderCommand::CorrectContext { language: Language::Simplified }),
        ("reopen", WorkOrderCommand::Reopen { reason: reason() }),
        ("sign", sign(SignoffKind::Signed)),
        ("link", sign(SignoffKind::LinkSigned)),
        ("leave", WorkOrderCommand::LeaveSite { report: String::new() }),
        ("problem", report_problem()),
        ("receive", WorkOrderCommand::ReceiveReport),
        ("approve", WorkOrderCommand::Approve { note: String::new() }),
        ("send back", WorkOrderCommand::SendBack { reason: reason() }),
        ("close", WorkOrderCommand::Close { reason: None }),
        ("escalate", WorkOrderCommand::Escalate { findings: reason() }),
        ("analyse", WorkOrderCommand::Analyse { cause: reason(), plan: reason() }),
        ("cancel", WorkOrderCommand::Cancel { reason: reason() }),
        ("reinstate", WorkOrderCommand::Reinstate { reason: reason() }),
        ("settle", WorkOrderCommand::Settle { drop: vec![], stands: None, reason: reason() }),
    ];
    commands
        .into_iter()
        .filter(|(_, command)| job.decide(who, command).is_ok())
        .map(|(name, _)| name)
        .collect()
}

fn held() -> WorkOrderCommand {
    WorkOrderCommand::Hold { reason: HoldReason::Parts, note: String::new() }
}

#[test]
fn r4_an_order_is_raised_by_the_dispatcher_or_by_a_technician_who_found_it_on_site() {
    assert_eq!(Job::raised().status(), Status::Open);
    let mut found = raise();
    if let WorkOrderCommand::Raise { found_on_site, .. } = &mut found {
        *found_on_site = true;
    }
    let mut job = Job::new();
    assert_eq!(job.refused(LEAD, raise()), "access.wrong_role");
    assert_eq!(job.refused(MANAGER, raise()), "access.wrong_role");
    job.must(LEAD, found);
    assert_eq!(job.status(), Status::Open);
    assert_eq!(job.refused(DISPATCHER, raise()), "work_order.not_now");
}

#[test]
fn r4_before_it_is_raised_nothing_else_can_happen() {
    for who in [LEAD, DISPATCHER, MANAGER, ENGINEER, AUDITOR] {
        assert!(allowed(&Job::new(), who).is_empty());
    }
}

#[test]
fn r4_what_an_open_order_allows() {
    let job = Job::raised();
    assert_eq!(allowed(&job, DISPATCHER), ["assign", "hold", "cancel"]);
    assert_eq!(allowed(&job, MANAGER), ["assign", "cancel"]);
    assert!(allowed(&job, LEAD).is_empty());
}

#[test]
fn r4_what_an_assigned_order_allows() {
    let job = Job::assigned();
    assert_eq!(allowed(&job, LEAD), ["accept", "decline", "set out", "arrive", "hold"]);
    assert_eq!(allowed(&job, DISPATCHER), ["assign", "hold", "cancel"]);
}

#[test]
fn r4_what_an_accepted_order_allows() {
    let mut job = Job::assigned();
    job.must(LEAD, WorkOrderCommand::Accept);
    assert_eq!(job.status(), Status::Accepted);
    assert_eq!(allowed(&job, LEAD), ["set out", "arrive", "hold"]);
    assert_eq!(allowed(&job, DISPATCHER), ["assign", "hold", "cancel"]);
}

#[test]
fn r4_a_declined_order_is_open_again_without_its_lead() {
    let mut job = Job::assigned();
    job.must(LEAD, WorkOrderCommand::Decline { reason: reason() });
    let state = job.state();
    assert_eq!((state.status, state.lead), (Status::Open, None));
    assert!(!state.technicians.contains(&user(LEAD)));
}

#[test]
fn r4_what_the_way_allows() {
    let mut job = Job::assigned();
    job.must(LEAD, WorkOrderCommand::SetOut { preparation: Preparation::default() });
    assert_eq!(job.status(), Status::Travelling);
    assert_eq!(allowed(&job, LEAD), ["arrive", "hold", "problem"]);
    assert_eq!(allowed(&job, DISPATCHER), ["reassign", "hold", "cancel"]);
}

#[test]
fn r4_what_the_site_allows() {
    let job = Job::on_site();
    assert_eq!(job.status(), Status::OnSite);
    assert_eq!(allowed(&job, LEAD), ["check", "start", "hold", "leave", "problem"]);
    assert_eq!(allowed(&job, DISPATCHER), ["reassign", "cancel"], "the dispatcher holds before arrival only");
}

#[test]
fn r4_what_work_allows() {
    let job = Job::documented();
    assert_eq!(job.status(), Status::Working);
    assert_eq!(allowed(&job, LEAD), ["hold", "finish", "problem"]);
    assert_eq!(allowed(&job, DISPATCHER), ["reassign", "cancel"]);
}

#[test]
fn r4_what_a_held_order_allows_depends_on_arrival() {
    let mut arrived = Job::working();
    arrived.must(LEAD, held());
    assert_eq!(arrived.status(), Status::OnHold);
    assert_eq!(arrived.state().hold, Some(HoldReason::Parts));
    assert_eq!(allowed(&arrived, LEAD), ["set out", "arrive", "check", "start", "leave", "problem"]);
    let mut away = Job::assigned();
    away.must(DISPATCHER, held());
    assert_eq!(away.status(), Status::OnHold);
    away.must(LEAD, check_safety());
    let before_arrival = ["set out", "arrive", "check", "leave", "problem"];
    assert_eq!(allowed(&away, LEAD), before_arrival, "this visit has not arrived");
    assert_eq!(allowed(&away, DISPATCHER), ["assign", "cancel"]);
}

#[test]
fn r4_what_a_finished_order_allows() {
    let job = Job::finished(Outcome::Solved);
    assert_eq!(allowed(&job, LEAD), ["correct", "reopen", "sign", "leave", "problem"]);
    assert_eq!(allowed(&job, MANAGER), ["correct", "send back"], "approval needs a sign-off");
    let job = Job::signed(Outcome::Solved);
    assert_eq!(allowed(&job, LEAD), ["correct", "leave", "problem"]);
    assert_eq!(allowed(&job, MANAGER), ["correct", "receive", "approve", "send back"]);
    assert_eq!(allowed(&job, DISPATCHER), ["correct", "receive"]);
}

#[test]
fn r6_what_is_not_solved_can_be_escalated() {
    let job = Job::signed(Outcome::NotSolved);
    assert!(allowed(&job, LEAD).contains(&"escalate"));
    assert!(allowed(&job, SECOND).contains(&"escalate"));
    assert!(allowed(&job, DISPATCHER).contains(&"escalate"));
    assert_eq!(
        Job::signed(Outcome::Solved).refused(LEAD, WorkOrderCommand::Escalate { findings: reason() }),
        "work_order.solved"
    );
}

#[test]
fn r21_what_an_approved_order_allows() {
    let job = Job::approved(Outcome::Solved);
    assert_eq!(job.status(), Status::Approved);
    assert_eq!(allowed(&job, DISPATCHER), ["close"]);
    assert!(allowed(&job, LEAD).is_empty());
    assert_eq!(allowed(&job, MANAGER), ["send back"], "what was approved is changed by no other way");
    let unsolved = Job::approved(Outcome::NotSolved);
    assert_eq!(allowed(&unsolved, DISPATCHER), ["escalate"], "closing needs a reason");
    assert_eq!(
        unsolved.refused(DISPATCHER, WorkOrderCommand::Close { reason: None }),
        "work_order.close_reason_missing"
    );
}

#[test]
fn r4_a_closed_order_allows_nothing() {
    let mut job = Job::approved(Outcome::Solved);
    job.must(DISPATCHER, WorkOrderCommand::Close { reason: None });
    assert_eq!(job.status(), Status::Closed);
    for who in [LEAD, SECOND, DISPATCHER, MANAGER, ENGINEER, AUDITOR] {
        assert!(allowed(&job, who).is_empty());
    }
}

#[test]
fn r6_an_analysed_order_is_open_for_the_next_visit() {
    let mut job = Job::signed(Outcome::NotSolved);
    job.must(LEAD, WorkOrderCommand::Escalate { findings: reason() });
    assert_eq!(job.status(), Status::Escalated);
    assert_eq!(allowed(&job, ENGINEER), ["analyse"]);
    assert_eq!(allowed(&job, DISPATCHER), ["cancel"]);
    job.must(ENGINEER, WorkOrderCommand::Analyse { cause: reason(), plan: reason() });
    let state = job.state();
    assert_eq!((state.status, state.visit), (Status::Open, 2));
    assert_eq!((state.signoff, state.outcome, state.arrived), (None, None, false));
    let first = state.visit_numbered(1).unwrap();
    assert_eq!(first.outcome, Some(Outcome::NotSolved));
    assert!(first.signoff.is_some() && first.arrived);
}

#[test]
fn r4_a_cancelled_order_can_be_reinstated() {
    let mut job = Job::assigned();
    job.must(DISPATCHER, WorkOrderCommand::Cancel { reason: reason() });
    assert_eq!(job.status(), Status::Cancelled);
    assert_eq!(allowed(&job, MANAGER), ["reinstate"]);
    assert!(allowed(&job, LEAD).is_empty());
    job.must(MANAGER, WorkOrderCommand::Reinstate { reason: reason() });
    assert_eq!(job.status(), Status::Open);
}

#[test]
fn r21_a_sheet_sent_back_is_open_in_the_same_visit_and_keeps_its_signoff() {
    let mut job = Job::signed(Outcome::Solved);
    job.must(MANAGER, WorkOrderCommand::SendBack { reason: reason() });
    let state = job.state();
    assert_eq!((state.status, state.visit), (Status::Open, 1));
    assert!(state.signoff.is_some());
}

#[test]
fn r4_what_is_possible_is_what_the_table_and_the_sign_off_allow() {
    let job = Job::finished(Outcome::Solved);
    let lead = ["correct_context", "reopen", "sign_off", "leave_site", "report_problem", "edit"];
    assert_eq!(possible(&job.order(), &job.asker(LEAD)), lead);
    assert_eq!(possible(&job.order(), &job.asker(MANAGER)), ["correct_context", "send_back", "edit"]);
    assert!(possible(&job.order(), &job.asker(AUDITOR)).is_empty());
    let job = Job::raised();
    assert_eq!(possible(&job.order(), &job.asker(DISPATCHER)), ["assign", "hold", "cancel", "edit"]);
    assert_eq!(possible(&Job::new().order(), &job.asker(DISPATCHER)), ["raise", "edit"]);
}

#[test]
fn r5_the_rows_of_one_kind_for_the_same_people_agree() {
    for row in TABLE {
        for other in TABLE.iter().filter(|other| other.kind == row.kind && other.by == row.by) {
            assert_eq!((row.to, row.class), (other.to, other.class), "{:?}", row.kind);
        }
        assert!(
            row.to != Target::Beside || row.class == Class::Field,
            "what stands beside the status is a fact: {:?}",
            row.kind
        );
    }
}
