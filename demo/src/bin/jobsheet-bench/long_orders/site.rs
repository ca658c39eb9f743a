//! A server with threads of its own, two people at its console, and two technicians with their devices.

use std::path::Path;

use jobsheet_client::{CancelHandle, Client};
use jobsheet_server::{Config, Running};
use tokio::runtime::{Builder, Runtime};

use crate::desk::Desk;
use crate::figure::Measured;
use crate::yard::device;

/// The name of the server's threads.
pub const SERVER: &str = "bench-server";

/// Everybody an order needs.
pub struct Site {
    threads: Runtime,
    server: Running,
    pub dispatcher: Desk,
    pub engineer: Desk,
    pub lead: Client,
    pub second: Client,
    /// Both technicians, the lead first.
    pub team: [String; 2],
}

impl Site {
    /// Starts the server and enrols both devices, whose files are in `folder`.
    pub async fn open(config: &Config, folder: &Path) -> Measured<Self> {
        let threads =
            Builder::new_multi_thread().worker_threads(1).thread_name(SERVER).enable_all().build()?;
        let server = threads.spawn(jobsheet_server::start(config.clone())).await??;
        let base = format!("http://{}", server.address);
        let dispatcher = Desk::log_in(&base, "dispatcher").await?;
        let engineer = Desk::log_in(&base, "engineer").await?;
        let (lead, second) = (device(folder, "lead")?, device(folder, "second")?);
        let team = [dispatcher.person("lead").await?, dispatcher.person("second").await?];
        for (device, user) in [&lead, &second].into_iter().zip(&team) {
            let code = dispatcher.enrolment(user).await?;
            let enrolled = device.enrol(&base, &code, "bench", &CancelHandle::new()).await?;
            dispatcher.confirm(&enrolled.fingerprint).await?;
        }
        Ok(Self { threads, server, dispatcher, engineer, lead, second, team })
    }

    /// Closes the files and stops the server.
    pub async fn close(self) {
        self.lead.close().await;
        self.second.close().await;
        self.server.stop().await;
        self.threads.shutdown_background();
    }
}
