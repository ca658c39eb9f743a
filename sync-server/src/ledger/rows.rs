//! What the ledger keeps, in the words of the domain. Engines turn these into rows and back.

use std::collections::BTreeSet;

use jobsheet_domain::id::{
    ActorId, ChangeHash, DeviceId, Digest, DocumentId, EventKey, OrganisationId, UserId,
};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::language::Language;
use jobsheet_domain::records::Role;
use jobsheet_domain::time::Timestamp;
use jobsheet_signing::Custody;

use super::lists::Listed;
use super::refused::Decision;

/// The organisation a ledger belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name, the letterhead.
    pub name: String,
    /// Seed of the server's own Ed25519 key, where an earlier version left it in the ledger.
    pub seed: Option<[u8; 32]>,
    /// Grows when the ledger was restored from an older backup.
    pub epoch: u64,
}

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// Login name, lower case.
    pub name: String,
    /// The name people read.
    pub full_name: String,
    /// Argon2id, PHC string.
    pub password: String,
    /// What they may do.
    pub roles: BTreeSet<Role>,
    /// The language they read.
    pub language: Language,
    /// Whether the account is live.
    pub active: bool,
}

/// A login at the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie's token; the token itself is nowhere.
    pub token: [u8; 32],
    /// Whose.
    pub user: UserId,
    /// Until when.
    pub expires_at: Timestamp,
}

/// A one-time code for enrolling a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// SHA-256 of the code.
    pub code: [u8; 32],
    /// Whose device it will be.
    pub user: UserId,
    /// Who made it.
    pub issued_by: UserId,
    /// Until when.
    pub expires_at: Timestamp,
}

/// What kind of key a device writes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceKind {
    /// A person's installation.
    Device,
    /// One incarnation of a server process.
    Office,
}

/// An enrolled installation, or a server process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// The one person it writes as. For an office device, the id of the device itself stands here.
    pub user: UserId,
    /// What kind.
    pub kind: DeviceKind,
    /// Name as the device gave it.
    pub name: String,
    /// Platform as the device gave it.
    pub platform: String,
    /// Ed25519 public key that signs its changes.
    pub key: [u8; 32],
    /// RFC 7638 thumbprint of `key`.
    pub key_id: [u8; 32],
    /// Public JWK of its statement key; empty for an office device.
    pub statement_jwk: String,
    /// JWS by the statement key that certifies the change key; empty for an office device.
    pub certificate: String,
    /// Where its statement key is kept; nothing for an office device, and for one from before that was asked.
    pub custody: Option<Custody>,
    /// What two people compare.
    pub fingerprint: String,
    /// Who made the code it enrolled with. The ledger knows; nobody for one from before that was noted.
    pub issued_by: Option<UserId>,
    /// Whether a second person compared it.
    pub confirmed: bool,
    /// Who did; nobody for one from before that was noted.
    pub confirmed_by: Option<UserId>,
    /// Feed position from which the key is valid.
    pub valid_from: u64,
    /// Feed position from which it no longer is.
    pub revoked_at: Option<u64>,
    /// Highest feed position ever answered to it.
    pub delivered: u64,
    /// Cursor of its last completed sync.
    pub seen: u64,
    /// When `seen` was first presented.
    pub seen_at: Timestamp,
    /// Lowest `as_of` still taken without review.
    pub floor: u64,
    /// When it enrolled.
    pub enrolled_at: Timestamp,
}

/// How long a device holds a document, by feed positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// When its newest stay began.
    pub entered_at: u64,
    /// When that ended, where it did.
    pub left_at: Option<u64>,
    /// When its first stay began; 0 where that is not known.
    pub held_since: u64,
}

/// How using an enrolment code went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnrolmentUse {
    /// The device is enrolled from this feed position on.
    Enrolled(u64),
    /// No such code.
    Unknown,
    /// Too late.
    Expired,
    /// Used before.
    Used,
}

/// How a request's proof fared against what was seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofUse {
    /// Never seen.
    Fresh,
    /// The nonce was never given to this device, or has ended.
    UnknownNonce,
    /// This very proof was used before.
    Replayed,
}

/// One version of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// `policy`, `catalogue`, `staff` or `keyring`.
    pub name: String,
    /// The feed position it was published at.
    pub position: u64,
    /// Canonical JSON.
    pub bytes: Vec<u8>,
}

/// A document as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument {
    /// Which.
    pub id: DocumentId,
    /// What kind.
    pub kind: Kind,
    /// Its version, sorted.
    pub heads: Vec<ChangeHash>,
    /// The saved document.
    pub snapshot: Vec<u8>,
    /// The feed position of its newest run.
    pub position: u64,
}

