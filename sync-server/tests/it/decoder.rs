//! Foreign bytes are decoded in a process of its own: one that dies or hangs harms nobody else.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use jobsheet_domain::id::DocumentId;
use jobsheet_domain::work_order::WorkOrderCommand;
use jobsheet_sync::{OutgoingRun, Verdict};

use crate::support::start_with;
use jobsheet_kit::desk::Desk;
use jobsheet_kit::tablet::Tablet;

/// The server's own program.
const REAL: &str = env!("CARGO_BIN_EXE_jobsheet");

/// A committed script that stands in for the decoding process. One written here could not be started for as long as a
/// child of another test holds it open for writing.
fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decoders").join(name)
}

/// A technician who has just accepted an order, and not said so yet.
async fn accepted(desk: &Desk) -> (Tablet, DocumentId) {
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(desk, "second").await;
    device.sync().await;
    device.tap(order, &WorkOrderCommand::Accept);
    (device, order)
}

/// The status of the answer to a good change when the decoding process is a script, within so many milliseconds. Nothing
/// is refused, and the console goes on.
async fn status_with(name: &str, worker_ms: u64) -> u16 {
    let server = start_with(|config| {
        config.worker_command = Some(script(name));
        config.times.worker_ms = worker_ms;
    })
    .await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = accepted(&desk).await;
    let run = device.run(order);
    let status = device.answer(vec![run]).await.status().as_u16();
    assert_eq!(desk.get(&format!("/api/orders/{order}")).await["status"], "assigned");
    assert_eq!(desk.get(&format!("/api/documents/{order}/refused")).await, serde_json::json!([]));
    status
}

fn undecodable() -> Verdict {
    Verdict::Refused { code: "change.undecodable".to_owned(), parameters: Vec::new() }
}

/// What uses up its computing time over a run does so every time, however long that takes: the run is refused.
#[tokio::test]
async fn a_run_that_uses_up_the_computing_time_is_refused() {
    let server = start_with(|config| {
        config.worker_command = Some(script("computes"));
        config.times.worker_cpu_ms = 1_000;
        config.times.worker_ms = 300_000;
        config.times.request_ms = 300_000;
    })
    .await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = accepted(&desk).await;
    // Of a document that is new here nothing else can be to blame.
    let new = OutgoingRun { document: [9; 16], ..device.run(order) };
    assert_eq!(device.sync_runs(vec![new]).await, [undecodable()]);
    let known = device.run(order);
    assert_eq!(
        device.sync_runs(vec![known]).await,
        [],
        "what is stored alone uses it up as well: the server's failure"
    );
    assert_eq!(desk.get(&format!("/api/orders/{order}")).await["status"], "assigned");
}

/// A fault of its own, somebody else's doing, an answer that never comes and one that cannot be read say nothing about the
/// run: the device comes again, and honest work is never refused because the machine was busy.
#[tokio::test]
async fn a_decoding_process_that_gives_no_answer_refuses_nothing() {
    for (name, worker_ms) in
        [("dies", 60_000), ("is-killed", 60_000), ("talks-nonsense", 60_000), ("hangs", 200)]
    {
        assert_eq!(status_with(name, worker_ms).await, 503, "{name}");
    }
}

#[tokio::test]
async fn without_a_program_decoding_happens_in_the_process() {
    let server = start_with(|config| config.worker_command = None).await;
    let desk = server.desk("dispatcher").await;
    let (mut device, _) = accepted(&desk).await;
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
}

#[tokio::test]
async fn a_decoding_process_that_does_not_read_is_ended() {
    let server = start_with(|config| {
        config.worker_command = Some(script("hangs"));
        config.times.worker_ms = 200;
        config.times.request_ms = 10_000;
    })
    .await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = accepted(&desk).await;
    let mut run = device.run(order);
    // More than a pipe holds.
    run.run.changes[0] = Arc::from(vec![7; 1 << 20]);
    let answer = device.answer(vec![run]).await;
    assert_eq!((answer.status().as_u16(), answer.headers()["retry-after"].as_bytes()), (503, &b"2"[..]));
}

#[tokio::test]
async fn a_decoding_process_beyond_its_memory_ends_and_the_server_goes_on() {
    let hostile = async |memory_bytes: u64| {
        let server = start_with(|config| config.limits.worker_memory_bytes = memory_bytes).await;
        let desk = server.desk("dispatcher").await;
        let (mut device, order) = accepted(&desk).await;
        let honest = device.run(order);
        let mut run = honest.clone();
        // A few bytes on the wire; the child holds all of them, and more than once.
        run.run.changes = vec![Arc::from(vec![0; 7 << 20])];
        let verdict = device.sync_runs(vec![run]).await.remove(0);
        let after = device.sync_runs(vec![honest]).await.remove(0);
        assert!(matches!(after, Verdict::Stored { .. }), "{after:?}");
        verdict
    };
    // The program itself, and room for honest work.
    let little = fs::metadata(REAL).unwrap().len() + (4 << 20);
    assert_eq!(hostile(little).await, undecodable());
    let too_large = Verdict::Refused { code: "change.too_large".to_owned(), parameters: Vec::new() };
    assert_eq!(hostile(1 << 30).await, too_large, "with more memory it comes to looking at the bytes");
}

