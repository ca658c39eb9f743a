//! Complaints at the console (R41).

use jobsheet_domain::aggregates::{Command, decide};
use jobsheet_domain::complaint::{self, ComplaintCommand, ComplaintTaken};
use jobsheet_domain::id::{DocumentId, UserId};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::lent::Lent;
use super::rows::shown;
use super::{complaint_page, cut, limit, lookup, numbers, searched, status};
use crate::ledger::{ListQuery, User};
use crate::office::server::Server;
use crate::office::views::{ComplaintList, ComplaintView};
use crate::office::{self, Decision, Error, Opened};

/// Which complaints.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ComplaintQuery {
    /// Only this status.
    pub status: Option<String>,
    /// Only what is not done with, or only what is. A status asked for wins over it.
    pub open: Option<bool>,
    /// Only what contains this text: number, title, customer, contact, phone, model, what happened.
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

/// Takes down a complaint under an id that follows from the asking: asked again, it is found. It gets the register's next
/// number of the year, in the same change.
///
/// # Errors
/// [`Error::Refused`] by the domain; [`Error::Missing`] for a customer, machine, call or order that is none.
pub fn take(
    server: &Server,
    user: &User,
    id: DocumentId,
    taken: ComplaintTaken,
) -> Result<ComplaintView, Error> {
    if !lookup::is_made(server, id)? {
        check_named(server, &taken)?;
        run(server, user.id, id, ComplaintCommand::Take(Box::new(taken)))?;
    }
    page(server, id)
}

/// Everything it names is here and of its kind.
fn check_named(server: &Server, taken: &ComplaintTaken) -> Result<(), Error> {
    use jobsheet_domain::{asset, customer, request, work_order};
    let named = [
        (taken.customer, customer::KIND),
        (taken.asset, asset::KIND),
        (taken.request, request::KIND),
        (taken.order, work_order::KIND),
    ];
    for (id, kind) in named {
        if let Some(id) = id {
            lookup::content_of(server, id, kind)?;
        }
    }
    Ok(())
}

/// A complaint's page.
///
/// # Errors
/// [`Error::Missing`] when there is no such complaint.
pub fn page(server: &Server, id: DocumentId) -> Result<ComplaintView, Error> {
    complaint_page::page(server, &Opened::read_as(server, id, complaint::KIND)?)
}

/// Does something to a complaint for a person.
///
/// # Errors
/// [`Error::Refused`] by the domain, [`Error::Missing`].
pub fn command(
    server: &Server,
    user: &User,
    id: DocumentId,
    command: ComplaintCommand,
) -> Result<ComplaintView, Error> {
    complaint_page::page(server, &run(server, user.id, id, command)?)
}

fn run(server: &Server, user: UserId, id: DocumentId, asked: ComplaintCommand) -> Result<Opened, Error> {
    let create = matches!(asked, ComplaintCommand::Take(_)).then_some(complaint::KIND);
    let asked = Command::Complaint(asked);
    office::write(server, user, id, create, &|subject, asker| {
        let mut decision = Decision { edits: decide(subject, asker, &asked)?, ..Decision::default() };
        numbers::add(server, subject, asker, &mut decision)?;
        Ok(decision)
    })
}
