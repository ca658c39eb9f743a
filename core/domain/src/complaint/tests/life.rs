//! From taking down to closing: who is needed, what must be there, whose turn it is (R41).

use super::case::*;
use crate::aggregates::{self, Subject, listing};
use crate::asker::WriterKind;
use crate::complaint::gate::check_kind;
use crate::complaint::*;
use crate::id::EventKey;
use crate::records::Role;
use crate::testing::user;
use crate::time::Timestamp;
use crate::turn::Turn;
use crate::value::Money;

/// Whose turn it is: the same on the page, which has the state, and in a list, which has only what was kept of it.
fn turn(case: &Case) -> Turn {
    let policy = &case.records.policy;
    let turn = waits_for(&case.state(), policy);
    let kept = serde_json::to_string(&listing(&Subject::new(case.content.clone()).unwrap())).unwrap();
    assert_eq!(aggregates::turn(KIND, &serde_json::from_str(&kept).unwrap(), policy), turn);
    turn
}

#[test]
fn r41_a_complaint_goes_from_the_call_to_the_closed_file() {
    let mut case = Case::new();
    let mut call = taken(Channel::Phone);
    call.request = Some(document(7));
    case.must(DISPATCHER, ComplaintCommand::Take(Box::new(call)));
    assert_eq!(turn(&case).roles, [Role::Quality, Role::Manager], "it waits to be graded");
    case.document();
    assert_eq!(turn(&case).roles, [Role::Quality, Role::Engineer]);
    case.must(MANAGER, ComplaintCommand::Investigate { investigator: Some(user(ENGINEER)) });
    assert!(turn(&case).is_for(user(ENGINEER), std::iter::empty()));
    assert!(!turn(&case).is_for(user(QUALITY), [Role::Quality].into_iter()), "it is the engineer's turn");
    case.must(ENGINEER, propose(50_000));
    assert_eq!(turn(&case).roles, [Role::Dispatcher, Role::Technician]);
    case.must(TECHNICIAN, ComplaintCommand::Agree(said(Channel::OnSite)));
    assert_eq!(turn(&case).roles, [Role::Manager]);
    case.must(MANAGER, ComplaintCommand::Approve { note: String::new() });
    case.must(DISPATCHER, ComplaintCommand::LinkOrder { order: document(50) });
    case.must(TECHNICIAN, ComplaintCommand::CarryOut { on_site: true, note: "换好".into() });
    case.must(DISPATCHER, tell(Channel::Phone, Some(true)));
    assert_eq!(turn(&case).roles, [Role::Quality]);
    case.must(QUALITY, ComplaintCommand::Close { reason: None });
    let state = case.state();
    assert_eq!((state.status, state.contest.clone()), (ComplaintStatus::Closed, None));
    assert_eq!(turn(&case), Turn::default());
    let proposal = state.proposal.clone().unwrap();
    assert_eq!(proposal.agreed.map(|reply| reply.who), Some("王先生".into()));
    assert_eq!(proposal.approved_by, Some(user(MANAGER)));
    assert!(state.orders.contains(&document(50)));
    let complaint = Complaint::new(&case.content, &state);
    assert_eq!((complaint.request(), complaint.customer()), (Some(document(7)), Some(document(5))));
    assert_eq!((complaint.facts(), complaint.demand()), ("换了密封还是漏", "退货"));
    assert_eq!(complaint.findings(), findings());
}

#[test]
fn r41_a_complaint_is_somebodys_and_about_something() {
    let refused = |change: fn(&mut ComplaintTaken)| {
        let mut one = taken(Channel::Letter);
        change(&mut one);
        Case::new().refused(DISPATCHER, ComplaintCommand::Take(Box::new(one)))
    };
    assert_eq!(refused(|one| one.facts = " ".into()), "complaint.facts_missing");
    let nobody = |one: &mut ComplaintTaken| {
        one.customer = None;
        one.contact = String::new();
    };
    assert_eq!(refused(nobody), "complaint.customer_missing");
    assert_eq!(Case::documented().refused(DISPATCHER, take(Channel::Phone)), "complaint.not_now");
}

#[test]
fn r41_a_remark_on_a_signed_sheet_names_the_order_and_the_sign_off() {
    let ask = |channel, order: Option<u128>, remark: Option<u8>| {
        let order = order.map(document);
        let remark = remark.map(|key| EventKey([key; 16]));
        let one = ComplaintTaken { order, remark, ..taken(channel) };
        Case::new()
            .decide(TECHNICIAN, &ComplaintCommand::Take(Box::new(one)))
            .err()
            .map(|refusal| refusal.code)
    };
    assert_eq!(ask(Channel::Sheet, Some(50), Some(1)), None);
    assert_eq!(ask(Channel::OnSite, Some(50), None), None, "a complaint on the job, without a signature");
    for (channel, order, remark) in [
        (Channel::Sheet, Some(50), None),
        (Channel::Sheet, None, Some(1)),
        (Channel::Phone, Some(50), Some(1)),
    ] {
        assert_eq!(ask(channel, order, remark).as_deref(), Some("complaint.sheet_missing"));
    }
    let by_sheet = ComplaintCommand::Agree(said(Channel::Sheet));
    let case = Case::at(ComplaintStatus::Proposed);
    assert_eq!(case.refused(DISPATCHER, by_sheet), "complaint.no_answer_by_sheet");
}

