import type { ComplaintClass, ComplaintRemedy, Severity } from "../api/types";
import type { Text, Words } from "../i18n/words";

/** Codes of complaints in words; one without does not compile. */
interface Codes {
  complaintClass: Record<ComplaintClass, Text>;
  severity: Record<Severity, Text>;
  complaintRemedy: Record<ComplaintRemedy, Text>;
}

/** Complaints: the list, taking one down, and its page. */
const words = {
  complaint: {
    title: ["投诉", "投訴", "Complaints"],
    new: ["登记投诉", "登記投訴", "New complaint"],
    search: ["搜索编号、客户、内容（/）", "搜尋編號、客戶、內容（/）", "Number, customer, words (/)"],
    show: ["显示范围", "顯示範圍", "Which ones"],
    onlyContested: ["只看待裁决", "只看待裁決", "Only contested"],
    empty: ["没有符合条件的投诉", "沒有符合條件的投訴", "No complaint fits"],
    ungraded: ["未定级", "未定級", "not graded"],
    untitled: ["无标题", "無標題", "no title"],
    leftForTomorrow: ["今日可答却拖到了明日", "今日可答卻拖到了明日", "left for tomorrow"],
    waitsFor: ["等待：{{who}}", "等待：{{who}}", "Waits for {{who}}"],
    contest: ["此投诉待裁决", "此投訴待裁決", "This complaint is contested"],
    toOrder: ["打开工单", "開啟工單", "Open work order"],
    mergedInto: ["打开并入的投诉", "開啟併入的投訴", "Open the complaint it goes on in"],
  },
  complaintScope: {
    open: ["未结", "未結", "Open"],
    ended: ["已结", "已結", "Ended"],
    all: ["全部", "全部", "All"],
  },
  complaintColumn: {
    number: ["编号", "編號", "Number"],
    title: ["标题与客户", "標題與客戶", "Title and customer"],
    grade: ["定级", "定級", "Grade"],
    status: ["状态", "狀態", "Status"],
    waits: ["等待", "等待", "Waits for"],
    clock: ["时限", "時限", "Clock"],
  },
  complaintStatus: {
    untaken: ["未受理", "未受理", "not taken down"],
    taken: ["已受理", "已受理", "taken down"],
    investigating: ["调查中", "調查中", "investigating"],
    proposed: ["已提方案", "已提方案", "proposed"],
    agreed: ["客户已同意", "客戶已同意", "agreed"],
    approved: ["已批准", "已批准", "approved"],
    carried_out: ["已执行", "已執行", "carried out"],
    told: ["已答复", "已答覆", "customer told"],
    closed: ["已关闭", "已關閉", "closed"],
    withdrawn: ["已撤回", "已撤回", "withdrawn"],
    merged: ["已并案", "已併案", "merged"],
  },
  complaintClass: {
    quality: ["质量", "品質", "quality"],
    not_quality: ["非质量", "非品質", "not quality"],
    other: ["其他", "其他", "other"],
  },
  severity: {
    minor: ["轻微", "輕微", "minor"],
    major: ["严重", "嚴重", "major"],
    critical: ["危急", "危急", "critical"],
  },
  complaintRemedy: {
    repair: ["维修", "維修", "repair"],
    replace: ["更换", "更換", "replacement"],
    return: ["退货", "退貨", "return"],
    compensate: ["赔偿", "賠償", "compensation"],
    train: ["培训", "培訓", "training"],
    explain: ["说明或致歉", "說明或致歉", "explanation"],
  },
  takeDown: {
    title: ["登记投诉", "登記投訴", "New complaint"],
    panel: ["投诉内容", "投訴內容", "The complaint"],
    fromRequest: ["来自来电登记 {{number}}", "來自來電登記 {{number}}", "From request {{number}}"],
    fromOrder: ["来自工单 {{number}}", "來自工單 {{number}}", "From work order {{number}}"],
    titleHint: ["不填则取内容的第一句。", "不填則取內容的第一句。", "Left empty, the first words become it."],
    whoNeeded: [
      "请选择客户或填写联系人",
      "請選擇客戶或填寫聯絡人",
      "Choose the customer or say who complained",
    ],
    noCustomer: ["未识别", "未識別", "Not recognised"],
    save: ["登记投诉", "登記投訴", "Take it down"],
  },
  complaintFact: {
    received: ["投诉时间", "投訴時間", "Received"],
    class: ["类别", "類別", "Class"],
    severity: ["严重程度", "嚴重程度", "Severity"],
    investigator: ["调查人", "調查人", "Investigator"],
    nobody: ["不指定", "不指定", "nobody in particular"],
    demand: ["客户诉求", "客戶訴求", "What the customer asks for"],
    orders: ["已建工单", "已建工單", "Work orders raised"],
    facts: ["事情经过", "事情經過", "What happened"],
    factsInWords: ["事情经过（客户原话）", "事情經過（客戶原話）", "What happened, in the customer's words"],
    investigation: ["调查情况", "調查情況", "Investigation"],
    prevention: ["预防措施", "預防措施", "Prevention"],
    notes: ["备注", "備註", "Notes"],
  },
  findings: {
    title: ["调查结论", "調查結論", "Findings"],
    record: ["填写结论", "填寫結論", "Record findings"],
    cause: ["真正原因", "真正原因", "True cause"],
    cause_class: ["原因分类", "原因分類", "Cause class"],
    justified: ["投诉是否成立", "投訴是否成立", "Justified"],
    responsible_unit: ["责任部门", "責任部門", "Responsible unit"],
    responsible_person: ["责任人", "責任人", "Responsible person"],
  },
  proposal: {
    title: ["处理方案", "處理方案", "Remedy"],
    none: ["尚未提出方案", "尚未提出方案", "No remedy proposed yet"],
    remedy: ["方式", "方式", "Kind"],
    plan: ["具体做法", "具體做法", "Plan"],
    planHint: ["客户会听到的内容。", "客戶會聽到的內容。", "As the customer is told."],
    cost: ["费用", "費用", "Cost"],
    currency: ["币种", "幣別", "Currency"],
    approvedBy: ["批准人", "批准人", "Approved by"],
    reply: ["客户答复", "客戶答覆", "The customer's answer"],
    amount: [
      "请填写金额，最多 {{n}} 位小数",
      "請填寫金額，最多 {{n}} 位小數",
      "Enter an amount with at most {{n}} decimals",
    ],
  },
  told: {
    title: ["给客户的答复", "給客戶的答覆", "What the customer was told"],
    who: ["对方姓名", "對方姓名", "Who"],
    answer: ["答复内容", "答覆內容", "Answer given"],
    satisfied: ["是否满意", "是否滿意", "Satisfied"],
    unsaid: ["未表态", "未表態", "did not say"],
    saidAt: ["何时说的（不填为现在）", "何時說的（不填為現在）", "When (left empty: now)"],
    words: ["客户原话", "客戶原話", "Their words"],
  },
  similar: {
    title: ["类似投诉（{{n}}）", "類似投訴（{{n}}）", "Similar complaints ({{n}})"],
    add: ["关联类似投诉", "關聯類似投訴", "Link one"],
    which: ["哪一件投诉", "哪一件投訴", "Which complaint"],
    why: ["相同之处", "相同之處", "Why they are alike"],
    choose: ["按编号或客户查找", "按編號或客戶尋找", "Find by number or customer"],
    away: ["不在此处的投诉", "不在此處的投訴", "one that is not here"],
  },
  complaintAsk: {
    closeReason: [
      "原因（客户不满意时必填）",
      "原因（客戶不滿意時必填）",
      "Reason (needed when not satisfied)",
    ],
    order: ["哪张工单", "哪張工單", "Which work order"],
    chooseOrder: ["按单号或客户查找", "按單號或客戶尋找", "Find by number or customer"],
    into: ["并入哪一件投诉", "併入哪一件投訴", "Into which complaint"],
    done: ["做了什么", "做了什麼", "What was done"],
  },
} as const satisfies Words & Codes;

export default words;
