use std::collections::BTreeMap;

use jobsheet_domain::id::Digest;
use jobsheet_domain::language::Language;
use jobsheet_domain::value::{Address, Value};
use jobsheet_domain::work_order::{Outcome, ReportContext, Signatory, WorkOrderEvent};
use jobsheet_report::{HtmlAssets, SignatureShown, html, model};

use crate::fixture::{LEAD, context, finished, part, photo, text, under_way};
use crate::snapshots::signature;

const ATTACK: &str = "\"><script>alert('x')</script><img src=x onerror=alert(1)>";

/// Everything a person can type, as an attack.
fn attacked() -> String {
    let mut order = under_way();
    order
        .text("fault", ATTACK)
        .text("1/findings", ATTACK)
        .text("1/work_done", ATTACK)
        .answer("1/<b>", text(ATTACK));
    for fact in ["1/symptoms", "1/tests", "1/cause", "1/cause_class", "1/remedy"] {
        order.fact(fact, text(ATTACK));
    }
    let mut attacked_part = part(ATTACK, ATTACK, 1_000);
    attacked_part.extend([("serial", text(ATTACK)), ("reason", text(ATTACK))]);
    order.item("part", 0x20, &attacked_part).item("photo", 0x10, &photo(0x11, ATTACK, ATTACK));
    let context = ReportContext {
        organisation: ATTACK.into(),
        customer_name: ATTACK.into(),
        address: Address { text: ATTACK.into(), position: None },
        contact: ATTACK.into(),
        product_model: ATTACK.into(),
        serial: ATTACK.into(),
        warranty: format!("{ATTACK}\noverridden={ATTACK}\n{ATTACK}"),
        technicians: vec![(crate::fixture::user(LEAD), ATTACK.into())],
        consent: ATTACK.into(),
        checklist: vec![("<b>".into(), ATTACK.into())],
        ..context()
    };
    order.happens(
        LEAD,
        190,
        WorkOrderEvent::Finished { outcome: Outcome::Solved, context: Box::new(context) },
    );
    let signature = SignatureShown {
        signatory: Some(Signatory { name: ATTACK.into(), capacity: ATTACK.into() }),
        remarks: ATTACK.into(),
        witness: Some(ATTACK.into()),
        ..signature()
    };
    let thumbnails = BTreeMap::from([(Digest([0x11; 32]), b"\xff\xd8\xff".to_vec())]);
    let assets = HtmlAssets { thumbnails, number: ATTACK.into(), signature: Some(signature) };
    html(&model(&order.content), Language::English, &assets)
}

#[test]
fn nothing_a_person_typed_becomes_markup() {
    let page = attacked();
    assert!(!page.contains("<script"), "a script");
    assert_eq!(page.matches("<img ").count(), 1, "only the photo");
    assert!(!page.contains("<b>"));
    assert!(!page.contains("onerror=alert(1)>"), "an attribute was left");
    assert!(page.matches("&lt;script&gt;").count() >= 20, "and all of it is shown");
}

#[test]
fn the_page_loads_nothing_and_runs_nothing() {
    let page = attacked();
    assert!(page.contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'"));
    for loading in ["http://", "https://", "<link", "@import", "url(", "<iframe", "javascript:"] {
        let found = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!found.contains(loading), "{loading}");
    }
}

#[test]
fn what_is_not_a_picture_is_not_shown_as_one() {
    let assets = |bytes: &[u8]| HtmlAssets {
        thumbnails: BTreeMap::from([(Digest([0x11; 32]), bytes.to_vec())]),
        ..HtmlAssets::default()
    };
    let model = model(&finished().content);
    let page = |bytes: &[u8]| html(&model, Language::English, &assets(bytes));
    assert!(page(b"\xff\xd8\xff\xe0").contains("data:image/jpeg;base64,/9j/4A=="));
    assert!(!page(b"<svg onload=alert(1)>").contains(";base64,"));
    assert!(page(b"<svg>").contains("Photo not on this device"));
}

#[test]
fn the_page_speaks_the_readers_language() {
    let model = model(&finished().content);
    let page = |language| html(&model, language, &HtmlAssets::default());
    assert!(page(Language::English).contains("<html lang=\"en\">"));
    for words in
        ["Service report", "Solved", "Production", "Returned to depot", "The warranty runs until 2027-01-31."]
    {
        assert!(page(Language::English).contains(words), "{words}");
    }
    for words in ["服务报告", "已解决", "制造", "退回仓库", "保修期至 2027-01-31。"] {
        assert!(page(Language::Simplified).contains(words), "{words}");
    }
    for words in ["服務報告", "已解決", "製造", "退回倉庫", "保固期至 2027-01-31。"] {
        assert!(page(Language::Traditional).contains(words), "{words}");
    }
}

#[test]
fn times_are_those_of_the_place() {
    let page = html(&model(&finished().content), Language::English, &HtmlAssets::default());
    assert!(page.contains("2026-03-02 09:35"), "arrival of the lead, in China");
    assert!(page.contains("UTC+08:00"));
}

#[test]
fn a_void_signature_says_so() {
    let model = model(&finished().content);
    let page = |void| {
        let signature = Some(SignatureShown { void, ..signature() });
        html(&model, Language::English, &HtmlAssets { signature, ..HtmlAssets::default() })
    };
    assert!(page(true).contains("Void: the report was changed"));
    assert!(!page(false).contains("Void: the report was changed"));
}

#[test]
fn an_order_nobody_has_written_in_still_has_a_page() {
    let mut order = under_way();
    order.fact("address", Value::Address(Address { text: "North quay".into(), position: None }));
    let page = html(&model(&order.content), Language::English, &HtmlAssets::default());
    assert!(page.contains("North quay"), "a preview shows what the order itself knows");
    for absent in ["Parts used", "Photos", "Warranty", "Signature", "Diagnosis"] {
        assert!(!page.contains(&format!("<h2>{absent}</h2>")), "{absent}");
    }
}
