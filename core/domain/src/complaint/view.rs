//! A complaint as readers see it: its content with its state, read by meaning.

use crate::complaint::command::Findings;
use crate::complaint::fields;
use crate::complaint::state::ComplaintState;
use crate::content::{Content, field};
use crate::id::{DocumentId, ItemId, UserId};
use crate::photo::{PHOTO, PhotoRecord};
use crate::time::Timestamp;
use crate::value::Value;

/// A complaint: its content and what its events say.
#[derive(Clone, Copy, Debug)]
pub struct Complaint<'a> {
    /// What is in it.
    pub content: &'a Content,
    /// What its events say.
    pub state: &'a ComplaintState,
}

/// A complaint about the same product and cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimilarComplaint {
    /// The item that holds the link.
    pub id: ItemId,
    /// The other complaint.
    pub complaint: DocumentId,
    /// Why they are alike; may be empty.
    pub reason: String,
}

impl<'a> Complaint<'a> {
    /// The complaint of a content with the state that was folded from its events.
    #[must_use]
    pub const fn new(content: &'a Content, state: &'a ComplaintState) -> Self {
        Self { content, state }
    }

    /// The register number; empty until the office gave one.
    #[must_use]
    pub fn number(self) -> &'a str {
        self.content.fact_text(fields::NUMBER)
    }

    /// The number to call it by: the register's, or the device's own until then.
    #[must_use]
    pub fn shown_number(self) -> &'a str {
        let number = self.number();
        if number.is_empty() { self.content.fact_text(fields::PROVISIONAL_NUMBER) } else { number }
    }

    /// One line for lists.
    #[must_use]
    pub fn title(self) -> &'a str {
        self.content.fact_text(fields::TITLE)
    }

    /// Who complained, by name.
    #[must_use]
    pub fn contact(self) -> &'a str {
        self.content.fact_text(fields::CONTACT)
    }

    /// Their phone.
    #[must_use]
    pub fn phone(self) -> &'a str {
        self.content.fact_text(fields::PHONE)
    }

    /// The product model.
    #[must_use]
    pub fn product_model(self) -> &'a str {
        self.content.fact_text(fields::PRODUCT_MODEL)
    }

    /// What the customer asks for.
    #[must_use]
    pub fn demand(self) -> &'a str {
        self.content.fact_text(fields::DEMAND)
    }

    /// What happened, in the customer's words.
    #[must_use]
    pub fn facts(self) -> &'a str {
        self.content.text(fields::FACTS)
    }

    /// What the investigation found.
    #[must_use]
    pub fn investigation(self) -> &'a str {
        self.content.text(fields::INVESTIGATION)
    }

    /// What is done so that it does not happen again.
    #[must_use]
    pub fn prevention(self) -> &'a str {
        self.content.text(fields::PREVENTION)
    }

    /// Notes of everybody who works on it.
    #[must_use]
    pub fn notes(self) -> &'a str {
        self.content.text(fields::NOTES)
    }

    /// Whose complaint.
    #[must_use]
    pub fn customer(self) -> Option<DocumentId> {
        self.document(fields::CUSTOMER)
    }

    /// About which machine.
    #[must_use]
    pub fn asset(self) -> Option<DocumentId> {
        self.document(fields::ASSET)
    }

    /// The call it came from.
    #[must_use]
    pub fn request(self) -> Option<DocumentId> {
        self.document(fields::REQUEST)
    }

    /// The order it came from. Orders raised from it are in its state.
    #[must_use]
    pub fn order(self) -> Option<DocumentId> {
        self.document(fields::ORDER)
    }

    /// When the customer complained: where the clocks start (R28).
    #[must_use]
    pub fn received_at(self) -> Option<Timestamp> {
        match self.content.fact(fields::RECEIVED_AT) {
            Some(Value::Time(time)) => Some(*time),
            _ => self.state.origin.as_ref().map(|origin| origin.at),
        }
    }

    /// What the investigation found, as far as it is recorded.
    #[must_use]
    pub fn findings(self) -> Findings {
        let text = |name: &str| self.content.fact(name).and_then(Value::as_text).map(str::to_owned);
        Findings {
            cause: text(fields::CAUSE),
            cause_class: text(fields::CAUSE_CLASS),
            justified: self.is_justified(),
            responsible_unit: text(fields::RESPONSIBLE_UNIT),
            responsible_person: self
                .content
                .fact(fields::RESPONSIBLE_PERSON)
                .and_then(Value::as_id)
                .map(UserId),
        }
    }

    /// Whether the customer complains with reason; `None` until somebody judged it.
    #[must_use]
    pub fn is_justified(self) -> Option<bool> {
        self.content.fact(fields::JUSTIFIED).and_then(Value::as_flag)
    }

    /// The photos on it, by id: those taken first come first.
    #[must_use]
    pub fn photos(self) -> Vec<PhotoRecord> {
        self.content.items_of(PHOTO).filter_map(|(id, item)| PhotoRecord::read(id, item)).collect()
    }

    /// Complaints that are alike, by the id of the link.
    #[must_use]
    pub fn similar(self) -> Vec<SimilarComplaint> {
        let links = self.content.items_of(fields::SIMILAR);
        links
            .filter_map(|(id, item)| {
                let complaint = DocumentId(field(item, fields::COMPLAINT)?.as_id()?);
                let reason = field(item, fields::REASON).and_then(Value::as_text).unwrap_or_default();
                Some(SimilarComplaint { id, complaint, reason: reason.to_owned() })
            })
            .collect()
    }

    fn document(self, name: &str) -> Option<DocumentId> {
        self.content.fact(name).and_then(Value::as_id).map(DocumentId)
    }
}
