//! Customers' hands: devices seal them to the organisation's key, and whoever may see one asks the server to open it.

use jobsheet_domain::id::{Digest, DocumentId, EventKey, OrganisationId};
use jobsheet_domain::work_order::{SignoffRecord, Strokes};
use jobsheet_evidence::{hand_digest, strokes_digest};
use jobsheet_signing::{OpeningKey, SealContext, SealingKey};

use crate::ledger::{Ledger, LedgerError};
use crate::office::records::{canonical, publish_changed};
use crate::office::server::Server;
use crate::office::views::StrokesView;
use crate::office::{Error, Opened};

/// The record of the key that devices seal hands to.
const RECORD: &str = "hands";

/// Publishes the key that devices seal to.
pub fn publish(server: &Server) -> Result<(), Error> {
    server.hands.first().map_or(Ok(()), |key| publish_key(server, &key.public()))
}

/// The same for a key that the server does not open with yet.
pub fn publish_key(server: &Server, key: &SealingKey) -> Result<(), Error> {
    publish_changed(server, RECORD, &canonical(key)?)
}

/// The key that devices were told last; nothing for a record that holds none.
pub fn published(
    ledger: &dyn Ledger,
    organisation: OrganisationId,
) -> Result<Option<SealingKey>, LedgerError> {
    told(ledger, organisation, u64::MAX)
}

fn told(
    ledger: &dyn Ledger,
    organisation: OrganisationId,
    position: u64,
) -> Result<Option<SealingKey>, LedgerError> {
    let record = ledger.record_at(organisation, RECORD, position)?;
    Ok(record.and_then(|record| serde_json::from_slice(&record.bytes).ok()))
}

/// The hand under a sign-off, opened where it is sealed; nothing where there is none, or no key opens it, or it is not the one
/// that the statement names.
pub fn open(server: &Server, document: DocumentId, record: &SignoffRecord) -> Option<Strokes> {
    let Some(hand) = &record.sealed else { return record.strokes.clone() };
    let digest = hand_digest(record)?;
    let context = SealContext::hand(server.organisation.id.0.as_bytes(), document.0.as_bytes(), digest.0);
    let key = held(server, hand.key)?;
    let strokes = Strokes::unpacked(&key.open(&context, &hand.sealed.0)?)?;
    (strokes_digest(&strokes) == digest).then_some(strokes)
}

/// Whether a key of ours opens what is sealed to that one.
pub fn holds(server: &Server, key: Digest) -> bool {
    held(server, key).is_some()
}

fn held(server: &Server, key: Digest) -> Option<&OpeningKey> {
    server.hands.iter().find(|held| Digest(held.public().id().0) == key)
}

/// Whether devices were told that key at a position of the feed.
///
/// # Errors
/// When the ledger cannot be read.
pub fn was_told(server: &Server, key: Digest, position: u64) -> Result<bool, LedgerError> {
    let told = told(server.ledger.as_ref(), server.organisation.id, position)?;
    Ok(told.is_some_and(|told| Digest(told.id().0) == key))
}

/// The hand under a sign-off of an order, for who may see it.
///
/// # Errors
/// [`Error::Missing`] when the order has no such sign-off, or it has no hand that opens.
pub fn shown(server: &Server, id: DocumentId, event: EventKey) -> Result<StrokesView, Error> {
    let opened = Opened::read(server, id)?;
    let order = opened.order()?;
    let record = order.signoff_record(event).ok_or(Error::Missing("signoff"))?;
    let strokes = open(server, id, record).ok_or(Error::Missing("hand"))?;
    let line = |line: Vec<jobsheet_domain::work_order::StrokePoint>| {
        line.into_iter().map(|point| (point.0, point.1, point.2, point.3)).collect()
    };
    Ok(StrokesView {
        width: strokes.width,
        height: strokes.height,
        strokes: strokes.strokes.into_iter().map(line).collect(),
    })
}
