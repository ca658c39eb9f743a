//! Both ends of the protocol from outside.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its case has failed")]

mod backoff;
mod convergence;
mod cutting;
mod golden;
mod handover;
mod hostile;
mod lean;
mod model;
mod order;
mod outbox;
mod round_trip;
mod samples;
mod tus_server;
mod upload;
