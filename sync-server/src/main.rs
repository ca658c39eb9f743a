//! The server's one binary: serve, decode for a server, verify evidence, fill a ledger.

#![expect(clippy::disallowed_methods, reason = "a shell: it reads files and the environment")]

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use jobsheet_attestation::Trust;
use jobsheet_domain::language::Language;
use jobsheet_evidence::{Evidence, Finding, Held, Published, Verdict, verify_trusting};
use jobsheet_server::api::router;
use jobsheet_server::office::decoder::worker;
use jobsheet_server::office::views::VerificationView;
use jobsheet_server::{Config, open, rotate_key, seed, start};
use tracing_subscriber::EnvFilter;
use uuid::Uuid;

#[derive(Parser)]
#[command(name = "jobsheet", version, about = "The server of jobsheet, and what checks its evidence")]
struct Asked {
    #[command(subcommand)]
    what: What,
}

#[derive(Args)]
struct Serving {
    /// The configuration file; see docs/guide/server.toml.
    #[arg(long, env = "JOBSHEET_CONFIG")]
    config: Option<PathBuf>,
    /// Where to listen, instead of what the configuration says.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Folder of the ledger and the blobs, instead of what the configuration says.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Fill an empty ledger with the sample organisation, print the address and its password as a line of JSON, and stop
    /// when the standard input ends: for whoever starts the server as a child.
    #[arg(long)]
    demo: bool,
}

#[derive(Subcommand)]
enum What {
    /// Serve devices and the console until stopped.
    Serve(Serving),
    /// Decode foreign bytes for a server; started by it.
    #[command(hide = true)]
    Worker {
        /// Memory this process may take, bytes.
        memory_bytes: u64,
        /// Computing time it may take, seconds.
        cpu_s: u64,
    },
    /// Check evidence. Exit code 0: intact and its origin proved; 1: broken; 3: intact, its origin not proved; 4: no evidence
    /// at all; 5: about something else than was asked.
    Verify {
        /// The file, as it was exported.
        file: PathBuf,
        /// The keys the organisation publishes at /.well-known/jobsheet-keys.json or /.well-known/jwks.json, fetched by
        /// yourself. Without them the result holds for the keys in the file, which whoever made it put there.
        #[arg(long)]
        keys: Option<PathBuf>,
        /// Whose attestations of devices' keys to believe: a file of settings as the server's, of which `[attestation]` counts.
        #[arg(long)]
        makers: Option<PathBuf>,
        /// The order it must be about: its document's id.
        #[arg(long)]
        order: Option<Uuid>,
        /// The organisation it must be of.
        #[arg(long)]
        organisation: Option<Uuid>,
        /// The answer as JSON, for programs.
        #[arg(long)]
        json: bool,
        /// The language of the answer: zh-Hans, zh-Hant or en. That of the surroundings (`LANG`) when it is left out.
        #[arg(long, value_parser = language)]
        language: Option<Language>,
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
    /// Change the key the server signs with. The server must not run.
    RotateKey {
        /// The configuration file.
        #[arg(long, env = "JOBSHEET_CONFIG")]
        config: Option<PathBuf>,
        /// Folder of the ledger and the keys, instead of what the configuration says.
        #[arg(long)]
        data: Option<PathBuf>,
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
        What::Serve(serving) => serve(serving),
        What::Worker { memory_bytes, cpu_s } => {
            worker::run(memory_bytes, cpu_s)?;
            Ok(ExitCode::SUCCESS)
        }
        What::Verify { file, keys, makers, order, organisation, json, language } => {
            let asked = VerifyAsked { makers: trusted(makers.as_deref())?, order, organisation, json };
            verify(&file, keys.as_deref(), &asked, language.unwrap_or_else(language_of_surroundings))
        }
        What::Seed { config, password, sample } => fill(load(config)?, password, sample),
        What::RotateKey { config, data } => {
            let mut config = load(config)?;
            config.data = data.unwrap_or(config.data);
            rotate_key(config)?;
            println!("the server has a new key");
            Ok(ExitCode::SUCCESS)
        }
        What::Openapi => {
            println!("{}", router::openapi().to_pretty_json()?);
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn load(file: Option<PathBuf>) -> Result<Config, Box<dyn std::error::Error>> {
    // Variables that are no text, and the one that names the file, are not ours.
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let mut config = Config::load(file.as_deref(), variables.filter(|(name, _)| name != "JOBSHEET_CONFIG"))?;
    if config.worker_command.is_none() {
        config.worker_command = Some(std::env::current_exe()?);
    }
    Ok(config)
}

fn serve(asked: Serving) -> Outcome {
    let mut config = load(asked.config)?;
    log(config.log_json);
    config.listen = asked.listen.unwrap_or(config.listen);
    config.data = asked.data.unwrap_or(config.data);
    if asked.demo {
        config.demo_password.get_or_insert_with(new_password);
    }
    let password = config.demo_password.clone().filter(|_| asked.demo);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut running = start(config).await?;
        match &password {
            Some(password) => {
                println!("{}", serde_json::json!({ "address": running.address, "password": password }));
            }
            None => println!("jobsheet listens on http://{}", running.address),
        }
        tokio::select! {
            ended = running.ended() => ended?,
            () = asked_to_stop() => running.stop().await,
            () = input_ended(), if asked.demo => running.stop().await,
        }
        Ok::<(), Box<dyn std::error::Error>>(())
    })?;
    // A thread may still wait for the standard input; it is not waited for.
    runtime.shutdown_background();
    Ok(ExitCode::SUCCESS)
}

/// Resolves when the standard input ends.
async fn input_ended() {
    let drained = tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink()));
    // However reading ended, there is nothing more to wait for.
    let _ = drained.await;
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

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "zh-Hans, zh-Hant or en".to_owned())
}

