//! A department comes home: many devices, each a process of its own, sync at once with a server that holds many orders and was
//! restarted since they were raised.

mod department;
pub mod device;
mod process;

use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::Deserialize;

use crate::figure::{Figures, Measured, median};
use department::Department;
use process::Cpu;

/// How large the department is.
#[derive(Clone, Copy)]
pub struct Size {
    /// Technicians, each with a device.
    pub devices: usize,
    /// Orders in the ledger, shared out among them.
    pub orders: usize,
    /// Orders a technician works on before coming home.
    pub edited: usize,
}

/// What a device tells of a sync.
#[derive(Deserialize)]
struct Synced {
    /// From the agreed beginning to the end, milliseconds.
    ms: f64,
    /// Runs the server has now.
    sent: usize,
    /// Documents that came.
    changed: usize,
    /// Bytes of bodies.
    bytes_down: u64,
    /// Attempts that failed before it went through, by code.
    failures: Vec<String>,
}

/// Time for every process to have started before the first of them syncs.
const GATHER: Duration = Duration::from_millis(1_500);
/// Devices that sync for the first time together.
const FIRST_TOGETHER: usize = 8;

pub async fn measure(size: Size, figures: &mut Figures) -> Measured {
    let folder = tempfile::tempdir()?;
    let mut department = Department::open(folder.path(), size).await?;
    let raising = department.cpu()?;
    department.raise(size.orders).await?;
    per(figures, "fleet: raising and assigning an order", department.cpu()?.since(&raising), size.orders);
    let enrolling = department.cpu()?;
    department.enrol().await?;
    per(figures, "fleet: enrolling a device", department.cpu()?.since(&enrolling), size.devices);

    let first = department.cpu()?;
    let mut came = Vec::new();
    for some in department.names().chunks(FIRST_TOGETHER) {
        came.extend(at_once(&department, some).await?);
    }
    per(figures, "fleet: first sync of a device", department.cpu()?.since(&first), size.devices);
    let documents: usize = came.iter().map(|one| one.changed).sum();
    figures.told("fleet: first sync, documents of a device", ratio(documents, size.devices), "");
    let bytes = came.iter().map(|one| one.bytes_down).sum::<u64>();
    figures.told("fleet: first sync, KB of a device", bytes as f64 / 1_000.0 / size.devices as f64, "KB");

    department = department.restart().await?;
    department.work(size.edited).await?;
    let home = department.cpu()?;
    let begun = Instant::now();
    let synced = at_once(&department, &department.names()).await?;
    let took = begun.elapsed().saturating_sub(GATHER).as_secs_f64();
    let used = department.cpu()?.since(&home);
    told(figures, &synced, used, took);
    department.close().await
}

fn told(figures: &mut Figures, synced: &[Synced], used: Cpu, took: f64) {
    let runs: usize = synced.iter().map(|one| one.sent).sum();
    let failures: Vec<&String> = synced.iter().flat_map(|one| &one.failures).collect();
    let times: Vec<f64> = synced.iter().map(|one| one.ms).collect();
    let worst = times.iter().copied().fold(0.0, f64::max);
    per(figures, "fleet: a run, all devices at once after a restart", used, runs);
    figures.told("fleet: runs a second, devices on the same machine", runs as f64 / took, "");
    figures.told("fleet: a device, median", median(times), "ms");
    figures.told("fleet: the last device", worst, "ms");
    figures.bounded("fleet: attempts that failed", failures.len() as f64, "", 0.0);
    if let Some(failure) = failures.first() {
        eprintln!("fleet: {} attempts failed, one with {failure}", failures.len());
    }
}

/// Has devices sync together, each as a process of its own.
async fn at_once(department: &Department, names: &[String]) -> Measured<Vec<Synced>> {
    let begin = SystemTime::now().duration_since(UNIX_EPOCH)? + GATHER;
    let at = begin.as_millis().to_string();
    let started: Vec<_> = names
        .iter()
        .map(|name| process::start(&department.folder, "sync", name, &[&at]))
        .collect::<Measured<_>>()?;
    let mut synced = Vec::new();
    for one in started {
        synced.push(process::told(one).await?);
    }
    Ok(synced)
}

fn per(figures: &mut Figures, name: &str, used: Cpu, count: usize) {
    figures.told(&format!("{name}: the server"), used.ms() / count as f64, "ms CPU");
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Where a device of the department has its files.
fn home(folder: &Path) -> std::path::PathBuf {
    folder.join("devices")
}
