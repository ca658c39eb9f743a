//! Benchmarks as ratios in one run: what we cost against the least the same work could cost, on this machine, now.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and starts processes")]

mod desk;
mod figure;
mod fleet;
mod journal;
mod lists;
mod long_orders;
mod photos;
mod sync;
mod tap;
mod yard;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::figure::{Figures, Measured};

#[derive(Parser)]
#[command(about = "Measure jobsheet, as ratios in one run")]
struct Arguments {
    /// Write the figures as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Orders on the device in the sync and growth benchmarks.
    #[arg(long, default_value_t = 1_000)]
    orders: usize,
    /// Devices that come home at once in the fleet benchmark, each with fifty orders in the ledger.
    #[arg(long, default_value_t = 20)]
    devices: usize,
    /// Only one of the benchmarks: lists, photos, sync, tap, long-orders, fleet or growth.
    #[arg(long)]
    only: Option<String>,
    #[command(subcommand)]
    role: Option<Role>,
}

/// What a process of the fleet benchmark is.
#[derive(clap::Subcommand)]
enum Role {
    /// A device.
    #[command(subcommand, hide = true)]
    Device(fleet::device::Thing),
}

impl Arguments {
    fn wants(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == name)
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = Arguments::parse();
    let outcome = match arguments.role.take() {
        Some(Role::Device(thing)) => fleet::device::act(thing).await.map(|()| true),
        None => measure(&arguments).await,
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(arguments: &Arguments) -> Measured<bool> {
    let mut figures = Figures::default();
    if arguments.wants("lists") {
        lists::measure(&mut figures)?;
    }
    if arguments.wants("photos") {
        photos::measure(&mut figures)?;
    }
    if arguments.wants("sync") || arguments.wants("tap") {
        on_a_server(arguments, &mut figures).await?;
    }
    if arguments.wants("long-orders") {
        long_orders::measure(&mut figures).await?;
    }
    if arguments.wants("fleet") {
        fleet::measure(arguments.devices, &mut figures).await?;
    }
    if arguments.wants("growth") {
        fleet::growth::measure(arguments.orders, &mut figures).await?;
    }
    figures.print();
    if let Some(file) = &arguments.json {
        std::fs::write(file, serde_json::to_vec_pretty(&figures)?)?;
    }
    Ok(figures.all_hold())
}

async fn on_a_server(arguments: &Arguments, figures: &mut Figures) -> Measured {
    let yard = yard::Yard::open(arguments.orders).await?;
    if arguments.wants("sync") {
        sync::measure(&yard, figures).await?;
    } else {
        yard.client.sync(&yard.cancel).await?;
    }
    if arguments.wants("tap") {
        tap::measure(&yard, figures)?;
    }
    yard.close().await;
    Ok(())
}
