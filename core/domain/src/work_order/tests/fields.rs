//! What facts, items, answers and texts of an order can hold.

use super::samples::*;
use super::testing::*;
use crate::content::{Entry, ItemRef, Register};
use crate::edit::{Deed, Edit};
use crate::id::{ActorId, ChangeHash, Digest};
use crate::time::Timestamp;
use crate::value::{Address, Value};
use crate::work_order::*;

fn set(name: &str, value: Value) -> WorkOrderCommand {
    WorkOrderCommand::SetFact { name: name.into(), value }
}

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

#[test]
fn the_lead_corrects_the_sites_address() {
    let mut job = Job::on_site();
    let address = Address { text: "人民路 2 号".into(), position: None };
    job.must(LEAD, set("address", Value::Address(address.clone())));
    assert_eq!(job.order().address(), Some(&address));
}

#[test]
fn unknown_facts_and_wrong_types_are_refused() {
    let job = Job::on_site();
    assert_eq!(job.refused(LEAD, set("colour", text("red"))), "fact.unknown");
    assert_eq!(job.refused(LEAD, set("address", text("x"))), "value.wrong_type");
    assert_eq!(job.refused(LEAD, set("title", text(&"x".repeat(5_000)))), "value.too_long");
    assert_eq!(job.refused(LEAD, set("priority", text("whenever"))), "value.not_a_choice");
    assert_eq!(job.refused(LEAD, set("1/cause_class", text("magic"))), "value.not_a_choice");
    assert_eq!(job.refused(LEAD, set("1/remedy", text("magic"))), "value.not_a_choice");
    assert_eq!(job.refused(LEAD, set("2/cause", text("x"))), "work_order.no_such_visit");
}

#[test]
fn the_register_number_comes_from_the_server() {
    let job = Job::raised();
    assert_eq!(Job::on_site().refused(LEAD, set("number", text("1"))), "work_order.number_is_the_servers");
    assert!(job.decide(DISPATCHER, &set("number", text("WO-2026-1"))).is_ok());
}

#[test]
fn r32_only_a_manager_overrides_the_warranty_decision() {
    let job = Job::on_site();
    let over = |verdict: &str, reason: &str| {
        set("warranty_override", Value::Texts(vec![verdict.into(), reason.into()]))
    };
    assert_eq!(job.refused(LEAD, over("free", "老客户")), "access.wrong_role");
    assert_eq!(job.refused(MANAGER, over("free", " ")), "warranty.override_without_reason");
    assert_eq!(job.refused(MANAGER, over("unknown", "x")), "warranty.override_to_unknown");
    assert!(job.decide(MANAGER, &over("free", "老客户")).is_ok());
}

#[test]
fn the_fault_stays_in_the_customers_words() {
    let edit =
        |field: &str, text: String| WorkOrderCommand::EditText { field: field.into(), base: vec![], text };
    let job = Job::on_site();
    assert_eq!(job.refused(LEAD, edit("fault", "x".into())), "access.wrong_role");
    assert!(job.decide(DISPATCHER, &edit("fault", "x".into())).is_ok());
    assert!(job.decide(SECOND, &edit("notes", "x".into())).is_ok());
    assert_eq!(job.refused(LEAD, edit("diary", "x".into())), "text.unknown");
    assert_eq!(job.refused(LEAD, edit("2/findings", "x".into())), "work_order.no_such_visit");
    assert_eq!(job.refused(LEAD, edit("notes", "x".repeat(100_001))), "value.too_long");
}

#[test]
fn r14_a_photo_has_a_known_stage_and_stays_what_it_is() {
    let mut job = Job::on_site();
    let odd = WorkOrderCommand::AddPhoto(Box::new(photo(1, "selfie")));
    assert_eq!(job.refused(LEAD, odd), "value.not_a_choice");
    job.must(LEAD, WorkOrderCommand::AddPhoto(Box::new(photo(1, "fault"))));
    job.must(LEAD, WorkOrderCommand::CaptionPhoto { id: item(1), caption: "漏点".into() });
    let swapped = PhotoRecord { original: Digest([9; 32]), ..photo(1, "fault") };
    assert_eq!(job.refused(LEAD, WorkOrderCommand::AddPhoto(Box::new(swapped))), "photo.fixed");
    let later = WorkOrderCommand::ChooseItem {
        collection: fields::PHOTO.into(),
        id: item(1),
        field: fields::THUMBNAIL.into(),
        value: Value::Digest(Digest([9; 32])),
    };
    assert_eq!(job.refused(LEAD, later), "photo.fixed", "what was not there is not added");
}

