//! What is unsent, as runs in an order the server can take them: a run never before one it depends on.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jobsheet_signing::{KeyId, RunClaim};

use crate::{Author, Cover, OutgoingRun, SignedRun};

/// What the `document` crate read in a change's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeHeader {
    /// The document.
    pub document: [u8; 16],
    /// The change's hash.
    pub hash: [u8; 32],
    /// The hashes of the changes it was made on.
    pub dependencies: Vec<[u8; 32]>,
    /// Its author.
    pub actor: [u8; 16],
    /// The author's sequence number in the document, from 1.
    pub seq: u64,
    /// The length of its bytes.
    pub length: usize,
}

/// A change the server has not receipted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// What it is.
    pub header: ChangeHeader,
    /// The hash of its author's change before it; nothing for the first.
    pub previous_own: Option<[u8; 32]>,
    /// Changes of other documents that it was decided by.
    pub reads: Vec<[u8; 32]>,
    /// The tap it was made by. One tap is one change, save where sign-off needs two.
    pub tap: u64,
    /// The feed position up to which its author had the records.
    pub as_of: u64,
    /// The newest server checkpoint its author had seen.
    pub checkpoint: u64,
    /// Its author, when it was handed over by another device (R53).
    pub handed_over_by: Option<Author>,
}

/// The most changes a server judges in one run.
pub const MOST_CHANGES: usize = 1_000;

/// How runs are cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cutting {
    /// The most bytes of changes in one run; a single longer change still makes one.
    pub longest: usize,
    /// The most changes in one run.
    pub most: usize,
    /// Documents of which a run was refused: their work goes tap by tap, so that what is good gets through.
    pub tap_by_tap: BTreeSet<[u8; 16]>,
}

impl Default for Cutting {
    /// Runs of up to 512 KiB and 500 changes: a run is the unit of a verdict, and a cut costs one at most.
    fn default() -> Self {
        Self { longest: 512 << 10, most: MOST_CHANGES / 2, tap_by_tap: BTreeSet::new() }
    }
}

/// A run to sign and send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRun {
    /// The document.
    pub document: [u8; 16],
    /// The author of every change in it.
    pub actor: [u8; 16],
    /// The author when handed over.
    pub handed_over_by: Option<Author>,
    /// The hash of the author's change before the first.
    pub previous: Option<[u8; 32]>,
    /// The sequence number of the first change.
    pub first: u64,
    /// The hash of the last change.
    pub head: [u8; 32],
    /// Of all its changes.
    pub as_of: u64,
    /// Of all its changes.
    pub checkpoint: u64,
    /// Its changes, by their places in the list the plan was made from; oldest first.
    pub changes: Vec<usize>,
    /// The bytes of its changes together.
    pub length: usize,
}

impl PlannedRun {
    /// What is to be signed.
    #[must_use]
    pub fn claim(&self, organisation: [u8; 16], key: KeyId) -> RunClaim {
        let count = self.changes.len() as u64;
        RunClaim {
            organisation,
            document: self.document,
            actor: self.actor,
            key,
            previous: self.previous,
            first: self.first,
            last: self.first + count - 1,
            count,
            head: self.head,
            as_of: self.as_of,
            checkpoint: self.checkpoint,
        }
    }

    /// The run with its signature and the bytes of its changes, in the order of `changes`. `kind` is the document's,
    /// when the server has never receipted anything of it.
    #[must_use]
    pub fn signed(&self, kind: Option<String>, signature: [u8; 64], changes: Vec<Arc<[u8]>>) -> OutgoingRun {
        let cover = Cover {
            author: self.handed_over_by,
            first: self.first,
            count: changes.len() as u64,
            // The server finds it among the ancestors of the first change.
            previous: None,
            as_of: self.as_of,
            checkpoint: self.checkpoint,
            signature,
        };
        OutgoingRun { document: self.document, kind, run: SignedRun { cover, changes } }
    }
}

/// The runs to send, and what can not go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order to send them.
    pub runs: Vec<PlannedRun>,
    /// Changes left out, by their places: they depend on each other in a circle, which no honest change does.
    pub left_out: Vec<usize>,
}

/// Plans what to send. Documents go in the order of their first unsent change, so that an order follows the customer
/// it names, and after those that a change of theirs was decided by; within a document every change follows those it depends on, and stretches of one author's changes made
/// with the same knowledge become one run. What is not in the list is taken to be at the server.
#[must_use]
pub fn plan(unsent: &[Unsent], cutting: &Cutting) -> Plan {
    let mut plan = Plan::default();
    for members in in_reading_order(by_document(unsent), unsent) {
        let order = causal_order(&members, unsent);
        let placed: BTreeSet<usize> = order.iter().copied().collect();
        plan.left_out.extend(members.iter().filter(|place| !placed.contains(place)));
        let first_run = plan.runs.len();
        for place in order {
            let change = &unsent[place];
            let last = if plan.runs.len() > first_run { plan.runs.last_mut() } else { None };
            match last {
                Some(run) if continues(run, change, unsent, cutting) => extend(run, place, change),
                _ => plan.runs.push(begin(place, change)),
            }
        }
    }
    plan
}

