//! From what a person asks to what is written: the edits of one change. Whether they may be written is the gate's
//! business alone.

use crate::asker::Asker;
use crate::complaint::command::{ComplaintCommand, ComplaintTaken, Findings, Said};
use crate::complaint::event::{ComplaintEvent, Reply};
use crate::complaint::fields;
use crate::content::Content;
use crate::edit::Edit;
use crate::event::EventBody;
use crate::id::ItemId;
use crate::photo::{CAPTION, PHOTO};
use crate::schema::REMOVED;
use crate::value::Value;

/// What a command writes; `Take` into the empty content of a new document. Never refuses.
pub(super) fn edits(content: &Content, asker: &Asker<'_>, command: &ComplaintCommand) -> Vec<Edit> {
    let mut edits = written(asker, command);
    edits.extend(event_of(content, asker, command).map(|body| happened(asker, &body)));
    edits
}

/// The event a command asks for; `None` when it only writes.
fn event_of(content: &Content, asker: &Asker<'_>, command: &ComplaintCommand) -> Option<ComplaintEvent> {
    use ComplaintCommand as C;
    use ComplaintEvent as E;
    let said = |said: Said| Reply {
        who: said.who,
        channel: said.channel,
        said_at: said.said_at.unwrap_or(asker.at.corrected),
        words: said.words,
    };
    Some(match command.clone() {
        C::Take(taken) => {
            let ComplaintTaken { channel, request, order, remark, provisional, .. } = *taken;
            E::Taken { channel, request, order, remark, provisional }
        }
        C::Grade { class, severity, note } => E::Graded { class, severity, note },
        C::Investigate { investigator } => E::InvestigationBegun { investigator },
        C::Propose { remedy, plan, cost } => E::Proposed { remedy, plan, cost },
        C::SendBack { reason } => E::SentBack { reason },
        C::Agree(reply) => E::Agreed(said(reply)),
        C::Object(reply) => E::Objected(said(reply)),
        C::Approve { note } => E::Approved { note },
        C::Reject { reason } => E::Rejected { reason },
        C::CarryOut { on_site, note } => E::CarriedOut { on_site, note },
        C::Tell { who, channel, answer, satisfied } => E::Told { who, channel, answer, satisfied },
        C::Close { reason } => E::Closed { reason },
        C::Withdraw(reply) => E::Withdrawn(said(reply)),
        C::Merge { into } => E::Merged { into },
        C::Reopen { reason } => E::Reopened { reason },
        C::LinkOrder { order } => E::OrderRaised { order },
        C::Settle { mut drop, stands, reason } => {
            drop.sort_unstable();
            drop.dedup();
            E::Settled { past: content.events.newest(), drop, stands, reason }
        }
        C::SetFact { .. }
        | C::EditText { .. }
        | C::RecordFindings(_)
        | C::AddPhoto(_)
        | C::CaptionPhoto { .. }
        | C::LinkSimilar { .. }
        | C::RemoveItem { .. } => return None,
    })
}

/// What a command writes beside its event.
fn written(asker: &Asker<'_>, command: &ComplaintCommand) -> Vec<Edit> {
    use ComplaintCommand as C;
    match command.clone() {
        C::Take(taken) => taken_down(asker, *taken),
        C::SetFact { name, value } => vec![Edit::Fact { name, value }],
        C::EditText { field, base, text } => vec![Edit::Text { field, base, text }],
        C::RecordFindings(findings) => found(findings),
        C::AddPhoto(photo) => {
            let id = photo.id;
            let values = photo.into_fields(asker.records.policy.keep_position);
            values.into_iter().map(|(field, value)| item(PHOTO, id, field, value)).collect()
        }
        C::CaptionPhoto { id, caption } => vec![item(PHOTO, id, CAPTION, Value::Text(caption))],
        C::LinkSimilar { id, complaint, reason } => vec![
            item(fields::SIMILAR, id, fields::COMPLAINT, Value::Id(complaint.0)),
            item(fields::SIMILAR, id, fields::REASON, Value::Text(reason)),
        ],
        C::RemoveItem { collection, id } => vec![item(&collection, id, REMOVED, Value::Flag(true))],
        C::Grade { .. }
        | C::Investigate { .. }
        | C::Propose { .. }
        | C::SendBack { .. }
        | C::Agree(_)
        | C::Object(_)
        | C::Approve { .. }
        | C::Reject { .. }
        | C::CarryOut { .. }
        | C::Tell { .. }
        | C::Close { .. }
        | C::Withdraw(_)
        | C::Merge { .. }
        | C::Reopen { .. }
        | C::LinkOrder { .. }
        | C::Settle { .. } => Vec::new(),
    }
}

fn taken_down(asker: &Asker<'_>, taken: ComplaintTaken) -> Vec<Edit> {
    let ComplaintTaken {
        channel: _,
        request,
        order,
        remark: _,
        provisional,
        customer,
        asset,
        product_model,
        contact,
        phone,
        title,
        facts,
        demand,
    } = taken;
    let mut edits = vec![fact(fields::RECEIVED_AT, Value::Time(asker.at.corrected))];
    let documents = [
        (fields::CUSTOMER, customer),
        (fields::ASSET, asset),
        (fields::REQUEST, request),
        (fields::ORDER, order),
    ];
    edits.extend(documents.into_iter().filter_map(|(name, id)| Some(fact(name, Value::Id(id?.0)))));
    let texts = [
        (fields::PROVISIONAL_NUMBER, provisional.unwrap_or_default()),
        (fields::PRODUCT_MODEL, product_model),
        (fields::CONTACT, contact),
        (fields::PHONE, phone),
        (fields::TITLE, title),
        (fields::DEMAND, demand),
    ];
    let said = texts.into_iter().filter(|(_, text)| !text.trim().is_empty());
    edits.extend(said.map(|(name, text)| fact(name, Value::Text(text))));
    if !facts.trim().is_empty() {
        edits.push(Edit::Text { field: fields::FACTS.to_owned(), base: Vec::new(), text: facts });
    }
    edits
}

fn found(findings: Findings) -> Vec<Edit> {
    let values = [
        (fields::CAUSE, findings.cause.map(Value::Text)),
        (fields::CAUSE_CLASS, findings.cause_class.map(Value::Text)),
        (fields::JUSTIFIED, findings.justified.map(Value::Flag)),
        (fields::RESPONSIBLE_UNIT, findings.responsible_unit.map(Value::Text)),
        (fields::RESPONSIBLE_PERSON, findings.responsible_person.map(|person| Value::Id(person.0))),
    ];
    values.into_iter().filter_map(|(name, value)| Some(fact(name, value?))).collect()
}

/// The edit that records an event now; without the position where policy does not keep it (R9).
fn happened(asker: &Asker<'_>, body: &ComplaintEvent) -> Edit {
    let mut edit = asker.event(EventBody::of(body));
    if let Edit::Event(event) = &mut edit
        && !asker.records.policy.keep_position
    {
        event.at.position = None;
    }
    edit
}

fn fact(name: &str, value: Value) -> Edit {
    Edit::Fact { name: name.to_owned(), value }
}

fn item(collection: &str, id: ItemId, field: &str, value: Value) -> Edit {
    Edit::Item { collection: collection.to_owned(), id, field: field.to_owned(), value }
}
