//! What every ledger must do, whatever its engine: claims over the traits, run once for each engine.

mod blobs;
mod fixtures;
mod reviews;

use std::collections::BTreeSet;

use jobsheet_domain::asset;
use jobsheet_domain::complaint;
use jobsheet_domain::customer;
use jobsheet_domain::id::{ActorId, DeviceId, Digest, EventKey, OrganisationId};
use jobsheet_domain::language::Language;
use jobsheet_domain::records::Role;
use jobsheet_domain::request;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order;
use jobsheet_signing::{AttestationForm, Custody};
use uuid::Uuid;

use super::sqlite::SqliteLedger;
use super::{
    Commit, Decision, Device, Enrolment, EnrolmentUse, Fork, Ledger, LedgerError, ListQuery, Listed, News,
    NumberTaken, ProofUse, RefusedRun, RefusedState, Repetition, Session, Stay, StoredStatement, User,
};
use crate::ledger::FeedQuery;
use fixtures::{
    NOW, ORG, asked, commit, device, document, enrol, hash, news, of, refused, store, upload, user,
    with_organisation,
};

use blobs::{
    a_blob_is_here_once_its_upload_finished, a_blob_is_read_by_its_sender_and_where_its_sender_named_it,
    only_blobs_that_nothing_can_name_any_more_are_forgotten, what_a_device_uploads_in_a_day_is_counted,
};
use reviews::{
    a_decision_is_made_once_and_stays, a_fork_is_kept_once, refused_runs_are_kept,
    what_is_stored_waits_no_longer,
};

macro_rules! claims {
    ($($claim:ident),* $(,)?) => {
        mod sqlite_ledger {
            use super::*;
            $(
                #[test]
                fn $claim() {
                    let folder = tempfile::tempdir().unwrap();
                    let ledger = SqliteLedger::open(&folder.path().join("ledger.sqlite")).unwrap();
                    super::$claim(&with_organisation(ledger));
                }
            )*
        }
    };
}

claims!(
    an_organisation_is_remembered,
    people_are_found_by_name_and_id,
    a_session_ends_in_time_and_on_request,
    a_repeated_request_hears_the_first_answer,
    a_code_enrols_once_and_in_time,
    what_a_maker_says_of_a_key_is_kept_with_its_device,
    a_proof_is_used_once_and_old_nonces_end,
    a_device_has_few_nonces_and_few_proofs_with_each,
    what_a_device_uploads_in_a_day_is_counted,
    records_are_read_as_of_a_position,
    the_list_of_keys_only_grows_and_only_from_its_end,
    a_commit_on_an_old_version_is_a_conflict,
    a_run_of_a_device_revoked_meanwhile_is_a_conflict,
    numbers_have_no_gap,
    lists_filter_by_every_column,
    a_row_is_made_again_by_a_later_version_of_the_same_document_only,
    scope_follows_members_links_and_history,
    a_stay_is_known_with_its_end_and_its_first_beginning,
    when_a_position_was_passed_is_noted_every_hour,
    a_feed_goes_on_after_a_document,
    a_feed_tells_only_of_kinds_the_device_can_read_and_later_of_those_it_learnt,
    a_device_enrolled_later_enters_its_scope,
    receipts_know_their_position,
    refused_runs_are_kept,
    a_decision_is_made_once_and_stays,
    what_is_stored_waits_no_longer,
    a_fork_is_kept_once,
    a_blob_is_here_once_its_upload_finished,
    a_blob_is_read_by_its_sender_and_where_its_sender_named_it,
    only_blobs_that_nothing_can_name_any_more_are_forgotten,
);

fn an_organisation_is_remembered(ledger: &impl Ledger) {
    let found = ledger.organisation().unwrap().unwrap();
    assert_eq!((found.id, found.seed, found.epoch), (ORG, Some([7; 32]), 3));
    ledger.forget_seed(ORG).unwrap();
    assert_eq!(ledger.organisation().unwrap().unwrap().seed, None);
    assert_eq!(ledger.position(ORG).unwrap(), 0);
}

