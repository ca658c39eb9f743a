//! The work order as a flow: what its fold looks at beside the status, and which events clash (R5).

use crate::flow::{Flow, Settlement, Target};
use crate::id::UserId;
use crate::work_order::event::WorkOrderEvent;
use crate::work_order::kind::EventKind;
use crate::work_order::status::Status;
use crate::work_order::transitions::{By, Guard, OrderFlow, Row, TABLE, rows};

/// What of an order decides about events beside its status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// The number of the visit.
    pub visit: u32,
    /// Who answers for the job.
    pub lead: Option<UserId>,
    /// Whether the lead has arrived in this visit.
    pub arrived: bool,
}

impl Flow for OrderFlow {
    type Status = Status;
    type Kind = EventKind;
    type Body = WorkOrderEvent;
    type By = By;
    type Guard = Guard;
    type Circumstances = Circumstances;

    const TABLE: &'static [Row] = TABLE;
    const SETTLED: EventKind = EventKind::Settled;
    const WATCHED: &'static [EventKind] = &[EventKind::SignedOff];

    fn kind(body: &WorkOrderEvent) -> EventKind {
        body.kind()
    }

    fn settlement(body: &WorkOrderEvent) -> Option<Settlement<'_>> {
        if let WorkOrderEvent::Settled { drop, stands, .. } = body {
            Some(Settlement { drop, stands: *stands })
        } else {
            None
        }
    }

    fn holds(guard: Guard, circumstances: &Circumstances) -> bool {
        match guard {
            Guard::None => true,
            Guard::AfterArrival => circumstances.arrived,
        }
    }

    fn rows(
        kind: EventKind,
        author: UserId,
        circumstances: &Circumstances,
    ) -> impl Iterator<Item = &'static Row> {
        rows(kind, circumstances.lead == Some(author))
    }

    fn after(mut now: Circumstances, body: &WorkOrderEvent, row: &Row) -> Circumstances {
        match body {
            WorkOrderEvent::Raised { .. } => now.visit = 1,
            WorkOrderEvent::Assigned { lead, .. } | WorkOrderEvent::Reassigned { lead, .. } => {
                now.lead = Some(*lead);
            }
            WorkOrderEvent::Declined { .. } if row.to != Target::Beside => now.lead = None,
            WorkOrderEvent::Analysed { .. } => {
                now.visit = now.visit.saturating_add(1);
                now.arrived = false;
            }
            WorkOrderEvent::Accepted { .. }
            | WorkOrderEvent::Declined { .. }
            | WorkOrderEvent::SetOut { .. }
            | WorkOrderEvent::Arrived { .. }
            | WorkOrderEvent::SafetyChecked { .. }
            | WorkOrderEvent::WorkStarted { .. }
            | WorkOrderEvent::Held { .. }
            | WorkOrderEvent::Finished { .. }
            | WorkOrderEvent::ContextCorrected { .. }
            | WorkOrderEvent::Reopened { .. }
            | WorkOrderEvent::SignedOff(_)
            | WorkOrderEvent::LeftSite { .. }
            | WorkOrderEvent::ProblemReported { .. }
            | WorkOrderEvent::ReportReceived { .. }
            | WorkOrderEvent::Approved { .. }
            | WorkOrderEvent::SentBack { .. }
            | WorkOrderEvent::Closed { .. }
            | WorkOrderEvent::Escalated { .. }
            | WorkOrderEvent::Cancelled { .. }
            | WorkOrderEvent::Reinstated { .. }
            | WorkOrderEvent::AdditionsSettled { .. }
            | WorkOrderEvent::Settled { .. } => {}
        }
        let same = now;
        Self::noting(now, &same, body, row)
    }

    /// An arrival counts for the visit it was made in, and for no later one.
    fn noting(
        mut now: Circumstances,
        made_in: &Circumstances,
        body: &WorkOrderEvent,
        row: &Row,
    ) -> Circumstances {
        let arrival = matches!(body, WorkOrderEvent::Arrived {}) && !row.is_beside();
        now.arrived |= arrival && made_in.visit == now.visit;
        now
    }

    /// A sign-off beside a reopening or a sending back is kept for its report, and a person must look.
    fn clashes(one: &WorkOrderEvent, other: &WorkOrderEvent) -> bool {
        one.kind() == EventKind::SignedOff
            && matches!(other, WorkOrderEvent::Reopened { .. } | WorkOrderEvent::SentBack { .. })
    }
}
