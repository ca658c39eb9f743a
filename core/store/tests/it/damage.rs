use std::fs;
use std::path::PathBuf;

use jobsheet_kernel::id::{ChangeHash, Digest};
use jobsheet_kernel::time::Timestamp;
use jobsheet_store::{NewBlob, NewTap, Purpose, RawKey, Store, StoreError, StoredChange};

use crate::file::plain;
use crate::sample::{Folder, change, document, key, tap, write_tap};

const PAGE: usize = 4_096;

/// Overwrites pages of the closed file.
fn damage(folder: &Folder, pages: impl IntoIterator<Item = usize>) {
    let mut bytes = fs::read(folder.path()).unwrap();
    for page in pages {
        bytes[page * PAGE + 100..page * PAGE + 200].fill(0xa5);
    }
    fs::write(folder.path(), bytes).unwrap();
}

/// A store with 60 documents of 4 unsent taps each, closed.
fn filled() -> Folder {
    let folder = Folder::new();
    let store = folder.store();
    for id in 1..=60 {
        store.write(|tx| (1..=4).try_for_each(|seq| write_tap(tx, document(id), seq).map(|_| ()))).unwrap();
    }
    store.check().unwrap();
    folder
}

fn pages(folder: &Folder) -> usize {
    fs::metadata(folder.path()).unwrap().len() as usize / PAGE
}

fn error_of_a_check(folder: &Folder) -> StoreError {
    match Store::open(&folder.path(), &key()) {
        Ok(store) => store.check().unwrap_err(),
        Err(error) => error,
    }
}

#[test]
fn r50_a_damaged_page_is_told_the_file_moved_aside_and_unsent_work_salvaged() {
    let whole = filled();
    let count = pages(&whole);
    let mut hurt = 0;
    for page in (0..count).step_by(3) {
        let folder = Folder::new();
        fs::copy(whole.path(), folder.path()).unwrap();
        damage(&folder, [page]);
        let error = error_of_a_check(&folder);
        let StoreError::Damaged { moved_to: Some(aside) } = error else { panic!("page {page}: {error:?}") };
        assert!(aside.exists() && aside != folder.path());
        let store = folder.store();
        store.check().unwrap();
        let (taps, fragments) = store.read(|tx| Ok((tx.outbox()?, tx.fragments()?))).unwrap();
        assert_eq!(taps.len() + fragments.len(), 240, "page {page}: {} and {}", taps.len(), fragments.len());
        assert!(fragments.iter().all(|part| part.command.is_some() || part.change.is_some()));
        hurt += usize::from(!fragments.is_empty());
        for tap in &taps {
            let change = store.read(|tx| tx.change(tap.tap.document, tap.tap.hash)).unwrap();
            assert!(change.is_some(), "a tap in the outbox has its change");
        }
        store.write(|tx| write_tap(tx, document(1_000), 1)).expect("the new file takes taps");
    }
    assert!(hurt > 0, "some pages hold half of a tap");
}

/// A key proves itself on any page: a file whose first page is gone is damaged and not another's.
#[test]
fn r50_a_damaged_first_page_is_not_called_a_wrong_key_and_such_a_file_is_not_set_aside() {
    for folder in [filled(), Folder::new()] {
        drop(folder.store());
        damage(&folder, [0]);
        let other = RawKey::new([9; 32]);
        assert!(matches!(Store::open(&folder.path(), &other), Err(StoreError::WrongKey)));
        let aside = Store::set_aside(&folder.path(), &key()).unwrap_err();
        assert!(matches!(aside, StoreError::Damaged { moved_to: Some(_) }), "salvaged: {aside:?}");
        folder.store().check().unwrap();
    }
}

/// Taps stand at the numbers of their changes, which lie far apart where others' changes came in between.
#[test]
fn r50_of_taps_far_apart_only_those_on_damaged_pages_lose_what_was_asked() {
    let folder = Folder::new();
    let store = folder.store();
    let numbered = |number: u32| StoredChange {
        hash: ChangeHash(std::array::from_fn(|at| number.to_be_bytes()[at % 4])),
        seq: number.into(),
        ..change(1, &[7; 20])
    };
    store
        .write(|tx| {
            tx.create_document(document(1), "work_order", 1, &[], None)?;
            let mut heads = Vec::new();
            for number in 1..=4_000 {
                let one = numbered(number);
                tx.append_changes(document(1), &heads, &[one.hash], std::slice::from_ref(&one))?;
                heads = vec![one.hash];
                if number % 20 == 0 {
                    tx.put_tap(&NewTap { hash: one.hash, seq: one.seq, run: None, ..tap(document(1), 1) })?;
                }
            }
            Ok(())
        })
        .unwrap();
    store.check().unwrap();
    drop(store);
    let hurt = damage_both_ends(&folder, "outbox");
    assert!(matches!(error_of_a_check(&folder), StoreError::Damaged { moved_to: Some(_) }));
    let taps = folder.store().read(|tx| tx.outbox()).unwrap();
    let lost = taps.iter().filter(|one| one.tap.command.version == 0).count();
    assert_eq!((taps.len(), lost), (200, hurt));
}

