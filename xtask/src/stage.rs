//! A run of named stages: each prints its minutes, and one that cannot run here says so and why.

use std::time::{Duration, Instant};

use crate::run::Result;
use crate::tools::{Found, Missing};

/// How a stage ended.
pub enum Ending {
    /// It ran and holds.
    Passed,
    /// It cannot run on this machine.
    Skipped {
        /// Why.
        reason: String,
        /// What would let it run.
        remedy: String,
    },
}

/// Runs a stage with the tools it needs. Without them it is skipped; what fails with them has failed.
pub fn when_possible<T>(tools: Found<T>, stage: impl FnOnce(T) -> Result) -> Result<Ending> {
    match tools {
        Ok(tools) => stage(tools).map(|()| Ending::Passed),
        Err(Missing { reason, remedy }) => Ok(Ending::Skipped { reason, remedy }),
    }
}

/// A run of stages.
pub struct Stages {
    only: Vec<String>,
    names: Vec<String>,
    lines: Vec<String>,
    passed: u32,
    failed: u32,
    skipped: u32,
}

impl Stages {
    /// A run of all stages, or of those named.
    pub fn new(only: &[String]) -> Self {
        Self { only: only.to_vec(), names: Vec::new(), lines: Vec::new(), passed: 0, failed: 0, skipped: 0 }
    }

    /// Runs a stage. A failing stage does not stop the ones after it: one run tells everything.
    pub fn run(&mut self, name: &str, stage: impl FnOnce() -> Result<Ending>) {
        self.names.push(name.to_owned());
        if !self.only.is_empty() && !self.only.iter().any(|only| only == name) {
            return;
        }
        println!("\n=== {name}");
        let begun = Instant::now();
        let line = match stage() {
            Ok(Ending::Passed) => {
                self.passed += 1;
                format!("{name:<12} passed   {}", minutes(begun.elapsed()))
            }
            Ok(Ending::Skipped { reason, remedy }) => {
                self.skipped += 1;
                format!("{name:<12} SKIPPED  {reason}; to run it: {remedy}")
            }
            Err(problem) => {
                self.failed += 1;
                format!("{name:<12} FAILED   {}  {problem}", minutes(begun.elapsed()))
            }
        };
        println!("--- {line}");
        self.lines.push(line);
    }

    /// Prints the whole; fails when a stage failed, or when one was asked for that there is not.
    pub fn finish(self) -> Result {
        if let Some(unknown) = self.only.iter().find(|only| !self.names.contains(only)) {
            return Err(format!("there is no stage {unknown}; there are {}", self.names.join(", ")));
        }
        println!("\n{}", self.lines.join("\n"));
        println!("stages: {} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped);
        if self.failed == 0 { Ok(()) } else { Err(format!("{} stages failed", self.failed)) }
    }
}

fn minutes(elapsed: Duration) -> String {
    format!("{:.1} min", elapsed.as_secs_f64() / 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::missing;

    #[test]
    fn a_stage_without_its_tools_is_skipped_and_says_what_brings_them() {
        let ending = when_possible(missing::<()>("no Node", "install Node 20"), |()| Err("ran".to_owned()));
        assert!(
            matches!(ending, Ok(Ending::Skipped { reason, remedy }) if reason == "no Node" && remedy == "install Node 20")
        );
    }

    #[test]
    fn a_stage_that_there_is_not_fails_the_run() {
        let mut stages = Stages::new(&["lint".to_owned()]);
        stages.run("lints", || Ok(Ending::Passed));
        assert_eq!(stages.finish(), Err("there is no stage lint; there are lints".to_owned()));
    }

    #[test]
    fn a_stage_that_fails_with_its_tools_has_failed() {
        assert!(when_possible(Ok(()), |()| Err("a test broke".to_owned())).is_err());
        assert!(matches!(when_possible(Ok(()), |()| Ok(())), Ok(Ending::Passed)));
    }
}
