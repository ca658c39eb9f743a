//! Messages about requests, customers, assets, warranty and values of fields.

use super::{Message, message as m};

pub(super) const MESSAGES: &[Message] = &[
    m("request.logged_already", "此来电已登记。", "此來電已登記。", "This call is already in the register."),
    m(
        "request.not_open",
        "此登记已有结果。如有误，请先重新打开。",
        "此登記已有結果。如有誤，請先重新開啟。",
        "This request has ended. If that is wrong, reopen it first.",
    ),
    m(
        "request.not_ended",
        "此登记尚未结束，无需重新打开。",
        "此登記尚未結束，無需重新開啟。",
        "This request has not ended, so there is nothing to reopen.",
    ),
    m(
        "request.unknown_channel",
        "来访方式“{channel}”不在选项中。",
        "來訪方式「{channel}」不在選項中。",
        "“{channel}” is not one of the channels.",
    ),
    m(
        "request.answer_missing",
        "请填写电话中的答复。",
        "請填寫電話中的答覆。",
        "Write down the answer that was given.",
    ),
    m(
        "request.orders_missing",
        "请至少选择一张工单。",
        "請至少選擇一張工單。",
        "Name at least one work order.",
    ),
    m("request.reason_missing", "请填写原因。", "請填寫原因。", "Give the reason."),
    m(
        "request.no_such_part",
        "登记簿没有这样的内容。请更新软件。",
        "登記簿沒有這樣的內容。請更新軟體。",
        "A request has no such part. Update the app.",
    ),
    m(
        "request.number_is_the_servers",
        "登记编号由服务器连续给出，不能填写。",
        "登記編號由伺服器連續給出，不能填寫。",
        "The server gives register numbers without gaps; they cannot be typed in.",
    ),
    m("customer.exists", "此客户已存在。", "此客戶已存在。", "This customer exists already."),
    m("customer.name_missing", "请填写客户名称。", "請填寫客戶名稱。", "Enter the customer's name."),
    m(
        "customer.contact_name_missing",
        "请填写联系人姓名。",
        "請填寫聯絡人姓名。",
        "Enter the contact's name.",
    ),
    m("customer.site_address_missing", "请填写现场地址。", "請填寫現場地址。", "Enter the site's address."),
    m(
        "customer.no_such_part",
        "客户档案没有这样的内容。请更新软件。",
        "客戶檔案沒有這樣的內容。請更新軟體。",
        "A customer has no such part. Update the app.",
    ),
    m(
        "customer.unknown_language",
        "语言须为简体中文、繁体中文或英文。",
        "語言須為簡體中文、繁體中文或英文。",
        "The language is Simplified Chinese, Traditional Chinese or English.",
    ),
    m("asset.exists", "此设备已存在。", "此設備已存在。", "This machine exists already."),
    m("asset.model_missing", "请填写产品型号。", "請填寫產品型號。", "Enter the product model."),
    m(
        "asset.no_such_part",
        "设备档案没有这样的内容。请更新软件。",
        "設備檔案沒有這樣的內容。請更新軟體。",
        "A machine's file has no such part. Update the app.",
    ),
    m(
        "warranty.override_without_reason",
        "更改保修结论须填写原因。",
        "更改保固結論須填寫原因。",
        "Give the reason for changing the warranty decision.",
    ),
    m(
        "warranty.override_to_unknown",
        "请选择免费、收费或善意减免。",
        "請選擇免費、收費或善意減免。",
        "Choose free, chargeable or goodwill.",
    ),
    m(
        "fact.unknown",
        "没有字段“{name}”。请更新软件。",
        "沒有欄位「{name}」。請更新軟體。",
        "There is no field “{name}”. Update the app.",
    ),
    m(
        "text.unknown",
        "没有文本“{name}”。请更新软件。",
        "沒有文字「{name}」。請更新軟體。",
        "There is no text “{name}”. Update the app.",
    ),
    m(
        "value.wrong_type",
        "“{name}”的内容类型不对。",
        "「{name}」的內容類型不對。",
        "“{name}” does not hold this kind of value.",
    ),
    m(
        "value.not_a_choice",
        "“{name}”的内容不在选项中。",
        "「{name}」的內容不在選項中。",
        "The value of “{name}” is not one of the choices.",
    ),
    m(
        "value.too_long",
        "内容过长，上限为 {limit}。请缩短。",
        "內容過長，上限為 {limit}。請縮短。",
        "That is too long; the limit is {limit}. Shorten it.",
    ),
    m(
        "value.out_of_range",
        "数值或时间不合理，请检查。",
        "數值或時間不合理，請檢查。",
        "A number or time makes no sense here. Check it.",
    ),
    m(
        "document.unknown_kind",
        "此版本还不认识这类文档。请更新软件。",
        "此版本還不認識這類文件。請更新軟體。",
        "This version does not know that kind of document yet. Update the app.",
    ),
    m(
        "event.foreign_kind",
        "此文档不能记录这类事件。请更新软件。",
        "此文件不能記錄這類事件。請更新軟體。",
        "This document cannot record that kind of event. Update the app.",
    ),
];
