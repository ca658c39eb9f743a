//! The real program under attack: each of the loads a stranger or one enrolled device can put on it, and all of them at once. An
//! honest technician goes on meanwhile, and neither memory nor disk grows beyond its bound.
//!
//! `LONG_TESTS=1` goes on for longer and says what it measured.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jobsheet_domain::id::DocumentId;
use jobsheet_domain::work_order::WorkOrderCommand;
use jobsheet_sync::Verdict;
use reqwest::{Client, Method};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::support::Program;
use crate::uploads::create;
use jobsheet_kit::desk::http;
use jobsheet_kit::tablet::Tablet;

/// Most memory the server may have resident.
const MEMORY: u64 = 512 << 20;
/// Most the data folder may grow by what attackers leave there: the bounds below, and what the ledger needs around them.
const DISK: u64 = 48 << 20;
/// What is kept of a device's refused runs, and what it may upload in a day, in these tests.
const KEPT: &str = "8388608";
/// Longest an honest sync may take meanwhile: more than ten times what it does.
const SOON: Duration = Duration::from_secs(2);
/// Longest an honest sync may take at all, so that a test that hangs ends.
const LONGEST: Duration = Duration::from_secs(60);

/// How long each load goes on.
fn span() -> Duration {
    Duration::from_millis(if std::env::var_os("LONG_TESTS").is_some() { 20_000 } else { 700 })
}

/// An attack under way.
#[derive(Clone)]
struct Attack {
    base: String,
    over: Arc<AtomicBool>,
    blows: Arc<AtomicUsize>,
}

impl Attack {
    /// Strikes again and again until it is over. A blow that fails was parried.
    async fn strike<F: Future<Output = ()>>(self, mut blow: impl FnMut(String) -> F) {
        while !self.over.load(Ordering::Relaxed) {
            blow(self.base.clone()).await;
            self.blows.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
        }
    }
}

/// What goes on at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Load {
    /// Large bodies of strangers.
    Bodies,
    /// Connections that say nothing.
    Silence,
    /// Wrong passwords.
    Passwords,
    /// Evidence to verify.
    Evidence,
    /// Live streams of one person.
    Streams,
    /// Runs of an enrolled device that are refused.
    Refused,
    /// Uploads of an enrolled device.
    Uploads,
}

const LOADS: [Load; 7] = [
    Load::Bodies,
    Load::Silence,
    Load::Passwords,
    Load::Evidence,
    Load::Streams,
    Load::Refused,
    Load::Uploads,
];

/// Begins a load with everybody who takes part in it.
async fn begin(load: Load, attack: &Attack, program: &Program, order: DocumentId, into: &mut JoinSet<()>) {
    match load {
        Load::Bodies => (0..64).for_each(|_| drop(into.spawn(attack.clone().strike(body)))),
        Load::Silence => (0..256).for_each(|_| drop(into.spawn(attack.clone().strike(silence)))),
        Load::Passwords => (0..32).for_each(|_| drop(into.spawn(attack.clone().strike(password)))),
        Load::Evidence => {
            let file = std::fs::read(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../core/evidence/tests/fixtures/signed-2.zip"
            ));
            let file = file.unwrap();
            for _ in 0..16 {
                let (http, file) = (http(), file.clone());
                into.spawn(attack.clone().strike(move |base| evidence(http.clone(), base, file.clone())));
            }
        }
        Load::Streams => {
            let desk = program.dispatcher().await;
            for _ in 0..32 {
                let desk = jobsheet_kit::desk::Desk { http: desk.http.clone(), base: desk.base.clone() };
                into.spawn(attack.clone().strike(move |_| {
                    let asked = desk.request(Method::GET, "/api/live").send();
                    async move { drop(asked.await) }
                }));
            }
        }
        Load::Refused => {
            let desk = program.dispatcher().await;
            let device = Tablet::enrol(&desk, "third").await;
            into.spawn(refused(attack.clone(), device, order));
        }
        Load::Uploads => {
            let desk = program.dispatcher().await;
            let device = Tablet::enrol(&desk, "trainee").await;
            into.spawn(uploads(attack.clone(), device));
        }
    }
}

/// A body of megabytes to a route that wants to know who sends it, and to one that nobody has to.
async fn body(base: String) {
    for route in ["/v1/sync", "/api/orders", "/api/verify", "/api/login"] {
        let Ok(mut stream) = TcpStream::connect(base.trim_start_matches("http://")).await else { return };
        let head = format!("POST {route} HTTP/1.1\r\nhost: x\r\ncontent-length: 15000000\r\n\r\n");
        let mut said = [0; 64];
        if stream.write_all(head.as_bytes()).await.is_err()
            || stream.write_all(&[b'x'; 1 << 20]).await.is_err()
        {
            continue;
        }
        let _ = tokio::time::timeout(Duration::from_millis(200), stream.read(&mut said)).await;
    }
}

