//! When to try again.

use jobsheet_sync::backoff::Backoff;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_wait_is_between_half_its_span_and_all_of_it(failures in 1_u32..200, seed in any::<u64>()) {
        let backoff = Backoff::default();
        let wait = backoff.wait_ms(failures, seed, None);
        let span = 1_000_u64.saturating_mul(1 << (failures - 1).min(20)).min(300_000);
        prop_assert!(wait >= span / 2 && wait <= span, "{wait} of {span}");
    }

    #[test]
    fn a_server_that_asks_for_longer_gets_it_up_to_the_cap(seed in any::<u64>()) {
        let backoff = Backoff::default();
        prop_assert!((60_000..=61_000).contains(&backoff.wait_ms(1, seed, Some(60_000))));
        prop_assert_eq!(backoff.wait_ms(1, seed, Some(u64::MAX)), 300_000);
        prop_assert_eq!(backoff.wait_ms(0, seed, None), 0);
    }
}

#[test]
fn devices_do_not_return_at_once() {
    let waits: std::collections::BTreeSet<u64> =
        (0..1_000).map(|seed| Backoff::default().wait_ms(6, seed, None)).collect();
    assert!(waits.len() > 900, "{} different waits", waits.len());
    let asked: std::collections::BTreeSet<u64> =
        (0..200).map(|seed| Backoff::default().wait_ms(1, seed, Some(2_000))).collect();
    assert!(
        asked.len() > 150 && asked.first() >= Some(&2_000),
        "nor when they were asked to: {}",
        asked.len()
    );
}
