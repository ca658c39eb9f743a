//! Walking judged events in (order, key): which stand, where the status ends, what is contested (points 2–6).

use std::collections::BTreeSet;

use crate::flow::history::{Bits, History};
use crate::flow::{Class, Flow, Judgement, Situation, Standing, would_admit};

/// Orders that are tried for events that came too late. Devices of one team need one or two; a history that was made to need
/// hundreds costs no more than these.
const MOST_TRIES: u32 = 16;

/// One event on the walk, with what became of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) position: usize,
    pub(super) standing: Standing,
}

/// A field event that did not fit, and the office event that had put the document where it does not fit.
#[derive(Clone, Copy, Debug)]
struct Misfit {
    position: usize,
    moved_by: Option<usize>,
}

/// A walk and where it ended.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk<F: Flow> {
    pub(super) situation: Situation<F>,
    pub(super) steps: Vec<Step>,
    pub(super) dropped: Vec<usize>,
    pub(super) unfitting: Vec<usize>,
    pub(super) settlements: Vec<usize>,
    /// The field events that moved the document, each with the situation it was reached in.
    moved: Vec<(usize, Situation<F>)>,
}

/// The judged events a walk is over.
#[derive(Clone, Copy)]
pub(super) struct Judged<'h, 'a, F: Flow> {
    pub(super) history: &'h History<'a, F>,
    pub(super) judgements: &'h [Judgement<F>],
}

/// Who drops office events.
#[derive(Clone, Copy)]
enum Dropping<'d> {
    /// The rules of point 3.
    Rules,
    /// A person who settled: exactly these (point 6).
    Settled(&'d BTreeSet<usize>),
}

impl<F: Flow> Judged<'_, '_, F> {
    /// The fold over a set closed under ancestors.
    pub(super) fn walk(self, set: &Bits) -> Walk<F> {
        let mut walk = self.walk_from_settlement(set, Dropping::Rules);
        self.contest_settlements(set, &mut walk);
        walk
    }

    /// What a settlement makes of its past: the fold again, without what it drops, ended by what it lets stand.
    /// Drops of settlements in its past remain.
    pub(super) fn settle(self, settlement: usize, dropped_later: &BTreeSet<usize>) -> Walk<F> {
        let Some(decided) = self.history.body(settlement).and_then(F::settlement) else {
            return Walk::default();
        };
        let past = self.history.ancestors(settlement);
        let mut drops = self.history.positions(decided.drop);
        drops.extend(dropped_later);
        let mut walk = self.walk_from_settlement(past, Dropping::Settled(&drops));
        walk.dropped.clear();
        walk.unfitting.clear();
        let chosen = decided.stands.and_then(|key| self.history.positions(&[key]).pop_first());
        if let Some(chosen) = chosen.filter(|&chosen| past.contains(chosen) && self.is_field(chosen)) {
            walk.situation.status = self.judgements[chosen].target();
        }
        walk.situation.since = Some(self.history.event(settlement).at.corrected);
        walk.steps.push(Step { position: settlement, standing: Standing::Kept });
        walk
    }

    fn walk_from_settlement(self, set: &Bits, dropping: Dropping<'_>) -> Walk<F> {
        let settlement = set.iter().filter(|&position| self.is_settlement(position)).last();
        let later = match dropping {
            Dropping::Rules => &BTreeSet::new(),
            Dropping::Settled(drops) => drops,
        };
        let start = settlement.map(|position| self.settle(position, later)).unwrap_or_default();
        let settled = |position: usize| {
            settlement.is_some_and(|s| s == position || self.history.ancestors(s).contains(position))
        };
        let rest: Vec<usize> = set.iter().filter(|&position| !settled(position)).collect();
        match dropping {
            Dropping::Settled(drops) => self.pass(start, &rest, drops).0,
            Dropping::Rules => self.walk_by_rules(set, &start, rest),
        }
    }

