//! A job under test: a content without storage beneath it, a few people, and events keyed by a counter.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::samples::*;
use crate::aggregate::{self, Aggregate, Case, Possible};
use crate::asker::{Asker, WriterKind};
use crate::content::{Content, Entry, ItemRef, Register};
use crate::edit::{Deed, Edit, NewEvent};
use crate::event::{Author, Event, EventBody, Events};
use crate::history::SignoffStanding;
use crate::id::{ActorId, ChangeHash, DeviceId, DocumentId, EventKey, ItemId, UserId};
use crate::reads::NOTHING_READ;
use crate::records::{CataloguePart, ChecklistItem, Product, Qualification, Records, Role, Staff};
use crate::refusal::Refusal;
use crate::time::{EventTime, Timestamp};
use crate::value::Value;
use crate::work_order::*;

pub const LEAD: u128 = 1;
pub const SECOND: u128 = 2;
pub const UNQUALIFIED: u128 = 3;
pub const STRANGER: u128 = 4;
pub const DISPATCHER: u128 = 10;
pub const MANAGER: u128 = 11;
pub const ENGINEER: u128 = 12;
pub const AUDITOR: u128 = 13;

pub fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}

pub fn author(number: u128) -> Author {
    Author { user: user(number), device: DeviceId(Uuid::from_u128(100 + number)) }
}

pub fn at(ms: i64) -> EventTime {
    EventTime { device: Timestamp(ms), corrected: Timestamp(ms), uncertainty_ms: 0, position: None }
}

pub fn document(number: u128) -> DocumentId {
    DocumentId(Uuid::from_u128(number))
}

pub fn item(number: u128) -> ItemId {
    ItemId(Uuid::from_u128(number))
}

fn staff(number: u128, name: &str, role: Role, families: &[&str]) -> Staff {
    let qualification = |family: &&str| Qualification {
        family: (*family).to_owned(),
        from: Timestamp(0),
        until: Timestamp(1_000_000),
    };
    Staff {
        user: user(number),
        name: name.to_owned(),
        roles: BTreeSet::from([role]),
        qualifications: families.iter().map(qualification).collect(),
        active: true,
    }
}

pub fn records() -> Records {
    let people = [
        staff(LEAD, "李强", Role::Technician, &["*"]),
        staff(SECOND, "Wang", Role::Technician, &["press"]),
        staff(UNQUALIFIED, "Zhao", Role::Technician, &[]),
        staff(STRANGER, "Sun", Role::Technician, &["*"]),
        staff(DISPATCHER, "Chen", Role::Dispatcher, &[]),
        staff(MANAGER, "Zhou", Role::Manager, &[]),
        staff(ENGINEER, "Wu", Role::Engineer, &[]),
        staff(AUDITOR, "Xu", Role::Auditor, &[]),
    ];
    let staff = people.into_iter().map(|person| (person.user, person)).collect();
    let mut records = Records { staff, ..Records::default() };
    records.catalogue.products =
        vec![Product { model: "HP-80".into(), family: "press".into(), warranty_months: 12 }];
    records.catalogue.parts =
        vec![CataloguePart { number: "P-9".into(), names: BTreeMap::new(), serialised: true }];
    records.policy.checklist =
        vec![ChecklistItem { key: "leak".into(), mandatory: true, ..ChecklistItem::default() }];
    records.policy.minimum_photos = BTreeMap::from([("after".to_owned(), 1)]);
    records
}

/// A job whose commands are decided and applied one after the other.
#[derive(Clone)]
pub struct Job {
    pub content: Content,
    pub records: Records,
    pub void: bool,
    pub now: i64,
    keys: u64,
}

impl Job {
    pub fn new() -> Self {
        let content = Content::empty(KIND, document(1000), 1);
        Self { content, records: records(), void: false, now: 100, keys: 0 }
    }

    /// A job that the dispatcher raised.
    pub fn raised() -> Self {
        let mut job = Self::new();
        job.must(DISPATCHER, raise());
        job
    }

    /// A job with a lead and a second technician.
    pub fn assigned() -> Self {
        let mut job = Self::raised();
        job.must(DISPATCHER, assign(&[LEAD, SECOND], LEAD));
        job
    }

