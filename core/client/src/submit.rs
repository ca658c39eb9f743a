//! One tap: decide, write one change, sign it, and keep everything in one transaction.

use jobsheet_document::{Change, Document, Written};
use jobsheet_domain::aggregates::{Command, Subject, decide, possible};
use jobsheet_domain::content::Content;
use jobsheet_domain::edit::Edit;
use jobsheet_domain::id::{ChangeHash, Digest, DocumentId, EventKey, ItemId};
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::time::Position;
use jobsheet_signing::{RunClaim, sign_run};
use jobsheet_store::{NewTap, StoreError, StoredCommand, StoredRun, StoredStatement, WriteTx};

use crate::client::{Circumstances, Client};
use crate::context;
use crate::documents::{self, Opened};
use crate::entropy;
use crate::error::ClientError;
use crate::event::ClientEvent;
use crate::rows::{self, Lookup, Row};
use crate::sync::run;

/// The version of stored commands: JSON of the domain's [`Command`].
pub(crate) const COMMAND_VERSION: u16 = 1;

/// A tap that is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The document.
    pub document: DocumentId,
    /// Its version after the tap.
    pub heads: Vec<ChangeHash>,
    /// The change; `None` when everything read so already.
    pub change: Option<ChangeHash>,
    /// The events it recorded.
    pub events: Vec<EventKey>,
}

/// A tap on its way to the disk: what it was decided by and on.
pub(crate) struct Tap<'a> {
    /// Who, when, by which records.
    pub circumstances: &'a Circumstances,
    /// Whether it makes the document.
    pub is_new: bool,
    /// The version in the file.
    pub before: Vec<ChangeHash>,
    /// Its content, where it was read.
    pub content: Option<Content>,
    /// What was asked.
    pub command: Command,
}

/// What a tap is kept with beside its change.
#[derive(Default)]
pub(crate) struct Beside {
    /// The statement behind a sign-off, with the report it is about.
    pub statement: Option<(String, Vec<u8>)>,
    /// The device's own register and the last number taken from it.
    pub register: Option<(String, u64)>,
    /// Damaged work that this does again.
    pub mended: Option<(DocumentId, ChangeHash)>,
    /// A tap on another document, which is kept together with this one or not at all.
    pub other: Option<Box<Prepared>>,
}

/// A tap that only has to be kept: what it wrote, with its signature and its rows.
pub(crate) struct Prepared {
    document: Document,
    subject: Subject,
    is_new: bool,
    before: Vec<ChangeHash>,
    after: Vec<ChangeHash>,
    written: Written,
    rows: Vec<Row>,
    tap: Option<NewTap>,
    blobs: Vec<Digest>,
}

impl Client {
    /// Makes a document: a request taken on site, a work order found on site, a new asset.
    ///
    /// # Errors
    /// [`ClientError::Refused`] when the rules do not allow it; otherwise as [`Client::open`].
    pub fn create(&self, command: &Command) -> Result<Submitted, ClientError> {
        let _writing = self.lock_writing();
        self.create_beside(command, Beside::default())
    }

    /// The same, kept in one transaction with what stands beside it. The caller holds the lock of writing.
    pub(crate) fn create_beside(&self, command: &Command, beside: Beside) -> Result<Submitted, ClientError> {
        self.create_as(DocumentId(self.new_item()?.0), command, beside)
    }

    /// The same under an id that something beside it names.
    pub(crate) fn create_as(
        &self,
        id: DocumentId,
        command: &Command,
        beside: Beside,
    ) -> Result<Submitted, ClientError> {
        let circumstances = self.circumstances_to_write(None)?;
        let document = Document::create(command.kind(), id);
        let command = context::with_files(self, command)?;
        let edits = decide(&documents::subject(&document)?, &circumstances.asker(), &command)?;
        let before = document.heads();
        let tap = Tap { circumstances: &circumstances, is_new: true, before, content: None, command };
        self.commit(tap, document, &edits, beside)
    }

    /// An id for an item that a command adds: a part.
    ///
    /// # Errors
    /// [`ClientError::File`] when the system gives no randomness.
    pub fn new_item(&self) -> Result<ItemId, ClientError> {
        Ok(ItemId(entropy::id(self.now())?))
    }

    /// Asks a command of a document. When this returns, it is on the disk and signed.
    ///
    /// # Errors
    /// [`ClientError::Refused`] when the rules do not allow it, with the reason to show.
    pub fn submit(&self, document: DocumentId, command: &Command) -> Result<Submitted, ClientError> {
        self.submit_at(document, command, None)
    }

