//! Two people who do not know of each other (R5): the same rules as an order's, by the same engine.

use super::case::*;
use crate::complaint::ComplaintStatus as S;
use crate::complaint::*;
use crate::flow::Standing;
use crate::id::EventKey;

/// What comes of two acts on one complaint, each made without knowledge of the other, whichever sorts first.
fn apart(
    from: S,
    (one, first): (u128, ComplaintCommand),
    (other, second): (u128, ComplaintCommand),
    claim: impl Fn(Case, EventKey, EventKey),
) {
    for (low, high) in [(1, 200), (200, 1)] {
        let mut here = Case::at(from);
        let mut there = here.clone();
        (here.key, there.key) = (low, high);
        here.must(one, first.clone());
        there.must(other, second.clone());
        let (mine, theirs) = (here.last(), there.last());
        let mut merged = there.clone();
        merged.merge(&here);
        here.merge(&there);
        assert_eq!(here.state(), merged.state(), "both replicas say the same");
        here.key = 220;
        here.now += 100;
        claim(here, mine, theirs);
    }
}

fn close() -> ComplaintCommand {
    ComplaintCommand::Close { reason: None }
}

fn reopen() -> ComplaintCommand {
    ComplaintCommand::Reopen { reason: reason() }
}

fn settle(drop: Vec<EventKey>, stands: Option<EventKey>) -> ComplaintCommand {
    ComplaintCommand::Settle { drop, stands, reason: reason() }
}

#[test]
fn r5_closed_here_and_reopened_there_is_contested_until_somebody_settles_it() {
    apart(S::Told, (QUALITY, close()), (DISPATCHER, reopen()), |case, closed, reopened| {
        let state = case.state();
        assert_eq!((state.status, state.is_contested()), (S::Investigating, true));
        let mut goes_on = case.clone();
        goes_on.must(MANAGER, settle(vec![closed], None));
        assert_eq!((goes_on.status(), goes_on.state().contest), (S::Investigating, None));
        let mut ends = case;
        ends.must(MANAGER, settle(vec![reopened], None));
        assert_eq!((ends.status(), ends.state().contest), (S::Closed, None));
        assert!(ends.state().outcome.is_some(), "what the reopening undid is there again");
    });
}

#[test]
fn r5_approved_here_and_withdrawn_there_is_contested_until_somebody_settles_it() {
    let approve = || ComplaintCommand::Approve { note: String::new() };
    for channel in [Channel::Phone, Channel::OnSite] {
        let withdraw = ComplaintCommand::Withdraw(said(channel));
        apart(S::Agreed, (MANAGER, approve()), (TECHNICIAN, withdraw), |mut case, approved, withdrawn| {
            let state = case.state();
            assert_eq!((state.status, state.is_contested()), (S::Withdrawn, true));
            let drop = vec![approved];
            case.must(DISPATCHER, settle(drop, None));
            let state = case.state();
            assert_eq!((state.status, state.contest.clone()), (S::Withdrawn, None));
            assert_eq!(state.judged(withdrawn).unwrap().standing, Standing::Kept);
            assert_eq!(state.proposal.unwrap().approved_by, None);
        });
    }
}

#[test]
fn r5_agreed_on_site_beside_a_proposal_sent_back_stands_and_is_contested() {
    let agree = ComplaintCommand::Agree(said(Channel::OnSite));
    let send_back = ComplaintCommand::SendBack { reason: reason() };
    apart(S::Proposed, (TECHNICIAN, agree), (MANAGER, send_back), |case, agreed, sent_back| {
        let state = case.state();
        assert_eq!(state.status, S::Agreed, "the status follows from the field's fact");
        assert_eq!(state.judged(agreed).unwrap().standing, Standing::Kept);
        assert_eq!(state.contest.clone().unwrap().dropped, [sent_back]);
        assert_eq!(waits_for(&state, &case.records.policy).roles.len(), 3, "somebody settles it first");
        let mut confirmed = case.clone();
        confirmed.must(MANAGER, settle(vec![sent_back], None));
        assert_eq!((confirmed.status(), confirmed.state().contest), (S::Agreed, None));
        assert_eq!(case.refused(MANAGER, settle(vec![agreed], None)), "complaint.cannot_settle_so");
        assert_eq!(case.refused(TECHNICIAN, settle(vec![sent_back], None)), "access.wrong_role");
    });
}