/// The language of the locale (POSIX: `LC_ALL` before `LC_MESSAGES` before `LANG`); English when it is none of ours.
fn language_of_surroundings() -> Language {
    let set = |name: &&str| std::env::var_os(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    let code = locale.and_then(|value| value.into_string().ok()).unwrap_or_default().replace('_', "-");
    Language::from_code(&code).unwrap_or(Language::English)
}

/// What is asked of a verification beside its file.
struct VerifyAsked {
    makers: Trust,
    order: Option<Uuid>,
    organisation: Option<Uuid>,
    json: bool,
}

/// The exit codes of a verification: 0 when nothing was altered and the origin is proved.
const BROKEN: u8 = 1;
const UNPROVED: u8 = 3;
const UNREADABLE: u8 = 4;
const UNEXPECTED: u8 = 5;

fn verify(file: &Path, keys: Option<&Path>, asked: &VerifyAsked, language: Language) -> Outcome {
    let Some((evidence, published)) = read(file, keys, language) else {
        return Ok(ExitCode::from(UNREADABLE));
    };
    let made = verify_trusting(&evidence, published.as_ref(), &asked.makers);
    let verdict = made.verdict();
    let about = evidence.about().map(|(organisation, document)| (organisation.0, document.0));
    let expected = asked.order.is_none_or(|order| about.is_some_and(|(_, document)| document == order))
        && asked
            .organisation
            .is_none_or(|asked| about.is_some_and(|(organisation, _)| organisation == asked));
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&VerificationView::new(made, language))?);
    } else {
        for check in &made.checks {
            println!("{}", line(check.held, &check.finding, language));
        }
        println!("{}", verdict.said(language));
    }
    if !expected {
        let (organisation, document) = about.unwrap_or_default();
        eprintln!(
            "the file is about order {document} of organisation {organisation}, not about what was asked"
        );
        return Ok(ExitCode::from(UNEXPECTED));
    }
    Ok(match verdict {
        Verdict::Proved => ExitCode::SUCCESS,
        Verdict::Unproved => ExitCode::from(UNPROVED),
        Verdict::Broken => ExitCode::from(BROKEN),
    })
}

/// Whom a file of settings believes of what makers say.
fn trusted(makers: Option<&Path>) -> Result<Trust, Box<dyn std::error::Error>> {
    let Some(file) = makers else { return Ok(Trust::default()) };
    let config = Config::load(Some(file), [])?;
    config.attestation.trust().map_err(|(what, source)| format!("{what}: {source}").into())
}

/// The evidence and the published keys; nothing, and a line that says why, where a file is not to be read.
fn read(file: &Path, keys: Option<&Path>, language: Language) -> Option<(Evidence, Option<Published>)> {
    let bytes =
        |file: &Path| std::fs::read(file).map_err(|error| eprintln!("{}: {error}", file.display())).ok();
    let published = match keys {
        Some(keys) => {
            let published = Published::read(&bytes(keys)?);
            if published.is_none() {
                eprintln!("{}: no list and no set of published keys", keys.display());
            }
            Some(published?)
        }
        None => None,
    };
    let evidence = Evidence::read(&bytes(file)?);
    let evidence = evidence.map_err(|broken| println!("{}", line(Held::Broken, &broken, language))).ok()?;
    Some((evidence, published))
}

fn line(held: Held, finding: &Finding, language: Language) -> String {
    format!("{} {} ({})", held.mark(), finding.message(language), finding.code)
}

fn fill(config: Config, password: Option<String>, sample: bool) -> Outcome {
    let shown = password.is_none();
    let password = password.unwrap_or_else(new_password);
    let server = open(Config { demo_password: None, ..config })?;
    let filled =
        if sample { seed::sample(&server, &password) } else { seed::administrator(&server, &password) };
    filled?;
    if shown {
        println!("password: {password}");
    }
    Ok(ExitCode::SUCCESS)
}

fn new_password() -> String {
    hex::encode(rand::random::<[u8; 8]>())
}

/// What is logged where the environment does not say. The storage library makes a span of each change it reads.
const LOGGED: &str = "info,automerge=warn";

fn log(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOGGED));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json { lines.json().init() } else { lines.init() }
}