    /// Points 3 to 5. An office event that leaves a concurrent field event no way to set the status is set aside and
    /// the walk begins again, so that the status is the one that follows from the field's facts (R5).
    ///
    /// It begins again from the start, and not from where the office event stood: without that event everything after
    /// it is reached in another status, so what fitted may not and what did not may. Each round sets one more office
    /// event aside and none is ever taken back, so there are at most as many rounds as office events. Only the first
    /// one in the way is set aside in a round, because the later ones may not be in the way without it.
    fn walk_by_rules(self, set: &Bits, start: &Walk<F>, mut order: Vec<usize>) -> Walk<F> {
        let mut aside: BTreeSet<usize> =
            order.iter().copied().filter(|&office| self.excluded_by_field(set, office)).collect();
        let mut tries = MOST_TRIES;
        loop {
            let (mut walk, misfits) = self.pass_without_twins(start, &order, &aside);
            if let Some(better) = self.rearranged(start, (&order, &aside), &walk, &misfits, &mut tries) {
                order = better;
                continue;
            }
            let in_the_way = misfits.iter().find_map(|misfit| self.in_the_way_of(*misfit));
            if let Some(office) = in_the_way {
                aside.insert(office);
                continue;
            }
            let repeated: BTreeSet<usize> = walk
                .dropped
                .iter()
                .copied()
                .filter(|office| !aside.contains(office) && self.has_twin(&walk, *office))
                .collect();
            walk.dropped.retain(|office| !repeated.contains(office));
            walk.unfitting.extend(misfits.iter().map(|misfit| misfit.position));
            self.contest_clashes(&order, &mut walk);
            return walk;
        }
    }

    /// An order in which a field event fits that was reached too late for no other reason than its key: before a concurrent one
    /// that moved the document on. Who set out and who arrived on another device do not contradict each other, whichever key is
    /// the smaller. Nothing where every such order leaves more that does not fit.
    fn rearranged(
        self,
        start: &Walk<F>,
        (order, aside): (&[usize], &BTreeSet<usize>),
        walk: &Walk<F>,
        misfits: &[Misfit],
        tries: &mut u32,
    ) -> Option<Vec<usize>> {
        misfits.iter().find_map(|misfit| {
            let late = misfit.position;
            let row = self.judgements[late].row?;
            let mut moved = walk.moved.iter().rev();
            let (before, _) = moved.find(|(position, was)| {
                self.history.concurrent(*position, late) && would_admit(row, was.status, &was.circumstances)
            })?;
            *tries = tries.checked_sub(1)?;
            let better = self.brought_forward(order, late, *before);
            let (made, left) = self.pass_without_twins(start, &better, aside);
            let still = left.iter().all(|one| misfits.iter().any(|known| known.position == one.position));
            (still && left.len() < misfits.len() && made.dropped == walk.dropped).then_some(better)
        })
    }

    /// The order with an event, and what of its past comes after another, put before that other. All of it is concurrent with it.
    fn brought_forward(self, order: &[usize], late: usize, before: usize) -> Vec<usize> {
        let past = self.history.ancestors(late);
        let at = order.iter().position(|position| *position == before).unwrap_or_default();
        let (earlier, later) = order.split_at(at);
        let is_brought = |position: &&usize| **position == late || past.contains(**position);
        let brought = later.iter().filter(is_brought);
        let rest = later.iter().filter(|position| !is_brought(position));
        earlier.iter().chain(brought).chain(rest).copied().collect()
    }

    /// A pass, and what did not fit in it that nobody else said too.
    fn pass_without_twins(
        self,
        start: &Walk<F>,
        order: &[usize],
        aside: &BTreeSet<usize>,
    ) -> (Walk<F>, Vec<Misfit>) {
        let (walk, mut misfits) = self.pass(start.clone(), order, aside);
        misfits.retain(|misfit| !self.has_twin(&walk, misfit.position));
        (walk, misfits)
    }

    /// One pass in (order, key) over the events that are not set aside.
    fn pass(self, start: Walk<F>, rest: &[usize], aside: &BTreeSet<usize>) -> (Walk<F>, Vec<Misfit>) {
        let mut walk = start;
        let mut misfits = Vec::new();
        let mut moved_by = None;
        for &position in rest {
            let standing = self.standing(position, walk.situation, aside);
            walk.steps.push(Step { position, standing });
            let judgement = &self.judgements[position];
            let (Some(row), Some(body)) = (judgement.row, self.history.body(position)) else { continue };
            match standing {
                Standing::Dropped => walk.dropped.push(position),
                Standing::Unfitting => {
                    walk.situation = walk.situation.noting(&judgement.before.circumstances, body, row);
                    if judgement.target() != walk.situation.status {
                        misfits.push(Misfit { position, moved_by });
                    }
                }
                Standing::Kept if !self.is_settlement(position) => {
                    if judgement.moves() && row.class == Class::Field {
                        walk.moved.push((position, walk.situation));
                    }
                    walk.situation = walk.situation.after(self.history.event(position), body, row);
                    if judgement.moves() {
                        moved_by = (row.class == Class::Office).then_some(position);
                    }
                }
                Standing::Kept | Standing::Invalid | Standing::Unknown => {}
            }
        }
        (walk, misfits)
    }

