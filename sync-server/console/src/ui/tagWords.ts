import type { Words } from "../i18n/words";

/** Codes that lists and pages show as tags: status, priority, clocks, warranty, marks. */
const words = {
  status: {
    none: ["未建立", "未建立", "not raised"],
    open: ["待派工", "待派工", "open"],
    assigned: ["已派工", "已派工", "assigned"],
    accepted: ["已接单", "已接單", "accepted"],
    travelling: ["途中", "途中", "travelling"],
    on_site: ["已到场", "已到場", "on site"],
    working: ["施工中", "施工中", "working"],
    on_hold: ["挂起", "擱置", "on hold"],
    finished: ["已完工", "已完工", "finished"],
    approved: ["已审核", "已審核", "approved"],
    closed: ["已关闭", "已結案", "closed"],
    escalated: ["已升级", "已升級", "escalated"],
    cancelled: ["已取消", "已取消", "cancelled"],
  },
  priority: {
    normal: ["一般", "一般", "normal"],
    urgent: ["紧急", "緊急", "urgent"],
    down: ["停机", "停機", "machine down"],
  },
  clock: {
    R22: ["电话答复", "電話答覆", "Phone answer"],
    R23: ["书面联系", "書面聯繫", "Written contact"],
    R24: ["到场", "到場", "On site"],
    R25: ["明确答复", "明確答覆", "Definite answer"],
    R26: ["排除故障", "排除故障", "Fault removed"],
    R27: ["提供备机", "提供備機", "Spare unit offered"],
    R28: ["投诉处理完毕", "投訴處理完畢", "Complaint settled"],
    R28b: ["最迟答复", "最遲答覆", "Answered at the latest"],
  },
  clockState: {
    running: ["计时中", "計時中", "running"],
    at_risk: ["即将超时", "即將逾時", "at risk"],
    missed: ["已超时", "已逾時", "missed"],
    paused: ["暂停计时", "暫停計時", "paused"],
    unknown: ["日历无数据", "日曆無資料", "no calendar data"],
    late: ["超时完成", "逾時完成", "done late"],
    met: ["按时完成", "如期完成", "kept"],
    ended: ["已结束", "已結束", "ended"],
    left: ["剩 {{span}}", "剩 {{span}}", "{{span}} left"],
    by: ["{{name}} {{span}}", "{{name}} {{span}}", "{{name}} by {{span}}"],
    healed: [
      "收到现场记录后更正为按时",
      "收到現場紀錄後更正為如期",
      "shown as missed until the field's news came",
    ],
  },
  warranty: {
    free: ["保修期内免费", "保固期內免費", "free under warranty"],
    chargeable: ["收费", "收費", "chargeable"],
    goodwill: ["优惠免费", "優惠免費", "goodwill"],
    unknown: ["待确认", "待確認", "to be clarified"],
  },
  role: {
    technician: ["服务技师", "服務技師", "technician"],
    dispatcher: ["客服调度", "客服調度", "dispatcher"],
    engineer: ["技术工程师", "技術工程師", "technical engineer"],
    quality: ["质量", "品質", "quality"],
    manager: ["服务主管", "服務主管", "service manager"],
    general_manager: ["总经理", "總經理", "general manager"],
  },
  mark: {
    healed: ["补报达标", "補報達標", "healed"],
    contested: ["待裁决", "待裁決", "contested"],
    conflicts: ["冲突 {{n}}", "衝突 {{n}}", "conflicts {{n}}"],
    additions: ["补充 {{n}}", "補充 {{n}}", "unseen {{n}}"],
    addition: ["客户未看到", "客戶未看到", "not seen by customer"],
  },
} as const satisfies Words;

export default words;
