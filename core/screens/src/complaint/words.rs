//! The words of a complaint's page, in every language of the product.

use jobsheet_domain::complaint::{Channel, ComplaintClass, ComplaintRemedy, Severity};
use jobsheet_domain::language::Language;

/// By which way the customer was spoken to.
pub(super) const fn channel(channel: Channel, language: Language) -> &'static str {
    let words = match channel {
        Channel::OnSite => ["现场", "現場", "on site"],
        Channel::Phone => ["电话", "電話", "by phone"],
        Channel::Letter => ["信函", "信函", "by letter"],
        Channel::Mail => ["邮件", "郵件", "by mail"],
        Channel::Message => ["短信", "簡訊", "by message"],
        Channel::WalkIn => ["来访", "來訪", "in person at the office"],
        Channel::Sheet => ["签字单上的意见", "簽字單上的意見", "remark on a signed sheet"],
    };
    words[language as usize]
}

/// What a complaint is about.
pub(super) const fn class(class: ComplaintClass, language: Language) -> &'static str {
    let words = match class {
        ComplaintClass::Quality => ["质量", "品質", "quality"],
        ComplaintClass::NotQuality => ["非质量", "非品質", "not quality"],
        ComplaintClass::Other => ["其他", "其他", "other"],
    };
    words[language as usize]
}

/// How much harm there is.
pub(super) const fn severity(severity: Severity, language: Language) -> &'static str {
    let words = match severity {
        Severity::Minor => ["轻微", "輕微", "minor"],
        Severity::Major => ["严重", "嚴重", "major"],
        Severity::Critical => ["危急", "危急", "critical"],
    };
    words[language as usize]
}

/// What is offered to put it right.
pub(super) const fn remedy(remedy: ComplaintRemedy, language: Language) -> &'static str {
    let words = match remedy {
        ComplaintRemedy::Repair => ["维修", "維修", "repair"],
        ComplaintRemedy::Replace => ["更换", "更換", "replacement"],
        ComplaintRemedy::Return => ["退货", "退貨", "return"],
        ComplaintRemedy::Compensate => ["赔偿", "賠償", "compensation"],
        ComplaintRemedy::Train => ["培训", "培訓", "training"],
        ComplaintRemedy::Explain => ["说明或致歉", "說明或致歉", "explanation"],
    };
    words[language as usize]
}

/// Whether the customer is satisfied; empty where they did not say.
pub(super) const fn satisfied(satisfied: Option<bool>, language: Language) -> &'static str {
    let words = match satisfied {
        Some(true) => ["满意", "滿意", "yes"],
        Some(false) => ["不满意", "不滿意", "no"],
        None => ["", "", ""],
    };
    words[language as usize]
}
