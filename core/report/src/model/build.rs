//! From an order's content to its report model.
//!
//! Never in the model: notes, leaving the site after the signature, report received, approval, closing, escalation,
//! whatever becomes of old parts later, and anything of another document. What the report shows of customer, asset,
//! catalogue and policy was copied into the order when the work was finished.

use std::collections::{BTreeMap, BTreeSet};

use jobsheet_domain::content::Content;
use jobsheet_domain::event::Event;
use jobsheet_domain::id::EventKey;
use jobsheet_domain::value::Value;
use jobsheet_domain::work_order::{
    self, ReportContext, SafetyCheck, Standing, WorkOrder, WorkOrderEvent, fields,
};

use crate::model::attendance::{attendance, past};
use crate::model::value::{integer, time};
use crate::model::{
    Answer, AnswerValue, Customer, Diagnosis, Machine, Part, Photo, ReportModel, SCHEMA, SCHEMA_OF_OFFSETS,
    Safety,
};

/// The fact that holds the hour meter's reading.
const METER: &str = "running_hours";

/// The report of the present visit as it would be signed now.
#[must_use]
pub fn model(content: &Content) -> ReportModel {
    let order = WorkOrder::new(content);
    let visit = order.state.visit.max(1);
    build(&order, visit, None)
}

/// The report a sign-off is about, as `content` has it: of the sign-off's own visit, with the departures its author
/// knew of. The present visit's report where the sign-off is not in `content`.
#[must_use]
pub fn model_for(content: &Content, signoff: EventKey) -> ReportModel {
    let order = WorkOrder::new(content);
    let Some(judged) = order.state.judged(signoff) else { return model(content) };
    let visit = judged.visit;
    build(&order, visit, Some(&past(&content.events, signoff)))
}

/// The report of any visit of the order, as it stands.
#[must_use]
pub fn model_of_visit(order: &WorkOrder<'_>, visit: u32) -> ReportModel {
    build(order, visit, None)
}

fn build(order: &WorkOrder<'_>, visit: u32, before: Option<&BTreeSet<EventKey>>) -> ReportModel {
    let events = standing_events(order, visit);
    let finished = finished(&events);
    let context = context(order, visit);
    ReportModel {
        schema: if context.time_zone.is_empty() { SCHEMA_OF_OFFSETS } else { SCHEMA },
        order: order.content.id.to_string(),
        visit,
        organisation: context.organisation.clone(),
        customer: Customer {
            name: context.customer_name.clone(),
            address: context.address.text.clone(),
            contact: context.contact.clone(),
        },
        machine: machine(order, &context),
        fault: order.fault().to_owned(),
        diagnosis: diagnosis(order, visit),
        work_done: order.work_done(visit).to_owned(),
        outcome: finished.map(|(_, outcome)| outcome.to_owned()).unwrap_or_default(),
        finished_at: finished.map(|(event, _)| time(event.at.corrected)),
        parts: parts(order, visit),
        photos: photos(order, visit),
        safety: safety(&events),
        answers: answers(order, visit, &context),
        technicians: attendance(&events, &context, before),
        warranty: context.warranty.clone(),
        consent: context.consent.clone(),
        time_zone: context.time_zone.clone(),
        time_zone_offset_minutes: context.time_zone_offset_minutes,
    }
}

/// The events of a visit that stand as facts, in the order all replicas share.
fn standing_events<'a>(order: &WorkOrder<'a>, visit: u32) -> Vec<&'a Event> {
    let of_visit = order.state.timeline.iter().filter(|judged| judged.visit == visit);
    let standing = of_visit.filter(|judged| matches!(judged.standing, Standing::Kept | Standing::Unfitting));
    standing.filter_map(|judged| order.content.events.get(judged.key)).collect()
}

