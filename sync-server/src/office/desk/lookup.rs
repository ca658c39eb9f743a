//! What a view shows of other documents: names of customers, machines, the clocks' calendar.

use std::collections::BTreeMap;

use jobsheet_domain::asset::AssetView as Asset;
use jobsheet_domain::calendar::{Calendar, Holidays};
use jobsheet_domain::content::Content;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::records::Records;
use jobsheet_domain::sla::{ClockInputs, clocks, heal};
use serde::de::DeserializeOwned;

use crate::ledger::ListRow;
use crate::office::listing::arrivals::Heard;
pub(super) use crate::office::listing::kept::customer_name;
use crate::office::listing::kept::{Kept, customer, row as row_of};
use crate::office::server::Server;
use crate::office::views::ClockView;
use crate::office::{Error, Opened, records};

/// What a document holds that must be there and of a kind.
///
/// # Errors
/// [`Error::Missing`] names the kind.
pub(super) fn content_of(server: &Server, id: DocumentId, kind: Kind) -> Result<Content, Error> {
    Ok(Opened::read_as(server, id, kind)?.subject.content)
}

/// Whether a document that is to be made is there already: the same request was run before.
pub(super) fn is_made(server: &Server, id: DocumentId) -> Result<bool, Error> {
    Ok(server.ledger.row(server.organisation.id, id)?.is_some())
}

/// Names of customers, looked up once each.
#[derive(Default)]
struct Names(BTreeMap<DocumentId, String>);

impl Names {
    pub fn of(&mut self, server: &Server, id: Option<DocumentId>) -> Result<String, Error> {
        let Some(id) = id else { return Ok(String::new()) };
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = customer_name(server, Some(id))?;
        self.0.insert(id, name.clone());
        Ok(name)
    }
}

/// A machine's file, when there is one.
pub(super) fn asset(server: &Server, id: Option<DocumentId>) -> Result<Option<Asset>, Error> {
    let Some(id) = id else { return Ok(None) };
    if server.ledger.row(server.organisation.id, id)?.is_none() {
        return Ok(None);
    }
    Ok(Some(Asset::of(Opened::read(server, id)?.content())))
}

/// The clocks' policy and calendar, read once for a list.
pub(super) struct Clockwork {
    records: Records,
    pub calendar: Calendar,
}

impl Clockwork {
    pub fn new(records: Records) -> Self {
        let policy = &records.policy;
        let calendar = Calendar::new(&policy.working_time, Holidays::china(), policy.zone());
        Self { records, calendar }
    }

    /// Every clock as it stands now, by what it looks at. The contract is the customer's. `heard` says when the server
    /// heard of what stopped them.
    pub fn clocks(
        &self,
        server: &Server,
        inputs: &ClockInputs,
        heard: &Heard,
    ) -> Result<Vec<ClockView>, Error> {
        let contract = customer(server, inputs.customer)?.map(|customer| customer.contract);
        let contract = contract.filter(|contract| !contract.is_empty());
        let mut clocks = clocks(
            &ClockInputs { contract, ..inputs.clone() },
            &self.records.policy,
            &self.calendar,
            server.now(),
        );
        heal(&mut clocks, heard);
        Ok(clocks.iter().map(ClockView::from).collect())
    }
}

/// A row of a list that shows its customer's name and its clocks.
pub(super) trait Listed: DeserializeOwned {
    /// Whose.
    fn customer(&self) -> Option<DocumentId>;

    /// The same with the name and the clocks as they are now.
    fn shown(self, customer_name: String, clocks: Vec<ClockView>) -> Self;
}

/// Rows with their customers' names and clocks as they are now.
pub(super) fn shown<R: Listed>(server: &Server, rows: &[ListRow]) -> Result<Vec<R>, Error> {
    let clockwork = Clockwork::new(records::now(server)?);
    let mut names = Names::default();
    let mut list = Vec::with_capacity(rows.len());
    for found in rows {
        let Kept { row, clocks, heard }: Kept<R> = row_of(found)?;
        let name = names.of(server, row.customer())?;
        list.push(row.shown(name, clockwork.clocks(server, &clocks, &heard)?));
    }
    Ok(list)
}
