//! What the demo and the benchmarks share.

#![expect(clippy::disallowed_methods, reason = "it starts processes")]

pub mod failure;
pub mod network;
pub mod server;
