//! Complaints at every status, for holding deciding against the gate (R4).

use super::case::*;
use super::gate::commands;
use crate::complaint::*;
use crate::content::Content;
use crate::edit::Deed;
use crate::event::EventBody;
use crate::id::{DocumentId, EventKey};
use crate::schema::REMOVED;
use crate::testing::Tried;
use crate::value::Value;

impl Tried for Rules {
    fn begun() -> Vec<Content> {
        ComplaintStatus::ALL.into_iter().map(|status| Case::at(status).content).collect()
    }

    fn commands(_: &Content) -> Vec<ComplaintCommand> {
        commands()
    }

    fn writing(deed: &Deed) -> Vec<ComplaintCommand> {
        match deed.clone() {
            Deed::Fact { name, value } => vec![ComplaintCommand::SetFact { name, value }],
            Deed::Text { field } => vec![edit_text(&field)],
            Deed::Item { collection, id, field, .. } if field == REMOVED => {
                vec![ComplaintCommand::RemoveItem { collection, id }]
            }
            Deed::Item { collection, id, field, value } if collection == fields::SIMILAR => {
                let complaint = value.as_id().filter(|_| field == fields::COMPLAINT).map(DocumentId);
                let reason = value.as_text().unwrap_or_default().to_owned();
                let complaint = complaint.unwrap_or(document(8));
                vec![ComplaintCommand::LinkSimilar { id, complaint, reason }]
            }
            Deed::Item { id, value: Value::Text(caption), .. } => {
                vec![ComplaintCommand::CaptionPhoto { id, caption }]
            }
            Deed::Item { .. } | Deed::Answer { .. } | Deed::Event(_) => Vec::new(),
        }
    }

    fn forged() -> Vec<EventBody> {
        let settled = |drop: Vec<EventKey>| ComplaintEvent::Settled {
            past: Vec::new(),
            drop,
            stands: None,
            reason: reason(),
        };
        let twice = vec![EventKey([1; 16]), EventKey([1; 16])];
        vec![EventBody::of(&settled(Vec::new())), EventBody::of(&settled(twice))]
    }
}
