//! What is inside work that waits, in words.

use std::sync::Arc;

use jobsheet_document::Document;
use jobsheet_domain::edit::Deed;
use jobsheet_domain::id::ChangeHash;
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;
use serde_json::Value;

use super::asked;
use crate::ledger::RefusedRun;
use crate::office::Error;
use crate::office::admit::look_into;
use crate::office::desk::people::People;
use crate::office::desk::{text, timeline};
use crate::office::listing::kept::Kept;
use crate::office::messages::message;
use crate::office::server::Server;
use crate::office::views::{Recorded, ReviewDeed, ReviewView};

/// Work of one author on one document, as a person reads it; what is inside only where somebody has the time to look.
pub(super) fn view(
    server: &Server,
    group: &[RefusedRun],
    language: Language,
    look_inside: bool,
) -> Result<ReviewView, Error> {
    let organisation = server.organisation.id;
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return Err(Error::Missing("review"));
    };
    let people = People::read(server)?;
    let device = server.ledger.device(organisation, last.device)?;
    let (number, title) = named(server, last)?;
    let mut changes: Vec<Arc<[u8]>> = Vec::new();
    let mut kind = None;
    for refused in group {
        let asked = asked(refused)?;
        kind = kind.or(asked.kind);
        // A run sent again in parts brings the same changes twice.
        let new = asked.changes.into_iter().filter(|change| !changes.contains(change));
        changes.extend(new.collect::<Vec<_>>());
    }
    let opened = match kind.filter(|_| look_inside) {
        Some(kind) => look_into(server, last.document, kind, &changes)?,
        None => None,
    };
    let deeds = opened.map(|(document, hashes)| deeds(&document, &hashes)).unwrap_or_default();
    Ok(ReviewView {
        digest: hex::encode(last.digest()),
        document: last.document.0,
        kind: kind.map(|kind| kind.name().to_owned()).unwrap_or_default(),
        number,
        title,
        user_name: device.as_ref().map(|device| people.name(device.user)).unwrap_or_default(),
        device: last.device.0,
        device_name: device.as_ref().map(|device| device.name.clone()).unwrap_or_default(),
        revoked: device.is_some_and(|device| device.revoked_at.is_some()),
        message: message(&Refusal::new(&first.code), language),
        code: first.code.clone(),
        received_at: last.received_at.0,
        runs: u32::try_from(group.len()).unwrap_or(u32::MAX),
        deeds,
    })
}

/// The number and title of a document, as its list shows them.
fn named(server: &Server, refused: &RefusedRun) -> Result<(String, String), Error> {
    let row = server.ledger.row(server.organisation.id, refused.document)?;
    let kept = row.as_ref().map(Kept::<Value>::read).transpose()?;
    Ok(kept.map(|kept| (kept.listing.number, kept.listing.title)).unwrap_or_default())
}

fn deeds(document: &Document, hashes: &[ChangeHash]) -> Vec<ReviewDeed> {
    let read = |hash: &ChangeHash| {
        let deeds = document.deeds(*hash).unwrap_or_default();
        deeds.iter().map(|deed| view_of(document, *hash, deed)).collect::<Vec<_>>()
    };
    hashes.iter().flat_map(read).collect()
}

fn view_of(document: &Document, hash: ChangeHash, deed: &Deed) -> ReviewDeed {
    let plain = |what: &'static str, name: String, value: String| ReviewDeed {
        recorded: Recorded { what, name, detail: Value::Null },
        value,
        at: None,
        device_time: None,
    };
    match deed {
        Deed::Fact { name, value } => plain("fact", name.clone(), text::of(value)),
        Deed::Item { collection, field, value, .. } => {
            plain("item", format!("{collection}/{field}"), text::of(value))
        }
        Deed::Answer { item, value } => plain("answer", item.clone(), text::of(value)),
        Deed::Text { field } => {
            let written = document.content_at(&[hash]).map(|content| content.text(field).to_owned());
            plain("text", field.clone(), written.unwrap_or_default())
        }
        Deed::Event(event) => {
            let (name, detail) = timeline::body(document.kind(), &event.body);
            ReviewDeed {
                recorded: Recorded { what: "event", name, detail },
                value: String::new(),
                at: Some(event.at.corrected.0),
                device_time: Some(event.at.device.0),
            }
        }
    }
}
