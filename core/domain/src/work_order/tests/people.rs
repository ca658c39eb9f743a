//! Who may do what: lead, team, roles, keys, qualifications.

use super::samples::*;
use super::testing::*;
use crate::aggregates::{self, Subject};
use crate::asker::WriterKind;
use crate::value::Value;
use crate::work_order::*;

#[test]
fn r4_only_the_leads_moves_the_work_status() {
    let mut job = Job::assigned();
    job.must(SECOND, WorkOrderCommand::Accept);
    job.must(SECOND, WorkOrderCommand::SetOut { preparation: Preparation::default() });
    job.must(SECOND, WorkOrderCommand::Arrive);
    let state = job.state();
    assert_eq!(state.status, Status::Assigned);
    assert!(!state.arrived);
    let times = state.attendance[&(1, user(SECOND))];
    assert!(times.accepted < times.set_out && times.set_out < times.arrived);
    assert_eq!(times.left, None);
}

#[test]
fn r4_a_technician_comes_and_goes_while_the_lead_works() {
    let mut job = Job::working();
    job.must(SECOND, WorkOrderCommand::Arrive);
    job.must(SECOND, WorkOrderCommand::LeaveSite { report: String::new() });
    let state = job.state();
    assert_eq!(state.status, Status::Working);
    assert!(state.attendance[&(1, user(SECOND))].left.is_some());
}

#[test]
fn r4_a_technician_who_declines_leaves_the_team_and_not_the_job_without_a_lead() {
    let mut job = Job::assigned();
    job.must(SECOND, WorkOrderCommand::Decline { reason: "病假".into() });
    let state = job.state();
    assert_eq!((state.status, state.lead), (Status::Assigned, Some(user(LEAD))));
    assert!(!state.technicians.contains(&user(SECOND)));
}

#[test]
fn r4_only_the_lead_starts_holds_finishes_and_takes_the_signature() {
    let lead_only = "work_order.lead_only";
    assert_eq!(Job::on_site().refused(SECOND, WorkOrderCommand::StartWork), lead_only);
    assert_eq!(Job::documented().refused(SECOND, finish(Outcome::Solved)), lead_only);
    let job = Job::finished(Outcome::Solved);
    assert_eq!(job.refused(SECOND, sign(SignoffKind::Signed)), lead_only);
    assert_eq!(job.refused(SECOND, WorkOrderCommand::Reopen { reason: "x".into() }), lead_only);
    let refusal = job.decide(SECOND, &sign(SignoffKind::Signed)).unwrap_err();
    assert_eq!(refusal.parameters["lead"], "李强");
}

#[test]
fn r4_a_stranger_has_no_part_in_a_job() {
    let job = Job::on_site();
    let not_on_team = "work_order.not_on_team";
    assert_eq!(job.refused(STRANGER, WorkOrderCommand::Arrive), not_on_team);
    assert_eq!(job.refused(STRANGER, check_safety()), not_on_team);
    assert_eq!(job.refused(STRANGER, WorkOrderCommand::AddPhoto(Box::new(photo(1, "work")))), not_on_team);
    assert_eq!(job.refused(STRANGER, WorkOrderCommand::Diagnose(diagnosis())), not_on_team);
}

#[test]
fn r5_a_technician_taken_off_the_job_may_still_complete_what_they_did() {
    let mut job = Job::working();
    job.must(SECOND, WorkOrderCommand::Arrive);
    job.must(DISPATCHER, WorkOrderCommand::Reassign { technicians: vec![user(LEAD)], lead: user(LEAD) });
    job.must(SECOND, WorkOrderCommand::AddPhoto(Box::new(photo(1, "work"))));
}

#[test]
fn r52_who_declined_has_no_part_in_the_job_and_it_is_not_theirs_to_read() {
    let mut job = Job::assigned();
    job.must(SECOND, WorkOrderCommand::Accept);
    job.must(SECOND, WorkOrderCommand::Decline { reason: "On leave".into() });
    assert!(!job.order().is_on_team(user(SECOND)));
    let holders = aggregates::listing(&Subject::new(job.content.clone()).unwrap()).holders;
    assert_eq!(holders, [user(LEAD)].into());
    let note = WorkOrderCommand::EditText { field: "notes".into(), base: vec![], text: "x".into() };
    assert_eq!(job.refused(SECOND, note), "work_order.not_on_team");
}

#[test]
fn an_auditor_changes_nothing() {
    let job = Job::on_site();
    let note = WorkOrderCommand::EditText { field: "notes".into(), base: vec![], text: "x".into() };
    assert_eq!(job.refused(AUDITOR, note), "access.wrong_role");
    assert_eq!(job.refused(AUDITOR, WorkOrderCommand::Cancel { reason: "x".into() }), "access.wrong_role");
}

