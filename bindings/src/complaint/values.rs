//! The words of a complaint, as the domain has them.

use jobsheet_client::domain::complaint::{
    Channel, ComplaintClass, ComplaintRemedy, Findings, Grade, Reply, Said, Severity,
};
use jobsheet_client::domain::flow::Contest;
use jobsheet_client::domain::id::{DocumentId, EventKey, UserId};
use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::store::RowSort;
use jobsheet_screens::LinkView;

/// By which way the customer was spoken to.
#[uniffi::remote(Enum)]
pub enum Channel {
    /// Face to face at the customer's: a fact of the field.
    OnSite,
    /// By phone.
    Phone,
    /// By letter.
    Letter,
    /// By mail.
    Mail,
    /// By short message.
    Message,
    /// The customer came to the office.
    WalkIn,
    /// The customer's remark on a signed sheet.
    Sheet,
}

/// What a complaint is about.
#[uniffi::remote(Enum)]
pub enum ComplaintClass {
    /// The product does not do what it should.
    Quality,
    /// Service, delivery, manners, paperwork.
    NotQuality,
    /// Neither.
    Other,
}

/// How much harm there is.
#[uniffi::remote(Enum)]
pub enum Severity {
    /// An annoyance.
    Minor,
    /// Work is hindered or money is lost.
    Major,
    /// Somebody is or may be hurt, or the customer's work stands still.
    Critical,
}

/// What is offered to put it right.
#[uniffi::remote(Enum)]
pub enum ComplaintRemedy {
    /// Repair.
    Repair,
    /// Exchange of a part or the unit.
    Replace,
    /// The unit goes back for the money.
    Return,
    /// Money or goods for the harm.
    Compensate,
    /// Training or advice.
    Train,
    /// An explanation or an apology.
    Explain,
}

/// The order of a list.
#[uniffi::remote(Enum)]
pub enum RowSort {
    /// What changed last comes first.
    Updated,
    /// The clock that runs out first comes first; only what has a clock.
    Clock,
    /// By title.
    Title,
    /// What began last comes first.
    Begun,
}

/// The grade of a complaint.
#[uniffi::remote(Record)]
pub struct Grade {
    /// What it is about.
    pub class: ComplaintClass,
    /// How much harm there is.
    pub severity: Severity,
    /// When it was graded, corrected.
    pub at: Timestamp,
}

/// What an investigation found. Absent fields are left as they are.
#[uniffi::remote(Record)]
pub struct Findings {
    /// The true cause.
    pub cause: Option<String>,
    /// `design`, `production`, `transport`, `installation`, `use`, `wear`, `environment` or `unknown`.
    pub cause_class: Option<String>,
    /// Whether the customer complains with reason.
    pub justified: Option<bool>,
    /// The unit that answers for it.
    pub responsible_unit: Option<String>,
    /// The person who answers for it.
    pub responsible_person: Option<UserId>,
}

/// What a customer says, as it is recorded.
#[uniffi::remote(Record)]
pub struct Said {
    /// Who says it, by name.
    pub who: String,
    /// By which way.
    pub channel: Channel,
    /// When, where it was not just now.
    pub said_at: Option<Timestamp>,
    /// Their words; needed for an objection and a withdrawal.
    pub words: String,
}

/// What a customer said, as it stands.
#[uniffi::remote(Record)]
pub struct Reply {
    /// Who said it, by name.
    pub who: String,
    /// By which way.
    pub channel: Channel,
    /// When.
    pub said_at: Timestamp,
    /// Their words.
    pub words: String,
}

/// Events that could not all take effect; a person must settle them (R5).
#[uniffi::remote(Record)]
pub struct Contest {
    /// Decisions of the office that were set aside.
    pub dropped: Vec<EventKey>,
    /// What stands as a fact without having set the status, and what clashes.
    pub unfitting: Vec<EventKey>,
    /// Settlements made without knowledge of each other.
    pub settlements: Vec<EventKey>,
}

/// Another document a page leads to.
#[uniffi::remote(Record)]
pub struct LinkView {
    /// The document.
    pub id: DocumentId,
    /// Its number, a machine's model and serial number; empty for what is not on this device.
    pub name: String,
}
