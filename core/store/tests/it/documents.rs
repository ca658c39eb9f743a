use jobsheet_kernel::id::{DeviceId, EventKey, OrganisationId, UserId};
use jobsheet_kernel::language::Language;
use jobsheet_kernel::refusal::Refusal;
use jobsheet_kernel::time::Timestamp;
use jobsheet_store::{
    Incarnation, KeyKind, KeyringEntry, OutboxState, Profile, StoreError, StoredRecord, StoredRun,
    StoredStatement, TimeAnchor, Unsent, Verdict,
};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::sample::{ACTOR, Folder, change, document, hash, order, put_row, run, tap, write_tap};

#[test]
fn a_tap_is_written_whole_or_not_at_all() {
    let folder = Folder::new();
    let store = folder.store();
    let failed: Result<(), _> = store.write(|tx| {
        write_tap(tx, document(1), 1)?;
        put_row(tx, &order(document(1)), "")?;
        Err(StoreError::Conflict)
    });
    assert!(matches!(failed, Err(StoreError::Conflict)));
    store
        .read(|tx| {
            assert!(tx.document(document(1))?.is_none());
            assert!(tx.outbox()?.is_empty());
            assert!(tx.row(document(1))?.is_none());
            Ok(())
        })
        .unwrap();
    store.write(|tx| write_tap(tx, document(1), 1)).unwrap();
    let stored = store.read(|tx| tx.document(document(1))).unwrap().unwrap();
    assert_eq!((stored.head.heads, stored.head.tail), (vec![hash(1)], 1));
    assert_eq!(stored.tail, [change(1, &[1; 300])]);
}

#[test]
fn a_change_on_heads_that_moved_is_a_conflict() {
    let folder = Folder::new();
    let store = folder.store();
    store.write(|tx| write_tap(tx, document(1), 1)).unwrap();
    let stale = store.write(|tx| tx.append_changes(document(1), &[], &[hash(2)], &[change(2, b"2")]));
    assert!(matches!(stale, Err(StoreError::Conflict)));
    assert_eq!(stale.unwrap_err().code(), "store.conflict");
    assert_eq!(store.read(|tx| tx.document(document(1))).unwrap().unwrap().head.heads, [hash(1)]);
}

#[test]
fn r50_a_snapshot_keeps_the_unsent_changes_and_lets_the_others_go() {
    let folder = Folder::new();
    let store = folder.store();
    store
        .write(|tx| {
            write_tap(tx, document(1), 1)?;
            write_tap(tx, document(1), 2)?;
            tx.apply_verdict(document(1), ACTOR, 1, 1, &Verdict::Stored)?;
            tx.put_snapshot(document(1), &[hash(2)], &[hash(2)], 1, b"saved")
        })
        .unwrap();
    store
        .read(|tx| {
            let stored = tx.document(document(1))?.unwrap();
            assert_eq!(stored.snapshot.as_deref(), Some(b"saved".as_slice()));
            assert!(stored.tail.is_empty());
            assert!(tx.change(document(1), hash(1))?.is_none());
            assert!(tx.change(document(1), hash(2))?.is_some());
            Ok(())
        })
        .unwrap();
    let taps = store.write(|tx| tx.apply_verdict(document(1), ACTOR, 1, 2, &Verdict::Stored)).unwrap();
    assert_eq!(taps, 1);
    assert!(store.read(|tx| tx.change(document(1), hash(2))).unwrap().is_none());
}

#[test]
fn the_outbox_is_in_the_order_of_the_taps() {
    let folder = Folder::new();
    let store = folder.store();
    for (id, seq) in [(1, 1), (2, 1), (1, 2)] {
        store.write(|tx| write_tap(tx, document(id), seq)).unwrap();
    }
    let taps = store.read(|tx| tx.sendable()).unwrap();
    let expected = [tap(document(1), 1), tap(document(2), 1), tap(document(1), 2)];
    assert!(taps.iter().map(|tap| &tap.tap).eq(&expected));
    let places: Vec<i64> = taps.iter().map(|tap| tap.place).collect();
    store.write(|tx| tx.mark_sent(&places)).unwrap();
    assert!(store.read(|tx| tx.sendable()).unwrap().iter().all(|tap| tap.state == OutboxState::Sent));
    store.write(|tx| tx.apply_verdict(document(1), ACTOR, 2, 2, &Verdict::Again)).unwrap();
    assert_eq!(store.read(|tx| tx.outbox()).unwrap()[2].state, OutboxState::Waiting);
}

