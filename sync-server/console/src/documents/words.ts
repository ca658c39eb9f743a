import type { Words } from "../i18n/words";

/** Documents of any kind. What belongs to a kind, its names, statuses and fields, comes from the server in the reader's words. */
const words = {
  documents: {
    begin: ["新建", "新建", "New"],
    beginOne: ["新建：{{name}}", "新建：{{name}}", "New: {{name}}"],
    empty: ["没有符合条件的记录", "沒有符合條件的紀錄", "Nothing fits"],
    contest: ["此记录待裁决", "此紀錄待裁決", "This is contested"],
    updated: ["更新时间", "更新時間", "Updated"],
    links: ["相关记录", "相關紀錄", "Linked"],
    away: ["不在此处", "不在此處", "not here"],
    unsaid: ["未说明", "未說明", "not said"],
    kindOf: ["{{label}}：类型", "{{label}}：類型", "{{label}}: kind"],
    choose: ["按编号、客户或内容查找", "依編號、客戶或內容尋找", "Find by number, customer or words"],
  },
} as const satisfies Words;

export default words;
