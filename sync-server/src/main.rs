//! The server's one binary: serve, decode for a server, verify evidence, fill a ledger.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jobsheet_server::admit::decoder::worker;
use jobsheet_server::evidence::{self, Bundle};
use jobsheet_server::{Config, router, seed, server};
use tracing_subscriber::EnvFilter;

#[derive(Parser)]
#[command(name = "jobsheet", version, about = "The server of jobsheet, and what checks its evidence")]
struct Asked {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Serve devices and the console until stopped.
    Serve {
        /// The configuration file; see docs/guide/server.toml.
        #[arg(long, env = "JOBSHEET_CONFIG")]
        config: Option<PathBuf>,
    },
    /// Decode foreign bytes for a server; started by it.
    #[command(hide = true)]
    Worker {
        /// Memory this process may take, bytes.
        memory_bytes: u64,
    },
    /// Check an evidence bundle: exit code 0 when it holds, 1 when it does not.
    Verify {
        /// The bundle.
        file: PathBuf,
    },
    /// Fill an empty ledger: with an administrator, or with a sample organisation.
    Seed {
        /// The configuration file.
        #[arg(long, env = "JOBSHEET_CONFIG")]
        config: Option<PathBuf>,
        /// The password; a new one is made and shown when this is left out.
        #[arg(long)]
        password: Option<String>,
        /// Fill in the whole sample.
        #[arg(long)]
        sample: bool,
    },
    /// Print the description of the console's API.
    Openapi,
}

fn main() -> ExitCode {
    match run(Asked::parse().what) {
        Ok(code) => code,
        Err(error) => {
            let mut text = error.to_string();
            let mut cause = error.source();
            while let Some(error) = cause {
                text = format!("{text}: {error}");
                cause = error.source();
            }
            eprintln!("jobsheet: {text}");
            ExitCode::FAILURE
        }
    }
}

type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

fn run(what: What) -> Outcome {
    match what {
        What::Serve { config } => serve(load(config)?),
        What::Worker { memory_bytes } => {
            worker::run(memory_bytes)?;
            Ok(ExitCode::SUCCESS)
        }
        What::Verify { file } => verify(&file),
        What::Seed { config, password, sample } => fill(load(config)?, password, sample),
        What::Openapi => {
            println!("{}", router::openapi().to_pretty_json()?);
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn load(file: Option<PathBuf>) -> Result<Config, Box<dyn std::error::Error>> {
    // Variables that are no text, and the one that names the file, are not ours.
    let variables = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let mut config = Config::load(file.as_deref(), variables.filter(|(name, _)| name != "JOBSHEET_CONFIG"))?;
    if config.worker_command.is_none() {
        config.worker_command = Some(std::env::current_exe()?);
    }
    Ok(config)
}

fn serve(config: Config) -> Outcome {
    log(config.log_json);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut running = server::start(config).await?;
        println!("jobsheet listens on http://{}", running.address);
        tokio::select! {
            ended = running.ended() => ended?,
            () = asked_to_stop() => running.stop().await,
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Resolves at an interrupt or, where there is one, the signal by which service managers end a process.
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => {
            if interrupted.is_err() {
                std::future::pending::<()>().await;
            }
        }
        () = terminated => {}
    }
}

fn verify(file: &std::path::Path) -> Outcome {
    let bytes = std::fs::read(file)?;
    let bundle: Bundle = match serde_json::from_slice(&bytes) {
        Ok(bundle) => bundle,
        Err(error) => {
            println!("✗ readable: this is no evidence bundle, or it is damaged ({error})");
            return Ok(ExitCode::FAILURE);
        }
    };
    let result = evidence::verify(&bundle);
    for check in &result.checks {
        println!("{} {}: {}", if check.ok { "✓" } else { "✗" }, check.name, check.detail);
    }
    println!("{}", if result.valid { "VALID" } else { "NOT VALID" });
    Ok(if result.valid { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn fill(config: Config, password: Option<String>, sample: bool) -> Outcome {
    let shown = password.is_none();
    let password = password.unwrap_or_else(|| hex::encode(rand::random::<[u8; 8]>()));
    let server = server::open(Config { demo_password: None, ..config })?;
    let filled = if sample { seed::sample(&server, &password) } else { seed::administrator(&server, &password) };
    filled?;
    if shown {
        println!("password: {password}");
    }
    Ok(ExitCode::SUCCESS)
}

fn log(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json { lines.json().init() } else { lines.init() }
}
