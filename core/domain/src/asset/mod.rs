//! An asset: one machine at a customer's site, and what its warranty depends on.

mod command;
mod facts;
mod listing;
mod rules;
mod schema;
mod stored_day;
mod terms;
#[cfg(test)]
mod tests;
mod view;
mod words;

pub use command::AssetCommand;
pub use facts::{Fault, WarrantyFacts};
pub use listing::AssetSummary;
pub use rules::Rules;
pub use schema::KIND;
pub use stored_day::StoredDay;
pub use view::AssetView;
