use std::fs;

use jobsheet_client::store::{OutboxTap, Store};

use jobsheet_kit::folder::{Folder, key, note, order};

/// A copy of the file as a backup has it: without what lies in the folder that no backup copies.
fn restored(from: &Folder) -> Folder {
    let folder = Folder::empty();
    for ending in ["", "-wal"] {
        let (from, to) = (from.file(), folder.file());
        let from = format!("{}{ending}", from.display());
        if fs::exists(&from).unwrap() {
            fs::copy(from, format!("{}{ending}", to.display())).unwrap();
        }
    }
    folder
}

fn outbox(folder: &Folder) -> Vec<OutboxTap> {
    Store::open(&folder.file(), &key()).unwrap().read(|tx| tx.outbox()).unwrap()
}

#[test]
fn a_file_restored_from_a_backup_writes_under_a_new_actor_and_reissues_no_sequence() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    drop(client);
    let backup = restored(&folder);
    note(&folder.client(), order, "after the backup").unwrap();
    note(&backup.client(), order, "on the restored device").unwrap();

    let (went_on, came_back) = (outbox(&folder), outbox(&backup));
    let (last, restored) = (&went_on.last().unwrap().tap, &came_back.last().unwrap().tap);
    assert_ne!(last.actor, restored.actor);
    assert_eq!(restored.seq, 1);
    for tap in &came_back {
        let same = went_on.iter().find(|other| {
            (other.tap.document, other.tap.actor, other.tap.seq)
                == (tap.tap.document, tap.tap.actor, tap.tap.seq)
        });
        assert!(same.is_none_or(|same| same.tap.hash == tap.tap.hash), "one number, one change");
    }
}

#[test]
fn an_actor_stays_the_same_from_one_start_to_the_next() {
    let folder = Folder::enrolled();
    let first = folder.client().identity().unwrap().actor;
    assert_eq!(folder.client().identity().unwrap().actor, first);
}

#[test]
fn unsent_work_from_before_a_restore_still_goes_out() {
    let folder = Folder::enrolled();
    let order = order(&folder.client());
    let backup = restored(&folder);
    let client = backup.client();
    note(&client, order, "on the restored device").unwrap();
    let before = folder.client().export_unsent(order).unwrap();
    let after = client.export_unsent(order).unwrap();
    // The earlier actor is introduced by its nonce, and its work goes with the rest.
    assert!(after.windows(16).any(|bytes| bytes == [4; 16]));
    assert!(after.len() > before.len());
}
