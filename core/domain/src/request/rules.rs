//! The rules of the intake register: what a command writes, and the gate for whoever writes (R1, R2, R4).

use crate::aggregate::{Aggregate, Case, Possible, only_event};
use crate::asker::{Asker, WriterKind};
use crate::content::Content;
use crate::edit::{Deed, Edit};
use crate::event::EventBody;
use crate::flow::{self, Happening};
use crate::id::Digest;
use crate::kind::Kind;
use crate::listing::Listing;
use crate::records::Role;
use crate::refusal::Refusal;
use crate::request::listing::{RequestSummary, listing};
use crate::request::words::WORDS;
use crate::request::{KIND, RequestCommand, RequestEvent, RequestOutcome, RequestState};
use crate::schema::{check_deed, check_fact, check_text};
use crate::sla::ClockInputs;
use crate::value::Value;
use crate::wording::Words;

/// Who keeps the register. Technicians take calls too, offline and on the road (R1).
const REGISTRARS: &[Role] = &[Role::Dispatcher, Role::Manager, Role::Technician];
/// Who takes an ended request up again.
const REOPENERS: &[Role] = &[Role::Dispatcher, Role::Manager];

const CHANNELS: [&str; 5] = ["phone", "letter", "mail", "message", "walk_in"];

/// The rules of the intake register.
#[derive(Debug)]
pub enum Rules {}

impl Aggregate for Rules {
    const KIND: Kind = KIND;
    const SERIES: Option<&'static str> = Some("RQ");
    const WORDS: &'static Words = &WORDS;
    type Command = RequestCommand;
    type Event = RequestEvent;
    type State = RequestState;
    type Summary = RequestSummary;

    fn fold(content: &Content) -> RequestState {
        RequestState::fold(&content.events)
    }

    fn edits(_: &Case<'_, Self>, asker: &Asker<'_>, command: &RequestCommand) -> Result<Vec<Edit>, Refusal> {
        Ok(match command {
            RequestCommand::Log { .. } => log(asker, command),
            RequestCommand::SetFact { name, value } => {
                vec![Edit::Fact { name: name.clone(), value: value.clone() }]
            }
            RequestCommand::EditText { field, base, text } => {
                vec![Edit::Text { field: field.clone(), base: base.clone(), text: text.clone() }]
            }
            RequestCommand::End { outcome } => {
                vec![happened(asker, &RequestEvent::Ended { outcome: sorted(outcome) })]
            }
            RequestCommand::Reopen { reason } => {
                vec![happened(asker, &RequestEvent::Reopened { reason: reason.clone() })]
            }
        })
    }

    fn writing(edit: Edit) -> Option<RequestCommand> {
        let Edit::Fact { name, value } = edit else { return None };
        Some(RequestCommand::SetFact { name, value })
    }

    fn gate(case: &Case<'_, Self>, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
        if let Some(event) = only_event(deeds)? {
            let body = event.body.read().ok_or_else(|| Refusal::new("event.foreign_kind"))?;
            asker.check_author(event)?;
            check_event(case.state, asker, body)?;
        }
        deeds.iter().try_for_each(|deed| {
            check_deed(KIND.schema(), deed)?;
            match deed {
                Deed::Fact { name, value } => check_fact_edit(asker, name, value),
                Deed::Text { field } => check_text_edit(asker, field),
                Deed::Item { .. } | Deed::Answer { .. } => Err(Refusal::new("request.no_such_part")),
                Deed::Event(_) => Ok(()),
            }
        })
    }

    fn happenings(case: &Case<'_, Self>) -> Vec<Happening> {
        flow::unjudged(case.content, &case.state.ignored)
    }

    fn awaits_number(case: &Case<'_, Self>) -> bool {
        case.state.logged_at.is_some()
    }

