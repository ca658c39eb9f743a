//! Which way the arrows point. Cargo refuses cycles; this holds each member's direct dependencies against a table, so
//! that an outside package keeps its one home and no arrow is added without somebody deciding it.

mod knots;
mod modules;
mod source;
mod walls;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// Each member with exactly what it names. `jobsheet-kit`, `jobsheet-tests`, `jobsheet-demo` and `xtask` may name anything.
const TABLE: &[(&str, &str)] = &[
    ("jobsheet-kernel", "ciborium hex serde serde_bytes sha2 thiserror unicode-normalization utoipa uuid"),
    ("jobsheet-domain", "jobsheet-kernel jiff serde serde_json thiserror utoipa uuid"),
    (
        "jobsheet-document",
        "jobsheet-kernel automerge serde_bytes sha2 similar thiserror unicode-segmentation",
    ),
    (
        "jobsheet-signing",
        "base64 curve25519-dalek hex hpke ring serde serde_json serde_json_canonicalizer thiserror zeroize",
    ),
    (
        "jobsheet-attestation",
        "jobsheet-signing ciborium rustls-pki-types rustls-webpki serde serde_bytes thiserror x509-parser",
    ),
    ("jobsheet-sync", "jobsheet-signing base64 hex thiserror"),
    ("jobsheet-media", "fast_image_resize image kamadak-exif libjpeg-turbo-rs thiserror"),
    ("jobsheet-report", "jobsheet-domain base64 serde serde_json_canonicalizer"),
    (
        "jobsheet-evidence",
        "jobsheet-attestation jobsheet-document jobsheet-domain jobsheet-report jobsheet-signing hex serde serde_json uuid zip",
    ),
    ("jobsheet-store", "jobsheet-kernel rusqlite serde serde_json thiserror uuid zeroize"),
    (
        "jobsheet-client",
        "jobsheet-document jobsheet-domain jobsheet-media jobsheet-report jobsheet-signing jobsheet-store jobsheet-sync \
         hex rand reqwest rustls serde serde_json thiserror tokio uuid webpki-roots zeroize zstd",
    ),
    (
        "jobsheet-screens",
        "jobsheet-client jobsheet-domain jobsheet-report jobsheet-signing jobsheet-store uuid",
    ),
    ("jobsheet-bindings", "jobsheet-client jobsheet-screens thiserror tokio uniffi zeroize"),
    (
        "jobsheet-server",
        "jobsheet-attestation jobsheet-document jobsheet-domain jobsheet-evidence jobsheet-report jobsheet-signing jobsheet-sync argon2 axum axum-extra \
         ciborium clap futures hex hyper hyper-util libc prometheus-client rand rlimit rusqlite rust-embed seccompiler serde serde_bytes serde_json serde_json_canonicalizer thiserror tokio \
         tokio-stream toml tower-http tracing tracing-subscriber utoipa utoipa-axum uuid zstd",
    ),
];

/// Outside packages with one home, and that home.
const HOMES: &[(&str, &[&str])] = &[
    ("automerge", &["jobsheet-document"]),
    ("curve25519-dalek", &["jobsheet-signing"]),
    ("hpke", &["jobsheet-signing"]),
    ("ring", &["jobsheet-signing"]),
    ("image", &["jobsheet-media"]),
    ("fast_image_resize", &["jobsheet-media"]),
    ("libjpeg-turbo-rs", &["jobsheet-media"]),
    ("jiff", &["jobsheet-domain"]),
    ("rusqlite", &["jobsheet-store", "jobsheet-server"]),
    ("reqwest", &["jobsheet-client"]),
    ("rustls", &["jobsheet-client"]),
    ("axum", &["jobsheet-server"]),
    ("hyper", &["jobsheet-server"]),
    ("hyper-util", &["jobsheet-server"]),
    ("prometheus-client", &["jobsheet-server"]),
    ("libc", &["jobsheet-server"]),
    ("seccompiler", &["jobsheet-server"]),
    ("rustls-webpki", &["jobsheet-attestation"]),
    ("x509-parser", &["jobsheet-attestation"]),
    ("tokio", &["jobsheet-client", "jobsheet-server", "jobsheet-bindings"]),
    ("uniffi", &["jobsheet-bindings"]),
    ("zip", &["jobsheet-evidence"]),
    ("zstd", &["jobsheet-client", "jobsheet-server"]),
];

