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
    ("problem_reported", ["上报现场重大问题", "上報現場重大問題", "report a problem"]),
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

const COMPLAINT_STATUSES: Terms = &[
    ("none", ["未登记", "未登記", "not taken down"]),
    ("taken", ["已受理", "已受理", "taken down"]),
    ("investigating", ["调查中", "調查中", "being investigated"]),
    ("proposed", ["已提方案", "已提方案", "remedy proposed"]),
    ("agreed", ["客户已同意", "客戶已同意", "agreed"]),
    ("approved", ["已批准", "已批准", "approved"]),
    ("carried_out", ["已执行", "已執行", "carried out"]),
    ("told", ["已答复", "已答覆", "customer told"]),
    ("closed", ["已关闭", "已關閉", "closed"]),
    ("withdrawn", ["已撤回", "已撤回", "withdrawn"]),
    ("merged", ["已并案", "已併案", "merged"]),
];

const COMPLAINT_EVENTS: Terms = &[
    ("taken", ["受理投诉", "受理投訴", "take down the complaint"]),
    ("taken_on_site", ["现场受理投诉", "現場受理投訴", "take down the complaint on site"]),
    ("graded", ["定级", "定級", "grade"]),
    ("investigation_begun", ["开始调查", "開始調查", "begin the investigation"]),
    ("proposed", ["提出方案", "提出方案", "propose a remedy"]),
    ("sent_back", ["退回方案", "退回方案", "send the proposal back"]),
    ("agreed", ["客户同意", "客戶同意", "record the customer's agreement"]),
    ("agreed_on_site", ["客户当面同意", "客戶當面同意", "record the customer's agreement on site"]),
    ("objected", ["客户有异议", "客戶有異議", "record the customer's objection"]),
    ("objected_on_site", ["客户当面提出异议", "客戶當面提出異議", "record the customer's objection on site"]),
    ("approved", ["批准", "批准", "approve"]),
    ("rejected", ["不批准", "不批准", "reject"]),
    ("carried_out", ["执行方案", "執行方案", "carry out the remedy"]),
    ("carried_out_on_site", ["现场执行方案", "現場執行方案", "carry out the remedy on site"]),
    ("told", ["答复客户", "答覆客戶", "tell the customer"]),
    ("told_on_site", ["当面答复客户", "當面答覆客戶", "tell the customer on site"]),
    ("closed", ["关闭", "關閉", "close"]),
    ("withdrawn", ["客户撤回", "客戶撤回", "record the withdrawal"]),
    ("withdrawn_on_site", ["客户当面撤回", "客戶當面撤回", "record the withdrawal on site"]),
    ("merged", ["并案", "併案", "merge"]),
    ("reopened", ["重新受理", "重新受理", "reopen"]),
    ("order_raised", ["关联工单", "關聯工單", "link an order"]),
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
    ("similar", ["类似投诉", "類似投訴", "similar complaint"]),
];

/// A parameter's value as a person reads it: several, separated by commas, each in words where it is a term. `parameter`
/// is `status`, `complaint_status`, `event`, `complaint_event`, `roles`, `stage` or `collection`; of any other the value
/// stays as it is.
#[must_use]
pub fn in_words(language: Language, parameter: &str, value: &str) -> String {
    let (terms, more): (Terms, Terms) = match parameter {
        "status" => (STATUSES, &[]),
        "complaint_status" => (COMPLAINT_STATUSES, &[]),
        // What a key of the office may not write has a name of its own in every document.
        "event" => (EVENTS, COMPLAINT_EVENTS),
        "complaint_event" => (COMPLAINT_EVENTS, &[]),
        "roles" => (ROLES, &[]),
        "stage" => (STAGES, &[]),
        "collection" => (LISTS, &[]),
        _ => return value.to_owned(),
    };
    let word = |code: &str| {
        let known = terms.iter().chain(more).find(|(name, _)| *name == code);
        known.map_or_else(|| code.to_owned(), |(_, words)| words[language as usize].to_owned())
    };
    let words: Vec<String> = value.split(',').map(word).collect();
    words.join(if language == Language::English { ", " } else { "、" })
}
