//! Choosing one of several values that people wrote without knowledge of each other (R49).

use jobsheet_domain::aggregates::Command;
use jobsheet_domain::content::Content;
use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::place::Place;
use jobsheet_domain::refusal::Refusal;

use crate::client::Client;
use crate::error::ClientError;
use crate::submit::Submitted;

impl Client {
    /// Chooses one of the values that were written to a place without knowledge of each other: by the place's text and
    /// the change that wrote the value. It replaces every value there (R49).
    ///
    /// # Errors
    /// `conflict.gone` when no such change stands there any more; otherwise as [`Client::submit`].
    pub fn choose(
        &self,
        document: DocumentId,
        path: &str,
        change: ChangeHash,
    ) -> Result<Submitted, ClientError> {
        let command = choosing(&self.opened(document)?.subject()?.content, path, change)?;
        self.submit(document, &command)
    }
}

fn choosing(content: &Content, path: &str, change: ChangeHash) -> Result<Command, Refusal> {
    let gone = || Refusal::new("conflict.gone");
    let place = Place::of(path).ok_or_else(gone)?;
    let entries = place.register(content).map(|register| register.entries.as_slice()).unwrap_or_default();
    let value = entries.iter().find(|entry| entry.change == change).ok_or_else(gone)?.value.clone();
    Command::writing(content.kind, place.write(value)).ok_or_else(gone)
}
