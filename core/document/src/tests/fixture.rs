//! Documents as the first released version stored them must stay readable for ever.

use jobsheet_domain::aggregates::KINDS;
use std::fmt::Write as _;

use jobsheet_domain::work_order::{Outcome, ReportContext, WorkOrderEvent};
use jobsheet_kernel::content::{Content, Register};
use jobsheet_kernel::edit::Edit;
use jobsheet_kernel::value::{Address, Value};

use super::{ALICE, BOB, CAROL, fact, happened, id, item, order, send, write_text};
use crate::Document;

const STORED: &[u8] = include_bytes!("../../../../tests/fixtures/documents/work_order-1.document");
const CONTENT: &str = include_str!("../../../../tests/fixtures/documents/work_order-1.txt");

/// How the stored document came to be.
fn sample() -> Document {
    let mut alice = order();
    let raised = happened(WorkOrderEvent::Raised { request: None, found_on_site: true });
    let address = Value::Address(Address { text: "厦门市湖里区 3 号".to_owned(), position: None });
    let address = Edit::Fact { name: "address".to_owned(), value: address };
    let fault = write_text(&alice, "fault", "压缩机不启动 👩‍🔧");
    alice.edit(ALICE, &[raised, fact("title", "Compressor"), address, fault]).unwrap();
    let mut bob = alice.clone();
    let answer = Edit::Answer { item: "1/oil".to_owned(), value: Value::Flag(true) };
    alice.edit(ALICE, &[fact("title", "压缩机"), answer]).unwrap();
    let context = Box::new(ReportContext { organisation: "示例".to_owned(), ..ReportContext::default() });
    let finished = happened(WorkOrderEvent::Finished { outcome: Outcome::NotSolved, context });
    let notes = write_text(&alice, "notes", "电源正常。");
    alice.edit(ALICE, &[finished, item("caption", Value::Text("铭牌".to_owned())), notes]).unwrap();
    bob.edit(BOB, &[fact("title", "Air compressor"), happened(WorkOrderEvent::Accepted {})]).unwrap();
    send(&bob, &mut alice);
    let analysed = WorkOrderEvent::Analysed { cause: "bearing".to_owned(), plan: "replace".to_owned() };
    let findings =
        Edit::Text { field: "2/findings".to_owned(), base: alice.heads(), text: "轴承".to_owned() };
    alice.edit(CAROL, &[Edit::OpenSection { number: 2 }, happened(analysed), findings]).unwrap();
    alice
}

fn register(lines: &mut String, name: &str, register: &Register) {
    for entry in &register.entries {
        let value = serde_json::to_string(&entry.value).unwrap();
        writeln!(lines, "{name} {value} {} {}", entry.actor, entry.change).unwrap();
    }
}

fn described(content: &Content) -> String {
    let mut lines = String::new();
    writeln!(lines, "{} {} schema {}", content.kind.name(), content.id, content.schema).unwrap();
    for (name, fact) in &content.facts {
        register(&mut lines, &format!("fact {name}"), fact);
    }
    for (field, text) in &content.texts {
        writeln!(lines, "text {field} {text:?}").unwrap();
    }
    for (item, fields) in &content.items {
        for (field, value) in fields {
            register(&mut lines, &format!("item {} {} {field}", item.collection, item.id), value);
        }
    }
    for (item, answer) in &content.answers {
        register(&mut lines, &format!("answer {item}"), answer);
    }
    for event in content.events.in_order() {
        let body: &WorkOrderEvent = event.body.read().expect("an event of a work order");
        let (at, by) = (serde_json::to_string(&event.at).unwrap(), serde_json::to_string(&event.by).unwrap());
        let (after, body) =
            (serde_json::to_string(&event.after).unwrap(), serde_json::to_string(body).unwrap());
        writeln!(lines, "event {} {} {after} {} {at} {by} {body}", event.key, event.order, event.as_of)
            .unwrap();
    }
    lines
}

#[test]
fn a_work_order_stored_with_schema_1_reads_as_it_did() {
    let stored = Document::load(KINDS, id(), STORED).unwrap();
    let content = stored.content().unwrap();
    assert_eq!((stored.kind(), &content.irregularities), (jobsheet_domain::work_order::KIND, &Vec::new()));
    assert_eq!(described(&content), CONTENT);
}

#[test]
fn the_same_edits_still_make_the_same_changes() {
    assert_eq!(Document::load(KINDS, id(), STORED).unwrap().heads(), sample().heads());
}
