//! What a complaint holds beside its events: numbers, words, photos, links.

use super::case::*;
use crate::aggregates::Command;
use crate::asker::WriterKind;
use crate::complaint::*;
use crate::edit::Deed;
use crate::id::Digest;
use crate::photo;
use crate::value::Value;

fn set(name: &str, value: Value) -> ComplaintCommand {
    ComplaintCommand::SetFact { name: name.into(), value }
}

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

/// What a command links to is known before it is written; whoever has all documents looks for them first.
#[test]
fn r41_every_document_a_command_links_to_is_named_with_its_kind() {
    use crate::{asset, customer, work_order};
    let named = |command: ComplaintCommand| Command::Complaint(command).named();
    let (other, reason) = (document(9), String::new());
    assert_eq!(named(ComplaintCommand::Merge { into: other }), [(other, KIND)]);
    assert_eq!(named(ComplaintCommand::LinkOrder { order: other }), [(other, work_order::KIND)]);
    let link = ComplaintCommand::LinkSimilar { id: item(1), complaint: other, reason };
    assert_eq!(named(link), [(other, KIND)]);
    let set = |name: &str| named(ComplaintCommand::SetFact { name: name.into(), value: Value::Id(other.0) });
    assert_eq!(set(fields::CUSTOMER), [(other, customer::KIND)]);
    assert_eq!(set(fields::ASSET), [(other, asset::KIND)]);
    assert!(set(fields::RESPONSIBLE_PERSON).is_empty(), "a person is no document");
    assert_eq!(named(take(Channel::Phone)), [(document(5), customer::KIND)]);
    assert!(named(grade(ComplaintClass::Other)).is_empty());
}

#[test]
fn r1_only_the_office_gives_numbers_and_the_devices_own_is_kept() {
    let mut case = Case::new();
    let one = ComplaintTaken { provisional: Some("T2-4".into()), ..taken(Channel::OnSite) };
    case.must(TECHNICIAN, ComplaintCommand::Take(Box::new(one)));
    let shown = |case: &Case| Complaint::new(&case.content, &case.state()).shown_number().to_owned();
    assert_eq!(shown(&case), "T2-4");
    let number = set(fields::NUMBER, text("CP-2026-0001"));
    assert_eq!(case.refused(MANAGER, number.clone()), "complaint.number_is_the_servers");
    let provisional = set(fields::PROVISIONAL_NUMBER, text("T2-5"));
    assert_eq!(case.refused(TECHNICIAN, provisional), "complaint.kept_as_taken");
    case.writer = WriterKind::Office;
    case.must(DISPATCHER, number);
    assert_eq!(shown(&case), "CP-2026-0001");
    assert_eq!(case.state().origin.unwrap().provisional.as_deref(), Some("T2-4"));
}

#[test]
fn r1_a_complaint_that_was_withdrawn_meanwhile_still_gets_its_number_and_notes_and_nothing_else() {
    let mut case = Case::at(ComplaintStatus::Withdrawn);
    case.must(DISPATCHER, edit_text(fields::NOTES));
    assert_eq!(case.refused(DISPATCHER, edit_text(fields::FACTS)), "complaint.over");
    assert_eq!(case.refused(QUALITY, set(fields::TITLE, text("x"))), "complaint.over");
    case.writer = WriterKind::Office;
    case.must(DISPATCHER, set(fields::NUMBER, text("CP-2026-0001")));
}

