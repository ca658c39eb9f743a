import type { Channel } from "../api/types";
import type { Text, Words } from "../i18n/words";

/** The register: taking a call, who is calling, raising an order, ending a request. */
const words = {
  intake: {
    new: ["登记来电", "登記來電", "New request"],
    title: ["登记来电", "登記來電", "New request"],
    call: ["来电内容", "來電內容", "The call"],
    then: ["登记之后", "登記之後", "Afterwards"],
    save: ["保存到登记簿", "存入登記簿", "Save to the register"],
    saved: ["已登记：{{number}}", "已登記：{{number}}", "In the register as {{number}}"],
    toRegister: ["返回登记簿", "返回登記簿", "To the register"],
    unrecognised: ["未识别客户", "未識別客戶", "Caller not recognised"],
    recognised: ["客户：{{name}}", "客戶：{{name}}", "Customer: {{name}}"],
    forget: ["不是此客户", "不是此客戶", "Not this one"],
    callerNeeded: ["请填写来电人", "請填寫來電人", "Who is calling?"],
    faultNeeded: [
      "请用客户原话记录故障",
      "請用客戶原話記錄故障",
      "Take down the fault in the customer's words",
    ],
  },
  next: {
    order: ["建立工单", "建立工單", "raise work order"],
    answer: ["直接办结", "直接辦結", "end at once"],
    later: ["稍后处理", "稍後處理", "later"],
  },
  channel: {
    phone: ["电话", "電話", "phone"],
    message: ["消息", "訊息", "message"],
    mail: ["邮件", "郵件", "mail"],
    letter: ["信函", "信函", "letter"],
    walk_in: ["上门", "親訪", "walk-in"],
    sheet: ["签单备注", "簽單備註", "remark on the sheet"],
    on_site: ["客户现场", "客戶現場", "on site"],
  },
  callers: {
    title: ["客户识别", "客戶識別", "Who is calling"],
    hint: [
      "输入电话、姓名、地址或序列号即可识别客户",
      "輸入電話、姓名、地址或序號即可識別客戶",
      "Type a phone number, name, address or serial number",
    ],
    nobody: ["没有找到相符的客户", "找不到相符的客戶", "Nobody known fits"],
    use: ["采用", "採用", "Use"],
    chosen: ["已采用", "已採用", "In use"],
    useAsset: ["选此设备", "選此設備", "This machine"],
    past: ["历史工单 {{n}} 张", "歷史工單 {{n}} 張", "Past orders: {{n}}"],
  },
  matchedBy: {
    phone: ["按电话", "依電話", "by phone"],
    name: ["按名称", "依名稱", "by name"],
    address: ["按地址", "依地址", "by address"],
    serial: ["按序列号", "依序號", "by serial number"],
  },
  register: {
    title: ["来电登记簿", "來電登記簿", "Request register"],
    search: ["搜索登记（/）", "搜尋登記（/）", "Search the register (/)"],
    onlyOpen: ["只看未办结", "只看未辦結", "Only open ones"],
    empty: ["登记簿中没有记录", "登記簿中沒有紀錄", "Nothing in the register"],
  },
  request: {
    reopen: ["重新打开", "重新開啟", "Reopen"],
    reopenReason: ["重新打开的原因", "重新開啟的原因", "Why it is taken up again"],
    title: ["来电登记", "來電登記", "Request"],
    noNumber: ["待编号", "待編號", "no number yet"],
    provisional: [
      "离线时的临时编号：{{number}}",
      "離線時的臨時編號：{{number}}",
      "Provisional number while offline: {{number}}",
    ],
    earlier: ["查看先前的登记", "檢視先前的登記", "Show the earlier one"],
    toOrder: ["打开工单", "開啟工單", "Open work order"],
    toComplaint: ["打开投诉", "開啟投訴", "Open the complaint"],
  },
  requestStatus: {
    open: ["未办结", "未辦結", "open"],
    ended: ["已办结", "已辦結", "ended"],
  },
  requestOutcome: {
    answered_by_phone: ["电话解决", "電話解決", "answered by phone"],
    work_orders: ["已建工单", "已建工單", "work order raised"],
    complaint: ["转投诉", "轉投訴", "complaint"],
    quote: ["转报价", "轉報價", "quote"],
    duplicate_of: ["重复登记", "重複登記", "duplicate"],
    withdrawn: ["客户撤回", "客戶撤回", "withdrawn"],
  },
  endRequest: {
    title: ["办结登记", "辦結登記", "End request"],
    how: ["办结方式", "辦結方式", "How does it end?"],
    answer: ["给客户的答复", "給客戶的答覆", "Answer given"],
    reason: ["撤回原因", "撤回原因", "Why it was withdrawn"],
    earlier: ["先前的登记", "先前的登記", "The earlier request"],
    choose: ["选择先前的登记", "選擇先前的登記", "Choose the earlier request"],
    submit: ["办结", "辦結", "End request"],
  },
  raise: {
    title: ["建立工单", "建立工單", "Raise work order"],
    submit: ["建立工单", "建立工單", "Raise work order"],
    newCustomer: ["新客户", "新客戶", "New customer"],
    newCustomerHint: [
      "不选则按联系人姓名新建客户。",
      "不選則按聯絡人姓名新建客戶。",
      "Left empty, a customer is made under the contact's name.",
    ],
    noAsset: ["未指定设备", "未指定設備", "No machine named"],
  },
} as const satisfies Words & { channel: Record<Channel, Text> };

export default words;
