//! What facts, items, answers and texts of a work order can hold, beyond their types.

use std::collections::{BTreeMap, BTreeSet};

use crate::asker::{Asker, WriterKind};
use crate::content::{ItemRef, field};
use crate::edit::Deed;
use crate::permission::OFFICE;
use crate::photo;
use crate::records::Role;
use crate::refusal::Refusal;
use crate::schema::{REMOVED, numbered};
use crate::value::Value;
use crate::warranty::Verdict;
use crate::work_order::event::PartFate;
use crate::work_order::fields;
use crate::work_order::status::Status;
use crate::work_order::view::WorkOrder;

/// Most parts on one order, those taken off it included.
const PART_LIMIT: usize = 500;
/// What a part has from the start, beside its visit.
const PART_NEEDS: [&str; 5] =
    [fields::NUMBER, fields::NAME, fields::QUANTITY_MILLI, fields::REASON, fields::OLD_PART];
/// Whether one deed may be done. Types and names were checked against the schema before.
pub(super) fn check(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    deed: &Deed,
    raising: bool,
) -> Result<(), Refusal> {
    let notes = matches!(deed, Deed::Text { field } if field == fields::NOTES);
    if !notes && !matches!(deed, Deed::Event(_)) {
        check_still_open(order.state.status)?;
    }
    match deed {
        Deed::Fact { name, value } => check_fact(order, asker, name, value, raising),
        Deed::Item { collection, id, field, value } => {
            let item = ItemRef { collection: collection.clone(), id: *id };
            check_item(order, &item, field, value)
        }
        Deed::Answer { item, .. } => check_answer(order, asker, item),
        Deed::Text { field } => check_text(order, asker, field, raising),
        Deed::Event(_) => Ok(()),
    }
}

/// What was approved is changed only after it was sent back: it would no longer be what somebody approved.
fn check_still_open(status: Status) -> Result<(), Refusal> {
    match status {
        Status::Closed => Err(Refusal::new("work_order.closed")),
        Status::Approved => Err(Refusal::new("work_order.approved")),
        Status::Unraised
        | Status::Open
        | Status::Assigned
        | Status::Accepted
        | Status::Travelling
        | Status::OnSite
        | Status::Working
        | Status::OnHold
        | Status::Finished
        | Status::Escalated
        | Status::Cancelled => Ok(()),
    }
}

/// Items begin whole, and there is an end to their number.
pub(super) fn check_new_items(order: &WorkOrder<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
    let mut begun: BTreeMap<ItemRef, BTreeSet<&str>> = BTreeMap::new();
    for deed in deeds {
        let Deed::Item { collection, id, field, .. } = deed else { continue };
        let item = ItemRef { collection: collection.clone(), id: *id };
        if !order.content.items.contains_key(&item) {
            begun.entry(item).or_default().insert(field);
        }
    }
    for (item, named) in &begun {
        let photo = item.collection == fields::PHOTO;
        let needs: &[&str] = if photo { &photo::NEEDS } else { &PART_NEEDS };
        if needs.iter().chain([&fields::VISIT]).any(|need| !named.contains(need)) {
            return Err(Refusal::new("items.incomplete").with("collection", &item.collection));
        }
    }
    for (collection, limit) in [(fields::PHOTO, photo::LIMIT), (fields::PART, PART_LIMIT)] {
        let old = order.content.items.keys().filter(|item| item.collection == collection).count();
        let new = begun.keys().filter(|item| item.collection == collection).count();
        if new > 0 && old + new > limit {
            return Err(Refusal::new("items.too_many").with("collection", collection).with("limit", limit));
        }
    }
    Ok(())
}

