//! Whether work is free, chargeable or goodwill, and why (R32).

mod terms;

pub use terms::WarrantyTerms;
