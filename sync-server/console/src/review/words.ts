import type { Words } from "../i18n/words";

/** The review desk. */
const words = {
  review: {
    title: ["待审核", "待審核", "Review"],
    explained: [
      "这些内容来得太晚，或来自已吊销的终端，不能自动生效。签名和规则都已核对，请决定是否接受。",
      "這些內容來得太晚，或來自已撤銷的終端，不能自動生效。簽名與規則都已核對，請決定是否接受。",
      "This work came too late, or from a device that may no longer write. Signatures and rules were checked; decide whether it comes in.",
    ],
    none: ["没有待审核的内容", "沒有待審核的內容", "Nothing waits for review"],
    more: [
      "还有更多内容待审核；处理之后会依次显示。",
      "還有更多內容待審核；處理之後會依次顯示。",
      "More is waiting: it shows as these are decided.",
    ],
    waiting: ["{{n}} 项待审核", "{{n}} 項待審核", "{{n}} waiting"],
    newDocument: ["新文档", "新文件", "New document"],
    runs: ["{{n}} 次提交", "{{n}} 次提交", "signed runs: {{n}}"],
    received: ["收到", "收到", "Received"],
    revoked: ["终端已吊销", "終端已撤銷", "device revoked"],
    inside: ["内容", "內容", "What is inside"],
    unreadable: [
      "所依据的内容尚未到达，现在无法显示，也无法接受。",
      "所依據的內容尚未到達，現在無法顯示，也無法接受。",
      "It rests on work that is not here yet: it can be neither shown nor let in now.",
    ],
    admit: ["接受", "接受", "Let in"],
    reject: ["不接受", "不接受", "Keep out"],
    reason: ["理由", "理由", "Reason"],
    admitHint: [
      "将记入工单并留下您的姓名和理由；签名和规则照常生效。",
      "將記入工單並留下您的姓名與理由；簽名與規則照常生效。",
      "It is recorded with your name and reason. Signatures and rules hold as always.",
    ],
    rejectHint: [
      "内容不会生效，但作为证据保留；技术员再次发送时会看到理由。",
      "內容不會生效，但作為證據保留；技術員再次傳送時會看到理由。",
      "It stays out and is kept as evidence. Whoever sends it again reads the reason.",
    ],
    handIn: ["提交终端文件", "提交終端檔案", "Hand in a file"],
    handedIn: ["文件已处理", "檔案已處理", "The file was taken in"],
  },
  handedIn: {
    stored: ["已生效", "已生效", "recorded"],
    had_already: ["此前已有", "先前已有", "was here already"],
    waiting: ["待审核", "待審核", "waits for review"],
    refused: ["未接受", "未接受", "not taken"],
  },
} as const satisfies Words;

export default words;
