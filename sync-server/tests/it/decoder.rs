//! Foreign bytes are decoded in a process of its own: one that dies or hangs harms nobody else.

use std::os::unix::fs::PermissionsExt;

use jobsheet_domain::work_order::WorkOrderCommand;
use jobsheet_sync::Verdict;

use crate::device::Device;
use crate::support::TestServer;

/// What a server says of a good change when its decoding process is a script, and then still says to the console.
async fn verdict_with(script: &str) -> Verdict {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("worker");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    let server = TestServer::start_with(|config| {
        config.worker_command = Some(program.clone());
        config.times.worker_ms = 200;
    })
    .await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Device::enrol(&desk, "second").await;
    device.sync().await;
    device.tap(order, &WorkOrderCommand::Accept);
    let verdict = device.sync().await.remove(0);
    assert_eq!(desk.get(&format!("/api/orders/{order}")).await["status"], "assigned");
    verdict
}

fn undecodable() -> Verdict {
    Verdict::Refused { code: "change.undecodable".to_owned(), parameters: Vec::new() }
}

#[tokio::test]
async fn a_decoding_process_that_dies_refuses_the_run_and_nothing_else() {
    assert_eq!(verdict_with("exit 1").await, undecodable());
}

#[tokio::test]
async fn a_decoding_process_that_hangs_is_ended() {
    assert_eq!(verdict_with("exec sleep 60").await, undecodable());
}

#[tokio::test]
async fn a_decoding_process_that_answers_nonsense_is_not_believed() {
    assert_eq!(verdict_with("printf '\\000\\000\\000\\002xx'; exec cat > /dev/null").await, undecodable());
}

#[tokio::test]
async fn without_a_program_decoding_happens_in_the_process() {
    let server = TestServer::start_with(|config| config.worker_command = None).await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Device::enrol(&desk, "second").await;
    device.sync().await;
    device.tap(order, &WorkOrderCommand::Accept);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
}
