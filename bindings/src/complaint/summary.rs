//! What lists show of a complaint.

use jobsheet_client::domain::id::{DocumentId, UserId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::store::{NextClock, RowQuery, RowSort};
use jobsheet_screens::ListedComplaint;

use crate::error::Reason;

/// Which complaints to list.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ComplaintFilter {
    /// Only of these statuses; of any when empty.
    #[uniffi(default = [])]
    pub statuses: Vec<String>,
    /// Only those to which anything more is to happen.
    #[uniffi(default = false)]
    pub open: bool,
    /// Only those that wait for the user.
    #[uniffi(default = false)]
    pub waits_for_me: bool,
    /// Only contested ones.
    #[uniffi(default = false)]
    pub contested: bool,
    /// Only this customer's.
    #[uniffi(default = None)]
    pub customer: Option<DocumentId>,
    /// Only those with all these words.
    #[uniffi(default = "")]
    pub text: String,
}

impl ComplaintFilter {
    pub(crate) fn into_query(self, sort: RowSort) -> RowQuery {
        let Self { statuses, open, waits_for_me, contested, customer, text } = self;
        RowQuery { statuses, open, waits_for_me, contested, customer, text, sort, ..RowQuery::default() }
    }
}

/// A complaint in a list, with where its work stands on the way to the server.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ComplaintSummary {
    /// The complaint.
    pub id: DocumentId,
    /// Its number in the register, or the device's own until then.
    pub number: String,
    /// What it is about, in one line.
    pub title: String,
    /// Where it stands: `investigating`.
    pub status: String,
    /// The same in the reader's words.
    pub status_text: String,
    /// Whether anything more is to happen to it.
    pub open: bool,
    /// `quality`, `not_quality` or `other`, once graded.
    pub class: Option<String>,
    /// `minor`, `major` or `critical`, once graded.
    pub severity: Option<String>,
    /// By which way it came: `on_site`.
    pub channel: String,
    /// The customer, when recognised.
    pub customer: Option<DocumentId>,
    /// Their name.
    pub customer_name: String,
    /// Who complained, by name.
    pub contact: String,
    /// The product model.
    pub product_model: String,
    /// When the customer complained.
    pub received_at: Option<Timestamp>,
    /// The person it waits for, where one is named.
    pub waits_for: Option<UserId>,
    /// Roles of which anybody can do the next thing.
    pub waits_for_roles: Vec<String>,
    /// Whether it waits for the user.
    pub waits_for_me: bool,
    /// Whether a person must settle something.
    pub contested: bool,
    /// Values over which people must choose.
    pub conflicts: u32,
    /// The clock that runs out first.
    pub clock: Option<NextClock>,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Own taps the server has not confirmed.
    pub unsent: u32,
    /// Why its taps are not sent on.
    pub wedged: Option<Reason>,
}

impl ComplaintSummary {
    pub(crate) fn of(listed: ListedComplaint, language: Language) -> Self {
        let (row, summary) = (listed.row, listed.summary);
        Self {
            id: row.id,
            number: row.number,
            title: row.title,
            status: row.status,
            status_text: listed.status_text,
            open: row.open,
            class: summary.class.map(|class| class.name().to_owned()),
            severity: summary.severity.map(|severity| severity.name().to_owned()),
            channel: summary.channel.map(|channel| channel.name().to_owned()).unwrap_or_default(),
            customer: row.customer,
            customer_name: row.customer_name,
            contact: summary.contact,
            product_model: summary.product_model,
            received_at: summary.received_at,
            waits_for: row.waits_for,
            waits_for_roles: row.waits_for_roles,
            waits_for_me: row.waits_for_me,
            contested: row.contested,
            conflicts: row.conflicts,
            clock: row.clock,
            updated_at: row.updated_at,
            unsent: listed.unsent,
            wedged: listed.wedge.map(|refusal| Reason::of(&refusal, language)),
        }
    }
}
