//! The dispatcher's console: its build, and its tests in a real browser.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{self, Result};
use crate::stage::{Ending, when_possible};
use crate::{place, tools};

fn folder() -> PathBuf {
    place::root().join("sync-server/console")
}

fn npm() -> Command {
    let mut npm = run::command("npm");
    npm.current_dir(folder()).env("npm_config_cache", place::cache().join("npm"));
    npm.env("npm_config_audit", "false").env("npm_config_fund", "false");
    npm
}

/// Installs the packages of the lock file, when that changed.
fn packages() -> Result {
    tools::node()?;
    if is_newer(&folder().join("node_modules/.package-lock.json"), &[folder().join("package-lock.json")]) {
        return Ok(());
    }
    run::status(npm().arg("ci"))
}

/// What the built console is made of.
const SOURCES: [&str; 8] = [
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
    "../openapi.json",
];

/// Builds `dist` when a source is newer than it. A build that is broken off leaves the one before.
pub fn build() -> Result {
    let built = folder().join("dist");
    if is_newer(&built.join("index.html"), &SOURCES.map(|source| folder().join(source))) {
        return Ok(());
    }
    packages()?;
    let unfinished = folder().join("dist.tmp");
    run::status(npm().args(["run", "build", "--", "--emptyOutDir", "--outDir"]).arg(&unfinished))?;
    run::remove_folder(&built)?;
    std::fs::rename(&unfinished, &built).map_err(|error| format!("{}: {error}", built.display()))
}

/// Types, unit tests and build.
pub fn check() -> Result<Ending> {
    when_possible(tools::node(), |()| {
        packages()?;
        run::status(npm().args(["run", "check"]))?;
        run::status(npm().arg("test"))?;
        build()
    })
}

/// Drives the console in a real browser, over a server on which the main job has just been played: its signed, contested
/// and conflicting orders have the fullest pages.
pub fn browse() -> Result<Ending> {
    when_possible(tools::node().and_then(|()| tools::browser()), |browser| walk(&browser))
}

fn walk(browser: &Path) -> Result {
    packages()?;
    build()?;
    run::cargo(&["build", "--workspace"])?;
    let mut played = run::command(place::target().join("debug/jobsheet-demo"));
    played
        .args(["--once", "--", "npm", "--prefix"])
        .arg(folder())
        .args(["run", "e2e"])
        .env("CHROMIUM", browser)
        .env("MARKED_AT_LEAST", "2");
    run::status(&mut played)
}

/// Whether `made` exists and no source is newer.
fn is_newer(made: &Path, sources: &[PathBuf]) -> bool {
    let Some(made) = modified(made) else { return false };
    sources.iter().all(|source| newest(source).is_none_or(|time| time <= made))
}

fn newest(path: &Path) -> Option<std::time::SystemTime> {
    let Ok(entries) = std::fs::read_dir(path) else { return modified(path) };
    entries.flatten().filter_map(|entry| newest(&entry.path())).max()
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    std::fs::metadata(path).and_then(|found| found.modified()).ok()
}
