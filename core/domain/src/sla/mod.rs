//! The clocks a customer can hold the organisation to (R22–R27, R31).

mod policy;

pub use policy::{ClockPolicy, ClockRule, ClockScope, Hours};
