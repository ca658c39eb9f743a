//! Where a request stands: the fold of its events.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::event::{Event, Events};
use crate::id::EventKey;
use crate::request::{RequestEvent, RequestOutcome};
use crate::time::Timestamp;

/// Where a request stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestStatus {
    /// Nobody has taken it down yet.
    #[default]
    Unlogged,
    /// Waiting for an answer.
    Open,
    /// Ended (R2).
    Ended,
}

impl RequestStatus {
    /// The name stored, sent and shown to programs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unlogged => "unlogged",
            Self::Open => "open",
            Self::Ended => "ended",
        }
    }
}

/// A way the request ended, with the event that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// The event: who, when.
    pub event: EventKey,
    /// How.
    pub outcome: RequestOutcome,
}

/// The state of a request: a function of the set of its events, so every replica has the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RequestState {
    /// Where it stands.
    pub status: RequestStatus,
    /// When it was taken down, corrected.
    pub logged_at: Option<Timestamp>,
    /// `phone`, `letter`, `mail`, `message` or `walk_in`.
    pub channel: String,
    /// The number of the device's own register, kept beside the server's (R1).
    pub provisional: Option<String>,
    /// The ways it ended that nobody has taken back, by (order, key).
    pub endings: Vec<Ending>,
    /// Whether it ended in different ways at once; both are shown until a person reopens it (R2, R49).
    pub contested: bool,
    /// Events that were not possible where they were made; they stand in the record and change nothing.
    pub ignored: Vec<EventKey>,
}

impl RequestState {
    /// The state the events give. A request ends by an ending that no reopening has in its past.
    #[must_use]
    pub fn fold(events: &Events) -> Self {
        let mut pasts: BTreeMap<EventKey, BTreeSet<EventKey>> = BTreeMap::new();
        let mut valid: Vec<(&Event, &RequestEvent)> = Vec::new();
        let mut ignored = Vec::new();
        for event in events.in_order() {
            let past = past_of(event, &pasts);
            if let Some(body) = event.body.read::<RequestEvent>() {
                let before =
                    Self::of(valid.iter().filter(|(earlier, _)| past.contains(&earlier.key)), &pasts);
                if before.admits(body) { valid.push((event, body)) } else { ignored.push(event.key) }
            }
            pasts.insert(event.key, past);
        }
        Self { ignored, ..Self::of(valid.iter(), &pasts) }
    }

    /// Whether something can happen to a request in this state (R2).
    #[must_use]
    pub fn admits(&self, event: &RequestEvent) -> bool {
        let needed = match event {
            RequestEvent::Logged { .. } => RequestStatus::Unlogged,
            RequestEvent::Ended { .. } => RequestStatus::Open,
            RequestEvent::Reopened { .. } => RequestStatus::Ended,
        };
        self.status == needed
    }

    fn of<'a>(
        valid: impl Iterator<Item = &'a (&'a Event, &'a RequestEvent)> + Clone,
        pasts: &BTreeMap<EventKey, BTreeSet<EventKey>>,
    ) -> Self {
        let mut state = Self::default();
        let reopened: BTreeSet<EventKey> = valid
            .clone()
            .filter(|(_, body)| matches!(body, RequestEvent::Reopened { .. }))
            .flat_map(|(event, _)| pasts.get(&event.key).into_iter().flatten().copied())
            .collect();
        for (event, body) in valid {
            match body {
                RequestEvent::Logged { channel, provisional } if state.logged_at.is_none() => {
                    state.logged_at = Some(event.at.corrected);
                    state.channel.clone_from(channel);
                    state.provisional.clone_from(provisional);
                }
                RequestEvent::Ended { outcome } if !reopened.contains(&event.key) => {
                    state.endings.push(Ending { event: event.key, outcome: outcome.clone() });
                }
                RequestEvent::Logged { .. } | RequestEvent::Ended { .. } | RequestEvent::Reopened { .. } => {}
            }
        }
        state.contested = state.endings.windows(2).any(|pair| pair[0].outcome != pair[1].outcome);
        state.status = match (state.logged_at, state.endings.is_empty()) {
            (None, _) => RequestStatus::Unlogged,
            (Some(_), true) => RequestStatus::Open,
            (Some(_), false) => RequestStatus::Ended,
        };
        state
    }
}

/// All ancestors of an event, as far as they are here. Called in (order, key), so those of its ancestors are known.
fn past_of(event: &Event, pasts: &BTreeMap<EventKey, BTreeSet<EventKey>>) -> BTreeSet<EventKey> {
    let mut past: BTreeSet<EventKey> = event.after.iter().copied().collect();
    past.extend(event.after.iter().filter_map(|key| pasts.get(key)).flatten().copied());
    past
}
