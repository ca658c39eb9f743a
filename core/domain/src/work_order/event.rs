//! What can happen to a work order. One variant for each row of the transition table; the table itself is in
//! `transitions`.

use serde::{Deserialize, Serialize};

use crate::event::Event;
use crate::id::{ChangeHash, Digest, DocumentId, EventKey, UserId};
use crate::photo::PhotoRecord;
pub use crate::sla::HoldReason;
use crate::time::TimeWindow;
use crate::value::Address;
use crate::work_order::hand::{SealedHand, Strokes};

/// How a visit ended (R12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The fault is removed.
    Solved,
    /// It runs, but not for good.
    Temporary,
    /// Not solved; escalation follows (R6).
    NotSolved,
}

/// What became of a replaced part (R13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
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

/// The preparation checklist before setting out (R8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SafetyCheck {
    /// The site's rules were read.
    pub rules_read: bool,
    /// Hazards found, from the policy's list or free words.
    pub hazards: Vec<String>,
    /// Measures taken against them.
    pub measures: Vec<String>,
    /// Whether work may start.
    pub passed: bool,
}

/// The customer's rating, each 1–5 (R17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Signatory {
    /// Their name as they gave it.
    pub name: String,
    /// In what capacity: owner, plant manager, operator.
    pub capacity: String,
}

/// How the customer settled the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignoffKind {
    /// Signed.
    Signed,
    /// Signed with reservations, which are in the remarks (R20).
    SignedWithReservations,
    /// Refused, with a reason (R20).
    Refused,
    /// Nobody present (R20).
    NobodyPresent,
    /// Signed later through a link, over the same report (R20).
    LinkSigned,
}

impl SignoffKind {
    /// The name stored, sent and shown to programs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::SignedWithReservations => "signed_with_reservations",
            Self::Refused => "refused",
            Self::NobodyPresent => "nobody_present",
            Self::LinkSigned => "link_signed",
        }
    }
}

/// A sign-off as it stands in the order: bound to the exact content by digest and heads (R19, R59, R60).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignoffRecord {
    /// How it was settled.
    pub kind: SignoffKind,
    /// The statement: a compact JWS over canonical JSON; it repeats every field here that matters (R60).
    pub statement: String,
    /// The version of the order the customer read, sorted. The sign-off's own change depends on exactly these.
    pub heads: Vec<ChangeHash>,
    /// SHA-256 of the report model's canonical bytes.
    pub report_digest: Digest,
    /// SHA-256 of what the screen rendered.
    pub shown_digest: Digest,
    /// Who signed; absent when nobody was present.
    pub signatory: Option<Signatory>,
    /// The rating, when one was given (R17, R18).
    pub rating: Option<Rating>,
    /// Remarks, reservations or the reason for refusing, in the customer's words (R18).
    pub remarks: String,
    /// A witness to a refusal or an absence (R20).
    pub witness: Option<String>,
    /// The hand, where it lies open: until organisations had a key to seal it to. Absent without a signature.
    pub strokes: Option<Strokes>,
    /// The hand, sealed to the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<SealedHand>,
    /// A photo of the company's stamp, which belongs to the signature and not to the order's photos (R17).
    pub stamp: Option<Box<PhotoRecord>>,
}

impl SignoffRecord {
    /// The sign-off an event holds.
    #[must_use]
    pub fn in_event(event: &Event) -> Option<&Self> {
        if let WorkOrderEvent::SignedOff(record) = event.body.read()? { Some(record) } else { None }
    }

    /// Whether somebody's hand is under it, open or sealed.
    #[must_use]
    pub const fn has_hand(&self) -> bool {
        self.strokes.is_some() || self.sealed.is_some()
    }

    /// What it names and the event does not hold: the page as it was shown, and the stamp.
    pub fn blobs(&self) -> impl Iterator<Item = Digest> + use<'_> {
        let stamp = self.stamp.iter().flat_map(|stamp| stamp.digests());
        std::iter::once(self.shown_digest).chain(stamp)
    }
}

/// One technician's times at a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendee {
    /// Answers for the job.
    Lead,
    /// Works with the lead.
    Technician,
}

