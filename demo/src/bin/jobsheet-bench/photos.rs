//! Photos to normal form and thumbnail against `vipsthumbnail`, whole processes on the same photos in the same run.
//!
//! The reference is two runs of vips from the originals, one to the normal form's size and one to the thumbnail's: its CPU
//! is their sum, its memory the higher of the two.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::figure::{Figures, Measured, median};

const ROUNDS: usize = 5;

/// What a process cost.
struct Cost {
    cpu_s: f64,
    peak_kb: f64,
}

pub fn measure(figures: &mut Figures) -> Measured {
    let Some(program) = std::env::var_os("JOBSHEET_NORMALISE") else {
        println!(
            "photos SKIPPED: JOBSHEET_NORMALISE does not name the program; run through cargo xtask bench"
        );
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let photos = photos()?;
    let (mut cpu, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let normal = vips(&photos, folder.path(), "2016x2016", "%s.normal.jpg[Q=85,strip]")?;
        let thumbnail = vips(&photos, folder.path(), "320x320", "%s.thumb.jpg[Q=80,strip]")?;
        let ours = run(Command::new(&program).arg(folder.path()).args(&photos))?;
        cpu.push(ours.cpu_s / (normal.cpu_s + thumbnail.cpu_s));
        memory.push(ours.peak_kb / normal.peak_kb.max(thumbnail.peak_kb));
    }
    figures.bounded("five 12-megapixel photos, CPU against vipsthumbnail", median(cpu), "×", 0.45);
    figures.bounded("five 12-megapixel photos, memory against vipsthumbnail", median(memory), "×", 1.0);
    Ok(())
}

fn photos() -> Measured<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/photos").canonicalize()?;
    let mut photos: Vec<PathBuf> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    photos.retain(|file| file.extension().is_some_and(|kind| kind == "jpg"));
    photos.sort();
    Ok(photos)
}

fn vips(photos: &[PathBuf], folder: &Path, size: &str, out: &str) -> Measured<Cost> {
    let out = folder.join(out);
    run(Command::new("vipsthumbnail").args(["--size", size, "-o"]).arg(out).args(photos))
}

/// Runs under GNU time, which tells CPU seconds and the peak of the resident set.
fn run(command: &mut Command) -> Measured<Cost> {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%U %S %M"]).arg(command.get_program()).args(command.get_args());
    let output = timed.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{command:?}: {said}").into());
    }
    let numbers = said.lines().last().unwrap_or_default().split_whitespace().map(str::parse::<f64>);
    match numbers.collect::<Result<Vec<_>, _>>()?[..] {
        [user, system, peak_kb] => Ok(Cost { cpu_s: user + system, peak_kb }),
        _ => Err(format!("no figures in {said}").into()),
    }
}
