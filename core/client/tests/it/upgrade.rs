//! R50: files that earlier versions left behind, with work in them that nobody has sent yet, opened by this one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jobsheet_client::domain::complaint::Channel;
use jobsheet_client::domain::id::{ChangeHash, DocumentId};
use jobsheet_client::domain::kind::Kinds;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::work_order;
use jobsheet_client::domain::work_order::Status;
use jobsheet_client::store::{MyRole, Page, RowQuery, SCHEMA_VERSION, Store};
use jobsheet_client::{Capture, Client, OpenOptions, SoftwareSigner, SystemClock};
use jobsheet_screens::screens;

use jobsheet_kit::folder::{Folder, begin_work, key, note, order, taken};

const NOTE: &str = "门禁 4471, gate code";
const PHOTO: &[u8] = b"does not decode, and is kept as it is";
const PAGE_BYTES: usize = 4_096;

fn fixture(version: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(format!("schema-{version}"))
}

/// A copy of the device that a version left behind.
fn left_behind(version: u32) -> Folder {
    let folder = Folder::empty();
    fs::create_dir_all(folder.incarnation().parent().unwrap()).unwrap();
    fs::copy(fixture(version).join("work.jobsheet"), folder.file()).unwrap();
    fs::copy(fixture(version).join("incarnation"), folder.incarnation()).unwrap();
    folder
}

/// The unsent changes, in the order they were made.
fn unsent(folder: &Folder) -> String {
    let outbox = Store::open(&folder.file(), &key()).unwrap().read(|tx| tx.outbox()).unwrap();
    outbox.iter().map(|tap| format!("{} {} {}\n", tap.tap.document, tap.tap.seq, tap.tap.hash)).collect()
}

/// Writes the fixture of the present schema. Earlier fixtures stay as they are.
#[test]
#[ignore = "run once for each schema, before its release"]
fn write_the_fixture_of_this_schema() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    note(&client, order, NOTE).unwrap();
    client.capture(order, &Capture { bytes: PHOTO, stage: "fault", caption: "" }).unwrap();
    client.take_complaint(&taken(Channel::Phone, None)).unwrap();
    client.check_file().unwrap();
    drop(client);
    let to = fixture(SCHEMA_VERSION);
    fs::create_dir_all(&to).unwrap();
    fs::write(to.join("unsent"), unsent(&folder)).unwrap();
    fs::copy(folder.file(), to.join("work.jobsheet")).unwrap();
    fs::copy(folder.incarnation(), to.join("incarnation")).unwrap();
}

#[test]
fn r50_a_file_of_every_released_schema_opens_with_all_its_unsent_work_and_goes_on() {
    for version in 1..=SCHEMA_VERSION {
        let folder = left_behind(version);
        let client = folder.client();
        client.check_file().unwrap();
        let listed = screens(&client).orders(&RowQuery::default(), Page::default()).unwrap();
        let [order] = listed.iter().map(|one| one.row.id).collect::<Vec<DocumentId>>()[..] else {
            panic!("schema {version}: {} orders", listed.len());
        };
        let view = screens(&client).order(order).unwrap();
        assert_eq!((view.status, view.notes.as_str()), (Status::Working, NOTE));
        assert_eq!(client.photo(view.photos[0].normal).unwrap(), PHOTO);
        assert_eq!(client.search("Compressor", Some(work_order::KIND), Page::default()).unwrap().len(), 1);
        let complaints = screens(&client).complaints(&RowQuery::default(), Page::default()).unwrap();
        assert_eq!(complaints.len(), usize::from(version >= 2), "the first schema had no list of them");
        let waiting = client.unsent().unwrap();
        let before = fs::read_to_string(fixture(version).join("unsent")).unwrap();
        assert_eq!((waiting.changes, waiting.blobs), (before.lines().count() as u64, 1));
        assert!(!client.export_unsent(order).unwrap().is_empty());

        note(&client, order, "work goes on").unwrap();
        drop(client);
        let after = unsent(&folder);
        let of_the_order = |all: &str| all.lines().filter(|line| line.contains(&order.to_string())).count();
        assert!(after.starts_with(&before), "schema {version}");
        assert_eq!(of_the_order(&after), of_the_order(&before) + 1, "under the same actor, one more");
        let last = after.lines().last().unwrap().split(' ').nth(1).unwrap().to_owned();
        assert_eq!(last, of_the_order(&after).to_string(), "no sequence is issued twice");
    }
}

