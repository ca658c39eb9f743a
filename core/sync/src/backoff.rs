//! When to try again.

/// Waits that double up to a cap, each somewhere in its span so that a thousand devices do not return at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// The span of the first wait, ms.
    pub base_ms: u64,
    /// The longest span, ms.
    pub cap_ms: u64,
}

impl Default for Backoff {
    /// From one second up to five minutes.
    fn default() -> Self {
        Self { base_ms: 1_000, cap_ms: 300_000 }
    }
}

impl Backoff {
    /// The wait before trying again after `failures` in a row, ms: between half of its span and all of it, chosen by
    /// the seed. A server that asked for a wait gets it and some of the span more, up to the cap: those whom it asked at the same
    /// time do not return at the same time.
    #[must_use]
    pub fn wait_ms(&self, failures: u32, seed: u64, asked_ms: Option<u64>) -> u64 {
        if failures == 0 {
            return asked_ms.unwrap_or(0).min(self.cap_ms);
        }
        let doubled =
            1_u64.checked_shl(failures - 1).map_or(u64::MAX, |factor| self.base_ms.saturating_mul(factor));
        let span = doubled.min(self.cap_ms);
        let chosen = scatter(seed.wrapping_add(u64::from(failures)));
        match asked_ms {
            Some(asked) => asked.saturating_add(chosen % (span + 1)).min(self.cap_ms),
            None => span / 2 + chosen % (span - span / 2 + 1),
        }
    }
}

/// The finishing step of SplitMix64: neighbouring seeds give unrelated numbers.
const fn scatter(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
