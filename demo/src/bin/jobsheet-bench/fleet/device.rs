//! One device of the department, in a process of its own.

use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Subcommand;
use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::work_order::WorkOrderCommand;
use jobsheet_client::store::{Page, RowQuery};
use jobsheet_client::{CancelHandle, Client};
use jobsheet_screens::screens;
use serde_json::json;

use super::process::{self, Cpu};
use crate::figure::Measured;
use crate::yard;

/// How often a sync that failed is tried again.
const ATTEMPTS: usize = 200;
/// How long a device waits after a sync that failed.
const PAUSE: Duration = Duration::from_millis(500);

/// What a device does.
#[derive(Subcommand)]
pub enum Thing {
    /// Enrols; tells its fingerprint.
    Enrol { folder: PathBuf, name: String, base: String, code: String },
    /// Accepts so many of its orders, offline.
    Work { folder: PathBuf, name: String, orders: u32 },
    /// Waits for a moment, in milliseconds since 1970, and syncs until nothing is unsent.
    Sync { folder: PathBuf, name: String, at: u64 },
}

/// Does it, and tells what came of it as JSON.
pub async fn act(thing: Thing) -> Measured {
    let told = match thing {
        Thing::Enrol { folder, name, base, code } => {
            let client = yard::device(&folder, &name)?;
            let enrolled = client.enrol(&base, &code, "bench", &CancelHandle::new()).await?;
            client.close().await;
            json!({ "fingerprint": enrolled.fingerprint })
        }
        Thing::Work { folder, name, orders } => {
            let client = yard::device(&folder, &name)?;
            work(&client, orders)?;
            client.close().await;
            json!({})
        }
        Thing::Sync { folder, name, at } => {
            let client = yard::device(&folder, &name)?;
            let told = sync(&client, at).await?;
            client.close().await;
            told
        }
    };
    println!("{told}");
    Ok(())
}

fn work(client: &Client, orders: u32) -> Measured {
    let query = RowQuery { mine: true, ..RowQuery::default() };
    for listed in screens(client).orders(&query, Page { limit: orders, offset: 0 })? {
        client.submit(listed.row.id, &Command::WorkOrder(WorkOrderCommand::Accept))?;
    }
    Ok(())
}

async fn sync(client: &Client, at: u64) -> Measured<serde_json::Value> {
    let begin = UNIX_EPOCH + Duration::from_millis(at);
    tokio::time::sleep(begin.duration_since(SystemTime::now()).unwrap_or_default()).await;
    let never = CancelHandle::new();
    let unsent = client.unsent()?.changes;
    let computed = Cpu::of(std::process::id())?.ms();
    let mut failures = Vec::new();
    for _ in 0..ATTEMPTS {
        match client.sync(&never).await {
            Ok(summary) => {
                let left = client.unsent()?.changes;
                let ms = SystemTime::now().duration_since(begin)?.as_secs_f64() * 1_000.0;
                let cpu_ms = Cpu::of(std::process::id())?.ms() - computed;
                let peak_mib = process::peak("self")?;
                return Ok(json!({ "ms": ms, "sent": unsent - left, "bytes_down": summary.bytes_down,
                    "bytes_up": summary.bytes_up, "cpu_ms": cpu_ms, "peak_mib": peak_mib,
                    "failures": failures }));
            }
            Err(error) => failures.push(error.code()),
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(format!("nothing got through: {failures:?}").into())
}
