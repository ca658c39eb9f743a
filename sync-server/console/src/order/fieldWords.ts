import type { Outcome, PartFate } from "../api/types";
import type { Text, Words } from "../i18n/words";

/** What the field found, did, used and photographed. */
const words = {
  diagnosis: {
    checklist: ["检查表", "檢查表", "Checklist"],
    none: ["现场尚未填写", "現場尚未填寫", "Nothing recorded on site yet"],
    symptoms: ["现象", "現象", "Symptoms"],
    opened_by_others: ["他人拆修过", "他人拆修過", "Opened by others"],
    tests: ["检测", "檢測", "Tests"],
    cause: ["原因", "原因", "Cause"],
    cause_class: ["原因分类", "原因分類", "Cause class"],
    remedy: ["处理方式", "處理方式", "Remedy"],
    safety: ["安全检查", "安全檢查", "Safety check"],
    safe: ["安全检查通过", "安全檢查通過", "safety check passed"],
    unsafe: ["安全检查未通过", "安全檢查未通過", "safety check not passed"],
  },
  causeClass: {
    design: ["设计", "設計", "design"],
    production: ["制造", "製造", "production"],
    transport: ["运输", "運輸", "transport"],
    installation: ["安装", "安裝", "installation"],
    use: ["使用", "使用", "use"],
    wear: ["磨损", "磨損", "wear"],
    environment: ["环境", "環境", "environment"],
    unknown: ["不明", "不明", "unknown"],
  },
  remedy: {
    repair: ["维修", "維修", "repair"],
    replace: ["更换", "更換", "replace"],
    improve: ["技术改进", "技術改進", "technical improvement"],
    train: ["培训", "培訓", "training"],
  },
  outcome: {
    solved: ["已解决", "已解決", "solved"],
    temporary: ["临时处理", "臨時處理", "temporary fix"],
    not_solved: ["未解决", "未解決", "not solved"],
  },
  part: {
    none: ["没有使用配件", "沒有使用零件", "No parts used"],
  },
  partFate: {
    returned: ["返回仓库", "退回倉庫", "goes back"],
    left_with_customer: ["留给客户", "留給客戶", "left with the customer"],
    scrapped: ["现场报废", "現場報廢", "scrapped on site"],
    none: ["无旧件", "無舊件", "no old part"],
  },
  photo: {
    none: ["没有照片", "沒有照片", "No photos"],
    add: ["添加照片", "新增照片", "Add a photo"],
    file: ["图片文件", "圖片檔案", "Picture"],
    stage: ["拍的是什么", "拍的是什麼", "What it is of"],
    caption: ["说明", "說明", "Caption"],
    unreadable: [
      "浏览器无法读取此文件，请选择 JPEG 或 PNG 图片。",
      "瀏覽器無法讀取此檔案，請選擇 JPEG 或 PNG 圖片。",
      "The browser cannot read this file; choose a JPEG or PNG picture.",
    ],
    onDevice: ["仍在终端上，等待上传", "仍在終端上，等待上傳", "Still on the device, waiting to be sent"],
    onlySmall: ["原图仍在终端上", "原圖仍在終端上", "full size still on the device"],
    open: ["放大查看：{{name}}", "放大檢視：{{name}}", "Enlarge: {{name}}"],
    previous: ["上一张", "上一張", "Previous"],
    next: ["下一张", "下一張", "Next"],
  },
  stage: {
    before: ["维修前", "維修前", "before"],
    fault: ["故障点", "故障點", "fault"],
    work: ["维修中", "維修中", "work"],
    after: ["维修后", "維修後", "after"],
    nameplate: ["铭牌", "銘牌", "nameplate"],
    old_part: ["旧件", "舊件", "old part"],
    document: ["文件", "文件", "document"],
    safety: ["安全", "安全", "safety"],
    stamp: ["公章", "公司章", "stamp"],
  },
} as const satisfies Words & {
  outcome: Record<Outcome, Text>;
  partFate: Record<PartFate, Text>;
};

export default words;