const FREE: &[&str] = &["jobsheet-kit", "jobsheet-tests", "jobsheet-demo", "xtask"];

fn packages() -> Vec<Value> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let words = ["metadata", "--format-version", "1", "--no-deps", "--offline", "--manifest-path", manifest];
    let output = Command::new(env!("CARGO")).args(words).output().expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

/// Every member with its folder.
fn members() -> Vec<(String, PathBuf)> {
    let folder = |package: &Value| PathBuf::from(text(&package["manifest_path"])).with_file_name("");
    packages().iter().map(|package| (text(&package["name"]), folder(package))).collect()
}

fn direct_dependencies() -> BTreeMap<String, BTreeSet<String>> {
    packages().iter().map(|package| (text(&package["name"]), normal(package))).collect()
}

fn normal(package: &Value) -> BTreeSet<String> {
    let dependencies = package["dependencies"].as_array().expect("dependencies");
    dependencies.iter().filter(|one| one["kind"].is_null()).map(|one| text(&one["name"])).collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

#[test]
fn every_member_names_exactly_what_the_table_says() {
    let found = direct_dependencies();
    for (member, named) in &found {
        if FREE.contains(&member.as_str()) {
            continue;
        }
        let (_, said) = TABLE
            .iter()
            .find(|(name, _)| name == member)
            .unwrap_or_else(|| panic!("{member} is not in the table"));
        let said: BTreeSet<&str> = said.split_whitespace().collect();
        let named: BTreeSet<&str> = named.iter().map(String::as_str).collect();
        let beyond: Vec<_> = named.difference(&said).collect();
        let gone: Vec<_> = said.difference(&named).collect();
        assert!(
            beyond.is_empty() && gone.is_empty(),
            "{member} names {beyond:?} beyond the table, and not {gone:?}"
        );
    }
    assert!(TABLE.iter().all(|(name, _)| found.contains_key(*name)), "the table names a member that is gone");
}

#[test]
fn every_outside_package_keeps_its_home() {
    let found = direct_dependencies();
    for (package, homes) in HOMES {
        for (member, named) in &found {
            if FREE.contains(&member.as_str()) || homes.contains(&member.as_str()) {
                continue;
            }
            assert!(!named.contains(*package), "{member} names {package}, whose home is {homes:?}");
        }
    }
}

/// Kernel and domain describe what they store for who asks; nobody asks on a device.
#[test]
fn only_the_server_describes_its_api() {
    for package in packages() {
        let name = text(&package["name"]);
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let on = text(&dependency["name"]);
            let features = dependency["features"].as_array().expect("features");
            let describes = features.iter().any(|feature| feature == "openapi");
            assert!(!describes || name == "jobsheet-server", "{name} has {on} describe itself");
            let carried = on == "utoipa" && dependency["optional"] == false;
            assert!(
                !carried || name == "jobsheet-server",
                "{name} carries utoipa whether or not it is asked"
            );
        }
        let default = package["features"]["default"].as_array().into_iter().flatten();
        assert!(!default.into_iter().any(|feature| feature == "openapi"), "{name} describes itself unasked");
    }
}

#[test]
fn pure_crates_reach_no_runtime_network_or_database() {
    let found = direct_dependencies();
    for member in
        ["kernel", "domain", "document", "signing", "attestation", "sync", "media", "report", "evidence"]
            .map(|name| format!("jobsheet-{name}"))
    {
        for shell in ["tokio", "reqwest", "rusqlite", "axum", "rand", "tracing"] {
            assert!(!found[&member].contains(shell), "{member} names {shell}");
        }
    }
}
