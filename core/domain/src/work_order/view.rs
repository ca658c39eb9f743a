//! A work order as readers see it: its content with its state, read by meaning.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::content::{Content, Fields, Register, field};
use crate::event::Event;
use crate::id::{ChangeHash, DocumentId, EventKey, ItemId, UserId};
use crate::photo::PhotoRecord;
use crate::time::Timestamp;
use crate::value::{Address, Value};
use crate::work_order::command::{Diagnosis, PartUse};
use crate::work_order::event::{PartFate, SignoffRecord};
use crate::work_order::fields;
use crate::work_order::fold::fold;
use crate::work_order::state::WorkOrderState;
use crate::work_order::status::Status;

/// A photo with the visit it was taken in (R14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The visit.
    pub visit: u32,
    /// The photo.
    pub record: PhotoRecord,
}

/// A part with the visit it was used in (R13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The visit.
    pub visit: u32,
    /// The part.
    pub used: PartUse,
}

/// A work order: content, state, and whether its sign-off is void.
#[derive(Clone, Debug)]
pub struct WorkOrder<'a> {
    /// What is in it.
    pub content: &'a Content,
    /// What its events say.
    pub state: Cow<'a, WorkOrderState>,
    /// Whether the sign-off of the present visit is void. Computed from the report model and the history of the
    /// document (R19, R65), so it is an argument here.
    pub signoff_void: bool,
    /// Changes that the customer has not seen and nobody has decided about (R65).
    pub additions: Vec<ChangeHash>,
}

impl<'a> WorkOrder<'a> {
    /// The order of a content whose sign-off, if any, is valid.
    #[must_use]
    pub fn new(content: &'a Content) -> Self {
        Self { content, state: Cow::Owned(fold(&content.events)), signoff_void: false, additions: Vec::new() }
    }

    /// The same order, told whether its sign-off is void.
    #[must_use]
    pub fn with_signoff_void(mut self, void: bool) -> Self {
        self.signoff_void = void;
        self
    }

    /// Whether the customer has settled the report as it is: any sign-off but none and void.
    #[must_use]
    pub fn is_signoff_settled(&self) -> bool {
        self.state.signoff.is_some() && !self.signoff_void
    }

    /// Whether work in the field remains: the visit is under way, or its report waits for the customer.
    #[must_use]
    pub fn is_to_do(&self) -> bool {
        match self.state.status {
            Status::Assigned
            | Status::Accepted
            | Status::Travelling
            | Status::OnSite
            | Status::Working
            | Status::OnHold => true,
            Status::Finished => !self.is_signoff_settled(),
            Status::Unraised
            | Status::Open
            | Status::Approved
            | Status::Closed
            | Status::Escalated
            | Status::Cancelled => false,
        }
    }

