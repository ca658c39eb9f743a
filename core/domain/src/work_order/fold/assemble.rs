//! From a finished walk to the state people see: team, visits, attendance, contest and timeline.

use crate::event::Event;
use crate::flow::{self, Folded, Standing};
use crate::work_order::event::{HoldReason, WorkOrderEvent};
use crate::work_order::state::{Attendance, JudgedEvent, Signoff, Visit, WorkOrderState};
use crate::work_order::status::Status;
use crate::work_order::transitions::OrderFlow;

type Judgement = flow::Judgement<OrderFlow>;

pub(super) fn assemble(folded: &Folded<'_, OrderFlow>) -> WorkOrderState {
    let mut state = WorkOrderState::default();
    for step in folded.steps() {
        let judgement = step.judgement;
        state.timeline.push(JudgedEvent {
            key: step.event.key,
            kind: step.body.map(WorkOrderEvent::kind),
            class: judgement.class(),
            standing: step.standing,
            visit: judgement.before.circumstances.visit.max(1),
            target: judgement.target(),
        });
        let Some(body) = step.body.filter(|_| step.standing.is_fact()) else { continue };
        if step.standing == Standing::Kept {
            apply_decision(&mut state, step.event, body, judgement);
        }
        note_fact(&mut state, step.event, body, judgement);
    }
    let situation = folded.situation();
    state.status = situation.status;
    state.status_since = situation.since;
    state.visit = situation.circumstances.visit;
    state.lead = situation.circumstances.lead;
    state.arrived = situation.circumstances.arrived;
    state.hold = state.hold.filter(|_| state.status == Status::OnHold);
    state.contest = folded.contest();
    state
}