    fn possible(case: &Case<'_, Self>, asker: &Asker<'_>) -> Vec<Possible> {
        let may = |event: &RequestEvent| may_happen(case.state, asker, event);
        let (channel, provisional) = (String::new(), None);
        let ended = RequestOutcome::Withdrawn { reason: String::new() };
        let registers = || asker.require(REGISTRARS).map(|_| ());
        vec![
            Possible::of("log", may(&RequestEvent::Logged { channel, provisional })),
            Possible::of("set_fact", registers()),
            Possible::of("edit_text", registers()),
            Possible::of("end", may(&RequestEvent::Ended { outcome: ended })),
            Possible::of("reopen", may(&RequestEvent::Reopened { reason: String::new() })),
        ]
    }

    fn clocks(case: &Case<'_, Self>) -> ClockInputs {
        let answered = case.state.endings.iter().filter_map(|ending| case.content.events.get(ending.event));
        ClockInputs {
            // How long the phone rang before somebody had an answer (R22).
            called_at: case.state.logged_at.filter(|_| case.state.channel == "phone"),
            answered_at: answered.map(|event| event.at.corrected).min(),
            ..ClockInputs::default()
        }
    }

    fn listing(case: &Case<'_, Self>) -> Listing<RequestSummary> {
        listing(case.content, case.state)
    }

    fn check_writer(_: WriterKind, _: &EventBody) -> Result<(), Refusal> {
        Ok(())
    }

    fn blobs(_: &RequestCommand) -> Vec<Digest> {
        Vec::new()
    }
}

fn happened(asker: &Asker<'_>, event: &RequestEvent) -> Edit {
    asker.event(EventBody::of(event))
}

/// Whether the asker may set a fact of a request.
fn check_fact_edit(asker: &Asker<'_>, name: &str, value: &Value) -> Result<(), Refusal> {
    check_fact(KIND.schema(), name, value)?;
    asker.require(REGISTRARS)?;
    if name == "number" && asker.writer != WriterKind::Office {
        // The register is gap-free: only the server gives numbers (R1).
        return Err(Refusal::new("request.number_is_the_servers"));
    }
    Ok(())
}

/// Whether the asker may edit a long text of a request.
fn check_text_edit(asker: &Asker<'_>, field: &str) -> Result<(), Refusal> {
    check_text(KIND.schema(), field)?;
    asker.require(REGISTRARS).map(|_| ())
}

/// Whether a kind of event may happen now, as far as status and author decide it.
fn may_happen(state: &RequestState, asker: &Asker<'_>, event: &RequestEvent) -> Result<(), Refusal> {
    asker.require(if matches!(event, RequestEvent::Reopened { .. }) { REOPENERS } else { REGISTRARS })?;
    if !state.admits(event) {
        let code = match event {
            RequestEvent::Logged { .. } => "request.logged_already",
            RequestEvent::Ended { .. } => "request.not_open",
            RequestEvent::Reopened { .. } => "request.not_ended",
        };
        return Err(Refusal::new(code));
    }
    Ok(())
}

/// Whether something may happen to a request in this state, by this asker (R1, R2).
fn check_event(state: &RequestState, asker: &Asker<'_>, event: &RequestEvent) -> Result<(), Refusal> {
    may_happen(state, asker, event)?;
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
        // One ending has one spelling, or the same ending twice would be a contest (R2).
        RequestEvent::Ended { outcome: RequestOutcome::WorkOrders { orders } }
            if orders.windows(2).any(|pair| pair[0] >= pair[1]) =>
        {
            Err(Refusal::new("change.rule_broken"))
        }
        RequestEvent::Ended { outcome: RequestOutcome::Withdrawn { reason } }
        | RequestEvent::Reopened { reason }
            if blank(reason) =>
        {
            Err(Refusal::new("request.reason_missing"))
        }
        RequestEvent::Logged { .. } | RequestEvent::Ended { .. } | RequestEvent::Reopened { .. } => Ok(()),
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
    let mut edits = vec![happened(asker, &logged)];
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
