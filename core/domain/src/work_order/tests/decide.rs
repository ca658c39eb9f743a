//! What events need beside their row.

use super::samples::*;
use super::testing::*;
use crate::asset::AssetView;
use crate::content::Content;
use crate::customer::{CustomerView, SiteView};
use crate::value::{Address, Value};
use crate::work_order::*;

fn blank() -> String {
    "  ".into()
}

#[test]
fn r4_steps_against_someone_need_a_reason() {
    let missing = "work_order.reason_missing";
    let job = Job::assigned();
    assert_eq!(job.refused(LEAD, WorkOrderCommand::Decline { reason: blank() }), missing);
    assert_eq!(job.refused(DISPATCHER, WorkOrderCommand::Cancel { reason: blank() }), missing);
    assert_eq!(
        job.refused(LEAD, WorkOrderCommand::Hold { reason: HoldReason::Other, note: blank() }),
        missing
    );
    let job = Job::finished(Outcome::NotSolved);
    assert_eq!(job.refused(LEAD, WorkOrderCommand::Reopen { reason: blank() }), missing);
    assert_eq!(job.refused(MANAGER, WorkOrderCommand::SendBack { reason: blank() }), missing);
    assert_eq!(job.refused(LEAD, WorkOrderCommand::Escalate { findings: blank() }), missing);
}

#[test]
fn a_reason_has_an_end_whether_it_is_needed_or_not() {
    let long = "x".repeat(100_001);
    let job = Job::assigned();
    for (who, command) in [
        (DISPATCHER, WorkOrderCommand::Cancel { reason: long.clone() }),
        (LEAD, WorkOrderCommand::Hold { reason: HoldReason::Parts, note: long }),
    ] {
        assert_eq!(job.refused(who, command), "value.too_long");
    }
}

#[test]
fn r6_an_analysis_names_cause_and_plan() {
    let mut job = Job::finished(Outcome::NotSolved);
    job.must(LEAD, WorkOrderCommand::Escalate { findings: "阀芯".into() });
    let halves = [("cause".to_owned(), blank()), (blank(), "plan".to_owned())];
    for (cause, plan) in halves {
        assert_eq!(
            job.refused(ENGINEER, WorkOrderCommand::Analyse { cause, plan }),
            "work_order.reason_missing"
        );
    }
}

#[test]
fn r40_work_starts_only_after_a_passed_safety_check() {
    let mut job = Job::assigned();
    job.must(LEAD, WorkOrderCommand::Arrive);
    assert_eq!(job.refused(LEAD, WorkOrderCommand::StartWork), "safety.not_passed");
    let failed = SafetyCheck { passed: false, ..passed_check() };
    job.must(LEAD, WorkOrderCommand::CheckSafety { check: failed });
    assert_eq!(job.refused(LEAD, WorkOrderCommand::StartWork), "safety.not_passed");
    job.must(SECOND, check_safety());
    job.must(LEAD, WorkOrderCommand::StartWork);
}

/// R40: "unsafe" binds until somebody has checked again.
#[test]
fn r40_after_an_unsafe_hold_work_goes_on_only_after_a_new_passed_check() {
    let mut job = Job::working();
    let hold = |reason| WorkOrderCommand::Hold { reason, note: String::new() };
    job.must(LEAD, hold(HoldReason::Parts));
    job.must(LEAD, WorkOrderCommand::StartWork);
    job.must(LEAD, hold(HoldReason::Unsafe));
    assert_eq!(job.refused(LEAD, WorkOrderCommand::StartWork), "safety.not_passed");
    job.must(SECOND, check_safety());
    job.must(LEAD, WorkOrderCommand::StartWork);
}

#[test]
fn r40_a_check_passes_only_with_rules_read_and_measures_against_hazards() {
    let job = Job::on_site();
    let unread = SafetyCheck { rules_read: false, ..passed_check() };
    let unmet = SafetyCheck { hazards: vec!["高压".into()], ..passed_check() };
    for check in [unread, unmet.clone()] {
        assert_eq!(job.refused(LEAD, WorkOrderCommand::CheckSafety { check }), "safety.incomplete");
    }
    let met = SafetyCheck { measures: vec!["泄压".into()], ..unmet };
    assert!(job.decide(LEAD, &WorkOrderCommand::CheckSafety { check: met }).is_ok());
}

