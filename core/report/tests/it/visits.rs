//! The report of each visit, as it is read later (R6).

use std::collections::BTreeMap;
use std::convert::Infallible;

use jobsheet_domain::content::{Content, Shown};
use jobsheet_domain::id::ChangeHash;
use jobsheet_domain::language::Language;
use jobsheet_domain::work_order::{SignoffRecord, Strokes, WorkOrder, WorkOrderEvent};
use jobsheet_report::{VisitReport, model};

use crate::fixture::{DISPATCHER, LEAD, Order, finished, signoff};

fn report(now: &Content, signed: &Content, visit: u32) -> VisitReport {
    let at = |_: &[ChangeHash], _: Shown| Ok::<_, Infallible>(signed.clone());
    VisitReport::of(&WorkOrder::new(now), visit, |_| [0; 32], at).unwrap()
}

fn hand(record: &SignoffRecord) -> Option<Strokes> {
    record.strokes.clone()
}

/// A first visit that was signed and not solved, and a second one under way. The first visit's work was touched since.
fn second_visit() -> (Content, Order) {
    let mut order = finished();
    let signed = order.content.clone();
    order.happens(LEAD, 200, signoff());
    order.happens(LEAD, 210, WorkOrderEvent::Escalated { findings: "pump".into() });
    let analysed = WorkOrderEvent::Analysed { cause: "design".into(), plan: "another pump".into() };
    order.happens(DISPATCHER, 220, analysed);
    order.text("1/work_done", "touched later").text("2/work_done", "another pump");
    (signed, order)
}

#[test]
fn r6_a_visit_that_was_signed_shows_the_very_version_with_its_signature() {
    let mut order = finished();
    let signed = order.content.clone();
    order.happens(LEAD, 200, signoff());
    order.text("1/work_done", "touched later");
    let report = report(&order.content, &signed, 1);
    assert_eq!(report.model, model(&signed));
    assert_eq!(report.language, Some(Language::Simplified));
    let page = report.html(Language::English, BTreeMap::new(), false, hand);
    assert!(!page.contains("touched later") && page.contains("class=\"hand\""));
    assert!(!page.contains("class=\"void\""));
    assert!(report.html(Language::English, BTreeMap::new(), true, hand).contains("class=\"void\""), "R19");
    let withheld = report.html(Language::English, BTreeMap::new(), false, |_| None);
    assert!(
        !withheld.contains("class=\"hand\"") && withheld.contains("not shown to you"),
        "R17: it lies open"
    );
}

#[test]
fn a_visit_that_was_not_signed_shows_the_order_as_it_stands() {
    let order = finished();
    let report = report(&order.content, &order.content, 1);
    assert_eq!((report.model.clone(), report.signoff.is_none()), (model(&order.content), true));
    assert!(!report.html(Language::English, BTreeMap::new(), false, hand).contains("class=\"hand\""));
}

#[test]
fn r6_each_visit_keeps_its_own_report() {
    let (signed, order) = second_visit();
    assert_eq!(WorkOrder::new(&order.content).state.visit, 2, "the fixture's engineer analysed");
    let (first, second) = (report(&order.content, &signed, 1), report(&order.content, &signed, 2));
    assert_eq!((first.model.visit, second.model.visit), (1, 2));
    assert!(first.signoff.is_some() && second.signoff.is_none());
    assert_eq!(second.model.work_done, "another pump");
    assert_ne!(first.model.work_done, "touched later", "it is the version that was signed");
    assert_eq!((first.model.outcome.as_str(), second.model.outcome.as_str()), ("solved", ""));
}
