//! The benchmarks: ratios taken in one run, never times held against a wall clock of another machine.

use std::path::Path;

use crate::run::{self, Result};
use crate::{place, tools};

/// Measures and prints; the figures as JSON where asked.
pub fn measure(json: Option<&Path>) -> Result {
    tools::compilers()?;
    tools::need("vipsthumbnail", "--vips-version", &["libvips-tools"])?;
    tools::need("/usr/bin/time", "--version", &["time"])?;
    run::cargo(&["build", "--profile", "bench", "-p", "jobsheet-media", "--examples"])?;
    run::cargo(&["build", "--profile", "bench", "-p", "jobsheet-demo", "-p", "jobsheet-server"])?;
    let folder = place::target().join("release");
    let mut bench = run::command(folder.join("jobsheet-bench"));
    bench.env("JOBSHEET_NORMALISE", folder.join("examples/normalise_files"));
    if let Some(file) = json {
        let file = std::path::absolute(file).map_err(|error| error.to_string())?;
        bench.arg("--json").arg(file);
    }
    run::status(&mut bench)
}