fn people_are_found_by_name_and_id(ledger: &impl Ledger) {
    let mut li = User {
        id: user(1),
        name: "li".into(),
        full_name: "李敏".into(),
        password: "x".into(),
        roles: BTreeSet::from([Role::Technician, Role::Manager]),
        language: Language::Traditional,
        active: true,
    };
    ledger.put_user(ORG, &li).unwrap();
    li.active = false;
    ledger.put_user(ORG, &li).unwrap();
    assert_eq!(ledger.user(ORG, user(1)).unwrap(), Some(li.clone()));
    assert_eq!(ledger.user_by_name(ORG, "li").unwrap(), Some(li.clone()));
    assert_eq!(ledger.users(ORG).unwrap(), [li]);
    assert_eq!(ledger.user_by_name(OrganisationId(Uuid::from_u128(2)), "li").unwrap(), None);
}

fn a_session_ends_in_time_and_on_request(ledger: &impl Ledger) {
    let session = Session { token: [1; 32], user: user(1), expires_at: Timestamp(2_000) };
    ledger.put_session(ORG, &session, NOW).unwrap();
    assert_eq!(ledger.session(ORG, &[1; 32], Timestamp(1_999)).unwrap(), Some(session));
    assert_eq!(ledger.session(ORG, &[1; 32], Timestamp(2_000)).unwrap(), None);
    ledger.end_session(ORG, &[1; 32]).unwrap();
    assert_eq!(ledger.session(ORG, &[1; 32], NOW).unwrap(), None);
}

fn a_repeated_request_hears_the_first_answer(ledger: &impl Ledger) {
    let begin = |request: u8, stale| {
        ledger.begin_request(ORG, user(1), "k", &[request; 32], NOW, Timestamp(stale)).unwrap()
    };
    assert_eq!(begin(1, 0), Repetition::First);
    assert_eq!(begin(1, 0), Repetition::UnderWay);
    assert_eq!(begin(1, 1_000), Repetition::First, "its process died");
    ledger.finish_request(ORG, user(1), "k", 409, b"no").unwrap();
    assert_eq!(begin(1, 5_000), Repetition::Answered { status: 409, answer: b"no".to_vec() });
    assert_eq!(begin(2, 0), Repetition::Different);
    assert_eq!(ledger.forget_answers(ORG, NOW).unwrap(), 0, "none is older");
    ledger.forget_request(ORG, user(1), "k").unwrap();
    assert_eq!(begin(2, 0), Repetition::First);
}

fn what_a_maker_says_of_a_key_is_kept_with_its_device(ledger: &impl Ledger) {
    let enrolment =
        Enrolment { code: [1; 32], user: user(1), issued_by: user(2), expires_at: Timestamp(2_000) };
    ledger.put_enrolment(ORG, &enrolment).unwrap();
    let custody = Some(Custody::Unverified { form: AttestationForm::AndroidKey, attestation: [7; 32] });
    let kept = Device { custody: custody.clone(), ..device(1, user(1)) };
    let used = ledger.enrol(ORG, &[1; 32], &kept, Some(b"{}"), Timestamp(1_000)).unwrap();
    assert_eq!(used, EnrolmentUse::Enrolled(1));
    assert_eq!(ledger.device(ORG, kept.id).unwrap().unwrap().custody, custody);
    assert_eq!(ledger.attestation(ORG, &[7; 32]).unwrap().as_deref(), Some(&b"{}"[..]));
    assert_eq!(ledger.attestation(ORG, &[8; 32]).unwrap(), None);
}

fn a_code_enrols_once_and_in_time(ledger: &impl Ledger) {
    let enrolment =
        Enrolment { code: [1; 32], user: user(1), issued_by: user(2), expires_at: Timestamp(2_000) };
    ledger.put_enrolment(ORG, &enrolment).unwrap();
    let enrol = |code: u8, number, now| {
        ledger.enrol(ORG, &[code; 32], &device(number, user(1)), None, Timestamp(now)).unwrap()
    };
    assert_eq!(enrol(2, 1, 1_000), EnrolmentUse::Unknown);
    assert_eq!(enrol(1, 1, 2_000), EnrolmentUse::Expired);
    assert_eq!(enrol(1, 1, 1_999), EnrolmentUse::Enrolled(1));
    assert_eq!(enrol(1, 2, 1_999), EnrolmentUse::Used);
    let found = ledger.device_by_key(ORG, &[1; 32]).unwrap().unwrap();
    assert_eq!((found.valid_from, found.confirmed, found.revoked_at), (1, false, None));
    assert_eq!((found.issued_by, found.confirmed_by), (Some(user(2)), None));
    ledger.confirm_device(ORG, found.id, user(3)).unwrap();
    ledger.confirm_device(ORG, found.id, user(4)).unwrap();
    assert_eq!(ledger.revoke_device(ORG, found.id).unwrap(), 2);
    ledger.revoke_device(ORG, found.id).unwrap();
    let found = ledger.device(ORG, found.id).unwrap().unwrap();
    assert_eq!((found.confirmed, found.revoked_at), (true, Some(2)), "the first revocation counts");
    assert_eq!(found.confirmed_by, Some(user(3)), "the first confirmation counts");
    assert_eq!(ledger.revoked_keys(ORG).unwrap(), BTreeSet::from([[1; 32]]));
}

