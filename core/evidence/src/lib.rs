//! Evidence that stands by itself: everything about an order in one file, and the checks anybody can make of it with no
//! account and no network (R61).
//!
//! A [`Bundle`] is exported by the server. [`verify`] recomputes all it claims: change hashes, runs, keys, statements, report
//! models at the signed heads, strokes, receipts. Each check gives a [`Finding`] with a stable code, in three languages. The
//! server judges a statement that comes in by the same comparison ([`differing`]).

mod bundle;
mod checks;
mod finding;
mod statement;
mod verify;
mod words;

pub use bundle::{Bundle, FORMAT, Photo, Run, SignedStatement};
pub use finding::{Check, Finding, Held, Verdict, Verification};
pub use statement::{Recorded, differing};
pub use verify::{not_ours, verify};
