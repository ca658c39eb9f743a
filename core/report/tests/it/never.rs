//! What is never in the model, and what is: the list of what can and cannot void a signature (R19, R59).

use jobsheet_domain::content::Entry;
use jobsheet_domain::id::{ActorId, ChangeHash};
use jobsheet_domain::time::{TimeWindow, Timestamp};
use jobsheet_domain::value::{Address, Value};
use jobsheet_domain::work_order::{Outcome, ReportContext, WorkOrderEvent};
use jobsheet_report::{model, model_for};

use crate::fixture::{
    DISPATCHER, LEAD, MORNING, Order, SECOND, context, finished, photo, signoff, text, user,
};

/// A signed order, and whether what `later` does to it leaves the signed report as it was.
fn leaves_the_report(later: impl FnOnce(&mut Order)) -> bool {
    let mut order = finished();
    let key = order.happens(LEAD, 200, signoff());
    let signed = model_for(&order.content, key);
    later(&mut order);
    model_for(&order.content, key) == signed
}

fn happening(who: u128, event: WorkOrderEvent) -> bool {
    leaves_the_report(|order| {
        order.happens(who, 210, event);
    })
}

#[test]
fn the_signature_itself_is_not_in_the_model() {
    let mut order = finished();
    let before = model(&order.content);
    order.happens(LEAD, 200, signoff());
    assert_eq!(model(&order.content), before);
}

#[test]
fn leaving_the_site_after_the_signature_is_not_in_the_model() {
    assert!(happening(LEAD, WorkOrderEvent::LeftSite { report: "done".into() }));
    assert!(happening(SECOND, WorkOrderEvent::LeftSite { report: "done".into() }));
}

/// R7: what the technician tells the manager is not the customer's to read or sign.
#[test]
fn r7_a_problem_reported_to_the_manager_is_not_in_the_model() {
    for who in [LEAD, SECOND] {
        let (problem, proposal) = ("shaft broken".into(), "replace it".into());
        assert!(happening(who, WorkOrderEvent::ProblemReported { problem, proposal, demand: "soon".into() }));
    }
}

#[test]
fn report_received_is_not_in_the_model() {
    assert!(happening(DISPATCHER, WorkOrderEvent::ReportReceived {}));
}

#[test]
fn approval_and_closing_are_not_in_the_model() {
    assert!(leaves_the_report(|order| {
        order.happens(DISPATCHER, 210, WorkOrderEvent::Approved { note: "good".into() });
        order.happens(DISPATCHER, 220, WorkOrderEvent::Closed { reason: None });
    }));
}

#[test]
fn escalation_and_the_next_visit_are_not_in_the_model_of_this_one() {
    assert!(leaves_the_report(|order| {
        order.happens(LEAD, 210, WorkOrderEvent::Escalated { findings: "pump".into() });
        order.happens(
            DISPATCHER,
            220,
            WorkOrderEvent::Analysed { cause: "pump".into(), plan: "swap".into() },
        );
        order.fact("2/cause", text("pump")).text("2/work_done", "swapped");
        let window = TimeWindow { from: Timestamp(MORNING), to: Timestamp(MORNING + 1) };
        let technicians = vec![user(SECOND)];
        order.happens(DISPATCHER, 230, WorkOrderEvent::Assigned { technicians, lead: user(SECOND), window });
        order.happens(SECOND, 240, WorkOrderEvent::Arrived {});
        let mut next = photo(0x33, "work", "second visit");
        next[0].1 = Value::Integer(2);
        order.item("photo", 0x30, &next);
    }));
}

#[test]
fn sending_back_alone_is_not_in_the_model() {
    assert!(happening(DISPATCHER, WorkOrderEvent::SentBack { reason: "photo missing".into() }));
}

#[test]
fn notes_are_not_in_the_model() {
    assert!(leaves_the_report(|order| {
        order.text("notes", "Something else entirely");
    }));
}

#[test]
fn what_lists_and_other_documents_show_is_not_in_the_model() {
    assert!(leaves_the_report(|order| {
        order.fact("number", text("2026-1")).fact("title", text("x")).fact("priority", text("urgent"));
        order.fact("address", Value::Address(Address { text: "elsewhere".into(), position: None }));
        order.fact("contact", text("somebody else")).fact("phone", text("1"));
        order.fact("contacted_at", Value::Time(Timestamp(1))).fact("distance_m", Value::Integer(1));
    }));
}

#[test]
fn the_companys_stamp_belongs_to_the_signature() {
    assert!(leaves_the_report(|order| {
        order.item("photo", 0x40, &photo(0x44, "stamp", ""));
    }));
}

#[test]
fn where_a_photo_was_taken_and_how_large_it_is_are_not_in_the_model() {
    assert!(leaves_the_report(|order| {
        order.item("photo", 0x10, &[("width", Value::Integer(9)), ("normal_bytes", Value::Integer(9))]);
    }));
}

/// A value somebody wrote at the same time waits for a choice; the report shows the one all replicas show.
#[test]
fn a_second_value_nobody_chose_is_not_in_the_model() {
    assert!(leaves_the_report(|order| {
        let entry = Entry { value: text("other"), actor: ActorId([9; 16]), change: ChangeHash([9; 32]) };
        order.content.facts.get_mut("1/cause").unwrap().entries.push(entry);
    }));
}

