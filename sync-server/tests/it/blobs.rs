//! Who may read a blob (R52), and which are thrown away (R14).

use jobsheet_domain::id::{Digest, DocumentId, ItemId};
use jobsheet_domain::time::{DAY_MS, Timestamp};
use jobsheet_domain::work_order::{PhotoRecord, WorkOrderCommand};
use jobsheet_signing::sha256;
use jobsheet_sync::Verdict;
use reqwest::{Method, Response};
use serde_json::json;
use uuid::Uuid;

use crate::support::{start, start_with};
use crate::uploads::{create, header, patch, tus};
use jobsheet_kit::desk::Desk;
use jobsheet_kit::tablet::Tablet;

const BYTES: &[u8] = b"a photo of the worn belt";

fn digest(bytes: &[u8]) -> Digest {
    Digest(sha256(bytes))
}

/// Names a blob in an order, as a photo in its normal form, and syncs.
pub async fn name(device: &mut Tablet, order: DocumentId, bytes: &[u8]) {
    let photo = PhotoRecord {
        id: ItemId(Uuid::now_v7()),
        stage: "fault".into(),
        caption: String::new(),
        original: digest(&[bytes, b" as captured"].concat()),
        normal: digest(bytes),
        thumbnail: None,
        normal_bytes: bytes.len() as u64,
        width: 1,
        height: 1,
        taken_at: Timestamp(1_800_000_000_000),
        position: None,
    };
    device.tap(order, &WorkOrderCommand::AddPhoto(Box::new(photo)));
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
}

/// Sends a blob whole.
async fn send(device: &mut Tablet, bytes: &[u8]) {
    let path = header(&create(device, bytes).await, "location");
    assert_eq!(patch(device, &path, 0, bytes).await.status(), 204);
}

async fn read(device: &mut Tablet, bytes: &[u8]) -> Response {
    device.send(Method::GET, &format!("/v1/blobs/{}", digest(bytes)), &[], Vec::new()).await
}

/// Everything an answer says, without what differs from request to request.
async fn said(answer: Response) -> (u16, String, String) {
    let names = answer.headers().keys().map(ToString::to_string).collect::<Vec<_>>().join(",");
    (answer.status().as_u16(), names, answer.text().await.unwrap())
}

async fn enrolled(desk: &Desk, login: &str) -> Tablet {
    let mut device = Tablet::enrol(desk, login).await;
    device.sync().await;
    device
}

async fn give_to(desk: &Desk, order: DocumentId, login: &str) {
    let only = desk.person(login).await;
    let window = json!({ "from": 0, "to": 3_600_000 });
    desk.command(order, json!({ "assign": { "technicians": [only], "lead": only, "window": window } })).await;
}

#[tokio::test]
async fn r52_a_blob_is_read_where_a_document_in_scope_names_it() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut author = enrolled(&desk, "second").await;
    let mut beside = enrolled(&desk, "second").await;
    let mut stranger = enrolled(&desk, "lead").await;
    send(&mut author, BYTES).await;
    assert_eq!(read(&mut author, BYTES).await.bytes().await.unwrap(), BYTES, "it sent the blob itself");
    assert_eq!(read(&mut beside, BYTES).await.status(), 404, "nothing names it yet");
    name(&mut author, order, BYTES).await;
    assert_eq!(read(&mut beside, BYTES).await.bytes().await.unwrap(), BYTES);
    let hidden = said(read(&mut stranger, BYTES).await).await;
    assert_eq!(hidden, said(read(&mut stranger, b"nobody has this").await).await, "as if it were not here");
    assert_eq!(hidden.0, 404);
    give_to(&desk, order, "lead").await;
    assert_eq!(read(&mut beside, BYTES).await.status(), 404, "the order has left its scope");
    assert_eq!(read(&mut stranger, BYTES).await.status(), 200, "and entered this one's");
    assert_eq!(read(&mut author, BYTES).await.status(), 200, "what it sent itself is no secret to it");
}

/// Whoever heard a digest may write it into an order of their own. It opens nothing, and tells nothing, until they send
/// the bytes.
#[tokio::test]
async fn r52_a_name_alone_opens_nothing() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let own = desk.assigned("LC3015-240817", "Laser stops", &["lead"]).await;
    let mut author = enrolled(&desk, "second").await;
    let mut stranger = enrolled(&desk, "lead").await;
    name(&mut author, order, BYTES).await;
    send(&mut author, BYTES).await;
    name(&mut stranger, own, BYTES).await;
    assert_eq!(read(&mut stranger, BYTES).await.status(), 404);
    let begun = create(&mut stranger, BYTES).await;
    assert_eq!(header(&begun, "upload-offset"), "0", "it is not told that the blob is here");
    let path = header(&begun, "location");
    let half = BYTES.len() / 2;
    assert_eq!(patch(&mut stranger, &path, 0, &BYTES[..half]).await.status(), 204);
    assert_eq!(read(&mut stranger, BYTES).await.status(), 404, "half of it proves nothing");
    assert_eq!(patch(&mut stranger, &path, half, &BYTES[half..]).await.status(), 204);
    assert_eq!(read(&mut stranger, BYTES).await.bytes().await.unwrap(), BYTES);
    assert_eq!(read(&mut author, BYTES).await.bytes().await.unwrap(), BYTES, "and nothing was lost by it");
}

