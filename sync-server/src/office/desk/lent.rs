//! What rows and pages are lent by other documents, by records and by the hour: customers' and people's names, whose turn it
//! is, clocks. Looked up once for a request, when somebody reads: nothing of it is kept, so nothing of it is stale.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use jobsheet_domain::aggregates;
use jobsheet_domain::calendar::{Calendar, CivilDate, Holidays};
use jobsheet_domain::customer::CustomerSummary;
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::listing::Listing;
use jobsheet_domain::records::Records;
use jobsheet_domain::sla::{Clock, ClockInputs, clocks, heal};
use jobsheet_domain::turn::Turn;

use crate::office::listing::arrivals::Heard;
use crate::office::listing::kept::Kept;
use crate::office::server::Server;
use crate::office::views::ClockView;
use crate::office::{Error, records};

/// What lists show of a customer.
type Customer = Listing<CustomerSummary>;

/// What is lent, as it stands at one moment.
pub(super) struct Lent<'a> {
    server: &'a Server,
    pub records: Arc<Records>,
    pub calendar: Calendar,
    customers: RefCell<BTreeMap<DocumentId, Option<Rc<Customer>>>>,
    people: RefCell<BTreeMap<UserId, String>>,
}

impl<'a> Lent<'a> {
    /// What stands now.
    pub fn now(server: &'a Server) -> Result<Self, Error> {
        Ok(Self::by(server, records::now(server)?))
    }

    /// What stands by records that were read.
    pub fn by(server: &'a Server, records: Arc<Records>) -> Self {
        let policy = &records.policy;
        let calendar = Calendar::new(&policy.working_time, Holidays::china(), policy.zone());
        Self { server, records, calendar, customers: RefCell::default(), people: RefCell::default() }
    }

    /// What lists show of a customer; nothing for nobody and for one who is not here.
    pub fn customer(&self, id: Option<DocumentId>) -> Result<Option<Rc<Customer>>, Error> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.customers.borrow().get(&id) {
            return Ok(known.clone());
        }
        let row = self.server.ledger.row(self.server.organisation.id, id)?;
        let customer = row.as_ref().map(Kept::<CustomerSummary>::read).transpose()?;
        let customer = customer.map(|kept| Rc::new(kept.listing));
        self.customers.borrow_mut().insert(id, customer.clone());
        Ok(customer)
    }

    /// A customer's name; empty for nobody.
    pub fn customer_name(&self, id: Option<DocumentId>) -> Result<String, Error> {
        Ok(self.customer(id)?.map(|customer| customer.title.clone()).unwrap_or_default())
    }

    /// A person's name; empty for nobody.
    pub fn name(&self, user: Option<UserId>) -> Result<String, Error> {
        let Some(user) = user else { return Ok(String::new()) };
        if let Some(name) = self.people.borrow().get(&user) {
            return Ok(name.clone());
        }
        let person = self.server.ledger.user(self.server.organisation.id, user)?;
        let name = person.map(|person| person.full_name).unwrap_or_default();
        self.people.borrow_mut().insert(user, name.clone());
        Ok(name)
    }

    /// The organisation's day.
    pub fn today(&self) -> CivilDate {
        self.records.policy.zone().date(self.server.now())
    }

    /// For whom a document waits.
    pub fn turn(&self, kind: Kind, listing: &Listing<serde_json::Value>) -> Turn {
        aggregates::turn(kind, listing, &self.records.policy)
    }

    /// Every clock as it stands, by what it looks at. The contract is the customer's. `heard` says when the server
    /// heard of what stopped them.
    pub fn clocks(&self, inputs: &ClockInputs, heard: &Heard) -> Result<Vec<ClockView>, Error> {
        Ok(self.told(inputs, heard)?.iter().map(ClockView::from).collect())
    }

    /// The same as the domain tells it.
    pub fn told(&self, inputs: &ClockInputs, heard: &Heard) -> Result<Vec<Clock>, Error> {
        let customer = self.customer(inputs.customer)?;
        let contract = customer.and_then(|customer| customer.summary.contract.clone());
        let contract = contract.filter(|contract| !contract.is_empty());
        let inputs = ClockInputs { contract, ..inputs.clone() };
        let mut clocks = clocks(&inputs, &self.records.policy, &self.calendar, self.server.now());
        heal(&mut clocks, heard);
        Ok(clocks)
    }
}
