#![doc = "The server of jobsheet: keeps every accepted change, judges new ones by the shared rules, and serves the console."]
//!
//! One process with an embedded ledger ([`ledger`]) and a folder of blobs. Devices speak the sync protocol
//! ([`routes::device`]); people use the console ([`routes::console`]). Every change, whoever made it, goes through one
//! door ([`admit`]).

#![expect(
    clippy::disallowed_methods,
    reason = "a shell: files, processes, threads and the clock are its own"
)]

pub mod admit;
pub mod auth;
pub mod blobs;
mod config;
mod describe;
pub mod desk;
pub mod error;
pub mod evidence;
mod feed;
pub mod hub;
mod keyring;
pub mod ledger;
mod messages;
pub mod office;
mod receive;
mod records;
pub mod router;
pub mod routes;
pub mod seed;
pub mod server;
mod sweep;
pub mod views;

pub use config::{Config, ConfigError, Limits, Times};
pub use server::{Running, StartError, start};
pub use sweep::Swept;
