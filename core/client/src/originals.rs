//! Photos as the camera gave them go once policy says so (R14): their digest stays in the order, their normal form is on the
//! server.

use jobsheet_domain::time::{DAY_MS, EventTime, Timestamp};

use crate::client::Client;
use crate::error::ClientError;

/// Originals deleted after one sync, so that it is never held up for long: the next takes the next.
const AT_ONCE: u32 = 32;

/// The corrected time of an event, where it can be relied on: reckoned from the server's time by a clock that only runs
/// forward. A wall clock is believed in nothing that deletes (R50, R51); after a restart only that is left until the server
/// is heard again, and it is a day uncertain or more.
pub(crate) fn sure(at: &EventTime) -> Option<Timestamp> {
    (i64::from(at.uncertainty_ms) < DAY_MS).then_some(at.corrected)
}

impl Client {
    /// Lets originals go whose time has come; how many. Nothing goes while the time is not sure.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn let_originals_go(&self) -> Result<usize, ClientError> {
        let circumstances = self.circumstances(None)?;
        let days = circumstances.records.policy.keep_originals_days;
        let Some(now) = sure(&circumstances.at).filter(|_| days > 0) else { return Ok(0) };
        let keep_ms = i64::from(days) * DAY_MS;
        Ok(self.store().write(|tx| tx.let_originals_go(now, keep_ms, AT_ONCE))?)
    }
}

#[cfg(test)]
mod tests;
