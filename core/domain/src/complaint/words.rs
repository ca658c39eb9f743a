//! What is said of complaints (R41).

use crate::wording::{Message, Terms, Words, message as m};

/// What is said of complaints.
pub(super) static WORDS: Words = Words {
    name: ["投诉", "投訴", "complaint"],
    list: ["客户投诉", "客戶投訴", "Complaints"],
    statuses: STATUSES,
    events: EVENTS,
    terms: super::terms::TERMS,
    messages: MESSAGES,
};

const STATUSES: Terms = &[
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

const EVENTS: Terms = &[
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

const MESSAGES: &[Message] = &[
    m(
        "complaint.not_now",
        "投诉现为“{complaint_status}”，不能“{complaint_event}”。请先完成前面的步骤。",
        "投訴現為「{complaint_status}」，不能「{complaint_event}」。請先完成前面的步驟。",
        "The complaint is “{complaint_status}”: “{complaint_event}” is not possible now. Complete the steps before it.",
    ),
    m(
        "complaint.over",
        "此投诉已结束。如需继续处理，请先重新受理。",
        "此投訴已結束。如需繼續處理，請先重新受理。",
        "This complaint is over. To go on with it, reopen it first.",
    ),
    m(
        "complaint.not_graded",
        "请先给投诉定级：质量、非质量或其他。",
        "請先給投訴定級：品質、非品質或其他。",
        "Grade the complaint first: quality, not quality or other.",
    ),
    m(
        "complaint.findings_missing",
        "提出方案前，请填写调查情况、原因及类别，并判断投诉是否成立。",
        "提出方案前，請填寫調查情況、原因及類別，並判斷投訴是否成立。",
        "Before a remedy is proposed, write down the investigation, the cause with its class, and whether the complaint is justified.",
    ),
    m(
        "complaint.above_limit",
        "费用 {cost} 超过服务主管的审批限额 {limit}，须由总经理批准。",
        "費用 {cost} 超過服務主管的審批限額 {limit}，須由總經理批准。",
        "The cost of {cost} is above the service manager's limit of {limit}. The general manager must approve it.",
    ),
    m(
        "complaint.judgement_missing",
        "关闭前，请判断投诉是否成立。",
        "關閉前，請判斷投訴是否成立。",
        "Before closing, say whether the complaint is justified.",
    ),
    m(
        "complaint.prevention_missing",
        "投诉成立：关闭前，请填写预防措施。",
        "投訴成立：關閉前，請填寫預防措施。",
        "The complaint is justified: before closing, write down what prevents it from happening again.",
    ),
    m(
        "complaint.close_reason_missing",
        "客户不满意：请填写关闭的理由，或重新受理。",
        "客戶不滿意：請填寫關閉的理由，或重新受理。",
        "The customer is not satisfied: give the reason for closing, or reopen the complaint.",
    ),
    m(
        "complaint.reason_missing",
        "“{complaint_event}”须填写内容或原因。",
        "「{complaint_event}」須填寫內容或原因。",
        "“{complaint_event}” needs words: what is done or said, or why.",
    ),
    m(
        "complaint.customer_missing",
        "请选择客户，或填写投诉人姓名。",
        "請選擇客戶，或填寫投訴人姓名。",
        "Choose the customer, or enter who complains.",
    ),
    m(
        "complaint.facts_missing",
        "请用客户的话写下发生了什么。",
        "請用客戶的話寫下發生了什麼。",
        "Write down what happened, in the customer's words.",
    ),
    m(
        "complaint.sheet_missing",
        "来自签认单意见的投诉须指明工单和签认；其他来源不填。",
        "來自簽認單意見的投訴須指明工單和簽認；其他來源不填。",
        "A complaint from a remark on a signed sheet names the order and its sign-off; any other names neither as its sheet.",
    ),
    m(
        "complaint.who_missing",
        "请填写客户方是谁。",
        "請填寫客戶方是誰。",
        "Enter who spoke for the customer.",
    ),
    m(
        "complaint.no_answer_by_sheet",
        "签认单不能用来与客户沟通。请选择当面、电话、信函、邮件、短信或来访。",
        "簽認單不能用來與客戶溝通。請選擇當面、電話、信函、郵件、簡訊或來訪。",
        "Nobody is spoken to by a signed sheet. Choose on site, phone, letter, mail, message or a visit to the office.",
    ),
    m(
        "complaint.said_later",
        "客户答复的时间不能晚于记录的时间。",
        "客戶答覆的時間不能晚於記錄的時間。",
        "What the customer said cannot be later than when it is written down.",
    ),
    m(
        "complaint.not_an_investigator",
        "调查人须为在职的质量人员、技术工程师或服务主管。",
        "調查人須為在職的品質人員、技術工程師或服務主管。",
        "Whoever investigates must be a live account of quality, a technical engineer or a service manager.",
    ),
    m(
        "complaint.merge_into_itself",
        "投诉不能并入自身。",
        "投訴不能併入自身。",
        "A complaint cannot be merged into itself.",
    ),
    m(
        "complaint.similar_to_itself",
        "投诉不能与自身关联。",
        "投訴不能與自身關聯。",
        "A complaint cannot be linked to itself.",
    ),
    m(
        "complaint.not_contested",
        "此投诉没有需要裁定的冲突。",
        "此投訴沒有需要裁定的衝突。",
        "Nothing about this complaint needs settling.",
    ),
    m(
        "complaint.cannot_settle_so",
        "裁定只能撤销办公室的决定，并以现场事实为准。",
        "裁定只能撤銷辦公室的決定，並以現場事實為準。",
        "A settlement can drop decisions of the office and let a fact from the field stand, nothing else.",
    ),
    m(
        "complaint.kept_as_taken",
        "“{name}”在受理时确定，之后不能更改。",
        "「{name}」在受理時確定，之後不能更改。",
        "“{name}” is what it was when the complaint was taken down; it does not change.",
    ),
    m(
        "complaint.number_is_the_servers",
        "投诉编号由服务器连续给出，不能填写。",
        "投訴編號由伺服器連續給出，不能填寫。",
        "The server gives complaint numbers without gaps; they cannot be typed in.",
    ),
    m(
        "complaint.no_such_part",
        "投诉没有这样的内容。请更新软件。",
        "投訴沒有這樣的內容。請更新軟體。",
        "A complaint has no such part. Update the app.",
    ),
];
