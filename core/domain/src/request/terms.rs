//! What a line of the intake register holds and what can be asked of it, in words (R1).

use crate::wording::Terms;

/// The commands, their fields and choices, and the parts of a request.
pub(super) const TERMS: Terms = &[
    ("log", ["登记来电", "登記來電", "take down a call"]),
    ("end", ["结束", "結束", "end"]),
    ("reopen", ["重新受理", "重新受理", "reopen"]),
    ("caller", ["来电人", "來電人", "caller"]),
    ("outcome", ["处理结果", "處理結果", "outcome"]),
    ("answer", ["答复内容", "答覆內容", "answer given"]),
];