fn a_proof_is_used_once_and_old_nonces_end(ledger: &impl Ledger) {
    let tablet = enrol(ledger, 1, user(1)).id;
    let give = |nonce: u8| ledger.put_nonce(ORG, tablet, &[nonce; 16], Timestamp(9_000)).unwrap();
    let prove = |nonce: u8, id: &str, now, end| {
        ledger.use_proof(ORG, tablet, &[nonce; 16], id, Timestamp(now), Timestamp(end)).unwrap()
    };
    give(1);
    give(2);
    assert_eq!(prove(3, "a", 1_000, 1_500), ProofUse::UnknownNonce);
    assert_eq!(prove(1, "a", 1_000, 1_500), ProofUse::Fresh);
    assert_eq!(prove(1, "a", 1_000, 1_500), ProofUse::Replayed);
    assert_eq!(prove(2, "a", 1_000, 1_500), ProofUse::Fresh, "from now on the first ends");
    assert_eq!(prove(1, "b", 1_499, 9_000), ProofUse::Fresh);
    assert_eq!(prove(1, "c", 1_500, 9_000), ProofUse::UnknownNonce);
    assert_eq!(prove(2, "b", 8_999, 9_000), ProofUse::Fresh);
    assert_eq!(prove(2, "c", 9_000, 9_000), ProofUse::UnknownNonce);
}

fn a_device_has_few_nonces_and_few_proofs_with_each(ledger: &impl Ledger) {
    let tablet = enrol(ledger, 1, user(1)).id;
    let prove = |nonce: u8, id: usize| {
        let end = Timestamp(9_000);
        ledger.use_proof(ORG, tablet, &[nonce; 16], &id.to_string(), Timestamp(1_000), end).unwrap()
    };
    (0..=64).for_each(|nonce| ledger.put_nonce(ORG, tablet, &[nonce; 16], Timestamp(9_000)).unwrap());
    assert_eq!((prove(0, 0), prove(1, 0)), (ProofUse::UnknownNonce, ProofUse::Fresh));
    assert!((1..64).all(|id| prove(1, id) == ProofUse::Fresh));
    assert_eq!(prove(1, 64), ProofUse::UnknownNonce, "the next one has come long ago");
    assert_eq!(prove(64, 0), ProofUse::Fresh);
}

fn records_are_read_as_of_a_position(ledger: &impl Ledger) {
    assert_eq!(ledger.publish(ORG, "policy", b"1").unwrap(), 1);
    assert_eq!(ledger.publish(ORG, "staff", b"2").unwrap(), 2);
    assert_eq!(ledger.publish(ORG, "policy", b"3").unwrap(), 3);
    let read = |floor, horizon| {
        let records = ledger.records_between(ORG, floor, horizon).unwrap();
        records.into_iter().map(|record| (record.position, record.bytes)).collect::<Vec<_>>()
    };
    assert_eq!(read(0, 2), [(1, b"1".to_vec()), (2, b"2".to_vec())]);
    assert_eq!(read(0, 3), [(2, b"2".to_vec()), (3, b"3".to_vec())]);
    assert_eq!(read(2, 3), [(3, b"3".to_vec())]);
    let at =
        |name: &str, position| ledger.record_at(ORG, name, position).unwrap().map(|record| record.position);
    assert_eq!((at("policy", 1), at("policy", u64::MAX), at("nothing", u64::MAX)), (Some(1), Some(3), None));
    let newest = |names: &[&str], position| ledger.newest_of(ORG, names, position).unwrap();
    assert_eq!((newest(&["policy", "staff"], 2), newest(&["policy"], 2), newest(&["nothing"], 9)), (2, 1, 0));
}

