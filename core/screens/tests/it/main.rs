//! Screens of real encrypted files in temporary folders, without a server.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod complaint;
mod order;
mod rows;
