//! The names of a work order's facts, items and texts, each written once. Their types are in [`crate::schema`].

pub use crate::photo::{
    CAPTION, HEIGHT, NORMAL, NORMAL_BYTES, ORIGINAL, PHOTO, POSITION, STAGE, STAGES, STAMP, TAKEN_AT,
    THUMBNAIL, WIDTH,
};
use crate::work_order::event::PartFate;

/// The register number, given by the office.
pub const NUMBER: &str = "number";
/// One line for lists.
pub const TITLE: &str = "title";
/// One of [`PRIORITIES`].
pub const PRIORITY: &str = "priority";
/// Whose machine.
pub const CUSTOMER: &str = "customer";
/// Which machine.
pub const ASSET: &str = "asset";
/// The request it answers.
pub const REQUEST: &str = "request";
/// The product model as on the nameplate: it decides which checklist and which qualification apply.
pub const PRODUCT_MODEL: &str = "product_model";
/// Metres from the service station to the site (R24, R25).
pub const DISTANCE_M: &str = "distance_m";
/// Where.
pub const ADDRESS: &str = "address";
/// Contact at the site.
pub const CONTACT: &str = "contact";
/// The contact's phone.
pub const PHONE: &str = "phone";
/// When the fault was reported: where the clocks start (R24).
pub const REPORTED_AT: &str = "reported_at";
/// When the customer was contacted in writing (R23).
pub const CONTACTED_AT: &str = "contacted_at";
/// When the customer was given a definite answer (R25).
pub const DEFINITE_ANSWER_AT: &str = "definite_answer_at";
/// When a spare unit was offered to the customer (R27).
pub const SPARE_OFFERED_AT: &str = "spare_offered_at";
/// A manager's decision against the computed one: a verdict's code and the reason (R32).
pub const WARRANTY_OVERRIDE: &str = "warranty_override";

/// Diagnosis, of a visit: the symptoms heard (R10).
pub const SYMPTOMS: &str = "symptoms";
/// Diagnosis, of a visit: whether others opened the unit.
pub const OPENED_BY_OTHERS: &str = "opened_by_others";
/// Diagnosis, of a visit: tests made and readings.
pub const TESTS: &str = "tests";
/// Diagnosis, of a visit: the true cause, or why it is unknown.
pub const CAUSE: &str = "cause";
/// Diagnosis, of a visit: one of [`CAUSE_CLASSES`].
pub const CAUSE_CLASS: &str = "cause_class";
/// Solution, of a visit: one of [`REMEDIES`] (R11).
pub const REMEDY: &str = "remedy";

/// The list of parts used.
pub const PART: &str = "part";
/// An item's visit.
pub const VISIT: &str = "visit";
/// A part's name on the report.
pub const NAME: &str = "name";
/// How many of a part, in thousandths.
pub const QUANTITY_MILLI: &str = "quantity_milli";
/// A part's serial number.
pub const SERIAL: &str = "serial";
/// Why a part was replaced.
pub const REASON: &str = "reason";
/// What became of the old part: a name of [`PartFate`].
pub const OLD_PART: &str = "old_part";

/// The fault in the customer's words.
pub const FAULT: &str = "fault";
/// Notes of everybody on the job.
pub const NOTES: &str = "notes";
/// What was found, of a visit.
pub const FINDINGS: &str = "findings";
/// What was done, of a visit (R12).
pub const WORK_DONE: &str = "work_done";

/// How urgent a job can be.
pub const PRIORITIES: [&str; 3] = ["normal", "urgent", "down"];
/// Classes of cause (R10).
pub const CAUSE_CLASSES: [&str; 8] =
    ["design", "production", "transport", "installation", "use", "wear", "environment", "unknown"];
/// Kinds of solution (R11).
pub const REMEDIES: [&str; 4] = ["repair", "replace", "improve", "train"];

/// The name of a visit's own fact, text or answer: `2/cause`.
#[must_use]
pub fn of_visit(visit: u32, name: &str) -> String {
    format!("{visit}/{name}")
}

impl PartFate {
    /// Every fate.
    pub const ALL: [Self; 4] = [Self::Returned, Self::LeftWithCustomer, Self::Scrapped, Self::None];

    /// The name stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Returned => "returned",
            Self::LeftWithCustomer => "left_with_customer",
            Self::Scrapped => "scrapped",
            Self::None => "none",
        }
    }

    /// The fate of a stored name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.name() == name)
    }
}
