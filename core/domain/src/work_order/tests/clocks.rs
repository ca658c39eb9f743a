//! What stops the clocks of R23, R25 and R27: somebody records that it was done.

use super::testing::*;
use crate::asker::Asker;
use crate::edit::Edit;
use crate::sla::ClockInputs;
use crate::time::{EventTime, Timestamp};
use crate::value::Value;
use crate::work_order::clocks::clock_inputs;
use crate::work_order::*;

fn inputs(job: &Job) -> ClockInputs {
    clock_inputs(&job.order())
}

#[test]
fn r23_recording_contact_in_writing_stops_its_clock() {
    let mut job = Job::assigned();
    let now = job.now;
    job.must(DISPATCHER, WorkOrderCommand::RecordContact);
    assert_eq!(inputs(&job).contacted_at, Some(Timestamp(now)));
}

#[test]
fn r25_recording_a_definite_answer_stops_its_clock() {
    let mut job = Job::assigned();
    let now = job.now;
    job.must(LEAD, WorkOrderCommand::RecordAnswer);
    assert_eq!(inputs(&job).definite_answer_at, Some(Timestamp(now)));
}

#[test]
fn r27_recording_the_offer_of_a_spare_stops_its_clock() {
    let mut job = Job::working();
    let now = job.now;
    job.must(SECOND, WorkOrderCommand::RecordSpareOffered);
    assert_eq!(inputs(&job).spare_offered_at, Some(Timestamp(now)));
}

#[test]
fn r51_what_is_recorded_is_the_corrected_time() {
    let job = Job::assigned();
    let at = EventTime { device: Timestamp(0), corrected: Timestamp(5_000), ..at(0) };
    let asker = Asker { at, ..job.asker(LEAD) };
    let edits = decide(&job.order(), &asker, &WorkOrderCommand::RecordContact).unwrap();
    let name = fields::CONTACTED_AT.to_owned();
    assert_eq!(edits, [Edit::Fact { name, value: Value::Time(Timestamp(5_000)) }]);
}

#[test]
fn r31_a_second_record_does_not_make_a_kept_promise_look_late() {
    let mut job = Job::assigned();
    job.must(LEAD, WorkOrderCommand::RecordContact);
    let first = inputs(&job).contacted_at;
    job.must(DISPATCHER, WorkOrderCommand::RecordContact);
    assert_eq!(inputs(&job).contacted_at, first);
    let corrected = Value::Time(Timestamp(7));
    job.must(LEAD, WorkOrderCommand::SetFact { name: fields::CONTACTED_AT.into(), value: corrected });
    assert_eq!(inputs(&job).contacted_at, Some(Timestamp(7)), "a mistake is corrected as a fact");
}

#[test]
fn r4_who_has_no_part_in_an_order_records_nothing_and_nobody_does_once_it_is_closed() {
    let job = Job::assigned();
    assert_eq!(job.refused(STRANGER, WorkOrderCommand::RecordContact), "work_order.not_on_team");
    assert_eq!(job.refused(AUDITOR, WorkOrderCommand::RecordAnswer), "access.wrong_role");
    let mut job = Job::approved(Outcome::Solved);
    job.must(DISPATCHER, WorkOrderCommand::Close { reason: None });
    assert_eq!(job.refused(LEAD, WorkOrderCommand::RecordSpareOffered), "work_order.closed");
}
