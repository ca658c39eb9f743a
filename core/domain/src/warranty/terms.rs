//! The organisation's warranty terms: policy data (R32).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What a warranty covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct WarrantyTerms {
    /// Months from acceptance; the manufacturer's term counts where it is longer.
    pub months: u32,
    /// Running hours at which the warranty ends, where the terms say so.
    pub running_hours: Option<u32>,
    /// Whether time spent on repairs lengthens the term.
    pub repair_extends: bool,
    /// Whether a unit opened by others loses its warranty.
    pub opened_by_others_voids: bool,
    /// Cause classes that are never free: `use`, `environment` … (R10).
    pub excluded_causes: BTreeSet<String>,
    /// Days after the end of the term in which work is goodwill instead of chargeable.
    pub goodwill_days: u32,
}

impl Default for WarrantyTerms {
    fn default() -> Self {
        let excluded = ["use", "wear", "environment"];
        Self {
            months: 12,
            running_hours: None,
            repair_extends: false,
            opened_by_others_voids: true,
            excluded_causes: excluded.into_iter().map(str::to_owned).collect(),
            goodwill_days: 0,
        }
    }
}
