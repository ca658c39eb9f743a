#![doc = "Who wrote which bytes: keys, signed runs of changes, statements, proofs and the keyring they are checked against."]
//!
//! Pure: no clock, no files, no network. Keys, nonces and ids are arguments; the one exception is
//! [`SoftwareSigner`], whose ECDSA needs the operating system's randomness. This is the only crate that names
//! `ring`. It does not know the domain: ids are plain 16-byte arrays and digests plain 32-byte arrays.
//!
//! Every signed form says what it is inside what is signed (a tag in a run, a `typ` and a `type` in a JWS), so that a
//! signature made for one purpose never verifies for another. The exact bytes are in `docs/protocol/signing.md`.

mod actor;
mod admission;
pub mod cbor;
mod certificate;
mod change_key;
mod checkpoint;
mod custody;
mod der;
mod digest;
pub mod encoding;
mod entry;
mod error;
mod export;
mod fingerprint;
pub mod json;
mod jwk;
pub mod jws;
mod key;
mod key_list;
mod keyring;
mod manifest;
pub mod merkle;
mod proof;
mod receipt;
mod run;
mod seal;
mod signer;
mod standing;
mod statement;

pub use actor::actor_id;
pub use admission::{Admission, Review, sign_admission, verify_admission};
pub use certificate::{Certificate, enrolment_digest, sign_certificate, verify_certificate};
pub use change_key::ChangeKey;
pub use checkpoint::{FeedPosition, sign_checkpoint, verify_checkpoint};
pub use custody::{Attestation, AttestationForm, Custody, Keeping, Part, SecurityLevel, app_attest_data};
pub use der::signature_from_der;
pub use digest::sha256;
pub use entry::{KeyEntry, KeyKind, KeyPurpose};
pub use error::{SignerError, SigningError};
pub use export::{Export, PartDigest, sign_export, verify_export};
pub use fingerprint::{device_fingerprint, fingerprint};
pub use jwk::{Jwk, Jwks, KeyStanding};
pub use key::{KeyId, PublicKey};
pub use key_list::{
    KeyList, KeyListHead, KeyListState, KeyRecord, KeyRecordForm, latest, leaves, sign_key_list, unsaid,
    verify_key_list,
};
pub use keyring::Keyring;
pub use manifest::{Manifest, sign_manifest, verify_manifest};
pub use proof::{Proof, VerifiedProof, proof_without_body, sign_proof, verify_proof};
pub use receipt::{Receipt, sign_receipt, verify_receipt};
pub use run::{OwnChange, RunClaim, check_run, sign_run, verify_run};
pub use seal::{OpeningKey, SealContext, SealingKey};
pub use signer::{SoftwareSigner, StatementSigner};
pub use standing::{Standing, sign_standing, verify_standing};
pub use statement::{
    Checkpoint, DeviceTime, Statement, StatementCharge, StatementKind, StatementPart, StatementRating,
    StatementSignatory, VerifiedStatement, sign_statement, statement_digest, statement_strokes,
    verify_statement,
};
