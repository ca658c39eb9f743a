//! The running server: what every request shares, starting and stopping.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, header};
use jobsheet_domain::time::Timestamp;
use jobsheet_signing::ChangeKey;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::api::error::ApiError;
use crate::api::router;
use crate::auth::{Limiter, password};
use crate::blobs::BlobFolder;
use crate::config::Config;
use crate::hub::Hub;
use crate::ledger::sqlite::SqliteLedger;
use crate::ledger::{Ledger, LedgerError, Organisation};
use crate::office::Office;
use crate::office::admit::Admission;
use crate::office::sweep::{self, Swept};
use crate::office::{Error, chain};
use crate::seed;

/// How often a running server sweeps.
const EVERY: Duration = Duration::from_secs(3_600);

/// What every request shares.
pub struct Server {
    /// What the operator set.
    pub config: Config,
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
    /// The server's own key: receipts and manifests.
    pub key: ChangeKey,
    /// Failed logins.
    pub limiter: Limiter,
    /// A password nobody has, so that unknown names cost as much time as known ones.
    pub no_password: String,
    /// One keyring is published at a time.
    pub(crate) publishing: Mutex<()>,
    stop: watch::Sender<bool>,
    sweeping: RwLock<()>,
}

/// The server could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The ledger cannot be opened.
    #[error("the ledger cannot be opened")]
    Ledger(#[from] LedgerError),
    /// The folder or the address cannot be used.
    #[error("{what} cannot be used")]
    System {
        /// Which.
        what: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The first start could not be finished.
    #[error("the first start failed: {0}")]
    First(String),
}

/// A server that is up.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    server: Arc<Server>,
    task: JoinHandle<std::io::Result<()>>,
}

/// Starts a server: opens the ledger, makes the organisation at the first start, listens.
///
/// # Errors
/// [`StartError`] says what cannot be used.
pub async fn start(config: Config) -> Result<Running, StartError> {
    let listen = config.listen;
    let opened = tokio::task::spawn_blocking(move || open(config)).await;
    let server = Arc::new(opened.map_err(|error| StartError::First(error.to_string()))??);
    let unusable = |source| StartError::System { what: listen.to_string(), source };
    let listener = TcpListener::bind(listen).await.map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let routes = router::router(&server);
    let mut stopping = server.stop.subscribe();
    let shutdown = async move {
        // The sender lives as long as the server: an error means it is gone, which is a stop too.
        let _ = stopping.wait_for(|stop| *stop).await;
    };
    let task =
        tokio::spawn(async move { axum::serve(listener, routes).with_graceful_shutdown(shutdown).await });
    tokio::spawn(keep_swept(server.clone()));
    tracing::info!(%address, "listening");
    Ok(Running { address, server, task })
}

impl Running {
    /// Takes no more requests, ends live streams, lets requests under way finish, and returns.
    pub async fn stop(self) {
        self.server.stop.send_replace(true);
        let longest = Duration::from_millis(self.server.config.times.stop_ms);
        let mut task = self.task;
        if tokio::time::timeout(longest, &mut task).await.is_err() {
            tracing::warn!("requests still under way were cut off");
            task.abort();
        }
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
        // A failure is in the log; the next hour tries again.
        if let Ok(swept) = swept
            && swept != Swept::default()
        {
            tracing::info!(blobs = swept.blobs, uploads = swept.uploads, "swept");
        }
        tokio::select! {
            () = server.stopping() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Opens everything a server needs. Blocks.
///
/// # Errors
/// [`StartError`] says what cannot be used.
pub fn open(config: Config) -> Result<Server, StartError> {
    let unusable = |source| StartError::System { what: config.data.display().to_string(), source };
    std::fs::create_dir_all(&config.data).map_err(unusable)?;
    let ledger: Arc<dyn Ledger> = Arc::new(SqliteLedger::open(&config.data.join("ledger.sqlite"))?);
    let organisation = match ledger.organisation()? {
        Some(organisation) => organisation,
        None => seed::organisation(ledger.as_ref(), &config)?,
    };
    let blobs = BlobFolder::open(&config.data.join("blobs")).map_err(unusable)?;
    let office = Office::enrol(ledger.as_ref(), organisation.id, now())?;
    let times = &config.times;
    let server = Server {
        key: ChangeKey::from_seed(&organisation.seed),
        limiter: Limiter::new(config.limits.login_failures, times.lockout_ms),
        no_password: password::hash("").unwrap_or_default(),
        admission: Admission::new(&config),
        publishing: Mutex::default(),
        stop: watch::Sender::new(false),
        sweeping: RwLock::default(),
        hub: Hub::default(),
        organisation,
        ledger,
        blobs,
        office,
        config,
    };
    let failed = |error: Error| StartError::First(chain(&error));
    crate::office::keyring::publish(&server).map_err(failed)?;
    if let Some(password) = server.config.demo_password.clone() {
        seed::sample(&server, &password).map_err(failed)?;
    }
    Ok(server)
}

impl Server {
    /// The present time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        now()
    }

    /// Keeps the sweep away while blobs come to be here or to be named.
    pub(crate) fn keep_blobs(&self) -> RwLockReadGuard<'_, ()> {
        self.sweeping.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nobody keeps the sweep away, and keeps everybody else waiting.
    pub(crate) fn sweep_blobs(&self) -> RwLockWriteGuard<'_, ()> {
        self.sweeping.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Resolves when the server stops: live streams end then.
    pub fn stopping(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut stop = self.stop.subscribe();
        async move {
            let _ = stop.wait_for(|stop| *stop).await;
        }
    }

    /// The address the caller reached the server by.
    #[must_use]
    pub fn url(&self, headers: &HeaderMap) -> String {
        let host = || headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        self.config.public_url.clone().unwrap_or_else(|| format!("http://{}", host()))
    }

    /// Runs work that blocks (ledger, documents, signatures) on a thread that may.
    ///
    /// # Errors
    /// The work's own; 500 when it panicked, which is logged.
    pub async fn blocking<T: Send + 'static, E: Into<ApiError>>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.blocking_or(move |server| work(server).map_err(Into::into), |error| error).await
    }

    /// The same for work with an error of its own.
    ///
    /// # Errors
    /// The work's own; `panicked` of a 500 when it panicked, which is logged.
    pub async fn blocking_or<T: Send + 'static, E: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
        panicked: impl FnOnce(ApiError) -> E,
    ) -> Result<T, E> {
        let server = self.clone();
        match tokio::task::spawn_blocking(move || work(&server)).await {
            Ok(answer) => answer,
            Err(error) => Err(panicked(ApiError::failed(&error))),
        }
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
