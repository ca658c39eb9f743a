//! What lists show, made from a document in the transaction that changes it. A list never opens a document.

mod complaint;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jobsheet_domain::aggregates::{self, State, Subject};
use jobsheet_domain::asset::{self, AssetView};
use jobsheet_domain::calendar::{Calendar, Holidays};
use jobsheet_domain::complaint as complaints;
use jobsheet_domain::content::Content;
use jobsheet_domain::customer::CustomerView;
use jobsheet_domain::history::SignoffStanding;
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::records::{Policy, Records};
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::request::RequestState;
use jobsheet_domain::sla::{self, Clock, ClockState, ClockTerms};
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::value::{Address, Value};
use jobsheet_domain::work_order::{self, WorkOrder};
use jobsheet_store::{
    AssetRow, CustomerRow, DocumentRow, MyRole, NextClock, OrderQuery, OrderRow, Page, RequestRow,
    StoreError, TeamMember, WriteTx,
};

use crate::client::{Circumstances, Client};
use crate::error::ClientError;
use crate::records;

pub use complaint::ComplaintSummary;

/// The kinds of documents that are listed in one table, without one of their own.
pub const IN_ONE_TABLE: &[Kind] = &[complaints::KIND];

/// A row of one of the lists, and the words it is found by beside its own.
pub enum Row {
    /// Of the orders.
    Order(Box<OrderRow>, String),
    /// Of the customers.
    Customer(CustomerRow, String),
    /// Of the machines.
    Asset(AssetRow, String),
    /// Of the register.
    Request(Box<RequestRow>, String),
    /// Of the documents of a kind without a table of its own.
    Document(Box<DocumentRow>, String),
}

impl Row {
    /// Keeps the row.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put(&self, tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
        match self {
            Self::Order(row, words) => tx.put_order(row, words),
            Self::Customer(row, words) => tx.put_customer(row, words),
            Self::Asset(row, words) => tx.put_asset(row, words),
            Self::Request(row, words) => tx.put_request(row, words),
            Self::Document(row, words) => tx.put_row(row, words),
        }
    }
}

/// What rows show beside their own document.
pub struct Lookup {
    /// The records as they will be when the row is kept.
    pub records: Arc<Records>,
    /// Whose installation this is.
    pub me: Option<UserId>,
    /// Names of customers that are about to be kept.
    pub customers: BTreeMap<DocumentId, String>,
    /// Now.
    pub now: Timestamp,
    /// Whether the rows are about to be written by who holds the lock of writing: what they show is read where they are
    /// written.
    pub writing: bool,
}

impl Lookup {
    /// What is known now.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub fn now(client: &Client) -> Result<Self, ClientError> {
        Ok(Self {
            records: client.inner.records.newest(&client.inner.store)?.1,
            me: client.identity().map(|identity| identity.profile.user),
            customers: BTreeMap::new(),
            now: client.now(),
            writing: false,
        })
    }

    /// What a tap was decided by: its rows show the same records at the same moment.
    #[must_use]
    pub fn of(circumstances: &Circumstances) -> Self {
        Self {
            records: Arc::clone(&circumstances.records),
            me: Some(circumstances.identity.profile.user),
            customers: BTreeMap::new(),
            now: circumstances.at.corrected,
            writing: true,
        }
    }

    /// Takes in what rows of other documents show of this one; whether they show anything.
    pub fn learn(&mut self, subject: &Subject) -> bool {
        let shown = matches!(subject.state, State::Customer(()));
        if shown {
            self.customers.insert(subject.content.id, CustomerView::of(&subject.content).name);
        }
        shown
    }

    fn customer_name(&self, client: &Client, id: DocumentId) -> Result<Option<String>, ClientError> {
        if let Some(name) = self.customers.get(&id) {
            return Ok(Some(name.clone()));
        }
        let store = &client.inner.store;
        let kept = if self.writing {
            store.read_to_write(|tx| tx.customer(id))
        } else {
            store.read(|tx| tx.customer(id))
        };
        Ok(kept?.map(|row| row.name))
    }
}

