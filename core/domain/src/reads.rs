//! Versions of other documents that a decision looks at: what carries a rule that reads more than its own document.
//!
//! A decision is a function of its document, its asker's records and these versions, and of nothing else. The event that
//! comes of it names them, so that admission judges it by the very same ones, and waits until it has them.

use std::collections::BTreeMap;

use crate::content::Content;
use crate::event::Read;
use crate::id::{ChangeHash, DocumentId};

/// One version of each document that a decision looks at, as far as whoever decides has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads(BTreeMap<DocumentId, Version>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Version {
    heads: Vec<ChangeHash>,
    content: Content,
}

/// No other document: what most decisions look at.
pub static NOTHING_READ: Reads = Reads(BTreeMap::new());

impl Reads {
    /// Adds the version of a document at these heads.
    pub fn insert(&mut self, mut heads: Vec<ChangeHash>, content: Content) {
        heads.sort_unstable();
        self.0.insert(content.id, Version { heads, content });
    }

    /// Adds other versions; of a document that is here already, the other one.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// What is in a document; `None` where whoever decides does not have it.
    #[must_use]
    pub fn content(&self, document: DocumentId) -> Option<&Content> {
        Some(&self.0.get(&document)?.content)
    }

    /// The versions, as the event of a decision names them: by document, heads sorted.
    #[must_use]
    pub fn named(&self) -> Vec<Read> {
        let read = |(document, version): (&DocumentId, &Version)| Read {
            document: *document,
            heads: version.heads.clone(),
        };
        self.0.iter().map(read).collect()
    }
}
