//! What a person types: `cargo xtask demo`, `test`, `bindings`, `bench`, `new-aggregate`.
//!
//! It has few dependencies on purpose, so that it is built in seconds and can say what is missing before anything
//! large is built.

#![expect(
    clippy::disallowed_methods,
    reason = "a program that runs programs, measures them and makes folders"
)]

mod aggregate;
mod bench;
mod bindings;
mod checks;
mod console;
mod demo;
mod evidence;
mod kotlin;
mod place;
mod run;
mod stage;
mod swift;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Build, check and show jobsheet")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Play the main job with the real library and a real server.
    Demo {
        /// Stop at the end instead of keeping the server; exit 0 or 1.
        #[arg(long)]
        once: bool,
        /// Write the figures as JSON.
        #[arg(long)]
        json: Option<PathBuf>,
    },
    /// Run everything CI runs.
    Test {
        /// Run the heavy suites with their long budget.
        #[arg(long)]
        long: bool,
        /// Only the stages with these names.
        #[arg(long)]
        only: Vec<String>,
    },
    /// The same as `test`.
    Ci,
    /// Generate the Kotlin and Swift bindings.
    Bindings,
    /// Begin a new kind of document: its module in the domain with one status move and tests, and its line in the list.
    NewAggregate {
        /// The kind's name as it is stored: `spare_claim`.
        name: String,
        /// What Chinese sentences call one, in both scripts: `备件索赔,备件索賠`.
        #[arg(long)]
        chinese: String,
        /// The two letters its register numbers begin with, where it has a register (R1).
        #[arg(long)]
        series: Option<String>,
    },
    /// Measure, as ratios in one run.
    Bench {
        /// Write the figures as JSON.
        #[arg(long)]
        json: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Demo { once, json } => demo::play(once, json.as_deref()),
        Task::Test { long, only } => checks::all(long, &only),
        Task::Ci => checks::all(false, &[]),
        Task::Bindings => bindings::generate().map(|_| ()),
        Task::NewAggregate { name, chinese, series } => aggregate::new(&name, &chinese, series.as_deref()),
        Task::Bench { json } => bench::measure(json.as_deref()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nxtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
