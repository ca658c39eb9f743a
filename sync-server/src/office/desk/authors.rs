//! Who wrote a change, and when it came in: from the run that covers it.

use jobsheet_document::Document;
use jobsheet_domain::content::{Content, Register};
use jobsheet_domain::event::Author;
use jobsheet_domain::id::ChangeHash;
use jobsheet_domain::place::{Place, conflicts};

use super::people::People;
use super::text;
use crate::office::Error;
use crate::office::listing::arrivals::Arrivals;
use crate::office::server::Server;
use crate::office::views::{AuthorView, ConflictView, DecisionView, Stated};

/// The authors of a document's changes.
pub(super) struct Authors<'a> {
    people: &'a People,
    pub arrivals: Arrivals<'a>,
}

impl<'a> Authors<'a> {
    pub fn read(server: &Server, document: &'a Document, people: &'a People) -> Result<Self, Error> {
        Ok(Self { people, arrivals: Arrivals::read(server, document, None)? })
    }

    /// Who wrote a change; nobody for one that is computed.
    pub fn of(&self, change: ChangeHash) -> Option<AuthorView> {
        let run = self.arrivals.run(change)?;
        Some(self.people.author(Author { user: run.user, device: run.device }))
    }

    /// When the server took a change in.
    pub fn received_at(&self, change: ChangeHash) -> Option<i64> {
        self.arrivals.received_at(change).map(|at| at.0)
    }

    /// The decision that let a change in, where one was needed (R54).
    pub fn review(&self, change: ChangeHash) -> Option<DecisionView> {
        self.arrivals.run(change)?.review.as_ref().map(|decision| self.people.decision(decision))
    }

    /// Every value of a fact, with who wrote it.
    pub fn stated(&self, register: Option<&Register>) -> Vec<Stated> {
        let entries = register.map(|register| register.entries.as_slice()).unwrap_or_default();
        let stated = entries.iter().map(|entry| Stated {
            value: entry.value.clone(),
            text: text::of(&entry.value),
            author: self.of(entry.change),
            at: self.received_at(entry.change),
        });
        stated.collect()
    }

    /// What people must choose over (R49).
    pub fn conflicts(&self, content: &Content) -> Vec<ConflictView> {
        let conflict = |(place, register): (Place, &Register)| ConflictView {
            path: place.to_string(),
            values: self.stated(Some(register)),
        };
        conflicts(content).map(conflict).collect()
    }
}
