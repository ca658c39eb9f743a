//! One tap, one change: every edit of a command goes into a single change on the version the command was decided on.

use std::collections::BTreeSet;

use automerge::ObjId;
use jobsheet_kernel::edit::{Edit, NewEvent};
use jobsheet_kernel::event::Event;
use jobsheet_kernel::id::{ActorId, ChangeHash, EventKey, ItemId};
use jobsheet_kernel::value::Value;

use crate::deterministic::{Purpose, change as deterministic_change};
use crate::document::{Document, Written};
use crate::error::DocumentError;
use crate::hashes::foreign_hashes;
use crate::item_key;
use crate::text::{self, Splices};
use crate::writing::Draft;
use jobsheet_kernel::canonical::encode_value;
use jobsheet_kernel::envelope::{encode_event, event_key};

impl Document {
    /// Makes the edits on the current version, in one change of `actor`. The document is unchanged on error.
    ///
    /// # Errors
    /// [`DocumentError::UnknownVersion`] for the base of a text,
    /// [`DocumentError::NoSuchText`], [`DocumentError::RepeatedText`], [`DocumentError::NoSuchSection`],
    /// [`DocumentError::BadName`], [`DocumentError::EventStands`].
    pub fn edit(&mut self, actor: ActorId, edits: &[Edit]) -> Result<Written, DocumentError> {
        let mut next = None;
        let target = if edits.iter().any(|edit| matches!(edit, Edit::OpenSection { .. })) {
            next.insert(self.clone())
        } else {
            &mut *self
        };
        let mut written = Written { change: None, deterministic: Vec::new(), events: Vec::new() };
        for number in sections(edits) {
            written.deterministic.extend(target.open_section(number)?);
        }
        let (draft, events) = target.prepare(edits)?;
        written.change = target.write(actor, &draft)?;
        written.events = events;
        if let Some(next) = next {
            *self = next;
        }
        Ok(written)
    }

    /// Makes the edits on an older version, in one change of `actor`, and merges it in: what came meanwhile is
    /// concurrent with it. A sign-off is made so, on exactly what the customer read.
    ///
    /// # Errors
    /// Those of [`Document::edit`], and [`DocumentError::ActorBeyond`] when `heads` do not contain everything the
    /// actor has written: its changes must follow one another.
    pub fn edit_at(
        &mut self,
        heads: &[ChangeHash],
        actor: ActorId,
        edits: &[Edit],
    ) -> Result<Written, DocumentError> {
        self.require(heads)?;
        let past = self.history.past(heads);
        let last = self.last_change_of(actor).and_then(|hash| self.history.position(hash));
        if last.is_some_and(|position| !past.contains(position)) {
            return Err(DocumentError::ActorBeyond(actor));
        }
        let mut fork = Self::over(self.kind(), self.id, self.automerge.fork_at(&foreign_hashes(heads))?)?;
        let written = fork.edit(actor, edits)?;
        for change in written.deterministic.iter().chain(&written.change) {
            let decoded = automerge::Change::from_bytes(change.bytes.to_vec())
                .map_err(|error| DocumentError::Storage(error.to_string()))?;
            self.automerge.apply_changes([decoded.clone()])?;
            self.history.append(&decoded)?;
        }
        Ok(written)
    }

    fn open_section(&mut self, number: u32) -> Result<Option<crate::document::Change>, DocumentError> {
        let purpose = Purpose::Section(number);
        deterministic_change(self.kind(), self.id, purpose).ok_or(DocumentError::NoSuchSection(number))?;
        self.add_deterministic(purpose)
    }

    /// Works out everything that can fail.
    fn prepare(&self, edits: &[Edit]) -> Result<(Draft, Vec<Event>), DocumentError> {
        let mut draft = Draft::default();
        let mut events: Vec<Event> = Vec::new();
        let mut texts = BTreeSet::new();
        for edit in edits {
            match edit {
                Edit::OpenSection { .. } => {}
                Edit::Fact { name, value } => draft.put(self.map("facts")?, named(name)?, encoded(value)?),
                Edit::Answer { item, value } => {
                    draft.put(self.map("answers")?, named(item)?, encoded(value)?)
                }
                Edit::Item { collection, id, field, value } => {
                    draft.put(self.map("items")?, item(collection, *id, field)?, encoded(value)?);
                }
                Edit::Event(new) => {
                    let (event, bytes) = self.event(new, &events)?;
                    draft.put_first(self.map("events")?, event.key.to_string(), bytes);
                    events.push(event);
                }
                Edit::Text { field, base, text } => {
                    if !texts.insert(field) {
                        return Err(DocumentError::RepeatedText(field.clone()));
                    }
                    let (object, splices) = self.splice(field, base, text)?;
                    draft.splice(object, splices);
                }
            }
        }
        Ok((draft, events))
    }

    fn splice(
        &self,
        field: &str,
        base: &[ChangeHash],
        text: &str,
    ) -> Result<(ObjId, Splices), DocumentError> {
        self.require(base)?;
        let place = self.history.layout.texts.get(field);
        let place = place.ok_or_else(|| DocumentError::NoSuchText(field.to_owned()))?;
        let splices = text::splices(&self.automerge, &place.object, &foreign_hashes(base), text)?;
        Ok((place.object.clone(), splices))
    }

    /// The event at its place after everything here and after the `earlier` ones of the same change.
    fn event(&self, new: &NewEvent, earlier: &[Event]) -> Result<(Event, Vec<u8>), DocumentError> {
        let mut place = self.history.place(&self.heads());
        for event in earlier {
            place.pass(event);
        }
        let mut event = Event {
            key: EventKey([0; 16]),
            order: place.order,
            after: place.after,
            as_of: new.as_of,
            at: new.at,
            by: new.by,
            reads: new.reads.clone(),
            body: new.body.clone(),
        };
        let bytes = encode_event(&event).map_err(|reason| DocumentError::Storage(reason.to_string()))?;
        event.key = event_key(&bytes);
        if self.change_of_event(event.key).is_some() {
            return Err(DocumentError::EventStands(event.key));
        }
        Ok((event, bytes))
    }

    pub(crate) fn map(&self, name: &str) -> Result<ObjId, DocumentError> {
        let object = self.history.layout.map(name).cloned();
        object.ok_or_else(|| DocumentError::Unreadable(format!("it has no {name}")))
    }
}

fn sections(edits: &[Edit]) -> impl Iterator<Item = u32> {
    edits.iter().filter_map(|edit| if let Edit::OpenSection { number } = edit { Some(*number) } else { None })
}

fn named(name: &str) -> Result<String, DocumentError> {
    if item_key::is_name(name) { Ok(name.to_owned()) } else { Err(DocumentError::BadName(name.to_owned())) }
}

fn encoded(value: &Value) -> Result<Vec<u8>, DocumentError> {
    encode_value(value).map_err(|reason| DocumentError::Storage(reason.to_string()))
}

fn item(collection: &str, id: ItemId, field: &str) -> Result<String, DocumentError> {
    item_key::format(collection, id, field)
        .ok_or_else(|| DocumentError::BadName(format!("{collection}/{field}")))
}
