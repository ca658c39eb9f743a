//! Normalises files: `normalise_files OUT FILE…` writes `OUT/<name>.normal.jpg` and `OUT/<name>.thumb.jpg`.
//!
//! A whole process of its own, so that a benchmark can measure its CPU time and peak memory beside
//! `vipsthumbnail` on the same photos (docs/adr/0003).

#![expect(clippy::disallowed_methods, reason = "a program that reads and writes files")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use jobsheet_media::{Limits, Outcome, PositionPolicy, normalise};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let out = arguments.next().ok_or("usage: normalise_files OUT FILE…")?;
    fs::create_dir_all(&out)?;
    for file in arguments {
        write_forms(&file, &out)?;
    }
    Ok(())
}

fn write_forms(file: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    match normalise(&fs::read(file)?, &Limits::default(), PositionPolicy::Keep) {
        Outcome::Normalised(forms) => {
            fs::write(out.join(format!("{name}.normal.jpg")), forms.normal)?;
            fs::write(out.join(format!("{name}.thumb.jpg")), forms.thumbnail)?;
            Ok(())
        }
        Outcome::KeptAsIs { reason } => Err(format!("{name}: {reason}").into()),
    }
}
