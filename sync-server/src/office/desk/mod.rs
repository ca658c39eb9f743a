//! What a person at the console asks, between HTTP and the rules: reading documents into views, and commands through
//! the same admission as everybody's.

mod asking;
pub mod assets;
mod authors;
pub mod callers;
mod complaint_page;
pub mod complaint_report;
pub mod complaints;
pub mod customers;
pub mod devices;
pub mod documents;
mod lent;
mod lookup;
pub mod orders;
mod page;
mod people;
pub mod photos;
pub mod possible;
pub mod reference;
pub mod refused;
pub mod requests;
pub mod reviews;
mod rows;
mod text;
mod timeline;

use std::collections::BTreeSet;

use jobsheet_domain::kind::Kind;
use jobsheet_domain::records::Role;

use crate::ledger::{ListQuery, ListRow};
use crate::office::Error;
pub(crate) use crate::office::listing::kept::name_of;
use crate::office::numbers;
use crate::office::server::Server;

/// Rows a list gives when nobody asks for fewer.
pub(crate) const LIMIT: u32 = 200;
/// Rows a list gives at most.
const MOST: u32 = 1000;

/// Roles as the API spells them.
#[must_use]
pub fn role_names(roles: &BTreeSet<Role>) -> Vec<String> {
    roles.iter().map(name_of).collect()
}

/// How many rows to give.
fn limit(asked: Option<u32>) -> u32 {
    asked.unwrap_or(LIMIT).min(MOST)
}

/// As many rows of a list as its query wants, and whether there are more.
fn cut(server: &Server, kind: Kind, query: &ListQuery) -> Result<(Vec<ListRow>, bool), Error> {
    let one_more = ListQuery { limit: query.limit.saturating_add(1), ..query.clone() };
    let mut rows = server.ledger.list(server.organisation.id, kind, &one_more)?;
    let most = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    Ok((rows, more))
}

/// The statuses to list: only one, where one is asked for, which then wins over being open or not.
fn status(one: Option<&String>, open: Option<bool>) -> (Vec<String>, Option<bool>) {
    match one.filter(|status| !status.is_empty()) {
        Some(status) => (vec![status.clone()], None),
        None => (Vec::new(), open),
    }
}

/// A search as the ledger knows it: folded; nothing for an empty one.
fn searched(q: Option<&String>) -> Option<String> {
    q.map(|q| jobsheet_domain::search::fold(q.trim())).filter(|q| !q.is_empty())
}
