//! A running server with the sample organisation.

use std::path::PathBuf;
use std::sync::Arc;

use jobsheet_client::domain::aggregates::KINDS;
use jobsheet_client::domain::kind::Kinds;
use jobsheet_server::ledger::sqlite::SqliteLedger;
use jobsheet_server::{Config, Running};
use tempfile::TempDir;

use crate::desk::{Desk, PASSWORD};

/// A server of its own for each test, on a free port of this machine.
pub struct TestServer {
    /// The server.
    pub running: Running,
    /// Where it is.
    pub base: String,
    /// Lives as long as the server does.
    folder: Arc<TempDir>,
}

impl TestServer {
    /// A server on a folder of its own.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::on(Arc::new(tempfile::tempdir().unwrap()), KINDS, change).await
    }

    /// A server that knows these kinds of document, as one of an earlier version does, on a folder that may have been
    /// another's before.
    pub async fn on(folder: Arc<TempDir>, kinds: Kinds, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            data: folder.path().join("data"),
            organisation: "测试 Service".to_owned(),
            demo_password: Some(PASSWORD.to_owned()),
            ..Config::default()
        };
        change(&mut config);
        let running = jobsheet_server::start_knowing(config, kinds).await.unwrap();
        Self { base: format!("http://{}", running.address), running, folder }
    }

    /// A second look into the server's ledger, for what no route does.
    #[must_use]
    pub fn ledger(&self) -> SqliteLedger {
        SqliteLedger::open(&self.data().join("ledger.sqlite")).unwrap()
    }

    /// The server's data.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Somebody at its console.
    pub async fn desk(&self, login: &str) -> Desk {
        Desk::log_in(&self.base, login).await
    }

    /// Stops; its folder stays while somebody holds it.
    pub async fn stop(self) -> Arc<TempDir> {
        self.running.stop().await;
        self.folder
    }
}