    /// A job whose lead is on site and has checked it.
    pub fn on_site() -> Self {
        let mut job = Self::assigned();
        job.must(LEAD, WorkOrderCommand::Accept);
        job.must(LEAD, WorkOrderCommand::SetOut { preparation: Preparation::default() });
        job.must(LEAD, WorkOrderCommand::Arrive);
        job.must(LEAD, check_safety());
        job
    }

    pub fn working() -> Self {
        let mut job = Self::on_site();
        job.must(LEAD, WorkOrderCommand::StartWork);
        job
    }

    /// A job at work with all that finishing needs.
    pub fn documented() -> Self {
        let mut job = Self::working();
        job.document();
        job
    }

    /// Writes all that finishing the present visit needs.
    pub fn document(&mut self) {
        self.must(LEAD, WorkOrderCommand::Diagnose(diagnosis()));
        let field = fields::of_visit(self.state().visit, fields::WORK_DONE);
        self.must(LEAD, WorkOrderCommand::EditText { field, base: vec![], text: "换密封".into() });
        self.must(LEAD, WorkOrderCommand::Answer { item: "leak".into(), value: Value::Flag(false) });
        let number = 50 + u128::from(self.state().visit);
        self.must(LEAD, WorkOrderCommand::AddPhoto(Box::new(photo(number, "after"))));
    }

    pub fn finished(outcome: Outcome) -> Self {
        let mut job = Self::documented();
        job.must(LEAD, finish(outcome));
        job
    }

    pub fn signed(outcome: Outcome) -> Self {
        let mut job = Self::finished(outcome);
        job.must(LEAD, sign(SignoffKind::Signed));
        job
    }

    pub fn approved(outcome: Outcome) -> Self {
        let mut job = Self::signed(outcome);
        job.must(MANAGER, WorkOrderCommand::Approve { note: String::new() });
        job
    }

    pub fn order(&self) -> WorkOrder<'_> {
        WorkOrder::new(&self.content).with_signoff_void(self.void)
    }

    pub fn state(&self) -> WorkOrderState {
        fold(&self.content.events)
    }

    pub fn status(&self) -> Status {
        self.state().status
    }

    pub fn asker(&self, who: u128) -> Asker<'_> {
        let writer = if who >= DISPATCHER { WriterKind::Office } else { WriterKind::Device };
        Asker {
            author: author(who),
            writer,
            at: at(self.now),
            as_of: 7,
            records: &self.records,
            reads: &NOTHING_READ,
        }
    }

    /// Decides a command without applying it.
    pub fn decide(&self, who: u128, command: &WorkOrderCommand) -> Result<Vec<Edit>, Refusal> {
        decide(&self.order(), &self.asker(who), command)
    }

    /// Decides and applies a command.
    pub fn ask(&mut self, who: u128, command: WorkOrderCommand) -> Result<(), Refusal> {
        let edits = self.decide(who, &command)?;
        self.apply(author(who), edits);
        self.now += 10;
        Ok(())
    }

    pub fn must(&mut self, who: u128, command: WorkOrderCommand) {
        let shown = format!("{command:?}");
        if let Err(refusal) = self.ask(who, command) {
            panic!("{shown} by {who}: {refusal} {:?}", refusal.parameters);
        }
    }

    /// The code of the refusal of a command.
    pub fn refused(&self, who: u128, command: WorkOrderCommand) -> String {
        match self.decide(who, &command) {
            Err(refusal) => refusal.code,
            Ok(edits) => panic!("{command:?} by {who} was allowed: {edits:?}"),
        }
    }

    pub fn apply(&mut self, by: Author, edits: Vec<Edit>) {
        for edit in edits {
            match edit {
                Edit::Fact { name, value } => {
                    self.content.facts.insert(name, register(value));
                }
                Edit::Item { collection, id, field, value } => {
                    let item = self.content.items.entry(ItemRef { collection, id }).or_default();
                    item.insert(field, register(value));
                }
                Edit::Answer { item, value } => {
                    self.content.answers.insert(item, register(value));
                }
                Edit::Text { field, text, .. } => {
                    self.content.texts.insert(field, text);
                }
                Edit::Event(new) => {
                    assert_eq!(new.by, by);
                    self.keys += 1;
                    let event = place(&self.content.events, scattered_key(self.keys), new);
                    self.content.events.insert(event);
                }
                Edit::OpenSection { .. } => {}
            }
        }
    }
}

