//! What a machine's file holds and what can be asked of it, in words.

use crate::wording::Terms;

/// The commands, their fields, and the parts of a file.
pub(super) const TERMS: Terms = &[
    ("create", ["建立设备档案", "建立設備檔案", "open a machine's file"]),
    ("site", ["安装地点", "安裝地點", "site"]),
    ("acceptance_date", ["验收日期", "驗收日期", "acceptance date"]),
    ("warranty_months", ["保修月数", "保固月數", "months of warranty"]),
    ("repair_days", ["保修维修天数", "保固維修天數", "days out of use for repairs"]),
];
