//! HTTP in and out: reading requests, writing answers, and nothing else.

pub mod console;
pub mod device;
pub mod public;
