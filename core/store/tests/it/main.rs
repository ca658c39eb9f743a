//! The store against real encrypted files in temporary folders.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests make and break files, and fail by panicking"
)]

mod blobs;
mod damage;
mod documents;
mod file;
mod lists;
mod originals;
mod pages;
mod sample;
mod schema;
