//! The clocks a customer can hold the organisation to (R22–R28, R31).
//!
//! A clock is computed, never stored: from what happened and when it happened (event time, not the time of sync), so
//! that it heals by itself when news from the field arrives.

mod clock;
mod hold;
mod inputs;
mod pauses;
mod policy;
#[cfg(test)]
mod tests;

pub use clock::{Clock, ClockState, clocks, heal, most_urgent};
pub use hold::HoldReason;
pub use inputs::{ClockInputs, Hold};
pub use policy::{ClockPolicy, ClockRule, ClockScope, ClockTerms, Hours};
