//! The report of a complaint (R41).

use jobsheet_domain::aggregates::{self, State};
use jobsheet_domain::complaint::{self, Complaint};
use jobsheet_domain::content::Content;
use jobsheet_domain::customer::CustomerView as Customer;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::language::Language;
use jobsheet_report::{ComplaintContext, complaint_html, names_of};

use super::authors::Authors;
use super::lent::Lent;
use super::lookup;
use super::people::People;
use crate::office::server::Server;
use crate::office::{Error, Opened, records};

/// Everything a complaint's file holds, as a page, as it stands; in the customer's language where none is asked for.
///
/// # Errors
/// [`Error::Missing`] when there is no such complaint.
pub fn report(server: &Server, id: DocumentId, language: Option<Language>) -> Result<String, Error> {
    let opened = Opened::read_as(server, id, complaint::KIND)?;
    let State::Complaint(state) = &opened.subject.state else { return Err(Error::Missing("complaint")) };
    let complaint = Complaint::new(opened.content(), state);
    let language = match language {
        Some(language) => language,
        None => customers_language(server, complaint)?.unwrap_or_default(),
    };
    Ok(complaint_html(complaint, &context(server, &opened, complaint)?, language))
}

fn context(server: &Server, opened: &Opened, complaint: Complaint<'_>) -> Result<ComplaintContext, Error> {
    let records = records::now(server)?;
    let people = People::read(server)?;
    let authors = Authors::read(server, &opened.document, &people)?;
    let inputs = aggregates::clocks(&opened.subject);
    let heard = authors.arrivals.heard(opened.content(), &inputs);
    let policy = &records.policy;
    Ok(ComplaintContext {
        organisation: policy.organisation_name.clone(),
        people: people.names(),
        documents: names_of(complaint, |id| content_of(server, id))?,
        time_zone: policy.time_zone.clone(),
        time_zone_offset_minutes: policy.time_zone_offset_minutes,
        as_of: server.now(),
        thumbnails: lookup::thumbnails(server, &complaint.photos())?,
        clocks: Lent::by(server, records).told(&inputs, &heard)?,
    })
}

fn content_of(server: &Server, id: DocumentId) -> Result<Option<Content>, Error> {
    Ok(Opened::newest(server, id)?.map(|opened| opened.content().clone()))
}

/// The language its customer reads, when the complaint names one.
fn customers_language(server: &Server, complaint: Complaint<'_>) -> Result<Option<Language>, Error> {
    let customer = complaint.customer().map(|id| content_of(server, id)).transpose()?.flatten();
    Ok(customer.map(|content| Customer::of(&content).language))
}
