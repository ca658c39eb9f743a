use std::fs;
use std::path::{Path, PathBuf};

use jobsheet_kernel::time::Timestamp;
use jobsheet_store::{DocumentRow, NewBlob, Page, Purpose, SCHEMA_VERSION, Store, StoreError};

use crate::file::plain;
use crate::sample::{Folder, document, document_row, hash, key, order, put_row, tap, write_tap};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

#[test]
fn the_schema_is_the_committed_one() {
    let folder = Folder::new();
    drop(folder.store());
    let connection = plain(&folder);
    let mut statement = connection
        .prepare(
            "SELECT type || ' ' || name || char(10) || coalesce(sql, '') FROM sqlite_master \
             WHERE name NOT LIKE 'search_words_%' AND sql IS NOT NULL ORDER BY type DESC, name",
        )
        .unwrap();
    let objects: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(|object| object.unwrap()).collect();
    let dump = objects.join("\n\n") + "\n";
    let committed = fs::read_to_string(fixture("schema.sql")).unwrap_or_default();
    if dump != committed && std::env::var_os("JOBSHEET_BLESS").is_some() {
        fs::write(fixture("schema.sql"), &dump).unwrap();
        return;
    }
    assert_eq!(dump, committed, "run with JOBSHEET_BLESS=1 when a migration was added");
}

/// Writes the fixture of the present schema. Earlier fixtures stay as they are.
#[test]
#[ignore = "run once for each schema, before its release"]
fn write_the_fixture_of_this_schema() {
    let folder = Folder::new();
    let store = folder.store();
    let photo = NewBlob {
        digest: jobsheet_kernel::id::Digest([5; 32]),
        purpose: Purpose::Photo,
        media_type: "image/jpeg",
        length: 3,
        created_at: Timestamp(1),
        on_server: false,
    };
    store
        .write(|tx| {
            write_tap(tx, document(1), 1)?;
            tx.put_snapshot(document(1), &[hash(1)], &[hash(1)], 1, b"saved")?;
            write_tap(tx, document(1), 2)?;
            put_row(tx, &order(document(1)), "漏油")?;
            put_row(tx, &document_row(document(2)), "噪声")?;
            tx.put_blob(&photo, b"jpg")?;
            tx.refer_blob(document(1), photo.digest)?;
            tx.set_cursor(1, b"cursor", 12, 11)
        })
        .unwrap();
    store.check().unwrap();
    drop(store);
    fs::copy(folder.path(), fixture(&format!("schema-{SCHEMA_VERSION}.db"))).unwrap();
}

/// A row as far as every schema with lists had it.
fn carried(row: DocumentRow) -> DocumentRow {
    DocumentRow { at: None, listing: String::new(), ..row }
}

#[test]
fn files_of_every_released_schema_open_with_all_they_hold() {
    for version in 1..=SCHEMA_VERSION {
        let folder = Folder::new();
        fs::copy(fixture(&format!("schema-{version}.db")), folder.path()).unwrap();
        let store = Store::open(&folder.path(), &key()).unwrap();
        store
            .read(|tx| {
                let stored = tx.document(document(1))?.unwrap();
                assert_eq!(stored.head.heads, [hash(2)]);
                assert_eq!((stored.snapshot.as_deref(), stored.tail.len()), (Some(b"saved".as_slice()), 1));
                let signed = tx.outbox()?.into_iter().map(|one| one.tap);
                assert_eq!(
                    signed.collect::<Vec<_>>(),
                    [1, 2].map(|seq| tap(document(1), seq)),
                    "schema {version}"
                );
                assert!(tx.runs(document(1))?.is_empty(), "what is unsent has its run beside it");
                assert_eq!(tx.find("漏油", None, Page::default())?.len(), 1);
                assert_eq!(tx.blobs_of(document(1))?.len(), 1);
                assert_eq!(tx.sync_state()?.position, 12);
                let row = |n| Ok::<_, StoreError>(tx.row(document(n))?.map(|listed| listed.row));
                assert_eq!(row(1)?.map(carried), Some(carried(order(document(1)))), "schema {version}");
                let complaint = (version >= 2).then(|| carried(document_row(document(2))));
                assert_eq!(row(2)?.map(carried), complaint, "the first schema had no list of them");
                assert_eq!(tx.listing_version()?, 0, "every row is made again at the next start");
                Ok(())
            })
            .unwrap();
        store.check().unwrap();
    }
}