fn finished<'a>(events: &[&'a Event]) -> Option<(&'a Event, &'static str)> {
    events.iter().rev().find_map(|event| {
        if let WorkOrderEvent::Finished { outcome, .. } = event.body.read()? {
            Some((*event, outcome_name(*outcome)))
        } else {
            None
        }
    })
}

const fn outcome_name(outcome: work_order::Outcome) -> &'static str {
    match outcome {
        work_order::Outcome::Solved => "solved",
        work_order::Outcome::Temporary => "temporary",
        work_order::Outcome::NotSolved => "not_solved",
    }
}

/// What was copied when the work was finished; before that, what the order itself knows, for a preview.
fn context(order: &WorkOrder<'_>, visit: u32) -> ReportContext {
    let copied = order.state.visit_numbered(visit).and_then(|visit| visit.context);
    copied.unwrap_or_else(|| ReportContext {
        address: order.address().cloned().unwrap_or_default(),
        contact: order.contact().to_owned(),
        product_model: order.product_model().to_owned(),
        ..ReportContext::default()
    })
}

fn machine(order: &WorkOrder<'_>, context: &ReportContext) -> Machine {
    let meter = match order.content.fact(METER) {
        Some(Value::Reading(reading)) => Some(reading),
        _ => None,
    };
    Machine {
        product_model: context.product_model.clone(),
        serial: context.serial.clone(),
        meter_milli: meter.map(|reading| integer(reading.milli)),
        meter_unit: meter.map(|reading| reading.unit.clone()).unwrap_or_default(),
    }
}

fn diagnosis(order: &WorkOrder<'_>, visit: u32) -> Diagnosis {
    let found = order.diagnosis(visit);
    Diagnosis {
        symptoms: found.symptoms.unwrap_or_default(),
        opened_by_others: found.opened_by_others,
        tests: found.tests.unwrap_or_default(),
        findings: order.findings(visit).to_owned(),
        cause: found.cause.unwrap_or_default(),
        cause_class: found.cause_class.unwrap_or_default(),
        remedy: found.remedy.unwrap_or_default(),
    }
}

fn parts(order: &WorkOrder<'_>, visit: u32) -> Vec<Part> {
    let of_visit = order.parts().into_iter().filter(|part| part.visit == visit).map(|part| part.used);
    let shown = of_visit.map(|used| Part {
        number: used.number,
        name: used.name,
        quantity_milli: integer(used.quantity_milli),
        serial: used.serial.unwrap_or_default(),
        reason: used.reason,
        old_part: used.old_part.name().to_owned(),
    });
    shown.collect()
}

fn photos(order: &WorkOrder<'_>, visit: u32) -> Vec<Photo> {
    let of_visit = order.photos().into_iter().filter(|photo| photo.visit == visit).map(|photo| photo.record);
    let shown = of_visit.filter(|photo| photo.stage != fields::STAMP).map(|photo| Photo {
        digest: photo.normal.to_string(),
        stage: photo.stage,
        caption: photo.caption,
        taken_at: time(photo.taken_at),
    });
    shown.collect()
}

fn safety(events: &[&Event]) -> Option<Safety> {
    events.iter().rev().find_map(|event| {
        if let WorkOrderEvent::SafetyChecked { check } = event.body.read()? {
            let SafetyCheck { rules_read, hazards, measures, passed } = check.clone();
            Some(Safety { at: time(event.at.corrected), rules_read, hazards, measures, passed })
        } else {
            None
        }
    })
}

fn answers(order: &WorkOrder<'_>, visit: u32, context: &ReportContext) -> Vec<Answer> {
    let labels: BTreeMap<&str, &str> =
        context.checklist.iter().map(|(key, words)| (key.as_str(), words.as_str())).collect();
    let answer = |(item, value): (&str, &Value)| Answer {
        item: item.to_owned(),
        label: labels.get(item).copied().unwrap_or_default().to_owned(),
        value: AnswerValue::of(value),
    };
    order.answers(visit).into_iter().map(answer).collect()
}
