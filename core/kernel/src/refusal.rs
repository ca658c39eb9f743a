//! Refusals: what is not allowed and why, with stable codes (R4). The sentences people read are the domain's.

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

/// Fills the placeholders of a message in one pass, so that braces inside a value stay as they are. `in_words` says a
/// value of that name as a person reads it. One that was not given is shown as a dash.
#[must_use]
pub fn fill(
    template: &str,
    parameters: &BTreeMap<String, String>,
    in_words: impl Fn(&str, &str) -> String,
) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, tail)) = rest.split_once('{') {
        let Some((name, after)) = tail.split_once('}') else { break };
        filled.push_str(before);
        match parameters.get(name) {
            Some(value) => filled.push_str(&in_words(name, value)),
            None => filled.push('–'),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
