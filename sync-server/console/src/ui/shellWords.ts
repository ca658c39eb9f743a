import type { Words } from "../i18n/words";

/** The frame around the pages: navigation, the live stream, the keyboard. */
const words = {
  nav: {
    label: ["主导航", "主導覽", "Main navigation"],
    skip: ["跳到正文", "跳到正文", "Skip to content"],
    board: ["看板", "看板", "Board"],
    register: ["来电登记", "來電登記", "Register"],
    complaints: ["投诉", "投訴", "Complaints"],
    customers: ["客户", "客戶", "Customers"],
    devices: ["终端", "終端", "Devices"],
    review: ["审核", "審核", "Review"],
    keys: ["快捷键", "快速鍵", "Keys"],
    language: ["语言", "語言", "Language"],
    logout: ["退出", "登出", "Log out"],
  },
  live: {
    connecting: ["连接中", "連線中", "Connecting"],
    live: ["实时", "即時", "Live"],
    lost: ["已断开", "已斷線", "Lost"],
  },
  keys: {
    title: ["键盘快捷键", "鍵盤快速鍵", "Keyboard shortcuts"],
    search: ["搜索", "搜尋", "Search"],
    move: ["在看板上移动", "在看板上移動", "Move on the board"],
    open: ["打开选中的工单", "開啟選取的工單", "Open the chosen order"],
    newRequest: ["登记新来电", "登記新來電", "Log a new request"],
    board: ["打开看板", "開啟看板", "Go to the board"],
    register: ["打开来电登记", "開啟來電登記", "Go to the register"],
    complaints: ["打开投诉", "開啟投訴", "Go to the complaints"],
    review: ["打开审核", "開啟審核", "Go to the review desk"],
    view: ["切换泳道与列表", "切換泳道與清單", "Switch lanes and list"],
    on: ["启用单键快捷键", "啟用單鍵快速鍵", "Single-key shortcuts"],
    help: ["显示本说明", "顯示本說明", "Show this list"],
  },
} as const satisfies Words;

export default words;
