//! Messages about who may do what: roles, devices, enrolment, login.

use super::{Message, message as m};

pub(super) const MESSAGES: &[Message] = &[
    m(
        "access.forbidden",
        "您的账号不能进行此操作。如有疑问，请联系管理员。",
        "您的帳號不能進行此操作。如有疑問，請聯絡管理員。",
        "Your account may not do this. Ask your administrator if that seems wrong.",
    ),
    m(
        "access.wrong_role",
        "此操作需要以下角色之一：{roles}。",
        "此操作需要以下角色之一：{roles}。",
        "This needs one of these roles: {roles}.",
    ),
    m(
        "access.field_only",
        "“{event}”是现场事实，只能在技师的设备上记录。",
        "「{event}」是現場事實，只能在技師的設備上記錄。",
        "To {event} is a fact from the field: it is recorded on the technician's device only.",
    ),
    m(
        "access.office_only",
        "“{event}”只能通过办公室进行。",
        "「{event}」只能透過辦公室進行。",
        "To {event} goes through the office only.",
    ),
    m(
        "device.revoked",
        "此设备已被停用。未发送的内容仍保留在设备上，请联系管理员。",
        "此設備已被停用。未傳送的內容仍保留在設備上，請聯絡管理員。",
        "This device was revoked. Unsent work is still on it; ask your administrator.",
    ),
    m(
        "device.unknown",
        "服务器不认识此设备。请重新注册。",
        "伺服器不認識此設備。請重新註冊。",
        "The server does not know this device. Enrol it again.",
    ),
    m(
        "device.unconfirmed",
        "此设备等待调度确认。请报出屏幕上的指纹码。",
        "此設備等待調度確認。請報出螢幕上的指紋碼。",
        "This device waits for confirmation. Read the fingerprint on its screen to the dispatcher.",
    ),
    m(
        "enrolment.expired",
        "注册码已过期。请向调度索取新的注册码。",
        "註冊碼已過期。請向調度索取新的註冊碼。",
        "The enrolment code has expired. Ask the dispatcher for a new one.",
    ),
    m(
        "enrolment.unknown_code",
        "注册码不正确。请检查后重新输入或扫描。",
        "註冊碼不正確。請檢查後重新輸入或掃描。",
        "The enrolment code is not right. Check it and type or scan it again.",
    ),
    m(
        "enrolment.used",
        "注册码已被使用。请向调度索取新的注册码。",
        "註冊碼已被使用。請向調度索取新的註冊碼。",
        "The enrolment code was used already. Ask the dispatcher for a new one.",
    ),
    m(
        "enrolment.invalid_key",
        "设备密钥或其证明无效，注册未完成。请重新安装后再试。",
        "設備金鑰或其證明無效，註冊未完成。請重新安裝後再試。",
        "The device's key or its certificate is not valid; enrolment was not completed. Reinstall and try again.",
    ),
    m(
        "enrolment.missing",
        "此设备尚未注册。请扫描调度提供的注册码。",
        "此設備尚未註冊。請掃描調度提供的註冊碼。",
        "This device is not enrolled. Scan the code the dispatcher gives you.",
    ),
    m("login.failed", "用户名或密码不正确。", "使用者名稱或密碼不正確。", "Name or password is not right."),
    m("login.required", "请先登录。", "請先登入。", "Log in first."),
    m(
        "login.too_many",
        "尝试次数过多，请稍后再试。",
        "嘗試次數過多，請稍後再試。",
        "Too many attempts. Try again later.",
    ),
    m(
        "request.replayed",
        "此请求已处理过，未重复执行。设备会自动重试。",
        "此請求已處理過，未重複執行。設備會自動重試。",
        "This request was seen before and not carried out twice. The device tries again by itself.",
    ),
    m(
        "request.nonce_stale",
        "会话标记已过期。设备会自动取得新的标记并重试。",
        "工作階段標記已過期。設備會自動取得新的標記並重試。",
        "The session mark is stale. The device gets a new one and tries again by itself.",
    ),
    m(
        "request.proof_invalid",
        "请求的设备签名无效。如反复出现，请重新注册设备。",
        "請求的設備簽名無效。如反覆出現，請重新註冊設備。",
        "The device's signature on the request is not valid. If this goes on, enrol the device again.",
    ),
    m(
        "request.too_large",
        "请求过大，上限为 {limit} 字节。",
        "請求過大，上限為 {limit} 位元組。",
        "The request is too large; the limit is {limit} bytes.",
    ),
    m(
        "request.malformed",
        "请求格式不正确。请更新软件。",
        "請求格式不正確。請更新軟體。",
        "The request is malformed. Update the app.",
    ),
    m(
        "request.key_missing",
        "请求缺少幂等标识。请更新软件。",
        "請求缺少冪等標識。請更新軟體。",
        "The request lacks its idempotency key. Update the app.",
    ),
    m(
        "request.key_reused",
        "同一幂等标识用于不同的请求，未执行。",
        "同一冪等標識用於不同的請求，未執行。",
        "One idempotency key was used for different requests; nothing was done.",
    ),
    m(
        "enrolment.certificate",
        "设备密钥的证明无效，注册未完成。请重新安装后再试。",
        "設備金鑰的證明無效，註冊未完成。請重新安裝後再試。",
        "The certificate of the device's key is not valid; enrolment was not completed. Reinstall and try again.",
    ),
];