fn the_list_of_keys_only_grows_and_only_from_its_end(ledger: &dyn Ledger) {
    let [one, two, three] = [b"one", b"two", b"xyz"].map(|bytes| bytes.to_vec());
    ledger.add_key_records(ORG, 0, std::slice::from_ref(&one)).unwrap();
    ledger.add_key_records(ORG, 1, &[two.clone(), three.clone()]).unwrap();
    for number in [0, 2, 4] {
        let added = ledger.add_key_records(ORG, number, std::slice::from_ref(&one));
        assert!(matches!(added, Err(LedgerError::Conflict)), "{number}");
    }
    assert_eq!(ledger.key_records(ORG).unwrap(), [one, two, three]);
}

fn a_commit_on_an_old_version_is_a_conflict(ledger: &impl Ledger) {
    let id = document(1);
    assert_eq!(store(ledger, &commit(id, 1, &[], Listed::default())).unwrap(), 1);
    assert!(matches!(store(ledger, &commit(id, 2, &[], Listed::default())), Err(LedgerError::Conflict)));
    assert_eq!(
        store(ledger, &commit(id, 2, &[1], Listed::default())).unwrap(),
        2,
        "a conflict takes no position"
    );
    let stored = ledger.document(ORG, id).unwrap().unwrap();
    assert_eq!((stored.heads, stored.snapshot, stored.position), (vec![hash(2)], vec![2], 2));
    let runs = ledger.runs(ORG, id, 0, 9).unwrap();
    assert_eq!((runs[1].position, runs[1].previous, runs[1].signature), (2, Some(hash(1)), [8; 64]));
    assert_eq!(ledger.changes(ORG, id, 1, 9).unwrap()[0].bytes, [2]);
    assert_eq!(ledger.runs(ORG, id, 0, 1).unwrap().len(), 1);
}

/// R54: judged before the revocation, stored after it, the run would never verify again.
fn a_run_of_a_device_revoked_meanwhile_is_a_conflict(ledger: &impl Ledger) {
    let tablet = enrol(ledger, 4, user(1));
    let [first, second] = [1, 2].map(|number| commit(document(number), 1, &[], Listed::default()));
    assert_eq!(first.run.key_id, tablet.key_id);
    assert!(store(ledger, &first).is_ok());
    let revoked_at = ledger.revoke_device(ORG, tablet.id).unwrap();
    assert!(matches!(store(ledger, &second), Err(LedgerError::Conflict)));
    assert_eq!(ledger.position(ORG).unwrap(), revoked_at, "nothing of it is stored");
}

/// R1.
fn numbers_have_no_gap(ledger: &impl Ledger) {
    let take = |change: u8, number| {
        let mut commit = commit(document(change.into()), 1, &[], Listed::default());
        commit.changes[0].hash = hash(change);
        commit.numbers = vec![NumberTaken { series: "RQ-2026".into(), number }];
        store(ledger, &commit)
    };
    assert_eq!(ledger.next_number(ORG, "RQ-2026").unwrap(), 1);
    assert!(take(1, 1).is_ok());
    assert!(matches!(take(2, 1), Err(LedgerError::Conflict)));
    assert!(matches!(take(2, 3), Err(LedgerError::Conflict)));
    assert!(ledger.document(ORG, document(2)).unwrap().is_none(), "nothing of it is stored");
    assert!(take(2, 2).is_ok());
    assert_eq!(ledger.next_number(ORG, "RQ-2026").unwrap(), 3);
    assert_eq!(ledger.next_number(ORG, "RQ-2027").unwrap(), 1);
}

fn lists_filter_by_every_column(ledger: &impl Ledger) {
    for (number, status, contested) in [(1, "open", false), (2, "open", true), (3, "closed", false)] {
        let listing = Listed {
            status: status.into(),
            contested,
            search: format!("laser {number}"),
            summary: vec![number],
            ..of(&[u128::from(number)], &[(customer::KIND, 50 + u128::from(number))])
        };
        store(ledger, &commit(document(number.into()), 1, &[], listing)).unwrap();
    }
    let list = |query: ListQuery| {
        let rows = ledger.list(ORG, work_order::KIND, &ListQuery { limit: 9, ..query }).unwrap();
        rows.into_iter().map(|row| row.summary[0]).collect::<Vec<_>>()
    };
    assert_eq!(list(ListQuery::default()), [3, 2, 1], "newest first");
    assert_eq!(list(ListQuery { statuses: vec!["open".into()], ..ListQuery::default() }), [2, 1]);
    let either = vec!["open".into(), "closed".into()];
    assert_eq!(list(ListQuery { statuses: either, ..ListQuery::default() }), [3, 2, 1]);
    assert_eq!(list(ListQuery { search: Some("ser 3".into()), ..ListQuery::default() }), [3]);
    assert_eq!(list(ListQuery { member: Some(user(1)), ..ListQuery::default() }), [1]);
    assert_eq!(list(ListQuery { linked: Some(document(52)), ..ListQuery::default() }), [2]);
    assert_eq!(list(ListQuery { contested: Some(false), ..ListQuery::default() }), [3, 1]);
    assert!(
        ledger.list(ORG, request::KIND, &ListQuery { limit: 9, ..ListQuery::default() }).unwrap().is_empty()
    );
    assert_eq!(ledger.row(ORG, document(2)).unwrap().unwrap().summary, [2]);
}

