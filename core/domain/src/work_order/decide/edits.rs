//! Commands that only write: facts, texts, photos, parts, answers.

use std::iter;

use crate::asker::Asker;
use crate::content::ItemRef;
use crate::edit::Edit;
use crate::id::ItemId;
use crate::photo::PhotoRecord;
use crate::refusal::Refusal;
use crate::schema::REMOVED;
use crate::value::Value;
use crate::work_order::command::{Diagnosis, PartUse, WorkOrderCommand};
use crate::work_order::fields;
use crate::work_order::view::WorkOrder;

/// The edits of a command that makes nothing happen; of one that does, none.
pub(super) fn edits(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    command: &WorkOrderCommand,
) -> Result<Vec<Edit>, Refusal> {
    use WorkOrderCommand as C;
    let visit = order.state.visit.max(1);
    Ok(match command.clone() {
        C::SetFact { name, value } => vec![Edit::Fact { name, value }],
        C::EditText { field, base, text } => vec![Edit::Text { field, base, text }],
        C::Diagnose(diagnosis) => diagnosed(visit, diagnosis),
        C::AddPhoto(photo) => photo_added(asker, visit, *photo),
        C::CaptionPhoto { id, caption } => {
            let field = fields::CAPTION;
            vec![present(order, fields::PHOTO, id, field, Value::Text(caption))?]
        }
        C::UsePart(part) => part_used(visit, *part),
        C::RemoveItem { collection, id } => {
            vec![present(order, &collection, id, REMOVED, Value::Flag(true))?]
        }
        C::Answer { item, value } => vec![Edit::Answer { item: fields::of_visit(visit, &item), value }],
        C::RecordContact => recorded(order, asker, fields::CONTACTED_AT),
        C::RecordAnswer => recorded(order, asker, fields::DEFINITE_ANSWER_AT),
        C::RecordSpareOffered => recorded(order, asker, fields::SPARE_OFFERED_AT),
        C::ChooseItem { collection, id, field, value } => {
            vec![chosen(order, ItemRef { collection, id }, field, value)?]
        }
        C::ChooseAnswer { item, value } => vec![Edit::Answer { item, value }],
        C::Raise { .. }
        | C::Assign { .. }
        | C::Reassign { .. }
        | C::Accept
        | C::Decline { .. }
        | C::SetOut { .. }
        | C::Arrive
        | C::CheckSafety { .. }
        | C::StartWork
        | C::Hold { .. }
        | C::Finish { .. }
        | C::CorrectContext { .. }
        | C::Reopen { .. }
        | C::SignOff(_)
        | C::LeaveSite { .. }
        | C::ReceiveReport
        | C::Approve { .. }
        | C::SendBack { .. }
        | C::Close { .. }
        | C::ReportProblem { .. }
        | C::SettleAdditions { .. }
        | C::Escalate { .. }
        | C::Analyse { .. }
        | C::Cancel { .. }
        | C::Reinstate { .. }
        | C::Settle { .. } => Vec::new(),
    })
}

/// A field of an item that is on the order.
fn present(
    order: &WorkOrder<'_>,
    collection: &str,
    id: ItemId,
    field: &str,
    value: Value,
) -> Result<Edit, Refusal> {
    if !order.has_item(collection, id) {
        return Err(Refusal::new("items.unknown"));
    }
    Ok(Edit::Item { collection: collection.to_owned(), id, field: field.to_owned(), value })
}

/// A field of an item that is in the document. What was taken off the report can still hold two values, and as long as
/// nobody chooses, the order says so.
fn chosen(order: &WorkOrder<'_>, item: ItemRef, field: String, value: Value) -> Result<Edit, Refusal> {
    if !order.content.items.contains_key(&item) {
        return Err(Refusal::new("items.unknown"));
    }
    Ok(Edit::Item { collection: item.collection, id: item.id, field, value })
}

/// The moment somebody did what a clock waits for. The first record counts: whoever records it again later must not
/// make a promise that was kept look late, and a time recorded by mistake is corrected as a fact.
fn recorded(order: &WorkOrder<'_>, asker: &Asker<'_>, name: &str) -> Vec<Edit> {
    if order.content.facts.contains_key(name) {
        return Vec::new();
    }
    vec![Edit::Fact { name: name.to_owned(), value: Value::Time(asker.at.corrected) }]
}

fn diagnosed(visit: u32, diagnosis: Diagnosis) -> Vec<Edit> {
    let Diagnosis { symptoms, opened_by_others, tests, cause, cause_class, remedy } = diagnosis;
    let values = [
        (fields::SYMPTOMS, symptoms.map(Value::Text)),
        (fields::OPENED_BY_OTHERS, opened_by_others.map(Value::Flag)),
        (fields::TESTS, tests.map(Value::Text)),
        (fields::CAUSE, cause.map(Value::Text)),
        (fields::CAUSE_CLASS, cause_class.map(Value::Text)),
        (fields::REMEDY, remedy.map(Value::Text)),
    ];
    values
        .into_iter()
        .filter_map(|(name, value)| Some(Edit::Fact { name: fields::of_visit(visit, name), value: value? }))
        .collect()
}

fn photo_added(asker: &Asker<'_>, visit: u32, photo: PhotoRecord) -> Vec<Edit> {
    let id = photo.id;
    let visit = (fields::VISIT, Value::Integer(i64::from(visit)));
    let values = iter::once(visit).chain(photo.into_fields(asker.records.policy.keep_position));
    item(fields::PHOTO, id, values)
}

fn part_used(visit: u32, part: PartUse) -> Vec<Edit> {
    let values = [
        (fields::VISIT, Some(Value::Integer(i64::from(visit)))),
        (fields::NUMBER, Some(Value::Text(part.number))),
        (fields::NAME, Some(Value::Text(part.name))),
        (fields::QUANTITY_MILLI, Some(Value::Integer(part.quantity_milli))),
        (fields::SERIAL, part.serial.map(Value::Text)),
        (fields::REASON, Some(Value::Text(part.reason))),
        (fields::OLD_PART, Some(Value::Text(part.old_part.name().to_owned()))),
    ];
    item(fields::PART, part.id, values.into_iter().filter_map(|(name, value)| Some((name, value?))))
}

fn item(collection: &str, id: ItemId, values: impl Iterator<Item = (&'static str, Value)>) -> Vec<Edit> {
    let edit = |(field, value): (&str, Value)| Edit::Item {
        collection: collection.to_owned(),
        id,
        field: field.to_owned(),
        value,
    };
    values.map(edit).collect()
}
