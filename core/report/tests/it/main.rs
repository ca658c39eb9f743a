//! The report as a whole: model bytes, page, ink and standing.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "snapshots are files")]

mod complaint;
mod complaint_page;
mod fixture;
mod ink;
mod never;
mod page;
mod snapshots;
mod standing;
mod visits;