    /// What becomes of an event that is reached in a situation.
    fn standing(self, position: usize, situation: Situation<F>, aside: &BTreeSet<usize>) -> Standing {
        let judgement = &self.judgements[position];
        let Some(row) = judgement.row else {
            let known = self.history.body(position).is_some();
            return if known { Standing::Invalid } else { Standing::Unknown };
        };
        if self.is_settlement(position) {
            return Standing::Kept;
        }
        let fits = would_admit(row, situation.status, &situation.circumstances);
        match (fits, row.class) {
            _ if aside.contains(&position) => Standing::Dropped,
            (true, _) => Standing::Kept,
            (false, _) if row.is_beside() => Standing::Kept,
            (false, Class::Office) => Standing::Dropped,
            (false, Class::Field) => Standing::Unfitting,
        }
    }

    /// Point 3 (a): a valid concurrent field event that neither can follow nor go before this office event.
    fn excluded_by_field(self, set: &Bits, office: usize) -> bool {
        let decision = &self.judgements[office];
        let Some(row) = decision.row.filter(|row| row.class == Class::Office) else { return false };
        if row.is_beside() || self.is_settlement(office) {
            return false;
        }
        set.iter().any(|field| {
            let fact = &self.judgements[field];
            let Some(fact_row) = fact.row.filter(|row| row.class == Class::Field) else { return false };
            !fact.is_beside()
                && self.history.concurrent(office, field)
                && !would_admit(fact_row, decision.target(), &fact.before.circumstances)
                && !would_admit(row, fact.target(), &decision.before.circumstances)
        })
    }

    /// The office event that keeps a concurrent field event from setting the status. A sign-off sets none.
    fn in_the_way_of(self, misfit: Misfit) -> Option<usize> {
        let office = misfit.moved_by?;
        let sets_status = self.judgements[misfit.position].moves();
        (sets_status && self.history.concurrent(office, misfit.position)).then_some(office)
    }

    /// Whether a concurrent event of the same kind and target took effect: the same thing said twice (point 5). Two
    /// people who both cancel leave nothing to decide, although the second cancellation finds no status to act on; so
    /// neither is it contested, nor does it count as a misfit that would set the first one aside.
    fn has_twin(self, walk: &Walk<F>, position: usize) -> bool {
        let one = &self.judgements[position];
        walk.steps.iter().any(|step| {
            let other = &self.judgements[step.position];
            step.standing == Standing::Kept
                && other.kind() == one.kind()
                && other.target() == one.target()
                && self.history.concurrent(step.position, position)
        })
    }

    /// Two events that can both stand by the table and still contradict each other: the one that is watched is listed,
    /// and a person must look. What lies wholly before a settlement was looked at there.
    fn contest_clashes(self, rest: &[usize], walk: &mut Walk<F>) {
        let beside: Vec<usize> = walk
            .steps
            .iter()
            .map(|step| step.position)
            .filter(|&watched| self.judgements[watched].kind().is_some_and(|kind| F::WATCHED.contains(&kind)))
            .filter(|&watched| {
                walk.steps.iter().map(|step| step.position).any(|other| {
                    self.clash(watched, other) && (rest.contains(&watched) || rest.contains(&other))
                })
            })
            .filter(|watched| !walk.unfitting.contains(watched) && !walk.dropped.contains(watched))
            .collect();
        walk.unfitting.extend(beside);
    }

    fn clash(self, watched: usize, other: usize) -> bool {
        let body = |position: usize| self.judgements[position].row.and(self.history.body(position));
        let (Some(one), Some(beside)) = (body(watched), body(other)) else { return false };
        F::clashes(one, beside) && self.history.concurrent(watched, other)
    }

    /// Two settlements that did not know of each other leave the document contested (point 6).
    fn contest_settlements(self, set: &Bits, walk: &mut Walk<F>) {
        let settlements: Vec<usize> = set.iter().filter(|&position| self.is_settlement(position)).collect();
        let Some(&last) = settlements.last() else { return };
        let apart: Vec<usize> =
            settlements.iter().copied().filter(|&other| self.history.concurrent(other, last)).collect();
        if !apart.is_empty() {
            walk.settlements = apart;
            walk.settlements.push(last);
        }
    }

    /// Whether an event, valid where it was made, ends a contest.
    pub(super) fn is_settlement(self, position: usize) -> bool {
        self.judgements[position].kind() == Some(F::SETTLED)
    }

    fn is_field(self, position: usize) -> bool {
        self.judgements[position].class() == Some(Class::Field)
    }
}
