//! The client against real encrypted files in temporary folders, without a server.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests make and break files, and fail by panicking"
)]

mod file;
mod killed;
mod photos;
mod restore;
mod signoff;
mod upgrade;
