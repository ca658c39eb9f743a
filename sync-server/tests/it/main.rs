//! The server over real HTTP: what it takes, what it refuses, and what it keeps.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails; programs are files"
)]

mod admission;
mod blobs;
mod complaint_photos;
mod complaint_report;
mod complaint_settled;
mod complaints;
mod console;
mod custody;
mod dates;
mod decoder;
mod described;
mod documents;
mod enrolment;
mod evidence;
mod forgeries;
mod hands;
mod hostile;
mod key_folder;
mod keys;
mod killed;
mod lists;
mod live;
mod metrics;
mod proofs;
mod public;
mod reads;
mod receive;
mod review;
mod scope;
mod statement;
mod support;
mod uploads;
