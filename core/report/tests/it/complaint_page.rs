//! The report of a complaint (R41, R28).

use std::convert::Infallible;

use jobsheet_domain::complaint::{Channel, Complaint, ComplaintEvent as E, Reply, fields};
use jobsheet_domain::content::Content;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::language::Language;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::{customer, work_order};
use jobsheet_report::{ComplaintContext, complaint_html, names_of};

use crate::complaint::{MANAGER, QUALITY, closed, contested, context, document, investigated, state};
use crate::fixture::{MORNING, Order, text};
use crate::snapshots::compare;

fn page(case: &Order, language: Language) -> String {
    let state = state(case);
    complaint_html(Complaint::new(&case.content, &state), &context(case, &state), language)
}

/// R41: the page in every language, of a case that went all the way and of one that is contested.
#[test]
fn r41_the_report_stays_as_it_is_in_every_language() {
    for (name, case) in [("closed", closed()), ("contested", contested())] {
        for language in Language::ALL {
            let file = format!("complaint-{name}.{}.html", language.code());
            compare(&file, page(&case, language).as_bytes());
        }
    }
}

#[test]
fn r41_everything_that_was_said_is_on_it_whole() {
    let page = page(&closed(), Language::English);
    for said in [
        "CP-2026-00007",
        "A1B2C3-0001",
        "地上一大片油。",
        "今年已经第三次。",
        "同批次 40 只已封存。",
        "换整泵，<br>保修延长六个月",
        "换同型号油封",
        "不要再换同一种。",
        "1800.00 CNY",
        "保修延长到十二月。",
        "每批五只。",
        "装配车间",
        "李伟",
        "WO-2026-00050",
        "同一批次",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn what_colleagues_write_for_each_other_is_not_on_it() {
    assert!(!page(&closed(), Language::English).contains("Customer is angry"));
}

#[test]
fn r28_the_clocks_stand_as_they_stood() {
    let kept = page(&closed(), Language::English);
    assert!(kept.contains("Complaint settled") && kept.contains("kept · 2026-03-02 13:20"), "told at 13:20");
    assert!(kept.contains("as of 2026-03-02 14:40"));
    assert!(page(&investigated(), Language::English).contains("running"));
}

/// R5: both sides see what waits for a person, and what was settled afterwards.
#[test]
fn r5_what_is_contested_is_said_first_and_what_was_settled_stays() {
    let mut case = contested();
    let before = page(&case, Language::English);
    assert!(before.contains("This complaint is contested"));
    assert!(before.contains("set aside: it does not stand beside"));
    let (past, drop) = (case.content.events.newest(), state(&case).contest.unwrap().dropped);
    case.happens(QUALITY, 60, E::Settled { past, drop, stands: None, reason: "客户已同意".into() });
    let after = page(&case, Language::English);
    assert!(!after.contains("This complaint is contested"));
    assert!(after.contains("Does not stand: Proposal sent back (孙强 · 2026-03-02 08:46)"));
}

/// R49: nobody chose yet, so the reader sees both.
#[test]
fn r49_two_values_of_one_fact_are_both_shown() {
    assert!(page(&contested(), Language::English).contains("油封批次不良 / 安装不当 (they differ"));
}

#[test]
fn r41_where_it_goes_on_and_that_it_was_taken_back_is_said_first() {
    let mut merged = investigated();
    merged.happens(QUALITY, 30, E::Merged { into: document(6) });
    assert!(page(&merged, Language::English).contains("This complaint goes on in 00000000."));
    let mut withdrawn = investigated();
    let said_at = Timestamp(MORNING);
    let reply =
        Reply { who: "王秀英".into(), channel: Channel::Phone, said_at, words: "算了。".into() };
    withdrawn.happens(MANAGER, 30, E::Withdrawn(reply));
    let page = page(&withdrawn, Language::English);
    assert!(page.contains("The customer took this complaint back.") && page.contains("算了。"));
}

#[test]
fn a_remedy_carried_out_before_the_one_on_the_table_is_not_its_own() {
    let mut case = closed();
    case.happens(QUALITY, 400, E::Reopened { reason: "又漏".into() });
    case.happens(QUALITY, 410, {
        let cost = jobsheet_domain::value::Money { minor: 0, currency: "CNY".into() };
        E::Proposed {
            remedy: jobsheet_domain::complaint::ComplaintRemedy::Return, plan: "退货".into(), cost
        }
    });
    let page = page(&case, Language::English);
    assert!(!page.contains("<dt>Carried out</dt>") && page.contains("Remedy carried out on site"));
    assert!(!page.contains("<h2>Closing</h2>") && !page.contains("<h2>What the customer was told</h2>"));
}

#[test]
fn a_complaint_just_taken_down_has_a_report_too() {
    let mut case = Order { content: investigated().content };
    case.content.facts.clear();
    case.content.texts.clear();
    case.content.items.clear();
    case.content.events = jobsheet_domain::event::Events::default();
    let state = state(&case);
    let complaint = Complaint::new(&case.content, &state);
    let page = complaint_html(complaint, &ComplaintContext::default(), Language::English);
    for absent in ["Remedy", "Photos", "Prevention", "Course of events", "Contested and settled"] {
        assert!(!page.contains(&format!("<h2>{absent}</h2>")), "{absent}");
    }
}

#[test]
fn nothing_a_person_typed_becomes_markup() {
    const ATTACK: &str = "\"><script>alert('x')</script><img src=x onerror=alert(1)>";
    let mut case = closed();
    for name in [fields::TITLE, fields::CONTACT, fields::DEMAND, fields::CAUSE, fields::CAUSE_CLASS] {
        case.fact(name, text(ATTACK));
    }
    for name in [fields::FACTS, fields::INVESTIGATION, fields::PREVENTION] {
        case.text(name, ATTACK);
    }
    case.item("photo", 0x10, &[("caption", text(ATTACK)), ("stage", text(ATTACK))]);
    case.happens(QUALITY, 400, E::Reopened { reason: ATTACK.into() });
    let page = page(&case, Language::English);
    assert!(!page.contains("<script") && page.matches("<img ").count() == 1);
    assert!(page.matches("&lt;script&gt;").count() >= 10, "and all of it is shown");
    for loading in ["http://", "https://", "<link", "url(", "<iframe"] {
        assert!(!page.contains(loading), "{loading}");
    }
}

/// Each document is looked up once, and only what is of its kind lends its name.
#[test]
fn every_document_a_complaint_names_is_called_by_its_name() {
    let case = closed();
    let state = state(&case);
    let mut asked = Vec::new();
    let look_up = |id: DocumentId| {
        asked.push(id.0.as_u128());
        let kind = if id == document(5) { customer::KIND } else { work_order::KIND };
        let mut found = Order { content: Content::empty(kind, id, 1) };
        found.fact("number", text("WO-1")).fact("name", text("Star Lake Works"));
        Ok::<_, Infallible>(Some(found.content).filter(|_| id != document(3)))
    };
    let names = names_of(Complaint::new(&case.content, &state), look_up).unwrap();
    assert_eq!(asked, [1, 2, 3, 4, 5, 6]);
    assert_eq!(names.into_iter().collect::<Vec<_>>(), [(document(4), "WO-1".to_owned())]);
}
