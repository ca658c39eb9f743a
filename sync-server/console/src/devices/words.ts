import type { Words } from "../i18n/words";

/** Devices and their enrolment. */
const words = {
  device: {
    title: ["终端", "終端", "Devices"],
    enrol: ["登记终端", "登記終端", "Enrol a device"],
    name: ["终端", "終端", "Device"],
    user: ["使用人", "使用人", "User"],
    fingerprint: ["指纹", "指紋", "Fingerprint"],
    state: ["状态", "狀態", "State"],
    enrolled: ["登记时间", "登記時間", "Enrolled"],
    seen: ["最近同步", "最近同步", "Last sync"],
    never: ["从未", "從未", "never"],
    actions: ["操作", "操作", "Actions"],
    none: ["还没有登记的终端", "尚無登記的終端", "No device is enrolled yet"],
    confirm: ["确认指纹", "確認指紋", "Confirm fingerprint"],
    compare: [
      "与终端上显示的指纹逐组核对，一致吗？",
      "與終端上顯示的指紋逐組核對，一致嗎？",
      "Is this what the device shows, group by group?",
    ],
    revoke: ["吊销", "撤銷", "Revoke"],
    revokeSure: [
      "吊销后此终端不能再同步。确定吊销吗？",
      "撤銷後此終端不能再同步。確定撤銷嗎？",
      "This device will not sync any more. Revoke it?",
    ],
    revoked: ["已吊销", "已撤銷", "revoked"],
    confirmed: ["已确认", "已確認", "confirmed"],
    forked: ["历史分叉", "歷史分叉", "two histories"],
    forkedWhy: [
      "此终端的数据可能被复制或还原过，同一序号写出了两份不同的内容。先到的一份有效，另一份作为证据保留。请核实后吊销并重新登记。",
      "此終端的資料可能被複製或還原過，同一序號寫出了兩份不同的內容。先到的一份有效，另一份作為證據保留。請核實後撤銷並重新登記。",
      "Its data was probably copied or put back: it wrote two different changes under one number. The first stands, the other is kept as evidence. Find out why, then revoke it and enrol it anew.",
    ],
    unconfirmed: ["待确认指纹", "待確認指紋", "fingerprint to confirm"],
    makeCode: ["生成登记码", "產生登記碼", "Make a code"],
    qr: ["登记二维码", "登記二維碼", "Enrolment QR code"],
    left: ["有效时间 {{time}}", "有效時間 {{time}}", "Good for {{time}}"],
    howTo: [
      "在终端上扫描二维码，或手工输入上面的登记码。每个码只能使用一次。",
      "在終端上掃描二維碼，或手動輸入上面的登記碼。每個碼只能使用一次。",
      "Scan it on the device or type the code. It works once.",
    ],
    consent: ["本人密码", "本人密碼", "Their own password"],
    consentWhy: [
      "请使用人亲自输入。管理员办理时不需要。",
      "請使用人親自輸入。管理員辦理時不需要。",
      "The person types it themselves. An administrator needs none.",
    ],
    issuedBy: ["登记码：{{name}}", "登記碼：{{name}}", "code by {{name}}"],
    confirmedBy: ["确认：{{name}}", "確認：{{name}}", "confirmed by {{name}}"],
    forYou: [
      "有终端以您的名义登记：{{name}}（登记码由 {{issuer}} 生成）。如果不是您的终端，请立即通知管理员吊销。",
      "有終端以您的名義登記：{{name}}（登記碼由 {{issuer}} 產生）。如果不是您的終端，請立即通知管理員撤銷。",
      "A device was enrolled in your name: {{name}}, by a code that {{issuer}} made. If it is not yours, have an administrator revoke it at once.",
    ],
    expired: ["登记码已过期。", "登記碼已過期。", "The code has expired."],
    again: ["重新生成", "重新產生", "Make another"],
    arrived: [
      "{{name}} 已登记，请核对指纹：",
      "{{name}} 已登記，請核對指紋：",
      "{{name}} has enrolled. Compare the fingerprint:",
    ],
  },
  custody: {
    unasked: ["密钥存放处未知", "金鑰存放處未知", "key: not known where"],
    software: ["软件密钥", "軟體金鑰", "software key"],
    claimed: ["硬件密钥（终端自称）", "硬體金鑰（終端自稱）", "hardware key (its own word)"],
    unverified: [
      "硬件密钥（证明未核实）",
      "硬體金鑰（證明未核實）",
      "hardware key (attestation not verified)",
    ],
    attested: ["硬件密钥（制造商证明）", "硬體金鑰（製造商證明）", "hardware key (attested by its maker)"],
    genuine: [
      "硬件密钥，原版系统与应用（制造商证明）",
      "硬體金鑰，原版系統與應用程式（製造商證明）",
      "hardware key, released system and app (attested)",
    ],
  },
  custodyWhy: {
    unasked: [
      "登记时未询问。重新登记可补上。",
      "登記時未詢問。重新登記可補上。",
      "It was not asked when this device enrolled. Enrol it anew to know.",
    ],
    software: [
      "能读取此终端存储的人可以复制它的签字密钥。",
      "能讀取此終端儲存空間的人可以複製它的簽字金鑰。",
      "Whoever reads this device's storage can copy the key that customers' signatures rest on.",
    ],
    claimed: [
      "终端称密钥存于硬件，无人担保。",
      "終端稱金鑰存於硬體，無人擔保。",
      "The device says that its key is in hardware. Nobody vouches for it.",
    ],
    unverified: [
      "终端附有制造商证明，但服务器没有可核实它的根证书，或证明不成立。",
      "終端附有製造商證明，但伺服器沒有可核實它的根憑證，或證明不成立。",
      "The device sent its maker's attestation. The server has no root certificate to verify it by, or it does not hold.",
    ],
    attested: [
      "制造商证明密钥在硬件中生成；系统或应用是否原版未获证实。",
      "製造商證明金鑰在硬體中產生；系統或應用程式是否原版未獲證實。",
      "Its maker vouches that the key was made in hardware. Whether system and app are the released ones is not proved.",
    ],
    genuine: [
      "制造商证明密钥在硬件中生成，系统与应用均为原版。",
      "製造商證明金鑰在硬體中產生，系統與應用程式均為原版。",
      "Its maker vouches that the key was made in hardware, under the released system and app.",
    ],
  },
  keyLevel: {
    trusted_environment: ["可信执行环境", "可信執行環境", "trusted environment"],
    strongbox: ["独立安全芯片", "獨立安全晶片", "StrongBox"],
    app: ["安全隔区", "安全隔離區", "Secure Enclave"],
  },
} as const satisfies Words;

export default words;
