//! A large problem reported from the site (R7).

use super::samples::*;
use super::testing::*;
use crate::work_order::*;

fn problem(problem: &str, proposal: &str, demand: &str) -> WorkOrderCommand {
    WorkOrderCommand::ReportProblem {
        problem: problem.into(),
        proposal: proposal.into(),
        demand: demand.into(),
    }
}

#[test]
fn r7_a_technician_of_the_order_reports_a_problem_from_setting_out_to_finishing() {
    let mut out = Job::assigned();
    assert_eq!(out.refused(LEAD, report_problem()), "work_order.not_now");
    out.must(LEAD, WorkOrderCommand::SetOut { preparation: Preparation::default() });
    for job in [out, Job::on_site(), Job::working(), Job::finished(Outcome::NotSolved)] {
        for who in [LEAD, SECOND] {
            assert!(job.decide(who, &report_problem()).is_ok(), "{who} {:?}", job.status());
        }
        assert_eq!(job.refused(STRANGER, report_problem()), "work_order.not_on_team");
        assert_eq!(job.refused(DISPATCHER, report_problem()), "work_order.not_on_team");
    }
    let job = Job::approved(Outcome::NotSolved);
    assert_eq!(job.refused(LEAD, report_problem()), "work_order.not_now");
}

#[test]
fn r7_a_report_names_the_problem_and_the_technicians_own_proposal() {
    let job = Job::working();
    assert_eq!(job.refused(LEAD, problem(" ", "replace it", "")), "work_order.reason_missing");
    assert_eq!(job.refused(LEAD, problem("shaft broken", " ", "")), "work_order.reason_missing");
    assert!(job.decide(LEAD, &problem("shaft broken", "replace it", "")).is_ok(), "nothing is demanded");
    let long = "x".repeat(100_001);
    assert_eq!(job.refused(LEAD, problem("shaft broken", "replace it", &long)), "value.too_long");
}

#[test]
fn r7_a_report_is_a_fact_beside_the_work_status() {
    let mut job = Job::working();
    let before = job.state();
    job.must(SECOND, report_problem());
    let after = job.state();
    assert_eq!((after.status, after.status_since), (before.status, before.status_since));
    assert_eq!(after.attendance, before.attendance);
    let last = after.timeline.last().unwrap();
    assert_eq!((last.kind, last.standing), (Some(EventKind::ProblemReported), Standing::Kept));
}

/// R5: what the field reported stands, also where the office had called the order off without knowing.
#[test]
fn r7_a_report_made_offline_stands_beside_a_cancellation() {
    let mut log = Log::default();
    let assigned = log.assigned();
    let way = log.after(&[assigned], LEAD, set_out());
    log.after(&[way], DISPATCHER, cancelled());
    let WorkOrderCommand::ReportProblem { problem, proposal, demand } = report_problem() else {
        panic!("a report")
    };
    let report = log.after(&[way], LEAD, WorkOrderEvent::ProblemReported { problem, proposal, demand });
    let state = log.state();
    assert_eq!(state.judged(report).unwrap().standing, Standing::Kept);
    assert_eq!((state.status, state.is_contested()), (Status::Cancelled, false));
}
