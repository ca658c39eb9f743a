use std::fs;

use jobsheet_store::{RawKey, SCHEMA_VERSION, Store, StoreError};
use rusqlite::Connection;

use crate::sample::{ACTOR, Folder, document, hash, key, write_tap};

#[test]
fn a_wrong_key_is_told_and_the_file_left_as_it_was() {
    let folder = Folder::new();
    folder.store().write(|tx| write_tap(tx, document(1), 1)).unwrap();
    let before = fs::read(folder.path()).unwrap();
    let opened = Store::create_or_open(&folder.path(), &RawKey::new([1; 32]));
    assert!(matches!(opened, Err(StoreError::WrongKey)));
    assert_eq!(fs::read(folder.path()).unwrap(), before);
    assert_eq!(folder.names(), ["jobsheet.db"]);
    assert!(folder.store().read(|tx| tx.document(document(1))).unwrap().is_some());
}

#[test]
fn nothing_of_a_tap_is_readable_in_the_file() {
    let folder = Folder::new();
    let store = folder.store();
    store.write(|tx| write_tap(tx, document(1), 1)).unwrap();
    for name in folder.names() {
        let bytes = fs::read(folder.path().with_file_name(name)).unwrap();
        assert!(!bytes.windows(9).any(|window| window == b"command 1"));
        assert!(!bytes.starts_with(b"SQLite format 3"));
    }
}

#[test]
fn an_absent_file_is_told_and_not_made() {
    let folder = Folder::new();
    assert!(matches!(Store::open(&folder.path(), &key()), Err(StoreError::Absent)));
    assert!(folder.names().is_empty());
}

#[test]
fn a_newer_schema_is_refused_and_the_file_left_as_it_was() {
    let folder = Folder::new();
    drop(folder.store());
    plain(&folder).execute_batch("PRAGMA user_version = 999;").unwrap();
    let before = fs::read(folder.path()).unwrap();
    let opened = Store::open(&folder.path(), &key());
    assert!(matches!(opened, Err(StoreError::NewerSchema { found: 999, known: SCHEMA_VERSION })));
    assert_eq!(fs::read(folder.path()).unwrap(), before);
}

#[test]
fn r50_what_a_write_returned_for_survives_a_cut_of_power() {
    let folder = Folder::new();
    let store = folder.store();
    store.write(|tx| write_tap(tx, document(1), 1)).unwrap();
    store.write(|tx| write_tap(tx, document(1), 2)).unwrap();
    // What the disk holds now, with the store still open and its log not yet moved into the file.
    let after = Folder::new();
    for ending in ["", "-wal"] {
        let (from, to) = (folder.path(), after.path());
        fs::copy(format!("{}{ending}", from.display()), format!("{}{ending}", to.display())).unwrap();
    }
    let stored = after.store().read(|tx| tx.document(document(1))).unwrap().unwrap();
    assert_eq!(stored.head.heads, [hash(2)]);
    assert_eq!(after.store().read(|tx| tx.outbox()).unwrap().len(), 2);
}

#[test]
fn readers_see_one_moment_while_the_writer_goes_on() {
    let folder = Folder::new();
    let store = folder.store();
    store.write(|tx| write_tap(tx, document(1), 1)).unwrap();
    store
        .read(|tx| {
            assert_eq!(tx.outbox()?.len(), 1);
            store.write(|tx| write_tap(tx, document(1), 2))?;
            assert_eq!(tx.outbox()?.len(), 1);
            Ok(())
        })
        .unwrap();
    assert_eq!(store.read(|tx| tx.outbox()).unwrap().len(), 2);
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let folder = Folder::new();
    let store = folder.store();
    store.write(|tx| write_tap(tx, document(1), 1)).unwrap();
    let size = fs::metadata(folder.path()).unwrap().len();
    store.limit_size(size.max(4_096) + 1_000_000).unwrap();
    let full = store.write(|tx| {
        write_tap(tx, document(1), 2)?;
        tx.put_setting("big", &"x".repeat(2_000_000))
    });
    assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
    let stored = store.read(|tx| tx.document(document(1))).unwrap().unwrap();
    assert_eq!(stored.head.heads, [hash(1)]);
    store.write(|tx| write_tap(tx, document(1), 2)).expect("a small tap still fits");
}

#[test]
fn a_panic_in_a_transaction_keeps_nothing_of_it_and_the_store_goes_on() {
    let folder = Folder::new();
    let store = folder.store();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.write(|tx| {
            write_tap(tx, document(1), 1)?;
            if tx.outbox()?.len() == 1 {
                panic!("in the middle of a tap");
            }
            Ok(())
        })
    }));
    assert!(panicked.is_err());
    assert!(store.read(|tx| tx.outbox()).unwrap().is_empty());
    store.write(|tx| write_tap(tx, document(1), 1)).unwrap();
}

#[test]
fn r50_the_file_is_erased_only_when_nothing_is_unsent() {
    let folder = Folder::new();
    folder.store().write(|tx| write_tap(tx, document(1), 1)).unwrap();
    assert!(matches!(folder.store().erase(), Err(StoreError::Unsent { changes: 1, blobs: 0 })));
    let store = folder.store();
    assert_eq!(store.read(|tx| tx.outbox()).unwrap().len(), 1);
    let stored = jobsheet_store::Verdict::Stored;
    store.write(|tx| tx.apply_verdict(document(1), ACTOR, 1, 1, &stored)).unwrap();
    store.erase().unwrap();
    assert!(folder.names().is_empty());
}

#[test]
fn the_files_own_constraints_keep_unsent_changes() {
    let folder = Folder::new();
    folder.store().write(|tx| write_tap(tx, document(1), 1)).unwrap();
    let connection = plain(&folder);
    connection.execute_batch("PRAGMA foreign_keys = ON;").unwrap();
    assert!(connection.execute("DELETE FROM change", []).is_err());
    assert!(connection.execute("DELETE FROM document", []).is_err());
}

#[test]
fn every_connection_is_set_to_lose_nothing() {
    let folder = Folder::new();
    drop(folder.store());
    let connection = plain(&folder);
    let journal: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    let vacuum: i64 = connection.query_row("PRAGMA auto_vacuum", [], |row| row.get(0)).unwrap();
    assert_eq!((journal.as_str(), vacuum), ("wal", 2));
}

/// The file through SQL, as only a test may.
pub fn plain(folder: &Folder) -> Connection {
    let connection = Connection::open(folder.path()).unwrap();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", "2a".repeat(32))).unwrap();
    connection
}

/// What holds the file while the process exits closes it after the encryption library has freed its memory.
#[test]
fn a_closed_store_holds_no_connection_and_says_that_it_is_closed() {
    let folder = Folder::new();
    let store = folder.store();
    let (begun, go_on) = (std::sync::Barrier::new(2), std::sync::Barrier::new(2));
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| {
            store.read(|tx| {
                begun.wait();
                go_on.wait();
                tx.sync_state()
            })
        });
        begun.wait();
        let closing = scope.spawn(|| store.close());
        go_on.wait();
        assert!(reading.join().unwrap().is_ok(), "a read under way ends first");
        closing.join().unwrap();
    });
    assert_eq!(folder.names(), ["jobsheet.db"], "the last connection took its log along");
    store.close();
    assert!(matches!(store.read(|tx| tx.sync_state()), Err(StoreError::Closed)));
    assert!(matches!(store.write(|tx| tx.set_http_nonce("late")), Err(StoreError::Closed)));
    assert!(matches!(store.check(), Err(StoreError::Closed)));
}
