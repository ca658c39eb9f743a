//! FieldKit for Kotlin, tested on the JVM against the real library and a real server.

use crate::run::{self, Result};
use crate::stage::{Ending, when_possible};
use crate::{bindings, place, tools};

/// Generates, compiles and tests.
pub fn test() -> Result<Ending> {
    when_possible(tools::java(), |()| tested())
}

fn tested() -> Result {
    let library = bindings::generate()?;
    let mut maven = run::command("mvn");
    maven.current_dir(place::root().join("android/fieldkit")).args(["--batch-mode", "--quiet", "test"]);
    maven.arg(format!("-Djobsheet.library={}", library.display()));
    maven.env("JOBSHEET", library.join("jobsheet"));
    run::status(&mut maven)
}