fn a_row_is_made_again_by_a_later_version_of_the_same_document_only(ledger: &impl Ledger) {
    let tablet = enrol(ledger, 1, user(1));
    let row = |version, summary: u8| Listed { version, summary: vec![summary], ..of(&[], &[]) };
    let floor = store(ledger, &commit(document(1), 1, &[], row(2, 1))).unwrap();
    let made_again = |listed: Listed, heads: u8| {
        ledger.relist(ORG, document(1), &[hash(heads)], &listed).unwrap();
        ledger.row(ORG, document(1)).unwrap().unwrap().summary[0]
    };
    assert_eq!(ledger.listed_before(ORG, 3, None, 9).unwrap(), [document(1)]);
    assert_eq!(made_again(row(3, 2), 9), 1, "of another version of the document");
    assert_eq!(made_again(row(2, 3), 1), 1, "a process of the same version made it");
    assert_eq!(made_again(Listed { members: of(&[1], &[]).members, ..row(3, 4) }, 1), 4);
    assert!(ledger.listed_before(ORG, 3, None, 9).unwrap().is_empty());
    assert_eq!(news(ledger, &tablet, floor), [(document(1), News::Entered)], "who holds it follows");
}

/// R52: own orders, what they are linked to, and the other orders of the same asset.
fn scope_follows_members_links_and_history(ledger: &impl Ledger) {
    let tablet = enrol(ledger, 1, user(1));
    let asset = [(asset::KIND, 80)];
    store(ledger, &Commit { kind: asset::KIND, ..commit(document(80), 1, &[], Listed::default()) }).unwrap();
    store(ledger, &commit(document(1), 1, &[], of(&[], &asset))).unwrap();
    store(ledger, &commit(document(2), 1, &[], of(&[2], &[]))).unwrap();
    assert!(news(ledger, &tablet, 0).is_empty());
    let floor = store(ledger, &commit(document(3), 1, &[], of(&[1], &asset))).unwrap();
    let expected =
        [(document(1), News::Entered), (document(3), News::Entered), (document(80), News::Entered)];
    assert_eq!(news(ledger, &tablet, 0), expected);
    assert!(news(ledger, &tablet, floor).is_empty());
    store(ledger, &commit(document(1), 2, &[1], of(&[], &asset))).unwrap();
    assert_eq!(news(ledger, &tablet, floor), [(document(1), News::Changed)]);
    let floor = store(ledger, &commit(document(3), 2, &[1], of(&[2], &asset))).unwrap() - 1;
    assert_eq!(
        news(ledger, &tablet, floor),
        [(document(1), News::Left), (document(3), News::Left), (document(80), News::Left)]
    );
    store(ledger, &commit(document(3), 3, &[2], of(&[1], &asset))).unwrap();
    assert_eq!(news(ledger, &tablet, floor), expected, "whoever comes back gets the whole");
}

fn a_stay_is_known_with_its_end_and_its_first_beginning(ledger: &impl Ledger) {
    let device = enrol(ledger, 1, user(1));
    let stay = || ledger.stay(ORG, device.id, document(1)).unwrap();
    assert_eq!(stay(), None);
    let first = store(ledger, &commit(document(1), 1, &[], of(&[1], &[]))).unwrap();
    assert_eq!(stay(), Some(Stay { entered_at: first, left_at: None, held_since: first }));
    let second = store(ledger, &commit(document(1), 2, &[1], of(&[], &[]))).unwrap();
    assert_eq!(stay(), Some(Stay { entered_at: first, left_at: Some(second), held_since: first }));
    let third = store(ledger, &commit(document(1), 3, &[2], of(&[1], &[]))).unwrap();
    assert_eq!(stay(), Some(Stay { entered_at: third, left_at: None, held_since: first }));
}

