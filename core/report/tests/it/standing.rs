//! What voids a signature and what is an addition (R19, R65), over a small history of versions.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jobsheet_domain::content::Content;
use jobsheet_domain::history::{ChangeSeen, Relation, SignoffStanding};
use jobsheet_domain::id::{ChangeHash, EventKey};
use jobsheet_domain::work_order::WorkOrderEvent;
use jobsheet_report::{Altered, standing};

use crate::fixture::{LEAD, Order, finished, signoff};

const READ: u8 = 1;
const SIGNED: u8 = 2;

fn hash(number: u8) -> ChangeHash {
    ChangeHash([number; 32])
}

/// A document by its versions: each change with the content as it was with it.
struct History {
    signoff: EventKey,
    changes: Vec<ChangeSeen>,
    versions: BTreeMap<Vec<ChangeHash>, Content>,
    read: RefCell<u32>,
}

impl History {
    fn signed() -> (Self, Order) {
        let mut order = finished();
        let read = order.content.clone();
        let key = order.happens(LEAD, 200, signoff());
        let mut history =
            Self { signoff: key, changes: Vec::new(), versions: BTreeMap::new(), read: RefCell::new(0) };
        history.add(READ, &[], Relation::Covered, &read);
        history.add(SIGNED, &[READ], Relation::Covered, &order.content);
        (history, order)
    }

    fn add(&mut self, number: u8, on: &[u8], relation: Relation, content: &Content) {
        let dependencies = on.iter().copied().map(hash).collect();
        self.changes.push(ChangeSeen { hash: hash(number), dependencies, relation });
        self.version(&[number], content);
    }

    fn version(&mut self, heads: &[u8], content: &Content) {
        self.versions.insert(heads.iter().copied().map(hash).collect(), content.clone());
    }

    fn standing(&self) -> SignoffStanding {
        self.standing_of(self.changes.len(), &mut Altered::default())
    }

    /// The standing by the first changes.
    fn standing_of(&self, first: usize, known: &mut Altered) -> SignoffStanding {
        let mut content_at = |heads: &[ChangeHash]| {
            *self.read.borrow_mut() += 1;
            self.versions.get(heads).cloned().ok_or("no such version")
        };
        standing(self.signoff, &self.changes[..first], &mut content_at, known).unwrap()
    }
}

#[test]
fn a_signature_nobody_touched_stands() {
    let (history, _) = History::signed();
    assert_eq!(history.standing(), SignoffStanding::default());
}

#[test]
fn r19_a_change_to_the_report_by_somebody_who_knew_voids_the_signature() {
    let (mut history, mut order) = History::signed();
    order.text("1/work_done", "something else");
    history.add(3, &[SIGNED], Relation::After, &order.content);
    let standing = history.standing();
    assert!(standing.is_void());
    assert_eq!((standing.void_by, standing.additions), (vec![hash(3)], vec![]));
}

#[test]
fn r19_work_after_the_signature_that_leaves_the_report_alone_voids_nothing() {
    let (mut history, mut order) = History::signed();
    order.happens(LEAD, 210, WorkOrderEvent::LeftSite { report: "done".into() });
    history.add(3, &[SIGNED], Relation::After, &order.content);
    order.text("notes", "and a note");
    history.add(4, &[3], Relation::After, &order.content);
    assert_eq!(history.standing(), SignoffStanding::default());
}

#[test]
fn r65_what_others_did_meanwhile_is_an_addition_and_voids_nothing() {
    let (mut history, mut order) = History::signed();
    let mut beside = finished();
    beside.text("1/work_done", "and greased the joints");
    history.add(3, &[READ], Relation::Beside, &beside.content);
    // The office merges both and approves: it changes nothing of the report itself.
    order.text("1/work_done", "and greased the joints");
    history.version(&[SIGNED, 3], &order.content);
    order.happens(1, 300, WorkOrderEvent::Approved { note: String::new() });
    history.add(4, &[SIGNED, 3], Relation::After, &order.content);
    let standing = history.standing();
    assert!(!standing.is_void());
    assert_eq!(standing.additions, [hash(3)]);
}

#[test]
fn r19_putting_the_report_back_does_not_unmake_the_change() {
    let (mut history, mut order) = History::signed();
    order.text("1/work_done", "something else");
    history.add(3, &[SIGNED], Relation::After, &order.content);
    order.text("1/work_done", finished().content.text("1/work_done"));
    history.add(4, &[3], Relation::After, &order.content);
    assert_eq!(history.standing().void_by, [hash(3), hash(4)]);
}

#[test]
fn a_chain_of_changes_reads_each_version_once() {
    let (mut history, mut order) = History::signed();
    for number in 3..13 {
        order.text("notes", &format!("note {number}"));
        history.add(number, &[number - 1], Relation::After, &order.content);
    }
    assert_eq!(history.standing(), SignoffStanding::default());
    assert_eq!(*history.read.borrow(), 11, "ten changes and what the first was made on");
}

/// A run of many changes after a signature is judged change by change: what is known of the earlier ones is not read again.
#[test]
fn judging_each_change_of_many_in_turn_is_linear() {
    let (mut history, mut order) = History::signed();
    for number in 3..53 {
        order.text("notes", &format!("note {number}"));
        history.add(number, &[number - 1], Relation::After, &order.content);
    }
    order.text("1/work_done", "something else");
    history.add(53, &[52], Relation::After, &order.content);
    let mut known = Altered::default();
    for first in 2..=history.changes.len() {
        let standing = history.standing_of(first, &mut known);
        assert_eq!(standing.is_void(), first == history.changes.len());
    }
    let read = *history.read.borrow();
    assert_eq!(read, 2 * 51, "each change and what it was made on, once");
}

#[test]
fn a_version_that_cannot_be_read_is_an_error_and_no_verdict() {
    let (mut history, order) = History::signed();
    history.add(3, &[77], Relation::After, &order.content);
    let mut content_at = |heads: &[ChangeHash]| history.versions.get(heads).cloned().ok_or("no such version");
    let found = standing(history.signoff, &history.changes, &mut content_at, &mut Altered::default());
    assert_eq!(found, Err("no such version"));
}
