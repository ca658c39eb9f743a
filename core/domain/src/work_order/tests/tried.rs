//! Orders at every stage of a job, for holding deciding against the gate (R4).

use super::properties::commands;
use super::samples::*;
use super::testing::*;
use crate::content::Content;
use crate::edit::Deed;
use crate::event::EventBody;
use crate::id::EventKey;
use crate::records::Records;
use crate::testing::Tried;
use crate::value::Value;
use crate::work_order::*;

/// Commands that make nothing happen, and those about what is not there.
fn writes() -> Vec<WorkOrderCommand> {
    use WorkOrderCommand as C;
    vec![
        C::Diagnose(diagnosis()),
        C::AddPhoto(Box::new(photo(1, "after"))),
        C::AddPhoto(Box::new(photo(2, "holiday"))),
        C::UsePart(Box::new(part(1))),
        C::RecordContact,
        C::RecordAnswer,
        C::RecordSpareOffered,
        C::CaptionPhoto { id: item(1), caption: "x".into() },
        C::RemoveItem { collection: fields::PART.into(), id: item(1) },
        C::Answer { item: "leak".into(), value: Value::Flag(true) },
    ]
}

impl Tried for Rules {
    fn records() -> Records {
        records()
    }

    fn begun() -> Vec<Content> {
        let contested = Job::signed(Outcome::NotSolved);
        [
            Job::raised(),
            Job::assigned(),
            Job::on_site(),
            Job::documented(),
            contested,
            Job::approved(Outcome::Solved),
        ]
        .map(|job| job.content)
        .into()
    }

    fn commands(_: &Content) -> Vec<WorkOrderCommand> {
        commands().into_iter().chain(writes()).collect()
    }

    fn writing(deed: &Deed) -> Vec<WorkOrderCommand> {
        use WorkOrderCommand as C;
        match deed.clone() {
            Deed::Fact { name, value } => vec![C::SetFact { name, value }],
            Deed::Text { field } => vec![C::EditText { field, base: Vec::new(), text: "x".into() }],
            Deed::Answer { item, value } => vec![C::ChooseAnswer { item, value }],
            Deed::Item { collection, id, field, value } => {
                vec![
                    C::RemoveItem { collection: collection.clone(), id },
                    C::ChooseItem { collection, id, field, value },
                ]
            }
            Deed::Event(_) => Vec::new(),
        }
    }

    fn forged() -> Vec<EventBody> {
        let technicians = vec![user(SECOND), user(LEAD), user(LEAD)];
        let unsorted = WorkOrderEvent::Reassigned { technicians, lead: user(LEAD) };
        let drop = vec![EventKey([1; 16]), EventKey([1; 16])];
        let settled = WorkOrderEvent::Settled { past: Vec::new(), drop, stands: None, reason: "x".into() };
        vec![EventBody::of(&unsorted), EventBody::of(&settled)]
    }
}
