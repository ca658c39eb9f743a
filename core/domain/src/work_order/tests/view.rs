//! Reading an order by meaning.

use super::samples::*;
use super::testing::*;
use crate::work_order::*;

#[test]
fn what_was_raised_reads_back() {
    let job = Job::raised();
    let order = job.order();
    assert_eq!((order.title(), order.priority(), order.fault()), ("液压机漏油", "urgent", "漏油"));
    assert_eq!((order.contact(), order.phone()), ("王先生", "13800000000"));
    assert_eq!(order.customer(), Some(document(5)));
    assert_eq!((order.asset(), order.request(), order.number()), (None, None, ""));
    assert_eq!(order.address().unwrap().text, "人民路 1 号");
    assert!(order.reported_at().is_some());
}

#[test]
fn photos_parts_and_diagnosis_read_back_with_their_visit() {
    let mut job = Job::documented();
    job.must(LEAD, WorkOrderCommand::UsePart(Box::new(part(1))));
    let order = job.order();
    assert_eq!(order.photos(), [Photo { visit: 1, record: photo(51, "after") }]);
    assert_eq!(order.parts(), [Part { visit: 1, used: part(1) }]);
    assert_eq!(order.diagnosis(1), diagnosis());
    assert_eq!(order.diagnosis(2), Diagnosis::default());
    assert_eq!(order.answers(1).len(), 1);
    assert_eq!((order.work_done(1), order.findings(1), order.notes()), ("换密封", "", ""));
}

#[test]
fn the_state_names_team_window_and_times() {
    let state = Job::working().state();
    assert_eq!((state.lead, state.window), (Some(user(LEAD)), Some(WINDOW)));
    assert_eq!(state.technicians.len(), 2);
    let times = state.attendance[&(1, user(LEAD))];
    assert!(times.accepted < times.set_out && times.set_out < times.arrived);
    assert!(state.safety_passed && state.arrived);
}

#[test]
fn every_status_has_one_name() {
    for status in Status::ALL {
        assert_eq!(Status::from_name(status.name()), Some(status));
        assert_eq!(serde_json::to_value(status).unwrap(), status.name());
    }
}