fn when_a_position_was_passed_is_noted_every_hour(ledger: &impl Ledger) {
    let at = |number: u8, before: &[u8], ms: i64| {
        let mut commit = commit(document(1), number, before, Listed::default());
        commit.run.received_at = Timestamp(ms);
        store(ledger, &commit).unwrap()
    };
    let first = at(1, &[], 0);
    at(2, &[1], 3_599_999);
    let third = at(3, &[2], 3_600_000);
    let passed = |position| ledger.passed_at(ORG, position).unwrap();
    assert_eq!(passed(first - 1), Some(Timestamp(0)));
    assert_eq!(passed(first), Some(Timestamp(3_600_000)));
    assert_eq!(passed(third), None);
    assert_eq!(ledger.newest_time(ORG).unwrap(), Some(Timestamp(3_600_000)));
}

fn a_feed_goes_on_after_a_document(ledger: &impl Ledger) {
    let tablet = enrol(ledger, 1, user(1));
    for number in 1..=3 {
        store(ledger, &commit(document(number), 1, &[], of(&[1], &[]))).unwrap();
    }
    let page = |after, limit| {
        let entries = ledger.feed(ORG, &FeedQuery { after, limit, ..asked(&tablet, 0, 9) }).unwrap();
        entries.into_iter().map(|entry| entry.document).collect::<Vec<_>>()
    };
    assert_eq!(page(None, 2), [document(1), document(2)]);
    assert_eq!(page(Some(document(2)), 2), [document(3)]);
}

fn a_feed_tells_only_of_kinds_the_device_can_read_and_later_of_those_it_learnt(ledger: &impl Ledger) {
    let tablet = enrol(ledger, 1, user(1));
    let complaint = Commit { kind: complaint::KIND, ..commit(document(2), 1, &[], of(&[1], &[])) };
    store(ledger, &commit(document(1), 1, &[], of(&[1], &[]))).unwrap();
    let floor = store(ledger, &complaint).unwrap();
    assert_eq!(news(ledger, &tablet, 0), [(document(1), News::Entered)]);
    let (kinds, new_kinds) = ([work_order::KIND, complaint::KIND], [complaint::KIND]);
    let learnt = FeedQuery { kinds: &kinds, new_kinds: &new_kinds, ..asked(&tablet, floor, floor) };
    let told = ledger.feed(ORG, &learnt).unwrap();
    assert_eq!(
        told.iter().map(|entry| (entry.document, entry.news)).collect::<Vec<_>>(),
        [(document(2), News::Entered)]
    );
}

fn a_device_enrolled_later_enters_its_scope(ledger: &impl Ledger) {
    store(ledger, &commit(document(1), 1, &[], of(&[1], &[]))).unwrap();
    let tablet = enrol(ledger, 1, user(1));
    assert_eq!(news(ledger, &tablet, 0), [(document(1), News::Entered)]);
    ledger.note_delivered(ORG, tablet.id, 7).unwrap();
    ledger.note_delivered(ORG, tablet.id, 5).unwrap();
    ledger.note_seen(ORG, tablet.id, 4, Timestamp(5_000), 3).unwrap();
    let found = ledger.device(ORG, tablet.id).unwrap().unwrap();
    assert_eq!((found.delivered, found.seen, found.seen_at, found.floor), (7, 4, Timestamp(5_000), 3));
}

fn receipts_know_their_position(ledger: &impl Ledger) {
    let mut signed = commit(document(1), 1, &[], Listed::default());
    let event = EventKey([3; 16]);
    signed.statements =
        vec![StoredStatement { event, jws: "jws".into(), model: b"{}".to_vec(), receipt: String::new() }];
    let position =
        ledger.commit(ORG, &signed, &|statement, position| format!("{}@{position}", statement.jws)).unwrap();
    assert_eq!(ledger.receipt(ORG, document(1), event).unwrap(), Some(format!("jws@{position}")));
    assert_eq!(ledger.statements(ORG, document(1)).unwrap()[0].model, b"{}");
    assert_eq!(ledger.receipt(ORG, document(1), EventKey([4; 16])).unwrap(), None);
}
