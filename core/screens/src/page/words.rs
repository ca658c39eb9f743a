//! The words beside what pages show, in every language of the product.

use jobsheet_domain::language::Language;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::value::{Reading, Value};
use jobsheet_domain::work_order::{HoldReason, Outcome};
use jobsheet_domain::zone::{TimeZone, WallTime};

/// A word in Simplified Chinese, Traditional Chinese and English.
type Words = [&'static str; 3];

/// What is named beside the particulars of an event, by their stable names.
const PARTICULARS: &[(&str, Words)] = &[
    ("answer", ["答复", "答覆", "Answer"]),
    ("cause", ["原因", "原因", "Cause"]),
    ("channel", ["方式", "方式", "How"]),
    ("class", ["类别", "類別", "Class"]),
    ("complaint", ["并入的投诉", "併入的投訴", "Goes on in"]),
    ("cost", ["费用", "費用", "Cost"]),
    ("demand", ["客户要求", "客戶要求", "The customer's demand"]),
    ("findings", ["已确认的情况", "已確認的情況", "Confirmed findings"]),
    ("hold", ["暂停原因", "暫停原因", "Waiting for"]),
    ("investigator", ["调查人", "調查人", "Investigator"]),
    ("lead", ["负责人", "負責人", "Lead"]),
    ("note", ["说明", "說明", "Note"]),
    ("order", ["工单", "工單", "Order"]),
    ("outcome", ["结果", "結果", "Outcome"]),
    ("plan", ["方案", "方案", "Plan"]),
    ("problem", ["问题", "問題", "Problem"]),
    ("proposal", ["建议", "建議", "Proposal"]),
    ("reason", ["原因说明", "原因說明", "Reason"]),
    ("remarks", ["客户意见", "客戶意見", "Remarks"]),
    ("remedy", ["处理方式", "處理方式", "Remedy"]),
    ("report", ["离场简报", "離場簡報", "Short report"]),
    ("satisfied", ["客户满意", "客戶滿意", "Satisfied"]),
    ("severity", ["严重程度", "嚴重程度", "Severity"]),
    ("signatory", ["签字人", "簽字人", "Signatory"]),
    ("technicians", ["人员", "人員", "Technicians"]),
    ("told", ["被告知人", "被告知人", "Who was told"]),
    ("who", ["客户方", "客戶方", "Who"]),
    ("witness", ["见证人", "見證人", "Witness"]),
    ("words", ["客户原话", "客戶原話", "In their words"]),
];

/// The word for a particular of an event; its name where there is none.
pub(crate) fn particular(name: &'static str, language: Language) -> &'static str {
    let known = PARTICULARS.iter().find(|(known, _)| *known == name);
    known.map_or(name, |(_, words)| words[language as usize])
}

/// What happened, where only a newer version of the product knows it.
pub(crate) const fn of_a_newer_version(language: Language) -> &'static str {
    ["较新版本的记录", "較新版本的記錄", "recorded by a newer version"][language as usize]
}

/// What work waits for.
pub(crate) const fn hold(reason: HoldReason, language: Language) -> &'static str {
    let words = match reason {
        HoldReason::Parts => ["配件", "配件", "parts"],
        HoldReason::Customer => ["客户", "客戶", "the customer"],
        HoldReason::Unsafe => ["现场不安全", "現場不安全", "a safe site"],
        HoldReason::Vendor => ["供应商", "供應商", "a vendor"],
        HoldReason::Weather => ["天气", "天氣", "the weather"],
        HoldReason::Other => ["其他", "其他", "something else"],
    };
    words[language as usize]
}

/// How a visit ended.
pub(crate) const fn outcome(outcome: Outcome, language: Language) -> &'static str {
    let words = match outcome {
        Outcome::Solved => ["已解决", "已解決", "solved"],
        Outcome::Temporary => ["临时解决", "臨時解決", "runs for the time being"],
        Outcome::NotSolved => ["未解决", "未解決", "not solved"],
    };
    words[language as usize]
}

/// A value in words, for lists of values to choose from. Times are those of the zone.
pub(crate) fn value(value: &Value, language: Language, zone: &TimeZone) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Flag(yes) => flag(*yes, language).to_owned(),
        Value::Time(at) => time(*at, zone),
        Value::Date(date) => date.to_string(),
        Value::Id(id) => id.to_string(),
        Value::Digest(digest) => digest.to_string(),
        Value::Address(address) => address.text.clone(),
        Value::Window(window) => {
            format!("{} – {}", time(window.from, zone), time(window.to, zone))
        }
        Value::Money(money) => money.to_string(),
        Value::Reading(reading) => measured(reading),
        Value::Position(place) => {
            format!("{}, {}", degrees(place.latitude_udeg), degrees(place.longitude_udeg))
        }
        Value::Texts(texts) => texts.join(", "),
    }
}

const fn flag(yes: bool, language: Language) -> &'static str {
    let words = if yes { ["是", "是", "yes"] } else { ["否", "否", "no"] };
    words[language as usize]
}

/// `2026-03-02 14:05`.
fn time(at: Timestamp, zone: &TimeZone) -> String {
    let WallTime { date, hour, minute, .. } = zone.wall_time(at);
    format!("{date} {hour:02}:{minute:02}")
}

/// `2.1 l/min`.
fn measured(reading: &Reading) -> String {
    let sign = if reading.milli < 0 { "−" } else { "" };
    let (whole, rest) = (reading.milli.unsigned_abs() / 1_000, reading.milli.unsigned_abs() % 1_000);
    let digits = format!("{whole}.{rest:03}");
    format!("{sign}{} {}", digits.trim_end_matches('0').trim_end_matches('.'), reading.unit)
}

fn degrees(udeg: i32) -> String {
    let sign = if udeg < 0 { "−" } else { "" };
    format!("{sign}{}.{:06}°", udeg.unsigned_abs() / 1_000_000, udeg.unsigned_abs() % 1_000_000)
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::time::Position;

    use super::*;

    #[test]
    fn r49_values_to_choose_from_are_read_in_the_persons_language_and_the_organisations_time() {
        let zone = TimeZone::fixed(480);
        let shown = |one: &Value| value(one, Language::Simplified, &zone);
        assert_eq!(shown(&Value::Flag(true)), "是");
        assert_eq!(value(&Value::Flag(false), Language::English, &zone), "no");
        assert_eq!(shown(&Value::Time(Timestamp(0))), "1970-01-01 08:00");
        let reading = |milli| Value::Reading(Reading { milli, unit: "bar".into() });
        let readings = [2_000, 1_500, 25, -1_230, 0].map(|milli| shown(&reading(milli)));
        assert_eq!(readings, ["2 bar", "1.5 bar", "0.025 bar", "−1.23 bar", "0 bar"]);
        let place = Position { latitude_udeg: 31_300_000, longitude_udeg: -120_000_007 };
        assert_eq!(shown(&Value::Position(place)), "31.300000°, −120.000007°");
    }

    #[test]
    fn every_particular_has_its_word_in_every_language() {
        for (name, words) in PARTICULARS {
            assert!(words.iter().all(|word| !word.is_empty()), "{name}");
            assert_ne!(words[0], words[2], "{name}");
        }
        assert_eq!(particular("reason", Language::English), "Reason");
    }
}
