//! The words of the job, as the domain has them.

use jobsheet_client::domain::id::ItemId;
use jobsheet_client::domain::work_order::{
    Diagnosis, HoldReason, Outcome, PartFate, PartUse, Preparation, Rating, SafetyCheck, Signatory,
    SignoffKind, Status,
};

/// Where the job stands.
#[uniffi::remote(Enum)]
pub enum Status {
    /// Before it was raised.
    Unraised,
    /// Raised, nobody assigned.
    Open,
    /// Technicians and a time window are set.
    Assigned,
    /// The lead takes it.
    Accepted,
    /// The lead is on the way.
    Travelling,
    /// The lead is there.
    OnSite,
    /// Work goes on.
    Working,
    /// Work rests, for a reason.
    OnHold,
    /// This visit's work is done.
    Finished,
    /// A manager accepted the report.
    Approved,
    /// The file is closed.
    Closed,
    /// Not solved: with a technical engineer.
    Escalated,
    /// Called off.
    Cancelled,
}

/// Why work rests.
#[uniffi::remote(Enum)]
pub enum HoldReason {
    /// Waiting for parts.
    Parts,
    /// Waiting for the customer.
    Customer,
    /// The site is not safe.
    Unsafe,
    /// Waiting for a vendor.
    Vendor,
    /// The weather.
    Weather,
    /// Something else, said in the note.
    Other,
}

/// How a visit ended.
#[uniffi::remote(Enum)]
pub enum Outcome {
    /// The fault is removed.
    Solved,
    /// It runs, but not for good.
    Temporary,
    /// Not solved; escalation follows.
    NotSolved,
}

/// What became of a replaced part.
#[uniffi::remote(Enum)]
pub enum PartFate {
    /// Goes back to the depot.
    Returned,
    /// Stays with the customer.
    LeftWithCustomer,
    /// Scrapped on site.
    Scrapped,
    /// There was no old part.
    None,
}

/// How the customer settled the report.
#[uniffi::remote(Enum)]
pub enum SignoffKind {
    /// Signed.
    Signed,
    /// Signed with reservations, which are in the remarks.
    SignedWithReservations,
    /// Refused, with a reason.
    Refused,
    /// Nobody present.
    NobodyPresent,
    /// Signed later through a link, over the same report.
    LinkSigned,
}

/// The preparation checklist before setting out (R8).
#[uniffi::remote(Record)]
pub struct Preparation {
    /// Fault, model, serial, address, phone and contact were read.
    pub order_read: bool,
    /// The customer was called.
    pub customer_called: bool,
    /// Likely parts were taken.
    pub parts_taken: bool,
    /// Route and access are known.
    pub route_known: bool,
}

/// The safety check on site (R40).
#[uniffi::remote(Record)]
pub struct SafetyCheck {
    /// The site's rules were read.
    pub rules_read: bool,
    /// Hazards found.
    pub hazards: Vec<String>,
    /// Measures taken against them.
    pub measures: Vec<String>,
    /// Whether work may start.
    pub passed: bool,
}

/// The three parts of a diagnosis (R10). Absent fields are left as they are.
#[uniffi::remote(Record)]
pub struct Diagnosis {
    /// Symptoms in the customer's words.
    pub symptoms: Option<String>,
    /// Whether others opened the unit.
    pub opened_by_others: Option<bool>,
    /// Tests made and readings.
    pub tests: Option<String>,
    /// The true cause.
    pub cause: Option<String>,
    /// `design`, `production`, `transport`, `installation`, `use`, `wear`, `environment` or `unknown`.
    pub cause_class: Option<String>,
    /// `repair`, `replace`, `improve` or `train` (R11).
    pub remedy: Option<String>,
}

/// A part used on the job (R13).
#[uniffi::remote(Record)]
pub struct PartUse {
    /// Its item in the order.
    pub id: ItemId,
    /// Part number in the catalogue.
    pub number: String,
    /// Name as shown on the report.
    pub name: String,
    /// How many, in thousandths of the unit.
    pub quantity_milli: i64,
    /// Serial number of the new part, where serialised.
    pub serial: Option<String>,
    /// Why it was replaced.
    pub reason: String,
    /// What became of the old one.
    pub old_part: PartFate,
}

/// The customer's rating, each 1–5 (R17).
#[uniffi::remote(Record)]
pub struct Rating {
    /// Overall.
    pub overall: u8,
    /// On time?
    pub timeliness: u8,
    /// Attitude of the technicians.
    pub attitude: u8,
    /// Quality of the work.
    pub quality: u8,
}

/// Who signed for the customer.
#[uniffi::remote(Record)]
pub struct Signatory {
    /// Their name as they gave it.
    pub name: String,
    /// In what capacity: owner, plant manager, operator.
    pub capacity: String,
}
