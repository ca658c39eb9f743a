//! The customer's sign-off (R16–R20).

use super::samples::*;
use super::testing::*;
use crate::work_order::*;

#[test]
fn r16_nobody_signs_before_the_work_is_finished() {
    for job in [Job::new(), Job::raised(), Job::assigned(), Job::on_site(), Job::documented()] {
        for who in [LEAD, SECOND, DISPATCHER, MANAGER] {
            for kind in [SignoffKind::Signed, SignoffKind::Refused, SignoffKind::LinkSigned] {
                let refusal = job.decide(who, &sign(kind)).unwrap_err();
                assert_eq!(refusal.code, "signoff.before_finished");
                assert_eq!(refusal.parameters["status"], job.status().name());
            }
        }
    }
}

#[test]
fn r17_the_customer_signs_a_finished_job_with_the_lead_as_witness() {
    let job = Job::signed(Outcome::Solved);
    let state = job.state();
    assert_eq!(state.status, Status::Finished, "the sign-off is an axis of its own");
    assert_eq!(state.signoff.unwrap().kind, SignoffKind::Signed);
    assert_eq!(job.order().signoff().unwrap().rating.unwrap().quality, 4);
}

#[test]
fn r19_a_standing_sign_off_is_not_replaced_and_a_void_one_is() {
    let mut job = Job::signed(Outcome::Solved);
    let first = job.state().signoff.unwrap().event;
    let reopen = WorkOrderCommand::Reopen { reason: "x".into() };
    assert_eq!(job.refused(LEAD, sign(SignoffKind::Signed)), "signoff.stands");
    assert_eq!(job.refused(LEAD, reopen.clone()), "signoff.stands");
    job.void = true;
    assert!(job.decide(LEAD, &reopen).is_ok());
    assert_eq!(job.refused(MANAGER, WorkOrderCommand::Approve { note: String::new() }), "signoff.missing");
    job.must(LEAD, sign(SignoffKind::SignedWithReservations));
    assert_ne!(job.state().signoff.unwrap().event, first);
}

#[test]
fn r20_every_outcome_has_what_it_needs() {
    let job = Job::finished(Outcome::Solved);
    let refused = |record: SignoffRecord| job.refused(LEAD, WorkOrderCommand::SignOff(Box::new(record)));
    let signed = || signoff(SignoffKind::Signed);
    assert_eq!(refused(SignoffRecord { signatory: None, ..signed() }), "signoff.signatory_missing");
    assert_eq!(refused(SignoffRecord { strokes: None, ..signed() }), "signoff.strokes_missing");
    for kind in [SignoffKind::SignedWithReservations, SignoffKind::Refused, SignoffKind::NobodyPresent] {
        let silent = SignoffRecord { remarks: " ".into(), ..signoff(kind) };
        assert_eq!(refused(silent), "signoff.reason_missing");
        assert!(job.decide(LEAD, &sign(kind)).is_ok(), "{kind:?}");
    }
}

#[test]
fn r18_nobody_rates_or_signs_where_no_customer_is() {
    let job = Job::finished(Outcome::Solved);
    let signed = signoff(SignoffKind::Signed);
    let rated = SignoffRecord { rating: signed.rating, ..signoff(SignoffKind::NobodyPresent) };
    let hand = SignoffRecord { strokes: signed.strokes.clone(), ..signoff(SignoffKind::NobodyPresent) };
    for record in [rated, hand] {
        let command = WorkOrderCommand::SignOff(Box::new(record));
        assert_eq!(job.refused(LEAD, command), "signoff.not_the_signatory");
    }
}

#[test]
fn r17_a_company_stamps_only_what_somebody_signed_for_it() {
    let job = Job::finished(Outcome::Solved);
    let stamped = |kind, stage| {
        let stamp = Some(Box::new(photo(9, stage)));
        WorkOrderCommand::SignOff(Box::new(SignoffRecord { stamp, ..signoff(kind) }))
    };
    assert!(job.decide(LEAD, &stamped(SignoffKind::Signed, "stamp")).is_ok());
    assert_eq!(job.refused(LEAD, stamped(SignoffKind::Signed, "work")), "value.not_a_choice");
    for kind in [SignoffKind::Refused, SignoffKind::NobodyPresent] {
        assert_eq!(job.refused(LEAD, stamped(kind, "stamp")), "signoff.not_the_signatory");
    }
}

