//! The authors of a conversation, written once each and then called by number.

use std::collections::BTreeMap;

use crate::{Author, Cover, ProtocolError, SignedRun};

/// The sender's side: gives out numbers.
#[derive(Debug, Default)]
pub struct Numbering {
    numbers: BTreeMap<Author, u64>,
}

impl Numbering {
    /// The author's number; an author not called before gets the next one and has to be announced with `announce`.
    pub fn number(&mut self, author: Author, announce: impl FnOnce(Author)) -> u64 {
        let next = self.numbers.len() as u64;
        *self.numbers.entry(author).or_insert_with(|| {
            announce(author);
            next
        })
    }
}

/// The receiver's side: knows who is meant.
#[derive(Debug, Default)]
pub struct Announced {
    authors: Vec<Author>,
}

impl Announced {
    /// Takes an announcement.
    pub fn add(&mut self, author: Author) {
        self.authors.push(author);
    }

    /// The author of that number.
    pub fn find(&self, number: u64) -> Result<Author, ProtocolError> {
        let index = usize::try_from(number).ok();
        let author = index.and_then(|index| self.authors.get(index));
        author.copied().ok_or(ProtocolError::Unexpected("an author not announced"))
    }

    /// The same cover with its author by name; every cover of the server has one.
    pub fn named(&self, cover: &Cover<Option<u64>>) -> Result<Cover<Author>, ProtocolError> {
        let number = cover.author.ok_or(ProtocolError::Malformed("a run without an author"))?;
        Ok(cover.with_author(self.find(number)?))
    }

    /// The same run with its author by name.
    pub fn named_run(&self, run: SignedRun<Option<u64>>) -> Result<SignedRun<Author>, ProtocolError> {
        Ok(SignedRun { cover: self.named(&run.cover)?, changes: run.changes })
    }
}