/// Honest work is not refused for good because the server was out of processes for a moment.
#[tokio::test]
async fn a_decoding_process_that_cannot_be_started_is_the_servers_failure() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("worker");
    let command = program.clone();
    let server = start_with(|config| config.worker_command = Some(command)).await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = accepted(&desk).await;
    let run = device.run(order);
    assert_eq!(device.sync_runs(vec![run]).await, [], "nothing is said of it");
    assert_eq!(desk.get(&format!("/api/documents/{order}/refused")).await, serde_json::json!([]));
    symlink(REAL, program).unwrap();
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]), "the same run, a moment later");
}

#[tokio::test]
async fn a_decoding_process_that_ended_while_it_waited_is_not_held_against_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    let (program, started) = (folder.path().join("worker"), folder.path().join("started"));
    symlink(script("notes-itself"), &program).unwrap();
    symlink(REAL, folder.path().join("jobsheet")).unwrap();
    let server = start_with(|config| config.worker_command = Some(program)).await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = accepted(&desk).await;
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    let waiting = fs::read_to_string(&started).unwrap();
    assert!(Command::new("kill").args(["-KILL", waiting.trim()]).status().unwrap().success());
    device.tap(order, &WorkOrderCommand::SetOut { preparation: Default::default() });
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    assert_eq!(fs::read_to_string(&started).unwrap().lines().count(), 2, "a fresh one did it");
}

/// They are the process's own, whatever runs beside it.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_decoding_process_has_its_limits_of_memory_computing_time_and_what_it_may_ask_for() {
    let folder = tempfile::tempdir().unwrap();
    let (program, started) = (folder.path().join("worker"), folder.path().join("started"));
    symlink(script("notes-itself"), &program).unwrap();
    symlink(REAL, folder.path().join("jobsheet")).unwrap();
    let server = start_with(|config| {
        config.worker_command = Some(program);
        config.times.worker_cpu_ms = 6_001;
    })
    .await;
    let desk = server.desk("dispatcher").await;
    let (mut device, _) = accepted(&desk).await;
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    let waiting = fs::read_to_string(started).unwrap();
    let limits = fs::read_to_string(format!("/proc/{}/limits", waiting.trim())).unwrap();
    let of = |name: &str| {
        let line = limits.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of("Max cpu time"), ["7", "8", "seconds"]);
    assert_eq!(of("Max address space")[..2], ["1073741824", "1073741824"]);
    let status = fs::read_to_string(format!("/proc/{}/status", waiting.trim())).unwrap();
    assert!(status.contains("Seccomp:\t2\n") && status.contains("NoNewPrivs:\t1\n"), "{status}");
}

/// A document that the ledger cannot read any more is the server's alarm: its runs stay with their devices, unrefused, and
/// everything else of the same sync goes both ways.
#[tokio::test]
async fn r50_a_stored_document_that_cannot_be_read_holds_up_no_other_and_refuses_nothing() {
    let server = start_with(|_| {}).await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = accepted(&desk).await;
    let other = desk.assigned("AC75-190332", "Filter full", &["second"]).await;
    let run = device.run(order);
    let ledger = rusqlite::Connection::open(server.data().join("ledger.sqlite")).unwrap();
    let snapshot = |bytes: &[u8]| {
        let id = order.0.as_bytes().to_vec();
        let sql = "UPDATE document SET snapshot = ?1 WHERE id = ?2";
        assert_eq!(ledger.execute(sql, rusqlite::params![bytes, id]).unwrap(), 1);
    };
    let kept: Vec<u8> = ledger
        .query_row("SELECT snapshot FROM document WHERE id = ?1", [order.0.as_bytes().to_vec()], |row| {
            row.get(0)
        })
        .unwrap();
    snapshot(b"damaged");
    assert_eq!(device.sync_runs(vec![run.clone()]).await, [], "no verdict on it");
    device.tap(other, &WorkOrderCommand::Accept);
    let both = vec![run.clone(), device.run(other)];
    assert!(
        matches!(device.sync_runs(both).await[..], [Verdict::Stored { .. }]),
        "the other comes in, and was told"
    );
    assert_eq!(desk.get(&format!("/api/documents/{order}/refused")).await, serde_json::json!([]));
    snapshot(&kept);
    assert!(matches!(device.sync_runs(vec![run]).await[..], [Verdict::Stored { .. }]));
}
