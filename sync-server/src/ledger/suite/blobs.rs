//! What a ledger knows of blobs: who sent them, who may read them, which can go.

use super::*;

pub(super) fn a_blob_is_here_once_its_upload_finished(ledger: &impl Ledger) {
    let upload = upload(1, DeviceId(Uuid::from_u128(1)), 2);
    ledger.put_upload(ORG, &upload).unwrap();
    ledger.advance_upload(ORG, &[1; 16], 4).unwrap();
    assert_eq!(ledger.upload(ORG, &[1; 16]).unwrap().unwrap().received, 4);
    assert_eq!(ledger.blob(ORG, Digest([2; 32])).unwrap(), None);
    ledger.finish_upload(ORG, &upload, NOW).unwrap();
    assert_eq!(ledger.blob(ORG, Digest([2; 32])).unwrap(), Some(10));
    ledger.drop_upload(ORG, &[1; 16]).unwrap();
    assert_eq!(ledger.upload(ORG, &[1; 16]).unwrap(), None);
}

/// R52.
pub(super) fn a_blob_is_read_by_its_sender_and_where_its_sender_named_it(ledger: &impl Ledger) {
    let [author, team, stranger] = [1, 2, 3].map(|n| enrol(ledger, n, user(n.into())));
    let digest = Digest([2; 32]);
    let may_read = |device: &Device| ledger.blob_for(ORG, device.id, digest).unwrap().is_some();
    let named = |number: u128, by: u128, members: &[u128]| {
        let mut commit = commit(document(number), 1, &[], of(members, &[]));
        commit.changes[0].hash = hash(u8::try_from(number).unwrap());
        commit.run.user = user(by);
        commit.blobs = BTreeSet::from([digest]);
        store(ledger, &commit).unwrap();
    };
    named(1, 1, &[1, 2]);
    assert!(!may_read(&author), "it is named and not here");
    ledger.finish_upload(ORG, &upload(1, author.id, 2), NOW).unwrap();
    assert!(may_read(&author) && may_read(&team) && !may_read(&stranger));
    named(3, 3, &[3]);
    assert!(!may_read(&stranger), "a name alone opens nothing");
    assert_eq!(ledger.blob_of(ORG, document(1), digest).unwrap(), Some(10));
    assert_eq!(ledger.blob_of(ORG, document(2), digest).unwrap(), None);
    store(ledger, &commit(document(1), 2, &[1], of(&[1], &[]))).unwrap();
    assert!(!may_read(&team), "the document has left its scope");
    ledger.finish_upload(ORG, &upload(2, stranger.id, 2), NOW).unwrap();
    assert!(may_read(&stranger), "it has had the bytes");
}

/// R14.
pub(super) fn only_blobs_that_nothing_can_name_any_more_are_forgotten(ledger: &impl Ledger) {
    let [synced, silent, refused] = [1, 2, 3].map(|n| enrol(ledger, n, user(n.into())));
    for (number, device) in [(1, &synced), (2, &synced), (3, &silent), (4, &refused)] {
        ledger.put_upload(ORG, &upload(number, device.id, number)).unwrap();
        ledger.finish_upload(ORG, &upload(number, device.id, number), NOW).unwrap();
    }
    for device in [&synced, &refused] {
        ledger.note_seen(ORG, device.id, 1, Timestamp(1_001), 1).unwrap();
    }
    let waits = RefusedRun { device: refused.id, ..super::refused(1, RefusedState::Waiting) };
    ledger.quarantine(ORG, &waits).unwrap();
    let mut naming = commit(document(1), 1, &[], Listed::default());
    naming.blobs = BTreeSet::from([Digest([2; 32])]);
    store(ledger, &naming).unwrap();
    let forget = |before| ledger.forget_blobs(ORG, Timestamp(before)).unwrap();
    assert_eq!(forget(1_000), [], "too young");
    ledger.finish_upload(ORG, &upload(5, synced.id, 5), NOW).unwrap();
    ledger.finish_upload(ORG, &upload(6, synced.id, 5), Timestamp(1_002)).unwrap();
    assert_eq!(forget(9_000), [Digest([1; 32])], "the others are named, or may still come to be");
    assert_eq!(ledger.blob(ORG, Digest([1; 32])).unwrap(), None);
    ledger.revoke_device(ORG, silent.id).unwrap();
    assert_eq!(forget(9_000), [Digest([3; 32])], "a revoked device names nothing more");
    assert_eq!(ledger.forget_uploads(ORG, Timestamp(1_000)).unwrap().len(), 0);
    assert_eq!(ledger.forget_uploads(ORG, Timestamp(1_001)).unwrap().len(), 4);
}

pub(super) fn what_a_device_uploads_in_a_day_is_counted(ledger: &impl Ledger) {
    let [one, other] = [1, 2].map(|id| DeviceId(Uuid::from_u128(id)));
    let charge = |device, day, bytes| ledger.charge_upload(ORG, device, day, bytes, 100).unwrap();
    assert!(charge(one, 7, 60) && charge(one, 7, 40) && !charge(one, 7, 1));
    assert!(charge(other, 7, 100) && charge(one, 8, 100), "each device, each day");
    assert!(!charge(one, 8, 1) && !charge(one, 9, 101));
}
