//! The walls inside the server: who may name whom, and who knows HTTP.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::members;
use super::modules::{graphs, read};

/// Each module at the root of the server with those it may name, from below.
const WALLS: &[(&str, &str)] = &[
    ("auth", ""),
    ("blobs", ""),
    ("config", ""),
    ("hub", ""),
    ("keys", "private"),
    ("ledger", ""),
    ("private", ""),
    ("office", "auth blobs config hub ledger"),
    ("seed", "auth config ledger office"),
    ("api", "auth blobs config hub keys ledger office private seed"),
];

/// The one module that speaks HTTP.
const HTTP: &str = "api";

fn src() -> PathBuf {
    let (_, folder) = members().into_iter().find(|(name, _)| name == "jobsheet-server").expect("the server");
    folder.join("src")
}

#[test]
fn modules_of_the_server_name_only_what_lies_below_their_wall() {
    let graphs = graphs(&read(&src()));
    for (from, named) in &graphs[&Vec::new()] {
        let (_, below) =
            WALLS.iter().find(|(name, _)| name == from).unwrap_or_else(|| panic!("{from} has no wall"));
        let below: BTreeSet<&str> = below.split_whitespace().collect();
        let beyond: Vec<_> =
            named.iter().filter(|name| *name != from && !below.contains(name.as_str())).collect();
        assert!(beyond.is_empty(), "{from} names {beyond:?}");
    }
}

#[test]
fn only_the_api_knows_http() {
    let mut sources = Vec::new();
    for (module, _) in WALLS.iter().filter(|(name, _)| *name != HTTP) {
        collect(&src().join(module), &mut sources);
        sources.push(src().join(format!("{module}.rs")));
    }
    sources.retain(|source| source.is_file());
    assert!(sources.len() > 40, "the search finds them: {}", sources.len());
    for source in sources {
        let text = std::fs::read_to_string(&source).expect("a source that can be read");
        assert!(!text.contains("axum"), "{} names axum", source.display());
    }
}

fn collect(folder: &Path, sources: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("a folder that can be read").path();
        if path.is_dir() {
            collect(&path, sources);
        } else {
            sources.push(path);
        }
    }
}
