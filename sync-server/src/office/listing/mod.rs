//! What lists show of a document, computed in the transaction that changes it, so that no list opens a document.

pub(crate) mod arrivals;
pub(crate) mod asset;
pub(crate) mod complaint;
pub(crate) mod customer;
pub(crate) mod kept;
pub(crate) mod order;
pub(crate) mod request;

use std::collections::BTreeSet;

use jobsheet_domain as domain;
use jobsheet_domain::aggregates::State;
use jobsheet_domain::asset::AssetView;
use jobsheet_domain::complaint::Complaint;
use jobsheet_domain::content::Content;
use jobsheet_domain::customer::CustomerView;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::request::RequestState;
use jobsheet_domain::search::{fold, phone_digits};
use jobsheet_domain::value::Value;
use serde::Serialize;

use crate::ledger::{Listing, StoredRun};
use crate::office::server::Server;
use crate::office::{Error, Opened};

/// The listing of a document as it stands once `run` is stored.
pub(crate) fn listing(server: &Server, opened: &Opened, run: &StoredRun) -> Result<Listing, Error> {
    match &opened.subject.state {
        State::WorkOrder(_) => order(server, opened, run),
        State::Request(state) => request(server, opened.content(), state),
        State::Customer(()) => customer(opened.content()),
        State::Asset(()) => asset(server, opened.content()),
        State::Complaint(state) => complaint(server, opened, Complaint::new(opened.content(), state), run),
    }
}

fn order(server: &Server, opened: &Opened, run: &StoredRun) -> Result<Listing, Error> {
    let (content, order) = (opened.content(), opened.order()?);
    let kept = order::row(server, opened, &order, run)?;
    let row = &kept.row;
    let serial = content.fact_text("serial");
    let search = searchable(&[
        &row.number,
        &row.title,
        &row.customer_name,
        &row.address,
        order.contact(),
        order.phone(),
        order.product_model(),
        serial,
    ]);
    let mut members: BTreeSet<_> = order.state.technicians.clone();
    members.extend(order.state.attendance.keys().map(|(_, user)| *user));
    // Whoever raised it on site holds it too, before anybody is assigned.
    let raised = content.events.in_order().first().map(|event| event.by);
    let found_on_site = raised.filter(|by| by.device != server.office.device);
    members.extend(found_on_site.map(|by| by.user));
    let links = [
        (domain::customer::KIND, order.customer()),
        (domain::asset::KIND, order.asset()),
        (domain::request::KIND, order.request()),
    ];
    Ok(Listing {
        status: row.status.clone(),
        contested: row.contested,
        search,
        summary: summary(&kept)?,
        members,
        links: links.into_iter().filter_map(|(kind, id)| Some((kind, id?))).collect(),
    })
}

fn request(server: &Server, content: &Content, state: &RequestState) -> Result<Listing, Error> {
    let row = request::row(server, content, state)?;
    let search = searchable(&[
        &row.number,
        &row.caller,
        &row.phone,
        &row.customer_name,
        content.fact_text("serial"),
        content.fact_text("product_model"),
        content.text("fault"),
    ]);
    Ok(Listing {
        status: row.status.clone(),
        search,
        summary: summary(&row)?,
        links: linked(content, &[("customer", domain::customer::KIND), ("asset", domain::asset::KIND)]),
        ..Listing::default()
    })
}

fn complaint(
    server: &Server,
    opened: &Opened,
    complaint: Complaint<'_>,
    run: &StoredRun,
) -> Result<Listing, Error> {
    let kept = complaint::row(server, opened, complaint, run)?;
    let row = &kept.row;
    let search = searchable(&[
        &row.number,
        &row.title,
        &row.customer_name,
        complaint.contact(),
        complaint.phone(),
        complaint.product_model(),
        complaint.facts(),
    ]);
    // Whoever took it down at the customer's holds it too.
    let taken = complaint.content.events.in_order().first().map(|event| event.by);
    let taken_on_site = taken.filter(|by| by.device != server.office.device).map(|by| by.user);
    let links = [
        (domain::customer::KIND, complaint.customer()),
        (domain::asset::KIND, complaint.asset()),
        (domain::request::KIND, complaint.request()),
        (domain::work_order::KIND, complaint.order()),
    ];
    Ok(Listing {
        status: row.status.clone(),
        contested: row.contested,
        search,
        summary: summary(&kept)?,
        members: complaint.state.investigator.into_iter().chain(taken_on_site).collect(),
        links: links.into_iter().filter_map(|(kind, id)| Some((kind, id?))).collect(),
    })
}

fn customer(content: &Content) -> Result<Listing, Error> {
    let view = CustomerView::of(content);
    let mut words: Vec<&str> = vec![&view.name, &view.phone];
    words.extend(view.contacts.iter().flat_map(|contact| [contact.name.as_str(), contact.phone.as_str()]));
    words.extend(view.sites.iter().flat_map(|site| [site.name.as_str(), site.address.text.as_str()]));
    let search = searchable(&words);
    Ok(Listing { search, summary: summary(&customer::view(&view))?, ..Listing::default() })
}

fn asset(server: &Server, content: &Content) -> Result<Listing, Error> {
    let view = AssetView::of(content);
    let search = searchable(&[&view.product_model, &view.serial]);
    let summary = summary(&asset::view(server, &view)?)?;
    let links = linked(content, &[("customer", domain::customer::KIND)]);
    Ok(Listing { search, summary, links, ..Listing::default() })
}

fn linked(content: &Content, facts: &[(&str, Kind)]) -> BTreeSet<(Kind, DocumentId)> {
    let id = |name: &str| content.fact(name).and_then(Value::as_id).map(DocumentId);
    facts.iter().filter_map(|(name, kind)| Some((*kind, id(name)?))).collect()
}

/// Folded words, and once more the digits of what has many: a phone number is found however it is written.
fn searchable(words: &[&str]) -> String {
    let mut text: Vec<String> = words.iter().filter(|word| !word.is_empty()).map(|word| fold(word)).collect();
    text.extend(words.iter().map(|word| phone_digits(word)).filter(|digits| digits.len() >= 5));
    text.join("\n")
}

fn summary<T: Serialize>(row: &T) -> Result<Vec<u8>, Error> {
    Ok(serde_json::to_vec(row)?)
}
