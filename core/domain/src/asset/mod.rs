//! An asset: one machine at a customer's site, and what its warranty depends on.

mod command;
mod rules;
mod schema;
#[cfg(test)]
mod tests;
mod view;

pub use command::AssetCommand;
pub use rules::Rules;
pub use schema::KIND;
pub use view::AssetView;
