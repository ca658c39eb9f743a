//! What a check found: a stable code with what it names. The words stand in a table of their own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jobsheet_domain::language::Language;
use serde::{Deserialize, Serialize};

use crate::words;

/// What was found: `evidence.<check>.<finding>`, never reused for another meaning, and what its message names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable, dotted, lower case: `evidence.runs.uncovered`.
    pub code: Cow<'static, str>,
    /// What the message names: `{"change": "3f…"}`.
    pub parameters: BTreeMap<String, String>,
}

impl Finding {
    /// A finding that names nothing.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self { code: Cow::Borrowed(code), parameters: BTreeMap::new() }
    }

    /// The same finding, naming one more thing.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.parameters.insert(name.to_owned(), value.to_string());
        self
    }

    /// The stable name of the check: the part of the code between the dots.
    #[must_use]
    pub fn check(&self) -> &str {
        self.code.split('.').nth(1).unwrap_or_default()
    }

    /// What was found, for a person.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        words::message(&self.code, &self.parameters, language)
    }
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Whether it holds.
    pub ok: bool,
    /// What holds, or what is broken.
    pub finding: Finding,
}

/// Everything that was checked of a bundle (R61).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The checks, in the order they were made.
    pub checks: Vec<Check>,
}

impl Verification {
    /// Whether every check holds.
    #[must_use]
    pub fn valid(&self) -> bool {
        self.checks.iter().all(|check| check.ok)
    }

    /// A verification that could not be made: one check, and it is broken.
    #[must_use]
    pub fn impossible(broken: Finding) -> Self {
        Self { checks: vec![Check { ok: false, finding: broken }] }
    }

    /// Notes a check that holds or is broken.
    pub(crate) fn note(&mut self, found: Result<Finding, Finding>) {
        let ok = found.is_ok();
        self.checks.push(Check { ok, finding: found.unwrap_or_else(|broken| broken) });
    }
}
