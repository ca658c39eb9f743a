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
        #[cfg(test)]
        tests::LOADED.with_borrow_mut(|loaded| loaded.push(stored.id));
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use jobsheet_domain::complaint::ComplaintCommand;
    use jobsheet_domain::request::RequestCommand;
    use jobsheet_domain::value::Value;
    use jobsheet_domain::work_order::WorkOrderCommand;
    use jobsheet_domain::{complaint, customer};
    use serde_json::json;

    use super::*;
    use crate::config::Config;
    use crate::ledger::ListQuery;
    use crate::office::desk::{complaints, orders, requests};

    thread_local! {
        /// The documents that were read and opened by this thread.
        pub(super) static LOADED: RefCell<Vec<DocumentId>> = const { RefCell::new(Vec::new()) };
    }

    /// How often a document was opened by what is done.
    fn opened(id: DocumentId, done: impl FnOnce()) -> usize {
        LOADED.take();
        done();
        LOADED.take().into_iter().filter(|loaded| *loaded == id).count()
    }

    #[test]
    fn a_command_at_the_console_opens_its_document_once_its_page_included() {
        let folder = tempfile::tempdir().unwrap();
        let (data, demo_password) = (folder.path().to_owned(), Some("correct horse".to_owned()));
        let server = crate::open(Config { data, demo_password, ..Config::default() }).unwrap();
        let organisation = server.organisation.id;
        let user = server.ledger.user_by_name(organisation, "dispatcher").unwrap().unwrap();
        let one = ListQuery { limit: 1, ..ListQuery::default() };
        let customer = server.ledger.list(organisation, customer::KIND, &one).unwrap()[0].id;
        let [order, request, complaint] = [1, 2, 3].map(|id| DocumentId(uuid::Uuid::from_u128(id)));
        let raise = json!({ "customer": customer, "address": "Xinghu Street 328", "fault": "It stops.", "title": "Belt",
            "priority": "urgent" });
        orders::raise(&server, &user, order, &serde_json::from_value(raise).unwrap()).unwrap();
        let log = json!({ "channel": "phone", "fault": "It stops." });
        requests::log(&server, &user, request, serde_json::from_value(log).unwrap()).unwrap();
        let take = json!({ "channel": "phone", "contact": "Sun", "facts": "Again." });
        complaints::take(&server, &user, complaint, serde_json::from_value(take).unwrap()).unwrap();
        let (name, value) = ("contact".to_owned(), Value::Text("Sun Wei".to_owned()));
        let caller = RequestCommand::SetFact { name: "caller".to_owned(), value: value.clone() };
        let of_order = WorkOrderCommand::SetFact { name: name.clone(), value: value.clone() };
        let of_complaint = ComplaintCommand::SetFact { name, value };

        let done = || drop(orders::command(&server, &user, order, &of_order).unwrap());
        assert_eq!(opened(order, done), 1);
        let done = || drop(requests::command(&server, &user, request, caller).unwrap());
        assert_eq!(opened(request, done), 1);
        let done = || drop(complaints::command(&server, &user, complaint, of_complaint).unwrap());
        assert_eq!(opened(complaint, done), 1);
        assert_eq!(Opened::read(&server, complaint).unwrap().document.kind(), complaint::KIND);
    }
}
