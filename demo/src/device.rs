//! A technician's tablet: the real client library on an encrypted file of its own.

use std::path::Path;
use std::sync::Arc;

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::{DocumentId, ItemId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::value::Value;
use jobsheet_client::domain::work_order::{PartFate, PartUse, StrokePoint, Strokes, WorkOrderCommand};
use jobsheet_client::store::RawKey;
use jobsheet_client::{CancelHandle, Capture, Client, ClientError, OpenOptions, SoftwareSigner, SystemClock};
use jobsheet_screens::screens;

use crate::failure::{Told, must};
use crate::narrate::{Narrator, SyncFigures};

/// A tablet and whose it is.
pub struct Device {
    /// The user's name.
    pub name: String,
    /// The library.
    pub client: Client,
    cancel: CancelHandle,
}

impl Device {
    /// Opens a new encrypted file in a folder.
    pub fn new(name: &str, folder: &Path) -> Told<Self> {
        let (signer, _sealed) = SoftwareSigner::generate().map_err(ClientError::from)?;
        let mut key = [0; 32];
        key[..16].copy_from_slice(uuid::Uuid::new_v4().as_bytes());
        key[16..].copy_from_slice(uuid::Uuid::new_v4().as_bytes());
        let client = Client::open(OpenOptions {
            path: folder.join(format!("{name}.jobsheet")),
            key: RawKey::new(key),
            incarnation: folder.join("no-backup").join(name),
            language: Language::English,
            signer: Arc::new(signer),
            clock: Arc::new(SystemClock::new()),
        })?;
        Ok(Self { name: name.to_owned(), client, cancel: CancelHandle::new() })
    }

    /// Closes the file: nothing of the library may hold it while the process ends.
    pub async fn close(self) {
        self.client.close().await;
    }

    /// Enrols by a one-time code; gives the fingerprint to read to the dispatcher.
    pub async fn enrol(&self, base: &str, code: &str) -> Told<String> {
        Ok(self.client.enrol(base, code, &format!("{}'s tablet", self.name), &self.cancel).await?.fingerprint)
    }

    /// Syncs and says what it cost.
    pub async fn sync(&self, narrator: &mut Narrator, when: &str) -> Told<u32> {
        let summary = self.client.sync(&self.cancel).await?;
        narrator.synced(SyncFigures {
            name: format!("{} {when}", self.name),
            round_trips: summary.round_trips,
            bytes_up: summary.bytes_up,
            bytes_down: summary.bytes_down,
        });
        must(summary.refused == 0, "the server refuses nothing of an honest device")?;
        Ok(summary.round_trips)
    }

    /// Tries to sync where there is no network.
    pub async fn sync_without_network(&self) -> Result<(), ClientError> {
        self.client.sync(&self.cancel).await.map(|_| ())
    }

    /// Sends photos.
    pub async fn upload(&self, narrator: &mut Narrator) -> Told<u32> {
        let summary = self.client.upload(&self.cancel).await?;
        narrator.photos(summary.bytes, summary.requests);
        narrator.say(format!("{}: {} files, {} bytes", self.name, summary.blobs, summary.bytes));
        Ok(summary.blobs)
    }

    /// One tap on an order.
    pub fn tap(&self, order: DocumentId, command: WorkOrderCommand) -> Told {
        self.client.submit(order, &Command::WorkOrder(command))?;
        Ok(())
    }

    /// Edits a long text as a screen would: from the version it shows.
    pub fn write(&self, order: DocumentId, field: &str, edit: impl FnOnce(&str) -> String) -> Told {
        let shown = screens(&self.client).order(order)?;
        let before = match field {
            "notes" => shown.notes,
            "1/work_done" => shown.work_done,
            _ => shown.findings,
        };
        let text = edit(&before);
        self.tap(order, WorkOrderCommand::EditText { field: field.to_owned(), base: shown.heads, text })
    }

    /// Takes a photo.
    pub fn photograph(
        &self,
        order: DocumentId,
        file: &Path,
        stage: &str,
        caption: &str,
    ) -> Told<(u64, u32, u32)> {
        let bytes = std::fs::read(file)?;
        let (record, _) = self.client.capture(order, &Capture { bytes: &bytes, stage, caption })?;
        Ok((record.normal_bytes, record.width, record.height))
    }

    /// Looks at every photo of an order, those of others too; how many bytes.
    pub async fn look(&self, order: DocumentId) -> Told<usize> {
        let mut bytes = 0;
        for photo in screens(&self.client).order(order)?.photos {
            bytes += self.client.fetch_photo(order, photo.normal, &self.cancel).await?.len();
        }
        Ok(bytes)
    }

    /// Notes a part.
    pub fn use_part(&self, order: DocumentId, number: &str, name: &str, serial: Option<&str>) -> Told {
        self.tap(
            order,
            WorkOrderCommand::UsePart(Box::new(PartUse {
                id: ItemId(uuid::Uuid::new_v4()),
                number: number.to_owned(),
                name: name.to_owned(),
                quantity_milli: 1_000,
                serial: serial.map(str::to_owned),
                reason: "worn".to_owned(),
                old_part: PartFate::Returned,
            })),
        )
    }

    /// Answers a checklist item with yes.
    pub fn answer(&self, order: DocumentId, item: &str) -> Told {
        self.tap(order, WorkOrderCommand::Answer { item: item.to_owned(), value: Value::Flag(true) })
    }
}

/// The customer's hand, as a pen gives it: three strokes with time and pressure.
pub fn hand() -> Strokes {
    let stroke = |left: i32, width: i32, from_ms: u32| -> Vec<StrokePoint> {
        let point = |step: i32| {
            let rise = [0, 420, 760, 930, 900, 640, 250, -130, -300, -210, 60, 330]
                [usize::try_from(step % 12).unwrap_or(0)];
            let pressure = u16::try_from(300 + 40 * (step % 12)).unwrap_or(500);
            StrokePoint(left + width * step / 24, 2_200 - rise, from_ms + 16 * step.unsigned_abs(), pressure)
        };
        (0..=24).map(point).collect()
    };
    Strokes {
        width: 12_000,
        height: 4_000,
        strokes: vec![stroke(1_200, 2_600, 0), stroke(4_100, 3_300, 620), stroke(7_900, 2_400, 1_300)],
    }
}
