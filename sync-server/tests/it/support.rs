//! A server whose foreign bytes are decoded by the program itself.

use jobsheet_kit::server::TestServer;
use jobsheet_server::Config;

/// A server of its own for each test.
pub async fn start() -> TestServer {
    start_with(|_| {}).await
}

/// The same with another configuration.
pub async fn start_with(change: impl FnOnce(&mut Config)) -> TestServer {
    TestServer::start_with(|config| {
        config.worker_command = Some(env!("CARGO_BIN_EXE_jobsheet").into());
        change(config);
    })
    .await
}
