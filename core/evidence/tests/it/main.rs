//! Evidence from outside: files that were handed out before still verify, and no altered one does.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot set up its case has failed, and the files are fixtures"
)]

mod alter;
mod alterations;
mod handed_out;

use jobsheet_evidence::{Evidence, Published, Verification, verify};

/// A file that was handed out.
fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn published(name: &str) -> Published {
    Published::read(&fixture(name)).unwrap()
}

/// What a file is found to be; one that does not read is broken.
fn verified(bytes: &[u8], published: Option<&Published>) -> Verification {
    Evidence::read(bytes).map_or_else(Verification::impossible, |evidence| verify(&evidence, published))
}

/// The codes of what was found of one standing.
fn codes(made: &Verification, held: jobsheet_evidence::Held) -> Vec<&str> {
    made.checks.iter().filter(|check| check.held == held).map(|check| &*check.finding.code).collect()
}
