//! The stored form of an event: canonical CBOR, and the key that follows from it.

use ciborium::value::Value as Cbor;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::canonical::{NotCanonical, encode, first_16, read, write};
use crate::event::{Author, Event, EventBody, Read};
use crate::id::EventKey;
use crate::time::EventTime;

/// An event as stored: the kind apart from its particulars, so that unknown kinds stay readable.
#[derive(Serialize, Deserialize)]
struct Envelope {
    kind: String,
    order: u64,
    after: Vec<EventKey>,
    as_of: u64,
    at: EventTime,
    by: Author,
    body: Cbor,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reads: Vec<Read>,
}

/// The canonical bytes of an event. Its key is [`event_key`] of them; `event.key` itself is not stored.
///
/// # Errors
/// When the particulars of the body are no CBOR.
pub fn encode_event(event: &Event) -> Result<Vec<u8>, NotCanonical> {
    encode(&Envelope {
        kind: event.body.kind().to_owned(),
        order: event.order,
        after: event.after.clone(),
        as_of: event.as_of,
        at: event.at,
        by: event.by,
        body: read(event.body.cbor())?,
        reads: event.reads.clone(),
    })
}

/// The event of canonical bytes, whatever its kind: what it means is the aggregate's to read.
///
/// # Errors
/// When the bytes are not canonical or lack the fields every event has.
pub fn decode_event(bytes: &[u8]) -> Result<Event, NotCanonical> {
    let envelope: Envelope = read(bytes)?.deserialized().map_err(NotCanonical::new)?;
    Ok(Event {
        key: event_key(bytes),
        order: envelope.order,
        after: envelope.after,
        as_of: envelope.as_of,
        at: envelope.at,
        by: envelope.by,
        reads: envelope.reads,
        body: EventBody::raw(envelope.kind, write(envelope.body)?),
    })
}

/// The key of an event: the first 16 bytes of the SHA-256 of its canonical bytes.
#[must_use]
pub fn event_key(bytes: &[u8]) -> EventKey {
    EventKey(first_16(&Sha256::digest(bytes).into()))
}
