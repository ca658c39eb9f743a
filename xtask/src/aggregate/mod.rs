//! `cargo xtask new-aggregate`: a new kind of document, from the line in the one list to its first status move with tests.
//! What it writes compiles and holds at once; what is left is what the compiler and the tests then ask for.

mod list;
mod name;
pub mod recipe;
mod series;
mod template;

use std::path::{Path, PathBuf};

use crate::aggregate::name::Name;
use crate::run::{self, Result};
use crate::{place, tools};

/// The sources of the domain, from the workspace's root.
const DOMAIN: &str = "core/domain/src";

/// What the suites know of each kind, from the workspace's root.
const KINDS: &str = "tests/tests/it/kinds.rs";

/// What is left to do, with who asks for it. `@name@` is the kind's name.
const LEFT: &[(&str, &str)] = &[
    (
        "sync-server/openapi.json",
        "cargo run -q -p jobsheet-server -- openapi > sync-server/openapi.json (a test asks)",
    ),
    (
        "tests/fixtures/commands-1.json",
        "one sample of each command of @name@ (a test names those that are missing)",
    ),
    ("tests/fixtures/events-1.json", "one sample of each event (the same test)"),
    (
        "tests/fixtures/schemas/",
        "UPDATE_SNAPSHOTS=1 cargo test -p jobsheet-tests writes what it holds (a test asks)",
    ),
    (
        "core/domain/src/@name@/",
        "its rules: each row of the table wants a sample, each refusal a message (tests name them)",
    ),
    ("docs/guide/", "what it is for; its table is held against the code by a test"),
];

/// Writes the skeleton of an aggregate into this workspace and says what is left.
pub fn new(word: &str, chinese: &str, series: Option<&str>) -> Result {
    let root = place::root();
    let written = write(&root, word, chinese, series)?;
    match tools::component("fmt", "rustfmt") {
        Ok(()) => run::cargo(&["fmt", "-p", "jobsheet-domain"])?,
        Err(missing) => println!("not formatted: {}", String::from(missing)),
    }
    for file in &written {
        println!("{}", file.strip_prefix(&root).unwrap_or(file).display());
    }
    println!("\n{word} is in the list of aggregates. See it hold: cargo test -p jobsheet-domain {word}::");
    println!(
        "It has lists, a page and forms at the console and lists on devices. Left to do, see docs/guide/add-an-aggregate.md:"
    );
    for (place, what) in LEFT {
        println!("  {place:<38} {}", what.replace("@name@", word));
    }
    Ok(())
}

/// Writes the skeleton into a workspace; gives the files written and changed. Nothing is written when something is refused.
fn write(root: &Path, word: &str, chinese: &str, series: Option<&str>) -> Result<Vec<PathBuf>> {
    let name = Name::parse(word, chinese)?;
    let source = root.join(DOMAIN);
    let folder = source.join(&name.snake);
    if folder.exists() || source.join(format!("{}.rs", name.snake)).exists() {
        return Err(format!("{DOMAIN} has a module {} already", name.snake));
    }
    if let Some(series) = series {
        series::check(&source, series)?;
    }
    let (lib, aggregates) = (source.join("lib.rs"), source.join("aggregates.rs"));
    let mut files = vec![
        (lib.clone(), list::with_module(&run::read(&lib)?, &name)?),
        (aggregates.clone(), list::with_line(&run::read(&aggregates)?, &name)?),
    ];
    files.extend(
        template::FILES.iter().map(|(file, text)| (folder.join(file), template::filled(text, &name, series))),
    );
    // A copy of the domain alone has no suites and no guide.
    let kinds = root.join(KINDS);
    if kinds.is_file() {
        files.push((kinds.clone(), list::with_known(&run::read(&kinds)?, &name)?));
        files.push((root.join(list::page(&name)), template::filled(template::GUIDE, &name, series)));
    }
    for (file, text) in &files {
        run::write(file, text)?;
    }
    Ok(files.into_iter().map(|(file, _)| file).collect())
}

#[cfg(test)]
mod tests;
