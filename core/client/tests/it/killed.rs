//! A device's process can end at any moment: the battery, the system, a person. What a call returned for is in the
//! file, and what no tap refers to goes (R14, R50).

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jobsheet_client::domain::id::{Digest, DocumentId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::store::Store;
use jobsheet_client::{Capture, Client, Clock, Monotonic, OpenOptions, SoftwareSigner};
use jobsheet_screens::screens;
use jobsheet_signing::sha256;

use jobsheet_kit::folder::{Folder, begin_work, key, note, order};

/// What the process to be killed is told by: the file, the incarnation beside it, the order, the look it ends at.
const TOLD: [&str; 4] = ["KILLED_FILE", "KILLED_INCARNATION", "KILLED_ORDER", "KILLED_AT_LOOK"];
const PHOTO: &[u8] = b"does not decode, and is kept as it is";
const MORNING_MS: i64 = 1_790_000_000_000;
const DAY_MS: i64 = 86_400_000;

/// A clock that ends its process, as nobody can prevent, when it is looked at often enough. A capture looks before its
/// photo is kept, and again before its tap is.
struct Deadly {
    looks_left: AtomicI64,
    ticks: AtomicU64,
    begins_ms: i64,
}

impl Deadly {
    const fn at_look(look: i64, begins_ms: i64) -> Self {
        Self { looks_left: AtomicI64::new(look), ticks: AtomicU64::new(0), begins_ms }
    }

    fn tick(&self) -> u64 {
        if self.looks_left.fetch_sub(1, Ordering::Relaxed) == 0 {
            let me = std::process::id().to_string();
            let killed = Command::new("kill").args(["-KILL", &me]).status();
            panic!("still here: {killed:?}");
        }
        self.ticks.fetch_add(1, Ordering::Relaxed)
    }
}

impl Clock for Deadly {
    fn wall(&self) -> Timestamp {
        Timestamp(self.begins_ms + self.tick().cast_signed())
    }

    fn monotonic(&self) -> Monotonic {
        Monotonic { span: "test".to_owned(), elapsed_ms: self.tick() }
    }
}

fn open(file: PathBuf, incarnation: PathBuf, clock: Deadly) -> Client {
    let (signer, _sealed) = SoftwareSigner::generate().unwrap();
    Client::open(OpenOptions {
        path: file,
        key: key(),
        incarnation,
        language: Language::English,
        signer: Arc::new(signer),
        clock: Arc::new(clock),
    })
    .unwrap()
}

/// The process that is killed: a note, a photo, a note, each said aloud once its call has returned. Run by itself it does
/// nothing.
#[test]
#[ignore = "is started by the test that kills it"]
fn the_device() {
    let [Some(file), Some(incarnation), Some(order), Some(look)] = TOLD.map(std::env::var_os) else { return };
    let order: DocumentId = order.to_str().unwrap().parse().unwrap();
    let look = look.to_str().unwrap().parse().unwrap();
    let client = open(file.into(), incarnation.into(), Deadly::at_look(look, MORNING_MS));
    println!("acknowledged {}", note(&client, order, "before").unwrap().change.unwrap());
    let capture = Capture { bytes: PHOTO, stage: "fault", caption: "" };
    println!("acknowledged {}", client.capture(order, &capture).unwrap().1.change.unwrap());
    println!("acknowledged {}", note(&client, order, "after").unwrap().change.unwrap());
}

/// Runs the device until it is killed at this look, or to its end; what it had acknowledged.
fn run_until_killed(folder: &Folder, order: DocumentId, look: i64) -> (Vec<String>, bool) {
    let told = [
        folder.file().into(),
        folder.incarnation().into(),
        order.to_string().into(),
        look.to_string().into(),
    ];
    let mut device = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::the_device", "--ignored", "--nocapture", "--test-threads=1"])
        .envs(TOLD.iter().zip::<[std::ffi::OsString; 4]>(told))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(device.stdout.take().unwrap()).lines();
    // The harness begins the line that the first of them ends.
    let acknowledged = lines.filter_map(|line| Some(line.unwrap().split_once("acknowledged ")?.1.to_owned()));
    let acknowledged = acknowledged.collect();
    (acknowledged, device.wait().unwrap().success())
}

#[test]
fn r50_what_was_acknowledged_survives_a_kill_at_any_moment_and_orphaned_photos_go() {
    let (mut orphans, mut captured, mut look) = (0, 0, 0);
    loop {
        let folder = Folder::enrolled();
        let order = {
            let client = folder.client();
            let order = order(&client);
            begin_work(&client, order);
            order
        };
        let before = unsent(&folder).len();
        let (acknowledged, ended) = run_until_killed(&folder, order, look);

        let kept = unsent(&folder);
        let missing: Vec<_> = acknowledged.iter().filter(|hash| !kept.contains(hash)).collect();
        assert!(missing.is_empty(), "killed at look {look}: {missing:?} lost");
        assert!(kept.len() <= before + acknowledged.len() + 1, "one call at most was under way");

        let client = open(folder.file(), folder.incarnation(), Deadly::at_look(-1, MORNING_MS + 2 * DAY_MS));
        client.check_file().unwrap();
        let photos = screens(&client).order(order).unwrap().photos;
        assert!(photos.iter().all(|photo| client.photo(photo.normal).unwrap() == PHOTO));
        assert_eq!(client.unsent().unwrap().blobs, photos.len() as u64);
        let is_here = Store::open(&folder.file(), &key()).unwrap().read(|tx| tx.blob(Digest(sha256(PHOTO))));
        assert_eq!(is_here.unwrap().is_some(), !photos.is_empty(), "killed at look {look}");
        note(&client, order, "work goes on").unwrap();

        captured += photos.len();
        orphans += usize::from(photos.is_empty() && acknowledged.len() == 1);
        if ended {
            assert_eq!(acknowledged.len(), 3);
            break;
        }
        look += 1;
    }
    assert!(
        orphans > 1 && captured > 1,
        "killed between a photo and its tap, and after it: {orphans}, {captured}"
    );
}

/// The hashes of the changes that wait to be sent.
fn unsent(folder: &Folder) -> Vec<String> {
    let store = Store::open(&folder.file(), &key()).unwrap();
    store.read(|tx| tx.outbox()).unwrap().iter().map(|tap| tap.tap.hash.to_string()).collect()
}
