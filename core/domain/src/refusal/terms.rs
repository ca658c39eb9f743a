//! The words for what refusals name: statuses, events, roles, stages, lists.

use crate::language::Language;

/// A word in Simplified Chinese, Traditional Chinese and English.
type Words = [&'static str; 3];
type Terms = &'static [(&'static str, Words)];

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
    ("report_received", ["收回报告", "收回報告", "receive the report"]),
    ("approved", ["审核通过", "審核通過", "approve"]),
    ("sent_back", ["退回", "退回", "send back"]),
    ("closed", ["关闭", "關閉", "close"]),
    ("escalated", ["上报", "上報", "escalate"]),
    ("analysed", ["技术分析", "技術分析", "analyse"]),
    ("cancelled", ["取消", "取消", "cancel"]),
    ("reinstated", ["恢复", "恢復", "reinstate"]),
    ("settled", ["裁定", "裁定", "settle"]),
];

const ROLES: Terms = &[
    ("technician", ["服务技师", "服務技師", "technician"]),
    ("dispatcher", ["客服调度", "客服調度", "dispatcher"]),
    ("engineer", ["技术工程师", "技術工程師", "technical engineer"]),
    ("manager", ["服务主管", "服務主管", "service manager"]),
    ("warehouse", ["仓库管理员", "倉庫管理員", "warehouse keeper"]),
    ("quality", ["质量", "品質", "quality"]),
    ("general_manager", ["总经理", "總經理", "general manager"]),
    ("administrator", ["系统管理员", "系統管理員", "administrator"]),
    ("auditor", ["审计", "稽核", "auditor"]),
];

const STAGES: Terms = &[
    ("before", ["维修前", "維修前", "before"]),
    ("fault", ["故障", "故障", "fault"]),
    ("work", ["作业", "作業", "work"]),
    ("after", ["维修后", "維修後", "after"]),
    ("nameplate", ["铭牌", "銘牌", "nameplate"]),
    ("old_part", ["旧件", "舊件", "old part"]),
    ("document", ["单据", "單據", "document"]),
    ("safety", ["安全", "安全", "safety"]),
    ("stamp", ["公章", "公章", "company stamp"]),
];

const LISTS: Terms = &[
    ("photo", ["照片", "照片", "photo"]),
    ("part", ["配件", "配件", "part"]),
    ("contact", ["联系人", "聯絡人", "contact"]),
    ("site", ["现场地址", "現場地址", "site"]),
];

/// A parameter's value as a person reads it: several, separated by commas, each in words where it is a term.
pub(super) fn in_words(language: Language, parameter: &str, value: &str) -> String {
    let terms = match parameter {
        "status" => STATUSES,
        "event" => EVENTS,
        "roles" => ROLES,
        "stage" => STAGES,
        "collection" => LISTS,
        _ => return value.to_owned(),
    };
    let word = |code: &str| {
        let known = terms.iter().find(|(name, _)| *name == code);
        known.map_or_else(|| code.to_owned(), |(_, words)| words[language as usize].to_owned())
    };
    let words: Vec<String> = value.split(',').map(word).collect();
    words.join(if language == Language::English { ", " } else { "、" })
}
