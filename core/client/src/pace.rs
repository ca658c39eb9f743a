//! How much one answer may carry: less after one that did not arrive whole, so that on a link that keeps breaking the
//! cursor still moves (R48).

use crate::error::ClientError;

/// Bytes of messages wanted in one answer on a link that holds, before compression.
pub const MOST: u64 = 32 << 20;
/// Never less: smaller answers cost more than they carry.
const LEAST: u64 = 64 << 10;

/// The budget of the next answer.
pub struct Pace {
    budget: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { budget: MOST }
    }
}

impl Pace {
    /// Bytes of messages the next answer may carry, before compression.
    pub const fn budget(&self) -> u64 {
        self.budget
    }

    /// Learns from how an exchange went. A server that could not be reached says nothing about the size of its answers.
    pub fn learn<T>(&mut self, outcome: &Result<T, ClientError>) {
        self.budget = match outcome {
            Ok(_) => self.budget.saturating_mul(2).min(MOST),
            Err(ClientError::Protocol(_) | ClientError::Server { status: 503 | 504, .. }) => {
                (self.budget / 4).max(LEAST)
            }
            Err(_) => self.budget,
        };
    }
}

#[cfg(test)]
mod tests {
    use jobsheet_sync::ProtocolError;

    use super::*;

    #[test]
    fn r48_an_answer_that_was_cut_is_asked_for_in_smaller_pieces() {
        let mut pace = Pace::default();
        pace.learn::<()>(&Err(ProtocolError::Cut.into()));
        assert_eq!(pace.budget(), MOST / 4);
        pace.learn::<()>(&Err(ClientError::Offline("no route".to_owned())));
        assert_eq!(pace.budget(), MOST / 4, "nothing was learnt");
        for _ in 0..20 {
            pace.learn::<()>(&Err(ProtocolError::Cut.into()));
        }
        assert_eq!(pace.budget(), LEAST);
        for _ in 0..20 {
            pace.learn(&Ok(()));
        }
        assert_eq!(pace.budget(), MOST);
    }
}
