//! What the clocks are told of an order and of a call.

use uuid::Uuid;

use crate::asker::WriterKind;
use crate::content::{Content, Entry, Register};
use crate::edit::Edit;
use crate::event::{Event, EventBody};
use crate::id::{ActorId, ChangeHash, DocumentId, EventKey};
use crate::records::{Records, Role};
use crate::request::{RequestCommand, RequestOutcome};
use crate::sla::{ClockInputs, Hold};
use crate::testing::{asker, records, user};
use crate::time::{TimeWindow, Timestamp};
use crate::value::{Address, Value};
use crate::work_order::clocks::clock_inputs;
use crate::work_order::{HoldReason, Outcome, ReportContext, WorkOrder, WorkOrderEvent};

const DISPATCHER: u128 = 1;
const LEAD: u128 = 2;

fn some_records() -> Records {
    records(&[Role::Dispatcher, Role::Technician])
}

fn empty(kind: crate::kind::Kind) -> Content {
    Content::empty(kind, DocumentId(Uuid::from_u128(1)), 1)
}

/// Adds an event after everything there is.
fn happen(content: &mut Content, records: &Records, who: u128, at: i64, body: EventBody) {
    let Edit::Event(new) = asker(records, who, at).event(body) else { panic!("an event") };
    let mut key = [0; 16];
    key[8..].copy_from_slice(&at.to_be_bytes());
    let event = Event {
        key: EventKey(key),
        order: content.events.next_order(),
        after: content.events.newest(),
        as_of: new.as_of,
        at: new.at,
        by: new.by,
        reads: new.reads,
        body: new.body,
    };
    content.events.insert(event);
}

fn order(steps: Vec<(u128, i64, WorkOrderEvent)>) -> Content {
    let records = some_records();
    let mut content = empty(crate::work_order::KIND);
    for (who, at, event) in steps {
        happen(&mut content, &records, who, at, EventBody::of(&event));
    }
    content
}

fn under_way() -> Vec<(u128, i64, WorkOrderEvent)> {
    let window = TimeWindow { from: Timestamp(0), to: Timestamp(1) };
    vec![
        (DISPATCHER, 10, WorkOrderEvent::Raised { request: None, found_on_site: false }),
        (
            DISPATCHER,
            20,
            WorkOrderEvent::Assigned { technicians: vec![user(LEAD)], lead: user(LEAD), window },
        ),
        (LEAD, 30, WorkOrderEvent::Held { reason: HoldReason::Customer, note: String::new() }),
        (LEAD, 50, WorkOrderEvent::Arrived {}),
        (LEAD, 60, WorkOrderEvent::WorkStarted {}),
    ]
}

fn finished(outcome: Outcome) -> WorkOrderEvent {
    WorkOrderEvent::Finished { outcome, context: Box::new(ReportContext::default()) }
}

fn inputs(content: &Content) -> ClockInputs {
    clock_inputs(&WorkOrder::new(content))
}

#[test]
fn r31_an_order_gives_its_clocks_the_times_of_its_events() {
    let mut steps = under_way();
    steps.push((LEAD, 90, finished(Outcome::Solved)));
    let found = inputs(&order(steps));
    assert_eq!(found.reported_at, Some(Timestamp(10)));
    assert_eq!(found.arrived_at, Some(Timestamp(50)));
    assert_eq!(found.removed_at, Some(Timestamp(90)));
    let hold = Hold { from: Timestamp(30), to: Some(Timestamp(50)), reason: HoldReason::Customer };
    assert_eq!(found.holds, [hold]);
}

#[test]
fn r26_what_is_not_solved_or_was_reopened_is_not_removed() {
    let mut unsolved = under_way();
    unsolved.push((LEAD, 90, finished(Outcome::NotSolved)));
    assert_eq!(inputs(&order(unsolved)).removed_at, None);
    let mut reopened = under_way();
    reopened.push((LEAD, 90, finished(Outcome::Solved)));
    reopened.push((LEAD, 95, WorkOrderEvent::Reopened { reason: "leaks again".into() }));
    assert_eq!(inputs(&order(reopened)).removed_at, None);
}

#[test]
fn r25_a_hold_for_a_vendor_says_that_one_is_needed() {
    let mut steps = under_way();
    steps.push((LEAD, 70, WorkOrderEvent::Held { reason: HoldReason::Vendor, note: String::new() }));
    let found = inputs(&order(steps));
    assert!(found.vendor_needed);
    assert_eq!(found.holds[1].to, None, "it lasts");
}

#[test]
fn clocks_end_when_an_order_is_cancelled_and_run_again_when_it_is_reinstated() {
    let mut steps = under_way();
    steps.push((DISPATCHER, 70, WorkOrderEvent::Cancelled { reason: "twice".into() }));
    assert_eq!(inputs(&order(steps.clone())).ended_at, Some(Timestamp(70)));
    steps.push((DISPATCHER, 80, WorkOrderEvent::Reinstated { reason: "not twice".into() }));
    assert_eq!(inputs(&order(steps)).ended_at, None);
}

#[test]
fn facts_say_what_no_event_does() {
    let mut content = order(under_way());
    let mut fact = |name: &str, value: Value| {
        let entry = Entry { value, actor: ActorId([1; 16]), change: ChangeHash([1; 32]) };
        content.facts.insert(name.into(), Register { entries: vec![entry] });
    };
    fact("reported_at", Value::Time(Timestamp(5)));
    fact("contacted_at", Value::Time(Timestamp(6)));
    fact("distance_m", Value::Integer(120_000));
    fact("product_model", Value::Text("WL50".into()));
    let found = inputs(&content);
    assert_eq!((found.reported_at, found.contacted_at), (Some(Timestamp(5)), Some(Timestamp(6))));
    assert_eq!((found.distance_m, found.product_model.as_deref()), (Some(120_000), Some("WL50")));
}

#[test]
fn r22_a_phone_call_is_answered_when_it_ends_and_a_letter_has_no_such_clock() {
    let records = some_records();
    let logged = |channel: &str| {
        let mut content = empty(crate::request::KIND);
        let call = RequestCommand::Log {
            channel: channel.into(),
            provisional: None,
            customer: None,
            caller: "Li".into(),
            phone: "1".into(),
            address: Address::default(),
            product_model: String::new(),
            serial: String::new(),
            fault: String::new(),
        };
        let outcome = RequestOutcome::AnsweredByPhone { answer: "Reset it".into() };
        for (at, command) in [(10, call), (70, RequestCommand::End { outcome })] {
            let me = crate::asker::Asker { writer: WriterKind::Office, ..asker(&records, DISPATCHER, at) };
            for edit in crate::testing::decide(&content.clone(), &me, &command).unwrap() {
                if let Edit::Event(new) = edit {
                    happen(&mut content, &records, DISPATCHER, at, new.body);
                }
            }
        }
        crate::aggregates::clocks(&crate::aggregates::Subject::new(content).unwrap())
    };
    let phone = logged("phone");
    assert_eq!((phone.called_at, phone.answered_at), (Some(Timestamp(10)), Some(Timestamp(70))));
    assert_eq!(logged("letter").called_at, None);
}
