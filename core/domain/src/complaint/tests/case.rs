//! A complaint under test: a content without storage beneath it, one person for each role, and events keyed by a counter.

use uuid::Uuid;

use crate::aggregate::{self, Possible};
use crate::asker::{Asker, WriterKind};
use crate::complaint::edits::edits;
use crate::complaint::gate::gate;
use crate::complaint::possible::possible;
use crate::complaint::*;
use crate::content::{Content, Entry, ItemRef, Register};
use crate::edit::{Deed, Edit};
use crate::event::Event;
use crate::id::{ActorId, ChangeHash, Digest, DocumentId, EventKey, ItemId};
use crate::photo::PhotoRecord;
use crate::records::{Records, Role};
use crate::refusal::Refusal;
use crate::testing::{asker, records};
use crate::time::Timestamp;
use crate::value::{Money, Value};

pub const DISPATCHER: u128 = 1;
pub const TECHNICIAN: u128 = 2;
pub const QUALITY: u128 = 3;
pub const ENGINEER: u128 = 4;
pub const MANAGER: u128 = 5;
pub const GENERAL_MANAGER: u128 = 6;
pub const WAREHOUSE: u128 = 7;
pub const ADMINISTRATOR: u128 = 8;
pub const AUDITOR: u128 = 9;

/// Everybody's role: person 1 has the first one.
pub const ROLES: [Role; 9] = [
    Role::Dispatcher,
    Role::Technician,
    Role::Quality,
    Role::Engineer,
    Role::Manager,
    Role::GeneralManager,
    Role::Warehouse,
    Role::Administrator,
    Role::Auditor,
];

/// A complaint whose commands are decided and applied one after the other.
#[derive(Clone)]
pub struct Case {
    pub content: Content,
    pub records: Records,
    pub writer: WriterKind,
    pub now: i64,
    /// The first byte of the keys of events to come: where they sort beside events of other replicas.
    pub key: u8,
    keys: u8,
}

impl Case {
    pub fn new() -> Self {
        Self {
            content: Content::empty(KIND, document(1000), 1),
            records: records(&ROLES),
            writer: WriterKind::Device,
            now: 100,
            key: 128,
            keys: 0,
        }
    }

    /// A complaint somebody took down, graded and investigated, so that nothing but its status stands in the way.
    pub fn documented() -> Self {
        let mut case = Self::new();
        case.must(DISPATCHER, take(Channel::Phone));
        case.document();
        case
    }

    pub fn document(&mut self) {
        self.must(QUALITY, grade(ComplaintClass::Quality));
        for field in [fields::INVESTIGATION, fields::PREVENTION] {
            self.must(QUALITY, edit_text(field));
        }
        self.must(QUALITY, ComplaintCommand::RecordFindings(findings()));
    }

    /// A documented complaint that went the usual way to a status.
    pub fn at(status: ComplaintStatus) -> Self {
        use ComplaintStatus as S;
        let mut case = Self::documented();
        let usual = [
            (S::Investigating, QUALITY, ComplaintCommand::Investigate { investigator: None }),
            (S::Proposed, QUALITY, propose(0)),
            (S::Agreed, DISPATCHER, ComplaintCommand::Agree(said(Channel::Phone))),
            (S::Approved, MANAGER, ComplaintCommand::Approve { note: String::new() }),
            (S::CarriedOut, DISPATCHER, ComplaintCommand::CarryOut { on_site: false, note: String::new() }),
            (S::Told, DISPATCHER, tell(Channel::Phone, Some(true))),
            (S::Closed, QUALITY, ComplaintCommand::Close { reason: None }),
        ];
        match status {
            S::Untaken => return Self::new(),
            S::Withdrawn => case.must(DISPATCHER, ComplaintCommand::Withdraw(said(Channel::Phone))),
            S::Merged => case.must(QUALITY, ComplaintCommand::Merge { into: document(9) }),
            S::Taken
            | S::Investigating
            | S::Proposed
            | S::Agreed
            | S::Approved
            | S::CarriedOut
            | S::Told
            | S::Closed => {
                let last = usual.iter().position(|(step, ..)| *step == status).map_or(0, |at| at + 1);
                for (_, who, command) in usual.into_iter().take(last) {
                    case.must(who, command);
                }
            }
        }
        assert_eq!(case.status(), status);
        case
    }