    /// The same, from a place the user permits to record.
    ///
    /// # Errors
    /// As [`Client::submit`].
    pub fn submit_at(
        &self,
        document: DocumentId,
        command: &Command,
        position: Option<Position>,
    ) -> Result<Submitted, ClientError> {
        self.submit_beside(document, command, position, Beside::default)
    }

    /// The same, kept in one transaction with what stands beside it.
    pub(crate) fn submit_beside(
        &self,
        document: DocumentId,
        command: &Command,
        position: Option<Position>,
        beside: impl Fn() -> Beside,
    ) -> Result<Submitted, ClientError> {
        // Under the lock from the first look on: what a customer is shown, what the records say and where the document
        // stands cannot move between the decision and the commit.
        let _writing = self.lock_writing();
        self.refuse_while_shown(document)?;
        match self.decide_and_commit(document, command, position, beside()) {
            Err(ClientError::Store(StoreError::Conflict)) => {
                // What was in memory had fallen behind the file: decided again on what is there.
                self.inner.documents.forget(document);
                self.decide_and_commit(document, command, position, beside())
            }
            outcome => outcome,
        }
    }

    fn decide_and_commit(
        &self,
        document: DocumentId,
        command: &Command,
        position: Option<Position>,
        beside: Beside,
    ) -> Result<Submitted, ClientError> {
        let circumstances = self.circumstances_to_change(document, position)?;
        let opened = self.opened(document)?;
        let subject = opened.subject()?;
        let reads = context::reads(self, command, subject)?;
        let edits = decide(subject, &circumstances.asker_reading(&reads), command)?;
        drop(opened);
        let (document, content) = self.inner.documents.take(&self.inner.store, document)?;
        let before = document.heads();
        let command = command.clone();
        let tap = Tap { circumstances: &circumstances, is_new: false, before, content, command };
        self.commit(tap, document, &edits, beside)
    }

    /// While the customer holds the tablet, this profile commits nothing to the document they read.
    fn refuse_while_shown(&self, document: DocumentId) -> Result<(), ClientError> {
        if self.shown() == Some(document) { Err(Refusal::new("signoff.in_progress").into()) } else { Ok(()) }
    }

    /// A tap on a document, decided and written but not kept; `None` where its `step` is not possible now, or not to this
    /// person. Like every commit it may find that the file has moved on; the document is then to be forgotten.
    pub(crate) fn prepare_where_possible(
        &self,
        document: DocumentId,
        step: &str,
        command: Command,
    ) -> Result<Option<Prepared>, ClientError> {
        let circumstances = self.circumstances_to_change(document, None)?;
        let opened = self.opened(document)?;
        let subject = opened.subject()?;
        let reads = context::reads(self, &command, subject)?;
        let asker = circumstances.asker_reading(&reads);
        let steps = possible(subject, &asker);
        if !steps.iter().any(|one| one.command == step && one.refusal.is_none()) {
            return Ok(None);
        }
        let edits = decide(subject, &asker, &command)?;
        drop(opened);
        let (mut document, content) = self.inner.documents.take(&self.inner.store, document)?;
        let (actor, before) = (circumstances.identity.actor, document.heads());
        let previous = document.last_change_of(actor);
        let written = document.edit(actor, &edits)?;
        let tap = Tap { circumstances: &circumstances, is_new: false, before, content, command };
        self.prepare(tap, document, previous, written).map(Some)
    }

    /// Writes edits as one change and keeps it.
    fn commit(
        &self,
        tap: Tap<'_>,
        mut document: Document,
        edits: &[Edit],
        beside: Beside,
    ) -> Result<Submitted, ClientError> {
        let actor = tap.circumstances.identity.actor;
        let previous = document.last_change_of(actor);
        let written = document.edit(actor, edits)?;
        self.keep(tap, document, previous, written, beside)
    }

    /// Keeps what an edit wrote: change, signature, read model, outbox and command in one transaction.
    pub(crate) fn keep(
        &self,
        tap: Tap<'_>,
        document: Document,
        previous: Option<ChangeHash>,
        written: Written,
        beside: Beside,
    ) -> Result<Submitted, ClientError> {
        let prepared = self.prepare(tap, document, previous, written)?;
        self.inner.store.write(|tx| {
            prepared.put(tx)?;
            put_statement(tx, prepared.document.id(), &prepared.written, &beside)?;
            if let Some((register, last)) = &beside.register {
                tx.put_setting(register, &last.to_string())?;
            }
            if let Some((document, change)) = beside.mended {
                tx.remove_fragment(document, change)?;
            }
            beside.other.iter().try_for_each(|other| other.put(tx))
        })?;
        if let Some(other) = beside.other {
            self.told(*other);
        }
        Ok(self.told(prepared))
    }