/// Departures recorded before the signature are in; of several the last counts.
#[test]
fn a_departure_before_the_signature_is_in_the_model() {
    let mut order = finished();
    let left = |minutes: i64| Some(MORNING + minutes * 60_000);
    order.happens(SECOND, 195, WorkOrderEvent::LeftSite { report: String::new() });
    assert_eq!(model(&order.content).technicians[1].left_at, left(195));
    let key = order.happens(LEAD, 200, signoff());
    order.happens(SECOND, 220, WorkOrderEvent::LeftSite { report: String::new() });
    assert_eq!(model_for(&order.content, key).technicians[1].left_at, left(195));
    assert_eq!(model(&order.content).technicians[1].left_at, left(220), "a new report would show it");
}

#[test]
fn a_departure_beside_the_signature_is_not_in_its_model() {
    let mut order = finished();
    let before = order.content.events.newest();
    let key = order.happens(LEAD, 200, signoff());
    let signed = model_for(&order.content, key);
    order.happens_after(SECOND, 199, WorkOrderEvent::LeftSite { report: String::new() }, before);
    assert_eq!(model_for(&order.content, key), signed);
}

type Change = fn(&mut Order);

#[test]
fn everything_the_customer_read_is_in_the_model() {
    let changes: [(&str, Change); 17] = [
        ("fault", |order| _ = order.text("fault", "x")),
        ("findings", |order| _ = order.text("1/findings", "x")),
        ("work done", |order| _ = order.text("1/work_done", "x")),
        ("symptoms", |order| _ = order.fact("1/symptoms", text("x"))),
        ("tests", |order| _ = order.fact("1/tests", text("x"))),
        ("opened by others", |order| _ = order.fact("1/opened_by_others", Value::Flag(true))),
        ("cause", |order| _ = order.fact("1/cause", text("x"))),
        ("cause class", |order| _ = order.fact("1/cause_class", text("use"))),
        ("remedy", |order| _ = order.fact("1/remedy", text("train"))),
        ("answers", |order| _ = order.answer("1/hydraulics.leak", Value::Flag(false))),
        ("a part's quantity", |order| {
            _ = order.item("part", 0x20, &[("quantity_milli", Value::Integer(3_000))])
        }),
        ("a part's fate", |order| _ = order.item("part", 0x20, &[("old_part", text("scrapped"))])),
        ("a part's place", |order| _ = order.item("part", 0x20, &[("removed", Value::Flag(true))])),
        ("a caption", |order| _ = order.item("photo", 0x10, &[("caption", text("x"))])),
        ("a photo", |order| _ = order.item("photo", 0x50, &photo(0x55, "after", ""))),
        ("a photo's place", |order| _ = order.item("photo", 0x10, &[("removed", Value::Flag(true))])),
        ("the meter", |order| _ = order.content.facts.remove("running_hours")),
    ];
    for (what, change) in changes {
        assert!(!leaves_the_report(change), "{what}");
    }
}

#[test]
fn a_corrected_context_is_in_the_model() {
    let corrected = ReportContext { serial: "WL50-2024-0816".into(), ..context() };
    assert!(!happening(LEAD, WorkOrderEvent::ContextCorrected { context: Box::new(corrected) }));
    assert!(
        happening(LEAD, WorkOrderEvent::ContextCorrected { context: Box::new(context()) }),
        "the same again"
    );
}

#[test]
fn finishing_again_with_another_outcome_is_in_the_model() {
    assert!(!leaves_the_report(|order| {
        order.happens(LEAD, 210, WorkOrderEvent::Reopened { reason: "leaks".into() });
        let context = Box::new(context());
        order.happens(LEAD, 240, WorkOrderEvent::Finished { outcome: Outcome::Temporary, context });
    }));
}

/// R59: no floats and no number beyond 2^53, whatever somebody wrote.
#[test]
fn numbers_stay_exact_for_every_reader() {
    let mut order = finished();
    order.answer("1/big", Value::Integer(i64::MAX));
    order.item("part", 0x20, &[("quantity_milli", Value::Integer(i64::MIN))]);
    order.item("photo", 0x10, &[("taken_at", Value::Time(Timestamp(i64::MAX)))]);
    let bytes = jobsheet_report::canonical_bytes(&model(&order.content));
    let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert!(String::from_utf8(bytes).unwrap().contains("\"9223372036854775807\""), "exact, as text");
    assert_numbers(&read);
}

fn assert_numbers(value: &serde_json::Value) {
    match value {
        serde_json::Value::Number(number) => {
            assert!(number.as_i64().unwrap().unsigned_abs() < 1 << 53, "{number}")
        }
        serde_json::Value::Array(list) => list.iter().for_each(assert_numbers),
        serde_json::Value::Object(map) => map.values().for_each(assert_numbers),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::String(_) => {}
    }
}

#[test]
fn a_document_without_events_has_a_model_too() {
    let content =
        jobsheet_domain::content::Content::empty(jobsheet_domain::work_order::KIND, finished().content.id, 1);
    assert_eq!((model(&content).visit, model(&content).outcome.as_str()), (1, ""));
}
