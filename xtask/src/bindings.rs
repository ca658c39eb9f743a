//! Kotlin and Swift sources, generated from the library's own metadata. They are never committed.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::PathBuf;

use crate::run::{self, Result};
use crate::{place, tools};

/// Builds the library and generates both languages; gives the folder of the library.
pub fn generate() -> Result<PathBuf> {
    tools::compilers()?;
    run::cargo(&["build", "--workspace"])?;
    let built = place::target().join("debug");
    let library = built.join(format!("{DLL_PREFIX}jobsheet_bindings{DLL_SUFFIX}"));
    kotlin(&built.join("uniffi-bindgen"), &library)?;
    swift(&built.join("uniffi-bindgen-swift"), &library)?;
    Ok(built)
}

fn kotlin(generator: &std::path::Path, library: &std::path::Path) -> Result {
    let out = place::root().join("android/fieldkit/generated");
    run::make_folder(&out)?;
    let mut generate = run::command(generator);
    generate.args(["generate", "--language", "kotlin", "--no-format", "--out-dir"]).arg(&out).arg(library);
    run::status(&mut generate)
}

fn swift(generator: &std::path::Path, library: &std::path::Path) -> Result {
    let sources = place::root().join("ios/Generated/JobsheetCore");
    let module = place::root().join("ios/Generated/jobsheetFFI");
    run::make_folder(&sources)?;
    run::make_folder(&module)?;
    let generate = |kind: &str, out: &PathBuf| {
        let mut command = run::command(generator);
        command.arg(kind).arg(library).arg(out);
        command
    };
    run::status(&mut generate("--swift-sources", &sources))?;
    run::status(&mut generate("--headers", &module))?;
    let mut modulemap = generate("--modulemap", &module);
    run::status(modulemap.args(["--module-name", "jobsheetFFI", "--modulemap-filename", "module.modulemap"]))
}
