//! The fold: from the set of events of a work order to its state, the same on every replica whatever the order in
//! which the events arrived. It reads no policy and no clock.
//!
//! 1. Each event is *judged* by the state of its own ancestors only: valid when a row of the table admits their status
//!    and lead. 2. Every valid field event is *kept*. 3. An office event is *dropped* when a concurrent field event
//!    can neither precede nor follow it, when it does not fit the status on the walk, or when it would leave a
//!    concurrent field event no way to set the status. 4. The *status* is where a walk in (order, key) ends. 5. The
//!    order is *contested* when an office event was dropped or a field event stands without having set the status.
//!    6. A person's *settlement* applies to its own past, and what it did not know is folded after it.

mod assemble;
mod history;
mod judgement;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::event::{Event, Events};
use crate::id::EventKey;
use crate::work_order::fold::history::{Bits, History};
use crate::work_order::fold::judgement::{Judgement, Situation};
use crate::work_order::fold::walk::Judged;
use crate::work_order::state::WorkOrderState;
use crate::work_order::transitions::judge;

/// The state that follows from the events.
#[must_use]
pub fn fold(events: &Events) -> WorkOrderState {
    let history = History::new(events);
    let judgements = judge_all(&history);
    let judged = Judged { history: &history, judgements: &judgements };
    assemble::assemble(judged, &judged.walk(&history.all()))
}

/// The state that follows from the named events and their ancestors: what somebody knew whose newest events were
/// these.
#[must_use]
pub fn fold_until(events: &Events, newest: &[EventKey]) -> WorkOrderState {
    let mut known: BTreeSet<EventKey> = BTreeSet::new();
    let mut open: Vec<EventKey> = newest.to_vec();
    while let Some(key) = open.pop() {
        let Some(event) = events.get(key) else { continue };
        if known.insert(key) {
            open.extend(&event.after);
        }
    }
    let past: Vec<Event> = events.iter().filter(|event| known.contains(&event.key)).cloned().collect();
    fold(&Events::new(past))
}

/// Judges every event by its ancestors. Along a line of events the situation is carried on; only where lines meet is
/// the past walked again, once for each set of parents.
fn judge_all(history: &History<'_>) -> Vec<Judgement> {
    let mut judgements: Vec<Judgement> = Vec::with_capacity(history.len());
    let mut met: BTreeMap<&[usize], Situation> = BTreeMap::new();
    for position in 0..history.len() {
        let judged = Judged { history, judgements: &judgements };
        let before = match history.parents(position) {
            [] => Situation::default(),
            [parent] => judged.after(*parent),
            parents => *met.entry(parents).or_insert_with(|| judged.meeting(history.ancestors(position))),
        };
        let event = history.event(position);
        let is_lead = before.lead == Some(event.by.user);
        let row = history
            .body(position)
            .and_then(|body| judge(body.kind(), is_lead, before.status, before.arrived));
        judgements.push(Judgement { before, row });
    }
    judgements
}

impl Judged<'_, '_> {
    /// The situation once `position` and its ancestors are known, and nothing else.
    fn after(self, position: usize) -> Situation {
        let judgement = &self.judgements[position];
        if self.is_settlement(position) {
            return self.settle(position, &BTreeSet::new()).situation;
        }
        match (judgement.row, self.history.body(position)) {
            (Some(row), Some(body)) => judgement.before.after(self.history.event(position), body, row),
            _ => judgement.before,
        }
    }

    fn meeting(self, past: &Bits) -> Situation {
        self.walk(past).situation
    }
}