    pub fn state(&self) -> ComplaintState {
        fold(&self.content.events)
    }

    pub fn status(&self) -> ComplaintStatus {
        self.state().status
    }

    pub fn asker(&self, who: u128) -> Asker<'_> {
        Asker { writer: self.writer, ..asker(&self.records, who, self.now) }
    }

    /// Decides a command without applying it.
    pub fn decide(&self, who: u128, command: &ComplaintCommand) -> Result<Vec<Edit>, Refusal> {
        let state = self.state();
        let case = aggregate::Case { content: &self.content, state: &state, standing: None };
        aggregate::decide::<Rules>(&case, &self.asker(who), command)
    }

    /// What a command would write, before the gate has judged it.
    pub fn deeds(&self, who: u128, command: &ComplaintCommand) -> Vec<Deed> {
        let edits = edits(&self.content, &self.asker(who), command);
        edits.iter().filter_map(|edit| edit.deed(&self.content.events)).collect()
    }

    /// What the gate says of deeds.
    pub fn judge(&self, who: u128, deeds: &[Deed]) -> Result<(), String> {
        let state = self.state();
        gate(Complaint::new(&self.content, &state), &self.asker(who), deeds).map_err(|refusal| refusal.code)
    }

    /// What is possible, with the reasons of what is not.
    pub fn possible(&self, who: u128) -> Vec<Possible> {
        possible(Complaint::new(&self.content, &self.state()), &self.asker(who))
    }

    /// Decides and applies a command.
    pub fn ask(&mut self, who: u128, command: &ComplaintCommand) -> Result<(), Refusal> {
        let edits = self.decide(who, command)?;
        self.apply(edits);
        self.now += 10;
        Ok(())
    }

    pub fn must(&mut self, who: u128, command: ComplaintCommand) {
        if let Err(refusal) = self.ask(who, &command) {
            panic!("{command:?} by {who}: {refusal} {:?}", refusal.parameters);
        }
    }

    /// The code of the refusal of a command.
    pub fn refused(&self, who: u128, command: ComplaintCommand) -> String {
        match self.decide(who, &command) {
            Err(refusal) => refusal.code,
            Ok(edits) => panic!("{command:?} by {who} was allowed: {edits:?}"),
        }
    }

    /// The newest event.
    pub fn last(&self) -> EventKey {
        self.content.events.in_order().last().expect("something happened").key
    }

    /// Takes in what another replica has.
    pub fn merge(&mut self, other: &Self) {
        for event in other.content.events.iter() {
            self.content.events.insert(event.clone());
        }
        self.keys = self.keys.max(other.keys);
    }

    pub fn apply(&mut self, edits: Vec<Edit>) {
        for edit in edits {
            match edit.clone() {
                Edit::Fact { name, value } => {
                    self.content.facts.insert(name, register(value));
                }
                Edit::Item { collection, id, field, value } => {
                    let item = self.content.items.entry(ItemRef { collection, id }).or_default();
                    item.insert(field, register(value));
                }
                Edit::Text { field, text, .. } => {
                    self.content.texts.insert(field, text);
                }
                Edit::Event(new) => {
                    self.keys += 1;
                    let mut key = [self.key; 16];
                    key[1] = self.keys;
                    self.content.events.insert(Event {
                        key: EventKey(key),
                        order: self.content.events.next_order(),
                        after: self.content.events.newest(),
                        as_of: new.as_of,
                        at: new.at,
                        by: new.by,
                        reads: new.reads,
                        body: new.body,
                    });
                }
                Edit::Answer { .. } | Edit::OpenSection { .. } => panic!("a complaint has no {edit:?}"),
            }
        }
    }
}

fn register(value: Value) -> Register {
    Register { entries: vec![Entry { value, actor: ActorId([1; 16]), change: ChangeHash([1; 32]) }] }
}

pub fn document(number: u128) -> DocumentId {
    DocumentId(Uuid::from_u128(number))
}

