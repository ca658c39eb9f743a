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

/// What is left to write by hand, with who asks for it. `@name@` is the kind's name.
const LEFT: &[(&str, &str)] = &[
    (
        "core/domain/src/refusal/messages/",
        "the messages of @name@.* in three languages (a test names each code)",
    ),
    ("core/domain/src/refusal/terms.rs", "the words of its events and statuses, which messages name"),
    ("core/client/src/", "its page and what only its lists show on a device, in a folder of its own"),
    ("sync-server/src/office/listing/", "its row and search words at the office (the compiler)"),
    ("sync-server/src/office/desk/", "what the console asks of it, and its page"),
    ("sync-server/src/office/numbers.rs", "its number, where it has a series (R1; the compiler)"),
    ("sync-server/src/office/views/", "what the console shows of it"),
    (
        "sync-server/src/api/routes/console/",
        "its routes; commands and events come into openapi.json by the list (a test tells when to renew it)",
    ),
    (
        "sync-server/console/src/",
        "what its events say in describe.ts (the compiler), its words and its pages",
    ),
    ("bindings/src/", "its forms for Kotlin and Swift"),
    ("tests/tests/it/kinds.rs", "its events, its table and its page (a test names them)"),
    ("tests/fixtures/", "its stored commands, events and schema (tests name each)"),
    ("docs/guide/", "its page, with every row of its table (a test names each)"),
];

/// Writes the skeleton of an aggregate into this workspace and says what is left.
pub fn new(word: &str, series: Option<&str>) -> Result {
    let root = place::root();
    let written = write(&root, word, series)?;
    match tools::component("fmt", "rustfmt") {
        Ok(()) => run::cargo(&["fmt", "-p", "jobsheet-domain"])?,
        Err(missing) => println!("not formatted: {}", String::from(missing)),
    }
    for file in &written {
        println!("{}", file.strip_prefix(&root).unwrap_or(file).display());
    }
    println!("\n{word} is in the list of aggregates. See it hold: cargo test -p jobsheet-domain {word}::");
    println!("Left to write, see docs/guide/add-an-aggregate.md:");
    for (place, what) in LEFT {
        println!("  {place:<38} {}", what.replace("@name@", word));
    }
    Ok(())
}

/// Writes the skeleton into a workspace; gives the files written and changed. Nothing is written when something is refused.
fn write(root: &Path, word: &str, series: Option<&str>) -> Result<Vec<PathBuf>> {
    let name = Name::parse(word)?;
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
    for (file, text) in &files {
        run::write(file, text)?;
    }
    Ok(files.into_iter().map(|(file, _)| file).collect())
}

#[cfg(test)]
mod tests;
