//! Why the clocks of an order rest.

use serde::{Deserialize, Serialize};

/// Why work rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// Waiting for parts.
    Parts,
    /// Waiting for the customer.
    Customer,
    /// The site is not safe (R40).
    Unsafe,
    /// Waiting for a vendor.
    Vendor,
    /// The weather.
    Weather,
    /// Something else, said in the note.
    Other,
}
