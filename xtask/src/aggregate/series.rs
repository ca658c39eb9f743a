//! The letters that numbers of a kind begin with (R1).

use std::path::Path;

use crate::run::{self, Result};

/// Refuses letters that are no series or another aggregate's.
pub fn check(source: &Path, series: &str) -> Result {
    if series.len() != 2 || !series.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Err(format!("“{series}” is no series: two capital letters, such as WO"));
    }
    let entries = std::fs::read_dir(source).map_err(|error| format!("{}: {error}", source.display()))?;
    for rules in entries.flatten().map(|entry| entry.path().join("rules.rs")).filter(|rules| rules.is_file())
    {
        if run::read(&rules)?.contains(&format!("SERIES: Option<&'static str> = Some(\"{series}\")")) {
            return Err(format!("the series {series} is given by {}", rules.display()));
        }
    }
    Ok(())
}
