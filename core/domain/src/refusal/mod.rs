//! Refusals: what is not allowed, why, and what to do about it, with stable codes (R4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Not allowed. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[error("{code}")]
pub struct Refusal {
    /// Stable, dotted, lower case: `signoff.before_finished`. Never reused for another meaning.
    pub code: String,
    /// What the message names: `{"status": "working"}`. No personal data beyond what the reader may see anyway.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
}

impl Refusal {
    /// A refusal that names nothing.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), parameters: BTreeMap::new() }
    }

    /// The same refusal, naming one more thing.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.parameters.insert(name.to_owned(), value.to_string());
        self
    }
}
