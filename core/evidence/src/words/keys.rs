//! What is found of keys: whose they are, whether the organisation publishes them, and where their private halves are kept.

use super::{Words, w};

/// Whose attestation it is, and how well it says that a key is kept, said in the middle of a sentence.
pub(super) const MAKERS: &[Words] = &[
    w("android_key", "Android 密钥证明", "Android 金鑰證明", "Android Key Attestation"),
    w("apple_app_attest", "苹果 App Attest", "蘋果 App Attest", "Apple App Attest"),
    w("trusted_environment", "可信执行环境", "可信執行環境", "a trusted execution environment"),
    w("strongbox", "独立安全芯片", "獨立安全晶片", "a security chip of its own"),
    w("app", "由应用存于安全隔区", "由應用程式存於安全隔離區", "kept by the app in the Secure Enclave"),
];

/// Every finding about keys with its words.
pub(super) const FINDINGS: &[Words] = &[
    w(
        "evidence.keys.unproved",
        "{count} 个密钥均来自本文件：请与该组织公布的密钥比对（--keys FILE）。",
        "{count} 個金鑰均來自本檔案：請與該組織公布的金鑰比對（--keys FILE）。",
        "{count} keys, all from this file: compare them with those the organisation publishes (--keys FILE).",
    ),
    w(
        "evidence.keys.not_ours",
        "本文件属于另一个组织（{organisation}），本服务器不能证实其来源。",
        "本檔案屬於另一個組織（{organisation}），本伺服器不能證實其來源。",
        "This file is of another organisation ({organisation}): this server cannot prove where it comes from.",
    ),
    w(
        "evidence.keys.published",
        "{count} 个密钥均为该组织所公布。",
        "{count} 個金鑰均為該組織所公布。",
        "{count} keys, all among those the organisation publishes.",
    ),
    w(
        "evidence.keys.differ",
        "文件中的服务器密钥与密钥表不一致。",
        "檔案中的伺服器金鑰與金鑰表不一致。",
        "The server keys of this file and its keyring differ.",
    ),
    w(
        "evidence.keys.unpublished",
        "该组织没有公布本文件中的密钥 {key}。",
        "該組織沒有公布本檔案中的金鑰 {key}。",
        "The organisation does not publish the key {key} of this file.",
    ),
    w(
        "evidence.keys.misused",
        "本文件对密钥 {key} 的说明（{field}）与该组织所公布的不同。",
        "本檔案對金鑰 {key} 的說明（{field}）與該組織所公布的不同。",
        "This file says something else of the key {key} than the organisation publishes ({field}).",
    ),
    w(
        "evidence.key.unasked",
        "签字所用密钥存放在何处，设备登记时未曾询问。",
        "簽字所用金鑰存放在何處，裝置登記時未曾詢問。",
        "Where the key is kept that signed was not asked when its device enrolled.",
    ),
    w(
        "evidence.key.software",
        "签字所用的是软件密钥：能读取该设备存储的人可以复制它。",
        "簽字所用的是軟體金鑰：能讀取該裝置儲存空間的人可以複製它。",
        "The key that signed is a software key: whoever could read the device's storage could copy it.",
    ),
    w(
        "evidence.key.claimed",
        "签字所用密钥在硬件中，但仅有设备自称，无人担保。",
        "簽字所用金鑰在硬體中，但僅有裝置自稱，無人擔保。",
        "The key that signed is in hardware by the device's own word; nobody vouches for it.",
    ),
    w(
        "evidence.key.unverified",
        "设备登记时附有制造商证明（{form}），但服务器未信任能为其担保者。",
        "裝置登記時附有製造商證明（{form}），但伺服器未信任能為其擔保者。",
        "The device enrolled with an attestation of its key ({form}) for which nobody vouched whom the server trusted.",
    ),
    w(
        "evidence.key.attested",
        "签字所用密钥在硬件中，设备登记时服务器已核实制造商证明（{form}，{level}）；系统与应用是否原版未获证实。",
        "簽字所用金鑰在硬體中，裝置登記時伺服器已核實製造商證明（{form}，{level}）；系統與應用程式是否原版未獲證實。",
        "The key that signed is in hardware: the server verified its maker's attestation when the device enrolled ({form}, {level}). Whether system and app were the released ones is not proved.",
    ),
    w(
        "evidence.key.genuine",
        "签字所用密钥在硬件中，设备登记时服务器已核实制造商证明（{form}，{level}），系统与应用均为原版。",
        "簽字所用金鑰在硬體中，裝置登記時伺服器已核實製造商證明（{form}，{level}），系統與應用程式均為原版。",
        "The key that signed is in hardware, under the released system and app: the server verified its maker's attestation when the device enrolled ({form}, {level}).",
    ),
    w(
        "evidence.attestation.holds",
        "制造商证明在此处也已核实（{level}）。",
        "製造商證明在此處也已核實（{level}）。",
        "The maker's attestation was verified here too ({level}).",
    ),
    w(
        "evidence.attestation.fails",
        "制造商证明对此处信任的制造商不成立（{why}）。",
        "製造商證明對此處信任的製造商不成立（{why}）。",
        "The maker's attestation does not hold for the makers that are trusted here ({why}).",
    ),
    w(
        "evidence.attestation.unchecked",
        "此处未核实制造商证明：未给出信任的制造商根证书。",
        "此處未核實製造商證明：未給出信任的製造商根憑證。",
        "The maker's attestation was not verified here: no makers' roots were given.",
    ),
    w(
        "evidence.keys.listed",
        "{count} 条密钥记录均在该组织当时的密钥清单（{size} 条）中。",
        "{count} 條金鑰記錄均在該組織當時的金鑰清單（{size} 條）中。",
        "{count} key records are in the organisation's list of keys as it stood, with {size} entries.",
    ),
    w(
        "evidence.keys.unlisted",
        "第 {number} 条密钥记录不在服务器所签的密钥清单中。",
        "第 {number} 條金鑰記錄不在伺服器所簽的金鑰清單中。",
        "Key record {number} is not in the list of keys the server signed for.",
    ),
    w(
        "evidence.keys.partial",
        "关于密钥 {key}，文件略去了该组织当时的密钥清单中的记录。",
        "關於金鑰 {key}，檔案略去了該組織當時的金鑰清單中的記錄。",
        "Of the key {key} the file leaves out what the organisation's list said then.",
    ),
    w(
        "evidence.keys.ended",
        "公布的密钥集称密钥 {key} 在导出之前已终止；何时所称，须由密钥清单（jobsheet-keys.json）判断。",
        "公布的金鑰集稱金鑰 {key} 在匯出之前已終止；何時所稱，須由金鑰清單（jobsheet-keys.json）判斷。",
        "The published set says that the key {key} had ended before the export; since when it says so, only the list tells (jobsheet-keys.json).",
    ),
    w(
        "evidence.keys.older",
        "所给的密钥清单早于本文件：请重新获取。",
        "所給的金鑰清單早於本檔案：請重新取得。",
        "The list of keys you gave is older than this file: fetch it again.",
    ),
    w(
        "evidence.keys.rewritten",
        "该组织当时签署的密钥清单与其现在公布的不同：清单被改写过。",
        "該組織當時簽署的金鑰清單與其現在公布的不同：清單被改寫過。",
        "The organisation signed for another list of keys than it publishes now: it has rewritten its list.",
    ),
];
