import type { RequestHappened, WorkOrderHappened } from "../api/types";
import type { Text, Words } from "../i18n/words";

type Kind = WorkOrderHappened["kind"] | RequestHappened["kind"];

/**
 * What orders and complaints have in common: the timeline, and what they are contested over. An event without words does
 * not compile.
 */
const words = {
  event: {
    raised: ["建立工单", "建立工單", "Raised"],
    assigned: ["派工", "派工", "Assigned"],
    reassigned: ["调整人员", "調整人員", "Team changed"],
    accepted: ["接单", "接單", "Accepted"],
    declined: ["拒单", "拒單", "Declined"],
    set_out: ["出发", "出發", "Set out"],
    arrived: ["到场", "到場", "Arrived"],
    safety_checked: ["安全检查", "安全檢查", "Safety checked"],
    work_started: ["开始施工", "開始施工", "Work started"],
    held: ["挂起", "擱置", "Held"],
    finished: ["完工", "完工", "Work finished"],
    context_corrected: ["更正报告信息", "更正報告資料", "Report facts corrected"],
    reopened: ["重新施工", "重新施工", "Reopened"],
    signed_off: ["客户签字", "客戶簽名", "Customer's sign-off"],
    link_signed: ["客户在线签字", "客戶線上簽名", "Signed by link"],
    left_site: ["离场", "離場", "Left site"],
    problem_reported: ["上报重大问题", "回報重大問題", "Large problem reported"],
    report_received: ["收到纸质报告", "收到紙本報告", "Sheet received"],
    approved: ["审核通过", "審核通過", "Approved"],
    sent_back: ["退回", "退回", "Sent back"],
    closed: ["关闭", "結案", "Closed"],
    additions_settled: ["处理补充内容", "處理補充內容", "Additions decided about"],
    escalated: ["升级", "升級", "Escalated"],
    analysed: ["分析完成", "分析完成", "Escalation answered"],
    cancelled: ["取消", "取消", "Cancelled"],
    reinstated: ["恢复", "恢復", "Reinstated"],
    settled: ["裁决", "裁決", "Settled"],
    logged: ["登记", "登記", "Logged"],
    ended: ["办结", "辦結", "Ended"],
    foundOnSite: ["现场发现", "現場發現", "found on site"],
    droppedCount: ["裁定不成立：{{n}} 项", "裁定不成立：{{n}} 項", "events that do not stand: {{n}}"],
    asLead: ["{{name}}（负责人）", "{{name}}（負責人）", "{{name}} (lead)"],
  },
  report: {
    open: ["查看报告", "檢視報告", "Show report"],
    title: ["服务报告", "服務報告", "Service report"],
    ofComplaint: ["投诉报告", "投訴報告", "Complaint report"],
    ownWindow: ["在新窗口打开", "在新視窗開啟", "Open in a new window"],
  },
  standing: {
    kept: ["有效", "有效", "stands"],
    dropped: ["未生效", "未生效", "did not take effect"],
    unfitting: ["未改变状态", "未改變狀態", "did not set the status"],
    invalid: ["无效", "無效", "not valid"],
    unknown: ["未知类型", "未知類型", "unknown kind"],
  },
  contest: {
    title: ["此工单待裁决", "此工單待裁決", "This order is contested"],
    explained: [
      "现场与办公室在互不知情时做出了不能同时成立的操作。现场事实一律保留，请裁定哪些操作不成立。",
      "現場與辦公室在互不知情時做出了不能同時成立的操作。現場事實一律保留，請裁定哪些操作不成立。",
      "The field and the office did things that cannot both take effect, without knowing of each other. Facts from the field stand; decide which events of the office do not.",
    ],
    dropped: ["未生效的办公室操作", "未生效的辦公室操作", "Office events that did not take effect"],
    field: ["成立的现场记录", "成立的現場紀錄", "Facts from the field that stand"],
    unfitting: [
      "保留为事实、但未改变状态的现场操作",
      "保留為事實、但未改變狀態的現場操作",
      "Field events kept as facts that did not set the status",
    ],
    settlements: ["互不知情的裁决", "互不知情的裁決", "Settlements made without knowledge of each other"],
    settle: ["裁决", "裁決", "Settle"],
    whichDrop: ["不成立的办公室操作", "不成立的辦公室操作", "Office events that do not stand"],
    whichStands: ["由哪个现场操作决定状态", "由哪個現場操作決定狀態", "Which field event sets the status"],
    asDerived: ["按现有现场记录推定", "依現有現場紀錄推定", "As it follows from the field's events"],
  },
} as const satisfies Words & { event: Record<Kind, Text> & Words };

export default words;