/// Rows that show something of what changes in other documents: those of the documents of renamed or new customers, or of every
/// document of the kinds that show something of the records that changed; without those of `merged`, which get rows of
/// their own.
///
/// # Errors
/// When the file cannot be read. A document that cannot be read keeps the row it has.
pub fn dependent(
    client: &Client,
    lookup: &Lookup,
    kinds: &BTreeSet<Kind>,
    merged: &dyn Fn(DocumentId) -> bool,
) -> Result<Vec<Row>, ClientError> {
    let store = &client.inner.store;
    let mut concerned: BTreeSet<DocumentId> = BTreeSet::new();
    for kind in kinds {
        concerned.extend(store.read(|tx| tx.documents(Some(kind.name())))?.into_iter().map(|head| head.id));
    }
    for (id, name) in &lookup.customers {
        if store.read(|tx| tx.customer(*id))?.is_some_and(|row| row.name == *name) {
            continue;
        }
        let page = Page { limit: u32::MAX, offset: 0 };
        let theirs = OrderQuery { customer: Some(*id), page, ..OrderQuery::default() };
        let (orders, others) = store.read(|tx| Ok((tx.orders(&theirs)?, tx.rows_of(*id)?)))?;
        concerned.extend(orders.into_iter().map(|listed| listed.row.id).chain(others));
    }
    let mut rows = Vec::new();
    for id in concerned.into_iter().filter(|id| !merged(*id)) {
        let opened = client.inner.documents.open(store, id);
        match opened.and_then(|opened| again(client, opened.subject()?, lookup)) {
            Ok(row) => rows.push(row),
            Err(ClientError::Store(error)) => return Err(error.into()),
            Err(_) => {}
        }
    }
    Ok(rows)
}

/// The kinds of documents whose rows show something of a record: names of the team and clocks with the orders, warranty
/// with the machines, whose turn it is and clocks with the complaints.
#[must_use]
pub fn kinds_showing(record: &str) -> &'static [Kind] {
    match record {
        records::STAFF => &[work_order::KIND, complaints::KIND],
        records::POLICY => &[work_order::KIND, asset::KIND, complaints::KIND],
        records::CATALOGUE => &[asset::KIND],
        _ => &[],
    }
}

/// The row of a document that did not change itself: where lists are sorted by change, it keeps its place.
///
/// # Errors
/// As [`of`].
pub fn again(client: &Client, subject: &Subject, lookup: &Lookup) -> Result<Row, ClientError> {
    let id = subject.content.id;
    let mut row = of(client, subject, lookup)?;
    let kept = client.inner.store.read(|tx| {
        Ok(match row {
            Row::Order(..) => tx.order(id)?.map(|listed| listed.row.updated_at),
            Row::Customer(..) => tx.customer(id)?.map(|row| row.updated_at),
            Row::Asset(..) => tx.asset(id)?.map(|row| row.updated_at),
            Row::Request(..) => tx.request(id)?.map(|row| row.updated_at),
            Row::Document(..) => tx.row(id)?.map(|listed| listed.row.updated_at),
        })
    })?;
    let last_event = subject.content.events.in_order().iter().map(|event| event.at.corrected).max();
    if let Some(changed) = kept.or(last_event) {
        match &mut row {
            Row::Order(row, _) => row.updated_at = changed,
            Row::Customer(row, _) => row.updated_at = changed,
            Row::Asset(row, _) => row.updated_at = changed,
            Row::Request(row, _) => row.updated_at = changed,
            Row::Document(row, _) => row.updated_at = changed,
        }
    }
    Ok(row)
}

/// The row of a document as it is now.
///
/// # Errors
/// When the document or the records cannot be read.
pub fn of(client: &Client, subject: &Subject, lookup: &Lookup) -> Result<Row, ClientError> {
    let content = &subject.content;
    match &subject.state {
        State::WorkOrder(_) => order_row(client, subject, lookup),
        State::Request(state) => Ok(request_row(content, state, lookup.now)),
        State::Customer(()) => Ok(customer_row(content, lookup.now)),
        State::Asset(()) => Ok(asset_row(content, &lookup.records, lookup.now)),
        State::Complaint(state) => complaint::row(client, subject, state, lookup),
    }
}

fn order_row(client: &Client, subject: &Subject, lookup: &Lookup) -> Result<Row, ClientError> {
    let Some(order) = subject.work_order() else { return Err(Refusal::new("document.unknown_kind").into()) };
    let order = &order;
    let standing = subject.standing.as_ref();
    let (records, now) = (&lookup.records, lookup.now);
    let customer_name = order.customer().map(|id| lookup.customer_name(client, id)).transpose()?.flatten();
    let context_name = order.state.context.as_ref().map(|context| context.customer_name.clone());
    let address = order.address().cloned().unwrap_or_default();
    let row = OrderRow {
        id: order.content.id,
        number: order.number().to_owned(),
        title: order.title().to_owned(),
        status: order.state.status.name().to_owned(),
        signoff: order.state.signoff.map_or("none", |signoff| signoff.kind.name()).to_owned(),
        void: standing.is_some_and(SignoffStanding::is_void),
        contested: order.state.is_contested(),
        conflicts: count(order.content.conflicts().len()),
        additions: count(standing.map_or(0, |standing| standing.additions.len())),
        to_do: order.is_to_do(),
        priority: order.priority().to_owned(),
        visit: order.state.visit,
        my_role: my_role(lookup.me, order),
        customer: order.customer(),
        customer_name: customer_name.or(context_name).unwrap_or_default(),
        asset: order.asset(),
        address: address.text,
        position: address.position,
        lead_name: order.state.lead.map(|lead| name(records, lead)).unwrap_or_default(),
        technicians: team(order, records),
        window: order.state.window,
        clock: next_clock(&clocks(subject, &records.policy, now), &records.policy),
        updated_at: now,
    };
    let words = [order.fault(), order.product_model(), order.contact(), order.phone()].join("\n");
    Ok(Row::Order(Box::new(row), words))
}