pub fn register(value: Value) -> Register {
    Register { entries: vec![Entry { value, actor: ActorId([1; 16]), change: ChangeHash([1; 32]) }] }
}

/// An event after everything known.
pub fn place(events: &Events, key: EventKey, new: NewEvent) -> Event {
    Event {
        key,
        order: events.next_order(),
        after: events.newest(),
        as_of: new.as_of,
        at: new.at,
        by: new.by,
        reads: new.reads,
        body: new.body,
    }
}

/// Keys in no order a test could lean on.
pub fn scattered_key(number: u64) -> EventKey {
    let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(17);
    let mut key = [0; 16];
    key[..8].copy_from_slice(&mixed.to_be_bytes());
    key[8..].copy_from_slice(&number.to_be_bytes());
    EventKey(key)
}

/// Events with chosen ancestors.
#[derive(Default)]
pub struct Log {
    pub events: Events,
    keys: u64,
}

impl Log {
    pub fn of(events: Events) -> Self {
        Self { events, keys: 0 }
    }

    pub fn after(&mut self, after: &[EventKey], who: u128, body: WorkOrderEvent) -> EventKey {
        self.keys += 1;
        self.keyed(scattered_key(self.keys), after, who, body)
    }

    pub fn keyed(&mut self, key: EventKey, after: &[EventKey], who: u128, body: WorkOrderEvent) -> EventKey {
        let highest = after.iter().map(|key| self.events.get(*key).unwrap().order).max().unwrap_or(0);
        let mut after = after.to_vec();
        after.sort_unstable();
        self.events.insert(Event {
            key,
            order: highest + 1,
            after,
            as_of: 0,
            at: at(i64::try_from(highest).unwrap() * 10),
            by: author(who),
            reads: vec![],
            body: EventBody::of(&body),
        });
        key
    }

    /// A line of events, each after the one before.
    pub fn line(&mut self, after: EventKey, who: u128, bodies: Vec<WorkOrderEvent>) -> EventKey {
        bodies.into_iter().fold(after, |key, body| self.after(&[key], who, body))
    }

    /// Raised and assigned to a lead and a second technician.
    pub fn assigned(&mut self) -> EventKey {
        let raised = self.after(&[], DISPATCHER, raised_event());
        self.after(&[raised], DISPATCHER, assigned_event(LEAD))
    }

    pub fn state(&self) -> WorkOrderState {
        fold(&self.events)
    }
}

/// An order as its rules see it.
fn case<'a>(order: &'a WorkOrder<'a>, standing: &'a Option<SignoffStanding>) -> Case<'a, Rules> {
    Case { content: order.content, state: &order.state, standing: standing.as_ref() }
}

fn standing(order: &WorkOrder<'_>) -> Option<SignoffStanding> {
    order
        .signoff_void
        .then(|| SignoffStanding { void_by: vec![ChangeHash([7; 32])], ..SignoffStanding::default() })
}

/// What a command writes into an order.
pub fn decide(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    command: &WorkOrderCommand,
) -> Result<Vec<Edit>, Refusal> {
    aggregate::decide(&case(order, &standing(order)), asker, command)
}

/// Whether deeds are let into an order.
pub fn validate(order: &WorkOrder<'_>, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
    Rules::gate(&case(order, &standing(order)), asker, deeds)
}

/// What can happen to an order now.
pub fn possible(order: &WorkOrder<'_>, asker: &Asker<'_>) -> Vec<&'static str> {
    let all = everything_possible(order, asker);
    all.into_iter().filter(|one| one.refusal.is_none()).map(|one| one.command).collect()
}

/// The same, with what cannot and why.
pub fn everything_possible(order: &WorkOrder<'_>, asker: &Asker<'_>) -> Vec<Possible> {
    Rules::possible(&case(order, &standing(order)), asker)
}
