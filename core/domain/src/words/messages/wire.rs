//! Messages about changes from elsewhere and about synchronising.

use super::{Message, message as m};

pub(super) const MESSAGES: &[Message] = &[
    m(
        "change.undecodable",
        "收到的变更无法解读，已隔离。其他内容不受影响；可导出后交给支持人员。",
        "收到的變更無法解讀，已隔離。其他內容不受影響；可匯出後交給支援人員。",
        "A change cannot be decoded and was set aside. Nothing else is affected; export it for support.",
    ),
    m(
        "change.unsigned",
        "变更没有签名，未被接受。",
        "變更沒有簽名，未被接受。",
        "A change carries no signature and was not accepted.",
    ),
    m(
        "change.signature_invalid",
        "变更的签名无效，未被接受。可导出后交给支持人员。",
        "變更的簽名無效，未被接受。可匯出後交給支援人員。",
        "A change's signature is not valid; it was not accepted. Export it for support.",
    ),
    m(
        "change.foreign_actor",
        "变更署名与写入者不符，未被接受。",
        "變更署名與寫入者不符，未被接受。",
        "A change names another author than the one who wrote it; it was not accepted.",
    ),
    m(
        "change.missing_dependencies",
        "变更所依据的内容尚未到达。下次同步会自动补齐。",
        "變更所依據的內容尚未到達。下次同步會自動補齊。",
        "A change builds on something that has not arrived. The next synchronisation completes it.",
    ),
    m(
        "change.too_large",
        "变更过大，未被接受。请分几次保存。",
        "變更過大，未被接受。請分幾次儲存。",
        "A change is too large and was not accepted. Save in smaller steps.",
    ),
    m(
        "change.fork",
        "同一设备写出了两份不同的历史，第二份已隔离。请联系管理员。",
        "同一設備寫出了兩份不同的歷史，第二份已隔離。請聯絡管理員。",
        "One device wrote two different histories; the second was set aside. Ask your administrator.",
    ),
    m(
        "change.order_mismatch",
        "变更的先后关系与内容不符，未被接受。请刷新后重试。",
        "變更的先後關係與內容不符，未被接受。請重新整理後重試。",
        "A change's place among the others is not as it says; it was not accepted. Refresh and try again.",
    ),
    m(
        "change.rule_broken",
        "变更不符合文档规则，未被接受。可导出后交给支持人员。",
        "變更不符合文件規則，未被接受。可匯出後交給支援人員。",
        "A change breaks the rules of the document and was not accepted. Export it for support.",
    ),
    m(
        "change.write_once",
        "已记录的事件不能更改。",
        "已記錄的事件不能更改。",
        "What was recorded as having happened cannot be changed.",
    ),
    m(
        "change.after_refused",
        "此变更依据一项未被接受的变更，暂不能接受。",
        "此變更依據一項未被接受的變更，暫不能接受。",
        "This change builds on one that was not accepted, so it waits with it.",
    ),
    m(
        "change.too_many_refused",
        "此设备有太多被拒绝的内容等待处理。请办公室先处理，再重新发送。",
        "此設備有太多被拒絕的內容等待處理。請辦公室先處理，再重新傳送。",
        "Too much of this device's work was refused or waits. Have the office decide over it, then send again.",
    ),
    m(
        "document.begun",
        "此文件已经建立，不能再次建立。请更新后在原文件上继续。",
        "此文件已經建立，不能再次建立。請更新後在原文件上繼續。",
        "This document has begun already and does not begin again. Synchronise, then go on with it.",
    ),
    m(
        "change.rests_on_refused",
        "此变更依据的另一份文件中有被服务器拒绝的内容，等待人工审核。",
        "此變更依據的另一份文件中有被伺服器拒絕的內容，等待人工審核。",
        "This change rests on work on another document that the server refused. It waits for review.",
    ),
    m(
        "change.review",
        "此变更来自较早的时间，等待人工审核。",
        "此變更來自較早的時間，等待人工審核。",
        "This change is from earlier than expected and waits for review.",
    ),
    m(
        "document.leaving",
        "此工单已不再由您负责，不能再添加内容。已记录的内容会继续发送。",
        "此工單已不再由您負責，不能再新增內容。已記錄的內容會繼續傳送。",
        "This has been taken off you, so nothing can be added. What you recorded is still being handed in.",
    ),
    m(
        "change.unaware",
        "此变更没有依据作者的设备已收到的内容，等待人工审核。",
        "此變更沒有依據作者的設備已收到的內容，等待人工審核。",
        "This change was made without what its author's device had been told already. It waits for review.",
    ),
    m(
        "change.after_leaving",
        "此文件已离开作者的设备之后才做的变更，等待人工审核。",
        "此文件已離開作者的設備之後才做的變更，等待人工審核。",
        "This change was made after the document had left its author's device. It waits for review.",
    ),
    m(
        "change.too_old",
        "此变更依据的内容太旧，等待人工审核。",
        "此變更依據的內容太舊，等待人工審核。",
        "This change was made without news that is too old to have been missed. It waits for review.",
    ),
    m(
        "change.rejected",
        "此变更经人工审核未被接受：{reason}。内容仍保存在设备上，可导出。",
        "此變更經人工審核未被接受：{reason}。內容仍儲存在設備上，可匯出。",
        "A person looked at this change and did not let it in: {reason}. It stays on this device and can be exported.",
    ),
    m(
        "change.unknown_position",
        "此变更所依据的数据服务器从未有过，未被接受。可导出后交给支持人员。",
        "此變更所依據的資料伺服器從未有過，未被接受。可匯出後交給支援人員。",
        "This change names records the server never had, so it cannot be judged. Export it for support.",
    ),
    m(
        "sync.offline",
        "没有网络。内容已保存在设备上，联网后自动发送。",
        "沒有網路。內容已儲存在設備上，連線後自動傳送。",
        "No network. Everything is kept on this device and sent when there is.",
    ),
    m(
        "sync.protocol",
        "与服务器的通信不正确。请更新软件；内容仍在设备上。",
        "與伺服器的通訊不正確。請更新軟體；內容仍在設備上。",
        "The server's answer was not understood. Update the app; your work is safe on this device.",
    ),
    m(
        "sync.unavailable",
        "服务器暂时不可用。稍后自动重试。",
        "伺服器暫時無法使用。稍後自動重試。",
        "The server is not available now. The device tries again by itself.",
    ),
    m(
        "sync.wedged",
        "此工单有内容未被服务器接受。可继续工作，并可导出交给调度。",
        "此工單有內容未被伺服器接受。可繼續工作，並可匯出交給調度。",
        "The server did not accept something in this order. You can go on working and export it for the dispatcher.",
    ),
    m("cancelled", "操作已取消。", "操作已取消。", "Cancelled."),
    m(
        "command.wrong_document",
        "此操作不适用于这类文档。请更新软件。",
        "此操作不適用於這類文件。請更新軟體。",
        "This cannot be asked of a document of that kind. Update the app.",
    ),
    m(
        "sync.unexpected",
        "服务器的回答次序不对。设备会自动重试。",
        "伺服器的回答次序不對。設備會自動重試。",
        "The server answered out of turn. The device tries again by itself.",
    ),
    m(
        "sync.unknown_message",
        "收到更新版本的消息。请更新软件；内容仍在设备上。",
        "收到更新版本的訊息。請更新軟體；內容仍在設備上。",
        "A message of a newer version arrived. Update the app; your work is safe on this device.",
    ),
    m(
        "sync.too_large",
        "一次同步的内容超过上限，会分次进行。",
        "一次同步的內容超過上限，會分次進行。",
        "That is more than one synchronisation may carry; it is done in several.",
    ),
    m(
        "sync.malformed",
        "通信内容不正确，已放弃。设备会自动重试。",
        "通訊內容不正確，已放棄。設備會自動重試。",
        "A message was malformed and was dropped. The device tries again by itself.",
    ),
    m(
        "sync.version",
        "与服务器的版本不一致。请更新软件；内容仍在设备上。",
        "與伺服器的版本不一致。請更新軟體；內容仍在設備上。",
        "This app and the server speak different versions. Update the app; your work is safe on this device.",
    ),
    m(
        "sync.cut",
        "通信中断。设备会自动重试，不会丢失内容。",
        "通訊中斷。設備會自動重試，不會遺失內容。",
        "The connection was cut. The device tries again by itself; nothing is lost.",
    ),
    m(
        "sync.server_too_old",
        "服务器的版本还不认识这类文档。内容已保留，服务器更新后会自动送达。",
        "伺服器的版本還不認識這類文件。內容已保留，伺服器更新後會自動送達。",
        "The server's version does not know this kind of document yet. It is kept, and goes up by itself once the server is \
         updated.",
    ),
    m(
        "sync.missing",
        "这里的改动依据的内容服务器上没有，暂时无法送达。内容已保留，每次同步都会再试；若一直如此，请导出后交给支持人员。",
        "這裡的變更依據的內容伺服器上沒有，暫時無法送達。內容已保留，每次同步都會再試；若一直如此，請匯出後交給支援人員。",
        "This work rests on something the server does not have, so it cannot arrive yet. It is kept and offered again at \
         every synchronisation; if it stays so, export it for support.",
    ),
    m(
        "client.closed",
        "本机数据已关闭。请重新打开应用。",
        "本機資料已關閉。請重新開啟應用程式。",
        "The data on this device has been closed. Open the app again.",
    ),
];