#[test]
fn r41_no_remedy_before_grade_and_findings() {
    let mut case = Case::new();
    case.must(TECHNICIAN, take(Channel::OnSite));
    case.must(QUALITY, ComplaintCommand::Investigate { investigator: None });
    assert_eq!(case.refused(QUALITY, propose(0)), "complaint.not_graded");
    case.must(QUALITY, grade(ComplaintClass::Quality));
    assert_eq!(case.refused(QUALITY, propose(0)), "complaint.findings_missing");
    case.must(QUALITY, ComplaintCommand::RecordFindings(findings()));
    assert_eq!(case.refused(QUALITY, propose(0)), "complaint.findings_missing", "the investigation in words");
    case.must(QUALITY, edit_text(fields::INVESTIGATION));
    case.must(QUALITY, propose(0));
    assert_eq!(case.refused(QUALITY, propose(-1)), "value.out_of_range");
}

#[test]
fn r41_approval_has_a_limit_of_policy() {
    let agreed = |cost: Money| {
        let mut case = Case::at(ComplaintStatus::Investigating);
        let (remedy, plan) = (ComplaintRemedy::Compensate, reason());
        case.must(QUALITY, ComplaintCommand::Propose { remedy, plan, cost });
        case.must(DISPATCHER, ComplaintCommand::Agree(said(Channel::Phone)));
        case
    };
    let yuan = |minor| Money { minor, currency: "CNY".into() };
    let approve = || ComplaintCommand::Approve { note: String::new() };
    let mut within = agreed(yuan(200_000));
    within.must(MANAGER, approve());
    let mut above = agreed(yuan(200_001));
    let refusal = above.decide(MANAGER, &approve()).unwrap_err();
    assert_eq!(refusal.code, "complaint.above_limit");
    assert_eq!(refusal.parameters["limit"], "2000.00 CNY");
    assert_eq!(turn(&above).roles, [Role::GeneralManager]);
    above.records.policy.complaints.limit = yuan(300_000);
    assert!(above.decide(MANAGER, &approve()).is_ok(), "the limit is policy");
    above.records.policy.complaints.limit = yuan(0);
    above.must(GENERAL_MANAGER, approve());
    let foreign = agreed(Money { minor: 1, currency: "USD".into() });
    assert_eq!(foreign.refused(MANAGER, approve()), "complaint.above_limit", "not to be compared");
}

#[test]
fn r41_a_rejected_or_refused_remedy_is_proposed_anew() {
    let mut case = Case::at(ComplaintStatus::Agreed);
    assert_eq!(
        case.refused(MANAGER, ComplaintCommand::Reject { reason: " ".into() }),
        "complaint.reason_missing"
    );
    case.must(MANAGER, ComplaintCommand::Reject { reason: reason() });
    let state = case.state();
    assert_eq!((state.status, state.proposal.unwrap().agreed), (ComplaintStatus::Investigating, None));
    case.must(QUALITY, propose(1));
    case.must(TECHNICIAN, ComplaintCommand::Object(said(Channel::OnSite)));
    assert_eq!(case.status(), ComplaintStatus::Investigating);
}

#[test]
fn r41_the_customer_says_things_before_they_are_written_down() {
    let case = Case::at(ComplaintStatus::Proposed);
    let agree = |change: fn(&mut Said)| {
        let mut reply = said(Channel::Letter);
        change(&mut reply);
        ComplaintCommand::Agree(reply)
    };
    assert_eq!(case.refused(DISPATCHER, agree(|reply| reply.who = " ".into())), "complaint.who_missing");
    let later = agree(|reply| reply.said_at = Some(Timestamp(i64::MAX)));
    assert_eq!(case.refused(DISPATCHER, later), "complaint.said_later");
    assert!(case.decide(DISPATCHER, &agree(|reply| reply.said_at = Some(Timestamp(1)))).is_ok());
}

