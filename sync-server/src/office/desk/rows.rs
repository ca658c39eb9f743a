//! Rows of lists: what was kept of each document, with what it is lent at the moment somebody reads.

use jobsheet_domain::asset::{AssetSummary, Fault, StoredDay};
use jobsheet_domain::complaint::ComplaintSummary;
use jobsheet_domain::customer::{self, CustomerSummary};
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::listing::Listing;
use jobsheet_domain::request::RequestSummary;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::OrderSummary;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::lent::Lent;
use super::name_of;
use crate::ledger::ListRow;
use crate::office::listing::kept::Kept;
use crate::office::views::{
    AssetView, ComplaintRow, ContactView, CustomerView, DocumentRow, OrderRow, RequestRow, SiteView,
    WindowView,
};
use crate::office::{Error, Opened};

/// A document in a list.
pub(super) struct Row<S> {
    pub id: DocumentId,
    pub kind: Kind,
    pub updated_at: Timestamp,
    pub kept: Kept<S>,
}

impl<S: DeserializeOwned + Default> Row<S> {
    /// A row of the ledger.
    pub fn read(row: &ListRow) -> Result<Self, Error> {
        Ok(Self { id: row.id, kind: row.kind, updated_at: row.updated_at, kept: Kept::read(row)? })
    }

    /// The row of a document as it stands, which last changed at `updated_at`.
    pub fn of(opened: &Opened, updated_at: Timestamp, kept: Kept<S>) -> Self {
        let document = &opened.document;
        Self { id: document.id(), kind: document.kind(), updated_at, kept }
    }
}

/// What a list shows of a document.
pub(super) trait Shown: Sized {
    /// What was kept of its kind alone.
    type Summary: DeserializeOwned + Default;

    /// The row as it stands now.
    fn of(row: Row<Self::Summary>, lent: &Lent<'_>) -> Result<Self, Error>;
}

/// Rows of the ledger as they stand now.
pub(super) fn shown<R: Shown>(lent: &Lent<'_>, rows: &[ListRow]) -> Result<Vec<R>, Error> {
    rows.iter().map(|row| R::of(Row::read(row)?, lent)).collect()
}

/// What every list shows of a document.
fn document<S: Serialize>(row: Row<S>, lent: &Lent<'_>) -> Result<DocumentRow, Error> {
    let Row { id, kind, updated_at, kept } = row;
    let clocks = lent.clocks(&kept.listing.clocks, &kept.heard)?;
    let listing = kept.listing.with(|summary| serde_json::to_value(summary).unwrap_or_default());
    let turn = lent.turn(kind, &listing);
    Ok(DocumentRow {
        id: id.0,
        kind: kind.name().to_owned(),
        customer: listing.customer.map(|id| id.0),
        customer_name: lent.customer_name(listing.customer)?,
        waits_for: turn.user.map(|user| user.0),
        waits_for_roles: turn.roles.iter().map(name_of).collect(),
        number: listing.number,
        title: listing.title,
        status: listing.status,
        open: listing.open,
        contested: listing.contested,
        conflicts: listing.conflicts,
        updated_at: updated_at.0,
        clocks,
    })
}

impl Shown for DocumentRow {
    type Summary = serde_json::Value;

    fn of(row: Row<serde_json::Value>, lent: &Lent<'_>) -> Result<Self, Error> {
        document(row, lent)
    }
}

impl Shown for ComplaintRow {
    type Summary = ComplaintSummary;

    fn of(row: Row<ComplaintSummary>, lent: &Lent<'_>) -> Result<Self, Error> {
        let ComplaintSummary { channel, class, severity, received_at, .. } = row.kept.listing.summary.clone();
        Ok(Self {
            class: class.map(|class| class.name().to_owned()),
            severity: severity.map(|severity| severity.name().to_owned()),
            channel: channel.map(|channel| channel.name().to_owned()).unwrap_or_default(),
            received_at: received_at.map(|at| at.0),
            row: document(row, lent)?,
        })
    }
}

impl Shown for OrderRow {
    type Summary = OrderSummary;

