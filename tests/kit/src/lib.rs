//! What tests across the crates share: a server, a desk, a tablet, a device without a server, a network, clocks, and the
//! simulated world of all of them.
//!
//! In the world real clients and a real server run, with a network between them that loses, repeats, cuts and reorders by a
//! seed, and clocks that are set by hand. The schedule of a run is seeded: which step comes next, on which device, and what
//! the network does to each request. Keys and ids are random in every run, as they are in the field. At the end the network
//! is mended, everybody syncs, and the invariants are checked: all replicas agree, nothing acknowledged is lost, a sign-off
//! stands or falls alike everywhere.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and tests make files"
)]

pub mod clock;
pub mod desk;
pub mod evidence;
pub mod folder;
pub mod maker;
pub mod network;
pub mod server;
pub mod tablet;
pub mod world;