    /// The record of the present visit's sign-off.
    #[must_use]
    pub fn signoff(&self) -> Option<&'a SignoffRecord> {
        self.signoff_record(self.state.signoff?.event)
    }

    /// The sign-off an event holds.
    #[must_use]
    pub fn signoff_record(&self, event: EventKey) -> Option<&'a SignoffRecord> {
        SignoffRecord::in_event(self.content.events.get(event)?)
    }

    /// Every sign-off of every visit with its event, each after what it came after.
    pub fn signoffs(&self) -> impl Iterator<Item = (&'a Event, &'a SignoffRecord)> + use<'a> {
        let events = self.content.events.in_order().into_iter();
        events.filter_map(|event| Some((event, SignoffRecord::in_event(event)?)))
    }

    /// Whether somebody goes on this job, or went on an earlier visit of it.
    #[must_use]
    pub fn is_on_team(&self, user: UserId) -> bool {
        self.state.technicians.contains(&user)
            || self.state.lead == Some(user)
            || self.state.attendance.iter().any(|((_, one), times)| *one == user && times.took_part())
    }

    /// One line for lists.
    #[must_use]
    pub fn title(&self) -> &'a str {
        self.content.fact_text(fields::TITLE)
    }

    /// The register number; empty until the office gave one.
    #[must_use]
    pub fn number(&self) -> &'a str {
        self.content.fact_text(fields::NUMBER)
    }

    /// `normal`, `urgent` or `down`.
    #[must_use]
    pub fn priority(&self) -> &'a str {
        self.content.fact_text(fields::PRIORITY)
    }

    /// Contact at the site.
    #[must_use]
    pub fn contact(&self) -> &'a str {
        self.content.fact_text(fields::CONTACT)
    }

    /// The contact's phone.
    #[must_use]
    pub fn phone(&self) -> &'a str {
        self.content.fact_text(fields::PHONE)
    }

    /// The product model, as on the nameplate.
    #[must_use]
    pub fn product_model(&self) -> &'a str {
        self.content.fact_text(fields::PRODUCT_MODEL)
    }

    /// Whose machine.
    #[must_use]
    pub fn customer(&self) -> Option<DocumentId> {
        self.document(fields::CUSTOMER)
    }

    /// Which machine.
    #[must_use]
    pub fn asset(&self) -> Option<DocumentId> {
        self.document(fields::ASSET)
    }

    /// The request it answers.
    #[must_use]
    pub fn request(&self) -> Option<DocumentId> {
        self.document(fields::REQUEST)
    }

    /// Where, with every address that somebody stated and nobody replaced (R49).
    #[must_use]
    pub fn addresses(&self) -> Option<&'a Register> {
        self.content.facts.get(fields::ADDRESS)
    }

    /// The address shown where only one fits.
    #[must_use]
    pub fn address(&self) -> Option<&'a Address> {
        if let Value::Address(address) = self.content.fact(fields::ADDRESS)? { Some(address) } else { None }
    }

    /// When the fault was reported.
    #[must_use]
    pub fn reported_at(&self) -> Option<Timestamp> {
        if let Value::Time(time) = self.content.fact(fields::REPORTED_AT)? { Some(*time) } else { None }
    }

    /// The fault in the customer's words.
    #[must_use]
    pub fn fault(&self) -> &'a str {
        self.content.text(fields::FAULT)
    }

    /// Notes of everybody on the job.
    #[must_use]
    pub fn notes(&self) -> &'a str {
        self.content.text(fields::NOTES)
    }

    /// What a visit found.
    #[must_use]
    pub fn findings(&self, visit: u32) -> &'a str {
        self.content.text(&fields::of_visit(visit, fields::FINDINGS))
    }

    /// What a visit did.
    #[must_use]
    pub fn work_done(&self, visit: u32) -> &'a str {
        self.content.text(&fields::of_visit(visit, fields::WORK_DONE))
    }

    /// A visit's diagnosis (R10).
    #[must_use]
    pub fn diagnosis(&self, visit: u32) -> Diagnosis {
        let value = |name: &str| self.content.fact(&fields::of_visit(visit, name));
        let text = |name: &str| value(name).and_then(Value::as_text).map(str::to_owned);
        Diagnosis {
            symptoms: text(fields::SYMPTOMS),
            opened_by_others: value(fields::OPENED_BY_OTHERS).and_then(Value::as_flag),
            tests: text(fields::TESTS),
            cause: text(fields::CAUSE),
            cause_class: text(fields::CAUSE_CLASS),
            remedy: text(fields::REMEDY),
        }
    }

    /// A visit's answers by the key of the checklist item.
    #[must_use]
    pub fn answers(&self, visit: u32) -> BTreeMap<&'a str, &'a Value> {
        let prefix = fields::of_visit(visit, "");
        let answers = self.content.answers.iter();
        answers
            .filter_map(|(name, register)| Some((name.strip_prefix(&prefix)?, register.value()?)))
            .collect()
    }

    /// The photos on the order, of all visits, by id: those taken first come first. One that lacks a digest is not
    /// shown.
    #[must_use]
    pub fn photos(&self) -> Vec<Photo> {
        self.content.items_of(fields::PHOTO).filter_map(|(id, fields)| photo(id, fields)).collect()
    }

    /// The parts used, of all visits, by id: those noted first come first.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        self.content.items_of(fields::PART).map(|(id, fields)| part(id, fields)).collect()
    }

    /// Whether an item is on the order and not taken off it.
    #[must_use]
    pub fn has_item(&self, collection: &str, id: ItemId) -> bool {
        self.content.items_of(collection).any(|(item, _)| item == id)
    }

    fn document(&self, name: &str) -> Option<DocumentId> {
        self.content.fact(name).and_then(Value::as_id).map(DocumentId)
    }
}

/// The visit an item belongs to; 1 where it does not say.
#[must_use]
pub fn item_visit(fields: &Fields) -> u32 {
    integer(fields, fields::VISIT).and_then(|visit| u32::try_from(visit).ok()).unwrap_or(1)
}

fn photo(id: ItemId, item: &Fields) -> Option<Photo> {
    Some(Photo { visit: item_visit(item), record: PhotoRecord::read(id, item)? })
}

fn part(id: ItemId, item: &Fields) -> Part {
    let serial = text(item, fields::SERIAL);
    let used = PartUse {
        id,
        number: text(item, fields::NUMBER),
        name: text(item, fields::NAME),
        quantity_milli: integer(item, fields::QUANTITY_MILLI).unwrap_or(0),
        serial: (!serial.is_empty()).then_some(serial),
        reason: text(item, fields::REASON),
        old_part: PartFate::from_name(&text(item, fields::OLD_PART)).unwrap_or(PartFate::None),
    };
    Part { visit: item_visit(item), used }
}

fn text(item: &Fields, name: &str) -> String {
    field(item, name).and_then(Value::as_text).unwrap_or_default().to_owned()
}

fn integer(item: &Fields, name: &str) -> Option<i64> {
    field(item, name).and_then(Value::as_integer)
}