#[test]
fn r41_what_needs_no_remedy_is_answered_at_once() {
    let mut case = Case::new();
    case.must(DISPATCHER, take(Channel::Phone));
    assert_eq!(case.refused(DISPATCHER, tell(Channel::Phone, None)), "complaint.not_graded");
    case.must(QUALITY, grade(ComplaintClass::NotQuality));
    case.must(DISPATCHER, tell(Channel::Phone, Some(true)));
    assert_eq!(
        case.refused(QUALITY, ComplaintCommand::Close { reason: None }),
        "complaint.judgement_missing"
    );
    let judged = Findings { justified: Some(false), ..Findings::default() };
    case.must(QUALITY, ComplaintCommand::RecordFindings(judged));
    case.must(QUALITY, ComplaintCommand::Close { reason: None });
}

#[test]
fn r48_who_stands_before_the_customer_may_tell_them_before_the_office_has_graded() {
    let mut case = Case::new();
    case.must(TECHNICIAN, take(Channel::OnSite));
    case.must(TECHNICIAN, tell(Channel::OnSite, Some(true)));
    assert_eq!(case.status(), ComplaintStatus::Told);
    assert_eq!(case.refused(QUALITY, ComplaintCommand::Close { reason: None }), "complaint.not_graded");
    case.must(QUALITY, grade(ComplaintClass::Other));
}

#[test]
fn r41_a_justified_complaint_closes_with_its_prevention_and_an_unhappy_customer_with_a_reason() {
    let mut case = Case::at(ComplaintStatus::CarriedOut);
    case.must(DISPATCHER, tell(Channel::Phone, Some(false)));
    let close = |reason: Option<&str>| ComplaintCommand::Close { reason: reason.map(str::to_owned) };
    assert_eq!(case.refused(QUALITY, close(None)), "complaint.close_reason_missing");
    case.content.texts.remove(fields::PREVENTION);
    assert_eq!(case.refused(QUALITY, close(Some("已尽力"))), "complaint.prevention_missing");
    case.must(QUALITY, edit_text(fields::PREVENTION));
    case.must(QUALITY, close(Some("已尽力")));
}

#[test]
fn r41_a_reopened_complaint_starts_from_the_investigation() {
    let mut case = Case::at(ComplaintStatus::Closed);
    case.must(QUALITY, ComplaintCommand::Reopen { reason: reason() });
    let state = case.state();
    assert_eq!(state.status, ComplaintStatus::Investigating);
    assert_eq!((state.outcome, state.settled_at), (None, None));
    assert!(state.answered_at.is_some(), "the customer had an answer all the same");
}

#[test]
fn r41_a_merged_complaint_names_another_one() {
    let mut case = Case::documented();
    let itself = case.content.id;
    assert_eq!(
        case.refused(QUALITY, ComplaintCommand::Merge { into: itself }),
        "complaint.merge_into_itself"
    );
    case.must(QUALITY, ComplaintCommand::Merge { into: document(9) });
    assert_eq!(case.state().merged_into, Some(document(9)));
}

#[test]
fn r41_an_investigator_is_somebody_who_can() {
    let mut case = Case::documented();
    let investigate = |who| ComplaintCommand::Investigate { investigator: Some(user(who)) };
    for who in [TECHNICIAN, 99] {
        assert_eq!(case.refused(QUALITY, investigate(who)), "complaint.not_an_investigator");
    }
    case.records.staff.get_mut(&user(ENGINEER)).unwrap().active = false;
    assert_eq!(case.refused(QUALITY, investigate(ENGINEER)), "complaint.not_an_investigator");
    case.must(QUALITY, investigate(MANAGER));
}

#[test]
fn r9_a_key_of_the_office_writes_nothing_of_the_field() {
    let mut case = Case::at(ComplaintStatus::Proposed);
    case.writer = WriterKind::Office;
    let on_site = ComplaintCommand::Agree(said(Channel::OnSite));
    assert_eq!(case.refused(MANAGER, on_site), "access.field_only");
    case.must(MANAGER, ComplaintCommand::Agree(said(Channel::Phone)));
    assert_eq!(
        check_kind(WriterKind::Office, ComplaintKind::ToldOnSite).unwrap_err().code,
        "access.field_only"
    );
    assert_eq!(check_kind(WriterKind::Device, ComplaintKind::ToldOnSite), Ok(()));
}

#[test]
fn events_and_commands_are_stored_in_a_stable_form() {
    let stored = serde_json::to_string(&ComplaintCommand::Grade {
        class: ComplaintClass::NotQuality,
        severity: Severity::Minor,
        note: String::new(),
    });
    assert_eq!(stored.unwrap(), r#"{"grade":{"class":"not_quality","severity":"minor","note":""}}"#);
    let event = ComplaintEvent::Agreed(Reply {
        who: "王".into(),
        channel: Channel::OnSite,
        said_at: Timestamp(7),
        words: String::new(),
    });
    let text = r#"{"agreed":{"who":"王","channel":"on_site","said_at":7,"words":""}}"#;
    assert_eq!(serde_json::to_string(&event).unwrap(), text);
    assert_eq!(serde_json::from_str::<ComplaintEvent>(text).unwrap(), event);
}
