//! Who asks: people by session cookie, devices by proof of their key.

mod limiter;
mod login;
pub mod password;
mod proof;

pub use limiter::Limiter;
pub use login::{COOKIE, Login, new_token};
pub(crate) use proof::{NONCE, TIME};
pub use proof::{ProofRefused, Proven, next_nonce};
