//! Deciding what a command does to a request.

use crate::asker::{Asker, WriterKind};
use crate::content::{Content, Kind};
use crate::edit::Edit;
use crate::event::EventBody;
use crate::records::Role;
use crate::refusal::Refusal;
use crate::request::{RequestCommand, RequestEvent, RequestOutcome, RequestState};
use crate::schema::{check_fact, check_text};
use crate::value::Value;

/// Who keeps the register. Technicians take calls too, offline and on the road (R1).
pub(super) const REGISTRARS: &[Role] = &[Role::Dispatcher, Role::Manager, Role::Technician];
/// Who takes an ended request up again.
pub(super) const REOPENERS: &[Role] = &[Role::Dispatcher, Role::Manager];

const CHANNELS: [&str; 5] = ["phone", "letter", "mail", "message", "walk_in"];

/// What a command writes, or why it may not.
///
/// # Errors
/// A refusal with its code: `request.*`, `fact.*`, `value.*`, `text.*`, `access.*`.
pub fn decide(content: &Content, asker: &Asker<'_>, command: &RequestCommand) -> Result<Vec<Edit>, Refusal> {
    let edits = match command {
        RequestCommand::Log { .. } => log(asker, command),
        RequestCommand::SetFact { name, value } => {
            vec![Edit::Fact { name: name.clone(), value: value.clone() }]
        }
        RequestCommand::EditText { field, base, text } => {
            vec![Edit::Text { field: field.clone(), base: base.clone(), text: text.clone() }]
        }
        RequestCommand::End { outcome } => {
            vec![asker.event(EventBody::Request(RequestEvent::Ended { outcome: sorted(outcome) }))]
        }
        RequestCommand::Reopen { reason } => {
            vec![asker.event(EventBody::Request(RequestEvent::Reopened { reason: reason.clone() }))]
        }
    };
    let state = RequestState::fold(&content.events);
    for edit in &edits {
        check(&state, asker, edit)?;
    }
    Ok(edits)
}

fn check(state: &RequestState, asker: &Asker<'_>, edit: &Edit) -> Result<(), Refusal> {
    match edit {
        Edit::Fact { name, value } => check_fact_edit(asker, name, value),
        Edit::Text { field, .. } => check_text_edit(asker, field),
        Edit::Event(event) => match &event.body {
            EventBody::Request(body) => check_event(state, asker, body),
            _ => Err(Refusal::new("event.foreign_kind")),
        },
        _ => Err(Refusal::new("request.no_such_part")),
    }
}

/// Whether the asker may set a fact of a request.
pub(super) fn check_fact_edit(asker: &Asker<'_>, name: &str, value: &Value) -> Result<(), Refusal> {
    check_fact(Kind::Request, name, value)?;
    asker.require(REGISTRARS)?;
    if name == "number" && asker.writer != WriterKind::Office {
        // The register is gap-free: only the server gives numbers (R1).
        return Err(Refusal::new("request.number_is_the_servers"));
    }
    Ok(())
}

/// Whether the asker may edit a long text of a request.
pub(super) fn check_text_edit(asker: &Asker<'_>, field: &str) -> Result<(), Refusal> {
    check_text(Kind::Request, field)?;
    asker.require(REGISTRARS).map(|_| ())
}

/// Whether something may happen to a request in this state, by this asker (R1, R2).
pub(super) fn check_event(
    state: &RequestState,
    asker: &Asker<'_>,
    event: &RequestEvent,
) -> Result<(), Refusal> {
    asker.require(if matches!(event, RequestEvent::Reopened { .. }) { REOPENERS } else { REGISTRARS })?;
    if !state.admits(event) {
        let code = match event {
            RequestEvent::Logged { .. } => "request.logged_already",
            RequestEvent::Ended { .. } => "request.not_open",
            RequestEvent::Reopened { .. } => "request.not_ended",
        };
        return Err(Refusal::new(code));
    }
    let blank = |text: &str| text.trim().is_empty();
    match event {
        RequestEvent::Logged { channel, .. } if !CHANNELS.contains(&channel.as_str()) => {
            Err(Refusal::new("request.unknown_channel").with("channel", channel))
        }
        RequestEvent::Ended { outcome: RequestOutcome::AnsweredByPhone { answer } } if blank(answer) => {
            Err(Refusal::new("request.answer_missing"))
        }
        RequestEvent::Ended { outcome: RequestOutcome::WorkOrders { orders } } if orders.is_empty() => {
            Err(Refusal::new("request.orders_missing"))
        }
        RequestEvent::Ended { outcome: RequestOutcome::Withdrawn { reason } }
        | RequestEvent::Reopened { reason }
            if blank(reason) =>
        {
            Err(Refusal::new("request.reason_missing"))
        }
        _ => Ok(()),
    }
}

fn log(asker: &Asker<'_>, command: &RequestCommand) -> Vec<Edit> {
    let RequestCommand::Log {
        channel,
        provisional,
        customer,
        caller,
        phone,
        address,
        product_model,
        serial,
        fault,
    } = command
    else {
        return Vec::new();
    };
    let logged = RequestEvent::Logged { channel: channel.clone(), provisional: provisional.clone() };
    let mut edits = vec![asker.event(EventBody::Request(logged))];
    let mut fact = |name: &str, value: Value| edits.push(Edit::Fact { name: name.to_owned(), value });
    fact("received_at", Value::Time(asker.at.corrected));
    if let Some(customer) = customer {
        fact("customer", Value::Id(customer.0));
    }
    if let Some(number) = provisional {
        fact("provisional_number", Value::Text(number.clone()));
    }
    for (name, text) in
        [("caller", caller), ("phone", phone), ("product_model", product_model), ("serial", serial)]
    {
        if !text.is_empty() {
            fact(name, Value::Text(text.clone()));
        }
    }
    if !address.text.is_empty() {
        fact("address", Value::Address(address.clone()));
    }
    if !fault.is_empty() {
        edits.push(Edit::Text { field: "fault".to_owned(), base: Vec::new(), text: fault.clone() });
    }
    edits
}

/// The outcome in its one spelling: order ids sorted and each once.
fn sorted(outcome: &RequestOutcome) -> RequestOutcome {
    let mut outcome = outcome.clone();
    if let RequestOutcome::WorkOrders { orders } = &mut outcome {
        orders.sort_unstable();
        orders.dedup();
    }
    outcome
}