#[test]
fn r14_a_photo_is_evidence_and_does_not_change() {
    let mut case = Case::documented();
    case.must(TECHNICIAN, ComplaintCommand::AddPhoto(Box::new(photo(1))));
    let state = case.state();
    assert_eq!(Complaint::new(&case.content, &state).photos(), [photo(1)]);
    let again = photo::PhotoRecord { normal: Digest([9; 32]), ..photo(1) };
    assert_eq!(case.refused(TECHNICIAN, ComplaintCommand::AddPhoto(Box::new(again))), "photo.fixed");
    case.must(QUALITY, ComplaintCommand::CaptionPhoto { id: item(1), caption: "泵体".into() });
    assert_eq!(Complaint::new(&case.content, &case.state()).photos()[0].caption, "泵体");
    let unknown = ComplaintCommand::CaptionPhoto { id: item(2), caption: "泵体".into() };
    assert_eq!(case.refused(QUALITY, unknown), "items.unknown");
    let remove = |id| ComplaintCommand::RemoveItem { collection: photo::PHOTO.into(), id: item(id) };
    assert_eq!(case.refused(QUALITY, remove(2)), "items.unknown");
    case.must(QUALITY, remove(1));
    assert!(Complaint::new(&case.content, &case.state()).photos().is_empty());
    let removed = ComplaintCommand::CaptionPhoto { id: item(1), caption: "x".into() };
    assert_eq!(case.refused(QUALITY, removed), "items.unknown");
}

#[test]
fn r14_a_photo_begins_whole_at_a_known_stage() {
    let case = Case::documented();
    let elsewhere = photo::PhotoRecord { stage: "holiday".into(), ..photo(1) };
    let add = |photo| ComplaintCommand::AddPhoto(Box::new(photo));
    assert_eq!(case.refused(TECHNICIAN, add(elsewhere)), "value.not_a_choice");
    let part = Deed::Item {
        collection: photo::PHOTO.into(),
        id: item(3),
        field: photo::STAGE.into(),
        value: text("fault"),
    };
    assert_eq!(case.judge(TECHNICIAN, &[part]), Err("items.incomplete".to_owned()));
}

#[test]
fn r41_complaints_that_are_alike_are_linked() {
    let mut case = Case::documented();
    let link =
        |complaint| ComplaintCommand::LinkSimilar { id: item(1), complaint, reason: "同批密封".into() };
    assert_eq!(case.refused(QUALITY, link(case.content.id)), "complaint.similar_to_itself");
    case.must(QUALITY, link(document(8)));
    let state = case.state();
    let found = Complaint::new(&case.content, &state).similar();
    assert_eq!((found[0].complaint, found[0].reason.as_str()), (document(8), "同批密封"));
}

#[test]
fn r41_findings_are_for_those_who_investigate() {
    let mut case = Case::documented();
    for who in [DISPATCHER, TECHNICIAN, GENERAL_MANAGER] {
        assert_eq!(case.refused(who, ComplaintCommand::RecordFindings(findings())), "access.wrong_role");
        assert_eq!(case.refused(who, edit_text(fields::INVESTIGATION)), "access.wrong_role");
    }
    let of_class = |class: &str| Findings { cause_class: Some(class.into()), ..Findings::default() };
    let record = |findings| ComplaintCommand::RecordFindings(findings);
    assert_eq!(case.refused(ENGINEER, record(of_class("fate"))), "value.not_a_choice");
    case.must(ENGINEER, record(of_class("design")));
    case.records.policy.complaints.units = vec!["总装".into()];
    assert_eq!(case.refused(ENGINEER, record(findings())), "value.not_a_choice", "policy lists the units");
}

#[test]
fn r41_the_facts_stay_in_the_customers_words() {
    let mut case = Case::new();
    case.must(TECHNICIAN, take(Channel::OnSite));
    case.must(TECHNICIAN, edit_text(fields::FACTS));
    case.must(QUALITY, edit_text(fields::FACTS));
    let mut other = Case::new();
    other.must(DISPATCHER, take(Channel::Phone));
    assert_eq!(other.refused(TECHNICIAN, edit_text(fields::FACTS)), "access.wrong_role");
    other.must(TECHNICIAN, edit_text(fields::NOTES));
}

#[test]
fn strangers_and_auditors_write_nothing() {
    let case = Case::documented();
    for who in [WAREHOUSE, ADMINISTRATOR, AUDITOR] {
        assert_eq!(case.refused(who, edit_text(fields::NOTES)), "access.wrong_role");
    }
    assert_eq!(case.refused(77, edit_text(fields::NOTES)), "access.forbidden");
}