fn check_fact(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    name: &str,
    value: &Value,
    raising: bool,
) -> Result<(), Refusal> {
    if let Some((visit, name)) = numbered(name) {
        check_visit(order, visit)?;
        return match name {
            fields::CAUSE_CLASS => one_of(name, value, &fields::CAUSE_CLASSES),
            fields::REMEDY => one_of(name, value, &fields::REMEDIES),
            _ => Ok(()),
        };
    }
    match name {
        fields::PRIORITY => one_of(name, value, &fields::PRIORITIES),
        fields::NUMBER if asker.writer != WriterKind::Office => {
            Err(Refusal::new("work_order.number_is_the_servers"))
        }
        // Warranty and clocks reckon from it (R32, R23): whoever raises an order says it, and then the office.
        fields::REPORTED_AT if !raising && asker.require(&OFFICE).is_err() => {
            Err(Refusal::new("work_order.reported_at_is_the_offices"))
        }
        fields::WARRANTY_OVERRIDE => check_override(asker, value),
        _ => Ok(()),
    }
}

/// A verdict and its reason, by a manager (R32).
fn check_override(asker: &Asker<'_>, value: &Value) -> Result<(), Refusal> {
    asker.require(&[Role::Manager])?;
    let Value::Texts(texts) = value else { return Ok(()) };
    let [verdict, reason] = texts.as_slice() else {
        return Err(Refusal::new("warranty.override_without_reason"));
    };
    if Verdict::from_code(verdict).is_none_or(|verdict| verdict == Verdict::Unknown) {
        return Err(Refusal::new("warranty.override_to_unknown"));
    }
    if reason.trim().is_empty() { Err(Refusal::new("warranty.override_without_reason")) } else { Ok(()) }
}

fn check_item(order: &WorkOrder<'_>, item: &ItemRef, name: &str, value: &Value) -> Result<(), Refusal> {
    let before = order.content.items.get(item);
    if item.collection == fields::PHOTO
        && (name == fields::VISIT || photo::FIXED.contains(&name))
        && before.is_some_and(|fields| field(fields, name) != Some(value))
    {
        return Err(Refusal::new("photo.fixed").with("field", name));
    }
    match (name, value) {
        (fields::VISIT, Value::Integer(visit)) => {
            let visit = u32::try_from(*visit)
                .map_err(|_| Refusal::new("work_order.no_such_visit").with("visit", visit))?;
            check_visit(order, visit)
        }
        (fields::STAGE, _) => one_of(name, value, &fields::STAGES),
        (fields::OLD_PART, _) => one_of(name, value, &PartFate::ALL.map(PartFate::name)),
        (fields::QUANTITY_MILLI, Value::Integer(quantity)) if *quantity <= 0 => {
            Err(Refusal::new("value.out_of_range"))
        }
        (REMOVED, _) if !order.content.items.contains_key(item) => Err(Refusal::new("items.unknown")),
        _ => Ok(()),
    }
}

/// An answer belongs to a visit and to an item of the checklist its author had.
fn check_answer(order: &WorkOrder<'_>, asker: &Asker<'_>, name: &str) -> Result<(), Refusal> {
    let unknown = || Refusal::new("checklist.unknown_item").with("item", name);
    let (visit, key) = numbered(name).ok_or_else(unknown)?;
    check_visit(order, visit)?;
    let known = asker.records.policy.checklist.iter().any(|item| item.key == key);
    if known { Ok(()) } else { Err(unknown()) }
}

/// The fault stays in the customer's words: the office keeps it, whoever raises the order writes it first.
fn check_text(order: &WorkOrder<'_>, asker: &Asker<'_>, name: &str, raising: bool) -> Result<(), Refusal> {
    match numbered(name) {
        Some((visit, _)) => check_visit(order, visit),
        None if name == fields::FAULT && !raising => asker.require(&OFFICE).map(|_| ()),
        None => Ok(()),
    }
}

fn check_visit(order: &WorkOrder<'_>, visit: u32) -> Result<(), Refusal> {
    let known = (1..=order.state.visit.max(1)).contains(&visit);
    if known { Ok(()) } else { Err(Refusal::new("work_order.no_such_visit").with("visit", visit)) }
}

fn one_of(name: &str, value: &Value, choices: &[&str]) -> Result<(), Refusal> {
    if value.as_text().is_some_and(|text| choices.contains(&text)) {
        return Ok(());
    }
    Err(Refusal::new("value.not_a_choice").with("name", name))
}
