//! What a technician asks of an order. Each is one tap and one change.

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::{ChangeHash, EventKey, ItemId};
use jobsheet_client::domain::work_order::{
    Diagnosis, HoldReason, Outcome, PartFate, PartUse, Preparation, SafetyCheck, WorkOrderCommand,
};

use crate::error::Answer;
use crate::values::FieldValue;

/// A command of the field. Photos and signatures have functions of their own.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum JobCommand {
    /// Take the job.
    Accept,
    /// Do not take it.
    Decline {
        /// Why.
        reason: String,
    },
    /// Set out (R8).
    SetOut {
        /// The checklist.
        preparation: Preparation,
    },
    /// Arrive.
    Arrive,
    /// Check the site (R40).
    CheckSafety {
        /// The check.
        check: SafetyCheck,
    },
    /// Start work, or go on after a hold.
    StartWork,
    /// Rest.
    Hold {
        /// Why.
        reason: HoldReason,
        /// In words.
        note: String,
    },
    /// Record a diagnosis for the present visit (R10).
    Diagnose {
        /// What is known by now.
        diagnosis: Diagnosis,
    },
    /// Answer a checklist item of the present visit (R12).
    AnswerItem {
        /// The item's key in the template.
        item: String,
        /// The answer.
        value: FieldValue,
    },
    /// Use a part (R13).
    UsePart {
        /// Part number in the catalogue.
        number: String,
        /// Name as shown on the report.
        name: String,
        /// How many, in thousandths of the unit.
        quantity_milli: i64,
        /// Serial number of the new part, where serialised.
        serial: Option<String>,
        /// Why it was replaced.
        reason: String,
        /// What became of the old one.
        old_part: PartFate,
    },
    /// Edit a long text: `notes`, `<visit>/findings` or `<visit>/work_done`.
    EditText {
        /// Which.
        field: String,
        /// The version the author was looking at: the page's `heads`.
        base: Vec<ChangeHash>,
        /// The whole text as the author left it.
        text: String,
    },
    /// Set one fact, or choose among its values: `address`, `contact`, `phone`, `priority`, `title` (R49).
    SetFact {
        /// The fact.
        name: String,
        /// Its value.
        value: FieldValue,
    },
    /// Change a photo's caption.
    CaptionPhoto {
        /// The photo.
        id: ItemId,
        /// What it shows.
        caption: String,
    },
    /// Take an item off the report.
    RemoveItem {
        /// `photo` or `part`.
        collection: String,
        /// The item.
        id: ItemId,
    },
    /// Finish this visit's work (R12). The core copies into the order what the report shows from elsewhere (R15).
    Finish {
        /// How it ended.
        outcome: Outcome,
    },
    /// Go on working after finishing.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Leave the site (R45).
    LeaveSite {
        /// A short report to the office.
        report: String,
    },
    /// End a contest (R5).
    Settle {
        /// Office events that do not stand.
        drop_events: Vec<EventKey>,
        /// The field event that sets the status.
        stands: Option<EventKey>,
        /// Why.
        reason: String,
    },
}

impl JobCommand {
    /// The same for the core; `item` is the id of a part that is used.
    pub(crate) fn into_core(self, item: ItemId) -> Answer<Command> {
        use WorkOrderCommand as Asked;
        Ok(Command::WorkOrder(match self {
            Self::Accept => Asked::Accept,
            Self::Decline { reason } => Asked::Decline { reason },
            Self::SetOut { preparation } => Asked::SetOut { preparation },
            Self::Arrive => Asked::Arrive,
            Self::CheckSafety { check } => Asked::CheckSafety { check },
            Self::StartWork => Asked::StartWork,
            Self::Hold { reason, note } => Asked::Hold { reason, note },
            Self::Diagnose { diagnosis } => Asked::Diagnose(diagnosis),
            Self::AnswerItem { item, value } => Asked::Answer { item, value: value.try_into()? },
            Self::UsePart { number, name, quantity_milli, serial, reason, old_part } => {
                Asked::UsePart(Box::new(PartUse {
                    id: item,
                    number,
                    name,
                    quantity_milli,
                    serial,
                    reason,
                    old_part,
                }))
            }
            Self::EditText { field, base, text } => Asked::EditText { field, base, text },
            Self::SetFact { name, value } => Asked::SetFact { name, value: value.try_into()? },
            Self::CaptionPhoto { id, caption } => Asked::CaptionPhoto { id, caption },
            Self::RemoveItem { collection, id } => Asked::RemoveItem { collection, id },
            Self::Finish { outcome } => Asked::Finish { outcome, context: Box::default() },
            Self::Reopen { reason } => Asked::Reopen { reason },
            Self::LeaveSite { report } => Asked::LeaveSite { report },
            Self::Settle { drop_events, stands, reason } => {
                Asked::Settle { drop: drop_events, stands, reason }
            }
        }))
    }
}
