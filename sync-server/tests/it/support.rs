//! A server whose foreign bytes are decoded by the program itself, and that program as a process of its own.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use jobsheet_kit::desk::{Desk, PASSWORD, http};
use jobsheet_kit::server::TestServer;
use jobsheet_server::Config;
use serde_json::{Value, json};

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

/// The real program, as a process with the sample organisation. It ends with its owner.
pub struct Program {
    process: Child,
    pub base: String,
}

impl Program {
    /// Starts it on a folder, with more variables.
    pub fn start_with(data: &Path, variables: &[(&str, &str)]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_jobsheet"))
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("JOBSHEET_DEMO_PASSWORD", PASSWORD)
            .env("RUST_LOG", "off")
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ready = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        let ready: Value = serde_json::from_str(&ready).unwrap();
        Self { process, base: format!("http://{}", ready["address"].as_str().unwrap()) }
    }

    /// Starts it on a folder.
    pub fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// The dispatcher at its console.
    pub async fn dispatcher(&self) -> Desk {
        let desk = Desk { http: http(), base: self.base.clone() };
        let asked = json!({ "name": "dispatcher", "password": PASSWORD });
        assert_eq!(desk.post("/api/login", &asked).await.status(), 200);
        desk
    }

    /// The most memory it ever had resident, bytes (`proc(5)`).
    pub fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1_024
    }

    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.end();
    }
}
