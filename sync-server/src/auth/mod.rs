//! What proves who somebody is, without HTTP: passwords, how often they may be tried, and one-time codes.

mod code;
mod limiter;
pub mod password;

pub use code::{code_digest, new_code};
pub use limiter::Limiter;
