//! Photos by tus 1.0.

use std::time::Duration;

use jobsheet_domain::id::{Digest, OrganisationId};
use jobsheet_server::blobs::BlobFolder;
use jobsheet_server::ledger::Blobs;
use jobsheet_signing::{sha256, sign_proof};
use jobsheet_sync::tus::{Blob, Purpose, metadata};
use reqwest::{Method, Response};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use uuid::Uuid;

use crate::support::{start, start_with};
use jobsheet_kit::desk::code;
use jobsheet_kit::server::TestServer;
use jobsheet_kit::tablet::Tablet;

pub fn tus(more: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
    let mut headers = vec![("tus-resumable", "1.0.0".to_owned())];
    headers.extend(more.iter().cloned());
    headers
}

fn photo() -> Vec<u8> {
    (0..600_000_u32).map(|n| (n % 251) as u8).collect()
}

pub async fn create(device: &mut Tablet, bytes: &[u8]) -> Response {
    let blob = Blob { purpose: Purpose::Photo, length: bytes.len() as u64, digest: sha256(bytes) };
    let headers = tus(&[("upload-length", blob.length.to_string()), ("upload-metadata", metadata(&blob))]);
    device.send(Method::POST, "/v1/blobs", &headers, Vec::new()).await
}

pub async fn patch(device: &mut Tablet, path: &str, offset: usize, bytes: &[u8]) -> Response {
    let headers = tus(&[
        ("content-type", "application/offset+octet-stream".to_owned()),
        ("upload-offset", offset.to_string()),
    ]);
    device.send(Method::PATCH, path, &headers, bytes.to_vec()).await
}

pub fn header(answer: &Response, name: &str) -> String {
    answer.headers()[name].to_str().unwrap().to_owned()
}

async fn offset(device: &mut Tablet, path: &str) -> usize {
    let answer = device.send(Method::HEAD, path, &tus(&[]), Vec::new()).await;
    header(&answer, "upload-offset").parse().unwrap()
}

/// A PATCH whose connection ends before its body does.
async fn cut_patch(device: &Tablet, path: &str, from: usize, bytes: &[u8]) {
    let proof = sign_proof(&device.key, &device.proof("PATCH", path, bytes)).unwrap();
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nhost: x\r\ntus-resumable: 1.0.0\r\ncontent-type: application/offset+octet-stream\r\n\
         upload-offset: {from}\r\ncontent-length: {}\r\njobsheet-proof: {proof}\r\n\r\n",
        bytes.len()
    );
    let mut stream = TcpStream::connect(device.base.strip_prefix("http://").unwrap()).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&bytes[..bytes.len() / 2]).await.unwrap();
    stream.shutdown().await.unwrap();
}

#[tokio::test]
async fn an_upload_cut_in_the_middle_goes_on_where_the_server_says() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    let bytes = photo();
    let created = create(&mut device, &bytes).await;
    assert_eq!(created.status(), 201);
    let path = header(&created, "location");
    let first = patch(&mut device, &path, 0, &bytes[..262_144]).await;
    assert_eq!((first.status().as_u16(), header(&first, "upload-offset")), (204, "262144".to_owned()));
    cut_patch(&device, &path, 262_144, &bytes[262_144..524_288]).await;
    let conflict = patch(&mut device, &path, 524_288, &bytes[524_288..]).await;
    assert_eq!(conflict.status(), 409, "what was cut is not there");
    let stands = offset(&mut device, &path).await;
    assert_eq!(stands, 262_144);
    let rest = patch(&mut device, &path, stands, &bytes[stands..]).await;
    assert_eq!(rest.status(), 204);
    let digest = hex::encode(sha256(&bytes));
    let back = device.send(Method::GET, &format!("/v1/blobs/{digest}"), &[], Vec::new()).await;
    assert_eq!(back.bytes().await.unwrap(), bytes);
    let range = [("range", "bytes=262140-262149".to_owned())];
    let part = device.send(Method::GET, &format!("/v1/blobs/{digest}"), &range, Vec::new()).await;
    assert_eq!(part.status(), 206);
    assert_eq!(part.bytes().await.unwrap(), bytes[262_140..262_150]);
}

#[tokio::test]
async fn a_photo_is_not_there_until_all_of_it_is() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    let bytes = photo();
    let path = header(&create(&mut device, &bytes).await, "location");
    patch(&mut device, &path, 0, &bytes[..1000]).await;
    let photo = format!("/v1/blobs/{}", hex::encode(sha256(&bytes)));
    assert_eq!(device.send(Method::GET, &photo, &[], Vec::new()).await.status(), 404);
}

