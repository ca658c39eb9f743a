//! What is said of the intake register (R1).

use crate::wording::{Terms, Words};

/// What is said of requests.
pub(super) static WORDS: Words = Words {
    name: ["来电登记", "來電登記", "request"],
    list: ["受理登记", "受理登記", "Intake register"],
    statuses: STATUSES,
    events: EVENTS,
    terms: super::terms::TERMS,
    messages: &[],
};

const STATUSES: Terms = &[
    ("unlogged", ["未登记", "未登記", "not taken down"]),
    ("open", ["待处理", "待處理", "open"]),
    ("ended", ["已结束", "已結束", "ended"]),
];

const EVENTS: Terms = &[
    ("logged", ["登记", "登記", "take down"]),
    ("ended", ["结束", "結束", "end"]),
    ("reopened", ["重新受理", "重新受理", "reopen"]),
];
