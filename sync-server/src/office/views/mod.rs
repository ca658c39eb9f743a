//! What the console's API says: plain types with their OpenAPI schemas. Times are milliseconds since the Unix epoch,
//! digests and event keys lower-case hexadecimal, ids UUIDs.

mod complaints;
mod documents;
mod happened;
mod orders;
mod parties;
mod requests;
mod reviews;

use std::collections::BTreeMap;

use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::sla;
use jobsheet_domain::value::FactValue;
use jobsheet_evidence::{Check, Held, Verdict, Verification};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::office::messages;

pub use complaints::{
    BlobView, ComplaintList, ComplaintOutcomeView, ComplaintRow, ComplaintView, FindingsView, ProposalView,
    ReplyView, SimilarView,
};
pub use documents::{
    DocumentKindView, DocumentList, DocumentRow, DocumentView, FactView, FieldView, FormView, ItemView,
    LinkView, NamedText, WordView,
};
pub use happened::{Happened, Recorded, parted};
pub use orders::{
    AdditionView, AttendanceView, ContestView, OrderAsset, OrderCustomer, OrderList, OrderRow, OrderView,
    PartView, PhotoView, RatingView, SafetyView, SignatoryView, SignoffView, StampView, StrokesView,
    TeamMember, TimelineEntry, VoidedBy, WarrantyView, WindowView,
};
pub use parties::{
    AssetList, AssetView, CallerAsset, CallerCustomer, CallerOrder, CallerView, CatalogueView, ContactView,
    CustomerList, CustomerView, DeviceView, EnrolmentView, ForkView, PartEntry, ProductEntry,
    QualificationView, SiteView, StaffView,
};
pub use requests::{RequestList, RequestRow, RequestView};
pub use reviews::{
    DecisionAsked, DecisionView, HandedIn, HandedInRun, RefusedView, ReviewDeed, ReviewList, ReviewView,
};

/// Not allowed: nothing was changed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RefusalView {
    /// Stable, dotted, lower case.
    pub code: String,
    /// What the message names.
    pub parameters: BTreeMap<String, String>,
    /// For a person, in the language of `Accept-Language`.
    pub message: String,
}

impl RefusalView {
    /// A refusal in somebody's language.
    #[must_use]
    pub fn of(refusal: &Refusal, language: Language) -> Self {
        Self {
            code: refusal.code.clone(),
            parameters: refusal.parameters.clone(),
            message: messages::message(refusal, language),
        }
    }
}

/// Who wrote something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthorView {
    /// The person.
    pub user: Uuid,
    /// Their name.
    pub name: String,
    /// The installation.
    pub device: Uuid,
    /// Whether it was written at the console.
    pub office: bool,
}

/// One of the values somebody wrote for a fact; several stand until a person chooses (R49).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Stated {
    /// The value as a domain value: `{"text": "…"}`, `{"address": {…}}` …; usable in a `set_fact` command as it is.
    pub value: FactValue,
    /// The value for a person.
    pub text: String,
    /// Who wrote it, when the server knows.
    pub author: Option<AuthorView>,
    /// When the server took it in.
    pub at: Option<i64>,
}

/// A fact over which people must choose.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConflictView {
    /// `fact/address`, `item/part/<id>/reason`, `answer/<item>`.
    pub path: String,
    /// What was written.
    pub values: Vec<Stated>,
}

/// One clock (R22–R27), as it stands when asked.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ClockView {
    /// `R22` … `R27`.
    pub rule: String,
    /// `running`, `at_risk`, `paused`, `met`, `missed`, `ended` or `unknown`.
    pub state: String,
    /// When it started.
    pub started_at: i64,
    /// When the allowed time is used up, as things stand.
    pub target_at: Option<i64>,
    /// How much is left while it runs or rests.
    pub left_ms: Option<i64>,
    /// By how much it was missed.
    pub by_ms: Option<i64>,
    /// When it stopped.
    pub at: Option<i64>,
    /// How long it rested so far.
    pub paused_ms: i64,
    /// Whether it was shown as missed until news from the field came (R31).
    pub healed: bool,
}

