//! The signed forms from outside: standard vectors, golden bytes and tampering.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its case has failed")]

mod certificate;
mod golden;
mod key_list;
mod keyring;
mod proof;
mod run;
mod samples;
mod seal;
mod server_words;
mod standards;
mod statement;
