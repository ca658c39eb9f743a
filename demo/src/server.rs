//! The real server, as a process of its own.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::failure::{Failure, Told};

/// A running server with the sample organisation.
pub struct Server {
    process: Child,
    program: PathBuf,
    /// Where it listens.
    pub base: String,
    /// The password of everybody in the sample organisation.
    pub password: String,
}

/// The line the server prints when it is ready.
#[derive(Deserialize)]
struct Ready {
    address: String,
    password: String,
}

impl Server {
    /// Starts the server on a free port with its data in a folder.
    ///
    /// # Errors
    /// When its program is not there or ends before it is ready.
    pub async fn start(data: &Path) -> Told<Self> {
        Self::start_at(data, "127.0.0.1:0").await
    }

    /// The same at an address that stays over restarts.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub async fn start_at(data: &Path, listen: &str) -> Told<Self> {
        let program = program()?;
        let mut process = Command::new(&program)
            .args(["serve", "--demo", "--listen", listen, "--data"])
            .arg(data)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let output = process.stdout.take().ok_or_else(|| Failure("the server has no output".to_owned()))?;
        let line = BufReader::new(output).lines().next_line().await?;
        let line = line.ok_or_else(|| Failure("the server ended before it was ready".to_owned()))?;
        let ready: Ready = serde_json::from_str(&line)?;
        Ok(Self { process, program, base: format!("http://{}", ready.address), password: ready.password })
    }

    /// The number of its process, while it runs.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        self.process.id()
    }

    /// Verifies an evidence bundle with the public tool against published keys; whether it holds, and what it printed.
    pub async fn verify(&self, bundle: &Path, keys: &Path) -> Told<(bool, String)> {
        let mut command = Command::new(&self.program);
        command.args(["verify", "--language", "en"]).arg(bundle).arg("--keys").arg(keys).stdin(Stdio::null());
        let output = command.output().await?;
        Ok((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
    }

    /// Runs a program that looks at the console.
    pub async fn show_to(&self, program: &str, words: &[String]) -> Told {
        let status = Command::new(program)
            .args(words)
            .env("BASE_URL", &self.base)
            .env("LOGIN", "dispatcher")
            .env("PASSWORD", &self.password)
            .status()
            .await?;
        if status.success() { Ok(()) } else { Err(Failure(format!("{program} ended with {status}"))) }
    }

    /// Stops the server by closing its input, and waits until it has ended well.
    pub async fn stop(mut self) -> Told {
        drop(self.process.stdin.take());
        let status = self.process.wait().await?;
        if status.success() { Ok(()) } else { Err(Failure(format!("the server ended with {status}"))) }
    }

    /// Waits for the server to be ended from outside.
    pub async fn serve(mut self) -> Told {
        // Waiting closes the input of a process that still holds it, and the server takes that as the end.
        let _input = self.process.stdin.take();
        self.process.wait().await?;
        Ok(())
    }
}

/// The server's program lies beside this one.
fn program() -> Told<PathBuf> {
    let here = std::env::current_exe()?;
    let beside = here.with_file_name(format!("jobsheet{}", std::env::consts::EXE_SUFFIX));
    if beside.exists() {
        Ok(beside)
    } else {
        Err(Failure("the server is not built: cargo build --workspace".to_owned()))
    }
}
