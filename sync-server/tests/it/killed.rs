//! The server's process is killed in the middle of everything, again and again: nothing it acknowledged is missing, and
//! everybody goes on where they were (R49, R50).

use jobsheet_document::foreign;
use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::work_order::WorkOrderCommand;
use jobsheet_signing::encoding::from_base64url;
use jobsheet_signing::{sha256, sign_proof};
use jobsheet_sync::Verdict;
use jobsheet_sync::tus::{Blob, Purpose, metadata};
use reqwest::{Method, Response};
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::support::Program;
use jobsheet_kit::desk::Desk;
use jobsheet_kit::tablet::Tablet;

/// After how many acknowledgements it is killed, each time.
const KILLS: [usize; 4] = [1, 4, 9, 6];
/// Bytes of a photo, and of the pieces it is sent in.
const PHOTO_BYTES: usize = 300_000;
const PIECE_BYTES: usize = 10_000;

/// A technician who writes without end.
struct Writer {
    device: Tablet,
    orders: [DocumentId; 2],
    /// How many it has written.
    notes: u32,
    acknowledged: Vec<(DocumentId, ChangeHash)>,
}

impl Writer {
    /// A note on each order and one sync, again and again until the server is gone.
    async fn work(mut self, said: UnboundedSender<()>) -> Self {
        loop {
            self.notes += 1;
            for order in self.orders {
                let (base, text) = (self.device.heads(order), self.longer(order));
                self.device.tap(order, &WorkOrderCommand::EditText { field: "notes".into(), base, text });
            }
            if self.sync().await.is_err() {
                break;
            }
            let _ = said.send(());
        }
        self
    }

    /// The notes with one more line: whatever merged meanwhile, that is a change.
    fn longer(&self, order: DocumentId) -> String {
        let content = self.device.documents[&order].content().unwrap();
        let notes = content.texts.get("notes").map_or("", String::as_str);
        format!("{notes}\n{} {}", self.device.id, self.notes)
    }

    async fn sync(&mut self) -> reqwest::Result<()> {
        let sent = self.device.unsent.iter();
        let sent: Vec<_> =
            sent.flat_map(|(id, changes)| changes.iter().map(|one| (*id, one.header.hash))).collect();
        let verdicts = self.device.try_sync().await?;
        let taken =
            |verdict: &Verdict| matches!(verdict, Verdict::Stored { .. } | Verdict::HadAlready { .. });
        assert!(verdicts.iter().all(taken), "honest work is never refused: {verdicts:?}");
        self.acknowledged.extend(sent);
        Ok(())
    }
}

/// A technician who sends photos, one after the other.
struct Sender {
    device: Tablet,
    /// The photo under way: its number, its place and the bytes of it that were acknowledged.
    photo: usize,
    place: Option<String>,
    acknowledged: usize,
}

/// A photo of its own for each number.
fn photo(number: usize) -> Vec<u8> {
    (0..PHOTO_BYTES).map(|n| (n % 241 + number) as u8).collect()
}

impl Sender {
    async fn work(mut self, said: UnboundedSender<()>) -> Self {
        while self.step().await.is_ok() {
            let _ = said.send(());
        }
        self
    }

    /// The next piece, or the next photo.
    async fn step(&mut self) -> reqwest::Result<()> {
        let bytes = photo(self.photo);
        let Some(place) = self.place.clone() else {
            let blob = Blob { purpose: Purpose::Photo, length: bytes.len() as u64, digest: sha256(&bytes) };
            let headers = [("upload-length", blob.length.to_string()), ("upload-metadata", metadata(&blob))];
            let created = self.ask(Method::POST, "/v1/blobs", &headers, Vec::new()).await?;
            self.place = Some(created.headers()["location"].to_str().unwrap().to_owned());
            return Ok(());
        };
        let stands = self.ask(Method::HEAD, &place, &[], Vec::new()).await?;
        let stands: usize = stands.headers()["upload-offset"].to_str().unwrap().parse().unwrap();
        assert!(stands >= self.acknowledged, "{stands} bytes are there, {} were", self.acknowledged);
        if stands < PHOTO_BYTES {
            let headers = [
                ("content-type", "application/offset+octet-stream".to_owned()),
                ("upload-offset", stands.to_string()),
            ];
            let end = (stands + PIECE_BYTES).min(PHOTO_BYTES);
            self.ask(Method::PATCH, &place, &headers, bytes[stands..end].to_vec()).await?;
            self.acknowledged = end;
            return Ok(());
        }
        (self.photo, self.place, self.acknowledged) = (self.photo + 1, None, 0);
        Ok(())
    }

