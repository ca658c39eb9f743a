//! Every single damaged page of files of every released schema, as they are after their upgrade, and of a new one (R50).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jobsheet_kernel::id::{ChangeHash, DocumentId};
use jobsheet_store::{SCHEMA_VERSION, Store};

use crate::sample::{Folder, document, key, write_tap};

const PAGE: usize = 4_096;

type Tap = (DocumentId, ChangeHash);

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// What is unsent in a file, whole or in part.
fn unsent(file: &Path) -> BTreeSet<Tap> {
    let store = Store::open(file, &key()).unwrap();
    let (taps, fragments) = store.read(|tx| Ok((tx.outbox()?, tx.fragments()?))).unwrap();
    for one in &taps {
        let change = store.read(|tx| tx.change(one.tap.document, one.tap.hash)).unwrap();
        assert!(change.is_some(), "a tap in the outbox has its change");
    }
    assert!(fragments.iter().all(|part| part.command.is_some() || part.change.is_some()));
    let taps = taps.iter().map(|one| (one.tap.document, one.tap.hash));
    taps.chain(fragments.iter().map(|one| (one.document, one.hash))).collect()
}

/// Damages one page after the other; each time everything unsent is still there.
fn hurt_every_page(whole: &Path) {
    let before = unsent(whole);
    let bytes = fs::read(whole).unwrap();
    let mut lost = Vec::new();
    for page in 0..bytes.len() / PAGE {
        let folder = Folder::new();
        let mut hurt = bytes.clone();
        hurt[page * PAGE + 100..page * PAGE + 200].fill(0xa5);
        fs::write(folder.path(), hurt).unwrap();
        let error = match Store::open(&folder.path(), &key()) {
            Ok(store) => store.check().unwrap_err(),
            Err(error) => error,
        };
        if error.code() != "store.damaged" {
            lost.push((page, format!("{error:?}")));
            continue;
        }
        let after = unsent(&folder.path());
        if after != before {
            lost.push((page, format!("{} of {}", after.len(), before.len())));
        }
    }
    assert_eq!(lost, []);
}

#[test]
fn r50_of_a_file_of_every_released_schema_no_damaged_page_takes_unsent_work() {
    for version in 1..=SCHEMA_VERSION {
        let folder = Folder::new();
        fs::copy(fixture(&format!("schema-{version}.db")), folder.path()).unwrap();
        Store::open(&folder.path(), &key()).unwrap().check().unwrap();
        hurt_every_page(&folder.path());
    }
}

#[test]
fn r50_of_a_new_file_no_damaged_page_takes_unsent_work() {
    let folder = Folder::new();
    let store = folder.store();
    for id in 1..=20 {
        store.write(|tx| (1..=4).try_for_each(|seq| write_tap(tx, document(id), seq).map(|_| ()))).unwrap();
    }
    store.check().unwrap();
    drop(store);
    hurt_every_page(&folder.path());
}
