import type { ComplaintHappened } from "../api/types";
import type { Text, Words } from "../i18n/words";

/** What happens to a complaint, and what can be asked of it. An event without words does not compile. */
const words = {
  complaintEvent: {
    taken: ["受理", "受理", "Taken down"],
    taken_on_site: ["现场受理", "現場受理", "Taken down on site"],
    graded: ["定级", "定級", "Graded"],
    investigation_begun: ["开始调查", "開始調查", "Investigation begun"],
    proposed: ["提出方案", "提出方案", "Remedy proposed"],
    sent_back: ["退回方案", "退回方案", "Proposal sent back"],
    agreed: ["客户同意", "客戶同意", "Customer agrees"],
    agreed_on_site: ["客户当面同意", "客戶當面同意", "Customer agrees, on site"],
    objected: ["客户有异议", "客戶有異議", "Customer objects"],
    objected_on_site: ["客户当面提出异议", "客戶當面提出異議", "Customer objects, on site"],
    approved: ["批准", "批准", "Approved"],
    rejected: ["不批准", "不批准", "Approval refused"],
    carried_out: ["方案已执行", "方案已執行", "Remedy carried out"],
    carried_out_on_site: ["方案已在现场执行", "方案已在現場執行", "Remedy carried out on site"],
    told: ["答复客户", "答覆客戶", "Customer told"],
    told_on_site: ["当面答复客户", "當面答覆客戶", "Customer told on site"],
    closed: ["关闭", "關閉", "Closed"],
    withdrawn: ["客户撤回", "客戶撤回", "Withdrawn"],
    withdrawn_on_site: ["客户当面撤回", "客戶當面撤回", "Withdrawn on site"],
    merged: ["并案", "併案", "Merged"],
    reopened: ["重新受理", "重新受理", "Reopened"],
    order_raised: ["关联工单", "關聯工單", "Work order linked"],
    settled: ["裁决", "裁決", "Settled"],
  },
  complaintAction: {
    grade: ["定级", "定級", "Grade"],
    investigate: ["开始调查", "開始調查", "Investigate"],
    propose: ["提出方案", "提出方案", "Propose a remedy"],
    send_back: ["退回方案", "退回方案", "Send the proposal back"],
    agree: ["客户同意", "客戶同意", "Customer agrees"],
    object: ["客户有异议", "客戶有異議", "Customer objects"],
    approve: ["批准", "批准", "Approve"],
    reject: ["不批准", "不批准", "Refuse approval"],
    carry_out: ["已执行", "已執行", "Carried out"],
    tell: ["答复客户", "答覆客戶", "Tell the customer"],
    close: ["关闭", "關閉", "Close"],
    withdraw: ["客户撤回", "客戶撤回", "Withdrawn"],
    merge: ["并案", "併案", "Merge"],
    reopen: ["重新受理", "重新受理", "Reopen"],
    link_order: ["关联工单", "關聯工單", "Link an order"],
  },
} as const satisfies Words & { complaintEvent: Record<ComplaintHappened["kind"], Text> };

export default words;
