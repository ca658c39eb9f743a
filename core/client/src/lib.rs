//! The device's side of jobsheet: open a file, submit what a person taps, read what is there, sync when there is signal.
//! What screens show of it is `jobsheet-screens`'.
//!
//! This is the imperative shell around the pure crates. It owns the clock, the randomness, the encrypted file and the
//! network; every rule is the domain's. Everything a technician does works without network for weeks (R48): a tap is
//! decided, written, signed and durable before the call returns, and a sync needs one round trip.
//!
//! ```no_run
//! use std::sync::Arc;
//! use jobsheet_client::{CancelHandle, Client, ClientError, OpenOptions, SoftwareSigner, SystemClock};
//! use jobsheet_client::domain::aggregates::Command;
//! use jobsheet_client::domain::language::Language;
//! use jobsheet_client::domain::work_order::{self, WorkOrderCommand};
//! use jobsheet_client::store::{Page, RawKey, RowQuery};
//!
//! # async fn day() -> Result<(), ClientError> {
//! let (signer, _sealed) = SoftwareSigner::generate()?;
//! let client = Client::open(OpenOptions {
//!     path: "work.jobsheet".into(),
//!     key: RawKey::new([7; 32]),
//!     incarnation: "no-backup/incarnation".into(),
//!     language: Language::English,
//!     signer: Arc::new(signer),
//!     clock: Arc::new(SystemClock::new()),
//! })?;
//! let cancel = CancelHandle::new();
//! client.enrol("https://office.example", "ONE-TIME-CODE", "Tablet 7", &cancel).await?;
//! client.sync(&cancel).await?;
//!
//! // From here on, no network is needed.
//! for job in client.documents(work_order::KIND, &RowQuery::default(), Page { limit: 50, offset: 0 })? {
//!     client.submit(job.row.id, &Command::WorkOrder(WorkOrderCommand::Accept))?;
//! }
//! client.close().await;
//! # Ok(())
//! # }
//! ```

#![expect(
    clippy::disallowed_methods,
    reason = "the shell reads clocks, files and the network for the pure crates"
)]

mod anchor;
mod cancel;
mod capture;
mod checkpoint;
mod choose;
mod client;
mod clock;
mod closing;
mod complaint;
mod context;
mod customer;
mod documents;
mod enrol;
mod entropy;
mod error;
mod event;
mod fragments;
mod identity;
mod live;
mod network;
mod options;
mod originals;
mod pace;
mod queries;
mod records;
mod recovery;
mod rows;
mod signoff;
mod submit;
mod sync;

#[cfg(test)]
extern crate self as jobsheet_client;

#[cfg(test)]
#[path = "../../../tests/kit/src/folder.rs"]
#[expect(unreachable_pub, reason = "shared with the tests beside the library")]
mod device;

pub use cancel::CancelHandle;
pub use capture::Capture;
pub use client::Client;
pub use clock::{Clock, Monotonic, SystemClock};
pub use documents::Opened;
pub use enrol::{Enrolled, EnrolmentCode};
pub use error::ClientError;
pub use event::ClientEvent;
pub use fragments::DamagedWork;
pub use identity::Identity;
pub use network::use_ring_for_tls;
pub use options::OpenOptions;
pub use rows::kept;
pub use signoff::{ShownReport, Signing};
pub use submit::Submitted;
pub use sync::{SyncSummary, UploadSummary};

pub use jobsheet_domain as domain;
pub use jobsheet_signing::{
    Attestation, AttestationForm, Jwk, Keeping, Part, PublicKey, SignerError, SoftwareSigner, StatementSigner,
};
pub use jobsheet_store as store;
