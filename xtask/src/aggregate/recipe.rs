//! The recipe, followed: skeletons are written into a copy of the domain, and compiled, linted and tested there. So what
//! `new-aggregate` writes holds for as long as this stage passes, whatever becomes of the trait and of the engine.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::aggregate::write;
use crate::run::{self, Result};
use crate::stage::Ending;
use crate::{place, tools};

/// What is written: a name of several words with a register, and one of a single word without.
const WRITTEN: [(&str, &str, Option<&str>); 2] =
    [("spare_claim", "备件索赔,備件索賠", Some("ZZ")), ("lesson", "经验教训,經驗教訓", None)];

/// The members of the copy, and the files at the root that decide how they are built.
const MEMBERS: [&str; 2] = ["core/kernel", "core/domain"];
const SETTINGS: [&str; 3] = ["Cargo.lock", "clippy.toml", "rustfmt.toml"];

/// Writes the skeletons and holds them to what our own sources are held to.
pub fn check() -> Result<Ending> {
    place::alone("recipe", || {
        let copy = copied()?;
        for (name, chinese, series) in WRITTEN {
            write(&copy, name, chinese, series)?;
        }
        if tools::component("fmt", "rustfmt").is_ok() {
            run::status(cargo(&copy, "fmt").args(["--package", "jobsheet-domain"]))?;
        }
        if tools::component("clippy", "clippy").is_ok() {
            // With schemas, as the server asks for them; the tests below are compiled without, as a device is.
            let words = ["--package", "jobsheet-domain", "--features", "openapi", "--all-targets"];
            let mut lint = cargo(&copy, "clippy");
            run::status(lint.args(["--offline", "--quiet"]).args(words).args(["--", "-D", "warnings"]))?;
        }
        let mut doc = cargo(&copy, "doc");
        doc.args(["--offline", "--quiet", "--no-deps", "--package", "jobsheet-domain"]);
        run::status(doc.env("RUSTDOCFLAGS", "-D warnings"))?;
        let own = WRITTEN.map(|(name, ..)| format!("{name}::"));
        run::status(test(&copy).args(own).args(["aggregates::", "words::"]))
    })?;
    Ok(Ending::Passed)
}

fn test(copy: &Path) -> Command {
    let mut test = cargo(copy, "test");
    test.args(["--offline", "--quiet", "--package", "jobsheet-domain", "--lib", "--"]);
    test
}

/// Cargo in the copy, with the target folder of the workspace: what both depend on is built once.
fn cargo(copy: &Path, task: &str) -> Command {
    let mut cargo = run::command("cargo");
    cargo.current_dir(copy).arg(task);
    cargo
}

/// The copy, always in one place, so that what is built in it is found again.
fn copied() -> Result<PathBuf> {
    let (root, copy) = (place::root(), std::path::absolute(place::target().join("recipe")));
    let copy = copy.map_err(|error| format!("the target folder: {error}"))?;
    for file in SETTINGS {
        mirror(&root.join(file), &copy.join(file))?;
    }
    run::write_changed(&copy.join("Cargo.toml"), &manifest(&run::read(&root.join("Cargo.toml"))?)?)?;
    run::remove_folder(&copy.join("core/domain/src"))?;
    for member in MEMBERS {
        mirror(&root.join(member), &copy.join(member))?;
    }
    Ok(copy)
}

/// The workspace's manifest with the members of the copy: dependencies, lints and profiles stay what they are. Its packages
/// have a version of their own, or what is built of them would be taken for what is built of the sources.
fn manifest(whole: &str) -> Result<String> {
    let missing = "the workspace's Cargo.toml has no list of members";
    let (before, rest) = whole.split_once("members = [").ok_or(missing)?;
    let (_, after) = rest.split_once(']').ok_or(missing)?;
    let members: Vec<String> = MEMBERS.iter().map(|member| format!("\"{member}\"")).collect();
    let copied = format!("{before}members = [{}]{after}", members.join(", "));
    let missing = "the workspace's Cargo.toml has no version";
    let (before, rest) = copied.split_once("[workspace.package]\nversion = \"").ok_or(missing)?;
    let (_, after) = rest.split_once('"').ok_or(missing)?;
    Ok(format!("{before}[workspace.package]\nversion = \"0.0.0-copy\"{after}"))
}

/// Copies a file, or a folder with all in it. What is there already and the same stays untouched, and with it what was built
/// from it.
fn mirror(from: &Path, to: &Path) -> Result {
    let Ok(entries) = std::fs::read_dir(from) else { return run::write_changed(to, &run::read(from)?) };
    for entry in entries.flatten() {
        mirror(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
