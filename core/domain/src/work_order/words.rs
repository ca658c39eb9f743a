//! What is said of work orders.

use crate::wording::{Terms, Words};

/// What is said of work orders. Their refusals stand with those of the whole job.
pub(super) static WORDS: Words = Words {
    name: ["工单", "工單", "work order"],
    list: ["工单", "工單", "Work orders"],
    statuses: STATUSES,
    events: EVENTS,
    terms: super::terms::TERMS,
    messages: &[],
};

const STATUSES: Terms = &[
    ("none", ["未建立", "未建立", "not raised"]),
    ("open", ["待派工", "待派工", "open"]),
    ("assigned", ["已派工", "已派工", "assigned"]),
    ("accepted", ["已接单", "已接單", "accepted"]),
    ("travelling", ["在途", "在途", "travelling"]),
    ("on_site", ["已到场", "已到場", "on site"]),
    ("working", ["作业中", "作業中", "working"]),
    ("on_hold", ["暂停", "暫停", "on hold"]),
    ("finished", ["已完工", "已完工", "finished"]),
    ("approved", ["已审核", "已審核", "approved"]),
    ("closed", ["已关闭", "已關閉", "closed"]),
    ("escalated", ["已上报", "已上報", "escalated"]),
    ("cancelled", ["已取消", "已取消", "cancelled"]),
];

const EVENTS: Terms = &[
    ("raised", ["建单", "建單", "raise the order"]),
    ("assigned", ["派工", "派工", "assign"]),
    ("reassigned", ["改派", "改派", "reassign"]),
    ("accepted", ["接单", "接單", "accept"]),
    ("declined", ["拒单", "拒單", "decline"]),
    ("set_out", ["出发", "出發", "set out"]),
    ("arrived", ["到场", "到場", "arrive"]),
    ("safety_checked", ["安全检查", "安全檢查", "check safety"]),
    ("work_started", ["开工", "開工", "start work"]),
    ("held", ["暂停", "暫停", "hold"]),
    ("finished", ["完工", "完工", "finish"]),
    ("context_corrected", ["更正报告内容", "更正報告內容", "correct the report"]),
    ("reopened", ["重新开工", "重新開工", "reopen"]),
    ("signed_off", ["客户签认", "客戶簽認", "sign off"]),
    ("link_signed", ["链接签认", "連結簽認", "sign by link"]),
    ("left_site", ["离场", "離場", "leave the site"]),
    ("problem_reported", ["上报现场重大问题", "上報現場重大問題", "report a problem"]),
    ("report_received", ["收回报告", "收回報告", "receive the report"]),
    ("approved", ["审核通过", "審核通過", "approve"]),
    ("sent_back", ["退回", "退回", "send back"]),
    ("closed", ["关闭", "關閉", "close"]),
    ("additions_settled", ["处理补充内容", "處理補充內容", "settle additions"]),
    ("escalated", ["上报", "上報", "escalate"]),
    ("analysed", ["技术分析", "技術分析", "analyse"]),
    ("cancelled", ["取消", "取消", "cancel"]),
    ("reinstated", ["恢复", "恢復", "reinstate"]),
    ("settled", ["裁定", "裁定", "settle"]),
];