#[test]
fn r18_there_is_no_other_place_for_a_rating() {
    let job = Job::finished(Outcome::Solved);
    for name in ["rating", "remarks", "1/rating"] {
        let value = crate::value::Value::Integer(5);
        let command = WorkOrderCommand::SetFact { name: name.into(), value };
        assert_eq!(job.refused(LEAD, command), "fact.unknown");
    }
}

#[test]
fn r17_each_mark_is_from_one_to_five() {
    let job = Job::finished(Outcome::Solved);
    for mark in [0, 6] {
        let mut record = signoff(SignoffKind::Signed);
        record.rating.as_mut().unwrap().attitude = mark;
        assert_eq!(job.refused(LEAD, WorkOrderCommand::SignOff(Box::new(record))), "signoff.rating");
    }
}

#[test]
fn r19_a_sign_off_names_the_version_and_the_statement() {
    let job = Job::finished(Outcome::Solved);
    let whole = || signoff(SignoffKind::Signed);
    let broken = [
        SignoffRecord { heads: vec![], ..whole() },
        SignoffRecord { statement: String::new(), ..whole() },
        SignoffRecord { statement: "x".repeat(300_000), ..whole() },
    ];
    for record in broken {
        assert_eq!(job.refused(LEAD, WorkOrderCommand::SignOff(Box::new(record))), "statement.invalid");
    }
}

#[test]
fn r20_a_link_lets_the_customer_sign_the_same_report_later() {
    let mut job = Job::finished(Outcome::Solved);
    assert_eq!(job.refused(DISPATCHER, sign(SignoffKind::LinkSigned)), "signoff.missing");
    job.must(LEAD, sign(SignoffKind::NobodyPresent));
    assert_eq!(job.refused(LEAD, sign(SignoffKind::LinkSigned)), "access.office_only");
    let other =
        SignoffRecord { report_digest: crate::id::Digest([9; 32]), ..signoff(SignoffKind::LinkSigned) };
    assert_eq!(job.refused(DISPATCHER, WorkOrderCommand::SignOff(Box::new(other))), "signoff.other_report");
    job.must(MANAGER, WorkOrderCommand::Approve { note: String::new() });
    job.must(DISPATCHER, sign(SignoffKind::LinkSigned));
    let state = job.state();
    assert_eq!((state.status, state.signoff.unwrap().kind), (Status::Approved, SignoffKind::LinkSigned));
    assert_eq!(job.refused(DISPATCHER, sign(SignoffKind::LinkSigned)), "signoff.stands");
}

/// R12, R13: what was taken out again after the work was finished is missed where the customer would sign.
#[test]
fn r12_a_report_that_was_emptied_after_the_work_was_finished_is_not_signed() {
    let text = |text: &str| {
        let field = fields::of_visit(1, fields::WORK_DONE);
        WorkOrderCommand::EditText { field, base: vec![], text: text.into() }
    };
    let mut job = Job::finished(Outcome::Solved);
    job.must(LEAD, text(""));
    for kind in [SignoffKind::Signed, SignoffKind::Refused, SignoffKind::NobodyPresent] {
        assert_eq!(job.refused(LEAD, sign(kind)), "finish.work_done_missing");
    }
    assert_eq!(may_sign_off(&job.order(), &job.asker(LEAD)).unwrap_err().code, "finish.work_done_missing");
    job.must(LEAD, text("换密封"));
    job.must(LEAD, sign(SignoffKind::Signed));
}

#[test]
fn r21_an_order_is_closed_under_a_settled_sign_off_only() {
    let mut job = Job::approved(Outcome::Solved);
    job.void = true;
    assert_eq!(job.refused(DISPATCHER, WorkOrderCommand::Close { reason: None }), "signoff.missing");
    job.void = false;
    job.must(DISPATCHER, WorkOrderCommand::Close { reason: None });
}

#[test]
fn r21_approval_and_receipt_need_a_settled_sign_off() {
    let job = Job::finished(Outcome::Solved);
    assert_eq!(job.refused(MANAGER, WorkOrderCommand::Approve { note: String::new() }), "signoff.missing");
    assert_eq!(job.refused(DISPATCHER, WorkOrderCommand::ReceiveReport), "signoff.missing");
    let mut job = Job::finished(Outcome::Solved);
    job.must(LEAD, sign(SignoffKind::Refused));
    job.must(DISPATCHER, WorkOrderCommand::ReceiveReport);
    job.must(MANAGER, WorkOrderCommand::Approve { note: String::new() });
}
