//! Who is calling (R3): the domain's recognition over the customers and machines of the ledger.

use std::collections::BTreeMap;

use jobsheet_domain::asset;
use jobsheet_domain::customer;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::listing::Listing;
use jobsheet_domain::request::{CallerCandidate, CallerMatch, CallerQuery, recognise as likeliest};
use jobsheet_domain::search::fold;
use jobsheet_domain::work_order::{self, OrderSummary, Status};

use super::lent::Lent;
use super::rows::{Row, shown};
use crate::ledger::ListQuery;
use crate::office::Error;
use crate::office::server::Server;
use crate::office::views::{AssetView, CallerAsset, CallerCustomer, CallerOrder, CallerView, CustomerView};

/// Callers shown.
const SHOWN: usize = 8;
/// Orders of a caller looked at.
const ORDERS: u32 = 50;

/// Who may be calling, by whatever they have said so far.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn recognise(server: &Server, q: &str) -> Result<Vec<CallerView>, Error> {
    let organisation = server.organisation.id;
    let all = ListQuery { limit: u32::MAX, ..ListQuery::default() };
    let lent = Lent::now(server)?;
    let customers: Vec<CustomerView> =
        shown(&lent, &server.ledger.list(organisation, customer::KIND, &all)?)?;
    let customers = customers.into_iter().map(|customer| (DocumentId(customer.id), customer)).collect();
    let mut machines = Machines::new();
    for machine in shown::<AssetView>(&lent, &server.ledger.list(organisation, asset::KIND, &all)?)? {
        if let Some(owner) = machine.customer {
            machines.entry(DocumentId(owner)).or_default().push(machine);
        }
    }
    let folded = fold(q);
    let query =
        CallerQuery { phone: q.to_owned(), name: folded.clone(), address: folded.clone(), serial: folded };
    let found = likeliest(&query, candidates(&customers, &machines));
    let known = found.iter().filter_map(|found| Some((found, customers.get(&found.customer)?)));
    known
        .take(SHOWN)
        .map(|(found, customer)| view(server, q, found, customer, theirs(&machines, found.customer)))
        .collect()
}

/// Machines by whose they are.
type Machines = BTreeMap<DocumentId, Vec<AssetView>>;

fn theirs(machines: &Machines, customer: DocumentId) -> &[AssetView] {
    machines.get(&customer).map_or(&[], Vec::as_slice)
}

/// One row for each name, contact, site and machine.
fn candidates(customers: &BTreeMap<DocumentId, CustomerView>, machines: &Machines) -> Vec<CallerCandidate> {
    let mut found = Vec::new();
    for (id, customer) in customers {
        let nobody = CallerCandidate {
            customer: *id,
            asset: None,
            phone: String::new(),
            name: String::new(),
            address: String::new(),
            serial: String::new(),
        };
        let named = |name: &str, phone: &str| CallerCandidate {
            name: fold(name),
            phone: phone.to_owned(),
            ..nobody.clone()
        };
        found.push(named(&customer.name, &customer.phone));
        found.extend(customer.contacts.iter().map(|contact| named(&contact.name, &contact.phone)));
        let sites = customer.sites.iter();
        found.extend(sites.map(|site| CallerCandidate { address: fold(&site.address), ..nobody.clone() }));
        found.extend(theirs(machines, *id).iter().map(|machine| CallerCandidate {
            asset: Some(DocumentId(machine.id)),
            serial: fold(&machine.serial),
            ..nobody.clone()
        }));
    }
    found
}

fn view(
    server: &Server,
    q: &str,
    found: &CallerMatch,
    customer: &CustomerView,
    machines: &[AssetView],
) -> Result<CallerView, Error> {
    let linked = ListQuery { linked: Some(found.customer), limit: ORDERS, ..ListQuery::default() };
    let rows = server.ledger.list(server.organisation.id, work_order::KIND, &linked)?;
    let orders = rows.iter().map(Row::<OrderSummary>::read).collect::<Result<Vec<_>, _>>()?;
    let (past, open): (Vec<_>, Vec<_>) = orders
        .into_iter()
        .partition(|order| Status::from_name(&order.kept.listing.status).is_some_and(Status::is_past));
    let asked = fold(q);
    let said = |text: &str| !text.is_empty() && fold(text).contains(&asked);
    let contact = customer.contacts.iter().find(|contact| said(&contact.name) || said(&contact.phone));
    let contact = contact.or_else(|| customer.contacts.first());
    let site = customer.sites.iter().find(|site| said(&site.address)).or_else(|| customer.sites.first());
    let mut machines: Vec<&AssetView> = machines.iter().collect();
    // The machine they name comes first.
    machines.sort_by_key(|machine| (Some(DocumentId(machine.id)) != found.asset, machine.id));
    Ok(CallerView {
        customer: CallerCustomer { id: customer.id, name: customer.name.clone() },
        contact: contact.map(|contact| contact.name.clone()).unwrap_or_default(),
        phone: contact.map_or_else(|| customer.phone.clone(), |contact| contact.phone.clone()),
        address: site.map(|site| site.address.clone()).unwrap_or_default(),
        latitude_udeg: site.and_then(|site| site.latitude_udeg),
        longitude_udeg: site.and_then(|site| site.longitude_udeg),
        assets: machines.into_iter().map(machine).collect(),
        open_orders: open.into_iter().map(order).collect(),
        past_orders: u32::try_from(past.len()).unwrap_or(u32::MAX),
        matched_by: found.by.iter().map(super::name_of).collect(),
    })
}

fn machine(asset: &AssetView) -> CallerAsset {
    CallerAsset {
        id: asset.id,
        model: asset.model.clone(),
        serial: asset.serial.clone(),
        warranty: asset.warranty.clone(),
    }
}

fn order(order: Row<OrderSummary>) -> CallerOrder {
    let Listing { number, title, status, .. } = order.kept.listing;
    CallerOrder { id: order.id.0, number, title, status }
}
