//! Why the story broke off.

use std::error::Error;
use std::fmt;

/// Something was not as the story says.
#[derive(Debug)]
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            text = format!("{text}: {inner}");
            source = inner.source();
        }
        Self(text)
    }
}

/// What a step gives.
pub type Told<T = ()> = Result<T, Failure>;

/// Breaks off unless `holds`.
///
/// # Errors
/// Where it does not.
pub fn must(holds: bool, claim: &str) -> Told {
    if holds { Ok(()) } else { Err(Failure(format!("does not hold: {claim}"))) }
}
