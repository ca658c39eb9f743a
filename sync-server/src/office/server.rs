//! What every request shares.

use std::fs::File;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};

use jobsheet_attestation::Trust;
use jobsheet_domain::kind::Kinds;
use jobsheet_domain::time::Timestamp;
use jobsheet_signing::{ChangeKey, Keyring, OpeningKey};
use tokio::sync::watch;

use crate::auth::{Limiter, password};
use crate::blobs::BlobFolder;
use crate::config::Config;
use crate::hub::Hub;
use crate::ledger::{Ledger, Organisation};
use crate::office::clock::Clock;
use crate::office::door::Admission;
use crate::office::incarnation::Office;
use crate::office::memory::{OpenDocuments, ReadRecords, SaidKeys};

/// What every request shares.
pub struct Server {
    /// What the operator set.
    pub config: Config,
    /// The kinds of document it knows.
    pub kinds: Kinds,
    /// Whose server this is.
    pub organisation: Organisation,
    /// What it remembers.
    pub ledger: Arc<dyn Ledger>,
    /// Photos and signatures.
    pub blobs: BlobFolder,
    /// Live updates.
    pub hub: Hub,
    /// The one door for changes.
    pub admission: Admission,
    /// The device this process writes with for people at the console.
    pub office: Office,
    /// The server's own key: receipts, manifests, admissions, exports.
    pub key: ChangeKey,
    /// The keys it signed with before.
    pub(crate) spoke: Keyring,
    /// What opens customers' hands: the key that devices seal to, then those before it.
    pub hands: Vec<OpeningKey>,
    /// Who vouches for devices' keys.
    pub(crate) trust: Trust,
    /// Its time.
    pub clock: Clock,
    /// Failed logins.
    pub limiter: Limiter,
    /// A password nobody has, so that unknown names cost as much time as known ones.
    pub no_password: String,
    /// The documents that are open.
    pub(crate) opened: OpenDocuments,
    /// The records, parsed.
    pub(crate) records: ReadRecords,
    /// What was said of the keys last.
    pub(crate) said: SaidKeys,
    /// One keyring is published at a time.
    pub(crate) publishing: Mutex<()>,
    /// Keeps other processes from the data folder.
    lock: Mutex<Option<File>>,
    address: OnceLock<SocketAddr>,
    stop: watch::Sender<bool>,
    sweeping: RwLock<()>,
}

/// What a server works with.
pub(crate) struct Holdings {
    /// What it remembers.
    pub ledger: Arc<dyn Ledger>,
    /// Photos and signatures.
    pub blobs: BlobFolder,
    /// The device it writes with.
    pub office: Office,
    /// Its own key.
    pub key: ChangeKey,
    /// The keys it signed with before.
    pub spoke: Keyring,
    /// What opens hands.
    pub hands: Vec<OpeningKey>,
    /// Who vouches for devices' keys.
    pub trust: Trust,
    /// Its time.
    pub clock: Clock,
    /// What keeps others from the data folder.
    pub lock: File,
}

impl Server {
    /// A server over what it remembers and keeps, with the device it writes with. Nothing runs yet.
    pub(crate) fn new(config: Config, kinds: Kinds, organisation: Organisation, holdings: Holdings) -> Self {
        let Holdings { ledger, blobs, office, key, spoke, hands, trust, clock, lock } = holdings;
        Self {
            clock,
            key,
            spoke,
            hands,
            trust,
            lock: Mutex::new(Some(lock)),
            limiter: Limiter::new(config.limits.login_failures, config.times.lockout_ms),
            no_password: password::hash("").unwrap_or_default(),
            admission: Admission::new(&config),
            opened: OpenDocuments::default(),
            records: ReadRecords::default(),
            said: SaidKeys::default(),
            publishing: Mutex::default(),
            address: OnceLock::new(),
            stop: watch::Sender::new(false),
            sweeping: RwLock::default(),
            hub: Hub::default(),
            kinds,
            organisation,
            ledger,
            blobs,
            office,
            config,
        }
    }

    /// Notes where it listens; the first word stands.
    pub(crate) fn listens_at(&self, address: SocketAddr) {
        self.address.get_or_init(|| address);
    }

    /// The address that people and devices reach the server by: the configured one, else that of this machine. Never what a
    /// caller says: it stands in enrolment codes.
    #[must_use]
    pub fn url(&self) -> String {
        let here = || format!("http://{}", self.address.get().unwrap_or(&self.config.listen));
        self.config.public_url.clone().unwrap_or_else(here)
    }

    /// Whether people and devices reach it over TLS, as the operator says.
    #[must_use]
    pub fn is_reached_by_tls(&self) -> bool {
        self.config.public_url.as_ref().is_some_and(|url| url.starts_with("https:"))
    }

    /// Gives the data folder up: nothing is written any more.
    pub(crate) fn release(&self) {
        drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// Ends what waits for [`Self::stopping`].
    pub(crate) fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// The present time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Keeps the sweep away while blobs come to be here or to be named.
    pub(crate) fn keep_blobs(&self) -> RwLockReadGuard<'_, ()> {
        self.sweeping.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps everybody from blobs for as long as a sweep takes; nothing while somebody keeps the sweep away. Nobody waits to
    /// sweep: behind one who waits, those who hold a document and come to keep blobs would wait for those who keep blobs and
    /// come to hold the document. So the two can be taken in any order.
    pub(crate) fn sweep_blobs(&self) -> Option<RwLockWriteGuard<'_, ()>> {
        match self.sweeping.try_write() {
            Ok(alone) => Some(alone),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Resolves when the server stops: live streams end then.
    pub fn stopping(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut stop = self.stop.subscribe();
        async move {
            // The sender lives as long as the server: an error means it is gone, which is a stop too.
            let _ = stop.wait_for(|stop| *stop).await;
        }
    }
}