#[test]
fn items_that_are_not_there_cannot_be_changed() {
    let mut job = Job::on_site();
    let caption = WorkOrderCommand::CaptionPhoto { id: item(1), caption: "x".into() };
    assert_eq!(job.refused(LEAD, caption), "items.unknown");
    let remove = || WorkOrderCommand::RemoveItem { collection: "part".into(), id: item(1) };
    assert_eq!(job.refused(LEAD, remove()), "items.unknown");
    job.must(LEAD, WorkOrderCommand::UsePart(Box::new(part(1))));
    job.must(LEAD, remove());
    assert!(job.order().parts().is_empty());
    assert_eq!(job.refused(LEAD, remove()), "items.unknown");
}

#[test]
fn r13_a_quantity_is_positive() {
    let none = PartUse { quantity_milli: 0, ..part(1) };
    let command = WorkOrderCommand::UsePart(Box::new(none));
    assert_eq!(Job::on_site().refused(LEAD, command), "value.out_of_range");
}

#[test]
fn an_answer_belongs_to_the_checklist() {
    let answer = |item: &str| WorkOrderCommand::Answer { item: item.into(), value: Value::Flag(true) };
    let job = Job::on_site();
    assert_eq!(job.refused(LEAD, answer("brakes")), "checklist.unknown_item");
    assert!(job.decide(SECOND, &answer("leak")).is_ok());
}

#[test]
fn an_order_holds_two_hundred_photos() {
    let mut job = Job::on_site();
    let entry = |value| Entry { value, actor: ActorId([1; 16]), change: ChangeHash([1; 32]) };
    for number in 0..200 {
        let item = ItemRef { collection: "photo".into(), id: item(1000 + number) };
        let stage = Register { entries: vec![entry(text("work"))] };
        job.content.items.insert(item, [("stage".to_owned(), stage)].into());
    }
    let refused = job.refused(LEAD, WorkOrderCommand::AddPhoto(Box::new(photo(1, "work"))));
    assert_eq!(refused, "items.too_many");
}

#[test]
fn an_item_begins_whole() {
    let job = Job::on_site();
    let field =
        |name: &str, value| Deed::Item { collection: "photo".into(), id: item(1), field: name.into(), value };
    let deeds = [field("stage", text("work")), field("caption", text("x"))];
    let refusal = validate(&job.order(), &job.asker(LEAD), &deeds).unwrap_err();
    assert_eq!(refusal.code, "items.incomplete");
}

#[test]
fn r21_an_approved_order_changes_only_after_it_was_sent_back_and_a_closed_one_no_more() {
    let mut job = Job::approved(Outcome::Solved);
    let note = WorkOrderCommand::EditText { field: "notes".into(), base: vec![], text: "x".into() };
    let only_notes = |job: &Job, code: &str| {
        assert_eq!(job.refused(LEAD, WorkOrderCommand::UsePart(Box::new(part(2)))), code);
        assert_eq!(job.refused(DISPATCHER, set("title", text("x"))), code);
        assert!(job.decide(LEAD, &note).is_ok());
    };
    only_notes(&job, "work_order.approved");
    let mut sent_back = Job::approved(Outcome::Solved);
    sent_back.must(MANAGER, WorkOrderCommand::SendBack { reason: "A part is missing".into() });
    sent_back.must(LEAD, WorkOrderCommand::UsePart(Box::new(part(1))));
    job.must(DISPATCHER, WorkOrderCommand::Close { reason: None });
    only_notes(&job, "work_order.closed");
}

/// R32: warranty and clocks reckon from when the fault was reported.
#[test]
fn r32_when_a_fault_was_reported_is_not_a_technicians_to_rewrite() {
    let job = Job::working();
    let earlier = || set("reported_at", Value::Time(Timestamp(0)));
    for technician in [LEAD, SECOND] {
        assert_eq!(job.refused(technician, earlier()), "work_order.reported_at_is_the_offices");
    }
    assert!(job.decide(DISPATCHER, &earlier()).is_ok());
}

