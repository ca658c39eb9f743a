//! What a person asks of a complaint on a device. Each is one tap and one change.

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::complaint::{
    Channel, ComplaintClass, ComplaintCommand, ComplaintRemedy, Findings, Said, Severity,
};
use jobsheet_client::domain::id::{ChangeHash, DocumentId, EventKey, ItemId, UserId};
use jobsheet_client::domain::value::Money;

use crate::error::Answer;
use crate::values::FieldValue;

/// One tap. Taking down, photos and choosing have functions of their own.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ComplaintAction {
    /// Set its class and severity.
    Grade {
        /// What it is about.
        class: ComplaintClass,
        /// How much harm there is.
        severity: Severity,
        /// Why, in words; may be empty.
        note: String,
    },
    /// Begin the investigation, or hand it to somebody else.
    Investigate {
        /// Who investigates; nobody in particular where absent.
        investigator: Option<UserId>,
    },
    /// Propose a remedy.
    Propose {
        /// What kind.
        remedy: ComplaintRemedy,
        /// What exactly will be done.
        plan: String,
        /// What it costs the organisation.
        cost: Money,
    },
    /// Take a proposal back before the customer has said anything.
    SendBack {
        /// Why.
        reason: String,
    },
    /// Record that the customer agrees; face to face it is a fact of the field.
    Agree {
        /// What they say.
        said: Said,
    },
    /// Record that the customer does not agree.
    Object {
        /// What they say.
        said: Said,
    },
    /// Approve the remedy at its cost.
    Approve {
        /// Remarks; may be empty.
        note: String,
    },
    /// Refuse approval.
    Reject {
        /// Why.
        reason: String,
    },
    /// Record that the remedy was carried out.
    CarryOut {
        /// Whether at the customer's, by whoever records it.
        on_site: bool,
        /// What was done.
        note: String,
    },
    /// Record that the customer was told the outcome.
    Tell {
        /// Who was told.
        who: String,
        /// By which way.
        channel: Channel,
        /// What they were told.
        answer: String,
        /// Whether they are satisfied, where they said.
        satisfied: Option<bool>,
    },
    /// Close the file.
    Close {
        /// Why, where the customer is not satisfied.
        reason: Option<String>,
    },
    /// Record that the customer takes it back.
    Withdraw {
        /// What they say.
        said: Said,
    },
    /// Go on in another complaint.
    Merge {
        /// Which.
        into: DocumentId,
    },
    /// Take it up again.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Record that a work order was raised from it.
    LinkOrder {
        /// Which.
        order: DocumentId,
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
    /// Set one fact, or choose among its values: `title`, `contact`, `phone`, `product_model`, `demand` (R49).
    SetFact {
        /// The fact.
        name: String,
        /// Its value.
        value: FieldValue,
    },
    /// Edit a long text: `facts`, `investigation`, `prevention` or `notes`.
    EditText {
        /// Which.
        field: String,
        /// The version the author was looking at: the page's `heads`.
        base: Vec<ChangeHash>,
        /// The whole text as the author left it.
        text: String,
    },
    /// Record what the investigation found.
    RecordFindings {
        /// What is known by now.
        findings: Findings,
    },
    /// Change a photo's caption.
    CaptionPhoto {
        /// The photo.
        id: ItemId,
        /// What it shows.
        caption: String,
    },
    /// Link a complaint about the same product and cause.
    LinkSimilar {
        /// The other complaint.
        complaint: DocumentId,
        /// Why they are alike.
        reason: String,
    },
    /// Take an item off its list.
    RemoveItem {
        /// `photo` or `similar`.
        collection: String,
        /// The item.
        id: ItemId,
    },
}

impl ComplaintAction {
    /// The same for the core; `item` is the id of a link that is made.
    pub(crate) fn into_core(self, item: ItemId) -> Answer<Command> {
        use ComplaintCommand as Asked;
        Ok(Command::Complaint(match self {
            Self::Grade { class, severity, note } => Asked::Grade { class, severity, note },
            Self::Investigate { investigator } => Asked::Investigate { investigator },
            Self::Propose { remedy, plan, cost } => Asked::Propose { remedy, plan, cost },
            Self::SendBack { reason } => Asked::SendBack { reason },
            Self::Agree { said } => Asked::Agree(said),
            Self::Object { said } => Asked::Object(said),
            Self::Approve { note } => Asked::Approve { note },
            Self::Reject { reason } => Asked::Reject { reason },
            Self::CarryOut { on_site, note } => Asked::CarryOut { on_site, note },
            Self::Tell { who, channel, answer, satisfied } => Asked::Tell { who, channel, answer, satisfied },
            Self::Close { reason } => Asked::Close { reason },
            Self::Withdraw { said } => Asked::Withdraw(said),
            Self::Merge { into } => Asked::Merge { into },
            Self::Reopen { reason } => Asked::Reopen { reason },
            Self::LinkOrder { order } => Asked::LinkOrder { order },
            Self::Settle { drop_events, stands, reason } => {
                Asked::Settle { drop: drop_events, stands, reason }
            }
            Self::SetFact { name, value } => Asked::SetFact { name, value: value.try_into()? },
            Self::EditText { field, base, text } => Asked::EditText { field, base, text },
            Self::RecordFindings { findings } => Asked::RecordFindings(findings),
            Self::CaptionPhoto { id, caption } => Asked::CaptionPhoto { id, caption },
            Self::LinkSimilar { complaint, reason } => Asked::LinkSimilar { id: item, complaint, reason },
            Self::RemoveItem { collection, id } => Asked::RemoveItem { collection, id },
        }))
    }
}

#[cfg(test)]
mod tests {
    use jobsheet_client::domain::complaint::transitions::TABLE;

    use crate::command::spelling::variants;

    /// What has a function of its own: taking down, photos.
    const OWN_FUNCTION: [&str; 2] = ["take", "add_photo"];

    /// R4, R41: every row of the table has its tap, and so has every command that only writes.
    #[test]
    fn r41_every_command_of_a_complaint_can_be_asked_on_a_device() {
        let asked = variants(include_str!("action.rs"), "ComplaintAction");
        let domain = include_str!("../../../core/domain/src/complaint/command.rs");
        let commands = variants(domain, "ComplaintCommand");
        assert!(commands.len() > 20, "{commands:?}");
        let of_the_table = TABLE.iter().map(|row| row.kind.command().to_owned());
        let missing: Vec<String> = of_the_table
            .chain(commands)
            .filter(|command| !OWN_FUNCTION.contains(&command.as_str()) && !asked.contains(command))
            .collect();
        assert!(missing.is_empty(), "{missing:?}: {asked:?}");
    }
}
