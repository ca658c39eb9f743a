//! What a person reads when something is not done: the server's own codes, and the domain's messages for the rest.

use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;

/// The server's own codes: code, simplified Chinese, traditional Chinese, English.
const OWN: &[(&str, &str, &str, &str)] = &[
    ("login.required", "请先登录。", "請先登入。", "Please log in."),
    ("login.wrong", "用户名或密码不正确。", "使用者名稱或密碼不正確。", "Name or password is wrong."),
    (
        "login.locked",
        "失败次数过多，请稍后再试。",
        "失敗次數過多，請稍後再試。",
        "Too many failed logins. Please wait and try again.",
    ),
    ("access.role", "您的角色不允许此操作。", "您的角色不允許此操作。", "Your role does not allow this."),
    ("server.failed", "服务器出错，请重试。", "伺服器出錯，請重試。", "The server failed. Please try again."),
    ("server.not_found", "未找到。", "找不到。", "Not found."),
    (
        "server.malformed",
        "请求内容不正确：{what}。",
        "請求內容不正確：{what}。",
        "The request is not right: {what}.",
    ),
    ("server.too_large", "内容过大。", "內容過大。", "Too large."),
    ("server.timeout", "处理超时，请重试。", "處理逾時，請重試。", "It took too long. Please try again."),
    (
        "server.changed_meanwhile",
        "内容刚刚被他人更改，请重试。",
        "內容剛剛被他人變更，請重試。",
        "Somebody changed this just now. Please try again.",
    ),
    (
        "idempotency.missing",
        "请求缺少 Idempotency-Key。",
        "請求缺少 Idempotency-Key。",
        "The request lacks its Idempotency-Key.",
    ),
    (
        "idempotency.different",
        "该 Idempotency-Key 已用于另一请求。",
        "該 Idempotency-Key 已用於另一請求。",
        "This Idempotency-Key was used for another request.",
    ),
    (
        "idempotency.under_way",
        "该请求正在处理中。",
        "該請求正在處理中。",
        "This request is still being worked on.",
    ),
    ("enrolment.unknown_code", "注册码无效。", "註冊碼無效。", "This code is not valid."),
    (
        "enrolment.expired",
        "注册码已过期，请让调度员重新生成。",
        "註冊碼已過期，請讓調度員重新產生。",
        "This code has expired. Ask the dispatcher for a new one.",
    ),
    ("enrolment.used", "注册码已被使用。", "註冊碼已被使用。", "This code has been used."),
    (
        "enrolment.certificate",
        "设备证书不正确。",
        "裝置憑證不正確。",
        "The device's certificate is not right.",
    ),
    ("device.mismatch", "设备与密钥不符。", "裝置與金鑰不符。", "The device does not go with its key."),
    ("device.unknown", "未知设备。", "未知裝置。", "This device is not known."),
    ("device.revoked", "该设备已被撤销。", "該裝置已被撤銷。", "This device was revoked."),
    ("proof.missing", "请求缺少设备证明。", "請求缺少裝置證明。", "The request lacks the device's proof."),
    ("proof.malformed", "设备证明无法读取。", "裝置證明無法讀取。", "The device's proof cannot be read."),
    (
        "proof.mismatch",
        "设备证明与请求不符。",
        "裝置證明與請求不符。",
        "The device's proof is for another request.",
    ),
    (
        "proof.signature",
        "设备证明的签名不正确。",
        "裝置證明的簽章不正確。",
        "The device's proof has a wrong signature.",
    ),
    (
        "request.nonce_stale",
        "设备证明的随机数已失效。",
        "裝置證明的隨機數已失效。",
        "The proof's nonce has ended.",
    ),
    ("request.replayed", "该设备证明已使用过。", "該裝置證明已使用過。", "This proof was used before."),
    ("upload.digest", "内容与摘要不符。", "內容與摘要不符。", "The content does not have its digest."),
    ("run.signature", "更改的签名不正确。", "變更的簽章不正確。", "The changes' signature is wrong."),
    (
        "run.actor",
        "更改的作者不属于该密钥。",
        "變更的作者不屬於該金鑰。",
        "The changes' author does not belong to the key.",
    ),
    ("run.key_unknown", "签名密钥未知。", "簽章金鑰未知。", "The signing key is not known."),
    ("run.key_revoked", "签名密钥已被撤销。", "簽章金鑰已被撤銷。", "The signing key was revoked."),
    ("run.chain", "更改与之前的不相接。", "變更與之前的不相接。", "The changes do not follow those before."),
    (
        "run.as_of",
        "更改所依据的版本不在允许范围内，需要复核。",
        "變更所依據的版本不在允許範圍內，需要複核。",
        "The changes rest on a version outside what is allowed and need review.",
    ),
    ("run.kind", "单据类型不符。", "單據類型不符。", "The document is of another kind."),
    ("statement.invalid", "签署声明无法验证。", "簽署聲明無法驗證。", "The statement does not verify."),
    (
        "statement.report_mismatch",
        "签署的报告与单据不符。",
        "簽署的報告與單據不符。",
        "The signed report is not the one of the order.",
    ),
    (
        "statement.heads_mismatch",
        "签署所依据的版本不符。",
        "簽署所依據的版本不符。",
        "The signature is for another version.",
    ),
    (
        "statement.field_mismatch",
        "签署声明与记录不符：{field}。",
        "簽署聲明與記錄不符：{field}。",
        "The statement differs from the record: {field}.",
    ),
    (
        "change.undecodable",
        "更改无法读取，已隔离保存。",
        "變更無法讀取，已隔離保存。",
        "The changes cannot be read and are kept apart.",
    ),
    ("change.too_large", "更改过大。", "變更過大。", "The changes are too large."),
    ("change.missing_dependencies", "缺少之前的更改。", "缺少之前的變更。", "Earlier changes are missing."),
    (
        "change.fork",
        "同一编号出现两个不同的更改。",
        "同一編號出現兩個不同的變更。",
        "Two different changes have one number.",
    ),
    ("change.foreign_actor", "更改的作者不正确。", "變更的作者不正確。", "The changes have a wrong author."),
    ("change.order_mismatch", "事件顺序不正确。", "事件順序不正確。", "The event's order is wrong."),
    ("change.write_once", "事件不可更改。", "事件不可變更。", "An event cannot be changed."),
    (
        "change.rule_broken",
        "更改不符合文档规则。",
        "變更不符合文件規則。",
        "The changes break the rules of the format.",
    ),
];

/// What a person reads.
#[must_use]
pub fn message(refusal: &Refusal, language: Language) -> String {
    let Some((_, simplified, traditional, english)) = OWN.iter().find(|(code, ..)| *code == refusal.code)
    else {
        return refusal.message(language);
    };
    let template = match language {
        Language::Simplified => simplified,
        Language::Traditional => traditional,
        Language::English => english,
    };
    refusal
        .parameters
        .iter()
        .fold((*template).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_message_in_each_language() {
        for (place, (code, simplified, traditional, english)) in OWN.iter().enumerate() {
            assert!(!simplified.is_empty() && !traditional.is_empty() && !english.is_empty(), "{code}");
            assert!(OWN[place + 1..].iter().all(|(other, ..)| other != code), "{code} twice");
        }
    }

    #[test]
    fn a_message_names_its_parameters() {
        let refusal = Refusal::new("server.malformed").with("what", "body");
        assert_eq!(message(&refusal, Language::English), "The request is not right: body.");
    }
}
