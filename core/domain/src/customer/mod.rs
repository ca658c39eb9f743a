//! A customer: who they are, whom to call, where their sites are.

mod command;
mod listing;
mod rules;
mod schema;
mod terms;
#[cfg(test)]
mod tests;
mod view;
mod words;

pub use command::CustomerCommand;
pub use listing::{CustomerSummary, listed_contract};
pub use rules::Rules;
pub use schema::KIND;
pub use view::{ContactView, CustomerView, SiteView};