/// The changes of each document, documents in the order of their first one. A change listed twice counts once.
fn by_document(unsent: &[Unsent]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of: BTreeMap<[u8; 16], usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (place, change) in unsent.iter().enumerate() {
        if !seen.insert(change.header.hash) {
            continue;
        }
        let group = *group_of.entry(change.header.document).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(place);
    }
    groups
}

/// Documents after those that a change of theirs was decided by, otherwise as they were. Where two were decided by each
/// other, one of them waits at the server until the next sync.
fn in_reading_order(groups: Vec<Vec<usize>>, unsent: &[Unsent]) -> Vec<Vec<usize>> {
    let mut group_of: HashMap<[u8; 32], usize> = HashMap::new();
    for (group, members) in groups.iter().enumerate() {
        group_of.extend(members.iter().map(|place| (unsent[*place].header.hash, group)));
    }
    let read_by = |members: &Vec<usize>| -> BTreeSet<usize> {
        let reads = members.iter().flat_map(|place| &unsent[*place].reads);
        reads.filter_map(|hash| group_of.get(hash).copied()).collect()
    };
    let read: Vec<BTreeSet<usize>> = groups.iter().map(read_by).collect();
    let mut order = Vec::with_capacity(groups.len());
    let mut seen = BTreeSet::new();
    for group in 0..groups.len() {
        place_after_what_it_reads(group, &read, &mut seen, &mut order);
    }
    let mut groups: Vec<Option<Vec<usize>>> = groups.into_iter().map(Some).collect();
    order.into_iter().filter_map(|group| groups[group].take()).collect()
}

/// Decisions look at documents that look at no others, or few: the path is short.
fn place_after_what_it_reads(
    group: usize,
    read: &[BTreeSet<usize>],
    seen: &mut BTreeSet<usize>,
    order: &mut Vec<usize>,
) {
    if !seen.insert(group) {
        return;
    }
    for before in &read[group] {
        place_after_what_it_reads(*before, read, seen, order);
    }
    order.push(group);
}

/// Every change after those it depends on; among those ready, the author of the one before goes on, else the oldest.
fn causal_order(members: &[usize], unsent: &[Unsent]) -> Vec<usize> {
    let place_of: HashMap<[u8; 32], usize> =
        members.iter().map(|place| (unsent[*place].header.hash, *place)).collect();
    let mut waits: BTreeMap<usize, usize> = BTreeMap::new();
    let mut dependants: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in members {
        let dependencies: BTreeSet<usize> = unsent[*place]
            .header
            .dependencies
            .iter()
            .filter_map(|hash| place_of.get(hash).copied())
            .collect();
        waits.insert(*place, dependencies.len());
        for dependency in dependencies {
            dependants.entry(dependency).or_default().push(*place);
        }
    }
    let mut ready: BTreeSet<usize> =
        waits.iter().filter(|(_, n)| **n == 0).map(|(place, _)| *place).collect();
    let mut order: Vec<usize> = Vec::new();
    let mut actor = None;
    while let Some(oldest) = ready.first().copied() {
        let goes_on = ready.iter().copied().find(|place| Some(unsent[*place].header.actor) == actor);
        let next = goes_on.unwrap_or(oldest);
        ready.remove(&next);
        order.push(next);
        actor = Some(unsent[next].header.actor);
        for dependant in dependants.get(&next).into_iter().flatten() {
            if let Some(waiting) = waits.get_mut(dependant) {
                *waiting -= 1;
                if *waiting == 0 {
                    ready.insert(*dependant);
                }
            }
        }
    }
    order
}

fn begin(place: usize, change: &Unsent) -> PlannedRun {
    PlannedRun {
        document: change.header.document,
        actor: change.header.actor,
        handed_over_by: change.handed_over_by,
        previous: change.previous_own,
        first: change.header.seq,
        head: change.header.hash,
        as_of: change.as_of,
        checkpoint: change.checkpoint,
        changes: vec![place],
        length: change.header.length,
    }
}

fn extend(run: &mut PlannedRun, place: usize, change: &Unsent) {
    run.changes.push(place);
    run.head = change.header.hash;
    run.length += change.header.length;
}

/// Whether the change can be one run with those before it: the same author's next one, made with the same knowledge
/// (a change without an event is judged by its run's `as_of`), within the length, and of one tap where that is asked.
fn continues(run: &PlannedRun, change: &Unsent, unsent: &[Unsent], cutting: &Cutting) -> bool {
    let chained = run.actor == change.header.actor
        && run.handed_over_by == change.handed_over_by
        && change.header.seq == run.first + run.changes.len() as u64
        && change.previous_own == Some(run.head);
    let same_knowledge = run.as_of == change.as_of && run.checkpoint == change.checkpoint;
    let fits = run.length + change.header.length <= cutting.longest && run.changes.len() < cutting.most;
    let same_tap = run.changes.last().is_some_and(|last| unsent[*last].tap == change.tap);
    chained && same_knowledge && fits && (same_tap || !cutting.tap_by_tap.contains(&run.document))
}