#[test]
fn r12_work_is_not_finished_without_symptoms_cause_work_done_and_answers() {
    let mut job = Job::working();
    assert_eq!(job.refused(LEAD, finish(Outcome::Solved)), "finish.symptoms_missing");
    let order = job.order();
    assert_eq!(missing_to_finish(&order, &job.records).len(), 5);
    job.must(LEAD, WorkOrderCommand::Diagnose(Diagnosis { cause: None, ..diagnosis() }));
    assert_eq!(job.refused(LEAD, finish(Outcome::Solved)), "finish.cause_missing");
    job.must(LEAD, WorkOrderCommand::Diagnose(diagnosis()));
    assert_eq!(job.refused(LEAD, finish(Outcome::Solved)), "finish.work_done_missing");
    let field = fields::of_visit(1, fields::WORK_DONE);
    job.must(LEAD, WorkOrderCommand::EditText { field, base: vec![], text: "换密封".into() });
    assert_eq!(job.refused(LEAD, finish(Outcome::Solved)), "finish.checklist_open");
    job.must(LEAD, WorkOrderCommand::Answer { item: "leak".into(), value: Value::Flag(true) });
    assert_eq!(job.refused(LEAD, finish(Outcome::Solved)), "finish.photos_missing");
    job.must(LEAD, WorkOrderCommand::AddPhoto(Box::new(photo(1, "after"))));
    job.must(LEAD, finish(Outcome::Solved));
}

#[test]
fn r12_an_unknown_cause_says_why() {
    let mut job = Job::documented();
    let unknown =
        Diagnosis { cause: Some(blank()), cause_class: Some("unknown".into()), ..Diagnosis::default() };
    job.must(LEAD, WorkOrderCommand::Diagnose(unknown));
    assert_eq!(job.refused(LEAD, finish(Outcome::NotSolved)), "finish.cause_missing");
}

#[test]
fn r12_only_the_checklist_of_the_machines_family_counts() {
    let mut job = Job::documented();
    job.records.policy.checklist[0].key = "boom".into();
    job.records.policy.checklist[0].families = vec!["crane".into()];
    job.must(LEAD, finish(Outcome::Solved));
}

#[test]
fn r13_a_replaced_part_has_reason_number_name_and_serial_where_serialised() {
    let mut job = Job::documented();
    job.must(LEAD, WorkOrderCommand::UsePart(Box::new(PartUse { reason: blank(), ..part(1) })));
    assert_eq!(job.refused(LEAD, finish(Outcome::Solved)), "part.incomplete");
    job.must(LEAD, WorkOrderCommand::RemoveItem { collection: "part".into(), id: item(1) });
    job.must(LEAD, WorkOrderCommand::UsePart(Box::new(PartUse { number: "P-9".into(), ..part(2) })));
    assert_eq!(job.refused(LEAD, finish(Outcome::Solved)), "part.serial_missing");
    let serial = Some("S1".into());
    job.must(LEAD, WorkOrderCommand::UsePart(Box::new(PartUse { number: "P-9".into(), serial, ..part(2) })));
    job.must(LEAD, finish(Outcome::Solved));
}

#[test]
fn r14_a_removed_photo_does_not_count() {
    let mut job = Job::documented();
    job.must(LEAD, WorkOrderCommand::RemoveItem { collection: "photo".into(), id: item(51) });
    assert_eq!(job.refused(LEAD, finish(Outcome::Solved)), "finish.photos_missing");
}

#[test]
fn r6_the_next_visit_needs_its_own_diagnosis_and_photos() {
    let mut job = Job::signed(Outcome::NotSolved);
    job.must(LEAD, WorkOrderCommand::Escalate { findings: "阀芯".into() });
    job.must(ENGINEER, WorkOrderCommand::Analyse { cause: "设计".into(), plan: "换阀".into() });
    job.must(DISPATCHER, assign(&[LEAD], LEAD));
    job.must(LEAD, WorkOrderCommand::Arrive);
    job.must(LEAD, check_safety());
    job.must(LEAD, WorkOrderCommand::StartWork);
    assert_eq!(job.refused(LEAD, finish(Outcome::Solved)), "finish.symptoms_missing");
    job.document();
    job.must(LEAD, finish(Outcome::Solved));
    job.must(LEAD, sign(SignoffKind::Signed));
    let state = job.state();
    assert_ne!(state.signoff, state.visit_numbered(1).unwrap().signoff);
}