/// One accepted change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredChange {
    /// Its hash.
    pub hash: ChangeHash,
    /// Its author.
    pub actor: ActorId,
    /// Its place among its author's changes in the document.
    pub sequence: u64,
    /// The raw chunk.
    pub bytes: Vec<u8>,
    /// The feed position of its run.
    pub position: u64,
}

/// One accepted signed run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRun {
    /// The author of its changes.
    pub actor: ActorId,
    /// First sequence.
    pub first: u64,
    /// Last sequence.
    pub last: u64,
    /// Hash of the actor's change before `first`.
    pub previous: Option<ChangeHash>,
    /// Hash of the actor's change `last`.
    pub head: ChangeHash,
    /// Feed position of the records it was decided by.
    pub as_of: u64,
    /// Last server checkpoint the device had seen.
    pub checkpoint: u64,
    /// Thumbprint of the key that signed.
    pub key_id: [u8; 32],
    /// The incarnation nonce that with the key makes the actor.
    pub nonce: [u8; 16],
    /// The installation that wrote it.
    pub device: DeviceId,
    /// The person it was written for.
    pub user: UserId,
    /// Ed25519 over the run's canonical bytes.
    pub signature: [u8; 64],
    /// The feed position it was stored at.
    pub position: u64,
    /// When the server took it in.
    pub received_at: Timestamp,
    /// The decision that let it in, where one was needed.
    pub review: Option<Decision>,
}

/// A sign-off's statement as it arrived, with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredStatement {
    /// The sign-off event.
    pub event: EventKey,
    /// The compact JWS.
    pub jws: String,
    /// Canonical bytes of the report model at the statement's heads (R59).
    pub model: Vec<u8>,
    /// The server's countersignature, a compact JWS (R62).
    pub receipt: String,
}

/// A number of the register that a commit takes (R1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberTaken {
    /// The series: `request/2026`.
    pub series: String,
    /// The number; the commit fails with [`super::LedgerError::Conflict`] unless it is the next.
    pub number: u64,
}

/// One run and all it brings about, stored in one transaction or not at all.
#[derive(Clone, Debug)]
pub struct Commit {
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: Kind,
    /// The version this was computed on; empty for a new document.
    pub before: Vec<ChangeHash>,
    /// The version afterwards.
    pub heads: Vec<ChangeHash>,
    /// The saved document afterwards.
    pub snapshot: Vec<u8>,
    /// The run; its position is set by the ledger.
    pub run: StoredRun,
    /// Its changes in causal order; their position is set by the ledger.
    pub changes: Vec<StoredChange>,
    /// What lists show afterwards.
    pub listed: Listed,
    /// Numbers it takes.
    pub numbers: Vec<NumberTaken>,
    /// Statements in it, with empty receipts.
    pub statements: Vec<StoredStatement>,
    /// Blobs that its run named.
    pub blobs: BTreeSet<Digest>,
}

/// What of the feed a device asks for.
#[derive(Clone, Copy, Debug)]
pub struct FeedQuery<'a> {
    /// Who asks.
    pub device: DeviceId,
    /// What it heard up to here it need not hear again.
    pub floor: u64,
    /// Nothing after this.
    pub horizon: u64,
    /// From the document after this one.
    pub after: Option<DocumentId>,
    /// At most so many documents.
    pub limit: u32,
    /// The kinds it can read; of others it hears nothing.
    pub kinds: &'a [Kind],
    /// Those of them it could not read before: of these it has heard nothing at all.
    pub new_kinds: &'a [Kind],
}

/// What a device must hear about one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: Kind,
    /// What about it.
    pub news: News,
}

/// What is new about a document for a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It is new to the device: all of it.
    Entered,
    /// The device has it: what came since.
    Changed,
    /// The device no longer needs it.
    Left,
}

/// An upload that is under way (tus 1.0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id, part of its URL.
    pub id: [u8; 16],
    /// Who uploads.
    pub device: DeviceId,
    /// What the whole will digest to.
    pub digest: Digest,
    /// Bytes in all.
    pub length: u64,
    /// Bytes received and on disk.
    pub received: u64,
    /// `signature`, `thumbnail`, `photo`, `original`.
    pub purpose: String,
    /// When it began.
    pub begun_at: Timestamp,
}

/// How a repeatable request fared against what was asked before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repetition {
    /// Never asked: go on, and store the answer.
    First,
    /// Asked and answered: this was the answer.
    Answered {
        /// HTTP status.
        status: u16,
        /// Body.
        answer: Vec<u8>,
    },
    /// Asked and still being answered.
    UnderWay,
    /// The key was used for something else.
    Different,
}
