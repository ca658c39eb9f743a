//! The main job, end to end, told step by step: a job done offline, signed on the tablet, seen by the dispatcher.
//!
//! A real server process, two devices with encrypted files of their own, and a network between them that goes away.

#![expect(
    clippy::disallowed_methods,
    reason = "a program that starts processes, reads photos and tells the time"
)]

mod device;
mod narrate;
mod office;
mod story;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use jobsheet_demo::{failure, server};

#[derive(Parser)]
#[command(about = "Play the main job with the real library against a real server")]
struct Arguments {
    /// Stop at the end instead of keeping the server.
    #[arg(long)]
    once: bool,
    /// Write the figures as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// A program to run when the story is told, with BASE_URL, LOGIN and PASSWORD set to the console's.
    #[arg(last = true)]
    then: Vec<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match story::tell(arguments.once, arguments.json.as_deref(), &arguments.then).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nThe story broke off: {failure}");
            ExitCode::FAILURE
        }
    }
}
