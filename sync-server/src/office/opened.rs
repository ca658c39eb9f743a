//! A document of the ledger, opened: what is in it, and what the rules see of it. Both are made once for whatever is done
//! with one version, and the versions that were opened or written last stay open.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jobsheet_document::Document;
use jobsheet_domain::aggregates::{KINDS, Subject};
use jobsheet_domain::content::Content;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::work_order::WorkOrder;

use crate::ledger::StoredDocument;
use crate::office::Error;
use crate::office::server::Server;

/// How many stay open. An order of many visits takes about a megabyte, most take 30 KB.
const KEPT: usize = 64;

/// One version of a document.
#[derive(Clone)]
pub(crate) struct Opened {
    /// What is in it, with its history.
    pub document: Document,
    /// The same as the rules see it.
    pub subject: Subject,
}

/// The documents that are open, each at the feed position of its version and with the time of its last use. The ledger
/// is asked for the position first whenever one is read, so that what another process wrote is never missed.
#[derive(Default)]
pub(crate) struct OpenDocuments(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    documents: BTreeMap<DocumentId, Held>,
    uses: u64,
}

struct Held {
    position: u64,
    used: u64,
    opened: Arc<Opened>,
}

impl OpenDocuments {
    /// Keeps a document as it was stored at a position, unless a newer version is here.
    pub fn keep(&self, position: u64, opened: &Arc<Opened>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let (id, used) = (opened.document.id(), kept.uses);
        if kept.documents.get(&id).is_some_and(|held| held.position > position) {
            return;
        }
        kept.documents.insert(id, Held { position, used, opened: Arc::clone(opened) });
        if kept.documents.len() > KEPT {
            let oldest = kept.documents.iter().min_by_key(|(_, held)| held.used).map(|(id, _)| *id);
            oldest.and_then(|id| kept.documents.remove(&id));
        }
    }

    /// Forgets every document; the ledger still has them.
    #[cfg(test)]
    fn forget_all(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).documents.clear();
    }

    fn find(&self, id: DocumentId, position: u64) -> Option<Arc<Opened>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let now = kept.uses;
        let held = kept.documents.get_mut(&id)?;
        held.used = now;
        (held.position == position).then(|| Arc::clone(&held.opened))
    }
}

impl Opened {
    /// A document at its newest version.
    pub fn of(document: Document) -> Result<Self, Error> {
        let subject = jobsheet_report::subject::<_, Error>(&document, &document.heads())?;
        Ok(Self { document, subject })
    }

    /// A document at its newest version, some changes after an earlier one.
    pub fn since(before: &Self, document: Document) -> Result<Self, Error> {
        let content = document.content_since(&before.document.heads(), before.content().clone())?;
        let subject = jobsheet_report::subject_of::<_, Error>(&document, &document.heads(), content)?;
        Ok(Self { document, subject })
    }

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
    fn what_another_process_wrote_is_read_from_the_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let (data, demo_password) = (folder.path().to_owned(), Some("correct horse".to_owned()));
        let config = Config { data, demo_password, ..Config::default() };
        let (server, other) = (crate::open(config.clone()).unwrap(), crate::open(config).unwrap());
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
