import type { SignoffKind } from "../api/types";
import type { Text, Words } from "../i18n/words";

/** The customer's sign-off, the report and the check of the evidence. */
const words = {
  signoff: {
    title: ["客户签字", "客戶簽名", "Customer's sign-off"],
    none: ["未签字", "未簽名", "not signed"],
    signed: ["已签字", "已簽名", "signed"],
    signed_with_reservations: ["有保留签字", "有保留簽名", "signed with reservations"],
    refused: ["拒绝签字", "拒絕簽名", "refused to sign"],
    nobody_present: ["无人在场", "無人在場", "nobody present"],
    link_signed: ["链接补签", "連結補簽", "signed by link"],
    void: ["签字已失效", "簽名已失效", "void"],
    valid: ["有效", "有效", "valid"],
    signAgain: ["待客户重新签字", "待客戶重新簽名", "to be signed again"],
    voidBy: [
      "因 {{name}} 知情后的修改而失效",
      "因 {{name}} 知情後的修改而失效",
      "Void: changed by {{name}}, who could know of the signature",
    ],
    signatory: ["签字人", "簽名人", "Signatory"],
    remarks: ["客户意见", "客戶意見", "Remarks"],
    signatureOf: ["{{name}} 的手写签名", "{{name}} 的手寫簽名", "Signature of {{name}}"],
    stamp: ["公章照片", "公司章照片", "Photo of the company stamp"],
    additions: [
      "客户未看到的补充：{{n}} 项",
      "客戶未看到的補充：{{n}} 項",
      "Additions the customer has not seen: {{n}}",
    ],
    kept: ["已确认保留的补充：{{n}} 项", "已確認保留的補充：{{n}} 項", "Additions that were kept: {{n}}"],
    keep: ["保留", "保留", "Keep them"],
    askAgain: ["请客户重新签字", "請客戶重新簽名", "Ask for a new signature"],
    noAdditions: [
      "签字后没有客户未看到的补充。",
      "簽名後沒有客戶未看到的補充。",
      "Nothing was added that the customer has not seen.",
    ],
    digest: ["报告摘要（SHA-256）", "報告摘要（SHA-256）", "Report digest (SHA-256)"],
    page: ["客户所见页面", "客戶所見頁面", "As the customer saw it"],
    evidence: ["下载证据包", "下載證據包", "Download evidence"],
  },
  rating: {
    overall: ["总体评价", "整體評價", "Overall"],
    timeliness: ["及时性", "及時性", "On time"],
    attitude: ["服务态度", "服務態度", "Attitude"],
    quality: ["维修质量", "維修品質", "Quality"],
    of: ["{{n}} / {{highest}}", "{{n}} / {{highest}}", "{{n}} / {{highest}}"],
  },
  verification: {
    details: ["详情", "詳情", "Details"],
    title: ["证据核验", "證據核驗", "Verification"],
    again: ["重新核验", "重新核驗", "Verify again"],
    proved: ["完整，来源已证实", "完整，來源已證實", "Intact, origin proved"],
    unproved: ["完整，来源未证实", "完整，來源未證實", "Intact, origin not proved"],
    broken: ["核验未通过", "核驗未通過", "Broken"],
    holds: ["通过", "通過", "holds"],
    noted: ["说明", "說明", "to know"],
    doubted: ["未证实", "未證實", "not proved"],
    fails: ["未通过", "未通過", "does not hold"],
  },
  check: {
    order: ["对象", "對象", "What it is about"],
    unchecked: ["未检查的内容", "未檢查的內容", "What was not checked"],
    format: ["证据包格式", "證據包格式", "Bundle format"],
    changes: ["修改记录完整", "修改紀錄完整", "Changes are complete"],
    runs: ["修改签名", "修改簽章", "Signatures of changes"],
    keys: ["密钥", "金鑰", "Keys"],
    statement: ["客户签字声明", "客戶簽名聲明", "Customer's statement"],
    signature: ["签字", "簽名", "Signature"],
    report: ["报告与签字时一致", "報告與簽名時一致", "Report is the one signed"],
    strokes: ["签名笔迹", "簽名筆跡", "Strokes of the signature"],
    receipt: ["服务器回执", "伺服器回執", "Server's receipt"],
    signoff: ["签字效力", "簽名效力", "Signature stands"],
    photos: ["照片", "照片", "Photos"],
  },
} as const satisfies Words & { signoff: Record<SignoffKind, Text> & Words };

export default words;
