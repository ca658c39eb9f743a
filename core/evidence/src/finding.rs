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

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// It holds.
    Holds,
    /// Something to know that neither proves nor breaks anything: who signed, and what became of it.
    Noted,
    /// It holds for this file alone: whoever made the file could have made it so.
    Unproved,
    /// It is broken.
    Broken,
}

impl Held {
    /// The mark before a line of the program.
    #[must_use]
    pub const fn mark(self) -> char {
        match self {
            Self::Holds => '✓',
            Self::Noted => '·',
            Self::Unproved => '?',
            Self::Broken => '✗',
        }
    }
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// How it came out.
    pub held: Held,
    /// What holds, or what is broken.
    pub finding: Finding,
}

impl Check {
    /// Whether nothing is broken.
    #[must_use]
    pub fn ok(&self) -> bool {
        self.held != Held::Broken
    }
}

/// What a bundle is, all checks together. Whether a signature stands is another question, which [`Held::Noted`] findings answer:
/// a void signature is no forgery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing was altered, and it comes from the organisation whose published keys it was held against.
    Proved,
    /// Nothing was altered; that it comes from the organisation is not proved.
    Unproved,
    /// Something is broken.
    Broken,
}

impl Verdict {
    /// The last line of a verification.
    #[must_use]
    pub const fn said(self, language: Language) -> &'static str {
        let [simplified, traditional, english] = match self {
            Self::Proved => ["完整，来源已证实", "完整，來源已證實", "INTACT, ORIGIN PROVED"],
            Self::Unproved => ["完整，来源未证实", "完整，來源未證實", "INTACT, ORIGIN NOT PROVED"],
            Self::Broken => ["不成立", "不成立", "BROKEN"],
        };
        match language {
            Language::Simplified => simplified,
            Language::Traditional => traditional,
            Language::English => english,
        }
    }
}

/// Everything that was checked of a bundle (R61).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The checks, in the order they were made.
    pub checks: Vec<Check>,
}

impl Verification {
    /// What the bundle is.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.checks.iter().map(|check| check.held).max() {
            Some(Held::Broken) | None => Verdict::Broken,
            Some(Held::Unproved) => Verdict::Unproved,
            Some(Held::Holds | Held::Noted) => Verdict::Proved,
        }
    }

    /// Whether nothing in it is broken; that does not prove where it comes from.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.verdict() != Verdict::Broken
    }

    /// A verification that could not be made: one check, and it is broken.
    #[must_use]
    pub fn impossible(broken: Finding) -> Self {
        Self { checks: vec![Check { held: Held::Broken, finding: broken }] }
    }

    /// Notes a check that holds or is broken.
    pub(crate) fn note(&mut self, found: Result<Finding, Finding>) {
        let held = if found.is_ok() { Held::Holds } else { Held::Broken };
        self.checks.push(Check { held, finding: found.unwrap_or_else(|broken| broken) });
    }

    /// Notes what neither proves nor breaks anything.
    pub(crate) fn tell(&mut self, finding: Finding) {
        self.checks.push(Check { held: Held::Noted, finding });
    }

    /// Notes that something is not proved.
    pub(crate) fn doubt(&mut self, finding: Finding) {
        self.checks.push(Check { held: Held::Unproved, finding });
    }
}