#[tokio::test]
async fn bytes_with_another_digest_are_thrown_away() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    let bytes = b"a photo".to_vec();
    let path = header(&create(&mut device, &bytes).await, "location");
    let wrong = patch(&mut device, &path, 0, b"a phot0").await;
    assert_eq!(code(wrong).await, (460, "upload.digest_mismatch".to_owned()));
    let gone = device.send(Method::HEAD, &path, &tus(&[]), Vec::new()).await;
    assert_eq!(gone.status(), 404, "it begins anew");
}

#[tokio::test]
async fn a_photo_that_is_here_is_not_sent_again() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    let bytes = b"a photo".to_vec();
    let path = header(&create(&mut device, &bytes).await, "location");
    patch(&mut device, &path, 0, &bytes).await;
    let again = create(&mut device, &bytes).await;
    assert_eq!(header(&again, "upload-offset"), bytes.len().to_string());
}

/// Leaves an upload as a server does that stopped between its last part and its end: before the bytes were moved to
/// their place, or after.
async fn stopped_before_the_end(
    server: &TestServer,
    device: &mut Tablet,
    bytes: &[u8],
    moved: bool,
) -> String {
    let path = header(&create(device, bytes).await, "location");
    let id = path.rsplit('/').next().unwrap();
    let blobs = BlobFolder::open(&server.data().join("blobs")).unwrap();
    let id: [u8; 16] = hex::decode(id).unwrap().try_into().unwrap();
    blobs.append(&id, 0, bytes).unwrap();
    let organisation = OrganisationId(Uuid::from_bytes(device.organisation));
    server.ledger().advance_upload(organisation, &id, bytes.len() as u64).unwrap();
    if moved {
        blobs.finish(&id, Digest(sha256(bytes))).unwrap();
    }
    path
}

/// R14: a device lets go of its copy once the server has the whole, so that the server says so only once it has.
#[tokio::test]
async fn r14_an_upload_stopped_before_its_end_is_ended_before_the_device_hears_it_is_whole() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    for (bytes, moved) in [(&b"before the move"[..], false), (b"after the move", true)] {
        let path = stopped_before_the_end(&server, &mut device, bytes, moved).await;
        assert_eq!(offset(&mut device, &path).await, bytes.len());
        let blob = format!("/v1/blobs/{}", hex::encode(sha256(bytes)));
        let back = device.send(Method::GET, &blob, &[], Vec::new()).await;
        assert_eq!(back.bytes().await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn an_upload_whose_bytes_the_disk_lost_begins_anew() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    let path = stopped_before_the_end(&server, &mut device, b"a photo", false).await;
    let name = path.rsplit('/').next().unwrap();
    std::fs::remove_file(server.data().join("blobs/uploads").join(name)).unwrap();
    let lost = device.send(Method::HEAD, &path, &tus(&[]), Vec::new()).await;
    assert_eq!(lost.status(), 404);
}

#[tokio::test]
async fn a_blob_without_bytes_is_here_when_its_upload_begins() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    assert_eq!(header(&create(&mut device, b"").await, "upload-offset"), "0");
    let blob = format!("/v1/blobs/{}", hex::encode(sha256(b"")));
    let back = device.send(Method::GET, &blob, &[], Vec::new()).await;
    assert_eq!((back.status().as_u16(), back.bytes().await.unwrap().len()), (200, 0));
}

#[tokio::test]
async fn an_upload_that_would_be_too_large_does_not_begin() {
    let server = start_with(|config| config.limits.blob_bytes = 10).await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    assert_eq!(create(&mut device, &photo()).await.status(), 413);
    let abilities =
        desk.request(Method::OPTIONS, "/v1/blobs").timeout(Duration::from_secs(5)).send().await.unwrap();
    assert_eq!(header(&abilities, "tus-max-size"), "10");
}

/// A4: what one device can announce in a day is bounded; others go on, and so does it the next day.
#[tokio::test]
async fn one_device_does_not_fill_the_disk() {
    let server = start_with(|config| config.limits.upload_day_bytes = 1_000_000).await;
    let desk = server.desk("dispatcher").await;
    let [mut one, mut other] = [Tablet::enrol(&desk, "lead").await, Tablet::enrol(&desk, "second").await];
    assert_eq!(create(&mut one, &photo()).await.status(), 201);
    let refused = create(&mut one, &photo()[1..]).await;
    assert_eq!(code(refused).await, (429, "upload.enough_today".to_owned()));
    assert_eq!(create(&mut other, &photo()).await.status(), 201);
}