#[test]
fn work_that_rests_on_what_the_server_lacks_says_so_until_it_is_taken() {
    let folder = Folder::new();
    let store = folder.store();
    store.write(|tx| write_tap(tx, document(1), 1)).unwrap();
    let reason = Refusal::new("sync.missing");
    let missing = Verdict::Missing(reason.clone());
    store.write(|tx| tx.apply_verdict(document(1), ACTOR, 1, 1, &missing)).unwrap();
    assert_eq!(store.read(|tx| tx.missing()).unwrap(), [(document(1), reason.clone())]);
    assert_eq!(store.read(|tx| tx.unsent()).unwrap().missing, 1);
    let offered = store.read(|tx| tx.sendable()).unwrap();
    assert_eq!(offered[0].state, OutboxState::Missing(reason), "it is offered again");
    assert_eq!(store.read(|tx| tx.document_head(document(1))).unwrap().unwrap().wedge, None);
    store.write(|tx| tx.mark_sent(&[offered[0].place])).unwrap();
    assert_eq!(store.read(|tx| tx.missing()).unwrap().len(), 1, "until it is taken");
    store.write(|tx| tx.apply_verdict(document(1), ACTOR, 1, 1, &Verdict::Stored)).unwrap();
    assert_eq!(store.read(|tx| tx.unsent()).unwrap().missing, 0);
}

#[test]
fn documents_that_could_not_be_read_take_turns_in_being_asked_for() {
    let folder = Folder::new();
    let store = folder.store();
    let (ids, reason) = ([1, 2, 3].map(document), Refusal::new("change.undecodable"));
    for id in ids {
        assert!(!store.write(|tx| tx.put_unread(id, &reason)).unwrap(), "noted for the first time");
    }
    assert!(store.write(|tx| tx.put_unread(ids[0], &Refusal::new("run.irregular"))).unwrap());
    assert_eq!(store.read(|tx| tx.unread()).unwrap()[0].1.code, "run.irregular");
    assert_eq!(store.read(|tx| tx.unread_to_ask(2)).unwrap(), ids[..2]);
    store.write(|tx| tx.mark_asked(&ids[..2])).unwrap();
    assert_eq!(store.read(|tx| tx.unread_to_ask(2)).unwrap(), [ids[2], ids[0]]);
    store.write(|tx| tx.forget_unread(ids[2])).unwrap();
    assert_eq!(store.read(|tx| tx.unread()).unwrap().len(), 2);
}

#[test]
fn r50_a_refused_run_wedges_its_document_and_no_other() {
    let folder = Folder::new();
    let store = folder.store();
    let refusal = Refusal::new("signoff.before_finished").with("status", "working");
    store
        .write(|tx| {
            write_tap(tx, document(1), 1)?;
            write_tap(tx, document(2), 1)?;
            put_row(tx, &order(document(1)), "")?;
            tx.apply_verdict(document(1), ACTOR, 1, 1, &Verdict::Refused(refusal.clone()))
        })
        .unwrap();
    store.write(|tx| write_tap(tx, document(1), 2)).expect("a wedged document still takes taps");
    store
        .read(|tx| {
            assert_eq!(tx.sendable()?.len(), 1);
            assert_eq!(tx.sendable()?[0].tap.document, document(2));
            assert_eq!(tx.outbox_of(document(1))?[0].state, OutboxState::Refused(refusal.clone()));
            let listed = tx.row(document(1))?.unwrap();
            assert_eq!((listed.unsent, listed.wedge), (2, Some(refusal.clone())));
            Ok(())
        })
        .unwrap();
    store.write(|tx| tx.put_back(document(1))).unwrap();
    assert_eq!(store.read(|tx| tx.sendable()).unwrap().len(), 3);
}

