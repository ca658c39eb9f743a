//! Everything CI checks, in stages. Cheap ones first; each says its minutes.

use std::path::PathBuf;

use crate::run::{self, Result};
use crate::stage::{Ending, Stages, when_possible};
use crate::tools::{Found, missing};
use crate::{aggregate, console, evidence, kotlin, place, swift, tools};

/// The cargo-deny that checks licences and sources.
const DENY: &str = "0.20.2";

/// Runs all stages, or those named.
pub fn all(long: bool, only: &[String]) -> Result {
    tools::compilers()?;
    let mut stages = Stages::new(only);
    stages.run("format", || {
        when_possible(tools::component("fmt", "rustfmt"), |()| run::cargo(&["fmt", "--all", "--check"]))
    });
    stages.run("console", console::check);
    stages.run("lints", || {
        when_possible(tools::component("clippy", "clippy"), |()| {
            run::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
        })
    });
    stages.run("docs", docs);
    stages.run("rust", || rust(long));
    stages.run("evidence", evidence::check);
    stages.run("recipe", aggregate::recipe::check);
    stages.run("deny", deny);
    stages.run("demo", demo);
    stages.run("browser", console::browse);
    stages.run("kotlin", kotlin::test);
    stages.run("swift", swift::test);
    stages.finish()
}

/// The documentation of every crate, without a broken link.
fn docs() -> Result<Ending> {
    let mut doc = run::command("cargo");
    doc.args(["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings");
    run::status(&mut doc)?;
    Ok(Ending::Passed)
}

fn rust(long: bool) -> Result<Ending> {
    let mut test = run::command("cargo");
    test.args(["test", "--workspace", "--quiet"]);
    if long {
        test.env("LONG_TESTS", "1");
    } else {
        // The same cases for everybody who asks whether this tree is sound; the long run draws new ones.
        test.env("PROPTEST_RNG_SEED", "1");
    }
    run::status(&mut test)?;
    Ok(Ending::Passed)
}

fn deny() -> Result<Ending> {
    when_possible(cargo_deny(), |tool| {
        run::status(run::command(tool).args(["check", "bans", "licenses", "sources"]))
    })
}

/// cargo-deny, built once into the cache without spending time on optimising it.
fn cargo_deny() -> Found<PathBuf> {
    let folder = place::cache().join("tools").join(format!("cargo-deny-{DENY}"));
    let tool = folder.join("bin/cargo-deny");
    if tool.exists() {
        return Ok(tool);
    }
    let mut install = run::command("cargo");
    install.args(["install", "cargo-deny", "--version", DENY, "--locked", "--quiet", "--root"]).arg(&folder);
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
    install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    match run::status(&mut install) {
        Ok(()) => Ok(tool),
        Err(problem) => missing(
            format!("cargo-deny could not be installed ({problem})"),
            "make crates.io reachable for cargo, which builds cargo-deny once",
        ),
    }
}

fn demo() -> Result<Ending> {
    let figures = place::target().join("demo.json");
    crate::demo::play(true, Some(&figures))?;
    Ok(Ending::Passed)
}
