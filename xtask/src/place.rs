//! Where things are: the workspace, and the cache outside the clone that outlives it.

use std::fs::File;
use std::path::{Path, PathBuf};

/// The workspace's root folder.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The user's cache for this product: tools, npm and Maven downloads, the Swift folder, CI's target folder.
pub fn cache() -> PathBuf {
    let base = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    base.or_else(home).unwrap_or_else(|| root().join("target/cache")).join("jobsheet")
}

/// Does something to the cache while no other run does the same.
pub fn alone(name: &str, work: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    std::fs::create_dir_all(cache()).map_err(|error| format!("{}: {error}", cache().display()))?;
    let lock = File::create(cache().join(format!("{name}.lock")));
    let held = lock.and_then(|file| file.lock().map(|()| file));
    let _held = held.map_err(|error| format!("{name}.lock: {error}"))?;
    work()
}

/// Whether this is a run of CI.
pub fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}

/// The folder cargo builds into. In CI it lies in the cache, so that a fresh clone finds yesterday's dependencies.
pub fn target() -> PathBuf {
    if let Some(chosen) = std::env::var_os("CARGO_TARGET_DIR") {
        return PathBuf::from(chosen);
    }
    if is_ci() { cache().join("target") } else { root().join("target") }
}