    fn of(row: Row<OrderSummary>, lent: &Lent<'_>) -> Result<Self, Error> {
        let Row { id, updated_at, kept: Kept { listing, heard }, .. } = row;
        let Listing { number, title, status, customer, lead, summary, .. } = listing;
        Ok(Self {
            id: id.0,
            number,
            title,
            status,
            signoff: summary.signoff,
            void: summary.void,
            customer: customer.map(|id| id.0),
            customer_name: lent.customer_name(customer)?,
            address: listing.address.text,
            lead_name: lent.name(lead)?,
            technicians: summary.technicians.iter().map(|user| user.0).collect(),
            priority: summary.priority,
            window: listing.window.map(|window| WindowView { from: window.from.0, to: window.to.0 }),
            contested: listing.contested,
            conflicts: listing.conflicts,
            additions: summary.additions,
            updated_at: updated_at.0,
            clocks: lent.clocks(&listing.clocks, &heard)?,
        })
    }
}

impl Shown for RequestRow {
    type Summary = RequestSummary;

    fn of(row: Row<RequestSummary>, lent: &Lent<'_>) -> Result<Self, Error> {
        let Row { id, kept: Kept { listing, .. }, .. } = row;
        let summary = listing.summary;
        Ok(Self {
            id: id.0,
            number: listing.number,
            status: listing.status,
            channel: summary.channel,
            received_at: summary.logged_at.map(|at| at.0),
            customer: listing.customer.map(|id| id.0),
            customer_name: lent.customer_name(listing.customer)?,
            caller: summary.caller,
            phone: summary.phone,
            fault: summary.fault,
            taken_by: lent.name(listing.begun_by.map(|by| by.user))?,
        })
    }
}

impl Shown for CustomerView {
    type Summary = CustomerSummary;

    fn of(row: Row<CustomerSummary>, _: &Lent<'_>) -> Result<Self, Error> {
        let Row { id, kept: Kept { listing, .. }, .. } = row;
        let summary = listing.summary;
        Ok(Self {
            id: id.0,
            name: listing.title,
            language: summary.language.code().to_owned(),
            phone: summary.phone,
            contract: summary.contract.unwrap_or_default(),
            contacts: summary.contacts.into_iter().map(contact).collect(),
            sites: summary.sites.into_iter().map(site).collect(),
            assets: Vec::new(),
            orders: Vec::new(),
            conflicts: Vec::new(),
        })
    }
}

fn contact(contact: customer::ContactView) -> ContactView {
    let customer::ContactView { id, name, phone, mail, role } = contact;
    ContactView { id: id.0, name, phone, mail, role }
}

fn site(site: customer::SiteView) -> SiteView {
    let place = site.address.position;
    SiteView {
        id: site.id.0,
        name: site.name,
        address: site.address.text,
        latitude_udeg: place.map(|place| place.latitude_udeg),
        longitude_udeg: place.map(|place| place.longitude_udeg),
        distance_m: site.distance_m.and_then(|metres| i64::try_from(metres).ok()),
    }
}

impl Shown for AssetView {
    type Summary = AssetSummary;

    /// The warranty is that of a fault of unknown cause on the day somebody reads (R32).
    fn of(row: Row<AssetSummary>, lent: &Lent<'_>) -> Result<Self, Error> {
        let Row { id, kept: Kept { listing, .. }, .. } = row;
        let (records, facts) = (&lent.records, listing.warranty_facts(&lent.records.policy));
        let warranty = facts.decide(records, &Fault::unknown(lent.today())).verdict.code().to_owned();
        let Listing { number, title, customer, summary, .. } = listing;
        Ok(Self {
            id: id.0,
            model: title,
            serial: number,
            customer: customer.map(|id| id.0),
            site: summary.site.map(|site| site.0),
            acceptance_date: facts.accepted.map(StoredDay::Date),
            warranty_months: summary.warranty_months,
            running_hours: summary.running_hours,
            repair_days: summary.repair_days,
            warranty,
            conflicts: Vec::new(),
        })
    }
}
