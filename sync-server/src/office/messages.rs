//! What a person reads when something is not done: the server's own codes, and the domain's messages for the rest.

use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::{Refusal, fill};
use jobsheet_domain::words;

/// The server's own codes: code, simplified Chinese, traditional Chinese, English.
const OWN: &[(&str, &str, &str, &str)] = &[
    ("access.role", "您的角色不允许此操作。", "您的角色不允許此操作。", "Your role does not allow this."),
    ("server.failed", "服务器出错，请重试。", "伺服器出錯，請重試。", "The server failed. Please try again."),
    ("server.not_found", "未找到。", "找不到。", "Not found."),
    ("server.timeout", "处理超时，请重试。", "處理逾時，請重試。", "It took too long. Please try again."),
    (
        "request.stalled",
        "数据传输中断，请重试。",
        "資料傳輸中斷，請重試。",
        "The data stopped coming. Please try again.",
    ),
    (
        "upload.enough_today",
        "此设备今天上传的内容已达上限，其余明天继续。",
        "此設備今天上傳的內容已達上限，其餘明天繼續。",
        "This device has uploaded enough for today; the rest goes on tomorrow.",
    ),
    (
        "server.clock",
        "服务器的时钟跳变，请管理员核对。",
        "伺服器的時鐘跳變，請管理員核對。",
        "The server's clock jumped; the administrator has to look at it.",
    ),
    (
        "server.busy",
        "服务器繁忙，请稍后重试。",
        "伺服器忙碌，請稍後重試。",
        "The server is busy. Please try again later.",
    ),
    (
        "server.changed_meanwhile",
        "内容刚刚被他人更改，请重试。",
        "內容剛剛被他人變更，請重試。",
        "Somebody changed this just now. Please try again.",
    ),
    (
        "request.under_way",
        "该请求正在处理中。",
        "該請求正在處理中。",
        "This request is still being worked on.",
    ),
    ("review.decided", "这项内容已有决定。", "這項內容已有決定。", "Somebody has decided over this already."),
    (
        "review.not_waiting",
        "这项内容不能由人工接受，仅作为证据保留。",
        "這項內容不能由人工接受，僅作為證據保留。",
        "No person may let this in; it is kept as evidence.",
    ),
    (
        "review.reason",
        "请写明理由（不超过五百字）。",
        "請寫明理由（不超過五百字）。",
        "Say why, in up to 500 letters.",
    ),
    (
        "review.other_organisation",
        "文件属于其他机构。",
        "檔案屬於其他機構。",
        "The file is another organisation's.",
    ),
    (
        "review.not_a_file",
        "这不是设备导出的文件，或文件不完整。",
        "這不是設備匯出的檔案，或檔案不完整。",
        "This is not a file a device exported, or not all of it.",
    ),
    ("upload.version", "上传协议版本不符。", "上傳協定版本不符。", "Another version of the upload protocol."),
    ("upload.header", "上传请求缺少必要信息。", "上傳請求缺少必要資訊。", "The upload lacks a header."),
    (
        "upload.content_type",
        "上传内容类型不正确。",
        "上傳內容類型不正確。",
        "The upload is of another content type.",
    ),
    (
        "upload.offset",
        "上传位置不符，请查询后继续。",
        "上傳位置不符，請查詢後繼續。",
        "The upload stands elsewhere. Ask, and go on.",
    ),
    ("upload.too_large", "文件过大。", "檔案過大。", "The file is too large."),
    (
        "upload.digest_mismatch",
        "内容与摘要不符，请重新上传。",
        "內容與摘要不符，請重新上傳。",
        "The content does not have its digest. Upload it again.",
    ),
];

/// What a person reads.
#[must_use]
pub fn message(refusal: &Refusal, language: Language) -> String {
    let Some((_, simplified, traditional, english)) = OWN.iter().find(|(code, ..)| *code == refusal.code)
    else {
        return words::message(refusal, language);
    };
    let template = match language {
        Language::Simplified => simplified,
        Language::Traditional => traditional,
        Language::English => english,
    };
    fill(template, &refusal.parameters, |_, value| value.to_owned())
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::words::is_known;

    use super::*;

    #[test]
    fn every_code_has_one_message_in_each_language() {
        for (place, (code, simplified, traditional, english)) in OWN.iter().enumerate() {
            assert!(!is_known(code), "{code} is the domain's");
            assert!(!simplified.is_empty() && !traditional.is_empty() && !english.is_empty(), "{code}");
            assert!(OWN[place + 1..].iter().all(|(other, ..)| other != code), "{code} twice");
        }
    }

    #[test]
    fn the_domains_messages_are_the_servers_too() {
        let refusal = Refusal::new("signoff.before_finished").with("status", "working");
        assert!(!message(&refusal, Language::English).contains('{'));
    }
}
