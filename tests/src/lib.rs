//! The simulated world: real clients and a real server, with a network between them that loses, repeats, cuts and
//! reorders by a seed, and clocks that are set by hand.
//!
//! The schedule of a run is seeded: which step comes next, on which device, and what the network does to each request.
//! Keys and ids are random in every run, as they are in the field. At the end the network is mended, everybody syncs,
//! and the invariants are checked: all replicas agree, nothing acknowledged is lost, a sign-off stands or falls alike
//! everywhere.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

pub mod clock;
pub mod network;
pub mod office;
pub mod world;
