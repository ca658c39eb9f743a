//! A tablet's photos and its clocks, right and wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jobsheet_domain::id::DocumentId;
use jobsheet_domain::language::Language;
use jobsheet_domain::records::Policy;
use jobsheet_domain::work_order::PhotoRecord;
use jobsheet_signing::SoftwareSigner;
use jobsheet_store::{StoredRecord, TimeAnchor, Upload, Verdict, WriteTx};

use super::*;
use crate::capture::Capture;
use crate::clock::{Clock, Monotonic};
use crate::device::{Folder, begin_work, key, order, record};
use crate::options::OpenOptions;

const PHOTO: &[u8] = include_bytes!("../../../../tests/fixtures/photos/workroom.jpg");
const NOW: i64 = 1_800_000_000_000;
const YEAR_2099: i64 = 4_070_908_800_000;

/// A tablet's clocks: the wall clock shows what somebody set it to.
struct Hands {
    wall: AtomicI64,
    elapsed: AtomicU64,
    boots: AtomicU64,
}

impl Clock for Hands {
    fn wall(&self) -> Timestamp {
        Timestamp(self.wall.load(Ordering::Relaxed))
    }

    fn monotonic(&self) -> Monotonic {
        let span = format!("boot {}", self.boots.load(Ordering::Relaxed));
        Monotonic { span, elapsed_ms: self.elapsed.load(Ordering::Relaxed) }
    }
}

struct Tablet {
    client: Client,
    hands: Arc<Hands>,
    order: DocumentId,
    _folder: Folder,
}

impl Tablet {
    /// At work on an order, with a wall clock nobody ever set.
    fn new() -> Self {
        let folder = Folder::enrolled();
        let hands = Hands { wall: AtomicI64::new(0), elapsed: AtomicU64::new(0), boots: AtomicU64::new(0) };
        let hands = Arc::new(hands);
        let (signer, _sealed) = SoftwareSigner::generate().unwrap();
        let client = Client::open(OpenOptions {
            path: folder.file(),
            key: key(),
            incarnation: folder.incarnation(),
            language: Language::English,
            signer: Arc::new(signer),
            clock: Arc::clone(&hands) as Arc<dyn Clock>,
        });
        let client = client.unwrap();
        let order = order(&client);
        begin_work(&client, order);
        Self { client, hands, order, _folder: folder }
    }

    /// The server is heard: its time is this.
    fn hears(&self, server: i64) {
        let now = self.hands.monotonic();
        let anchor = TimeAnchor {
            server: Timestamp(server),
            device: self.hands.wall(),
            monotonic_ms: now.elapsed_ms,
            boot: now.span,
            uncertainty_ms: 20,
        };
        self.client.store().write(|tx| tx.set_time_anchor(&anchor)).unwrap();
    }

    fn captures(&self) -> PhotoRecord {
        let capture = Capture { bytes: PHOTO, stage: "fault", caption: "" };
        self.client.capture(self.order, &capture).unwrap().0
    }

    /// The server has everything.
    fn is_sent(&self) {
        let taps = self.client.store().read(|tx| tx.outbox()).unwrap();
        let blobs = self.client.store().read(|tx| tx.upload_queue(9)).unwrap();
        self.client
            .store()
            .write(|tx| {
                for one in &taps {
                    let (seq, tap) = (one.tap.seq, &one.tap);
                    tx.apply_verdict(tap.document, tap.actor, seq, seq, &Verdict::Stored)?;
                }
                blobs.iter().try_for_each(|blob| tx.set_upload(blob.digest, &Upload::OnServer))
            })
            .unwrap();
    }

    fn days_pass(&self, days: i64) {
        self.hands.wall.fetch_add(days * DAY_MS, Ordering::Relaxed);
        self.hands.elapsed.fetch_add((days * DAY_MS).unsigned_abs(), Ordering::Relaxed);
    }

    /// The tablet restarts, and its wall clock shows something else afterwards.
    fn restarts_in(&self, wall: i64) {
        self.hands.boots.fetch_add(1, Ordering::Relaxed);
        self.hands.elapsed.store(0, Ordering::Relaxed);
        self.hands.wall.store(wall, Ordering::Relaxed);
    }

