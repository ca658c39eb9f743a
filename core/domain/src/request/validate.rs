//! Admission of what others wrote to a request (R4): the same rules as deciding, applied to deeds.

use crate::asker::Asker;
use crate::content::{Content, Kind};
use crate::edit::Deed;
use crate::event::EventBody;
use crate::refusal::Refusal;
use crate::request::RequestState;
use crate::request::decide::{check_event, check_fact_edit, check_text_edit};
use crate::schema::check_deed;

/// Whether one change's deeds are allowed on a request as it was before them.
///
/// # Errors
/// The refusal `decide` would have given, `change.foreign_actor` for an event of another author,
/// `event.foreign_kind` for one of another kind of document, and
/// `request.no_such_part` for what a request does not have.
pub fn validate(before: &Content, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
    let mut content_events = before.events.clone();
    for deed in deeds {
        check_deed(Kind::Request, deed)?;
        match deed {
            Deed::Fact { name, value } => check_fact_edit(asker, name, value)?,
            Deed::Text { field } => check_text_edit(asker, field)?,
            Deed::Event(event) => {
                let EventBody::Request(body) = &event.body else {
                    return Err(Refusal::new("event.foreign_kind"));
                };
                asker.check_author(event)?;
                check_event(&RequestState::fold(&content_events), asker, body)?;
                content_events.insert((**event).clone());
            }
            Deed::Item { .. } | Deed::Answer { .. } => return Err(Refusal::new("request.no_such_part")),
        }
    }
    Ok(())
}
