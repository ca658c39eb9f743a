//! An asset: one machine at a customer's site, and what its warranty depends on.

mod command;
mod decide;
#[cfg(test)]
mod tests;
mod view;

pub use command::AssetCommand;
pub use decide::{decide, validate};
pub use view::AssetView;