/// What is unsent, whole or in part.
fn kept(folder: &Folder) -> BTreeSet<(DocumentId, ChangeHash)> {
    let store = Store::open(&folder.file(), &key()).unwrap();
    let (taps, parts) = store.read(|tx| Ok((tx.outbox()?, tx.fragments()?))).unwrap();
    let taps = taps.iter().map(|one| (one.tap.document, one.tap.hash));
    taps.chain(parts.iter().map(|part| (part.document, part.hash))).collect()
}

/// The page after the first holds the list of tables: without it, nobody knows the columns of a file that was upgraded.
#[test]
fn r50_whichever_page_of_an_upgraded_file_is_damaged_its_unsent_work_is_there() {
    for version in 1..=SCHEMA_VERSION {
        let whole = left_behind(version);
        whole.client().check_file().unwrap();
        let (before, bytes) = (kept(&whole), fs::read(whole.file()).unwrap());
        let mut lost_photos = Vec::new();
        for page in 1..bytes.len() / PAGE_BYTES {
            let folder = left_behind(version);
            let mut hurt = bytes.clone();
            hurt[page * PAGE_BYTES + 100..page * PAGE_BYTES + 200].fill(0xa5);
            fs::write(folder.file(), hurt).unwrap();
            if let Err(told) = folder.open().and_then(|client| client.check_file()) {
                assert_eq!(told.code(), "store.damaged", "schema {version}, page {page}: {told}");
            }
            assert!(folder.file().with_extension("jobsheet.damaged-1").exists(), "it is kept: {page}");
            let client = folder.client();
            client.check_file().unwrap();
            let orders = screens(&client).orders(&RowQuery::default(), Page::default()).unwrap();
            let view = orders.first().map(|one| screens(&client).order(one.row.id).unwrap());
            let photo = view.and_then(|view| client.photo(view.photos.first()?.normal).ok());
            if photo.as_deref() != Some(PHOTO) {
                lost_photos.push(page);
            }
            drop(client);
            assert_eq!(kept(&folder), before, "schema {version}, page {page}");
        }
        // Its own two, that of the documents, and those of the changes by which the order shows it.
        assert!(lost_photos.len() <= 6, "schema {version}: {lost_photos:?}");
    }
}

/// R50: what cannot be read any more is listed as it was.
#[test]
fn r50_what_an_earlier_schema_listed_stays_listed_where_its_document_cannot_be_read() {
    for version in 1..SCHEMA_VERSION {
        let folder = left_behind(version);
        let (signer, _sealed) = SoftwareSigner::generate().unwrap();
        let options = OpenOptions {
            path: folder.file(),
            key: key(),
            incarnation: folder.incarnation(),
            language: Language::English,
            signer: Arc::new(signer),
            clock: Arc::new(SystemClock::new()),
        };
        let client = Client::open_knowing(options, Kinds(&[])).unwrap();
        let [listed] = &screens(&client).orders(&RowQuery::default(), Page::default()).unwrap()[..] else {
            panic!("schema {version}: one order");
        };
        let row = &listed.row;
        assert_eq!((row.status.name(), row.title.as_str()), ("working", "Compressor does not start"));
        assert_eq!(
            (row.signoff.as_str(), row.void, row.priority.as_str(), row.visit),
            ("none", false, "normal", 1)
        );
        assert_eq!((row.customer_name.as_str(), row.my_role), ("Star Lake Works", MyRole::Lead));
        let customers = screens(&client).customers("", Page::default()).unwrap();
        assert_eq!(customers[0].name, "Star Lake Works");
        assert_eq!(customers[0].phones, ["13800138000"]);
        let complaints = screens(&client).complaints(&RowQuery::default(), Page::default()).unwrap();
        assert_eq!(complaints.len(), usize::from(version >= 2));
        assert!(complaints.iter().all(|one| one.summary.channel == Some(Channel::Phone)));
        assert_eq!(
            client.search("Compressor", None, Page::default()).unwrap(),
            [],
            "of a kind nobody here knows"
        );
    }
}
