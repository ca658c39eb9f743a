//! Complaints at the console (R41).

use jobsheet_domain::aggregates::Command;
use jobsheet_domain::complaint::{self, ComplaintCommand, ComplaintTaken};
use jobsheet_domain::id::DocumentId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::lent::Lent;
use super::rows::shown;
use super::{asking, complaint_page, cut, limit, searched, status};
use crate::ledger::{ListQuery, User};
use crate::office::server::Server;
use crate::office::views::{ComplaintList, ComplaintView};
use crate::office::{Error, Opened};

/// Which complaints.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ComplaintQuery {
    /// Only this status.
    pub status: Option<String>,
    /// Only what is not done with, or only what is. A status asked for wins over it.
    pub open: Option<bool>,
    /// Only what contains this text (number, title, contact, phone, model, what happened), or whose customer does.
    pub q: Option<String>,
    /// Only what must be settled, or only what need not be.
    pub contested: Option<bool>,
    /// Only what comes from this document or is about it: a customer, a machine, an order, a call.
    pub linked: Option<Uuid>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// Complaints, newest first.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn list(server: &Server, query: &ComplaintQuery) -> Result<ComplaintList, Error> {
    let (statuses, open) = status(query.status.as_ref(), query.open);
    let asked = ListQuery {
        statuses,
        open,
        search: searched(query.q.as_ref()),
        member: None,
        linked: query.linked.map(DocumentId),
        contested: query.contested,
        limit: limit(query.limit),
    };
    let position = server.ledger.position(server.organisation.id)?;
    let (rows, more) = cut(server, complaint::KIND, &asked)?;
    Ok(ComplaintList { complaints: shown(&Lent::now(server)?, &rows)?, more, position })
}

/// Takes down a complaint under an id that follows from the asking: asked again, it is found, and what was not finished
/// then is now. It gets the register's next number of the year, in the same change.
///
/// # Errors
/// [`Error::Refused`] by the domain; [`Error::Missing`] for a customer, machine, call or order that is none.
pub fn take(
    server: &Server,
    user: &User,
    id: DocumentId,
    taken: ComplaintTaken,
) -> Result<ComplaintView, Error> {
    asking::begin(server, user.id, id, take_down(taken))?;
    page(server, id)
}

/// A complaint's page.
///
/// # Errors
/// [`Error::Missing`] when there is no such complaint.
pub fn page(server: &Server, id: DocumentId) -> Result<ComplaintView, Error> {
    complaint_page::page(server, &*Opened::read_as(server, id, complaint::KIND)?)
}

/// Does something to a complaint for a person.
///
/// # Errors
/// [`Error::Refused`] by the domain, [`Error::Missing`] also for a document it links to that is not there or of another
/// kind.
pub fn command(
    server: &Server,
    user: &User,
    id: DocumentId,
    command: ComplaintCommand,
) -> Result<ComplaintView, Error> {
    complaint_page::page(server, &*asking::run(server, user.id, id, None, Command::Complaint(command))?)
}

fn take_down(taken: ComplaintTaken) -> Command {
    Command::Complaint(ComplaintCommand::Take(Box::new(taken)))
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::request::{self, RequestOutcome};
    use serde_json::json;

    use super::*;
    use crate::config::Config;
    use crate::office::desk::requests;

    /// R2: a process that stopped between the complaint and the end of its call left the end to be done.
    #[test]
    fn r2_what_was_not_finished_is_when_the_same_is_asked_again() {
        let folder = tempfile::tempdir().unwrap();
        let (data, demo_password) = (folder.path().to_owned(), Some("correct horse".to_owned()));
        let server = crate::open(Config { data, demo_password, ..Config::default() }).unwrap();
        let user = server.ledger.user_by_name(server.organisation.id, "dispatcher").unwrap().unwrap();
        let [call, complaint] = [1, 2].map(|id| DocumentId(Uuid::from_u128(id)));
        let log = json!({ "channel": "phone", "fault": "It stops." });
        requests::log(&server, &user, call, serde_json::from_value(log).unwrap()).unwrap();
        let taken = json!({ "channel": "phone", "request": call, "contact": "Sun", "facts": "Again." });
        let taken: ComplaintTaken = serde_json::from_value(taken).unwrap();
        let begun = take_down(taken.clone());
        let number = asking::run(&server, user.id, complaint, Some(complaint::KIND), begun).unwrap();
        assert_eq!(requests::page(&server, call).unwrap().outcome, None);
        let page = take(&server, &user, complaint, taken).unwrap();
        assert_eq!(page.row.row.number, number.content().fact_text("number"), "it was found, not made again");
        let ended = RequestOutcome::Complaint { complaint };
        assert_eq!(requests::page(&server, call).unwrap().outcome, Some(ended));
        assert_eq!(Opened::read(&server, call).unwrap().document.kind(), request::KIND);
    }
}
