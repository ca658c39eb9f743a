//! An order's page, its visits and its reports.

use jobsheet_client::domain::id::{ChangeHash, DocumentId, ItemId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::sla::{ClockRule, ClockState};
use jobsheet_client::domain::time::{TimeWindow, Timestamp};
use jobsheet_client::domain::value::Value;
use jobsheet_client::domain::work_order::{
    Diagnosis, HoldReason, Outcome, PartFate, PartUse, SignoffKind, WorkOrderCommand as Ask,
};
use jobsheet_client::{Client, ClientError};
use jobsheet_screens::{OrderView, screens};
use uuid::Uuid;

use jobsheet_kit::folder::{Folder, begin_work, me, order, signing, tap};

fn words(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn write(client: &Client, order: DocumentId, field: &str, text: &str) {
    let base = screens(client).order(order).unwrap().heads;
    tap(client, order, Ask::EditText { field: field.to_owned(), base, text: text.to_owned() }).unwrap();
}

fn part(number: u128) -> Ask {
    Ask::UsePart(Box::new(PartUse {
        id: ItemId(Uuid::from_u128(number)),
        number: format!("P-{number}"),
        name: "Pump".to_owned(),
        quantity_milli: 1_000,
        serial: None,
        reason: "worn".to_owned(),
        old_part: PartFate::Returned,
    }))
}

fn diagnosis(cause: &str) -> Ask {
    Ask::Diagnose(Diagnosis {
        symptoms: words("alarm"),
        cause: words(cause),
        cause_class: words("wear"),
        ..Diagnosis::default()
    })
}

/// A visit whose work did not solve the fault and was signed, and a second one under way after the engineer's answer.
fn second_visit(client: &Client) -> DocumentId {
    let order = order(client);
    begin_work(client, order);
    tap(client, order, diagnosis("worn")).unwrap();
    tap(client, order, part(1)).unwrap();
    write(client, order, "1/work_done", "Pump replaced");
    tap(client, order, Ask::Finish { outcome: Outcome::NotSolved, language: Language::English }).unwrap();
    let shown = client.show_report(order, None).unwrap();
    client.sign_off(&shown, &signing()).unwrap();
    tap(client, order, Ask::Escalate { findings: "Shaft bent".to_owned() }).unwrap();
    let (cause, plan) = ("Design".to_owned(), "Another shaft".to_owned());
    tap(client, order, Ask::Analyse { cause, plan }).unwrap();
    let window = TimeWindow { from: Timestamp(0), to: Timestamp(1) };
    tap(client, order, Ask::Assign { technicians: vec![me()], lead: me(), window }).unwrap();
    begin_work(client, order);
    tap(client, order, part(2)).unwrap();
    write(client, order, "2/work_done", "Shaft replaced");
    order
}

#[test]
fn r6_each_visit_shows_its_own_diagnosis_work_parts_times_and_sign_off() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let view = screens(&client).order(second_visit(&client)).unwrap();
    let [first, second] = view.visits.as_slice() else { panic!("two visits: {:?}", view.visits) };
    assert_eq!((first.number, second.number, view.visit), (1, 2, 2));
    assert_eq!(first.diagnosis.cause.as_deref(), Some("worn"));
    assert_eq!(second.diagnosis.cause, None);
    assert_eq!((first.work_done.as_str(), second.work_done.as_str()), ("Pump replaced", "Shaft replaced"));
    let numbers = |parts: &[jobsheet_screens::PartView]| -> Vec<String> {
        parts.iter().map(|part| part.used.number.clone()).collect()
    };
    assert_eq!((numbers(&first.parts), numbers(&second.parts)), (vec!["P-1".into()], vec!["P-2".into()]));
    assert_eq!(view.parts.iter().map(|part| part.visit).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((first.outcome, second.outcome), (Some(Outcome::NotSolved), None));
    for visit in [first, second] {
        assert!(visit.safety.as_ref().is_some_and(|safety| safety.check.passed && safety.author == "Li Wei"));
        assert_eq!(visit.attendance.len(), 1);
        assert!(visit.attendance[0].set_out < visit.attendance[0].arrived);
    }
    let signoff = first.signoff.as_ref().unwrap();
    assert_eq!((signoff.kind, signoff.void), (SignoffKind::Signed, None));
    assert_eq!(signoff.signatory.as_ref().map(|one| one.name.as_str()), Some("Wang"));
    assert_eq!((second.signoff.as_ref(), view.signoff), (None, None));
}

#[test]
fn r19_the_present_visit_says_whether_its_sign_off_is_void() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    jobsheet_kit::folder::finish_work(&client, order);
    let shown = client.show_report(order, None).unwrap();
    client.sign_off(&shown, &signing()).unwrap();
    let void = || screens(&client).order(order).unwrap().visits[0].signoff.as_ref().unwrap().void;
    assert_eq!(void(), Some(false));
    tap(&client, order, diagnosis("another cause")).unwrap();
    assert_eq!(void(), Some(true));
}

#[test]
fn r6_the_report_of_a_signed_visit_is_the_version_that_was_signed_with_its_signature() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = second_visit(&client);
    let view = screens(&client).order(order).unwrap();
    let first = screens(&client).report_of(order, 1, None).unwrap();
    assert_eq!(first.report_digest, view.visits[0].signoff.as_ref().unwrap().report_digest);
    assert!((first.visit, first.settled, first.void) == (1, true, false));
    assert!(first.html.contains("Pump replaced") && first.html.contains("Wang"));
    assert!(first.html.contains("<svg"), "the customer's hand is on the page");
    let second = screens(&client).report_of(order, 2, Some(Language::Simplified)).unwrap();
    assert!((second.visit, second.settled, second.void) == (2, false, false));
    assert!(second.html.contains("Shaft replaced") && !second.html.contains("<svg"));
    let beyond = screens(&client).report_of(order, 3, None).unwrap_err();
    assert_eq!(beyond.code(), "work_order.no_such_visit");
}