fn my_role(me: Option<UserId>, order: &WorkOrder<'_>) -> MyRole {
    let Some(me) = me else { return MyRole::None };
    if order.state.lead == Some(me) {
        return MyRole::Lead;
    }
    if order.is_on_team(me) { MyRole::Member } else { MyRole::None }
}

fn team(order: &WorkOrder<'_>, records: &Records) -> Vec<TeamMember> {
    let member = |user: &UserId| TeamMember {
        user: *user,
        name: name(records, *user),
        lead: order.state.lead == Some(*user),
    };
    order.state.technicians.iter().map(member).collect()
}

/// A person's name by the staff record; empty when the device does not know them.
#[must_use]
pub fn name(records: &Records, user: UserId) -> String {
    records.staff.get(&user).map(|person| person.name.clone()).unwrap_or_default()
}

/// Every clock of a document (R22–R27), by the device's policy and calendar.
#[must_use]
pub fn clocks(subject: &Subject, policy: &Policy, now: Timestamp) -> Vec<Clock> {
    let calendar = Calendar::new(&policy.working_time, Holidays::china(), policy.zone());
    sla::clocks(&aggregates::clocks(subject), policy, &calendar, now)
}

/// The running clock that runs out first.
fn next_clock(clocks: &[Clock], policy: &Policy) -> Option<NextClock> {
    let clock = sla::most_urgent(clocks)?;
    let target = clock.target_at?;
    let kept = ClockTerms::from(policy).of(clock.rule).iter().find(|one| one.rule == clock.rule);
    let at_risk_ms = kept.map_or(0, |one| one.at_risk_ms);
    Some(NextClock {
        rule: clock.rule.code().to_owned(),
        target,
        at_risk: target.plus_ms(-at_risk_ms),
        paused: matches!(clock.state, ClockState::Paused { .. }),
    })
}

fn customer_row(content: &Content, changed: Timestamp) -> Row {
    let customer = CustomerView::of(content);
    let site = customer.sites.first().map(|site| site.address.clone()).unwrap_or_default();
    let phones =
        std::iter::once(&customer.phone).chain(customer.contacts.iter().map(|contact| &contact.phone));
    let words: Vec<&str> = customer
        .contacts
        .iter()
        .map(|contact| contact.name.as_str())
        .chain(customer.sites.iter().flat_map(|site| [site.name.as_str(), site.address.text.as_str()]))
        .collect();
    let row = CustomerRow {
        id: customer.id,
        name: customer.name.clone(),
        contact: customer.contacts.first().map(|contact| contact.name.clone()).unwrap_or_default(),
        phones: phones.filter(|phone| !phone.is_empty()).cloned().collect(),
        address: site.text,
        language: customer.language.code().to_owned(),
        position: site.position,
        updated_at: changed,
    };
    Row::Customer(row, words.join("\n"))
}

fn asset_row(content: &Content, records: &Records, changed: Timestamp) -> Row {
    let asset = AssetView::of(content);
    let row = AssetRow {
        id: asset.id,
        customer: asset.customer,
        model: asset.product_model.clone(),
        serial: asset.serial.clone(),
        site: String::new(),
        warranty_until: warranty_until(&asset, records),
        updated_at: changed,
    };
    Row::Asset(row, asset.notes)
}

/// The end of the last day under warranty, where the acceptance is known (R32).
fn warranty_until(asset: &AssetView, records: &Records) -> Option<Timestamp> {
    let last_day = asset.warranty_facts(&records.policy).last_day(records)?;
    Some(records.policy.zone().day_end(last_day))
}

fn request_row(content: &Content, state: &RequestState, changed: Timestamp) -> Row {
    let number = content.fact_text("number");
    let provisional = state.provisional.clone().unwrap_or_default();
    let address = match content.fact("address") {
        Some(Value::Address(address)) => address.clone(),
        _ => Address::default(),
    };
    let row = RequestRow {
        id: content.id,
        number: if number.is_empty() { provisional } else { number.to_owned() },
        received_at: state.logged_at.unwrap_or(changed),
        channel: state.channel.clone(),
        customer: content.fact("customer").and_then(Value::as_id).map(DocumentId),
        customer_name: String::new(),
        contact: content.fact_text("caller").to_owned(),
        phone: content.fact_text("phone").to_owned(),
        address: address.text,
        model: content.fact_text("product_model").to_owned(),
        serial: content.fact_text("serial").to_owned(),
        fault: content.text("fault").to_owned(),
        outcome: state.endings.first().map(|ending| ending.outcome.name().to_owned()),
        updated_at: changed,
    };
    Row::Request(Box::new(row), content.text("notes").to_owned())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
