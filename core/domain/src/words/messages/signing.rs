//! Messages about the customer's sign-off and about statements.

use super::{Message, message as m};

pub(super) const MESSAGES: &[Message] = &[
    m(
        "signoff.before_finished",
        "完工后客户才能签认；工单现为“{status}”。请先完工。",
        "完工後客戶才能簽認；工單現為「{status}」。請先完工。",
        "The customer signs only after the work is finished; the order is “{status}”. Finish the work first.",
    ),
    m(
        "signoff.no_additions",
        "没有客户未见过、尚待决定的补充内容。",
        "沒有客戶未見過、尚待決定的補充內容。",
        "There is nothing the customer has not seen that is still to be decided about.",
    ),
    m(
        "signoff.stands",
        "客户的签认仍然有效，不能重复签认或重新开工。",
        "客戶的簽認仍然有效，不能重複簽認或重新開工。",
        "The customer's sign-off stands: it cannot be replaced or the work reopened.",
    ),
    m(
        "signoff.missing",
        "报告尚无有效的客户签认。请先请客户签认，或记录拒签、无人在场。",
        "報告尚無有效的客戶簽認。請先請客戶簽認，或記錄拒簽、無人在場。",
        "The report has no valid sign-off yet. Ask the customer to sign, or record a refusal or that nobody was present.",
    ),
    m(
        "signoff.other_report",
        "链接签认的报告与原报告不同。请重新发送链接。",
        "連結簽認的報告與原報告不同。請重新傳送連結。",
        "The report signed by link is not the report that was shown. Send a new link.",
    ),
    m(
        "signoff.signatory_missing",
        "请填写签字人的姓名。",
        "請填寫簽字人的姓名。",
        "Enter the name of the person signing.",
    ),
    m(
        "signoff.strokes_missing",
        "请客户在签名处手写签名。",
        "請客戶在簽名處手寫簽名。",
        "Ask the customer to sign by hand in the field.",
    ),
    m(
        "signoff.hand_closed",
        "客户的手写笔迹加密给了本组织的一个密钥，而服务器已没有该密钥，无法打开。签字本身有效；请核实后放行。",
        "客戶的手寫筆跡加密給了本組織的一個金鑰，而伺服器已沒有該金鑰，無法開啟。簽字本身有效；請核實後放行。",
        "The customer's hand is sealed to a key of this organisation that the server does not have any more, so it stays closed. The signature itself counts: look into it and let it in.",
    ),
    m(
        "signoff.hand_unreadable",
        "加密的手写签名无法打开，或不是声明所签的笔迹。请客户重新签名。",
        "加密的手寫簽名無法開啟，或不是聲明所簽的筆跡。請客戶重新簽名。",
        "The sealed hand does not open, or is not the one the statement names. Ask the customer to sign again.",
    ),
    m(
        "signoff.reason_missing",
        "请填写保留意见、拒签或无人在场的说明。",
        "請填寫保留意見、拒簽或無人在場的說明。",
        "Write down the reservations, or why it was refused or nobody was present.",
    ),
    m(
        "signoff.not_the_signatory",
        "评分和签名只能由客户本人写入。",
        "評分和簽名只能由客戶本人寫入。",
        "Only the customer gives a rating or a signature.",
    ),
    m("signoff.rating", "每项评分须为 1 至 5。", "每項評分須為 1 至 5。", "Each rating is from 1 to 5."),
    m(
        "signoff.report_changed",
        "报告在阅读期间已变更。请客户阅读新报告后再签。",
        "報告在閱讀期間已變更。請客戶閱讀新報告後再簽。",
        "The report changed while it was being read. Let the customer read the new one and sign again.",
    ),
    m(
        "statement.invalid",
        "签认声明不完整或签名无效，未被接受。",
        "簽認聲明不完整或簽名無效，未被接受。",
        "The statement is incomplete or its signature is not valid; it was not accepted.",
    ),
    m(
        "statement.irregular",
        "声明的格式不符合规定，未被接受。",
        "聲明的格式不符合規定，未被接受。",
        "The statement is not in the prescribed form; it was not accepted.",
    ),
    m(
        "statement.json",
        "声明不是有效的 JSON，未被接受。",
        "聲明不是有效的 JSON，未被接受。",
        "The statement is not valid JSON; it was not accepted.",
    ),
    m(
        "signoff.taken_back",
        "报告已收回，不能按它签认。请重新显示报告给客户阅读。",
        "報告已收回，不能按它簽認。請重新顯示報告給客戶閱讀。",
        "This report was taken back, so it cannot be signed. Show it to the customer again.",
    ),
    m(
        "signoff.in_progress",
        "客户正在签认，此工单暂时不能更改。请等客户签完或取消。",
        "客戶正在簽認，此工單暫時不能更改。請等客戶簽完或取消。",
        "The customer is signing, so this order cannot be changed now. Wait, or cancel the signing.",
    ),
    m(
        "statement.heads_mismatch",
        "声明所指的版本与签认时的工单不符，未被接受。",
        "聲明所指的版本與簽認時的工單不符，未被接受。",
        "The statement is about another version of the order than was signed; it was not accepted.",
    ),
    m(
        "statement.report_mismatch",
        "声明中的报告摘要与工单报告不符，未被接受。",
        "聲明中的報告摘要與工單報告不符，未被接受。",
        "The report digest in the statement is not that of the order's report; it was not accepted.",
    ),
    m(
        "statement.field_mismatch",
        "声明内容与签认记录不符，未被接受。",
        "聲明內容與簽認記錄不符，未被接受。",
        "The statement differs from the sign-off it belongs to; it was not accepted.",
    ),
];
