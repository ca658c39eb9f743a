//! What evidence is found to be, and what became of a statement.

use std::collections::BTreeMap;

use jobsheet_domain::language::Language;
use jobsheet_evidence::{Check, Held, Verdict, Verification};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What became of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StandingView {
    /// The server's signed answer: a compact JWS, `typ: jobsheet-standing+jws`.
    pub standing: String,
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeldView {
    /// It holds.
    Holds,
    /// It neither proves nor breaks anything.
    Noted,
    /// It is not proved.
    Unproved,
    /// It is broken.
    Broken,
}

/// What evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictView {
    /// Intact, and its origin proved.
    Proved,
    /// Intact, its origin not proved.
    Unproved,
    /// Broken.
    Broken,
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckView {
    /// Stable name of the check.
    pub name: String,
    /// What was found: `evidence.<check>.<finding>`, never reused for another meaning.
    pub code: String,
    /// Whether nothing is broken.
    pub ok: bool,
    /// How it came out: `holds`, `noted` (neither proves nor breaks anything), `unproved` or `broken`.
    pub held: HeldView,
    /// What the message names.
    pub parameters: BTreeMap<String, String>,
    /// What was found, in the reader's own language.
    pub message: String,
}

/// The result of verifying an order's evidence (R61).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerificationView {
    /// What it is: `proved`, `unproved` (intact, but where it comes from is not proved) or `broken`.
    pub verdict: VerdictView,
    /// Whether it is proved.
    pub valid: bool,
    /// The checks, in the order they were made.
    pub checks: Vec<CheckView>,
}

impl VerificationView {
    /// A verification in the words of one language.
    #[must_use]
    pub fn new(made: Verification, language: Language) -> Self {
        let verdict = made.verdict();
        let view = |check: Check| CheckView {
            name: check.finding.check().to_owned(),
            code: check.finding.code.clone().into_owned(),
            ok: check.ok(),
            held: match check.held {
                Held::Holds => HeldView::Holds,
                Held::Noted => HeldView::Noted,
                Held::Unproved => HeldView::Unproved,
                Held::Broken => HeldView::Broken,
            },
            message: check.finding.message(language),
            parameters: check.finding.parameters,
        };
        Self {
            verdict: match verdict {
                Verdict::Proved => VerdictView::Proved,
                Verdict::Unproved => VerdictView::Unproved,
                Verdict::Broken => VerdictView::Broken,
            },
            valid: verdict == Verdict::Proved,
            checks: made.checks.into_iter().map(view).collect(),
        }
    }
}
