//! Exported evidence under public libraries: JOSE in JavaScript and Python, an independent Automerge, JSON Schema.

use std::path::{Path, PathBuf};

use crate::run::{self, Result};
use crate::stage::{Ending, when_possible};
use crate::tools::Found;
use crate::{place, tools};

fn folder() -> PathBuf {
    place::root().join("tests/public")
}

/// Exports what anybody can fetch of a signed order, and has it verified by code that knows nothing of this project.
pub fn check() -> Result<Ending> {
    when_possible(tools::node().and_then(|()| python()), |python| {
        let exported = place::target().join("evidence");
        run::remove_folder(&exported)?;
        std::fs::create_dir_all(&exported).map_err(|error| format!("{}: {error}", exported.display()))?;
        export(&exported)?;
        run::status(run::command("npm").current_dir(folder()).args(["ci", "--no-audit", "--no-fund"]))?;
        run::status(run::command("node").arg(folder().join("verify.mjs")).arg(&exported))?;
        let schema = place::root().join("docs/protocol/evidence.schema.json");
        let mut verify = run::command(python);
        verify.args(["-W", "ignore"]).arg(folder().join("verify.py")).args([&exported, &schema]);
        run::status(&mut verify)
    })
}

fn export(into: &Path) -> Result {
    let mut test = run::command("cargo");
    test.args(["test", "--quiet", "--package", "jobsheet-server", "--test", "it", "--", "--ignored"]);
    run::status(test.arg("write_evidence_for_public_libraries").env("JOBSHEET_EVIDENCE", into))
}

/// A Python with the libraries of the list, in the cache, made anew when the list changed.
fn python() -> Found<PathBuf> {
    tools::python()?;
    let listed = std::fs::read_to_string(folder().join("requirements.txt")).unwrap_or_default();
    let made = place::cache().join("tools/evidence");
    let (python, noted) = (made.join("bin/python"), made.join("requirements.txt"));
    if std::fs::read_to_string(&noted).is_ok_and(|noted| noted == listed) {
        return Ok(python);
    }
    let made_here = || -> Result {
        run::remove_folder(&made)?;
        run::status(run::command("python3").args(["-m", "venv"]).arg(&made))?;
        let mut pip = run::command(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
        run::status(pip.arg(folder().join("requirements.txt")))?;
        std::fs::write(&noted, &listed).map_err(|error| format!("{}: {error}", noted.display()))
    };
    match made_here() {
        Ok(()) => Ok(python),
        Err(problem) => tools::missing(
            format!("the Python libraries could not be installed ({problem})"),
            "install python3-venv and make PyPI reachable for pip",
        ),
    }
}
