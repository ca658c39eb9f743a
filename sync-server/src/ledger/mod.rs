//! What the server remembers, behind traits that any engine can fill: small transactions in the domain's words.
//!
//! Methods block: callers run on a thread that may. Every method is one transaction.

mod lists;
mod refused;
mod rows;
pub mod sqlite;
#[cfg(test)]
mod suite;

use std::collections::BTreeSet;

use jobsheet_domain::id::{
    ActorId, ChangeHash, DeviceId, Digest, DocumentId, EventKey, OrganisationId, UserId,
};
use jobsheet_domain::time::Timestamp;

pub use lists::{ListQuery, ListRow, Listed, Lists};
pub use refused::{Decision, Fork, RefusedRun, RefusedState};
pub use rows::{
    Commit, Device, DeviceKind, Enrolment, EnrolmentUse, FeedEntry, FeedQuery, News, NumberTaken,
    Organisation, ProofUse, Repetition, Session, Stay, StoredChange, StoredDocument, StoredRecord, StoredRun,
    StoredStatement, Upload, User,
};

/// The ledger failed; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Somebody else was faster: read again and try again.
    #[error("changed meanwhile")]
    Conflict,
    /// A row does not read as what it should be.
    #[error("the ledger holds something unreadable in {0}")]
    Damaged(&'static str),
    /// A newer program wrote it; this one must not touch it.
    #[error("the ledger has schema {found}, this program knows {known}")]
    Newer {
        /// The ledger's schema.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The engine says no.
    #[error("the ledger's engine failed")]
    Engine(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The answer of a ledger method.
pub type LedgerResult<T> = Result<T, LedgerError>;

/// People, logins and repeatable requests.
pub trait Accounts {
    /// The organisation this ledger belongs to; `None` before the first start.
    fn organisation(&self) -> LedgerResult<Option<Organisation>>;
    /// Makes the organisation.
    fn create_organisation(&self, organisation: &Organisation) -> LedgerResult<()>;
    /// Takes the seed of the server's key out of the ledger: it is in a file of its own. Nothing of it is left in the ledger's
    /// files.
    fn forget_seed(&self, organisation: OrganisationId) -> LedgerResult<()>;
    /// Adds or replaces a person.
    fn put_user(&self, organisation: OrganisationId, user: &User) -> LedgerResult<()>;
    /// Everybody, by login name.
    fn users(&self, organisation: OrganisationId) -> LedgerResult<Vec<User>>;
    /// The person of an id.
    fn user(&self, organisation: OrganisationId, id: UserId) -> LedgerResult<Option<User>>;
    /// The person of a login name.
    fn user_by_name(&self, organisation: OrganisationId, name: &str) -> LedgerResult<Option<User>>;
    /// Starts a login and forgets those that ended.
    fn put_session(
        &self,
        organisation: OrganisationId,
        session: &Session,
        now: Timestamp,
    ) -> LedgerResult<()>;
    /// The login of a token's digest, while it lasts.
    fn session(
        &self,
        organisation: OrganisationId,
        token: &[u8; 32],
        now: Timestamp,
    ) -> LedgerResult<Option<Session>>;
    /// Ends a login.
    fn end_session(&self, organisation: OrganisationId, token: &[u8; 32]) -> LedgerResult<()>;
    /// Notes that a repeatable request begins, or says how it went before. One begun before `stale` and never
    /// answered counts as never begun: its process died.
    fn begin_request(
        &self,
        organisation: OrganisationId,
        user: UserId,
        key: &str,
        request: &[u8; 32],
        now: Timestamp,
        stale: Timestamp,
    ) -> LedgerResult<Repetition>;
    /// Keeps the answer of a repeatable request.
    fn finish_request(
        &self,
        organisation: OrganisationId,
        user: UserId,
        key: &str,
        status: u16,
        answer: &[u8],
    ) -> LedgerResult<()>;
    /// Forgets a repeatable request that failed for no fault of its own.
    fn forget_request(&self, organisation: OrganisationId, user: UserId, key: &str) -> LedgerResult<()>;
    /// Forgets the answers of requests that were begun before; how many.
    fn forget_answers(&self, organisation: OrganisationId, before: Timestamp) -> LedgerResult<usize>;
}

/// Installations and their proofs.
pub trait Devices {
    /// Keeps a one-time code.
    fn put_enrolment(&self, organisation: OrganisationId, enrolment: &Enrolment) -> LedgerResult<()>;
    /// Whose code it is, while it can be used.
    fn enrolment_user(&self, organisation: OrganisationId, code: &[u8; 32]) -> LedgerResult<Option<UserId>>;
    /// Uses a one-time code for a device: once, and only in time. The device's scope begins with it, it is noted who made the
    /// code, and the attestation that the device's custody names is kept.
    fn enrol(
        &self,
        organisation: OrganisationId,
        code: &[u8; 32],
        device: &Device,
        attestation: Option<&[u8]>,
        now: Timestamp,
    ) -> LedgerResult<EnrolmentUse>;
    /// What a maker says of a statement key, by its SHA-256.
    fn attestation(&self, organisation: OrganisationId, digest: &[u8; 32]) -> LedgerResult<Option<Vec<u8>>>;
    /// Adds a device of kind office: one incarnation of this process. Answers its position.
    fn put_office(&self, organisation: OrganisationId, device: &Device) -> LedgerResult<u64>;
    /// All devices, newest first.
    fn devices(&self, organisation: OrganisationId) -> LedgerResult<Vec<Device>>;
    /// The device of an id.
    fn device(&self, organisation: OrganisationId, id: DeviceId) -> LedgerResult<Option<Device>>;
    /// The device whose change key has this thumbprint.
    fn device_by_key(&self, organisation: OrganisationId, key_id: &[u8; 32]) -> LedgerResult<Option<Device>>;
    /// Somebody compared the fingerprint.
    fn confirm_device(&self, organisation: OrganisationId, id: DeviceId, by: UserId) -> LedgerResult<()>;
    /// Revokes a device's key from a new feed position on, which is answered.
    fn revoke_device(&self, organisation: OrganisationId, id: DeviceId) -> LedgerResult<u64>;
    /// The list of the organisation's keys: each entry's canonical bytes, in the order in which they were added.
    fn key_records(&self, organisation: OrganisationId) -> LedgerResult<Vec<Vec<u8>>>;
    /// Adds entries to the list, the first with that number. [`LedgerError::Conflict`] when the list is longer or shorter.
    fn add_key_records(
        &self,
        organisation: OrganisationId,
        number: u64,
        records: &[Vec<u8>],
    ) -> LedgerResult<()>;
    /// Thumbprints of every revoked key.
    fn revoked_keys(&self, organisation: OrganisationId) -> LedgerResult<BTreeSet<[u8; 32]>>;
    /// Notes what a device presented: its last completed sync and the floor that follows.
    fn note_seen(
        &self,
        organisation: OrganisationId,
        id: DeviceId,
        seen: u64,
        seen_at: Timestamp,
        floor: u64,
    ) -> LedgerResult<()>;
    /// Notes what was answered to a device.
    fn note_delivered(&self, organisation: OrganisationId, id: DeviceId, position: u64) -> LedgerResult<()>;
    /// Gives a nonce to a device.
    fn put_nonce(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        nonce: &[u8; 16],
        expires_at: Timestamp,
    ) -> LedgerResult<()>;
    /// Uses a proof: once for a nonce and id. Older nonces of the device then end at `older_end` at the latest.
    fn use_proof(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        nonce: &[u8; 16],
        id: &str,
        now: Timestamp,
        older_end: Timestamp,
    ) -> LedgerResult<ProofUse>;
}

/// Documents, their changes and who holds them.
pub trait Documents {
    /// The newest feed position.
    fn position(&self, organisation: OrganisationId) -> LedgerResult<u64>;
    /// Publishes a new version of a record and answers its position.
    fn publish(&self, organisation: OrganisationId, name: &str, bytes: &[u8]) -> LedgerResult<u64>;
    /// The version of a record that was newest at a position.
    fn record_at(
        &self,
        organisation: OrganisationId,
        name: &str,
        position: u64,
    ) -> LedgerResult<Option<StoredRecord>>;
    /// Where the newest version stands that any of these records had at a position; 0 where none had one.
    fn newest_of(&self, organisation: OrganisationId, names: &[&str], position: u64) -> LedgerResult<u64>;
    /// The newest version of every record published after `floor` and not after `horizon`.
    fn records_between(
        &self,
        organisation: OrganisationId,
        floor: u64,
        horizon: u64,
    ) -> LedgerResult<Vec<StoredRecord>>;
    /// A document as it stands.
    fn document(&self, organisation: OrganisationId, id: DocumentId) -> LedgerResult<Option<StoredDocument>>;
    /// Stores a run with all it brings about, and answers its position. `receipt` makes the countersignature of a
    /// statement once the position is known. [`LedgerError::Conflict`] when the document is another by now, a number
    /// is taken, or the run's key is revoked (R54).
    fn commit(
        &self,
        organisation: OrganisationId,
        commit: &Commit,
        receipt: &dyn Fn(&StoredStatement, u64) -> String,
    ) -> LedgerResult<u64>;
    /// The number a series would give next.
    fn next_number(&self, organisation: OrganisationId, series: &str) -> LedgerResult<u64>;
    /// The runs of a document after `floor` and not after `horizon`, by position.
    fn runs(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        floor: u64,
        horizon: u64,
    ) -> LedgerResult<Vec<StoredRun>>;
    /// The changes of a document after `floor` and not after `horizon`, in causal order.
    fn changes(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        floor: u64,
        horizon: u64,
    ) -> LedgerResult<Vec<StoredChange>>;
    /// How long a device holds a document; nothing where it never did.
    fn stay(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        document: DocumentId,
    ) -> LedgerResult<Option<Stay>>;
    /// When a position after this one had been given, noted about once an hour; nothing where it is among the newest.
    fn passed_at(&self, organisation: OrganisationId, position: u64) -> LedgerResult<Option<Timestamp>>;
    /// The newest time that is known to have been, to about an hour; nothing in an empty ledger.
    fn newest_time(&self, organisation: OrganisationId) -> LedgerResult<Option<Timestamp>>;
    /// What a device must hear, by document id.
    fn feed(&self, organisation: OrganisationId, query: &FeedQuery<'_>) -> LedgerResult<Vec<FeedEntry>>;
    /// The statements of a document.
    fn statements(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
    ) -> LedgerResult<Vec<StoredStatement>>;
    /// The receipt of one statement.
    fn receipt(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        event: EventKey,
    ) -> LedgerResult<Option<String>>;
    /// The change that has an author's number in a document.
    fn change_at(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        actor: ActorId,
        sequence: u64,
    ) -> LedgerResult<Option<ChangeHash>>;
}

/// What was refused, and what people made of it.
pub trait Reviews {
    /// Keeps a refused run, once. One that was evidence only and could now be let in waits from now on; whatever was
    /// decided stays decided.
    fn quarantine(&self, organisation: OrganisationId, refused: &RefusedRun) -> LedgerResult<()>;
    /// The refused runs of a document, oldest first.
    fn quarantined(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
    ) -> LedgerResult<Vec<RefusedRun>>;
    /// The refused run of a digest.
    fn refused(&self, organisation: OrganisationId, digest: &[u8; 32]) -> LedgerResult<Option<RefusedRun>>;
    /// Work that waits for a person, by document and author, newest first; at most so many.
    fn waiting(&self, organisation: OrganisationId, most: usize) -> LedgerResult<Vec<(DocumentId, ActorId)>>;
    /// The runs of an author that wait on a document, in no particular order.
    fn waiting_of(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        actor: ActorId,
    ) -> LedgerResult<Vec<RefusedRun>>;
    /// Bytes of a device's runs that are kept as evidence or wait.
    fn refused_bytes(&self, organisation: OrganisationId, device: DeviceId) -> LedgerResult<u64>;
    /// Decides over a run that waits; whether it still did.
    fn decide(
        &self,
        organisation: OrganisationId,
        digest: &[u8; 32],
        state: RefusedState,
        decision: &Decision,
    ) -> LedgerResult<bool>;
    /// Keeps what proves that a key wrote two histories, once.
    fn put_fork(&self, organisation: OrganisationId, fork: &Fork) -> LedgerResult<()>;
    /// Every fork found, oldest first.
    fn forks(&self, organisation: OrganisationId) -> LedgerResult<Vec<Fork>>;
}

/// Which photos and signatures are here.
pub trait Blobs {
    /// Notes what a device announces to upload on a day, counted from the Unix epoch; whether it stays within the most it may.
    fn charge_upload(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        day: i64,
        bytes: u64,
        most: u64,
    ) -> LedgerResult<bool>;
    /// Notes that an upload began.
    fn put_upload(&self, organisation: OrganisationId, upload: &Upload) -> LedgerResult<()>;
    /// An upload that is under way.
    fn upload(&self, organisation: OrganisationId, id: &[u8; 16]) -> LedgerResult<Option<Upload>>;
    /// Notes bytes that are on disk.
    fn advance_upload(&self, organisation: OrganisationId, id: &[u8; 16], received: u64) -> LedgerResult<()>;
    /// Ends an upload whose digest was right, or that need not be sent: the blob is here as of now, and the device has had
    /// all of it.
    fn finish_upload(
        &self,
        organisation: OrganisationId,
        upload: &Upload,
        now: Timestamp,
    ) -> LedgerResult<()>;
    /// Ends an upload whose digest was wrong.
    fn drop_upload(&self, organisation: OrganisationId, id: &[u8; 16]) -> LedgerResult<()>;
    /// Bytes of a blob that is here.
    fn blob(&self, organisation: OrganisationId, digest: Digest) -> LedgerResult<Option<u64>>;
    /// The documents that name a blob, here or not.
    fn named_by(&self, organisation: OrganisationId, digest: Digest) -> LedgerResult<Vec<DocumentId>>;
    /// Bytes of a blob that is here and that a document names.
    fn blob_of(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        digest: Digest,
    ) -> LedgerResult<Option<u64>>;
    /// Bytes of a blob that is here and that a device may read: it sent all of it itself, or a document in its present
    /// scope names it, and whoever put the name there has a device that sent it. A name alone opens nothing: it may have
    /// been heard somewhere else.
    fn blob_for(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        digest: Digest,
    ) -> LedgerResult<Option<u64>>;
    /// Forgets blobs from before `before` that no document ever named, and says which. Those stay that a name may still
    /// come for: while a device that sent them has not synced since, or has work that was refused.
    fn forget_blobs(&self, organisation: OrganisationId, before: Timestamp) -> LedgerResult<Vec<Digest>>;
    /// Forgets uploads begun before `before`, finished or not, and says which.
    fn forget_uploads(&self, organisation: OrganisationId, before: Timestamp) -> LedgerResult<Vec<[u8; 16]>>;
}

/// Everything the server remembers.
pub trait Ledger: Accounts + Devices + Documents + Lists + Reviews + Blobs + Send + Sync + 'static {}

impl<T: Accounts + Devices + Documents + Lists + Reviews + Blobs + Send + Sync + 'static> Ledger for T {}