#[test]
fn somebody_whose_account_is_not_live_does_nothing() {
    let mut job = Job::assigned();
    job.records.staff.get_mut(&user(LEAD)).unwrap().active = false;
    assert_eq!(job.refused(LEAD, WorkOrderCommand::Accept), "access.forbidden");
    job.records.staff.remove(&user(DISPATCHER));
    assert_eq!(job.refused(DISPATCHER, WorkOrderCommand::Cancel { reason: "x".into() }), "access.forbidden");
}

#[test]
fn roles_of_the_office_are_not_interchangeable() {
    let wrong = "access.wrong_role";
    let job = Job::signed(Outcome::Solved);
    assert_eq!(job.refused(DISPATCHER, WorkOrderCommand::Approve { note: String::new() }), wrong);
    assert_eq!(job.refused(LEAD, WorkOrderCommand::Approve { note: String::new() }), wrong);
    let mut job = Job::finished(Outcome::NotSolved);
    job.must(DISPATCHER, WorkOrderCommand::Escalate { findings: "x".into() });
    let analyse = WorkOrderCommand::Analyse { cause: "x".into(), plan: "y".into() };
    assert_eq!(job.refused(MANAGER, analyse), wrong);
}

#[test]
fn an_office_key_never_writes_what_happened_in_the_field() {
    let job = Job::assigned();
    for command in [
        WorkOrderCommand::Accept,
        WorkOrderCommand::Arrive,
        WorkOrderCommand::Hold { reason: HoldReason::Parts, note: String::new() },
    ] {
        let mut asker = job.asker(LEAD);
        asker.writer = WriterKind::Office;
        let refusal = decide(&job.order(), &asker, &command).unwrap_err();
        assert_eq!(refusal.code, "access.field_only");
    }
}

#[test]
fn r16_an_office_key_writes_no_sign_off_but_the_signatorys_own() {
    let job = Job::finished(Outcome::Solved);
    let mut asker = job.asker(LEAD);
    asker.writer = WriterKind::Office;
    let refusal = decide(&job.order(), &asker, &sign(SignoffKind::Signed)).unwrap_err();
    assert_eq!(refusal.code, "access.field_only");
}

#[test]
fn r46_an_unqualified_technician_is_refused_and_the_qualified_are_named() {
    let mut job = Job::raised();
    let refusal = job.decide(DISPATCHER, &assign(&[LEAD, UNQUALIFIED], LEAD)).unwrap_err();
    assert_eq!(refusal.code, "assignment.unqualified");
    assert_eq!(refusal.parameters["name"], "Zhao");
    assert_eq!(refusal.parameters["qualified"], "李强, Wang, Sun");
    job.now = 2_000_000;
    assert_eq!(job.refused(DISPATCHER, assign(&[LEAD], LEAD)), "assignment.unqualified", "it has expired");
}

#[test]
fn r46_the_machines_family_counts() {
    let mut job = Job::raised();
    let product = |model: &str| WorkOrderCommand::SetFact {
        name: fields::PRODUCT_MODEL.into(),
        value: Value::Text(model.into()),
    };
    job.must(DISPATCHER, product("HP-80"));
    assert!(job.decide(DISPATCHER, &assign(&[SECOND], SECOND)).is_ok());
    job.records.catalogue.products[0].family = "crane".into();
    let refusal = job.decide(DISPATCHER, &assign(&[SECOND], SECOND)).unwrap_err();
    assert_eq!(refusal.code, "assignment.unqualified");
    assert_eq!(refusal.parameters["qualified"], "李强, Sun");
}

#[test]
fn r4_an_assignment_has_a_lead_of_the_team_and_a_window() {
    let job = Job::raised();
    assert_eq!(job.refused(DISPATCHER, assign(&[LEAD], SECOND)), "assignment.lead_missing");
    assert_eq!(job.refused(DISPATCHER, assign(&[], LEAD)), "assignment.team_size");
    let WorkOrderCommand::Assign { technicians, lead, window } = assign(&[LEAD], LEAD) else {
        unreachable!()
    };
    let window = crate::time::TimeWindow { from: window.to, to: window.from };
    let backwards = WorkOrderCommand::Assign { technicians, lead, window };
    assert_eq!(job.refused(DISPATCHER, backwards), "assignment.window");
    assert_eq!(job.refused(DISPATCHER, assign(&[99], 99)), "assignment.unknown_technician");
}

#[test]
fn r4_a_lead_remains_when_the_team_changes() {
    let job = Job::working();
    let without = WorkOrderCommand::Reassign { technicians: vec![user(SECOND)], lead: user(LEAD) };
    assert_eq!(job.refused(DISPATCHER, without), "assignment.lead_missing");
}