    async fn ask(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, String)],
        body: Vec<u8>,
    ) -> reqwest::Result<Response> {
        let proof = sign_proof(&self.device.key, &self.device.proof(method.as_str(), path, &body)).unwrap();
        let mut all = vec![("tus-resumable", "1.0.0".to_owned())];
        all.extend_from_slice(headers);
        self.device.try_send(&proof, method, path, &all, body).await?.error_for_status()
    }
}

async fn writer(desk: &Desk, login: &str, orders: [DocumentId; 2]) -> Writer {
    let mut device = Tablet::enrol(desk, login).await;
    device.sync().await;
    Writer { device, orders, notes: 0, acknowledged: Vec::new() }
}

async fn heard(mut said: UnboundedReceiver<()>, times: usize) {
    for _ in 0..times {
        said.recv().await.unwrap();
    }
}

/// Every change of an order that the server holds.
async fn held(desk: &Desk, order: DocumentId) -> Vec<ChangeHash> {
    let bundle = desk.first_form(order).await;
    let changes = bundle["changes"].as_array().unwrap().iter();
    let bytes = changes.map(|change| from_base64url(change.as_str().unwrap()).unwrap());
    bytes
        .map(|bytes| foreign::decode(order, &bytes, &foreign::Limits::default()).unwrap().header.hash)
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r50_a_server_killed_in_the_middle_of_everything_has_what_it_acknowledged_and_all_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut server = Program::start(&data);
    let mut desk = server.dispatcher().await;
    let mut orders = [DocumentId(uuid::Uuid::nil()); 2];
    for order in &mut orders {
        *order = desk.assigned("AC75-190332", "Belt worn", &["second", "lead"]).await;
    }
    let mut writers = [writer(&desk, "lead", orders).await, writer(&desk, "second", orders).await];
    let device = Tablet::enrol(&desk, "second").await;
    let mut sender = Sender { device, photo: 0, place: None, acknowledged: 0 };

    for acknowledgements in KILLS {
        let (says, said) = unbounded_channel();
        let sending = tokio::spawn(sender.work(says.clone()));
        let writing = writers.map(|writer| tokio::spawn(writer.work(says.clone())));
        drop(says);
        heard(said, acknowledgements).await;
        server.kill();
        server = Program::start(&data);
        let [one, other] = writing;
        (sender, writers) = (sending.await.unwrap(), [one.await.unwrap(), other.await.unwrap()]);
        let [one, other] = &mut writers;
        for device in [&mut sender.device, &mut one.device, &mut other.device] {
            device.base.clone_from(&server.base);
        }
        desk.base.clone_from(&server.base);
        for order in orders {
            let held = held(&desk, order).await;
            let acknowledged = writers.iter().flat_map(|writer| &writer.acknowledged);
            let mut here = acknowledged.filter(|(id, _)| *id == order);
            assert!(here.all(|(_, change)| held.contains(change)), "an acknowledged change is lost");
        }
    }

    for _ in 0..2 {
        for writer in &mut writers {
            writer.sync().await.unwrap();
        }
    }
    for order in orders {
        let page = desk.get(&format!("/api/orders/{order}")).await;
        for writer in &writers {
            let heads: Vec<String> = writer.device.heads(order).iter().map(ToString::to_string).collect();
            assert_eq!(page["heads"], json!(heads));
        }
    }
    let last = sender.photo;
    while sender.photo == last {
        sender.step().await.unwrap();
    }
    for number in 0..=last {
        let digest = hex::encode(sha256(&photo(number)));
        let path = format!("/v1/blobs/{digest}");
        let back = sender.device.send(Method::GET, &path, &[], Vec::new()).await;
        assert_eq!(back.bytes().await.unwrap(), photo(number), "photo {number}");
    }
    server.kill();
}