impl From<&sla::Clock> for ClockView {
    fn from(clock: &sla::Clock) -> Self {
        use sla::ClockState;
        let (state, left_ms, by_ms, at) = match clock.state {
            ClockState::Running { left_ms } => ("running", Some(left_ms), None, None),
            ClockState::AtRisk { left_ms } => ("at_risk", Some(left_ms), None, None),
            ClockState::Paused { left_ms } => ("paused", Some(left_ms), None, None),
            ClockState::Met { at } => ("met", None, None, Some(at.0)),
            ClockState::Missed { by_ms, at } => ("missed", None, Some(by_ms), at.map(|at| at.0)),
            ClockState::Ended { at } => ("ended", None, None, Some(at.0)),
            ClockState::Unknown { .. } => ("unknown", None, None, None),
        };
        Self {
            rule: clock.rule.code().to_owned(),
            state: state.to_owned(),
            started_at: clock.started_at.0,
            target_at: clock.target_at.map(|at| at.0),
            left_ms,
            by_ms,
            at,
            paused_ms: clock.paused_ms,
            healed: clock.healed,
        }
    }
}

/// A name and a password.
#[derive(Deserialize, ToSchema)]
pub struct LoginAsked {
    /// Login name.
    pub name: String,
    /// Password.
    pub password: String,
}

/// Who is logged in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// Who.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// Their login name.
    pub login: String,
    /// What they may do.
    pub roles: Vec<String>,
    /// The language they read, BCP 47.
    pub language: String,
    /// The organisation's name.
    pub organisation: String,
    /// Devices that enrolled as them within the last fortnight by a code that somebody else made.
    pub enrolled_for_me: Vec<DeviceView>,
}

/// The answer to a login.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LoggedIn {
    /// Who.
    pub user: Me,
}

/// Something that can be asked of a document, or why it cannot now: the buttons of its page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PossibleView {
    /// The command's name as it is sent: `cancel`.
    pub command: String,
    /// Why not now, or not by you; absent where it can be asked. What it says may still lack something.
    pub refusal: Option<RefusalView>,
}

/// A command for a document.
#[derive(Deserialize, ToSchema)]
pub struct CommandAsked<C: ToSchema> {
    /// The domain's command: `{"cancel": {"reason": "…"}}`, `"accept"`.
    pub command: C,
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeldView {
    /// It holds.
    Holds,
    /// It neither proves nor breaks anything.
    Noted,
    /// It is not proved.
    Unproved,
    /// It is broken.
    Broken,
}

/// What evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictView {
    /// Intact, and its origin proved.
    Proved,
    /// Intact, its origin not proved.
    Unproved,
    /// Broken.
    Broken,
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckView {
    /// Stable name of the check.
    pub name: String,
    /// What was found: `evidence.<check>.<finding>`, never reused for another meaning.
    pub code: String,
    /// Whether nothing is broken.
    pub ok: bool,
    /// How it came out: `holds`, `noted` (neither proves nor breaks anything), `unproved` or `broken`.
    pub held: HeldView,
    /// What the message names.
    pub parameters: BTreeMap<String, String>,
    /// What was found, in the reader's own language.
    pub message: String,
}

/// The result of verifying an order's evidence (R61).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerificationView {
    /// What it is: `proved`, `unproved` (intact, but where it comes from is not proved) or `broken`.
    pub verdict: VerdictView,
    /// Whether it is proved.
    pub valid: bool,
    /// The checks, in the order they were made.
    pub checks: Vec<CheckView>,
}

impl VerificationView {
    /// A verification in the words of one language.
    #[must_use]
    pub fn new(made: Verification, language: Language) -> Self {
        let verdict = made.verdict();
        let view = |check: Check| CheckView {
            name: check.finding.check().to_owned(),
            code: check.finding.code.clone().into_owned(),
            ok: check.ok(),
            held: match check.held {
                Held::Holds => HeldView::Holds,
                Held::Noted => HeldView::Noted,
                Held::Unproved => HeldView::Unproved,
                Held::Broken => HeldView::Broken,
            },
            message: check.finding.message(language),
            parameters: check.finding.parameters,
        };
        Self {
            verdict: match verdict {
                Verdict::Proved => VerdictView::Proved,
                Verdict::Unproved => VerdictView::Unproved,
                Verdict::Broken => VerdictView::Broken,
            },
            valid: verdict == Verdict::Proved,
            checks: made.checks.into_iter().map(view).collect(),
        }
    }
}
