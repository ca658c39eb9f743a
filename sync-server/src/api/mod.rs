//! HTTP: routes, who asks, and errors as answers. What is asked for is done by the [`office`](crate::office).

mod blocking;
mod describe;
pub(crate) mod doors;
pub mod error;
pub mod identity;
mod listen;
pub(crate) mod metrics;
mod receive;
pub mod router;
pub mod routes;
pub mod start;
pub mod streams;
