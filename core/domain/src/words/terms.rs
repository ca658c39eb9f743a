//! The words for what refusals and pages name: statuses, events, roles, stages, lists.

use crate::aggregates::{self, KINDS};
use crate::kind::Kind;
use crate::language::Language;
use crate::wording::{Said, Terms};
use crate::words::common::COMMON;

const ROLES: Terms = &[
    ("technician", ["服务技师", "服務技師", "technician"]),
    ("dispatcher", ["客服调度", "客服調度", "dispatcher"]),
    ("engineer", ["技术工程师", "技術工程師", "technical engineer"]),
    ("manager", ["服务主管", "服務主管", "service manager"]),
    ("warehouse", ["仓库管理员", "倉庫管理員", "warehouse keeper"]),
    ("quality", ["质量", "品質", "quality"]),
    ("general_manager", ["总经理", "總經理", "general manager"]),
    ("administrator", ["系统管理员", "系統管理員", "administrator"]),
    ("auditor", ["审计", "稽核", "auditor"]),
];

const STAGES: Terms = &[
    ("before", ["维修前", "維修前", "before"]),
    ("fault", ["故障", "故障", "fault"]),
    ("work", ["作业", "作業", "work"]),
    ("after", ["维修后", "維修後", "after"]),
    ("nameplate", ["铭牌", "銘牌", "nameplate"]),
    ("old_part", ["旧件", "舊件", "old part"]),
    ("document", ["单据", "單據", "document"]),
    ("safety", ["安全", "安全", "safety"]),
    ("stamp", ["公章", "公章", "company stamp"]),
];

const LISTS: Terms = &[
    ("photo", ["照片", "照片", "photo"]),
    ("part", ["配件", "配件", "part"]),
    ("contact", ["联系人", "聯絡人", "contact"]),
    ("site", ["现场地址", "現場地址", "site"]),
    ("similar", ["类似投诉", "類似投訴", "similar complaint"]),
];

/// The status of a refusal that names no kind, and what happened: those of a work order.
const OF_ORDERS: &str = "work_order";

/// A parameter's value as a person reads it: several, separated by commas, each in words where it is a term. `parameter`
/// is `status` or `event` (of a work order), `<kind>_status` or `<kind>_event`, `roles`, `stage` or `collection`; of any
/// other the value stays as it is.
#[must_use]
pub fn in_words(language: Language, parameter: &str, value: &str) -> String {
    let Some(terms) = terms_of(parameter) else { return value.to_owned() };
    let word = |code: &str| {
        let known = terms.iter().find_map(|terms| find(terms, code));
        known.map_or_else(|| code.to_owned(), |said| said[language as usize].to_owned())
    };
    let words: Vec<String> = value.split(',').map(word).collect();
    words.join(if language == Language::English { ", " } else { "、" })
}

/// Terms among which the values of a parameter are, those before others that are asked first.
fn terms_of(parameter: &str) -> Option<Vec<Terms>> {
    let of = |kind: &str| KINDS.find(kind).and_then(aggregates::words);
    match parameter {
        "roles" => return Some(vec![ROLES]),
        "stage" => return Some(vec![STAGES]),
        "collection" => return Some(vec![LISTS]),
        "status" => return of(OF_ORDERS).map(|words| vec![words.statuses]),
        // What a key of the office may not write has a name of its own in every document.
        "event" => {
            let all = KINDS.iter().filter_map(aggregates::words).map(|words| words.events);
            return Some(all.collect());
        }
        _ => {}
    }
    let of_kind = |ending: &str| of(parameter.strip_suffix(ending)?);
    let statuses = of_kind("_status").map(|words| vec![words.statuses]);
    statuses.or_else(|| of_kind("_event").map(|words| vec![words.events]))
}

/// What a kind calls a command, a field or an event; nothing where it has no word for it.
#[must_use]
pub fn term(language: Language, kind: Kind, name: &str) -> Option<&'static str> {
    let words = aggregates::words(kind)?;
    let said = [words.terms, words.events, COMMON].into_iter().find_map(|terms| find(terms, name));
    said.map(|said| said[language as usize])
}

/// Every name that a kind has a word for, with that word; what comes first of a name is what it is called.
pub fn all_terms(language: Language, kind: Kind) -> impl Iterator<Item = (&'static str, &'static str)> {
    let words = aggregates::words(kind);
    let own = words.into_iter().flat_map(|words| [words.terms, words.events]);
    own.chain([COMMON]).flatten().map(move |(name, said)| (*name, said[language as usize]))
}

fn find(terms: Terms, name: &str) -> Option<&'static Said> {
    terms.iter().find(|(known, _)| *known == name).map(|(_, said)| said)
}
