//! Devices as processes, and what a server's processes have computed.

use std::path::Path;
use std::process::Stdio;

use serde::de::DeserializeOwned;
use tokio::process::{Child, Command};

use super::home;
use crate::figure::Measured;

/// Ticks of the system's clock of processes a second, as Linux tells them to everybody.
const TICKS: f64 = 100.0;

/// Starts this program as a device that does one thing.
pub fn start(folder: &Path, thing: &str, name: &str, with: &[&str]) -> Measured<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("device").arg(thing).arg(home(folder)).arg(name).args(with);
    Ok(command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?)
}

/// What a device told before it ended.
pub async fn told<T: DeserializeOwned>(device: Child) -> Measured<T> {
    let output = device.wait_with_output().await?;
    if !output.status.success() {
        return Err(format!("a device ended with {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// What a process and its children have computed.
#[derive(Clone, Copy)]
pub struct Cpu {
    ticks: f64,
}

impl Cpu {
    /// That of a process, with the children that live and those that have ended.
    pub fn of(process: u32) -> Measured<Self> {
        let (_, own) = stat(&process.to_string())?;
        let mut ticks = own[0] + own[1];
        for entry in std::fs::read_dir("/proc")? {
            let name = entry?.file_name();
            let Some(number) = name.to_str().filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
            else {
                continue;
            };
            // A process may end between two looks.
            if let Ok((parent, of_child)) = stat(number)
                && parent == process
            {
                ticks += of_child[0] + of_child[1];
            }
        }
        Ok(Self { ticks })
    }

    /// Milliseconds in all.
    pub fn ms(self) -> f64 {
        self.ticks / TICKS * 1_000.0
    }

    /// Milliseconds since an earlier look.
    pub fn since(self, earlier: Self) -> f64 {
        self.ms() - earlier.ms()
    }
}

/// The most memory a process has had in its life, in MiB; `self` is this one.
pub fn peak(process: &str) -> Measured<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()).ok_or("no figures of a process")?;
    Ok(kib.parse::<f64>()? / 1_024.0)
}

/// A process's parent; what it has computed, and what its children that ended had.
fn stat(process: &str) -> Measured<(u32, [f64; 2])> {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let (_, fields) = line.rsplit_once(')').ok_or("no figures of a process")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let field = |number: usize| fields.get(number).copied().unwrap_or_default();
    let sum = |at: usize| -> Measured<f64> { Ok(field(at).parse::<f64>()? + field(at + 1).parse::<f64>()?) };
    Ok((field(1).parse()?, [sum(11)?, sum(13)?]))
}
