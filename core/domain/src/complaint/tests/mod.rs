//! Claims about complaints, by rule.
