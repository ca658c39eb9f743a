//! Who asks: people by session cookie, devices by proof of their key.

mod known;
mod login;
mod proof;

pub(crate) use known::require_known;
pub use login::{COOKIE, Login, cookie_name, new_token};
pub(crate) use proof::{NONCE, TIME};
pub use proof::{ProofRefused, Proven, next_nonce};
