//! The client: one open file and what is done with it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::asker::{Asker, WriterKind};
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kinds;
use jobsheet_domain::language::Language;
use jobsheet_domain::reads::{NOTHING_READ, Reads};
use jobsheet_domain::records::Records;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::time::{DAY_MS, EventTime, Position};
use jobsheet_signing::StatementSigner;
use jobsheet_store::{RawKey, Store, SyncState};
use tokio::sync::broadcast;

use crate::anchor::{self, Anchor};
use crate::cancel::CancelHandle;
use crate::clock::Clock;
use crate::customer::Customer;
use crate::documents::OpenDocuments;
use crate::error::ClientError;
use crate::event::ClientEvent;
use crate::identity::{self, Identity};
use crate::network::connections;
use crate::options::OpenOptions;
use crate::pace::Pace;
use crate::records::RecordCache;

/// Events a slow listener may fall behind before it is told that it missed some.
const EVENTS_KEPT: usize = 256;

/// An open profile. Clones share it. It is closed with [`Client::close`] before the process ends.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub store: Store,
    pub signer: Arc<dyn StatementSigner>,
    pub clock: Arc<dyn Clock>,
    pub language: Language,
    pub incarnation: PathBuf,
    pub identity: RwLock<Option<Identity>>,
    pub documents: OpenDocuments,
    pub records: RecordCache,
    pub events: broadcast::Sender<ClientEvent>,
    /// Pooled connections to the server.
    pub connections: reqwest::Client,
    /// One writer at a time: a tap, or what a sync brought.
    pub writing: Mutex<()>,
    /// One sync at a time; it knows how much the link carries.
    pub syncing: tokio::sync::Mutex<Pace>,
    /// The document whose report the customer is reading: nothing is committed to it meanwhile.
    pub shown: Mutex<Option<DocumentId>>,
    /// How many replacements of the file by a salvaged one have been dealt with.
    pub recovered: Mutex<u64>,
    /// One upload at a time.
    pub uploading: tokio::sync::Mutex<()>,
    /// Used once the client is closed.
    pub closing: CancelHandle,
}

/// The circumstances of one decision, owned so that an [`Asker`] can borrow from them.
pub(crate) struct Circumstances {
    pub identity: Identity,
    pub records: Arc<Records>,
    pub position: u64,
    pub checkpoint: u64,
    /// Server time at that checkpoint, as last heard; 0 before any.
    pub server_time_ms: i64,
    pub at: EventTime,
    /// What is listed of whom the document to change is for, where that is known.
    pub customer: Option<(DocumentId, Customer)>,
}

impl Circumstances {
    /// Whoever asks here, of what looks at no other document.
    pub fn asker(&self) -> Asker<'_> {
        self.asker_reading(&NOTHING_READ)
    }

    /// Whoever asks here, with the other documents the decision looks at.
    pub fn asker_reading<'a>(&'a self, reads: &'a Reads) -> Asker<'a> {
        Asker {
            author: self.identity.author(),
            writer: WriterKind::Device,
            at: self.at,
            as_of: self.position,
            records: &self.records,
            reads,
        }
    }
}

impl Client {
    /// Opens the file, making it where there is none.
    ///
    /// # Errors
    /// [`ClientError::Store`]: a wrong key, a newer schema, damage (moved aside, open again), no room.
    pub fn open(options: OpenOptions) -> Result<Self, ClientError> {
        Self::open_knowing(options, KINDS)
    }

    /// Moves a file aside that its key does not open, so that [`Client::open`] makes a new one: a backup of another device
    /// brought it, whose key stayed there (R54). Where it went; nothing deletes it, and its own key opens it.
    ///
    /// # Errors
    /// [`ClientError::Store`]: `store.invalid` for a file that opens, which is worked on.
    pub fn set_aside(path: &Path, key: &RawKey) -> Result<PathBuf, ClientError> {
        Ok(Store::set_aside(path, key)?)
    }

