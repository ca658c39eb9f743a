//! What facts, items and texts of a complaint can hold, beyond their types, and whose they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::asker::{Asker, WriterKind};
use crate::complaint::fields;
use crate::complaint::gate::who;
use crate::complaint::view::Complaint;
use crate::content::{ItemRef, field};
use crate::edit::Deed;
use crate::photo;
use crate::refusal::Refusal;
use crate::schema::REMOVED;
use crate::value::Value;
use crate::work_order::fields::CAUSE_CLASSES;

/// Most links to complaints that are alike, those taken off included.
const SIMILAR_LIMIT: usize = 200;

/// Whether one deed may be done. Types and names were checked against the schema before; `taking` says that the
/// complaint is being taken down by the same change.
pub(super) fn check(
    complaint: Complaint<'_>,
    asker: &Asker<'_>,
    deed: &Deed,
    taking: bool,
) -> Result<(), Refusal> {
    let always = match deed {
        Deed::Event(_) => return Ok(()),
        Deed::Text { field } => field == fields::NOTES,
        Deed::Fact { name, .. } => name == fields::NUMBER,
        Deed::Item { .. } | Deed::Answer { .. } => false,
    };
    if complaint.state.status.is_over() && !always {
        return Err(Refusal::new("complaint.over"));
    }
    who::may_write(asker)?;
    match deed {
        Deed::Fact { name, value } => check_fact(complaint, asker, name, value, taking),
        Deed::Text { field } => check_text(complaint, asker, field, taking),
        Deed::Item { collection, id, field, value } => {
            check_item(complaint, &ItemRef { collection: collection.clone(), id: *id }, field, value)
        }
        Deed::Answer { .. } => Err(Refusal::new("complaint.no_such_part")),
        Deed::Event(_) => Ok(()),
    }
}

fn check_fact(
    complaint: Complaint<'_>,
    asker: &Asker<'_>,
    name: &str,
    value: &Value,
    taking: bool,
) -> Result<(), Refusal> {
    match name {
        // The register has no gaps: only the server gives numbers (R1).
        fields::NUMBER if asker.writer != WriterKind::Office => {
            Err(Refusal::new("complaint.number_is_the_servers"))
        }
        fields::NUMBER => Ok(()),
        fields::PROVISIONAL_NUMBER | fields::RECEIVED_AT | fields::REQUEST | fields::ORDER if !taking => {
            Err(Refusal::new("complaint.kept_as_taken").with("name", name))
        }
        fields::PROVISIONAL_NUMBER if value.as_text().is_none_or(|text| text.trim().is_empty()) => {
            Err(not_a_choice(name))
        }
        fields::CAUSE_CLASS => who::may_investigate(asker).and_then(|()| one_of(name, value, &CAUSE_CLASSES)),
        fields::RESPONSIBLE_UNIT => who::may_investigate(asker).and_then(|()| check_unit(asker, value)),
        fields::CAUSE | fields::JUSTIFIED | fields::RESPONSIBLE_PERSON => who::may_investigate(asker),
        _ if taking || complaint.content.fact(name).is_none() => Ok(()),
        _ => who::may_correct(complaint, asker),
    }
}

/// The unit is one of policy's where policy lists them.
fn check_unit(asker: &Asker<'_>, value: &Value) -> Result<(), Refusal> {
    let units = &asker.records.policy.complaints.units;
    let known =
        units.is_empty() || value.as_text().is_some_and(|unit| units.iter().any(|known| known == unit));
    if known { Ok(()) } else { Err(not_a_choice(fields::RESPONSIBLE_UNIT)) }
}

/// The facts stay in the customer's words: whoever takes the complaint down writes them first, the office keeps them.
fn check_text(complaint: Complaint<'_>, asker: &Asker<'_>, name: &str, taking: bool) -> Result<(), Refusal> {
    match name {
        fields::FACTS if !taking => who::may_correct(complaint, asker),
        fields::INVESTIGATION | fields::PREVENTION => who::may_investigate(asker),
        _ => Ok(()),
    }
}

fn check_item(complaint: Complaint<'_>, item: &ItemRef, name: &str, value: &Value) -> Result<(), Refusal> {
    let before = complaint.content.items.get(item);
    let removed = before.and_then(|item| field(item, REMOVED)).and_then(Value::as_flag).unwrap_or(false);
    if name != REMOVED && removed {
        return Err(Refusal::new("items.unknown"));
    }
    // Only its caption has a command of its own; the rest is as the photo was taken in (R14).
    let fixed = item.collection == photo::PHOTO && ![photo::CAPTION, REMOVED].contains(&name);
    if fixed && before.is_some_and(|item| field(item, name) != Some(value)) {
        return Err(Refusal::new("photo.fixed").with("field", name));
    }
    match (item.collection.as_str(), name) {
        // What was taken off is not put back, but recorded anew.
        (_, REMOVED) if value.as_flag() != Some(true) => Err(not_a_choice(name)),
        (photo::PHOTO, photo::STAGE) => one_of(name, value, &photo::STAGES),
        (fields::SIMILAR, fields::COMPLAINT) if value.as_id() == Some(complaint.content.id.0) => {
            Err(Refusal::new("complaint.similar_to_itself"))
        }
        _ => Ok(()),
    }
}

/// Items begin whole, and there is an end to their number. What begins with nothing it needs is no new item, but one
/// that is not there.
pub(super) fn check_items(complaint: Complaint<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
    let mut begun: BTreeMap<ItemRef, BTreeSet<&str>> = BTreeMap::new();
    for deed in deeds {
        let Deed::Item { collection, id, field, .. } = deed else { continue };
        let item = ItemRef { collection: collection.clone(), id: *id };
        if !complaint.content.items.contains_key(&item) {
            begun.entry(item).or_default().insert(field);
        }
    }
    for (item, named) in &begun {
        let needs: &[&str] =
            if item.collection == photo::PHOTO { &photo::NEEDS } else { &[fields::COMPLAINT] };
        let given = needs.iter().filter(|need| named.contains(*need)).count();
        if given == 0 {
            return Err(Refusal::new("items.unknown"));
        }
        if given < needs.len() {
            return Err(Refusal::new("items.incomplete").with("collection", &item.collection));
        }
    }
    for (collection, limit) in [(photo::PHOTO, photo::LIMIT), (fields::SIMILAR, SIMILAR_LIMIT)] {
        let old = complaint.content.items.keys().filter(|item| item.collection == collection).count();
        let new = begun.keys().filter(|item| item.collection == collection).count();
        if new > 0 && old + new > limit {
            return Err(Refusal::new("items.too_many").with("collection", collection).with("limit", limit));
        }
    }
    Ok(())
}

fn one_of(name: &str, value: &Value, choices: &[&str]) -> Result<(), Refusal> {
    let known = value.as_text().is_some_and(|text| choices.contains(&text));
    if known { Ok(()) } else { Err(not_a_choice(name)) }
}

fn not_a_choice(name: &str) -> Refusal {
    Refusal::new("value.not_a_choice").with("name", name)
}
