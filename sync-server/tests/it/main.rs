//! The server over real HTTP: what it takes, what it refuses, and what it keeps.

mod admission;
mod console;
mod device;
mod enrolment;

mod proofs;
mod public;
mod scope;
mod support;
mod uploads;
