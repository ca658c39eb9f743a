//! One complaint, as its page shows it.

use jobsheet_client::domain::complaint::{Channel, ComplaintRemedy, Findings, Grade, Outcome, Reply};
use jobsheet_client::domain::flow::Contest;
use jobsheet_client::domain::id::{ChangeHash, EventKey, ItemId, UserId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::sla::Clock;
use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::domain::value::Money;
use jobsheet_screens::{
    ComplaintView, HappeningView, LinkView, PhotoView, ProposalView, ReplyView, SimilarView, TurnView,
};

use crate::complaint::summary::ComplaintSummary;
use crate::order::{ConflictShown, StatedValue, StepShown};

/// Whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ComplaintTurn {
    /// The person named, where one is.
    pub user: Option<UserId>,
    /// Roles of which anybody can do the next thing.
    pub roles: Vec<String>,
    /// The person's name or the roles in words; empty where it waits for nobody.
    pub text: String,
    /// Whether it waits for the user.
    pub is_mine: bool,
}

impl From<TurnView> for ComplaintTurn {
    fn from(view: TurnView) -> Self {
        Self { user: view.user, roles: view.roles, text: view.text, is_mine: view.is_mine }
    }
}

/// The remedy proposed last.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ComplaintProposal {
    /// What kind.
    pub remedy: ComplaintRemedy,
    /// What exactly will be done.
    pub plan: String,
    /// What it costs the organisation.
    pub cost: Money,
    /// What the customer said when they agreed.
    pub agreed: Option<Reply>,
    /// The name of who approved it; empty for nobody.
    pub approved_by: String,
}

impl From<ProposalView> for ComplaintProposal {
    fn from(view: ProposalView) -> Self {
        let proposal = view.proposal;
        Self {
            remedy: proposal.remedy,
            plan: proposal.plan,
            cost: proposal.cost,
            agreed: proposal.agreed,
            approved_by: view.approved_by,
        }
    }
}

/// Something the customer said to a proposal, or when they took the complaint back.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ComplaintReply {
    /// The event that says so.
    pub event: EventKey,
    /// `agreed`, `objected_on_site`, `withdrawn`.
    pub kind: String,
    /// What they said.
    pub reply: Reply,
    /// Whether it stands as a fact.
    pub stands: bool,
}

impl From<ReplyView> for ComplaintReply {
    fn from(view: ReplyView) -> Self {
        Self { event: view.event, kind: view.kind, reply: view.reply, stands: view.stands }
    }
}

/// What the customer was told in the end.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ComplaintOutcome {
    /// Who was told, by name.
    pub who: String,
    /// By which way.
    pub channel: Channel,
    /// What they were told.
    pub answer: String,
    /// Whether they are satisfied; none where they did not say.
    pub satisfied: Option<bool>,
}

impl From<Outcome> for ComplaintOutcome {
    fn from(told: Outcome) -> Self {
        Self { who: told.who, channel: told.channel, answer: told.answer, satisfied: told.satisfied }
    }
}

/// A complaint that is alike.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SimilarComplaint {
    /// The item that holds the link.
    pub id: ItemId,
    /// The other complaint.
    pub complaint: LinkView,
    /// Why they are alike; may be empty.
    pub reason: String,
}

impl From<SimilarView> for SimilarComplaint {
    fn from(view: SimilarView) -> Self {
        Self { id: view.id, complaint: view.complaint, reason: view.reason }
    }
}

/// A complaint as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ComplaintPage {
    /// What lists show.
    pub row: ComplaintSummary,
    /// The version shown; an edit of a text names it.
    pub heads: Vec<ChangeHash>,
    /// Whose turn it is.
    pub turn: ComplaintTurn,
    /// Who complained: more than one until somebody chooses.
    pub contact: Vec<StatedValue>,
    /// Their phones likewise.
    pub phone: Vec<StatedValue>,
    /// The product model.
    pub product_model: String,
    /// What the customer asks for.
    pub demand: String,
    /// What happened, in the customer's words.
    pub facts: String,
    /// What the investigation found.
    pub investigation: String,
    /// What is done so that it does not happen again.
    pub prevention: String,
    /// Notes of everybody.
    pub notes: String,
    /// The machine.
    pub asset: Option<LinkView>,
    /// The call it came from.
    pub request: Option<LinkView>,
    /// The order it came from.
    pub order: Option<LinkView>,
    /// Orders raised from it.
    pub orders: Vec<LinkView>,
    /// The complaint it goes on in.
    pub merged_into: Option<LinkView>,
    /// The grade, once there is one.
    pub grade: Option<Grade>,
    /// Who investigates; empty for nobody in particular.
    pub investigator: String,
    /// What the investigation found, as facts.
    pub findings: Findings,
    /// The name of who answers for it; empty for nobody.
    pub responsible_name: String,
    /// The remedy proposed last.
    pub proposal: Option<ComplaintProposal>,
    /// What the customer said so far, the first first.
    pub replies: Vec<ComplaintReply>,
    /// What the customer was told, until it is taken up again.
    pub outcome: Option<ComplaintOutcome>,
    /// Photos; their visit is 0.
    pub photos: Vec<PhotoView>,
    /// Complaints that are alike.
    pub similar: Vec<SimilarComplaint>,
    /// The timeline, oldest first.
    pub timeline: Vec<HappeningView>,
    /// What people must choose about, with every value (R49).
    pub conflicts: Vec<ConflictShown>,
    /// What a person must settle; none unless contested (R5).
    pub contest: Option<Contest>,
    /// Its clocks (R28).
    pub clocks: Vec<Clock>,
    /// When what needs no more than an answer is to be answered; none while it needs anything else.
    pub answer_due: Option<Timestamp>,
    /// Whether what could be answered today was left for tomorrow.
    pub left_for_tomorrow: bool,
    /// What this person may make happen now, and why not the rest (R4).
    pub possible: Vec<StepShown>,
    /// Changes the server has not receipted yet.
    pub unsent: u64,
}

impl ComplaintPage {
    pub(crate) fn of(view: ComplaintView, language: Language) -> Self {
        Self {
            row: ComplaintSummary::of(view.listed, language),
            heads: view.heads,
            turn: view.turn.into(),
            contact: view.contact.into_iter().map(Into::into).collect(),
            phone: view.phone.into_iter().map(Into::into).collect(),
            product_model: view.product_model,
            demand: view.demand,
            facts: view.facts,
            investigation: view.investigation,
            prevention: view.prevention,
            notes: view.notes,
            asset: view.asset,
            request: view.request,
            order: view.order,
            orders: view.orders,
            merged_into: view.merged_into,
            grade: view.grade,
            investigator: view.investigator,
            findings: view.findings.found,
            responsible_name: view.findings.responsible_name,
            proposal: view.proposal.map(Into::into),
            replies: view.replies.into_iter().map(Into::into).collect(),
            outcome: view.outcome.map(Into::into),
            photos: view.photos,
            similar: view.similar.into_iter().map(Into::into).collect(),
            timeline: view.timeline,
            conflicts: view.conflicts.into_iter().map(Into::into).collect(),
            contest: view.contest,
            clocks: view.clocks,
            answer_due: view.answer_due,
            left_for_tomorrow: view.left_for_tomorrow,
            possible: view.possible.into_iter().map(|one| StepShown::of(one, language)).collect(),
            unsent: view.unsent,
        }
    }
}
