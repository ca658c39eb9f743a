//! What the report copies from other documents, by the versions that were read (R15, R32).

use super::samples::*;
use super::testing::*;
use crate::asker::Asker;
use crate::content::Content;
use crate::edit::{Deed, Edit};
use crate::event::{EventBody, Read};
use crate::id::ChangeHash;
use crate::kind::Kind;
use crate::language::Language;
use crate::reads::Reads;
use crate::refusal::Refusal;
use crate::testing;
use crate::value::Value;
use crate::work_order::*;
use crate::{aggregates, asset, customer};

const CUSTOMER: u128 = 5;
const MACHINE: u128 = 6;

fn file(kind: Kind, number: u128, facts: &[(&str, &str)]) -> Content {
    let mut content = Content::empty(kind, document(number), kind.schema().version());
    for (name, value) in facts {
        content.facts.insert((*name).to_owned(), register(Value::Text((*value).to_owned())));
    }
    content
}

fn heads(number: u8) -> Vec<ChangeHash> {
    vec![ChangeHash([number; 32])]
}

/// The files of customer and machine as a technician has them.
fn files() -> Reads {
    let mut reads = Reads::default();
    let customer = [("name", "明远光学"), ("language", "zh-Hant")];
    reads.insert(heads(1), file(customer::KIND, CUSTOMER, &customer));
    let machine = [("serial", "AC75-190332"), ("product_model", "AC-75")];
    reads.insert(heads(2), file(asset::KIND, MACHINE, &machine));
    reads
}

/// An order about a machine, with everything a visit needs.
fn ready() -> Job {
    let mut job = Job::documented();
    let machine = Value::Id(document(MACHINE).0);
    job.content.facts.insert(fields::ASSET.to_owned(), register(machine));
    job
}

fn deeds(job: &Job, edits: &[Edit]) -> Vec<Deed> {
    edits.iter().filter_map(|edit| edit.deed(&job.content.events)).collect()
}

fn subject(job: &Job) -> aggregates::Subject {
    aggregates::Subject::new(job.content.clone()).unwrap()
}

/// What finishing writes when another change was made to it first.
fn judged(reads: &Reads, change: impl Fn(&mut crate::edit::NewEvent)) -> Result<(), Refusal> {
    let job = ready();
    let asker = Asker { reads, ..job.asker(LEAD) };
    let mut edits = testing::decide(&job.content, &asker, &finish(Outcome::Solved)).unwrap();
    for edit in &mut edits {
        if let Edit::Event(event) = edit {
            change(event);
        }
    }
    let deeds = deeds(&job, &edits);
    aggregates::gate(&subject(&job), &asker, &deeds)?;
    aggregates::check_copies(&subject(&job), &asker, &deeds)
}

fn says(event: &mut crate::edit::NewEvent, change: impl Fn(&mut ReportContext)) {
    let Some(WorkOrderEvent::Finished { outcome, context }) = event.body.read().cloned() else { return };
    let mut context = context;
    change(&mut context);
    event.body = EventBody::of(&WorkOrderEvent::Finished { outcome, context });
}

#[test]
fn r15_finishing_copies_what_the_files_say_and_names_their_versions() {
    let (job, reads) = (ready(), files());
    let asker = Asker { reads: &reads, ..job.asker(LEAD) };
    let command = finish(Outcome::Solved).into();
    assert_eq!(aggregates::decided_by(&subject(&job), &command), [document(CUSTOMER), document(MACHINE)]);
    let edits = testing::decide(&job.content, &asker, &finish(Outcome::Solved)).unwrap();
    let Some(Edit::Event(event)) = edits.last() else { panic!("{edits:?}") };
    let Some(WorkOrderEvent::Finished { context, .. }) = event.body.read() else { panic!("{event:?}") };
    assert_eq!((context.customer_name.as_str(), context.customer_language.as_str()), ("明远光学", "zh-Hant"));
    assert_eq!((context.serial.as_str(), context.product_model.as_str()), ("AC75-190332", "AC-75"));
    assert!(context.warranty.starts_with("chargeable\n"), "{}", context.warranty);
    let named = [(CUSTOMER, 1), (MACHINE, 2)];
    assert_eq!(event.reads, named.map(|(id, at)| Read { document: document(id), heads: heads(at) }));
}

#[test]
fn r15_without_the_files_the_report_says_so_in_the_language_that_was_asked_for() {
    let job = ready();
    let command = WorkOrderCommand::Finish { outcome: Outcome::Solved, language: Language::English };
    let edits = testing::decide(&job.content, &job.asker(LEAD), &command).unwrap();
    let Some(Edit::Event(event)) = edits.last() else { panic!("{edits:?}") };
    let Some(WorkOrderEvent::Finished { context, .. }) = event.body.read() else { panic!("{event:?}") };
    assert_eq!((context.customer_name.as_str(), context.customer_language.as_str()), ("", "en"));
    assert_eq!((context.serial.as_str(), context.warranty.as_str()), ("", "unknown"));
    assert!(event.reads.is_empty());
}