#[test]
fn r19_an_earlier_visits_report_stays_as_signed_and_says_that_it_is_void() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = second_visit(&client);
    let before = screens(&client).report_of(order, 1, None).unwrap();
    let cause = Value::Text("something else".to_owned());
    tap(&client, order, Ask::SetFact { name: "1/cause".to_owned(), value: cause }).unwrap();
    let after = screens(&client).report_of(order, 1, None).unwrap();
    assert_eq!(after.report_digest, before.report_digest);
    assert!(after.void && !after.html.contains("something else"));
}

/// What was said with the last event of a kind: label and text.
fn said(view: &OrderView, kind: &str) -> Vec<(String, String)> {
    let one = view.timeline.iter().rev().find(|one| one.kind == kind).unwrap();
    one.detail.iter().map(|detail| (detail.label.clone(), detail.text.clone())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(label, text)| ((*label).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn r6_the_timeline_says_what_was_found_and_what_the_engineer_planned() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let view = screens(&client).order(second_visit(&client)).unwrap();
    assert_eq!(said(&view, "escalated"), pairs(&[("Confirmed findings", "Shaft bent")]));
    assert_eq!(said(&view, "analysed"), pairs(&[("Cause", "Design"), ("Plan", "Another shaft")]));
    assert_eq!(said(&view, "finished"), pairs(&[("Outcome", "not solved")]));
    assert_eq!(said(&view, "arrived"), []);
    let named = |kind: &str| view.timeline.iter().find(|one| one.kind == kind).map(|one| one.label.as_str());
    assert_eq!((named("escalated"), named("arrived")), (Some("escalate"), Some("arrive")));
    assert_eq!(view.timeline.last().map(|one| one.visit), Some(2));
}

#[test]
fn r7_the_timeline_says_why_work_rests_and_what_was_reported_and_demanded() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    let (problem, proposal) = ("Frame cracked".to_owned(), "Replace it".to_owned());
    let demand = "Running by Friday".to_owned();
    tap(&client, order, Ask::ReportProblem { problem, proposal, demand }).unwrap();
    tap(&client, order, Ask::Hold { reason: HoldReason::Parts, note: "seal ordered".to_owned() }).unwrap();
    tap(&client, order, Ask::Cancel { reason: "sold".to_owned() }).unwrap();
    let view = screens(&client).order(order).unwrap();
    let reported = [
        ("Problem", "Frame cracked"),
        ("Proposal", "Replace it"),
        ("The customer's demand", "Running by Friday"),
    ];
    assert_eq!(said(&view, "problem_reported"), pairs(&reported));
    assert_eq!(said(&view, "held"), pairs(&[("Waiting for", "parts"), ("Note", "seal ordered")]));
    assert_eq!(said(&view, "cancelled"), pairs(&[("Reason", "sold")]));
}

#[test]
fn r4_the_page_says_what_is_possible_and_why_the_rest_is_not() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let refused = |command: &str| {
        let view = screens(&client).order(order).unwrap();
        let one = view.possible.into_iter().find(|one| one.command == command).unwrap();
        (one.label, one.refusal.map(|refusal| refusal.code))
    };
    assert_eq!(refused("set_out"), ("Set out".to_owned(), None));
    assert_eq!(refused("sign_off").1.as_deref(), Some("signoff.before_finished"));
    begin_work(&client, order);
    assert_eq!(refused("finish").1.as_deref(), Some("finish.symptoms_missing"));
    jobsheet_kit::folder::finish_work(&client, order);
    assert_eq!(refused("sign_off").1, None);
    let shown = client.show_report(order, None).unwrap();
    client.sign_off(&shown, &signing()).unwrap();
    assert_eq!(refused("sign_off").1.as_deref(), Some("signoff.stands"));
    tap(&client, order, diagnosis("another cause")).unwrap();
    assert_eq!(refused("sign_off").1, None, "a void one is signed again");
}

#[test]
fn r23_a_record_on_the_device_stops_the_clock() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let state = || {
        let clocks = screens(&client).order(order).unwrap().clocks;
        clocks.into_iter().find(|clock| clock.rule == ClockRule::WrittenContact).unwrap().state
    };
    assert!(matches!(state(), ClockState::Running { .. }), "{:?}", state());
    tap(&client, order, Ask::RecordContact).unwrap();
    assert!(matches!(state(), ClockState::Met { .. }), "{:?}", state());
    assert_eq!(tap(&client, order, Ask::RecordContact).unwrap().change, None, "it is recorded once");
}

#[test]
fn r49_what_is_not_there_to_choose_is_refused() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let address = screens(&client).order(order).unwrap().address.remove(0);
    client.choose(order, "fact/address", address.change).unwrap();
    let gone = |path: &str, change: ChangeHash| client.choose(order, path, change).unwrap_err();
    let missing = ["fact/address", "fact/colour", "item/part/7/serial", "answer/1/leak", "colour", ""];
    for path in missing {
        let refused = gone(path, ChangeHash([9; 32]));
        assert!(matches!(refused, ClientError::Refused(_)), "{path}: {refused:?}");
        assert_eq!(refused.code(), "conflict.gone", "{path}");
    }
}
