//! What is said of machines.

use crate::wording::Words;

/// What is said of machines. They hold facts and texts, and nothing happens to them.
pub(super) static WORDS: Words = Words {
    name: ["设备", "設備", "machine"],
    list: ["设备", "設備", "Machines"],
    statuses: &[],
    events: &[],
    terms: super::terms::TERMS,
    messages: &[],
};