#[test]
fn r32_a_report_that_says_otherwise_than_the_files_and_rules_is_refused() {
    let reads = files();
    assert_eq!(judged(&reads, |_| {}), Ok(()));
    type Change = fn(&mut ReportContext);
    let changes: [(&str, Change); 12] = [
        ("organisation", |context| context.organisation.push('x')),
        ("customer_name", |context| context.customer_name.push('x')),
        ("customer_language", |context| context.customer_language = "en".to_owned()),
        ("address", |context| context.address.text.push('x')),
        ("contact", |context| context.contact.push('x')),
        ("product_model", |context| context.product_model.push('x')),
        ("serial", |context| context.serial.push('x')),
        ("warranty", |context| context.warranty = "free".to_owned()),
        ("technicians", |context| context.technicians.clear()),
        ("consent", |context| context.consent.push('x')),
        ("time_zone", |context| context.time_zone_offset_minutes += 60),
        ("checklist", |context| context.checklist.push(("leak".to_owned(), "None".to_owned()))),
    ];
    for (field, change) in changes {
        let refused = judged(&reads, |event| says(event, change)).unwrap_err();
        assert_eq!(refused, Refusal::new("report.context_differs").with("field", field));
    }
}

/// A finished job whose report told the customer of a warranty.
fn told(warranty: &str) -> Job {
    let mut job = ready();
    let mut edits = job.decide(LEAD, &finish(Outcome::Solved)).unwrap();
    if let Some(Edit::Event(event)) = edits.last_mut() {
        says(event, |context| context.warranty = warranty.to_owned());
    }
    job.apply(author(LEAD), edits);
    job
}

/// The verdict and the serial number of a correction.
fn corrected(job: &Job, by: u128) -> (String, String) {
    let reads = files();
    let asker = Asker { reads: &reads, ..job.asker(by) };
    let command = WorkOrderCommand::CorrectContext { language: Language::English };
    let edits = testing::decide(&job.content, &asker, &command).unwrap();
    assert_eq!(aggregates::check_copies(&subject(job), &asker, &deeds(job, &edits)), Ok(()));
    let Some(Edit::Event(event)) = edits.last() else { panic!("{edits:?}") };
    let Some(WorkOrderEvent::ContextCorrected { context }) = event.body.read() else { panic!("{event:?}") };
    (context.warranty.lines().next().unwrap_or_default().to_owned(), context.serial.clone())
}

#[test]
fn r32_only_a_managers_correction_changes_the_warranty_that_was_told() {
    let serial = "AC75-190332".to_owned();
    for by in [LEAD, DISPATCHER] {
        assert_eq!(corrected(&told("free\nwithin"), by), ("free".to_owned(), serial.clone()));
        for unknown in ["unknown", "unknown\nacceptance_unknown"] {
            assert_eq!(corrected(&told(unknown), by), ("chargeable".to_owned(), serial.clone()));
        }
    }
    assert_eq!(corrected(&told("free\nwithin"), MANAGER), ("chargeable".to_owned(), serial.clone()));
    let mut decided = told("free\nwithin");
    let verdict = Value::Texts(vec!["goodwill".to_owned(), "老客户".to_owned()]);
    let overrides = WorkOrderCommand::SetFact { name: fields::WARRANTY_OVERRIDE.to_owned(), value: verdict };
    decided.must(MANAGER, overrides);
    assert_eq!(corrected(&decided, LEAD), ("goodwill".to_owned(), serial), "what a manager decided is told");
}

#[test]
fn an_event_names_only_versions_that_its_rules_look_at_each_once_and_in_order() {
    let reads = files();
    let other =
        |at: &mut crate::edit::NewEvent| at.reads.push(Read { document: document(99), heads: heads(9) });
    let twice = |at: &mut crate::edit::NewEvent| at.reads.push(at.reads[1].clone());
    let turned = |at: &mut crate::edit::NewEvent| at.reads.reverse();
    let nothing = |at: &mut crate::edit::NewEvent| at.reads[0].heads.clear();
    let unsorted = |at: &mut crate::edit::NewEvent| at.reads[0].heads = [heads(2), heads(1)].concat();
    for change in [other, twice, turned, nothing, unsorted] {
        assert_eq!(judged(&reads, change).unwrap_err().code, "change.rule_broken");
    }
}
