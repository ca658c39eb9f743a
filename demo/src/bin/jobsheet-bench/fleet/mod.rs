//! A department comes home: many devices, each a process of its own, sync at once with a server that holds many orders and was
//! restarted since they were raised.

mod department;
pub mod device;
pub mod growth;
mod process;

use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::Deserialize;

use crate::figure::{Figures, Measured, median};
use department::Department;

/// What a device tells of a sync.
#[derive(Deserialize)]
struct Synced {
    /// From the agreed beginning to the end, milliseconds.
    ms: f64,
    /// Runs the server has now.
    sent: usize,
    /// Bytes of bodies.
    bytes_down: u64,
    /// Bytes of bodies.
    bytes_up: u64,
    /// What the device's process computed for it, milliseconds.
    cpu_ms: f64,
    /// The most memory the device's process has had, MiB.
    peak_mib: f64,
    /// Attempts that failed before it went through, by code.
    failures: Vec<String>,
}

/// Time for every process to have started before the first of them syncs.
const GATHER: Duration = Duration::from_millis(1_500);
/// Devices that sync for the first time together.
const FIRST_TOGETHER: usize = 8;

/// Orders of a technician, and how many of them were worked on before the technician comes home.
const ORDERS: usize = 50;
const EDITED: usize = 20;
/// How much smaller the department is that a run's cost is compared with.
const SMALLER: usize = 4;

/// What a run costs grows with nothing but its document: it is measured with a department and with a quarter of it.
pub async fn measure(devices: usize, figures: &mut Figures) -> Measured {
    let few = devices.div_ceil(SMALLER);
    let among_few = come_home(few, figures).await?;
    let among_many = come_home(devices, figures).await?;
    figures.bounded(
        &format!("fleet: a run, {devices} devices against {few}"),
        among_many / among_few,
        "×",
        1.6,
    );
    Ok(())
}

/// The day of a department; what a run of its evening costs the server, in milliseconds.
async fn come_home(devices: usize, figures: &mut Figures) -> Measured<f64> {
    let folder = tempfile::tempdir()?;
    let of = format!("fleet of {devices}");
    let mut tell = |what: &str, value: f64, unit: &str| figures.told(&format!("{of}: {what}"), value, unit);
    let department = Department::open(folder.path(), devices).await?;
    let (begun, orders) = (department.cpu()?, devices * ORDERS);
    department.raise(orders, fault).await?;
    tell("raising and assigning an order", department.cpu()?.since(begun) / orders as f64, "ms CPU");
    let begun = department.cpu()?;
    department.enrol().await?;
    tell("enrolling a device", department.cpu()?.since(begun) / devices as f64, "ms CPU");

    let begun = department.cpu()?;
    let mut came = Vec::new();
    for some in department.names().chunks(FIRST_TOGETHER) {
        came.extend(at_once(&department, some).await?);
    }
    tell("first sync of a device", department.cpu()?.since(begun) / devices as f64, "ms CPU");
    let bytes = came.iter().map(|one| one.bytes_down).sum::<u64>();
    tell("first sync of a device, its answers", bytes as f64 / devices as f64 / 1_000.0, "KB");

    let department = department.restart().await?;
    department.work(EDITED).await?;
    let (begun, clock) = (department.cpu()?, Instant::now());
    let synced = at_once(&department, &department.names()).await?;
    let seconds = clock.elapsed().saturating_sub(GATHER).as_secs_f64();
    let runs: usize = synced.iter().map(|one| one.sent).sum();
    let run = department.cpu()?.since(begun) / runs as f64;
    tell("a run, all at once after a restart", run, "ms CPU");
    tell("runs a second, the devices on this machine too", runs as f64 / seconds, "");
    let times: Vec<f64> = synced.iter().map(|one| one.ms).collect();
    tell("the last device", times.iter().copied().fold(0.0, f64::max), "ms");
    tell("a device, median", median(times), "ms");
    let failures: Vec<&String> = synced.iter().chain(&came).flat_map(|one| &one.failures).collect();
    failures.iter().for_each(|code| eprintln!("{of}: an attempt failed with {code}"));
    figures.bounded(&format!("{of}: attempts that failed"), failures.len() as f64, "", 0.0);
    let missing = (devices * EDITED).abs_diff(runs);
    figures.bounded(&format!("{of}: runs that did not come in"), missing as f64, "", 0.0);
    department.close().await?;
    Ok(run)
}

fn fault(number: usize) -> String {
    format!("Unit {number}: 运行约十分钟后高温报警停机，重启后可再运行。")
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

/// Where a device of the department has its files.
fn home(folder: &Path) -> std::path::PathBuf {
    folder.join("devices")
}