/// Overwrites the leaf after a table's first and that before its last; how many rows they hold.
fn damage_both_ends(folder: &Folder, table: &str) -> usize {
    let leaves: Vec<(u32, u32)> = {
        let connection = plain(folder);
        let sql = "SELECT pageno, ncell FROM dbstat WHERE name = ?1 AND pagetype = 'leaf' ORDER BY path";
        let mut leaves = connection.prepare(sql).unwrap();
        leaves.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    let [_, first, .., last, _] = leaves[..] else { panic!("{leaves:?}") };
    damage(folder, [first.0, last.0].map(|page| page as usize - 1));
    (first.1 + last.1) as usize
}

/// Photos that were sent and let go again leave their numbers empty.
#[test]
fn r50_of_photos_far_apart_in_the_file_only_those_on_damaged_pages_are_lost() {
    let folder = Folder::new();
    let photo = |n: u16| NewBlob {
        digest: Digest(std::array::from_fn(|at| n.to_be_bytes()[at % 2])),
        purpose: Purpose::Photo,
        media_type: "image/jpeg",
        length: 900,
        created_at: Timestamp(1_000),
        on_server: false,
    };
    let store = folder.store();
    store.write(|tx| (0..400).try_for_each(|n| tx.put_blob(&photo(n), &[n.to_be_bytes()[1]; 900]))).unwrap();
    drop(store);
    let apart = "UPDATE blob_chunk SET place = -place; UPDATE blob_chunk SET place = -place * 1000000000;";
    plain(&folder).execute_batch(apart).unwrap();
    let hurt = damage_both_ends(&folder, "blob_chunk");
    assert!(matches!(error_of_a_check(&folder), StoreError::Damaged { moved_to: Some(_) }));
    let kept = folder.store().read(|tx| {
        Ok((0..400)
            .filter(|&n| tx.read_blob(photo(n).digest, 0..900).is_ok_and(|bytes| bytes.len() == 900))
            .count())
    });
    assert_eq!(kept.unwrap(), 400 - hurt);
}

#[test]
fn damage_met_in_the_middle_of_work_is_salvaged_and_the_same_store_goes_on() {
    let folder = filled();
    let count = pages(&folder);
    damage(&folder, (count / 2)..(count / 2 + 3));
    let store = match Store::open(&folder.path(), &key()) {
        Ok(store) => store,
        Err(StoreError::Damaged { moved_to: Some(_) }) => folder.store(),
        Err(other) => panic!("{other:?}"),
    };
    let met = store.read(|tx| {
        for head in tx.documents(None)? {
            tx.document(head.id)?;
            tx.outbox_of(head.id)?;
            tx.runs(head.id)?;
        }
        tx.outbox().map(|_| ())
    });
    // Whether reading meets the damaged pages depends on what lies in them; a check always does.
    if let Err(error) = met.and_then(|()| store.check()) {
        assert!(matches!(error, StoreError::Damaged { moved_to: Some(_) }), "{error:?}");
        assert_eq!(error.code(), "store.damaged");
    }
    store.check().unwrap();
    store.write(|tx| write_tap(tx, document(2_000), 1)).unwrap();
}

/// The file and what SQLite keeps beside it, in the order a salvage moves them.
const PARTS: [&str; 3] = ["-shm", "-wal", ""];

fn part(folder: &Folder, ending: &str) -> PathBuf {
    let mut name = folder.path().into_os_string();
    name.push(ending);
    name.into()
}

/// A copy of a file whose last tap is in its log only, as a power cut leaves it.
fn with_a_log() -> Folder {
    let (whole, cut) = (filled(), Folder::new());
    let store = whole.store();
    store.write(|tx| write_tap(tx, document(61), 1)).unwrap();
    for ending in PARTS {
        fs::copy(part(&whole, ending), part(&cut, ending)).unwrap();
    }
    cut
}

fn copied(from: &Folder, moved: usize) -> Folder {
    let folder = Folder::new();
    for (at, ending) in PARTS.into_iter().enumerate() {
        let to = if at < moved { format!(".damaged-1{ending}") } else { ending.to_owned() };
        fs::copy(part(from, ending), part(&folder, &to)).unwrap();
    }
    folder
}

#[test]
fn r50_a_salvage_that_was_cut_is_finished_at_the_next_start_wherever_it_was_cut() {
    let cut = with_a_log();
    let salvaged = copied(&cut, 0);
    damage(&salvaged, [pages(&salvaged) / 2]);
    assert!(matches!(error_of_a_check(&salvaged), StoreError::Damaged { moved_to: Some(_) }));
    let ready = fs::read(salvaged.path()).unwrap();
    let expected = salvaged.store().read(|tx| Ok((tx.outbox()?, tx.fragments()?))).unwrap();
    assert_eq!(expected.0.len() + expected.1.len(), 241);
    for moved in 0..=PARTS.len() {
        let folder = copied(&cut, moved);
        fs::write(part(&folder, ".ready"), &ready).unwrap();
        let store = folder.store();
        let found = store.read(|tx| Ok((tx.outbox()?, tx.fragments()?))).unwrap();
        assert_eq!(found, expected, "after {moved} moves");
        assert!(store.read(|tx| tx.is_salvaged()).unwrap(), "so that its writer gets a new actor");
        assert!(!part(&folder, ".ready").exists());
        for ending in PARTS {
            assert!(part(&folder, &format!(".damaged-1{ending}")).exists(), "after {moved} moves");
        }
    }
}

#[test]
fn a_salvage_that_was_cut_before_its_file_was_complete_starts_over() {
    let folder = with_a_log();
    fs::write(part(&folder, ".salvaged"), "half").unwrap();
    let store = folder.store();
    assert_eq!(store.read(|tx| tx.outbox()).unwrap().len(), 241);
    drop(store);
    damage(&folder, [pages(&folder) / 2]);
    assert!(matches!(error_of_a_check(&folder), StoreError::Damaged { moved_to: Some(_) }));
    folder.store().check().unwrap();
}

#[test]
fn a_second_damage_keeps_the_first_file_too() {
    let folder = filled();
    for n in 1..=2 {
        let page = pages(&folder) - 2;
        damage(&folder, [page]);
        assert!(matches!(error_of_a_check(&folder), StoreError::Damaged { .. }));
        assert!(folder.names().contains(&format!("jobsheet.db.damaged-{n}")));
    }
}
