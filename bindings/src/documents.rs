//! Lists of documents of any kind: what every list shows, in one form for all of them.

use jobsheet_client::domain::aggregates::KINDS;
use jobsheet_client::domain::id::{DocumentId, UserId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::time::{Position, TimeWindow, Timestamp};
use jobsheet_client::store::{ListedDocument, MyRole, NextClock, Page, RowQuery, RowSort};
use jobsheet_screens::status_text;

use crate::client::FieldClient;
use crate::error::{Answer, Reason};

/// Which documents of a kind to list.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DocumentFilter {
    /// Only of these statuses; of any when empty.
    #[uniffi(default = [])]
    pub statuses: Vec<String>,
    /// Only those to which anything more is to happen.
    #[uniffi(default = false)]
    pub open: bool,
    /// Only those the user is on.
    #[uniffi(default = false)]
    pub mine: bool,
    /// Only those of which work in the field remains.
    #[uniffi(default = false)]
    pub to_do: bool,
    /// Only those that wait for the user.
    #[uniffi(default = false)]
    pub waits_for_me: bool,
    /// Only contested ones.
    #[uniffi(default = false)]
    pub contested: bool,
    /// Only this customer's.
    #[uniffi(default = None)]
    pub customer: Option<DocumentId>,
    /// Only for this machine.
    #[uniffi(default = None)]
    pub asset: Option<DocumentId>,
    /// Only those with all these words.
    #[uniffi(default = "")]
    pub text: String,
}

impl DocumentFilter {
    fn into_query(self, sort: RowSort) -> RowQuery {
        let Self { statuses, open, mine, to_do, waits_for_me, contested, customer, asset, text } = self;
        RowQuery { statuses, open, mine, to_do, waits_for_me, contested, customer, asset, text, sort }
    }
}

/// What every list shows of a document, with where its work stands on the way to the server.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DocumentSummary {
    /// The document.
    pub id: DocumentId,
    /// Its kind: `complaint`.
    pub kind: String,
    /// Its number, or the device's own until then; a machine's serial number.
    pub number: String,
    /// What it is about, in one line; a customer's name, a machine's model.
    pub title: String,
    /// Where it stands; empty for a kind without statuses.
    pub status: String,
    /// The same in the reader's words.
    pub status_text: String,
    /// Whether anything more is to happen to it.
    pub open: bool,
    /// Whether a person must settle something.
    pub contested: bool,
    /// Values over which people must choose.
    pub conflicts: u32,
    /// The person it waits for, where one is named.
    pub waits_for: Option<UserId>,
    /// Roles of which anybody can do the next thing.
    pub waits_for_roles: Vec<String>,
    /// Whether it waits for the user.
    pub waits_for_me: bool,
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
    /// The time promised to the customer.
    pub window: Option<TimeWindow>,
    /// Whether work in the field remains.
    pub to_do: bool,
    /// What the user is on it.
    pub my_role: MyRole,
    /// The clock that runs out first.
    pub clock: Option<NextClock>,
    /// When it began or was taken down.
    pub at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Own taps the server has not confirmed.
    pub unsent: u32,
    /// Why its taps are not sent on.
    pub wedged: Option<Reason>,
}

impl DocumentSummary {
    fn of(listed: ListedDocument, language: Language) -> Self {
        let row = listed.row;
        Self {
            status_text: status_text(&row.kind, &row.status, language),
            id: row.id,
            kind: row.kind,
            number: row.number,
            title: row.title,
            status: row.status,
            open: row.open,
            contested: row.contested,
            conflicts: row.conflicts,
            waits_for: row.waits_for,
            waits_for_roles: row.waits_for_roles,
            waits_for_me: row.waits_for_me,
            customer: row.customer,
            customer_name: row.customer_name,
            asset: row.asset,
            address: row.address,
            position: row.position,
            window: row.window,
            to_do: row.to_do,
            my_role: row.my_role,
            clock: row.clock,
            at: row.at,
            updated_at: row.updated_at,
            unsent: listed.unsent,
            wedged: listed.wedge.map(|refusal| Reason::of(&refusal, language)),
        }
    }
}

#[uniffi::export]
impl FieldClient {
    /// Documents of any kind by its stored name: `work_order`, `complaint`; none of a kind this version does not know.
    ///
    /// # Errors
    /// `FieldError::Storage` when the file cannot be read.
    #[expect(clippy::needless_pass_by_value, reason = "arguments cross by value")]
    pub fn documents(
        &self,
        kind: String,
        filter: DocumentFilter,
        sort: RowSort,
        page: Page,
    ) -> Answer<Vec<DocumentSummary>> {
        let Some(kind) = KINDS.find(&kind) else { return Ok(Vec::new()) };
        let listed = self.told(self.client.documents(kind, &filter.into_query(sort), page))?;
        Ok(listed.into_iter().map(|one| DocumentSummary::of(one, self.language())).collect())
    }
}
