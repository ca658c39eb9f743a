//! When a statement can have been made: after the newest the device had heard, before the server had it (R62).

use jobsheet_domain::time::Timestamp;
use jobsheet_signing::{Keyring, Receipt};

use super::told::utc;
use super::verified;
use crate::bundle::SignedStatement;
use crate::finding::Finding;
use crate::statement::believable;

/// The time the device named, with whether it lies between what it had heard and the receipt; nothing of a statement that does
/// not verify.
pub(crate) fn time(keys: &Keyring, signed: &SignedStatement, receipt: &Receipt) -> Option<Finding> {
    let said = verified(keys, signed).ok()?.statement;
    let times = [said.not_before.server_time_ms, said.at.corrected_ms, receipt.received_at_ms];
    let [after, at, before] = times.map(|time| utc(Timestamp(time)));
    Some(if !believable(&said, receipt.received_at_ms) {
        Finding::new("evidence.time.unbelievable").with("after", after).with("at", at).with("before", before)
    } else if said.not_before.word.is_some() {
        Finding::new("evidence.time.bracketed").with("after", after).with("at", at).with("before", before)
    } else {
        Finding::new("evidence.time.received").with("after", after).with("at", at).with("before", before)
    })
}
