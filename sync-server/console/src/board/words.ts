import type { Words } from "../i18n/words";

/** The board. */
const words = {
  board: {
    title: ["工单看板", "工單看板", "Work orders"],
    search: ["搜索单号、客户、故障（/）", "搜尋單號、客戶、故障（/）", "Number, customer, fault (/)"],
    anyStatus: ["全部状态", "全部狀態", "Any status"],
    anyTechnician: ["全部技术员", "全部技術員", "Any technician"],
    view: ["显示方式", "顯示方式", "Layout"],
    lanes: ["泳道", "泳道", "Lanes"],
    table: ["列表", "清單", "List"],
    focus: ["关注", "關注", "Focus"],
    empty: ["没有符合条件的工单", "沒有符合條件的工單", "No work order fits"],
  },
  focus: {
    all: ["全部", "全部", "All"],
    contested: ["待裁决", "待裁決", "Contested"],
    conflicts: ["数据冲突", "資料衝突", "Conflicts"],
    clock: ["时限告急", "時限告急", "Clock pressing"],
    signoff: ["签字待办", "簽名待辦", "Sign-off to do"],
  },
  lane: {
    open: ["待派工", "待派工", "To assign"],
    assigned: ["已派工", "已派工", "Assigned"],
    underway: ["进行中", "進行中", "Under way"],
    waiting: ["挂起 / 升级", "擱置 / 升級", "On hold / escalated"],
    finished: ["完工待审", "完工待審", "Finished"],
    done: ["已结束", "已結束", "Done"],
  },
  column: {
    number: ["单号", "單號", "Number"],
    title: ["标题", "標題", "Title"],
    customer: ["客户", "客戶", "Customer"],
    status: ["状态", "狀態", "Status"],
    lead: ["负责人", "負責人", "Lead"],
    window: ["上门时段", "到府時段", "Window"],
    marks: ["提示", "提示", "Marks"],
    updated: ["更新", "更新", "Updated"],
  },
} as const satisfies Words;

export default words;
