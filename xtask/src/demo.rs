//! The main job, played with the real library against a real server.

use std::path::Path;

use crate::run::{self, Result};
use crate::{console, place, tools};

/// Builds what the demo needs and plays it.
pub fn play(once: bool, json: Option<&Path>) -> Result {
    tools::compilers()?;
    match tools::node() {
        Ok(()) => console::build()?,
        Err(missing) => println!("console not built: {}", String::from(missing)),
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
