//! A document of the ledger, opened: what is in it, and what the rules see of it. Both are made once for whatever is done
//! with one version.

use jobsheet_document::Document;
use jobsheet_domain::aggregates::{KINDS, Subject};
use jobsheet_domain::content::Content;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::work_order::WorkOrder;

use crate::ledger::StoredDocument;
use crate::office::Error;
use crate::office::server::Server;

/// One version of a document.
#[derive(Clone)]
pub(crate) struct Opened {
    /// What is in it, with its history.
    pub document: Document,
    /// The same as the rules see it.
    pub subject: Subject,
}

impl Opened {
    /// A document at its newest version.
    pub fn of(document: Document) -> Result<Self, Error> {
        let subject = jobsheet_report::subject::<_, Error>(&document, &document.heads())?;
        Ok(Self { document, subject })
    }

    /// A document as the ledger keeps it.
    pub fn load(stored: &StoredDocument) -> Result<Self, Error> {
        Self::of(Document::load(KINDS, stored.id, &stored.snapshot)?)
    }

    /// The document of the ledger.
    ///
    /// # Errors
    /// [`Error::Missing`] when it is not there.
    pub fn read(server: &Server, id: DocumentId) -> Result<Self, Error> {
        let stored = server.ledger.document(server.organisation.id, id)?;
        Self::load(&stored.ok_or(Error::Missing("document"))?)
    }

    /// The document of the ledger, which is to be of a kind.
    ///
    /// # Errors
    /// [`Error::Missing`] names the kind.
    pub fn read_as(server: &Server, id: DocumentId, kind: Kind) -> Result<Self, Error> {
        let stored = server.ledger.document(server.organisation.id, id)?;
        let stored = stored.filter(|stored| stored.kind == kind);
        Self::load(&stored.ok_or_else(|| Error::Missing(kind.name()))?)
    }

    /// What is in it.
    pub const fn content(&self) -> &Content {
        &self.subject.content
    }

    /// The work order it is.
    ///
    /// # Errors
    /// [`Error::Missing`] when it is something else.
    pub fn order(&self) -> Result<WorkOrder<'_>, Error> {
        self.subject.work_order().ok_or(Error::Missing("order"))
    }
}
