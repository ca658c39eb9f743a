//! Attestations of real devices, and of makers that the tests are.

mod made;
mod real;
