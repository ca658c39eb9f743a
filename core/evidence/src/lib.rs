//! Evidence that stands by itself: everything about an order in one file, and the checks anybody can make of it with no
//! account and no network (R61).
//!
//! A [`Package`] is exported by the server and signed as a whole; a [`Bundle`] is the form of before, still read. [`verify`]
//! recomputes all they claim: change hashes, runs, keys, statements, report models at the signed heads, strokes, receipts. Each
//! check gives a [`Finding`] with a stable code, in three languages. The server judges a statement that comes in by the same
//! comparison ([`differing`]). The bytes are described in `docs/protocol/evidence.md`.

mod bundle;
mod checks;
mod file;
mod finding;
mod package;
mod published;
mod statement;
mod verify;
mod words;

pub use bundle::{Bundle, FORMAT, Photo, Run, SignedStatement};
pub use file::Evidence;
pub use finding::{Check, Finding, Held, Verdict, Verification};
pub use package::{
    Contents, Countersigned, FORMAT as PACKAGE_FORMAT, Folder, ListedKey, MEDIA_TYPE, Named, Package,
};
pub use published::Published;
pub use statement::{Recorded, believable, differing, hand_digest, impossible, strokes_digest};
pub use verify::{verify, verify_bundle, verify_for, verify_trusting};
