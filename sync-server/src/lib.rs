#![doc = "The server of jobsheet: keeps every accepted change, judges new ones by the shared rules, and serves the console."]
//!
//! One process with an embedded [`ledger`] and a folder of [`blobs`]. Walls, from below: the ledger knows no HTTP and
//! nothing of the others; the [`office`] judges, writes and shows, and knows no HTTP; the [`api`] speaks with devices
//! ([`api::routes::device`]) and with the console ([`api::routes::console`]). Every change, whoever made it, goes through
//! one door ([`office::admit`]).

#![expect(
    clippy::disallowed_methods,
    reason = "a shell: files, processes, threads and the clock are its own"
)]

pub mod api;
pub mod auth;
pub mod blobs;
mod config;
pub mod hub;
pub mod keys;
pub mod ledger;
pub mod office;
mod private;
pub mod seed;

pub use api::start::{Running, StartError, open, rotate_key, start, start_knowing};
pub use config::{Config, ConfigError, Limits, Times};
pub use office::sweep::Swept;
