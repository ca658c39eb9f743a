//! A customer: who they are, whom to call, where their sites are.

mod command;
mod decide;
#[cfg(test)]
mod tests;
mod view;

pub use command::CustomerCommand;
pub use decide::{decide, validate};
pub use view::{ContactView, CustomerView, SiteView};
