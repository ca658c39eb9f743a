//! The fold itself: judge every event, walk them, and hand over what became of each.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::{Event, Events};
use crate::flow::history::{Bits, History};
use crate::flow::walk::{Judged, Walk};
use crate::flow::{Contest, Flow, Judgement, Situation, Standing};
use crate::id::EventKey;

/// The events of a document, judged and walked: what an aggregate makes its state of.
pub(crate) struct Folded<'a, F: Flow> {
    history: History<'a, F>,
    judgements: Vec<Judgement<F>>,
    walk: Walk<F>,
}

/// One event of the walk.
pub(crate) struct FoldedEvent<'f, 'a, F: Flow> {
    pub(crate) event: &'a Event,
    /// `None` for what this version does not know.
    pub(crate) body: Option<&'a F::Body>,
    pub(crate) judgement: &'f Judgement<F>,
    pub(crate) standing: Standing,
}

impl<'a, F: Flow> Folded<'a, F> {
    pub(crate) fn new(events: &'a Events) -> Self {
        let history = History::new(events);
        let judgements = judge_all(&history);
        let walk = Judged { history: &history, judgements: &judgements }.walk(&history.all());
        Self { history, judgements, walk }
    }

    /// Where the walk ended.
    pub(crate) const fn situation(&self) -> &Situation<F> {
        &self.walk.situation
    }

    /// Every event, in the order in which the walk reached it.
    pub(crate) fn steps(&self) -> impl Iterator<Item = FoldedEvent<'_, 'a, F>> {
        self.walk.steps.iter().map(|step| FoldedEvent {
            event: self.history.event(step.position),
            body: self.history.body(step.position),
            judgement: &self.judgements[step.position],
            standing: step.standing,
        })
    }

    /// What a person must settle; `None` when nothing is.
    pub(crate) fn contest(&self) -> Option<Contest> {
        let keys = |positions: &[usize]| positions.iter().map(|&p| self.history.event(p).key).collect();
        let contest = Contest {
            dropped: keys(&self.walk.dropped),
            unfitting: keys(&self.walk.unfitting),
            settlements: keys(&self.walk.settlements),
        };
        (!contest.is_empty()).then_some(contest)
    }
}

/// The named events and their ancestors: what somebody knew whose newest events were these.
pub(crate) fn past(events: &Events, newest: &[EventKey]) -> Events {
    let mut known: BTreeSet<EventKey> = BTreeSet::new();
    let mut open: Vec<EventKey> = newest.to_vec();
    while let Some(key) = open.pop() {
        let Some(event) = events.get(key) else { continue };
        if known.insert(key) {
            open.extend(&event.after);
        }
    }
    Events::new(events.iter().filter(|event| known.contains(&event.key)).cloned())
}

/// Judges every event by its ancestors. Along a line of events the situation is carried on; only where lines meet is
/// the past walked again, once for each set of parents. The judgement follows from what the event's key covers, so it is
/// noted with the event: the next fold of a document judges what is new in it.
fn judge_all<F: Flow>(history: &History<'_, F>) -> Vec<Judgement<F>> {
    let mut judgements: Vec<Judgement<F>> = Vec::with_capacity(history.len());
    let mut met: BTreeMap<&[usize], Situation<F>> = BTreeMap::new();
    for position in 0..history.len() {
        let whole = history.is_whole(position);
        let noted = history.event(position).noted::<Judgement<F>>().filter(|_| whole);
        if let Some(known) = noted {
            judgements.push(*known);
            continue;
        }
        let judged = Judged { history, judgements: &judgements };
        let before = match history.parents(position) {
            [] => Situation::default(),
            [parent] => judged.after(*parent),
            parents => *met.entry(parents).or_insert_with(|| judged.meeting(history.ancestors(position))),
        };
        let author = history.event(position).by.user;
        let row = history.body(position).and_then(|body| {
            let mut rows = F::rows(F::kind(body), author, &before.circumstances);
            rows.find(|row| row.admits(before.status, &before.circumstances))
        });
        let judgement = Judgement { before, row };
        if whole {
            history.event(position).note(judgement);
        }
        judgements.push(judgement);
    }
    judgements
}

impl<F: Flow> Judged<'_, '_, F> {
    /// The situation once `position` and its ancestors are known, and nothing else.
    fn after(self, position: usize) -> Situation<F> {
        let judgement = &self.judgements[position];
        if self.is_settlement(position) {
            return self.settle(position, &BTreeSet::new()).situation;
        }
        match (judgement.row, self.history.body(position)) {
            (Some(row), Some(body)) => judgement.before.after(self.history.event(position), body, row),
            _ => judgement.before,
        }
    }

    fn meeting(self, past: &Bits) -> Situation<F> {
        self.walk(past).situation
    }
}
