//! From the set of events of a complaint to its state, by the engine of [`crate::flow`].

use crate::complaint::event::ComplaintEvent;
use crate::complaint::state::{ComplaintState, Grade, JudgedComplaintEvent, Origin, Outcome, Proposal};
use crate::complaint::transitions::ComplaintFlow;
use crate::event::{Event, Events};
use crate::flow::{Class, Folded, Standing};

/// The state that follows from the events.
#[must_use]
pub fn fold(events: &Events) -> ComplaintState {
    let folded: Folded<'_, ComplaintFlow> = Folded::new(events);
    let mut state = ComplaintState::default();
    for step in folded.steps() {
        state.timeline.push(JudgedComplaintEvent {
            key: step.event.key,
            kind: step.body.map(ComplaintEvent::kind),
            class: step.judgement.class(),
            standing: step.standing,
            target: step.judgement.target(),
        });
        let Some(body) = step.body.filter(|_| step.standing.is_fact()) else { continue };
        note_answer(&mut state, step.event, body);
        if step.standing == Standing::Kept {
            apply(&mut state, step.event, body);
            apply_choice(&mut state, events, body);
        }
    }
    state.status = folded.situation().status;
    state.status_since = folded.situation().since;
    state.contest = folded.contest();
    state
}

/// A settlement may choose a fact of the field that had not taken effect: now it does, with all it says.
fn apply_choice(state: &mut ComplaintState, events: &Events, body: &ComplaintEvent) {
    let ComplaintEvent::Settled { stands: Some(chosen), .. } = body else { return };
    let field = state.judged(*chosen).is_some_and(|judged| judged.class == Some(Class::Field));
    if let Some(event) = events.get(*chosen).filter(|_| field)
        && let Some(body) = ComplaintEvent::of(event)
    {
        apply(state, event, body);
    }
}

/// What an event does when it takes effect.
fn apply(state: &mut ComplaintState, event: &Event, body: &ComplaintEvent) {
    use ComplaintEvent as E;
    let at = event.at.corrected;
    match body {
        E::Taken { .. } => state.origin = origin(event, body),
        E::Graded { class, severity, .. } => {
            state.grade = Some(Grade { class: *class, severity: *severity, at });
        }
        E::InvestigationBegun { investigator } => state.investigator = *investigator,
        E::Proposed { remedy, plan, cost } => {
            let (plan, cost) = (plan.clone(), cost.clone());
            let proposal =
                Proposal { event: event.key, remedy: *remedy, plan, cost, agreed: None, approved_by: None };
            state.proposal = Some(proposal);
        }
        E::Agreed(reply) => on_proposal(state, |proposal| proposal.agreed = Some(reply.clone())),
        E::Approved { .. } => on_proposal(state, |proposal| proposal.approved_by = Some(event.by.user)),
        E::Objected(_) | E::SentBack { .. } | E::Rejected { .. } => undo_agreement(state),
        E::Told { .. } => {
            state.outcome = outcome(event, body);
            state.settled_at = state.settled_at.or(Some(at));
        }
        E::Withdrawn(_) => state.ended_at = Some(at),
        E::Merged { into } => {
            state.merged_into = Some(*into);
            state.ended_at = Some(at);
        }
        E::Reopened { .. } => {
            undo_agreement(state);
            state.outcome = None;
            state.merged_into = None;
            state.settled_at = None;
            state.ended_at = None;
        }
        E::OrderRaised { order } => {
            state.orders.insert(*order);
        }
        E::CarriedOut { .. } | E::Closed { .. } | E::Settled { .. } => {}
    }
}

/// Whoever could say yes or no to a remedy, or was told the outcome, has had an answer (R28), whether or not what they
/// said took effect.
fn note_answer(state: &mut ComplaintState, event: &Event, body: &ComplaintEvent) {
    use ComplaintEvent as E;
    if matches!(body, E::Agreed(_) | E::Objected(_) | E::Told { .. }) {
        let at = event.at.corrected;
        state.answered_at = Some(state.answered_at.map_or(at, |first| first.min(at)));
    }
}

fn on_proposal(state: &mut ComplaintState, change: impl FnOnce(&mut Proposal)) {
    if let Some(proposal) = &mut state.proposal {
        change(proposal);
    }
}

fn undo_agreement(state: &mut ComplaintState) {
    on_proposal(state, |proposal| {
        proposal.agreed = None;
        proposal.approved_by = None;
    });
}

fn origin(event: &Event, body: &ComplaintEvent) -> Option<Origin> {
    let ComplaintEvent::Taken { channel, request, order, remark, provisional } = body else { return None };
    Some(Origin {
        channel: *channel,
        at: event.at.corrected,
        by: event.by.user,
        request: *request,
        order: *order,
        remark: *remark,
        provisional: provisional.clone(),
    })
}

fn outcome(event: &Event, body: &ComplaintEvent) -> Option<Outcome> {
    let ComplaintEvent::Told { who, channel, answer, satisfied } = body else { return None };
    Some(Outcome {
        event: event.key,
        who: who.clone(),
        channel: *channel,
        answer: answer.clone(),
        satisfied: *satisfied,
    })
}
