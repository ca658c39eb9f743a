//! What an event of a complaint must say. Judged once, where the event is made and at admission; the fold never asks
//! again.

use crate::asker::Asker;
use crate::complaint::event::{Channel, ComplaintEvent, Reply};
use crate::complaint::fields;
use crate::complaint::kind::ComplaintKind;
use crate::complaint::transitions::INVESTIGATORS;
use crate::complaint::view::Complaint;
use crate::edit::Deed;
use crate::event::Event;
use crate::flow::Class;
use crate::id::{EventKey, UserId};
use crate::refusal::Refusal;
use crate::schema::check_value;
use crate::value::{Money, Value};

/// Longest reason, note or answer in an event, in bytes.
const TEXT_LIMIT: usize = 100_000;

pub(super) fn check(
    complaint: Complaint<'_>,
    asker: &Asker<'_>,
    event: &Event,
    body: &ComplaintEvent,
    deeds: &[Deed],
) -> Result<(), Refusal> {
    use ComplaintEvent as E;
    check_texts(body)?;
    match body {
        E::Taken { .. } => check_taken(body, deeds),
        E::InvestigationBegun { investigator: Some(user) } => check_investigator(asker, *user),
        E::Proposed { cost, .. } => check_cost(cost),
        E::Agreed(reply) | E::Objected(reply) | E::Withdrawn(reply) => check_reply(reply, event),
        E::Told { who, channel, .. } => check_spoken(who, *channel),
        E::Closed { reason } => check_closed(complaint, reason.as_deref()),
        E::Merged { into } if *into == complaint.content.id => {
            Err(Refusal::new("complaint.merge_into_itself"))
        }
        E::Settled { past, drop, stands, .. } => check_settled(complaint, past, drop, *stands),
        E::Graded { .. }
        | E::InvestigationBegun { .. }
        | E::SentBack { .. }
        | E::Approved { .. }
        | E::Rejected { .. }
        | E::CarriedOut { .. }
        | E::Merged { .. }
        | E::Reopened { .. }
        | E::OrderRaised { .. } => Ok(()),
    }
}

/// Texts that must not be blank, and none longer than a person reads.
fn check_texts(body: &ComplaintEvent) -> Result<(), Refusal> {
    use ComplaintEvent as E;
    let (needed, optional): (&str, &str) = match body {
        E::SentBack { reason }
        | E::Rejected { reason }
        | E::Reopened { reason }
        | E::Settled { reason, .. } => (reason, ""),
        E::Objected(reply) | E::Withdrawn(reply) => (&reply.words, ""),
        E::Proposed { plan, .. } => (plan, ""),
        E::Told { answer, .. } => (answer, ""),
        E::Agreed(reply) => ("-", &reply.words),
        E::Graded { note, .. } | E::Approved { note } | E::CarriedOut { note, .. } => ("-", note),
        E::Closed { reason: Some(reason) } => ("-", reason),
        E::Taken { .. }
        | E::InvestigationBegun { .. }
        | E::Closed { .. }
        | E::Merged { .. }
        | E::OrderRaised { .. } => return Ok(()),
    };
    if needed.trim().is_empty() {
        return Err(Refusal::new("complaint.reason_missing").with("complaint_event", body.kind().name()));
    }
    if needed.len().max(optional.len()) > TEXT_LIMIT {
        return Err(Refusal::new("value.too_long").with("limit", TEXT_LIMIT));
    }
    Ok(())
}

/// A complaint is somebody's and about something, and a remark on a sheet names the sheet.
fn check_taken(body: &ComplaintEvent, deeds: &[Deed]) -> Result<(), Refusal> {
    let ComplaintEvent::Taken { channel, order, remark, .. } = body else { return Ok(()) };
    let by_sheet = *channel == Channel::Sheet;
    if by_sheet != remark.is_some() || by_sheet && order.is_none() {
        return Err(Refusal::new("complaint.sheet_missing"));
    }
    let whose = deeds.iter().any(|deed| match deed {
        Deed::Fact { name, value: Value::Id(_) } => name == fields::CUSTOMER,
        Deed::Fact { name, value: Value::Text(text) } => name == fields::CONTACT && !text.trim().is_empty(),
        Deed::Fact { .. } | Deed::Item { .. } | Deed::Answer { .. } | Deed::Text { .. } | Deed::Event(_) => {
            false
        }
    });
    if !whose {
        return Err(Refusal::new("complaint.customer_missing"));
    }
    let said = deeds.iter().any(|deed| matches!(deed, Deed::Text { field } if field == fields::FACTS));
    if said { Ok(()) } else { Err(Refusal::new("complaint.facts_missing")) }
}

fn check_investigator(asker: &Asker<'_>, user: UserId) -> Result<(), Refusal> {
    let person = asker.records.staff.get(&user).filter(|person| person.active);
    let able = person.is_some_and(|person| INVESTIGATORS.iter().any(|role| person.roles.contains(role)));
    if able { Ok(()) } else { Err(Refusal::new("complaint.not_an_investigator")) }
}

fn check_cost(cost: &Money) -> Result<(), Refusal> {
    check_value(&Value::Money(cost.clone()))?;
    if cost.minor >= 0 { Ok(()) } else { Err(Refusal::new("value.out_of_range")) }
}

/// What the customer said, was said by somebody, by a way one can answer by, and not after it was written down.
fn check_reply(reply: &Reply, event: &Event) -> Result<(), Refusal> {
    check_spoken(&reply.who, reply.channel)?;
    let later = reply.said_at > event.at.corrected;
    if later { Err(Refusal::new("complaint.said_later")) } else { Ok(()) }
}

fn check_spoken(who: &str, channel: Channel) -> Result<(), Refusal> {
    if who.trim().is_empty() {
        return Err(Refusal::new("complaint.who_missing"));
    }
    if channel == Channel::Sheet { Err(Refusal::new("complaint.no_answer_by_sheet")) } else { Ok(()) }
}

fn check_closed(complaint: Complaint<'_>, reason: Option<&str>) -> Result<(), Refusal> {
    let told = complaint.state.outcome.as_ref();
    let unsatisfied = told.is_some_and(|outcome| outcome.satisfied == Some(false));
    if !unsatisfied || reason.is_some_and(|reason| !reason.trim().is_empty()) {
        return Ok(());
    }
    Err(Refusal::new("complaint.close_reason_missing"))
}

/// A settlement names the whole past it decides about, drops decisions of the office only, and lets a fact of the field
/// set the status (R5).
fn check_settled(
    complaint: Complaint<'_>,
    past: &[EventKey],
    drop: &[EventKey],
    stands: Option<EventKey>,
) -> Result<(), Refusal> {
    let sorted = drop.windows(2).all(|pair| pair[0] < pair[1]);
    if past != complaint.content.events.newest() || !sorted {
        return Err(Refusal::new("change.order_mismatch"));
    }
    let drops = drop.iter().all(|key| class_of(complaint, *key) == Some(Class::Office));
    let chosen = stands.is_none_or(|key| class_of(complaint, key) == Some(Class::Field));
    if drops && chosen { Ok(()) } else { Err(Refusal::new("complaint.cannot_settle_so")) }
}

/// The class of an event that can be chosen or dropped; taking down and settling cannot.
fn class_of(complaint: Complaint<'_>, key: EventKey) -> Option<Class> {
    use ComplaintKind as K;
    let judged = complaint.state.judged(key)?;
    let fixed = matches!(judged.kind, Some(K::Taken | K::TakenOnSite | K::Settled));
    judged.class.filter(|_| !fixed)
}