/// Half a head, and then nothing.
async fn silence(base: String) {
    let Ok(mut stream) = TcpStream::connect(base.trim_start_matches("http://")).await else { return };
    let mut said = [0; 64];
    let _ = stream.write_all(b"POST /v1/sync HT").await;
    let _ = tokio::time::timeout(Duration::from_millis(500), stream.read(&mut said)).await;
}

async fn password(base: String) {
    let name = uuid::Uuid::new_v4().to_string();
    let asked = http().post(format!("{base}/api/login"));
    drop(asked.json(&json!({ "name": name, "password": "wrong" })).send().await);
}

async fn evidence(http: Client, base: String, file: Vec<u8>) {
    drop(http.post(format!("{base}/api/verify")).body(file).send().await);
}

/// Signed runs of a document that is none of theirs, each with another content: all refused, and kept only up to a bound.
async fn refused(attack: Attack, mut device: Tablet, order: DocumentId) {
    device.sync().await;
    let mut number = 0_u32;
    while !attack.over.load(Ordering::Relaxed) {
        let text = format!("{number} {}", "x".repeat(4_000));
        number += 1;
        let stranger = jobsheet_document::Document::create(jobsheet_domain::work_order::KIND, order);
        device.documents.insert(order, stranger);
        device.unsent.clear();
        let base = device.heads(order);
        device.write(order, &[jobsheet_domain::edit::Edit::Text { field: "notes".into(), base, text }]);
        let run = device.run(order);
        let answer = device.answer(vec![run]).await;
        drop(answer.bytes().await);
        attack.blows.fetch_add(1, Ordering::Relaxed);
    }
}

/// One photo after the other that nobody names.
async fn uploads(attack: Attack, mut device: Tablet) {
    let mut number = 0_u32;
    while !attack.over.load(Ordering::Relaxed) {
        number += 1;
        let photo: Vec<u8> = (0..400_000_u32).map(|n| (n.wrapping_mul(number) >> 3) as u8).collect();
        let created = create(&mut device, &photo).await;
        if let Some(place) = created.headers().get("location") {
            let place = place.to_str().unwrap().to_owned();
            drop(crate::uploads::patch(&mut device, &place, 0, &photo).await);
        }
        attack.blows.fetch_add(1, Ordering::Relaxed);
    }
}

/// Bytes of all files below a folder.
fn bytes_in(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let of = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(found) if found.is_dir() => bytes_in(&entry.path()),
        Ok(found) => found.len(),
        Err(_) => 0,
    };
    entries.map(of).sum()
}

/// A technician who notes something and syncs, again and again; the longest it took.
async fn honest(device: &mut Tablet, order: DocumentId) -> Duration {
    let mut longest = Duration::ZERO;
    let until = Instant::now() + span();
    let mut number = 0_u32;
    while Instant::now() < until {
        number += 1;
        let (base, text) = (device.heads(order), format!("note {number}"));
        device.tap(order, &WorkOrderCommand::EditText { field: "notes".into(), base, text });
        let begun = Instant::now();
        let verdicts = tokio::time::timeout(LONGEST, device.try_sync()).await.unwrap().unwrap();
        assert!(matches!(verdicts[..], [Verdict::Stored { .. }]), "{verdicts:?}");
        longest = longest.max(begun.elapsed());
    }
    longest
}

async fn under(loads: &[Load]) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let bounds = [("JOBSHEET_LIMITS_REFUSED_BYTES", KEPT), ("JOBSHEET_LIMITS_UPLOAD_DAY_BYTES", KEPT)];
    let program = Program::start_with(&data, &bounds);
    let desk = program.dispatcher().await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    let attack = Attack { base: program.base.clone(), over: Arc::default(), blows: Arc::default() };
    let mut attackers = JoinSet::new();
    for load in loads {
        begin(*load, &attack, &program, order, &mut attackers).await;
    }
    let before = bytes_in(&data);
    let longest = honest(&mut device, order).await;
    attack.over.store(true, Ordering::Relaxed);
    let (grown, memory) = (bytes_in(&data).saturating_sub(before), program.most_memory());
    let blows = attack.blows.load(Ordering::Relaxed);
    eprintln!(
        "{loads:?}: {blows} blows; honest sync {longest:?} at most; {} MB resident; {} MB more on disk",
        memory >> 20,
        grown >> 20
    );
    assert!(blows > 0, "{loads:?} never struck");
    assert!(longest < SOON, "an honest sync took {longest:?} under {loads:?}");
    assert!(memory < MEMORY, "{} MB resident under {loads:?}", memory >> 20);
    assert!(grown < DISK, "{} MB more on disk under {loads:?}", grown >> 20);
    attackers.abort_all();
    while let Some(ended) = attackers.join_next().await {
        assert!(ended.err().is_none_or(|end| end.is_cancelled()), "an attacker gave up by itself");
    }
    program.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_honest_technician_goes_on_under_each_load_and_under_all() {
    for load in LOADS {
        under(&[load]).await;
    }
    under(&LOADS).await;
}
