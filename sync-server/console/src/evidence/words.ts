import type { Words } from "../i18n/words";

/** The page on which anybody checks evidence. */
const words = {
  verify: {
    title: ["核验证据", "核驗證據", "Check evidence"],
    what: [
      "选择本组织导出的证据文件。文件会与本组织公布的密钥比对，不会被保存。",
      "選擇本組織匯出的證據檔案。檔案會與本組織公布的金鑰比對，不會被保存。",
      "Choose a file of evidence as it was exported. It is held against the keys this organisation publishes, and is not kept.",
    ],
    choose: ["选择文件", "選擇檔案", "Choose a file"],
    yourself: [
      "不想依赖本服务器时，可自行核验：jobsheet verify，或按公开的格式说明使用任何 JOSE 与 Automerge 软件。",
      "不想依賴本伺服器時，可自行核驗：jobsheet verify，或按公開的格式說明使用任何 JOSE 與 Automerge 軟體。",
      "To rely on this server for nothing, check it yourself: jobsheet verify, or any JOSE and Automerge software by the published form.",
    ],
  },
} as const satisfies Words;

export default words;
