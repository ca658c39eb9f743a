//! Requests on the device: the register.

mod list;

pub use list::RequestRow;
