//! What a visit needs before its work can be finished (R12, R13, R14).

use crate::records::{ChecklistItem, Records};
use crate::refusal::Refusal;
use crate::value::Value;
use crate::work_order::view::{Part, WorkOrder};

/// Everything the present visit still lacks before its work can be finished, most basic first: what a shell lists
/// beside the button.
#[must_use]
pub fn missing(order: &WorkOrder<'_>, records: &Records) -> Vec<Refusal> {
    let visit = order.state.visit;
    let mut missing = missing_diagnosis(order, visit);
    if blank(Some(order.work_done(visit))) {
        missing.push(Refusal::new("finish.work_done_missing"));
    }
    missing.extend(unanswered(order, records, visit));
    let parts = order.parts();
    missing
        .extend(parts.iter().filter(|part| part.visit == visit).filter_map(|part| incomplete(part, records)));
    missing.extend(missing_photos(order, records, visit));
    missing
}

/// The checklist of an order: the policy's items for every family and for that of its machine (R12).
pub fn checklist<'r>(order: &WorkOrder<'_>, records: &'r Records) -> impl Iterator<Item = &'r ChecklistItem> {
    let family = records.catalogue.product(order.product_model()).map(|product| product.family.as_str());
    let applies = move |item: &&ChecklistItem| {
        item.families.is_empty() || item.families.iter().any(|name| Some(name.as_str()) == family)
    };
    records.policy.checklist.iter().filter(applies)
}

pub(super) fn check(order: &WorkOrder<'_>, records: &Records) -> Result<(), Refusal> {
    missing(order, records).into_iter().next().map_or(Ok(()), Err)
}

fn missing_diagnosis(order: &WorkOrder<'_>, visit: u32) -> Vec<Refusal> {
    let diagnosis = order.diagnosis(visit);
    let mut missing = Vec::new();
    if blank(diagnosis.symptoms.as_deref()) {
        missing.push(Refusal::new("finish.symptoms_missing"));
    }
    // "Unknown" is a cause class like the others; the cause then says why (R12).
    if blank(diagnosis.cause.as_deref()) || blank(diagnosis.cause_class.as_deref()) {
        missing.push(Refusal::new("finish.cause_missing"));
    }
    missing
}

fn unanswered(order: &WorkOrder<'_>, records: &Records, visit: u32) -> Vec<Refusal> {
    let answers = order.answers(visit);
    let answered = |item: &ChecklistItem| match answers.get(item.key.as_str()) {
        Some(Value::Text(text)) => !text.trim().is_empty(),
        Some(_) => true,
        None => false,
    };
    let open = checklist(order, records).filter(|item| item.mandatory && !answered(item));
    open.map(|item| Refusal::new("finish.checklist_open").with("item", &item.key)).collect()
}

fn incomplete(part: &Part, records: &Records) -> Option<Refusal> {
    let used = &part.used;
    let named = |code: &str| Refusal::new(code).with("part", &used.name);
    if [&used.number, &used.name, &used.reason].into_iter().any(|text| text.trim().is_empty()) {
        return Some(named("part.incomplete"));
    }
    let serialised = records.catalogue.part(&used.number).is_some_and(|known| known.serialised);
    (serialised && blank(used.serial.as_deref())).then(|| named("part.serial_missing"))
}

fn missing_photos(order: &WorkOrder<'_>, records: &Records, visit: u32) -> Vec<Refusal> {
    let photos = order.photos();
    let taken = |stage: &str| photos.iter().filter(|p| p.visit == visit && p.record.stage == stage).count();
    let minimum = records.policy.minimum_photos.iter();
    let short = minimum.filter(|(stage, minimum)| taken(stage) < **minimum as usize);
    short
        .map(|(stage, minimum)| {
            Refusal::new("finish.photos_missing")
                .with("stage", stage)
                .with("minimum", minimum)
                .with("taken", taken(stage))
        })
        .collect()
}

fn blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
