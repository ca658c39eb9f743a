//! Opening a document of the ledger: what is in it and what the rules see of it are made once for whatever is done with one
//! version.

use std::sync::Arc;

use jobsheet_document::Document;
use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kind;

use crate::ledger::StoredDocument;
use crate::office::Error;
use crate::office::memory::Opened;
use crate::office::server::Server;

impl Opened {
    /// A document as the ledger keeps it.
    pub fn load(stored: &StoredDocument) -> Result<Self, Error> {
        #[cfg(test)]
        tests::LOADED.with_borrow_mut(|loaded| loaded.push(stored.id));
        Self::of(Document::load(KINDS, stored.id, &stored.snapshot)?)
    }

    /// The newest version of a document, where the ledger has it.
    pub fn newest(server: &Server, id: DocumentId) -> Result<Option<Arc<Self>>, Error> {
        let organisation = server.organisation.id;
        let Some(row) = server.ledger.row(organisation, id)? else { return Ok(None) };
        if let Some(opened) = server.opened.find(id, row.position) {
            return Ok(Some(opened));
        }
        let Some(stored) = server.ledger.document(organisation, id)? else { return Ok(None) };
        Self::stored(server, &stored).map(Some)
    }

    /// A document as the ledger keeps it, from memory where it is open at that version.
    pub fn stored(server: &Server, stored: &StoredDocument) -> Result<Arc<Self>, Error> {
        if let Some(opened) = server.opened.find(stored.id, stored.position) {
            return Ok(opened);
        }
        let opened = Arc::new(Self::load(stored)?);
        server.opened.keep(stored.position, &opened);
        Ok(opened)
    }

    /// The document of the ledger.
    ///
    /// # Errors
    /// [`Error::Missing`] when it is not there.
    pub fn read(server: &Server, id: DocumentId) -> Result<Arc<Self>, Error> {
        Self::newest(server, id)?.ok_or(Error::Missing("document"))
    }

    /// The document of the ledger, which is to be of a kind.
    ///
    /// # Errors
    /// [`Error::Missing`] names the kind.
    pub fn read_as(server: &Server, id: DocumentId, kind: Kind) -> Result<Arc<Self>, Error> {
        let opened = Self::newest(server, id)?.filter(|opened| opened.document.kind() == kind);
        opened.ok_or_else(|| Error::Missing(kind.name()))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use jobsheet_domain::complaint::ComplaintCommand;
    use jobsheet_domain::customer;
    use jobsheet_domain::request::RequestCommand;
    use jobsheet_domain::value::Value;
    use jobsheet_domain::work_order::WorkOrderCommand;
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
    fn a_command_at_the_console_opens_its_document_at_most_once_its_page_included() {
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

        let note = |id: DocumentId| match id {
            _ if id == order => drop(orders::command(&server, &user, id, &of_order).unwrap()),
            _ if id == request => drop(requests::command(&server, &user, id, caller.clone()).unwrap()),
            _ => drop(complaints::command(&server, &user, id, of_complaint.clone()).unwrap()),
        };
        for id in [order, request, complaint] {
            server.opened.forget_all();
            assert_eq!(opened(id, || note(id)), 1, "what is decided on is what its page reads");
            assert_eq!(
                opened(id, || note(id)),
                0,
                "what the command before left is what this one is decided on"
            );
        }
    }

    #[test]
    fn what_somebody_else_wrote_into_the_ledger_is_read_from_it() {
        let folder = tempfile::tempdir().unwrap();
        let (data, demo_password) = (folder.path().to_owned(), Some("correct horse".to_owned()));
        let config = Config { data, demo_password, ..Config::default() };
        let server = crate::open(config.clone()).unwrap();
        server.release();
        let other = crate::open(config).unwrap();
        let user = server.ledger.user_by_name(server.organisation.id, "dispatcher").unwrap().unwrap();
        let id = DocumentId(uuid::Uuid::from_u128(1));
        let log = json!({ "channel": "phone", "fault": "It stops." });
        requests::log(&server, &user, id, serde_json::from_value(log).unwrap()).unwrap();
        let caller =
            |name: &str| RequestCommand::SetFact { name: "caller".into(), value: Value::Text(name.into()) };
        requests::command(&other, &user, id, caller("Sun Wei")).unwrap();
        assert_eq!(requests::page(&server, id).unwrap().row.caller, "Sun Wei");
        requests::command(&server, &user, id, caller("He Li")).unwrap();
        assert_eq!(requests::page(&other, id).unwrap().row.caller, "He Li");
    }
}
