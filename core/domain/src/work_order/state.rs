//! The state of a work order: what the fold makes of its events.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::flow::{Contest, Standing};
use crate::id::{EventKey, UserId};
use crate::time::{TimeWindow, Timestamp};
use crate::work_order::event::{HoldReason, Outcome, ReportContext, SignoffKind};
use crate::work_order::flow::Circumstances;
use crate::work_order::kind::EventKind;
use crate::work_order::status::Status;
use crate::work_order::transitions::Class;

/// The sign-off that stands for a visit: the last one in the order all replicas share. Whether it is void is computed
/// elsewhere and never stored (R19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Signoff {
    /// How the customer settled the report.
    pub kind: SignoffKind,
    /// The event that holds the whole record.
    pub event: EventKey,
    /// When, corrected.
    pub at: Timestamp,
}

/// One technician's times at one visit, corrected (R9). Of several arrivals the first counts, of departures the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Attendance {
    /// Took the job.
    pub accepted: Option<Timestamp>,
    /// Did not take it.
    pub declined: Option<Timestamp>,
    /// On the way.
    pub set_out: Option<Timestamp>,
    /// At the site.
    pub arrived: Option<Timestamp>,
    /// Away again.
    pub left: Option<Timestamp>,
}

impl Attendance {
    /// Whether the technician had a part in the visit. Who declined had none, unless they went all the same.
    #[must_use]
    pub const fn took_part(&self) -> bool {
        let went = self.set_out.is_some() || self.arrived.is_some() || self.left.is_some();
        went || self.accepted.is_some() && self.declined.is_none()
    }
}

/// What one visit came to. Each visit keeps its own (R6).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Visit {
    /// Whether the lead has arrived.
    pub arrived: bool,
    /// Whether the last safety check allows work (R40).
    pub safety_passed: bool,
    /// How the work ended when it was last finished.
    pub outcome: Option<Outcome>,
    /// The customer's sign-off.
    pub signoff: Option<Signoff>,
    /// What the report shows from elsewhere (R15).
    pub context: Option<ReportContext>,
}

/// One event as the fold judged it, in the order all replicas share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JudgedEvent {
    /// Which.
    pub key: EventKey,
    /// What happened; `None` when it is not an event of work orders this version knows.
    pub kind: Option<EventKind>,
    /// Field or office; `None` for what was not allowed or is not known.
    pub class: Option<Class>,
    /// What became of it.
    pub standing: Standing,
    /// The visit it was made in.
    pub visit: u32,
    /// The status it led to where it was made.
    pub target: Status,
}

/// Everything the events of a work order say together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WorkOrderState {
    /// Where the job stands.
    pub status: Status,
    /// Since when, corrected.
    pub status_since: Option<Timestamp>,
    /// The number of the present visit; 1 from raising on, 0 before.
    pub visit: u32,
    /// Who answers for the job.
    pub lead: Option<UserId>,
    /// Everybody who goes, with the lead.
    pub technicians: BTreeSet<UserId>,
    /// The promised span.
    pub window: Option<TimeWindow>,
    /// Why work rests, while it does.
    pub hold: Option<HoldReason>,
    /// Whether the lead has arrived in this visit.
    pub arrived: bool,
    /// Whether this visit's last safety check allows work (R40).
    pub safety_passed: bool,
    /// How this visit's work ended when it was last finished (R12).
    pub outcome: Option<Outcome>,
    /// This visit's sign-off; an axis of its own.
    pub signoff: Option<Signoff>,
    /// What this visit's report shows from elsewhere (R15).
    pub context: Option<ReportContext>,
    /// The visits before this one.
    pub earlier_visits: BTreeMap<u32, Visit>,
    /// Times by visit and technician.
    #[serde(serialize_with = "attendance_as_list")]
    pub attendance: BTreeMap<(u32, UserId), Attendance>,
    /// What a person must settle.
    pub contest: Option<Contest>,
    /// Every event with what became of it.
    pub timeline: Vec<JudgedEvent>,
}

impl WorkOrderState {
    /// Whether a person must settle something (R5).
    #[must_use]
    pub const fn is_contested(&self) -> bool {
        self.contest.is_some()
    }

    /// What of the order decides about events beside its status.
    #[must_use]
    pub const fn circumstances(&self) -> Circumstances {
        Circumstances { visit: self.visit, lead: self.lead, arrived: self.arrived }
    }

    /// What the fold made of an event.
    #[must_use]
    pub fn judged(&self, key: EventKey) -> Option<&JudgedEvent> {
        self.timeline.iter().find(|judged| judged.key == key)
    }

    /// What a visit came to, the present one or an earlier one.
    #[must_use]
    pub fn visit_numbered(&self, number: u32) -> Option<Visit> {
        if number != self.visit {
            return self.earlier_visits.get(&number).cloned();
        }
        Some(Visit {
            arrived: self.arrived,
            safety_passed: self.safety_passed,
            outcome: self.outcome,
            signoff: self.signoff,
            context: self.context.clone(),
        })
    }
}

/// One line of the serialised attendance: map keys of the neutral formats are text, so a list is plainer.
#[derive(Serialize)]
struct AttendanceLine {
    visit: u32,
    technician: UserId,
    #[serde(flatten)]
    times: Attendance,
}

fn attendance_as_list<S: serde::Serializer>(
    attendance: &BTreeMap<(u32, UserId), Attendance>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let lines =
        attendance.iter().map(|(&(visit, technician), &times)| AttendanceLine { visit, technician, times });
    serializer.collect_seq(lines)
}
