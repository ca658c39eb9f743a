//! Starting and stopping.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::kind::Kinds;
use jobsheet_domain::time::Timestamp;
use jobsheet_signing::{ChangeKey, KeyEntry, KeyKind, KeyRecord, OpeningKey, latest};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::api::error::ApiError;
use crate::api::metrics::{self, Metrics};
use crate::api::{listen, router};
use crate::blobs::BlobFolder;
use crate::config::Config;
use crate::keys::{KeyFolder, Name};
use crate::ledger::sqlite::SqliteLedger;
use crate::ledger::{Ledger, LedgerError, Organisation};
use crate::office::clock::Clock;
use crate::office::listing::relist;
use crate::office::server::{Holdings, Server};
use crate::office::sweep::{self, Swept};
use crate::office::{Error, Office, chain, hands, keyring};
use crate::{private, seed};

/// How often a running server sweeps.
const EVERY: Duration = Duration::from_secs(3_600);
/// How soon it tries again after a sweep that could not be: somebody was sending blobs.
const AGAIN: Duration = Duration::from_secs(60);

/// The server could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The ledger cannot be opened.
    #[error("the ledger cannot be opened")]
    Ledger(#[from] LedgerError),
    /// The folder or the address cannot be used.
    #[error("{what} cannot be used")]
    System {
        /// The folder or the address, as the operator wrote it.
        what: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// Another process works on the data folder.
    #[error("another process works on the data folder")]
    InUse,
    /// The server's key is not among its keys.
    #[error(
        "keys/server is not in the data folder: put it back from where you keep it, or run `jobsheet rotate-key`"
    )]
    KeyLost,
    /// The server's key is not the one that speaks for it.
    #[error(
        "keys/server is not the key the server signs with: put back the newest of all of keys/, customers' hands' too, or run `jobsheet rotate-key`"
    )]
    KeyEnded,
    /// The key that opens customers' hands is not there.
    #[error(
        "the key that devices seal customers' hands to is not in keys/ of the data folder: put keys/ back from where you keep it, or run `jobsheet rotate-key`, after which the hands sealed to it stay sealed"
    )]
    HandsLost,
    /// The first start could not be finished.
    #[error("the first start failed: {0}")]
    First(String),
}

/// A server that is up.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where its numbers are, if anywhere.
    pub metrics: Option<SocketAddr>,
    server: Arc<Server>,
    task: JoinHandle<std::io::Result<()>>,
}

/// Starts a server: opens the ledger, makes the organisation at the first start, listens.
///
/// # Errors
/// [`StartError`] says what cannot be used.
pub async fn start(config: Config) -> Result<Running, StartError> {
    start_knowing(config, KINDS).await
}

/// Starts a server that knows these kinds of document only, as those of earlier versions did: what devices of a later
/// version live with until it is updated.
///
/// # Errors
/// As [`start`].
pub async fn start_knowing(config: Config, kinds: Kinds) -> Result<Running, StartError> {
    let listen = config.listen;
    let opened = tokio::task::spawn_blocking(move || open_knowing(config, kinds)).await;
    let server = Arc::new(opened.map_err(|error| StartError::First(error.to_string()))??);
    let unusable = |source| StartError::System { what: listen.to_string(), source };
    let listener = TcpListener::bind(listen).await.map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    server.listens_at(address);
    if server.config.public_url.is_none() && !address.ip().is_loopback() {
        tracing::warn!(
            "no public_url: devices cannot be enrolled from elsewhere, and cookies are not kept to TLS"
        );
    }
    let metrics = Arc::new(Metrics::default());
    let routes = router::router(&server, &metrics);
    let metrics = match server.config.metrics {
        Some(at) => {
            let unusable = |source| StartError::System { what: format!("metrics at {at}"), source };
            Some(metrics::serve(at, metrics, Arc::clone(&server)).await.map_err(unusable)?)
        }
        None => None,
    };
    let task = tokio::spawn(listen::serve(listener, routes, Arc::clone(&server)));
    tokio::spawn(keep_swept(server.clone()));
    tracing::info!(%address, "listening");
    Ok(Running { address, metrics, server, task })
}

impl Running {
    /// Takes no more requests, ends live streams, lets requests under way finish, and returns.
    pub async fn stop(self) {
        self.server.stop();
        let longest = Duration::from_millis(self.server.config.times.stop_ms);
        let mut task = self.task;
        if tokio::time::timeout(longest, &mut task).await.is_err() {
            tracing::warn!("requests still under way were cut off");
            task.abort();
        }
        self.server.release();
    }

