//! Machines on the device.

mod list;

pub use list::AssetRow;