#[tokio::test]
async fn r52_an_upload_is_known_to_its_device_only() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut author = enrolled(&desk, "second").await;
    let mut stranger = enrolled(&desk, "third").await;
    let path = header(&create(&mut author, BYTES).await, "location");
    let unknown = format!("/v1/blobs/uploads/{}", hex::encode([7; 16]));
    let asked = stranger.send(Method::HEAD, &path, &tus(&[]), Vec::new()).await;
    let nobodys = stranger.send(Method::HEAD, &unknown, &tus(&[]), Vec::new()).await;
    assert_eq!(said(asked).await, said(nobodys).await);
    let written = patch(&mut stranger, &path, 0, BYTES).await;
    let nobodys = patch(&mut stranger, &unknown, 0, BYTES).await;
    assert_eq!(said(written).await, said(nobodys).await);
    assert_eq!(patch(&mut author, &path, 0, BYTES).await.status(), 204);
}

#[tokio::test]
async fn the_console_shows_a_photo_with_its_order_only() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let other = desk.raise("LC3015-240817", "Laser stops").await;
    let mut author = enrolled(&desk, "second").await;
    send(&mut author, BYTES).await;
    let path = |order: DocumentId| format!("/api/orders/{order}/photos/{}", digest(BYTES));
    let status =
        async |path: String| desk.request(Method::GET, &path).send().await.unwrap().status().as_u16();
    assert_eq!(status(path(order)).await, 404, "nothing names it yet");
    name(&mut author, order, BYTES).await;
    assert_eq!(status(path(order)).await, 200);
    assert_eq!(status(path(other)).await, 404);
}

#[tokio::test]
async fn r14_what_no_document_ever_named_is_thrown_away_in_time() {
    let server = start_with(|config| config.times.nonce_grace_ms = 0).await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut author = enrolled(&desk, "second").await;
    name(&mut author, order, BYTES).await;
    send(&mut author, BYTES).await;
    send(&mut author, b"nobody named this").await;
    author.sync().await;
    send(&mut author, b"its name may still be under way").await;
    let begun = header(&create(&mut author, b"never finished").await, "location");
    let answer = author.send(Method::HEAD, &begun, &tus(&[]), Vec::new()).await;
    let now: i64 = header(&answer, "jobsheet-time").parse().unwrap();
    let in_days = |days: i64| Timestamp(now + days * DAY_MS);
    let swept = server.running.sweep(in_days(29)).await.unwrap();
    assert_eq!((swept.blobs, swept.uploads), (0, 0));
    let swept = server.running.sweep(in_days(31)).await.unwrap();
    assert_eq!((swept.blobs, swept.uploads), (1, 4));
    assert_eq!(read(&mut author, b"nobody named this").await.status(), 404);
    assert_eq!(author.send(Method::HEAD, &begun, &tus(&[]), Vec::new()).await.status(), 404);
    assert_eq!(server.running.sweep(in_days(4_000)).await.unwrap(), jobsheet_server::Swept::default());
    assert_eq!(read(&mut author, BYTES).await.bytes().await.unwrap(), BYTES, "named: kept for ever");
    assert_eq!(read(&mut author, b"its name may still be under way").await.status(), 200);
    name(&mut author, order, b"something else").await;
    author.sync().await;
    assert_eq!(
        server.running.sweep(in_days(4_000)).await.unwrap().blobs,
        1,
        "it has synced, and named nothing"
    );
}

/// R14, R17: what a signature names is kept for ever like a photo: the stamp, and the page as it was shown. Both are in the
/// evidence, and the page opens at the console as the customer saw it.
#[tokio::test]
async fn r17_what_a_signature_names_is_kept_shown_and_exported() {
    const PAGE: &[u8] = "<!doctype html><p>已更换皮带".as_bytes();
    const STAMP: &[u8] = b"\xff\xd8\xff a stamp";
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = crate::evidence::finished(&desk).await;
    let mut record = device.signoff(order);
    record.shown_digest = digest(PAGE);
    record.stamp = Some(Box::new(PhotoRecord { normal: digest(STAMP), ..crate::evidence::stamp() }));
    let report = jobsheet_report::model(&device.documents[&order].content().unwrap());
    record.statement = device.statement(order, &record, &report);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    let page = format!("/api/orders/{order}/pages/{}", digest(PAGE));
    assert_eq!(desk.request(Method::GET, &page).send().await.unwrap().status(), 404, "still on its device");
    send(&mut device, PAGE).await;
    send(&mut device, STAMP).await;
    device.sync().await;
    let late = Timestamp(4_000_000_000_000);
    assert_eq!(server.running.sweep(late).await.unwrap().blobs, 0);
    let shown = desk.request(Method::GET, &page).send().await.unwrap();
    assert!(shown.headers()["content-security-policy"].to_str().unwrap().ends_with("sandbox"));
    assert_eq!(shown.bytes().await.unwrap(), PAGE);
    let view = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!(view["signoff"]["page"], digest(PAGE).to_string());
    let package = jobsheet_kit::evidence::package(&desk.evidence(order).await);
    let named: Vec<&Digest> = package.named.keys().map(|(_, digest)| digest).collect();
    assert!(named.contains(&&digest(PAGE)) && named.contains(&&digest(STAMP)));
    assert!(jobsheet_kit::evidence::export(&package).absent.is_empty());
    let other = desk.raise("AC75-190332", "Belt worn").await;
    let elsewhere = format!("/api/orders/{other}/pages/{}", digest(PAGE));
    assert_eq!(desk.request(Method::GET, &elsewhere).send().await.unwrap().status(), 404);
}