#[test]
fn r52_a_document_leaves_only_when_nothing_of_it_is_unsent() {
    let folder = Folder::new();
    let store = folder.store();
    store
        .write(|tx| {
            write_tap(tx, document(1), 1)?;
            put_row(tx, &order(document(1)), "")?;
            tx.set_leaving(document(1), true)
        })
        .unwrap();
    let refused = store.write(|tx| tx.leave(document(1)));
    assert!(matches!(refused, Err(StoreError::Unsent { changes: 1, blobs: 0 })));
    assert_eq!(store.read(|tx| tx.leaving()).unwrap(), [document(1)]);
    store
        .write(|tx| {
            tx.apply_verdict(document(1), ACTOR, 1, 1, &Verdict::Stored)?;
            tx.leave(document(1))
        })
        .unwrap();
    store
        .read(|tx| {
            assert!(tx.document(document(1))?.is_none());
            assert!(tx.row(document(1))?.is_none());
            assert!(tx.find("液压", None, Default::default())?.is_empty());
            assert!(tx.runs(document(1))?.is_empty());
            assert_eq!(tx.unsent()?, Unsent::default());
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_covering_run_takes_the_place_of_the_taps_own() {
    let folder = Folder::new();
    let store = folder.store();
    let covering = StoredRun { first: 1, last: 2, previous: None, head: hash(2), ..run(document(1), 2) };
    store
        .write(|tx| {
            write_tap(tx, document(1), 1)?;
            (1..=3).try_for_each(|seq| tx.put_run(&run(document(1), seq)))
        })
        .unwrap();
    store.write(|tx| tx.put_covering_run(&covering)).unwrap();
    assert_eq!(store.read(|tx| tx.runs(document(1))).unwrap(), [covering, run(document(1), 3)]);
}

#[test]
fn records_are_found_as_of_a_position() {
    let folder = Folder::new();
    let store = folder.store();
    let record = |name: &str, position: u64| StoredRecord {
        name: name.into(),
        position,
        bytes: format!("{name} {position}").into_bytes(),
    };
    store
        .write(|tx| {
            for (name, position) in
                [("policy", 1), ("policy", 9), ("staff/1", 2), ("staff/2", 3), ("staffing", 3)]
            {
                tx.put_record(&record(name, position))?;
            }
            Ok(())
        })
        .unwrap();
    store
        .read(|tx| {
            assert_eq!(tx.record("policy")?, Some(record("policy", 9)));
            assert_eq!(tx.record_at("policy", 8)?, Some(record("policy", 1)));
            assert_eq!(tx.record_at("policy", 0)?, None);
            assert_eq!(tx.records_at("staff/", 9)?, [record("staff/1", 2), record("staff/2", 3)]);
            assert_eq!(tx.records_at("staff/", 2)?, [record("staff/1", 2)]);
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_was_signed_is_never_replaced() {
    let folder = Folder::new();
    let store = folder.store();
    let statement = StoredStatement {
        event: EventKey([1; 16]),
        document: document(1),
        jws: "a.b.c".into(),
        report_model: b"{}".to_vec(),
        receipt: None,
    };
    let other = StoredStatement { jws: "x.y.z".into(), receipt: Some("r.s.t".into()), ..statement.clone() };
    store
        .write(|tx| {
            tx.put_statement(&statement)?;
            tx.put_statement(&other)
        })
        .unwrap();
    let kept = StoredStatement { receipt: Some("r.s.t".into()), ..statement };
    assert_eq!(store.read(|tx| tx.statements(document(1))).unwrap(), [kept]);
}

#[test]
fn profile_sync_state_and_keyring_come_back_as_they_were() {
    let folder = Folder::new();
    let profile = Profile {
        organisation: OrganisationId(Uuid::from_u128(1)),
        organisation_name: "北京设备服务".into(),
        device: DeviceId(Uuid::from_u128(2)),
        user: UserId(Uuid::from_u128(3)),
        user_name: "李伟".into(),
        server_url: "https://jobs.example".into(),
        server_keys: "{\"keys\":[]}".into(),
        change_key_seed: Zeroizing::new([5; 32]),
        statement_key: Some(Zeroizing::new(vec![6; 138])),
        incarnation: Incarnation { nonce: [8; 16], count: 2 },
        language: Language::Traditional,
        confirmed: true,
    };
    let anchor = TimeAnchor {
        server: Timestamp(1_700_000_000_000),
        device: Timestamp(0),
        monotonic_ms: 77,
        boot: "b".into(),
        uncertainty_ms: 40,
    };
    let entry = KeyringEntry {
        key: [1; 32],
        public_key: vec![2; 32],
        kind: KeyKind::Device,
        device: profile.device,
        user: Some(profile.user),
        valid_from: 4,
        revoked_at: None,
    };
    folder
        .store()
        .write(|tx| {
            tx.put_profile(&profile)?;
            tx.put_setting("sort", "clock")?;
            tx.set_cursor(1, b"cursor", 12, 11)?;
            tx.set_http_nonce("n")?;
            tx.set_time_anchor(&anchor)?;
            tx.put_key(&entry)
        })
        .unwrap();
    folder
        .store()
        .read(|tx| {
            assert_eq!(tx.profile()?, Some(profile.clone()));
            assert_eq!(tx.setting("sort")?.as_deref(), Some("clock"));
            let state = tx.sync_state()?;
            assert_eq!((state.epoch, state.cursor.as_slice(), state.position), (1, b"cursor".as_slice(), 12));
            assert_eq!((state.checkpoint, state.http_nonce.as_deref()), (11, Some("n")));
            assert_eq!(state.anchor, Some(anchor.clone()));
            assert_eq!((tx.key(&[1; 32])?, tx.keyring()?.len()), (Some(entry.clone()), 1));
            assert!(tx.documents(Some("work_order"))?.is_empty());
            Ok(())
        })
        .unwrap();
}