    fn gone(&self) -> usize {
        self.client.let_originals_go().unwrap()
    }
}

#[test]
fn r14_an_original_goes_after_thirty_days_and_its_digest_stays() {
    let tablet = Tablet::new();
    tablet.hears(NOW);
    let photo = tablet.captures();
    assert_ne!(photo.original, photo.normal);
    tablet.is_sent();
    tablet.days_pass(29);
    assert_eq!(tablet.gone(), 0);
    assert!(tablet.client.photo(photo.original).is_ok());
    tablet.days_pass(1);
    assert_eq!(tablet.gone(), 1);
    assert!(tablet.client.photo(photo.original).is_err());
    assert!(tablet.client.photo(photo.normal).is_ok(), "the normal form stays with its order");
    let document = tablet.client.opened(tablet.order).unwrap();
    let content = document.document().content().unwrap();
    let kept = jobsheet_domain::work_order::WorkOrder::new(&content).photos();
    assert_eq!(kept[0].record.original, photo.original, "what was captured is still known");
}

#[test]
fn r50_nothing_goes_that_is_not_sent() {
    let tablet = Tablet::new();
    tablet.hears(NOW);
    tablet.captures();
    tablet.days_pass(4_000);
    assert_eq!(tablet.gone(), 0, "neither the tap nor the photo has been sent");
    tablet.is_sent();
    crate::device::note(&tablet.client, tablet.order, "one more word").unwrap();
    assert_eq!(tablet.gone(), 0, "the order has something unsent");
    tablet.is_sent();
    assert_eq!(tablet.gone(), 1);
}

/// R51: a wall clock deletes nothing, whatever it shows.
#[test]
fn r51_no_wall_clock_lets_an_original_go() {
    for wall in [0, NOW - 400 * DAY_MS, NOW + 400 * DAY_MS, YEAR_2099, i64::MAX / 2] {
        let tablet = Tablet::new();
        tablet.hears(NOW);
        tablet.captures();
        tablet.is_sent();
        tablet.restarts_in(wall);
        assert_eq!(tablet.gone(), 0, "{wall}");
        tablet.hears(NOW + DAY_MS);
        assert_eq!(tablet.gone(), 0, "{wall}: a day later by the server's time");
        tablet.hears(NOW + 30 * DAY_MS);
        assert_eq!(tablet.gone(), 1, "{wall}: thirty days later");
    }
}

/// R51: where the time of the capture is not sure, the days are counted from when it is.
#[test]
fn r51_a_capture_by_a_wrong_clock_is_as_old_as_the_server_can_tell() {
    for wall in [0, NOW - 400 * DAY_MS, NOW + 400 * DAY_MS, YEAR_2099] {
        let tablet = Tablet::new();
        tablet.hears(NOW - 50 * DAY_MS);
        tablet.restarts_in(wall);
        tablet.captures();
        tablet.is_sent();
        tablet.hears(NOW);
        assert_eq!(tablet.gone(), 0, "{wall}");
        tablet.hears(NOW + 29 * DAY_MS);
        assert_eq!(tablet.gone(), 0, "{wall}");
        tablet.hears(NOW + 30 * DAY_MS);
        assert_eq!(tablet.gone(), 1, "{wall}");
    }
}

#[test]
fn r14_policy_says_for_how_long_and_nought_is_for_ever() {
    let tablet = Tablet::new();
    tablet.hears(NOW);
    tablet.captures();
    tablet.is_sent();
    tablet.days_pass(20);
    let keep = |position: u64, keep_originals_days: u32| {
        let policy = record("policy", &Policy { keep_originals_days, ..Policy::default() });
        let policy = StoredRecord { position, ..policy };
        let newer = |tx: &mut WriteTx<'_>| {
            tx.put_record(&policy)?;
            tx.set_cursor(1, &[1; 8], position, position)
        };
        tablet.client.store().write(newer).unwrap();
    };
    keep(6, 0);
    tablet.days_pass(4_000);
    assert_eq!(tablet.gone(), 0);
    keep(7, 4_021);
    assert_eq!(tablet.gone(), 0);
    keep(8, 4_020);
    assert_eq!(tablet.gone(), 1);
}
