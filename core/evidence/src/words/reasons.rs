//! Why something signed does not verify: the codes of `jobsheet_signing::SigningError`, and of events a key cannot have
//! written, said in the middle of a sentence.

use super::{Words, w};

pub(super) const REASONS: &[Words] = &[
    w(
        "signature.invalid",
        "签名与密钥和内容不符",
        "簽名與金鑰和內容不符",
        "the signature does not fit the key and the bytes",
    ),
    w("signature.length", "签名长度不对", "簽名長度不對", "the signature has another length"),
    w("signature.malformed", "格式不对", "格式不對", "it is not of the form it claims to be"),
    w("signature.not_canonical", "内容不是规范形式", "內容不是規範形式", "it is not in canonical form"),
    w(
        "signature.number",
        "含有不允许的数字",
        "含有不允許的數字",
        "it holds a number that is no integer below 2^53",
    ),
    w("signature.algorithm", "算法不符", "演算法不符", "its algorithm is not the key's"),
    w("signature.purpose", "签名另有用途", "簽名另有用途", "it was signed for another purpose"),
    w("key.unknown", "密钥不明", "金鑰不明", "the key is unknown"),
    w("key.not_yet_valid", "密钥当时尚未生效", "金鑰當時尚未生效", "the key was not yet valid then"),
    w("key.revoked", "密钥当时已吊销", "金鑰當時已撤銷", "the key had been revoked by then"),
    w("key.purpose", "密钥另有用途", "金鑰另有用途", "the key is for another purpose"),
    w(
        "run.irregular",
        "没有恰好覆盖所称的变更",
        "沒有恰好涵蓋所稱的變更",
        "it does not cover the changes it claims",
    ),
    w(
        "run.foreign_actor",
        "写入者不属于该密钥",
        "寫入者不屬於該金鑰",
        "the author does not belong to the key",
    ),
    w(
        "change.foreign_actor",
        "记录以他人名义写入",
        "記錄以他人名義寫入",
        "it records events in the name of somebody else",
    ),
    w(
        "access.field_only",
        "办公室密钥不能写入现场记录",
        "辦公室金鑰不能寫入現場記錄",
        "a key of the office records what happened in the field",
    ),
    w("statement.irregular", "声明不合自身的规则", "聲明不合自身的規則", "it breaks a rule of its own form"),
    w("attestation.malformed", "格式不符", "格式不符", "it is not of its maker's form"),
    w(
        "attestation.untrusted",
        "证书链不通向受信任的根证书",
        "憑證鏈不通向受信任的根憑證",
        "its certificates lead to no trusted root",
    ),
    w("attestation.challenge", "为另一次登记而作", "為另一次登記而作", "it was made for another enrolment"),
    w("attestation.key", "所证明的是另一密钥", "所證明的是另一金鑰", "it speaks of another key"),
    w(
        "attestation.keeping",
        "密钥不是在硬件中专为签名生成",
        "金鑰不是在硬體中專為簽名產生",
        "the key was not made in hardware for signing only",
    ),
    w("attestation.app", "由其他应用请求", "由其他應用程式請求", "another app asked for it"),
    w("attestation.missing", "没有制造商证明", "沒有製造商證明", "there is none"),
    w(
        "digest.mismatch",
        "内容不是所签的内容",
        "內容不是所簽的內容",
        "the bytes are not those that were signed",
    ),
];
