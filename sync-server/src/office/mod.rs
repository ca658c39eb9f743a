//! What the server decides and shows, and knows no HTTP: the one door for changes ([`admit`]), commands of people at the
//! console ([`write()`], [`desk`]), what devices are told, records, keys and evidence.

pub mod admit;
pub mod desk;
mod error;
pub mod evidence;
pub(crate) mod feed;
pub(crate) mod keyring;
pub(crate) mod messages;
pub(crate) mod records;
pub mod server;
pub(crate) mod sweep;
pub mod views;
mod write;

pub use error::Error;
pub(crate) use error::chain;
pub use write::{Decision, Office, Turn, write};
