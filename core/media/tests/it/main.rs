//! R14 from the outside: real photographs, and bytes that mean harm.

#![expect(clippy::unwrap_used, reason = "a test that cannot prepare its input has failed")]
#![expect(clippy::disallowed_methods, reason = "the photographs are files")]

mod fixture;
mod hostile;
mod orientation;
mod photographs;
mod png;
