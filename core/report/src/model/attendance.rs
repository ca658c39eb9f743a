//! Who was there, and when: arrivals, and departures recorded before the signature.

use std::collections::{BTreeMap, BTreeSet};

use jobsheet_domain::event::{Event, Events};
use jobsheet_domain::id::{EventKey, UserId};
use jobsheet_domain::work_order::{ReportContext, WorkOrderEvent};

use crate::model::Attendance;
use crate::model::value::time;

/// The technicians named in the context and everybody else who arrived, by user id. `events` are those of the visit
/// that stand; a departure counts when it is in `before`, or always where there is no signature to be before of.
pub(super) fn attendance(
    events: &[&Event],
    context: &ReportContext,
    before: Option<&BTreeSet<EventKey>>,
) -> Vec<Attendance> {
    let mut people: BTreeMap<UserId, Attendance> = BTreeMap::new();
    for (user, name) in &context.technicians {
        person(&mut people, *user).name.clone_from(name);
    }
    for event in events {
        let Some(body) = event.body.read::<WorkOrderEvent>() else { continue };
        let at = time(event.at.corrected);
        match body {
            // Of several arrivals the first counts, of departures the last.
            WorkOrderEvent::Arrived {} => {
                let there = person(&mut people, event.by.user);
                there.arrived_at = Some(there.arrived_at.map_or(at, |earlier| earlier.min(at)));
            }
            WorkOrderEvent::LeftSite { .. } if before.is_none_or(|before| before.contains(&event.key)) => {
                let away = person(&mut people, event.by.user);
                away.left_at = Some(away.left_at.map_or(at, |later| later.max(at)));
            }
            WorkOrderEvent::Finished { .. } => {
                people.values_mut().for_each(|other| other.lead = false);
                person(&mut people, event.by.user).lead = true;
            }
            WorkOrderEvent::Raised { .. }
            | WorkOrderEvent::Assigned { .. }
            | WorkOrderEvent::Reassigned { .. }
            | WorkOrderEvent::Accepted { .. }
            | WorkOrderEvent::Declined { .. }
            | WorkOrderEvent::SetOut { .. }
            | WorkOrderEvent::SafetyChecked { .. }
            | WorkOrderEvent::WorkStarted { .. }
            | WorkOrderEvent::Held { .. }
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
            | WorkOrderEvent::Analysed { .. }
            | WorkOrderEvent::Cancelled { .. }
            | WorkOrderEvent::Reinstated { .. }
            | WorkOrderEvent::AdditionsSettled { .. }
            | WorkOrderEvent::Settled { .. } => {}
        }
    }
    people.into_values().collect()
}

fn person(people: &mut BTreeMap<UserId, Attendance>, user: UserId) -> &mut Attendance {
    people.entry(user).or_insert_with(|| Attendance {
        user: user.to_string(),
        name: String::new(),
        lead: false,
        arrived_at: None,
        left_at: None,
    })
}

/// Every ancestor of an event that is here.
pub(super) fn past(events: &Events, key: EventKey) -> BTreeSet<EventKey> {
    let mut past = BTreeSet::new();
    let mut open: Vec<EventKey> = events.get(key).map(|event| event.after.clone()).unwrap_or_default();
    while let Some(key) = open.pop() {
        if past.insert(key)
            && let Some(event) = events.get(key)
        {
            open.extend(&event.after);
        }
    }
    past
}
