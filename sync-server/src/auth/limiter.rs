//! Failed logins: after a few the name has to wait, whether it exists or not.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jobsheet_domain::time::Timestamp;

/// Names remembered at once; more than anybody mistypes, few enough to never matter.
const REMEMBERED: usize = 10_000;

/// Counts failed logins by name.
#[derive(Debug)]
pub struct Limiter {
    allowed: u32,
    wait_ms: i64,
    failures: Mutex<BTreeMap<String, (u32, Timestamp)>>,
}

impl Limiter {
    /// Allows `allowed` failures in a row, then none for `wait_ms`.
    #[must_use]
    pub const fn new(allowed: u32, wait_ms: i64) -> Self {
        Self { allowed, wait_ms, failures: Mutex::new(BTreeMap::new()) }
    }

    /// How long a name still has to wait, milliseconds; `None` when it may try.
    #[must_use]
    pub fn wait_ms(&self, name: &str, now: Timestamp) -> Option<i64> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, last) = failures.get(name)?;
        let left = self.wait_ms - now.since_ms(*last);
        (*count >= self.allowed && left > 0).then_some(left)
    }

    /// A login failed.
    pub fn failed(&self, name: &str, now: Timestamp) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.retain(|_, (_, last)| now.since_ms(*last) < self.wait_ms);
        if failures.len() >= REMEMBERED {
            failures.pop_first();
        }
        let entry = failures.entry(name.to_owned()).or_insert((0, now));
        *entry = (entry.0.saturating_add(1), now);
    }

    /// A login succeeded.
    pub fn succeeded(&self, name: &str) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_waits_after_its_failures_and_is_free_again() {
        let limiter = Limiter::new(2, 100);
        limiter.failed("li", Timestamp(0));
        assert_eq!(limiter.wait_ms("li", Timestamp(1)), None);
        limiter.failed("li", Timestamp(10));
        assert_eq!(limiter.wait_ms("li", Timestamp(20)), Some(90));
        assert_eq!(limiter.wait_ms("wang", Timestamp(20)), None);
        assert_eq!(limiter.wait_ms("li", Timestamp(110)), None);
    }

    #[test]
    fn a_success_forgets_the_failures() {
        let limiter = Limiter::new(1, 100);
        limiter.failed("li", Timestamp(0));
        limiter.succeeded("li");
        assert_eq!(limiter.wait_ms("li", Timestamp(1)), None);
    }
}
