//! What lists show of documents.

use std::collections::BTreeSet;

use jobsheet_domain::id::{ChangeHash, DocumentId, OrganisationId, UserId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::time::Timestamp;

use super::LedgerResult;

/// What lists show of a document, kept beside it so that no list opens one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The version of what is listed: [`jobsheet_domain::listing::VERSION`] when it was made.
    pub version: u32,
    /// When the server took in what it shows.
    pub updated_at: Timestamp,
    /// The status lists filter by; empty where the kind has none.
    pub status: String,
    /// Whether anything more is to happen to it.
    pub open: bool,
    /// Whether a person must settle something (R5).
    pub contested: bool,
    /// Folded text that lists are searched by.
    pub search: String,
    /// What a list's row shows, JSON.
    pub summary: Vec<u8>,
    /// Who works on it.
    pub members: BTreeSet<UserId>,
    /// Documents that whoever holds this one needs beside it.
    pub links: BTreeSet<(Kind, DocumentId)>,
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// Only these statuses; all when there are none.
    pub statuses: Vec<String>,
    /// Only that to which anything more is to happen, or only that to which nothing is.
    pub open: Option<bool>,
    /// Only what contains this text, or whose customer does, folded like [`Listed::search`].
    pub search: Option<String>,
    /// Only what this person works on.
    pub member: Option<UserId>,
    /// Only what is linked to this document.
    pub linked: Option<DocumentId>,
    /// Only what must be settled.
    pub contested: Option<bool>,
    /// At most so many, newest first.
    pub limit: u32,
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The document.
    pub id: DocumentId,
    /// Its kind.
    pub kind: Kind,
    /// Its newest position.
    pub position: u64,
    /// [`Listed::updated_at`].
    pub updated_at: Timestamp,
    /// [`Listed::summary`].
    pub summary: Vec<u8>,
}

/// Lists of documents.
pub trait Lists {
    /// Rows of a list, newest first.
    fn list(&self, organisation: OrganisationId, kind: Kind, query: &ListQuery)
    -> LedgerResult<Vec<ListRow>>;
    /// The row of one document, whatever its kind.
    fn row(&self, organisation: OrganisationId, id: DocumentId) -> LedgerResult<Option<ListRow>>;
    /// Documents whose row was made by an earlier version of what is listed, by id, after one of them.
    fn listed_before(
        &self,
        organisation: OrganisationId,
        version: u32,
        after: Option<DocumentId>,
        limit: u32,
    ) -> LedgerResult<Vec<DocumentId>>;
    /// Replaces the row of a document by one of a later version. Where the document is another by now, whoever changed it
    /// made its row, and it stays. Who holds it follows; whoever enters or leaves hears of it at a new position.
    fn relist(
        &self,
        organisation: OrganisationId,
        id: DocumentId,
        heads: &[ChangeHash],
        listed: &Listed,
    ) -> LedgerResult<()>;
}
