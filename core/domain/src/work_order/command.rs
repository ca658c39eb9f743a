//! What a person can ask of a work order. Commands are stored with unsent work, so their form is versioned with the
//! store's.

use serde::{Deserialize, Serialize};

use crate::id::{ChangeHash, DocumentId, EventKey, ItemId, UserId};
use crate::language::Language;
use crate::photo::PhotoRecord;
use crate::time::TimeWindow;
use crate::value::{Address, FactValue};
use crate::work_order::event::{HoldReason, Outcome, PartFate, Preparation, SafetyCheck, SignoffRecord};

/// The three parts of a diagnosis (R10). Absent fields are left as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Diagnosis {
    /// Heard: symptoms in the customer's words, use, what happened before and after.
    pub symptoms: Option<String>,
    /// Seen: whether others opened the unit.
    pub opened_by_others: Option<bool>,
    /// Checked: tests made and readings.
    pub tests: Option<String>,
    /// The true cause.
    pub cause: Option<String>,
    /// `design`, `production`, `transport`, `installation`, `use`, `wear`, `environment` or `unknown`.
    pub cause_class: Option<String>,
    /// `repair`, `replace`, `improve` or `train` (R11).
    pub remedy: Option<String>,
}

/// A part used on the job (R13).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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

/// What the shell hands over when the customer has settled the report.
pub type SignoffAsked = SignoffRecord;

/// Something asked of a work order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WorkOrderCommand {
    /// Make the order.
    Raise {
        /// The request it answers.
        request: Option<DocumentId>,
        /// Whether a technician found it on site.
        found_on_site: bool,
        /// Whose.
        customer: DocumentId,
        /// Which machine, when known.
        asset: Option<DocumentId>,
        /// Where.
        address: Address,
        /// Contact at the site: name and phone as typed.
        contact: String,
        /// The contact's phone.
        phone: String,
        /// The fault in the customer's words.
        fault: String,
        /// One line for lists.
        title: String,
        /// `normal`, `urgent` or `down`.
        priority: String,
        /// The machine's model, or empty; [`WorkOrderCommand::with_files`] copies it from the machine's file.
        product_model: String,
        /// Metres from the service station to the site, when known; copied from the customer's file in the same way.
        distance_m: Option<u32>,
    },
    /// Set technicians, lead and time window.
    Assign {
        /// Everybody who goes.
        technicians: Vec<UserId>,
        /// Who answers for the job.
        lead: UserId,
        /// The promised span.
        window: TimeWindow,
    },
    /// Change the team while the job is under way.
    Reassign {
        /// Everybody now.
        technicians: Vec<UserId>,
        /// Who answers now.
        lead: UserId,
    },
    /// Take the job.
    Accept,
    /// Do not take it.
    Decline {
        /// Why.
        reason: String,
    },
    /// Set out.
    SetOut {
        /// The checklist (R8).
        preparation: Preparation,
    },
    /// Arrive.
    Arrive,
    /// Check the site (R40).
    CheckSafety {
        /// The check.
        check: SafetyCheck,
    },
    /// Start work.
    StartWork,
    /// Rest.
    Hold {
        /// Why.
        reason: HoldReason,
        /// In words.
        note: String,
    },
    /// Finish this visit's work.
    Finish {
        /// How it ended.
        outcome: Outcome,
        /// The report's language where the customer's file is not at hand.
        #[serde(default)]
        language: Language,
    },
    /// Copy again what the report shows from elsewhere.
    CorrectContext {
        /// The report's language where the customer's file is not at hand.
        #[serde(default)]
        language: Language,
    },
    /// Go on working after finishing.
    Reopen {
        /// Why.
        reason: String,
    },
    /// The customer settles the report.
    SignOff(Box<SignoffRecord>),
    /// Leave the site (R45).
    LeaveSite {
        /// Short report.
        report: String,
    },
    /// The paper sheet is back.
    ReceiveReport,
    /// Accept the report (R21).
    Approve {
        /// Remarks.
        note: String,
    },
    /// Send it back.
    SendBack {
        /// Why.
        reason: String,
    },
    /// Close.
    Close {
        /// Why, when not solved.
        reason: Option<String>,
    },
    /// Report a large problem to the manager from the site, before leaving (R7).
    ReportProblem {
        /// What is the matter.
        problem: String,
        /// The technician's own proposal.
        proposal: String,
        /// What the customer demands; empty when they demand nothing.
        demand: String,
    },
    /// Keep what the customer has not seen, or have it signed again (R65).
    SettleAdditions {
        /// The additions this decides about.
        additions: Vec<ChangeHash>,
        /// Whether the customer is asked to sign again.
        sign_again: bool,
        /// Why; may be empty.
        note: String,
    },
    /// Escalate (R6).
    Escalate {
        /// Confirmed findings.
        findings: String,
    },
    /// Answer an escalation.
    Analyse {
        /// The cause found.
        cause: String,
        /// The plan.
        plan: String,
    },
    /// Call off.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Call on again.
    Reinstate {
        /// Why.
        reason: String,
    },
    /// End a contest (R5).
    Settle {
        /// Office events that do not stand.
        drop: Vec<EventKey>,
        /// The field event that sets the status.
        stands: Option<EventKey>,
        /// Why.
        reason: String,
    },
    /// Set or choose one fact: address, contact, phone, priority, title. Replaces every value seen.
    SetFact {
        /// The fact.
        name: String,
        /// Its value.
        value: FactValue,
    },
    /// Edit a long text.
    EditText {
        /// `notes`, `<visit>/findings` or `<visit>/work_done`.
        field: String,
        /// The version the author was looking at.
        base: Vec<ChangeHash>,
        /// The whole text as the author left it.
        text: String,
    },
    /// Record a diagnosis for the present visit (R10).
    Diagnose(Diagnosis),
    /// Add a photo (R14).
    AddPhoto(Box<PhotoRecord>),
    /// Change a photo's caption.
    CaptionPhoto {
        /// The photo.
        id: ItemId,
        /// The new caption.
        caption: String,
    },
    /// Use a part (R13).
    UsePart(Box<PartUse>),
    /// Take an item off the report: a register, never a deletion.
    RemoveItem {
        /// `photo` or `part`.
        collection: String,
        /// The item.
        id: ItemId,
    },
    /// Answer a checklist item of the present visit.
    Answer {
        /// The item's key in the template.
        item: String,
        /// The answer.
        value: FactValue,
    },
    /// The customer was contacted in writing just now (R23). Of several records the first stops the clock.
    RecordContact,
    /// The customer was given a definite answer just now (R25).
    RecordAnswer,
    /// A spare unit was offered to the customer just now (R27).
    RecordSpareOffered,
    /// Choose one of the values that were written to an item's field without knowledge of each other (R49).
    ChooseItem {
        /// `photo` or `part`.
        collection: String,
        /// The item; it may have been taken off the report.
        id: ItemId,
        /// The field.
        field: String,
        /// The value that stands from now on.
        value: FactValue,
    },
    /// Choose one of the answers that were given to a checklist item, of any visit, without knowledge of each other.
    ChooseAnswer {
        /// The visit and the item's key: `1/hydraulics.leak`.
        item: String,
        /// The answer that stands from now on.
        value: FactValue,
    },
}
