//! What the server decides and shows, and knows no HTTP: the one door for changes ([`admit`]), commands of people at the
//! console ([`desk`]), what devices are told, records, keys and evidence.

pub mod admit;
pub mod clock;
pub(crate) mod cursor;
pub(crate) mod custody;
pub mod decoder;
pub mod desk;
mod door;
mod error;
pub mod evidence;
pub(crate) mod feed;
pub(crate) mod hands;
mod incarnation;
pub(crate) mod keyring;
pub(crate) mod listing;
mod memory;
pub(crate) mod messages;
pub(crate) mod numbers;
mod opened;
pub(crate) mod reads;
pub(crate) mod records;
pub mod server;
mod stop;
pub(crate) mod sweep;
pub mod views;
mod write;

pub use door::Admission;
pub use error::Error;
pub(crate) use error::chain;
pub use incarnation::{Office, Turn};
pub(crate) use memory::Opened;
pub use write::Decision;
pub(crate) use write::{asker, write};
