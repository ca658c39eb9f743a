//! Who wrote a change, and when it came in: from the run that covers it.

use std::collections::BTreeMap;

use jobsheet_document::Document;
use jobsheet_domain::content::{Content, Register};
use jobsheet_domain::event::Author;
use jobsheet_domain::id::{ActorId, ChangeHash, DocumentId};

use super::people::People;
use super::text;
use crate::error::ApiError;
use crate::ledger::StoredRun;
use crate::server::Server;
use crate::views::{AuthorView, ConflictView, Stated};

/// The runs of a document, to be asked about its changes.
pub(super) struct Authors<'a> {
    document: &'a Document,
    people: &'a People,
    runs: BTreeMap<ActorId, Vec<StoredRun>>,
}

impl<'a> Authors<'a> {
    pub fn read(server: &Server, document: &'a Document, people: &'a People) -> Result<Self, ApiError> {
        let id: DocumentId = document.id();
        let mut runs: BTreeMap<ActorId, Vec<StoredRun>> = BTreeMap::new();
        for run in server.ledger.runs(server.organisation.id, id, 0, u64::MAX)? {
            runs.entry(run.actor).or_default().push(run);
        }
        Ok(Self { document, people, runs })
    }

    /// Who wrote a change; nobody for one that is computed.
    pub fn of(&self, change: ChangeHash) -> Option<AuthorView> {
        let run = self.run(change)?;
        Some(self.people.author(Author { user: run.user, device: run.device }))
    }

    /// When the server took a change in.
    pub fn received_at(&self, change: ChangeHash) -> Option<i64> {
        self.run(change).map(|run| run.received_at.0)
    }

    /// Every value of a fact, with who wrote it.
    pub fn stated(&self, register: Option<&Register>) -> Vec<Stated> {
        let entries = register.map(|register| register.entries.as_slice()).unwrap_or_default();
        let stated = entries.iter().map(|entry| Stated {
            value: serde_json::to_value(&entry.value).unwrap_or_default(),
            text: text::of(&entry.value),
            author: self.of(entry.change),
            at: self.received_at(entry.change),
        });
        stated.collect()
    }

    /// What people must choose over (R49).
    pub fn conflicts(&self, content: &Content) -> Vec<ConflictView> {
        let mut found = Vec::new();
        let mut add = |path: String, register: &Register| {
            if register.is_conflict() {
                found.push(ConflictView { path, values: self.stated(Some(register)) });
            }
        };
        for (name, register) in &content.facts {
            add(format!("fact/{name}"), register);
        }
        for (item, fields) in &content.items {
            for (field, register) in fields {
                add(format!("item/{}/{}/{field}", item.collection, item.id), register);
            }
        }
        for (name, register) in &content.answers {
            add(format!("answer/{name}"), register);
        }
        found
    }

    /// The first run that brought a change in.
    fn run(&self, change: ChangeHash) -> Option<&StoredRun> {
        let header = self.document.change(change)?.header;
        let runs = self.runs.get(&header.actor)?;
        runs.iter().find(|run| run.first <= header.seq && header.seq <= run.last)
    }
}
