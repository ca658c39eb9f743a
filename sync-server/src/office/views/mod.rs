//! What the console's API says: plain types with their OpenAPI schemas. Times are milliseconds since the Unix epoch,
//! digests and event keys lower-case hexadecimal, ids UUIDs.

mod complaints;
mod documents;
mod evidence;
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
pub use evidence::{CheckView, HeldView, StandingView, VerdictView, VerificationView};
pub use happened::{Happened, Recorded, parted};
pub use orders::{
    AdditionView, AttendanceView, ContestView, OrderAsset, OrderCustomer, OrderList, OrderRow, OrderView,
    PartView, PhotoView, RatingView, SafetyView, SameHandView, SignatoryView, SignoffView, StampView,
    StrokesView, TeamMember, TimelineEntry, VoidedBy, WarrantyView, WindowView,
};
pub use parties::{
    AssetList, AssetView, CallerAsset, CallerCustomer, CallerOrder, CallerView, CatalogueView, ContactView,
    CustodyView, CustomerList, CustomerView, DeviceView, EnrolmentView, ForkView, PartEntry, ProductEntry,
    QualificationView, SecurityLevelView, SiteView, StaffView,
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
