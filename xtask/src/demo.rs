//! The main job, played with the real library against a real server.

use std::path::Path;

use crate::run::{self, Result};
use crate::{console, place, tools};

/// Builds what the demo needs and plays it.
pub fn play(once: bool, json: Option<&Path>) -> Result {
    tools::compilers()?;
    if let Err(problem) = tools::node().map_err(String::from).and_then(|()| console::build()) {
        println!("console not built: {problem}");
    }
    run::cargo(&["build", "--workspace"])?;
    let mut demo = run::command(place::target().join("debug/jobsheet-demo"));
    if once {
        demo.arg("--once");
    }
    if let Some(file) = json {
        let file = std::path::absolute(file).map_err(|error| error.to_string())?;
        demo.arg("--json").arg(file);
    }
    run::status(&mut demo)
}