#[test]
fn r5_two_answers_of_the_customer_are_both_kept_and_a_person_says_which_counts() {
    let agree = ComplaintCommand::Agree(said(Channel::OnSite));
    let object = ComplaintCommand::Object(said(Channel::OnSite));
    apart(S::Proposed, (TECHNICIAN, agree), (ENGINEER, object), |mut case, agreed, objected| {
        let state = case.state();
        assert!(state.is_contested());
        assert!([agreed, objected].iter().all(|key| state.judged(*key).unwrap().standing.is_fact()));
        case.must(QUALITY, settle(vec![], Some(agreed)));
        let state = case.state();
        assert_eq!((state.status, state.contest.clone()), (S::Agreed, None));
        assert!(state.proposal.unwrap().agreed.is_some(), "what the choice says is so");
    });
}

#[test]
fn r5_the_customer_agreed_to_what_they_were_shown_and_not_to_a_newer_proposal() {
    let agree = ComplaintCommand::Agree(said(Channel::OnSite));
    apart(S::Proposed, (TECHNICIAN, agree), (QUALITY, propose(90_000)), |mut case, _, proposed| {
        assert!(case.state().is_contested());
        case.must(QUALITY, settle(vec![proposed], None));
        let state = case.state();
        assert_eq!((state.status, state.contest.clone()), (S::Agreed, None));
        assert_eq!(state.proposal.unwrap().cost.minor, 0);
    });
}

#[test]
fn r5_different_grades_are_contested_and_the_same_grade_twice_is_not() {
    let (quality, other) = (grade(ComplaintClass::Quality), grade(ComplaintClass::Other));
    apart(S::Taken, (QUALITY, quality.clone()), (MANAGER, other), |case, _, _| {
        assert!(case.state().is_contested());
    });
    apart(S::Taken, (QUALITY, quality.clone()), (MANAGER, quality), |case, _, _| {
        assert!(!case.state().is_contested());
    });
}

#[test]
fn r5_a_grade_and_an_order_stand_beside_whatever_else_happens() {
    let link = ComplaintCommand::LinkOrder { order: document(50) };
    apart(S::Told, (QUALITY, close()), (TECHNICIAN, link), |case, _, _| {
        let state = case.state();
        assert_eq!((state.status, state.contest), (S::Closed, None));
        assert!(state.orders.contains(&document(50)), "what was raised was raised");
    });
    let agree = ComplaintCommand::Agree(said(Channel::OnSite));
    apart(S::Proposed, (QUALITY, grade(ComplaintClass::Other)), (TECHNICIAN, agree), |case, _, _| {
        let state = case.state();
        assert_eq!((state.status, state.contest), (S::Agreed, None));
        assert_eq!(state.grade.unwrap().class, ComplaintClass::Other);
    });
}

#[test]
fn r5_the_same_thing_said_twice_is_no_contest() {
    let told = || tell(Channel::OnSite, Some(true));
    apart(S::CarriedOut, (TECHNICIAN, told()), (ENGINEER, told()), |case, _, _| {
        assert_eq!((case.status(), case.state().contest), (S::Told, None));
    });
    let unhappy = tell(Channel::OnSite, Some(false));
    apart(S::CarriedOut, (TECHNICIAN, told()), (ENGINEER, unhappy), |case, _, _| {
        assert!(case.state().is_contested(), "satisfied and not satisfied");
    });
}

#[test]
fn r5_merged_into_two_others_at_once_is_contested() {
    let merge = |into| ComplaintCommand::Merge { into: document(into) };
    apart(S::Taken, (QUALITY, merge(8)), (DISPATCHER, merge(9)), |case, _, _| {
        assert_eq!(case.status(), S::Merged);
        assert!(case.state().is_contested());
    });
}

#[test]
fn r5_two_settlements_that_did_not_know_of_each_other_leave_it_contested() {
    apart(S::Told, (QUALITY, close()), (DISPATCHER, reopen()), |case, closed, reopened| {
        let mut there = case.clone();
        let mut here = case;
        there.key = 230;
        here.must(QUALITY, settle(vec![closed], None));
        there.must(MANAGER, settle(vec![reopened], None));
        here.merge(&there);
        assert_eq!(here.state().contest.unwrap().settlements.len(), 2);
        assert_eq!(here.refused(ENGINEER, settle(vec![], None)), "access.wrong_role");
        here.must(QUALITY, settle(vec![closed], None));
        assert!(!here.state().is_contested(), "somebody who knew of both decided");
    });
}