    fn prepare(
        &self,
        tap: Tap<'_>,
        document: Document,
        previous: Option<ChangeHash>,
        written: Written,
    ) -> Result<Prepared, ClientError> {
        let Tap { circumstances, is_new, before, content, command } = tap;
        let subject = match content {
            Some(content) => documents::subject_since(&document, &before, content)?,
            None => documents::subject(&document)?,
        };
        let rows = self.rows(&subject, Lookup::of(circumstances))?;
        let run = |change| signed(circumstances, &document, change, previous);
        let tap = written.change.as_ref().map(|change| new_tap(circumstances, change, run(change), &command));
        let tap = tap.transpose()?;
        let (after, blobs) = (document.heads(), command.blobs());
        Ok(Prepared { document, subject, is_new, before, after, written, rows, tap, blobs })
    }

    /// Says that a tap is kept, and keeps its document in memory.
    fn told(&self, prepared: Prepared) -> Submitted {
        let Prepared { document, subject, after, written, .. } = prepared;
        let id = document.id();
        self.inner.documents.keep(Opened::with(document, subject));
        self.tell(ClientEvent::Changed { document: id });
        Submitted {
            document: id,
            heads: after,
            change: written.change.as_ref().map(|change| change.header.hash),
            events: written.events.iter().map(|event| event.key).collect(),
        }
    }

    /// The row of a document, and those that show something of it.
    fn rows(&self, subject: &Subject, mut lookup: Lookup) -> Result<Vec<Row>, ClientError> {
        let mut rows = vec![rows::of(self, subject, &lookup)?];
        if lookup.learn(subject) {
            let own = subject.content.id;
            rows.extend(rows::of_customers(self, &lookup, &|id| id == own)?);
        }
        Ok(rows)
    }
}

impl Prepared {
    fn put(&self, tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
        let Self { document, written, before, after, .. } = self;
        let id = document.id();
        if self.is_new {
            tx.create_document(id, document.kind().name(), document.schema(), before, None)?;
        }
        let changes = written.deterministic.iter().chain(&written.change).map(documents::stored);
        let tail = tx.append_changes(id, before, after, &changes.collect::<Vec<_>>())?;
        if let Some(tap) = &self.tap {
            tx.put_tap(tap)?;
        }
        for digest in &self.blobs {
            tx.refer_blob(id, *digest)?;
        }
        if documents::snapshot_is_due(document, tail) {
            tx.put_snapshot(id, after, after, document.schema(), &document.save())?;
        }
        self.rows.iter().try_for_each(|row| row.put(tx))
    }
}

/// The run of one change that a tap is: signed at once, so that it is evidence even if the key is lost tomorrow.
fn signed(
    circumstances: &Circumstances,
    document: &Document,
    change: &Change,
    previous: Option<ChangeHash>,
) -> StoredRun {
    let identity = &circumstances.identity;
    let claim = RunClaim {
        organisation: identity.profile.organisation.0.into_bytes(),
        document: document.id().0.into_bytes(),
        actor: identity.actor.0,
        key: identity.key.public().id(),
        previous: previous.map(|hash| hash.0),
        first: change.header.seq,
        last: change.header.seq,
        count: 1,
        head: change.header.hash.0,
        as_of: circumstances.position,
        checkpoint: circumstances.checkpoint,
    };
    run::stored(&claim, sign_run(&identity.key, &claim))
}

fn new_tap(
    circumstances: &Circumstances,
    change: &Change,
    run: StoredRun,
    command: &Command,
) -> Result<NewTap, ClientError> {
    let bytes = serde_json::to_vec(command).map_err(std::io::Error::other)?;
    Ok(NewTap {
        document: change.header.document,
        hash: change.header.hash,
        actor: change.header.actor,
        seq: change.header.seq,
        made_at: circumstances.at.corrected,
        command: StoredCommand { version: COMMAND_VERSION, bytes },
        run: Some(run),
    })
}

fn put_statement(
    tx: &mut WriteTx<'_>,
    document: DocumentId,
    written: &Written,
    beside: &Beside,
) -> Result<(), StoreError> {
    let (Some((jws, model)), Some(event)) = (&beside.statement, written.events.first()) else {
        return Ok(());
    };
    tx.put_statement(&StoredStatement {
        event: event.key,
        document,
        jws: jws.clone(),
        report_model: model.clone(),
        receipt: None,
    })
}