#[test]
fn r6_an_analysis_makes_room_for_the_next_visit() {
    let mut job = Job::finished(Outcome::NotSolved);
    job.must(LEAD, WorkOrderCommand::Escalate { findings: "阀芯".into() });
    let command = WorkOrderCommand::Analyse { cause: "设计".into(), plan: "换阀".into() };
    let edits = job.decide(ENGINEER, &command).unwrap();
    assert!(edits.contains(&crate::edit::Edit::OpenSection { number: 2 }));
}

#[test]
fn r9_the_position_is_left_out_where_policy_does_not_keep_it() {
    use crate::edit::Edit;
    use crate::time::Position;
    let mut job = Job::assigned();
    let position = Some(Position { latitude_udeg: 31_230_000, longitude_udeg: 121_470_000 });
    for keep in [true, false] {
        job.records.policy.keep_position = keep;
        let mut asker = job.asker(LEAD);
        asker.at.position = position;
        let edits = decide(&job.order(), &asker, &WorkOrderCommand::Arrive).unwrap();
        let Edit::Event(event) = &edits[0] else { panic!("one event") };
        assert_eq!(event.at.position.is_some(), keep);
        let with_place = WorkOrderCommand::AddPhoto(Box::new(PhotoRecord { position, ..photo(1, "work") }));
        let edits = job.decide(LEAD, &with_place).unwrap();
        let placed = edits.iter().any(|edit| matches!(edit, Edit::Item { field, .. } if field == "position"));
        assert_eq!(placed, keep);
    }
}

#[test]
fn r9_an_event_says_who_when_and_by_which_records() {
    let job = Job::assigned();
    let event = job.content.events.in_order()[1];
    assert_eq!((event.by, event.as_of), (author(DISPATCHER), 7));
    assert!(matches!(event.body.read(), Some(WorkOrderEvent::Assigned { .. })));
}

#[test]
fn r5_an_order_without_a_contest_cannot_be_settled() {
    let settle = WorkOrderCommand::Settle { drop: vec![], stands: None, reason: "x".into() };
    assert_eq!(Job::assigned().refused(DISPATCHER, settle), "work_order.not_contested");
}

#[test]
fn r4_a_raised_order_names_its_fault() {
    let mut silent = raise();
    if let WorkOrderCommand::Raise { fault, .. } = &mut silent {
        *fault = blank();
    }
    assert_eq!(Job::new().refused(DISPATCHER, silent), "work_order.fault_missing");
}

fn site(id: u128, address: &str, distance_m: Option<u64>) -> SiteView {
    let address = Address { text: address.into(), position: None };
    SiteView { id: item(id), name: String::new(), address, distance_m }
}

/// The machine's model decides checklist (R12) and qualifications (R46), the site's distance the clocks (R24, R25).
#[test]
fn r25_a_raised_order_copies_its_machines_model_and_how_far_its_site_is() {
    let (customers, assets) = (document(5), document(6));
    let empty = |kind, id| Content::empty(kind, id, 1);
    let mut customer = CustomerView::of(&empty(crate::customer::KIND, customers));
    customer.sites = vec![site(1, "人民路 1 号 ", Some(6_200)), site(2, "Harbour", Some(104_000))];
    let mut machine = AssetView::of(&empty(crate::asset::KIND, assets));
    machine.product_model = "HP-80".into();
    let facts = |raise: WorkOrderCommand| {
        let mut job = Job::new();
        job.must(DISPATCHER, raise);
        let distance = job.content.fact(fields::DISTANCE_M).and_then(Value::as_integer);
        (job.order().product_model().to_owned(), distance)
    };
    let by_address = raise().with_files(Some(&customer), Some(&machine));
    assert_eq!(facts(by_address), ("HP-80".to_owned(), Some(6_200)));
    machine.site = Some(item(2));
    let by_machine = raise().with_files(Some(&customer), Some(&machine));
    assert_eq!(facts(by_machine), ("HP-80".to_owned(), Some(104_000)));
    assert_eq!(facts(raise().with_files(None, None)), (String::new(), None));
}
