//! What a bundle is about, and what became of what was signed: to be read beside the checks.

use std::collections::BTreeSet;

use jobsheet_document::Document;
use jobsheet_domain::event::Event;
use jobsheet_domain::history::SignoffStanding;
use jobsheet_domain::id::Digest;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::{SignoffRecord, WorkOrder};
use jobsheet_domain::zone::TimeZone;
use jobsheet_report::{model, standing_of_signoff};

use super::Found;
use crate::bundle::Bundle;
use crate::finding::Finding;
use crate::package::Named;

/// Photos are named by their digests, those on the order and no others; the bytes are beside the bundle.
pub(crate) fn photos(bundle: &Bundle, document: &Document) -> Found {
    let differ = || Finding::new("evidence.photos.differ");
    let content = document.content().map_err(|_| differ())?;
    let Named { photos, stamps, .. } = Named::of(&WorkOrder::new(&content));
    let on_order: BTreeSet<Digest> = photos.into_iter().collect();
    let all: BTreeSet<Digest> = on_order.iter().copied().chain(stamps).collect();
    let named: BTreeSet<Digest> = bundle.photos.iter().map(|photo| photo.digest).collect();
    // Exports of earlier versions leave the stamps out.
    if !named.is_superset(&on_order) || !named.is_subset(&all) {
        return Err(differ());
    }
    // One picture may be on the order twice.
    let here: BTreeSet<Digest> =
        bundle.photos.iter().filter(|photo| photo.present).map(|photo| photo.digest).collect();
    Ok(Finding::new("evidence.photos.named").with("count", named.len()).with("here", here.len()))
}

/// What the bundle is about.
pub(crate) fn order(bundle: &Bundle, document: &Document) -> Finding {
    let content = document.content().ok();
    let order = content.as_ref().map(WorkOrder::new);
    // Before the work is finished the order names its customer by an id only.
    let customer = content.as_ref().map(|content| model(content).customer.name);
    let customer = customer.filter(|name| !name.is_empty());
    Finding::new("evidence.order.named")
        .with("number", order.map_or_else(String::new, |order| order.number().to_owned()))
        .with("customer", customer.unwrap_or_else(|| "–".to_owned()))
        .with("document", bundle.document)
        .with("organisation", bundle.organisation)
}

/// Every sign-off of every visit: by whom, when, with which outcome, and what became of it (R65).
pub(crate) fn signoffs(document: &Document) -> Result<Vec<Finding>, Finding> {
    let unreadable = |why: &str| Finding::new("evidence.signoff.unreadable").with("why", why);
    let content = document.content().map_err(|error| unreadable(error.code()))?;
    let order = WorkOrder::new(&content);
    let mut found = Vec::new();
    for (event, record) in order.signoffs() {
        let standing = standing_of_signoff(document, (&order, event.key), &record.heads, &document.heads())
            .map_err(|error| unreadable(error.code()))?
            .unwrap_or_default();
        found.push(settled(event, record, &standing));
    }
    Ok(if found.is_empty() { vec![Finding::new("evidence.signoff.unsigned")] } else { found })
}

fn settled(event: &Event, record: &SignoffRecord, standing: &SignoffStanding) -> Finding {
    let (outcome, who, at) = (record.kind.name(), who(record), utc(event.at.corrected));
    if !standing.void_by.is_empty() {
        return Finding::new("evidence.signoff.void")
            .with("outcome", outcome)
            .with("who", who)
            .with("at", at)
            .with("count", standing.void_by.len());
    }
    if standing.sign_again {
        return Finding::new("evidence.signoff.asked_again")
            .with("outcome", outcome)
            .with("who", who)
            .with("at", at);
    }
    if standing.additions.is_empty() && standing.kept.is_empty() {
        return Finding::new("evidence.signoff.stands")
            .with("outcome", outcome)
            .with("who", who)
            .with("at", at);
    }
    Finding::new("evidence.signoff.added_to")
        .with("outcome", outcome)
        .with("who", who)
        .with("at", at)
        .with("count", standing.additions.len() + standing.kept.len())
        .with("kept", standing.kept.len())
}

fn who(record: &SignoffRecord) -> String {
    match &record.signatory {
        None => "–".to_owned(),
        Some(who) if who.capacity.is_empty() => who.name.clone(),
        Some(who) => format!("{} ({})", who.name, who.capacity),
    }
}

/// A time as evidence says it: in UTC, wherever it is read.
pub(super) fn utc(at: Timestamp) -> String {
    let shown = TimeZone::fixed(0).wall_time(at);
    format!("{} {:02}:{:02} UTC", shown.date, shown.hour, shown.minute)
}