/// What the report shows of other documents and of policy, copied when the work is finished so that the report
/// depends on the order alone (R15).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportContext {
    /// The organisation's name as letterhead.
    pub organisation: String,
    /// The customer's name.
    pub customer_name: String,
    /// The customer's language, BCP 47.
    pub customer_language: String,
    /// The site's address as the order knew it.
    pub address: Address,
    /// Contact at the site.
    pub contact: String,
    /// Product model.
    pub product_model: String,
    /// Serial number.
    pub serial: String,
    /// The warranty decision: `free`, `chargeable`, `goodwill` or `unknown`, with its reasons (R32).
    pub warranty: String,
    /// Names of the technicians by user id, in the order of the ids.
    pub technicians: Vec<(UserId, String)>,
    /// Consent text shown above the signature, in the customer's language.
    pub consent: String,
    /// The time zone of the times on the report by its IANA name; empty where version 1 copied the offset alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
    /// Minutes that the times on the report are ahead of UTC, where no zone is named.
    #[serde(default)]
    pub time_zone_offset_minutes: i32,
    /// The words of the checklist items answered, in the customer's language, by the items' keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<(String, String)>,
}

/// Something that happened to a work order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WorkOrderEvent {
    /// The order came to be, by the office or found on site.
    Raised {
        /// The request it answers.
        request: Option<DocumentId>,
        /// Whether a technician found it on site.
        found_on_site: bool,
    },
    /// Technicians, lead and time window were set.
    Assigned {
        /// Everybody who goes, sorted.
        technicians: Vec<UserId>,
        /// Who answers for the job; one of `technicians`.
        lead: UserId,
        /// The promised span.
        window: TimeWindow,
    },
    /// The team changed while the job is under way.
    Reassigned {
        /// Everybody now, sorted.
        technicians: Vec<UserId>,
        /// Who answers now.
        lead: UserId,
    },
    /// A technician takes the job. Only the lead's moves the status.
    Accepted {},
    /// A technician does not take it.
    Declined {
        /// Why.
        reason: String,
    },
    /// On the way.
    SetOut {
        /// The checklist (R8).
        preparation: Preparation,
    },
    /// At the site.
    Arrived {},
    /// The site was checked (R40).
    SafetyChecked {
        /// The check.
        check: SafetyCheck,
    },
    /// Work began.
    WorkStarted {},
    /// Work rests.
    Held {
        /// Why.
        reason: HoldReason,
        /// In words.
        note: String,
    },
    /// Work is done for this visit.
    Finished {
        /// How it ended.
        outcome: Outcome,
        /// What the report shows from elsewhere (R15).
        context: Box<ReportContext>,
    },
    /// What the report shows from elsewhere was corrected after finishing.
    ContextCorrected {
        /// The corrected copy.
        context: Box<ReportContext>,
    },
    /// Work goes on after finishing.
    Reopened {
        /// Why.
        reason: String,
    },
    /// The customer settled the report: on the tablet or later by link (R17, R20).
    SignedOff(Box<SignoffRecord>),
    /// A technician left the site (R45).
    LeftSite {
        /// Short report to the office.
        report: String,
    },
    /// A technician reports a large problem to the manager from the site, before leaving (R7).
    ProblemReported {
        /// What is the matter.
        problem: String,
        /// The technician's own proposal.
        proposal: String,
        /// What the customer demands; empty when they demand nothing.
        demand: String,
    },
    /// The paper sheet is back.
    ReportReceived {},
    /// A manager accepts the report (R21).
    Approved {
        /// Remarks on the acceptance.
        note: String,
    },
    /// A manager sends it back.
    SentBack {
        /// Why.
        reason: String,
    },
    /// Done.
    Closed {
        /// Why, when it was not solved.
        reason: Option<String>,
    },
    /// Not solved: goes to a technical engineer (R6).
    Escalated {
        /// Confirmed findings.
        findings: String,
    },
    /// The engineer's answer; the next visit follows (R6).
    Analysed {
        /// The cause found.
        cause: String,
        /// The plan for the next visit.
        plan: String,
    },
    /// Called off.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// Called on again.
    Reinstated {
        /// Why.
        reason: String,
    },
    /// What others had done without knowing of the signature is kept as it is, or the customer is asked to sign again (R65).
    AdditionsSettled {
        /// The sign-off.
        signoff: EventKey,
        /// The additions this decides about, sorted.
        additions: Vec<ChangeHash>,
        /// Whether the customer is asked to sign again.
        sign_again: bool,
        /// Why; may be empty.
        note: String,
    },
    /// A person ends a contest (R5).
    Settled {
        /// The newest events of the past this decides about, sorted.
        past: Vec<EventKey>,
        /// Office events that do not stand, sorted.
        drop: Vec<EventKey>,
        /// The field event that sets the status, when the decider chose one.
        stands: Option<EventKey>,
        /// Why.
        reason: String,
    },
}
