//! Screens of real encrypted files in temporary folders, without a server.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests make files, and fail by panicking"
)]

mod complaint;
#[path = "../../../client/tests/it/device.rs"]
mod device;
mod order;
mod rows;