/// What an event does when it takes effect.
fn apply_decision(state: &mut WorkOrderState, event: &Event, body: &WorkOrderEvent, judgement: &Judgement) {
    match body {
        WorkOrderEvent::Raised { .. } => state.visit = 1,
        WorkOrderEvent::Assigned { technicians, window, lead } => {
            state.technicians = technicians.iter().copied().chain([*lead]).collect();
            state.window = Some(*window);
        }
        WorkOrderEvent::Reassigned { technicians, lead } => {
            state.technicians = technicians.iter().copied().chain([*lead]).collect();
        }
        WorkOrderEvent::Declined { .. } => {
            state.technicians.remove(&event.by.user);
        }
        WorkOrderEvent::Held { reason, .. } => state.hold = Some(*reason),
        WorkOrderEvent::Analysed { .. } => {
            begin_visit(state, judgement.before.circumstances.visit.saturating_add(1))
        }
        WorkOrderEvent::Accepted { .. }
        | WorkOrderEvent::SetOut { .. }
        | WorkOrderEvent::Arrived { .. }
        | WorkOrderEvent::SafetyChecked { .. }
        | WorkOrderEvent::WorkStarted { .. }
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
}

/// What an event from the field leaves behind whether it took effect or not (R5). It belongs to the visit it was made
/// in, which may be an earlier one by now.
fn note_fact(state: &mut WorkOrderState, event: &Event, body: &WorkOrderEvent, judgement: &Judgement) {
    note_attendance(state, event, body, judgement);
    let at = event.at.corrected;
    on_visit(state, judgement.before.circumstances.visit, |visit| match body {
        WorkOrderEvent::Arrived {} => visit.arrived |= !judgement.is_beside(),
        WorkOrderEvent::SafetyChecked { check } => visit.safety_passed = check.passed,
        // What was found unsafe is checked anew before work goes on (R40).
        WorkOrderEvent::Held { reason: HoldReason::Unsafe, .. } => visit.safety_passed = false,
        WorkOrderEvent::Finished { outcome, context } => {
            visit.outcome = Some(*outcome);
            visit.context = Some((**context).clone());
        }
        WorkOrderEvent::ContextCorrected { context } => visit.context = Some((**context).clone()),
        WorkOrderEvent::SignedOff(record) => {
            visit.signoff = Some(Signoff { kind: record.kind, event: event.key, at });
        }
        WorkOrderEvent::Raised { .. }
        | WorkOrderEvent::Assigned { .. }
        | WorkOrderEvent::Reassigned { .. }
        | WorkOrderEvent::Accepted { .. }
        | WorkOrderEvent::Declined { .. }
        | WorkOrderEvent::SetOut { .. }
        | WorkOrderEvent::WorkStarted { .. }
        | WorkOrderEvent::Held { .. }
        | WorkOrderEvent::Reopened { .. }
        | WorkOrderEvent::LeftSite { .. }
        | WorkOrderEvent::ProblemReported { .. }
        | WorkOrderEvent::ReportReceived { .. }
        | WorkOrderEvent::Approved { .. }
        | WorkOrderEvent::SentBack { .. }
        | WorkOrderEvent::Closed { .. }
        | WorkOrderEvent::Escalated { .. }
        | WorkOrderEvent::Analysed { .. }
        | WorkOrderEvent::Cancelled { .. }
        | WorkOrderEvent::Reinstated { .. }
        | WorkOrderEvent::AdditionsSettled { .. }
        | WorkOrderEvent::Settled { .. } => {}
    });
}

fn note_attendance(state: &mut WorkOrderState, event: &Event, body: &WorkOrderEvent, judgement: &Judgement) {
    let set: fn(&mut Attendance) -> &mut Option<_> = match body {
        WorkOrderEvent::Accepted {} => |times| &mut times.accepted,
        WorkOrderEvent::Declined { .. } => |times| &mut times.declined,
        WorkOrderEvent::SetOut { .. } => |times| &mut times.set_out,
        WorkOrderEvent::Arrived {} => |times| &mut times.arrived,
        WorkOrderEvent::LeftSite { .. } => |times| &mut times.left,
        WorkOrderEvent::Raised { .. }
        | WorkOrderEvent::Assigned { .. }
        | WorkOrderEvent::Reassigned { .. }
        | WorkOrderEvent::SafetyChecked { .. }
        | WorkOrderEvent::WorkStarted { .. }
        | WorkOrderEvent::Held { .. }
        | WorkOrderEvent::Finished { .. }
        | WorkOrderEvent::ContextCorrected { .. }
        | WorkOrderEvent::Reopened { .. }
        | WorkOrderEvent::SignedOff(_)
        | WorkOrderEvent::ProblemReported { .. }
        | WorkOrderEvent::ReportReceived { .. }
        | WorkOrderEvent::Approved { .. }
        | WorkOrderEvent::SentBack { .. }
        | WorkOrderEvent::Closed { .. }
        | WorkOrderEvent::Escalated { .. }
        | WorkOrderEvent::Analysed { .. }
        | WorkOrderEvent::Cancelled { .. }
        | WorkOrderEvent::Reinstated { .. }
        | WorkOrderEvent::AdditionsSettled { .. }
        | WorkOrderEvent::Settled { .. } => return,
    };
    let times = state.attendance.entry((judgement.before.circumstances.visit, event.by.user)).or_default();
    let last_counts = matches!(body, WorkOrderEvent::LeftSite { .. });
    let time = set(times);
    if last_counts || time.is_none() {
        *time = Some(event.at.corrected);
    }
}

/// Changes one visit: the present one or an earlier one.
fn on_visit(state: &mut WorkOrderState, number: u32, change: impl FnOnce(&mut Visit)) {
    let mut visit = state.visit_numbered(number).unwrap_or_default();
    change(&mut visit);
    if number != state.visit {
        state.earlier_visits.insert(number, visit);
        return;
    }
    show_visit(state, visit);
}

fn show_visit(state: &mut WorkOrderState, visit: Visit) {
    state.arrived = visit.arrived;
    state.safety_passed = visit.safety_passed;
    state.outcome = visit.outcome;
    state.signoff = visit.signoff;
    state.context = visit.context;
}

fn begin_visit(state: &mut WorkOrderState, number: u32) {
    let ended = state.visit_numbered(state.visit).unwrap_or_default();
    state.earlier_visits.insert(state.visit, ended);
    let begun = state.earlier_visits.remove(&number).unwrap_or_default();
    state.visit = number;
    show_visit(state, begun);
    state.hold = None;
}
