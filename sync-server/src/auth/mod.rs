//! What proves who somebody is, without HTTP: passwords, and how often they may be tried.

mod limiter;
pub mod password;

pub use limiter::Limiter;
