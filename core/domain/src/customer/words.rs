//! What is said of customers.

use crate::wording::Words;

/// What is said of customers. They hold facts and texts, and nothing happens to them.
pub(super) static WORDS: Words = Words {
    name: ["客户", "客戶", "customer"],
    list: ["客户", "客戶", "Customers"],
    statuses: &[],
    events: &[],
    terms: super::terms::TERMS,
    messages: &[],
};