    /// Throws away what nobody named, as of a time. A running server does so by itself every hour.
    ///
    /// # Errors
    /// When the ledger or the folder of blobs fails.
    pub async fn sweep(&self, now: Timestamp) -> Result<Swept, ApiError> {
        self.server.blocking(move |server| sweep::sweep(server, now)).await
    }

    /// Waits until the server ends by itself, which it does only when its listener fails.
    ///
    /// # Errors
    /// The listener's error.
    pub async fn ended(&mut self) -> std::io::Result<()> {
        (&mut self.task).await.unwrap_or_else(|error| Err(std::io::Error::other(error)))
    }
}

/// Sweeps now and every hour until the server stops.
async fn keep_swept(server: Arc<Server>) {
    loop {
        let swept = server.blocking(|server| sweep::sweep(server, server.now())).await;
        if let Ok(swept) = swept
            && swept != Swept::default()
        {
            tracing::info!(blobs = swept.blobs, uploads = swept.uploads, answers = swept.answers, "swept");
        }
        // A failure is in the log.
        let next = if swept.is_ok() { EVERY } else { AGAIN };
        tokio::select! {
            () = server.stopping() => return,
            () = tokio::time::sleep(next) => {}
        }
    }
}

/// Opens everything a server needs. Blocks.
///
/// # Errors
/// [`StartError`] says what cannot be used.
pub fn open(config: Config) -> Result<Server, StartError> {
    open_knowing(config, KINDS)
}

fn open_knowing(config: Config, kinds: Kinds) -> Result<Server, StartError> {
    let server = opened(config, kinds, server_key, hand_keys)?;
    let failed = |error: Error| StartError::First(chain(&error));
    keyring::publish(&server).map_err(failed)?;
    hands::publish(&server).map_err(failed)?;
    let relisted = relist::relist(&server).map_err(failed)?;
    if relisted > 0 {
        tracing::info!(documents = relisted, "lists show what this version lists");
    }
    if let Some(password) = server.config.demo_password.clone() {
        seed::sample(&server, &password).map_err(failed)?;
    }
    Ok(server)
}

/// Changes the server's key, also where it was lost. No server may run on the folder. What the old key signed stays. Blocks.
///
/// # Errors
/// [`StartError`] says what cannot be used.
pub fn rotate_key(config: Config) -> Result<(), StartError> {
    let unusable = |source| StartError::System { what: "keys".to_owned(), source };
    let keys = KeyFolder::open(&config.data).map_err(unusable)?;
    // Where the old one is gone, nothing is signed with what stands in for it here.
    let stand_in = |keys: &KeyFolder, ledger: &dyn Ledger, organisation: &Organisation| {
        let found = server_key(keys, ledger, organisation);
        let lost = matches!(found, Err(StartError::KeyLost | StartError::KeyEnded));
        if lost { Ok(ChangeKey::from_seed(&rand::random())) } else { found }
    };
    // Hands are opened by nobody here.
    let server = opened(config, KINDS, stand_in, |_, _, _| Ok(Vec::new()))?;
    keys.retire_hands().map_err(unusable)?;
    let hands = rand::random();
    keys.keep(Name::Hands, &hands).map_err(unusable)?;
    let next = keys.keep(Name::Next, &rand::random()).map_err(unusable)?;
    let failed = |error: Error| StartError::First(chain(&error));
    keyring::turn_over(&server, &next).map_err(failed)?;
    // Published knowingly: a key that was lost before it does not stop the next start.
    hands::publish_key(&server, &OpeningKey::from_seed(&hands).public()).map_err(failed)?;
    keys.turn_over().map_err(unusable)
}

