//! What a person asks of an order on a device: technicians, and the office on a tablet. Each is one tap and one change.

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::{ChangeHash, EventKey, ItemId, UserId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::time::TimeWindow;
use jobsheet_client::domain::work_order::{
    Diagnosis, HoldReason, Outcome, PartFate, PartUse, Preparation, SafetyCheck, WorkOrderCommand,
};

use crate::error::Answer;
use crate::values::FieldValue;

/// One tap. Photos, signatures, raising and choosing have functions of their own.
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
    /// Report a large problem to the manager from the site, before leaving (R7).
    ReportProblem {
        /// What is the matter.
        problem: String,
        /// The technician's own proposal.
        proposal: String,
        /// What the customer demands; may be empty.
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
    /// Not solved: hand the findings to a technical engineer (R6).
    Escalate {
        /// Confirmed findings.
        findings: String,
    },
    /// The customer was contacted in writing just now (R23).
    RecordContact,
    /// The customer was given a definite answer just now (R25).
    RecordAnswer,
    /// A spare unit was offered just now (R27).
    RecordSpareOffered,
    /// Copy anew into a finished order what the report shows from elsewhere (R15).
    CorrectContext,
    /// Set technicians, lead and time window (R46).
    Assign {
        /// Everybody who goes.
        technicians: Vec<UserId>,
        /// Who answers for the job; one of them.
        lead: UserId,
        /// The span promised to the customer.
        window: TimeWindow,
    },
    /// Change the team while the job is under way.
    Reassign {
        /// Everybody now.
        technicians: Vec<UserId>,
        /// Who answers now.
        lead: UserId,
    },
    /// The paper sheet is back.
    ReceiveReport,
    /// Accept the report (R21).
    Approve {
        /// Remarks; may be empty.
        note: String,
    },
    /// Send the report back (R21).
    SendBack {
        /// Why.
        reason: String,
    },
    /// Close the file.
    Close {
        /// Why, when the fault is not solved.
        reason: Option<String>,
    },
    /// Answer an escalation; the next visit follows (R6).
    Analyse {
        /// The cause found.
        cause: String,
        /// The plan for the next visit.
        plan: String,
    },
    /// Call the order off.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Call it on again.
    Reinstate {
        /// Why.
        reason: String,
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
    /// The same for the core; `item` is the id of a part that is used, `language` the installation's.
    pub(crate) fn into_core(self, item: ItemId, language: Language) -> Answer<Command> {
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
            Self::Finish { outcome } => Asked::Finish { outcome, language },
            Self::Reopen { reason } => Asked::Reopen { reason },
            Self::LeaveSite { report } => Asked::LeaveSite { report },
            Self::ReportProblem { problem, proposal, demand } => {
                Asked::ReportProblem { problem, proposal, demand }
            }
            Self::SettleAdditions { additions, sign_again, note } => {
                Asked::SettleAdditions { additions, sign_again, note }
            }
            Self::Escalate { findings } => Asked::Escalate { findings },
            Self::RecordContact => Asked::RecordContact,
            Self::RecordAnswer => Asked::RecordAnswer,
            Self::RecordSpareOffered => Asked::RecordSpareOffered,
            Self::CorrectContext => Asked::CorrectContext { language },
            Self::Assign { technicians, lead, window } => Asked::Assign { technicians, lead, window },
            Self::Reassign { technicians, lead } => Asked::Reassign { technicians, lead },
            Self::ReceiveReport => Asked::ReceiveReport,
            Self::Approve { note } => Asked::Approve { note },
            Self::SendBack { reason } => Asked::SendBack { reason },
            Self::Close { reason } => Asked::Close { reason },
            Self::Analyse { cause, plan } => Asked::Analyse { cause, plan },
            Self::Cancel { reason } => Asked::Cancel { reason },
            Self::Reinstate { reason } => Asked::Reinstate { reason },
            Self::Settle { drop_events, stands, reason } => {
                Asked::Settle { drop: drop_events, stands, reason }
            }
        }))
    }
}

/// How the variants of an enum are spelt where they are stored.
#[cfg(test)]
pub(crate) mod spelling {
    /// The variants as they stand in a source, in the stored spelling of commands.
    pub(crate) fn variants(source: &str, name: &str) -> Vec<String> {
        let begin = format!("pub enum {name} {{");
        let body = source.split(&begin).nth(1).and_then(|rest| rest.split("\n}\n").next());
        let names = body
            .unwrap_or_default()
            .lines()
            .filter(|line| line.starts_with("    ") && !line.starts_with("     "));
        let names = names.map(|line| line.trim().split([',', '{', ' ', '}', '(']).next().unwrap_or_default());
        let names = names.filter(|name| name.chars().next().is_some_and(char::is_uppercase));
        names.map(snake).collect()
    }

    fn snake(name: &str) -> String {
        let mut spelt = String::new();
        for letter in name.chars() {
            if letter.is_uppercase() && !spelt.is_empty() {
                spelt.push('_');
            }
            spelt.extend(letter.to_lowercase());
        }
        spelt
    }
}

#[cfg(test)]
mod tests {
    use jobsheet_client::domain::work_order::EventKind;
    use jobsheet_client::domain::work_order::transitions::{By, TABLE};

    use super::spelling::variants;

    /// What has a function of its own: raising, signing.
    const OWN_FUNCTION: [&str; 2] = ["raise", "sign_off"];

    /// R4, R6: every row of the table that a person may go by on a device has its tap.
    #[test]
    fn r4_whatever_the_table_allows_on_a_device_can_be_asked_there() {
        let asked = variants(include_str!("command.rs"), "JobCommand");
        let on_a_device = TABLE.iter().filter(|row| row.by != By::Signatory).map(|row| row.kind);
        let missing: Vec<&str> = on_a_device
            .map(EventKind::command)
            .filter(|command| !OWN_FUNCTION.contains(command) && !asked.iter().any(|name| name == command))
            .collect();
        assert!(missing.is_empty(), "{missing:?}: {asked:?}");
    }
}
