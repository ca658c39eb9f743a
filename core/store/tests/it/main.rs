//! The store against real encrypted files in temporary folders.

mod blobs;
mod damage;
mod documents;
mod file;
mod lists;
mod sample;
mod schema;
