//! Whether work is free, chargeable or goodwill, and why (R32).

mod decision;
mod terms;
#[cfg(test)]
mod tests;

pub use decision::{Decision, Reason, Verdict, WarrantyCase, decide, last_day};
pub use terms::WarrantyTerms;