pub fn item(number: u128) -> ItemId {
    ItemId(Uuid::from_u128(number))
}

pub fn taken(channel: Channel) -> ComplaintTaken {
    ComplaintTaken {
        channel,
        request: None,
        order: None,
        remark: None,
        provisional: None,
        customer: Some(document(5)),
        asset: None,
        product_model: "HP-80".into(),
        contact: "王先生".into(),
        phone: "13800000000".into(),
        title: "漏油".into(),
        facts: "换了密封还是漏".into(),
        demand: "退货".into(),
    }
}

pub fn take(channel: Channel) -> ComplaintCommand {
    ComplaintCommand::Take(Box::new(taken(channel)))
}

pub fn said(channel: Channel) -> Said {
    Said { who: "王先生".into(), channel, said_at: None, words: "就这样".into() }
}

pub fn grade(class: ComplaintClass) -> ComplaintCommand {
    ComplaintCommand::Grade { class, severity: Severity::Major, note: String::new() }
}

pub fn propose(minor: i64) -> ComplaintCommand {
    let cost = Money { minor, currency: "CNY".into() };
    ComplaintCommand::Propose { remedy: ComplaintRemedy::Replace, plan: "换新泵".into(), cost }
}

pub fn tell(channel: Channel, satisfied: Option<bool>) -> ComplaintCommand {
    ComplaintCommand::Tell { who: "王先生".into(), channel, answer: "已换新泵".into(), satisfied }
}

pub fn edit_text(field: &str) -> ComplaintCommand {
    ComplaintCommand::EditText { field: field.into(), base: vec![], text: "密封批次不良".into() }
}

pub fn findings() -> Findings {
    Findings {
        cause: Some("密封批次不良".into()),
        cause_class: Some("production".into()),
        justified: Some(true),
        responsible_unit: Some("装配车间".into()),
        responsible_person: None,
    }
}

pub fn photo(number: u128) -> PhotoRecord {
    PhotoRecord {
        id: item(number),
        stage: "fault".into(),
        caption: String::new(),
        original: Digest([1; 32]),
        normal: Digest([2; 32]),
        thumbnail: None,
        normal_bytes: 1000,
        width: 2016,
        height: 1512,
        taken_at: Timestamp(1),
        position: None,
    }
}

pub fn reason() -> String {
    "原因".into()
}

/// One command for each kind of event, which is that kind when it is decided.
pub fn samples() -> Vec<(ComplaintKind, ComplaintCommand)> {
    use ComplaintCommand as C;
    use ComplaintKind as K;
    vec![
        (K::Taken, take(Channel::Phone)),
        (K::TakenOnSite, take(Channel::OnSite)),
        (K::Graded, grade(ComplaintClass::Quality)),
        (K::InvestigationBegun, C::Investigate { investigator: None }),
        (K::Proposed, propose(0)),
        (K::SentBack, C::SendBack { reason: reason() }),
        (K::Agreed, C::Agree(said(Channel::Mail))),
        (K::AgreedOnSite, C::Agree(said(Channel::OnSite))),
        (K::Objected, C::Object(said(Channel::Phone))),
        (K::ObjectedOnSite, C::Object(said(Channel::OnSite))),
        (K::Approved, C::Approve { note: String::new() }),
        (K::Rejected, C::Reject { reason: reason() }),
        (K::CarriedOut, C::CarryOut { on_site: false, note: String::new() }),
        (K::CarriedOutOnSite, C::CarryOut { on_site: true, note: String::new() }),
        (K::Told, tell(Channel::Phone, Some(true))),
        (K::ToldOnSite, tell(Channel::OnSite, Some(true))),
        (K::Closed, C::Close { reason: None }),
        (K::Withdrawn, C::Withdraw(said(Channel::Letter))),
        (K::WithdrawnOnSite, C::Withdraw(said(Channel::OnSite))),
        (K::Merged, C::Merge { into: document(9) }),
        (K::Reopened, C::Reopen { reason: reason() }),
        (K::OrderRaised, C::LinkOrder { order: document(50) }),
        (K::Settled, C::Settle { drop: vec![], stands: None, reason: reason() }),
    ]
}
