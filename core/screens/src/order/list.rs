//! Lists of orders: what every list shows, with what only orders have, names by the staff record of the moment.

use jobsheet_client::{ClientError, kept};
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::language::Language;
use jobsheet_domain::listing::Listing;
use jobsheet_domain::records::Records;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::time::{Position, TimeWindow, Timestamp};
use jobsheet_domain::words::term;
use jobsheet_domain::work_order::{self, OrderSummary, Status};
use jobsheet_store::{DocumentRow, ListedDocument, MyRole, NextClock, Page, RowQuery};

use crate::Screens;
use crate::page::status_text;

/// What the list shows of an order. Names of states are the domain's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// The order.
    pub id: DocumentId,
    /// Its number.
    pub number: String,
    /// What it is about, in one line.
    pub title: String,
    /// The work status; `Unraised` for one of a newer version.
    pub status: Status,
    /// The same in the reader's words.
    pub status_text: String,
    /// The sign-off: `none`, `signed` …
    pub signoff: String,
    /// Whether the sign-off is void (R19).
    pub void: bool,
    /// Whether events exclude each other until the office settles it (R5).
    pub contested: bool,
    /// Facts over which people must choose (R49).
    pub conflicts: u32,
    /// Changes the customer has not seen (R65).
    pub additions: u32,
    /// Whether work in the field remains.
    pub to_do: bool,
    /// Its priority.
    pub priority: String,
    /// The same in the reader's words.
    pub priority_text: String,
    /// The number of the visit.
    pub visit: u32,
    /// What the user of this installation is on it.
    pub my_role: MyRole,
    /// The customer.
    pub customer: Option<DocumentId>,
    /// Their name.
    pub customer_name: String,
    /// The machine.
    pub asset: Option<DocumentId>,
    /// Where, in words.
    pub address: String,
    /// Where, on the map.
    pub position: Option<Position>,
    /// The name of the lead.
    pub lead_name: String,
    /// Who is on it.
    pub technicians: Vec<TeamMember>,
    /// The time promised to the customer.
    pub window: Option<TimeWindow>,
    /// The clock that runs out first (R31).
    pub clock: Option<NextClock>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A technician on an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TeamMember {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Whether they answer for it.
    pub lead: bool,
}

/// An order in a list, with where its work stands on the way to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedOrder {
    /// What the list shows.
    pub row: OrderRow,
    /// Own taps the server has not confirmed.
    pub unsent: u32,
    /// Why its taps are not sent on.
    pub wedge: Option<Refusal>,
}

/// An order and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearOrder {
    /// The order.
    pub order: ListedOrder,
    /// Metres from here, along the ground.
    pub distance_m: u64,
}

impl ListedOrder {
    /// The order of a row.
    pub(crate) fn of(listed: ListedDocument, records: &Records, language: Language) -> Self {
        Self { row: OrderRow::of(listed.row, records, language), unsent: listed.unsent, wedge: listed.wedge }
    }
}

/// A priority in the reader's words; as it is stored where there are none.
pub(super) fn said(language: Language, priority: &str) -> String {
    term(language, work_order::KIND, priority).unwrap_or(priority).to_owned()
}

impl OrderRow {
    fn of(row: DocumentRow, records: &Records, language: Language) -> Self {
        let Listing { lead, summary, .. } = kept::<OrderSummary>(&row);
        let member =
            |user: &UserId| TeamMember { user: *user, name: records.name(*user), lead: lead == Some(*user) };
        Self {
            lead_name: lead.map(|lead| records.name(lead)).unwrap_or_default(),
            technicians: summary.technicians.iter().map(member).collect(),
            customer_name: Some(row.customer_name)
                .filter(|name| !name.is_empty())
                .unwrap_or(summary.customer_name),
            signoff: summary.signoff,
            void: summary.void,
            additions: summary.additions,
            priority_text: said(language, &summary.priority),
            priority: summary.priority,
            visit: summary.visit,
            id: row.id,
            number: row.number,
            title: row.title,
            status_text: status_text(&row.kind, &row.status, language),
            status: Status::from_name(&row.status).unwrap_or_default(),
            contested: row.contested,
            conflicts: row.conflicts,
            to_do: row.to_do,
            my_role: row.my_role,
            customer: row.customer,
            asset: row.asset,
            address: row.address,
            position: row.position,
            window: row.window,
            clock: row.clock,
            updated_at: row.updated_at,
        }
    }
}

impl Screens<'_> {
    /// The orders a query asks for.
    ///
    /// # Errors
    /// When the file cannot be read; so for every list here.
    pub fn orders(&self, query: &RowQuery, page: Page) -> Result<Vec<ListedOrder>, ClientError> {
        self.listed_orders(self.client.documents(work_order::KIND, query, page)?)
    }

    /// The user's jobs of today, by the organisation's time zone.
    ///
    /// # Errors
    /// As [`Screens::orders`].
    pub fn my_jobs_today(&self, page: Page) -> Result<Vec<ListedOrder>, ClientError> {
        let zone = self.client.records()?.policy.zone();
        let today = zone.date(self.client.now());
        let (from, to) = (zone.day_start(today), zone.day_end(today));
        self.listed_orders(self.client.read(|tx| tx.my_jobs(work_order::KIND.name(), from, to, page))?)
    }

    /// Orders with work to do near a place, the nearest first (R45).
    ///
    /// # Errors
    /// As [`Screens::orders`].
    pub fn orders_near(
        &self,
        here: Position,
        radius_m: u32,
        page: Page,
    ) -> Result<Vec<NearOrder>, ClientError> {
        let near = self.client.read(|tx| tx.rows_near(work_order::KIND.name(), here, radius_m, page))?;
        let records = self.client.records()?;
        let order = |listed| ListedOrder::of(listed, &records, self.client.language());
        Ok(near
            .into_iter()
            .map(|one| NearOrder { order: order(one.listed), distance_m: one.distance_m })
            .collect())
    }

    fn listed_orders(&self, listed: Vec<ListedDocument>) -> Result<Vec<ListedOrder>, ClientError> {
        let records = self.client.records()?;
        let language = self.client.language();
        Ok(listed.into_iter().map(|one| ListedOrder::of(one, &records, language)).collect())
    }
}