/// Everything a server needs, with nothing published yet.
fn opened(
    config: Config,
    kinds: Kinds,
    server_key: impl FnOnce(&KeyFolder, &dyn Ledger, &Organisation) -> Result<ChangeKey, StartError>,
    hands_of: impl FnOnce(&KeyFolder, &dyn Ledger, &Organisation) -> Result<Vec<OpeningKey>, StartError>,
) -> Result<Server, StartError> {
    let unusable = |source| StartError::System { what: config.data.display().to_string(), source };
    let trust = config
        .attestation
        .trust()
        .map_err(|(what, source)| StartError::System { what: format!("attestation: {what}"), source })?;
    private::folder(&config.data).map_err(unusable)?;
    let lock = private::alone(&config.data).map_err(unusable)?.ok_or(StartError::InUse)?;
    let ledger: Arc<dyn Ledger> = Arc::new(SqliteLedger::open(&config.data.join("ledger.sqlite"))?);
    let organisation = match ledger.organisation()? {
        Some(organisation) => organisation,
        None => seed::organisation(ledger.as_ref(), &config)?,
    };
    let blobs = BlobFolder::open(&config.data.join("blobs")).map_err(unusable)?;
    let keys = KeyFolder::open(&config.data).map_err(unusable)?;
    let key = server_key(&keys, ledger.as_ref(), &organisation)?;
    let office = match keys.read(Name::Office).map_err(unusable)? {
        Some(office) => office,
        None => keys.keep(Name::Office, &rand::random()).map_err(unusable)?,
    };
    let spoke = keyring::spoke(ledger.as_ref(), organisation.id)?;
    let hands = hands_of(&keys, ledger.as_ref(), &organisation)?;
    let newest = ledger.newest_time(organisation.id)?.filter(|_| !config.accept_clock);
    let clock = Clock::starting(newest);
    let office = Office::enrol(ledger.as_ref(), organisation.id, office, clock.now())?;
    let holdings = Holdings { ledger, blobs, office, key, spoke, hands, trust, clock, lock };
    Ok(Server::new(config, kinds, organisation, holdings))
}

/// The keys that open hands, the one devices seal to first: made at the first start, and after the one before was retired.
fn hand_keys(
    keys: &KeyFolder,
    ledger: &dyn Ledger,
    organisation: &Organisation,
) -> Result<Vec<OpeningKey>, StartError> {
    let unusable = |source| StartError::System { what: "keys".to_owned(), source };
    let retired = keys.retired_hands().map_err(unusable)?;
    let own = keys.hands().map_err(unusable)?;
    let has_own = own.is_some();
    let held: Vec<OpeningKey> = own.into_iter().chain(retired).collect();
    let published = hands::published(ledger, organisation.id)?;
    if published.is_some_and(|key| held.iter().all(|one| one.public() != key)) {
        return Err(StartError::HandsLost);
    }
    if has_own {
        return Ok(held);
    }
    tracing::info!("a key for customers' hands was made: copy keys/ to where you keep it");
    let secret = rand::random();
    keys.keep(Name::Hands, &secret).map_err(unusable)?;
    Ok(std::iter::once(OpeningKey::from_seed(&secret)).chain(held).collect())
}

/// The server's key: that of the folder, the one an earlier version kept in the ledger, or a new one at the first start. A key
/// that was being changed is the new one when the list has it already.
fn server_key(
    keys: &KeyFolder,
    ledger: &dyn Ledger,
    organisation: &Organisation,
) -> Result<ChangeKey, StartError> {
    let unusable = |source| StartError::System { what: "keys".to_owned(), source };
    let listed = ledger.key_records(organisation.id)?;
    let records: Vec<KeyRecord> =
        listed.iter().filter_map(|bytes| serde_json::from_slice(bytes).ok()).collect();
    let known = latest(&records);
    if let Some(next) = keys.read(Name::Next).map_err(unusable)? {
        let is_listed = known.find(&next.public().id()).is_some();
        let settled = if is_listed { keys.turn_over() } else { keys.forget_next() };
        settled.map_err(unusable)?;
    }
    let speaks = |key: &ChangeKey| {
        let entry = known.find(&key.public().id());
        let is_servers = |entry: &KeyEntry| entry.kind == KeyKind::Server && entry.revoked_at.is_none();
        records.is_empty() || entry.is_some_and(is_servers)
    };
    if let Some(key) = keys.read(Name::Server).map_err(unusable)? {
        if !speaks(&key) {
            return Err(StartError::KeyEnded);
        }
        if organisation.seed.is_some() {
            ledger.forget_seed(organisation.id)?;
        }
        return Ok(key);
    }
    match organisation.seed.filter(|seed| speaks(&ChangeKey::from_seed(seed))) {
        Some(seed) => {
            let key = keys.keep(Name::Server, &seed).map_err(unusable)?;
            ledger.forget_seed(organisation.id)?;
            Ok(key)
        }
        None if listed.is_empty() => keys.keep(Name::Server, &rand::random()).map_err(unusable),
        None => Err(StartError::KeyLost),
    }
}
