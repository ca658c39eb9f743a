//! When the server heard of what happened: from the run that brought a change in.

use std::collections::BTreeMap;

use jobsheet_document::Document;
use jobsheet_domain::content::Content;
use jobsheet_domain::id::{ActorId, ChangeHash};
use jobsheet_domain::sla::ClockInputs;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::value::Value;

use crate::ledger::StoredRun;
use crate::office::Error;
use crate::office::server::Server;

/// When the server heard of what stopped a clock, by the time it happened at (R31).
pub(crate) type Heard = BTreeMap<Timestamp, Timestamp>;

/// The runs of a document, to be asked about its changes.
pub(crate) struct Arrivals<'a> {
    document: &'a Document,
    runs: BTreeMap<ActorId, Vec<StoredRun>>,
}

impl<'a> Arrivals<'a> {
    /// Every run of a document that is stored, and then `arriving`, which is about to be.
    pub fn read(
        server: &Server,
        document: &'a Document,
        arriving: Option<&StoredRun>,
    ) -> Result<Self, Error> {
        let stored = server.ledger.runs(server.organisation.id, document.id(), 0, u64::MAX)?;
        let mut runs: BTreeMap<ActorId, Vec<StoredRun>> = BTreeMap::new();
        for run in stored.into_iter().chain(arriving.cloned()) {
            runs.entry(run.actor).or_default().push(run);
        }
        Ok(Self { document, runs })
    }

    /// The first run that brought a change in; none for a change that is computed.
    pub fn run(&self, change: ChangeHash) -> Option<&StoredRun> {
        let header = self.document.change(change)?.header;
        let runs = self.runs.get(&header.actor)?;
        // An actor's runs follow one another, and each brought something new.
        let first = runs.partition_point(|run| run.last < header.seq);
        runs.get(first).filter(|run| run.first <= header.seq)
    }

    /// When the server took a change in.
    pub fn received_at(&self, change: ChangeHash) -> Option<Timestamp> {
        self.run(change).map(|run| run.received_at)
    }

    /// When the server last took something in; the epoch for a document without runs.
    pub fn newest(&self) -> Timestamp {
        let runs = self.runs.values().flatten();
        runs.max_by_key(|run| run.position).map(|run| run.received_at).unwrap_or_default()
    }

    /// When the server heard of each time at which a clock stopped: an event's, or one that somebody wrote down. Of two
    /// that tell the same time, the one heard of first counts.
    pub fn heard(&self, content: &Content, inputs: &ClockInputs) -> Heard {
        let stops = inputs.stops();
        let events = content.events.in_order().into_iter();
        let told = events.map(|event| (event.at.corrected, self.document.change_of_event(event.key)));
        let entries = content.facts.values().flat_map(|register| &register.entries);
        let written = entries.filter_map(|entry| {
            if let Value::Time(time) = entry.value { Some((time, Some(entry.change))) } else { None }
        });
        let mut heard = Heard::new();
        for (at, change) in told.chain(written).filter(|(at, _)| stops.contains(at)) {
            let Some(received) = change.and_then(|change| self.received_at(change)) else { continue };
            let first = heard.entry(at).or_insert(received);
            *first = received.min(*first);
        }
        heard
    }
}
