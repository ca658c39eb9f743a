//! The report model: what a customer signs (R59). Strings, booleans and integers below 2^53, nothing else.

mod attendance;
mod build;
mod value;

use serde::{Deserialize, Serialize};

pub use build::{model, model_for, model_of_visit};
pub use value::AnswerValue;

/// The newest version of the model's form. A report is compared at the version it was signed in.
pub const SCHEMA: u32 = 2;
/// The version in which times are shown by an offset alone: that of every report whose order names no time zone.
pub const SCHEMA_OF_OFFSETS: u32 = 1;

/// A service report, as data (R15). Empty texts are what nobody has written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportModel {
    /// Which form this is: 2, or 1 where no time zone is named and times go by an offset.
    pub schema: u32,
    /// The work order.
    pub order: String,
    /// The visit it reports, from 1.
    pub visit: u32,
    /// Who did the work: the letterhead.
    pub organisation: String,
    /// For whom.
    pub customer: Customer,
    /// The machine.
    pub machine: Machine,
    /// The fault in the customer's words.
    pub fault: String,
    /// What was found (R10).
    pub diagnosis: Diagnosis,
    /// What was done (R12).
    pub work_done: String,
    /// `solved`, `temporary` or `not_solved`; empty until the work is finished.
    pub outcome: String,
    /// When the work was finished, milliseconds since 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<i64>,
    /// Parts used, by id (R13).
    pub parts: Vec<Part>,
    /// Photos, by id (R14). The company's stamp belongs to the signature and is not among them.
    pub photos: Vec<Photo>,
    /// The last safety check (R40).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safety: Option<Safety>,
    /// Answers to the checklist, by key.
    pub answers: Vec<Answer>,
    /// Who was there, and when, by user id.
    pub technicians: Vec<Attendance>,
    /// The warranty decision's code and its reasons' codes, one a line (R32).
    pub warranty: String,
    /// The consent text above the signature.
    pub consent: String,
    /// The time zone that times are shown in, by its IANA name; from version 2 on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
    /// Minutes that times are shown ahead of UTC, where no zone is named.
    pub time_zone_offset_minutes: i32,
}

/// The customer, as the order knew them when the work was finished.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Their name.
    pub name: String,
    /// Where the work was done.
    pub address: String,
    /// Contact at the site.
    pub contact: String,
}

/// The machine, as the order knew it when the work was finished.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// Model name.
    pub product_model: String,
    /// Serial number.
    pub serial: String,
    /// The hour meter in thousandths of its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meter_milli: Option<i64>,
    /// The hour meter's unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub meter_unit: String,
}

/// What was found (R10, R11).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// What was heard.
    pub symptoms: String,
    /// Whether others had opened the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_by_others: Option<bool>,
    /// Tests made and readings.
    pub tests: String,
    /// Findings in prose.
    pub findings: String,
    /// The cause.
    pub cause: String,
    /// The class of the cause.
    pub cause_class: String,
    /// The kind of solution.
    pub remedy: String,
}

/// A part used (R13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Part number.
    pub number: String,
    /// Name.
    pub name: String,
    /// How many, in thousandths of the unit.
    pub quantity_milli: i64,
    /// Serial number of the new part; empty where it has none.
    pub serial: String,
    /// Why it was replaced.
    pub reason: String,
    /// What was agreed about the old part: `returned`, `left_with_customer`, `scrapped` or `none`.
    pub old_part: String,
}

/// A photo (R14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// SHA-256 of the normal form, in hexadecimal.
    pub digest: String,
    /// When in the job it was taken.
    pub stage: String,
    /// What it shows.
    pub caption: String,
    /// When it was taken, milliseconds since 1970 UTC.
    pub taken_at: i64,
}

/// A safety check (R40).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safety {
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
    /// The site's rules were read.
    pub rules_read: bool,
    /// Hazards found.
    pub hazards: Vec<String>,
    /// Measures taken.
    pub measures: Vec<String>,
    /// Whether work could start.
    pub passed: bool,
}

/// An answer to the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The item's key.
    pub item: String,
    /// The item's words in the customer's language; empty where the order does not carry them.
    pub label: String,
    /// The answer.
    pub value: AnswerValue,
}

/// One technician at this visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Who.
    pub user: String,
    /// Their name; empty where the order does not carry it.
    pub name: String,
    /// Whether they finished the work and answer for it.
    pub lead: bool,
    /// When they arrived, milliseconds since 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_at: Option<i64>,
    /// When they left, where that was before the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_at: Option<i64>,
}

/// The bytes whose SHA-256 is signed: the model as canonical JSON (RFC 8785).
#[must_use]
pub fn canonical_bytes(model: &ReportModel) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(model).expect("a model holds only strings, booleans and small integers")
}