    /// As [`Client::open`], for an installation that knows fewer kinds of document, as one of an older version does. Documents of other
    /// kinds are held back by the server until this installation knows them.
    ///
    /// # Errors
    /// As [`Client::open`].
    pub fn open_knowing(options: OpenOptions, kinds: Kinds) -> Result<Self, ClientError> {
        let store = Store::create_or_open(&options.path, &options.key)?;
        let salvaged = store.read(|tx| tx.is_salvaged())?;
        // A salvaged file gets its new actor where it is recovered.
        let identity = if salvaged { None } else { identity::load(&store, &options.incarnation)? };
        let inner = Inner {
            store,
            signer: options.signer,
            clock: options.clock,
            language: options.language,
            incarnation: options.incarnation,
            identity: RwLock::new(identity),
            documents: OpenDocuments::new(kinds),
            records: RecordCache::default(),
            events: broadcast::Sender::new(EVENTS_KEPT),
            connections: connections()?,
            writing: Mutex::new(()),
            syncing: tokio::sync::Mutex::default(),
            shown: Mutex::new(None),
            recovered: Mutex::new(0),
            uploading: tokio::sync::Mutex::new(()),
            closing: CancelHandle::new(),
        };
        let client = Self { inner: Arc::new(inner) };
        client.recover()?;
        client.list_again()?;
        // A device too full to delete is still opened.
        let _swept = client.sweep();
        Ok(client)
    }

    /// The language messages and reports have where nobody says otherwise.
    #[must_use]
    pub fn language(&self) -> Language {
        self.inner.language
    }

    /// Whom this file is enrolled for; `None` before enrolment.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        self.inner.identity.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Listens to what happens from now on. A listener that falls far behind is told so and should draw everything
    /// again.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<ClientEvent> {
        self.inner.events.subscribe()
    }

    /// Reads every page of the file.
    ///
    /// # Errors
    /// Damage; the file was then moved aside and salvaged.
    pub fn check_file(&self) -> Result<(), ClientError> {
        Ok(self.store().check()?)
    }

    /// Limits the size of the file to about `bytes`, for a device that must keep room for others; taps beyond it are
    /// `store.full` and change nothing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn limit_size(&self, bytes: u64) -> Result<(), ClientError> {
        Ok(self.store().limit_size(bytes)?)
    }

    pub(crate) fn enrolled(&self) -> Result<Identity, ClientError> {
        self.identity().ok_or(ClientError::NotEnrolled)
    }

    pub(crate) fn circumstances(&self, position: Option<Position>) -> Result<Circumstances, ClientError> {
        self.circumstances_by(self.store().read(|tx| tx.sync_state())?, position)
    }

    /// The circumstances of a tap, which is about to be written. The caller holds the lock of writing.
    pub(crate) fn circumstances_to_write(
        &self,
        position: Option<Position>,
    ) -> Result<Circumstances, ClientError> {
        self.circumstances_by(self.store().read_to_write(|tx| tx.sync_state())?, position)
    }

    /// The same for a tap on a document that is here. One that has left, and is here only until its unsent work is at the
    /// server, is changed no more: whoever was told that they are off a job does not go on (R52).
    pub(crate) fn circumstances_to_change(
        &self,
        document: DocumentId,
        position: Option<Position>,
    ) -> Result<Circumstances, ClientError> {
        let (state, is_leaving, customer) = self.store().read_to_write(|tx| {
            Ok((tx.sync_state()?, tx.is_leaving(document)?, Customer::of_row(tx, document)?))
        })?;
        if is_leaving {
            return Err(Refusal::new("document.leaving").into());
        }
        Ok(Circumstances { customer, ..self.circumstances_by(state, position)? })
    }

    fn circumstances_by(
        &self,
        state: SyncState,
        position: Option<Position>,
    ) -> Result<Circumstances, ClientError> {
        let identity = self.enrolled()?;
        let (as_of, records) = (state.position, self.inner.records.at(&self.inner.store, state.position)?);
        let anchor = state.anchor.map(Anchor::from);
        // Where somebody was is recorded only where policy keeps it (R9).
        let position = position.filter(|_| records.policy.keep_position);
        let at = anchor::event_time(anchor.as_ref(), self.inner.clock.as_ref(), position);
        let server_time_ms = anchor.map_or(0, |anchor| anchor.server.0);
        Ok(Circumstances {
            identity,
            records,
            position: as_of,
            checkpoint: state.checkpoint,
            server_time_ms,
            at,
            customer: None,
        })
    }

    pub(crate) fn lock_writing(&self) -> MutexGuard<'_, ()> {
        let writing = self.inner.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.store();
        writing
    }

    /// Lets captures go that no tap came to refer to, such as photos whose tap was refused, after a day.
    fn sweep(&self) -> Result<(), ClientError> {
        let now = self.now();
        Ok(self.inner.store.write(|tx| tx.sweep_blobs(now.plus_ms(-DAY_MS)).map(|_| ()))?)
    }

    /// The document the customer is reading now.
    pub(crate) fn shown(&self) -> Option<DocumentId> {
        *self.inner.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn tell(&self, event: ClientEvent) {
        // Nobody listening is no failure.
        let _listeners = self.inner.events.send(event);
    }
}