#[test]
fn a_change_makes_one_thing_happen_and_names_its_author() {
    let job = Job::assigned();
    let event = |who: u128| {
        let new = crate::edit::NewEvent {
            at: at(1),
            by: author(who),
            as_of: 7,
            reads: vec![],
            body: crate::event::EventBody::of(&WorkOrderEvent::Accepted {}),
        };
        Deed::Event(Box::new(place(&job.content.events, scattered_key(99), new)))
    };
    let check =
        |deeds: &[Deed]| validate(&job.order(), &job.asker(LEAD), deeds).map_err(|refusal| refusal.code);
    assert_eq!(check(&[event(LEAD)]), Ok(()));
    assert_eq!(check(&[event(LEAD), event(LEAD)]), Err("change.rule_broken".into()));
    assert_eq!(check(&[event(SECOND)]), Err("change.foreign_actor".into()));
}

#[test]
fn raising_does_not_excuse_a_fact_that_is_not_allowed() {
    let job = Job::new();
    let edits = job.decide(DISPATCHER, &raise()).unwrap();
    assert!(edits.len() > 5);
    let fact = Deed::Fact { name: "title".into(), value: text("x") };
    let refusal = validate(&job.order(), &job.asker(LEAD), &[fact]).unwrap_err();
    assert_eq!(refusal.code, "work_order.not_on_team", "nothing is written before the order is raised");
}

/// R4: a device that raises an order for nobody and nowhere is refused at the gate, whatever it decided itself.
#[test]
fn r4_a_raised_order_is_somebodys_or_somewhere() {
    let job = Job::new();
    let edits = job.decide(DISPATCHER, &raise()).unwrap();
    let without = |names: &[&str]| -> Result<(), String> {
        let deeds = edits.iter().filter_map(|edit| match edit.clone() {
            Edit::Fact { name, value } => {
                (!names.contains(&name.as_str())).then_some(Deed::Fact { name, value })
            }
            Edit::Text { field, .. } => Some(Deed::Text { field }),
            Edit::Event(new) => {
                Some(Deed::Event(Box::new(place(&job.content.events, scattered_key(99), new))))
            }
            Edit::Item { .. } | Edit::Answer { .. } | Edit::OpenSection { .. } => None,
        });
        let deeds: Vec<Deed> = deeds.collect();
        validate(&job.order(), &job.asker(DISPATCHER), &deeds).map_err(|refusal| refusal.code)
    };
    assert_eq!(without(&[fields::CUSTOMER]), Ok(()));
    assert_eq!(without(&[fields::ADDRESS]), Ok(()));
    assert_eq!(without(&[fields::CUSTOMER, fields::ADDRESS]), Err("work_order.customer_missing".into()));
}

#[test]
fn r49_one_of_two_values_of_a_part_is_chosen_also_when_it_was_taken_off_the_report() {
    let mut job = Job::working();
    job.must(LEAD, WorkOrderCommand::UsePart(Box::new(part(7))));
    let choose = |id: u128, value: Value| WorkOrderCommand::ChooseItem {
        collection: fields::PART.into(),
        id: item(id),
        field: fields::SERIAL.into(),
        value,
    };
    job.must(LEAD, choose(7, text("CP-2")));
    assert_eq!(job.order().parts()[0].used.serial.as_deref(), Some("CP-2"));
    assert_eq!(job.refused(LEAD, choose(8, text("CP-2"))), "items.unknown");
    assert_eq!(job.refused(LEAD, choose(7, Value::Flag(true))), "value.wrong_type");
    job.must(LEAD, WorkOrderCommand::RemoveItem { collection: fields::PART.into(), id: item(7) });
    job.must(LEAD, choose(7, text("CP-3")));
}

#[test]
fn r49_one_of_two_answers_is_chosen_whatever_its_visit() {
    let mut job = Job::signed(Outcome::NotSolved);
    job.must(LEAD, WorkOrderCommand::Escalate { findings: "x".into() });
    job.must(ENGINEER, WorkOrderCommand::Analyse { cause: "x".into(), plan: "y".into() });
    let choose = |item: &str| WorkOrderCommand::ChooseAnswer { item: item.into(), value: Value::Flag(true) };
    job.must(LEAD, choose("1/leak"));
    assert_eq!(job.order().answers(1)["leak"], &Value::Flag(true));
    assert_eq!(job.refused(LEAD, choose("3/leak")), "work_order.no_such_visit");
    assert_eq!(job.refused(LEAD, choose("1/colour")), "checklist.unknown_item");
}
