//! What the demo and the benchmarks share.

pub mod failure;
pub mod network;
pub mod server;
