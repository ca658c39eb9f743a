//! Enrolment, sync and uploads: what waits for a network, and can be given up.

use std::sync::Arc;

use jobsheet_client::domain::id::{ChangeHash, DocumentId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::refusal::Refusal;
use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::{Enrolled, EnrolmentCode, SyncSummary, UploadSummary};

use crate::cancel::CancelHandle;
use crate::client::FieldClient;
use crate::error::{Answer, Reason};

/// A finished enrolment.
#[uniffi::remote(Record)]
pub struct Enrolled {
    /// The organisation's name.
    pub organisation: String,
    /// The user's name.
    pub user: String,
    /// What the technician reads to the dispatcher, who confirms it.
    pub fingerprint: String,
    /// Whether it is confirmed already.
    pub confirmed: bool,
}

/// A one-time code by which another device enrols.
#[uniffi::remote(Record)]
pub struct EnrolmentCode {
    /// The code, to be typed.
    pub code: String,
    /// The same with the server's address, to be shown as a QR code.
    pub uri: String,
    /// When it ends, by the server's clock.
    pub expires_at: Timestamp,
}

/// What a sync did.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SyncOutcome {
    /// Requests to the sync endpoint.
    pub round_trips: u32,
    /// Bytes of request bodies as they travelled.
    pub bytes_up: u64,
    /// Bytes of response bodies as they travelled.
    pub bytes_down: u64,
    /// Runs of changes sent.
    pub sent: u64,
    /// Runs the server refused.
    pub refused: u64,
    /// Documents that changed here.
    pub changed: Vec<DocumentId>,
    /// Documents whose news could not be taken in, and why. They stay as they were; the next sync asks again.
    pub unread: Vec<StuckWork>,
}

impl SyncOutcome {
    fn of(summary: SyncSummary, language: Language) -> Self {
        let unread = |(document, refusal): (_, Refusal)| StuckWork {
            document,
            reason: Reason::of(&refusal, language),
        };
        Self {
            round_trips: summary.round_trips,
            bytes_up: summary.bytes_up,
            bytes_down: summary.bytes_down,
            sent: summary.sent as u64,
            refused: summary.refused as u64,
            changed: summary.changed,
            unread: summary.unread.into_iter().map(unread).collect(),
        }
    }
}

/// What an upload did.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct UploadOutcome {
    /// Files the server now has whole.
    pub blobs: u32,
    /// Bytes sent.
    pub bytes: u64,
    /// Requests.
    pub requests: u32,
    /// Files the server refused, by SHA-256, with its code.
    pub refused: Vec<RefusedUpload>,
}

/// A file the server refused.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RefusedUpload {
    /// SHA-256 of the content, hex.
    pub digest: String,
    /// Its code.
    pub code: String,
}

impl From<UploadSummary> for UploadOutcome {
    fn from(summary: UploadSummary) -> Self {
        let refused =
            |(digest, code): (_, String)| RefusedUpload { digest: ToString::to_string(&digest), code };
        Self {
            blobs: summary.blobs,
            bytes: summary.bytes,
            requests: summary.requests,
            refused: summary.refused.into_iter().map(refused).collect(),
        }
    }
}

/// A document that does not get on, and why: its unsent work is stuck, or news of it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StuckWork {
    /// Which.
    pub document: DocumentId,
    /// Why.
    pub reason: Reason,
}

/// Unsent work that a damaged file gave back only in part (R50). The damaged file is kept, whatever is done about it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DamagedWork {
    /// The document it changed.
    pub document: DocumentId,
    /// The change by which it is called.
    pub change: ChangeHash,
    /// When it was made, where that could be read.
    pub made_at: Option<Timestamp>,
    /// What was asked, with what was typed, in JSON; absent where it could not be read, and then it cannot be done again.
    pub asked: Option<String>,
}

impl From<jobsheet_client::DamagedWork> for DamagedWork {
    fn from(work: jobsheet_client::DamagedWork) -> Self {
        let asked = work.asked_json();
        Self { document: work.document, change: work.change, made_at: work.made_at, asked }
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl FieldClient {
    /// Enrols this file with a server by a one-time code.
    ///
    /// # Errors
    /// `FieldError::Server` with `enrolment.expired`, `enrolment.used` or `enrolment.unknown_code`;
    /// `FieldError::Offline`; `FieldError::Cancelled`.
    pub async fn enrol(
        &self,
        server_url: String,
        code: String,
        device_name: String,
        cancel: Arc<CancelHandle>,
    ) -> Answer<Enrolled> {
        self.told(self.client.enrol(&server_url, &code, &device_name, &cancel.inner).await)
    }

    /// A one-time code for another device of this device's person. The office confirms that device as any other.
    ///
    /// # Errors
    /// `FieldError::Offline`; `FieldError::Server` with `device.unconfirmed` or `device.revoked`; `FieldError::Cancelled`.
    pub async fn enrolment_code(&self, cancel: Arc<CancelHandle>) -> Answer<EnrolmentCode> {
        self.told(self.client.enrolment_code(&cancel.inner).await)
    }

    /// Sends what is unsent and takes in what is new: one round trip.
    ///
    /// # Errors
    /// `FieldError::Offline`; nothing is lost, and the next sync goes on where this one was cut.
    pub async fn sync(&self, cancel: Arc<CancelHandle>) -> Answer<SyncOutcome> {
        let summary = self.told(self.client.sync(&cancel.inner).await)?;
        Ok(SyncOutcome::of(summary, self.language()))
    }

    /// Sends signatures, thumbnails and photos, in this order, and goes on where a transfer was cut.
    ///
    /// # Errors
    /// As [`FieldClient::sync`].
    pub async fn upload(&self, cancel: Arc<CancelHandle>) -> Answer<UploadOutcome> {
        self.told(self.client.upload(&cancel.inner).await).map(Into::into)
    }

    /// Syncs and uploads until cancelled: after each tap, every half minute otherwise, later and later while there is no
    /// network.
    ///
    /// # Errors
    /// Whatever is not a matter of the network; `FieldError::Cancelled` at the end.
    pub async fn run(&self, cancel: Arc<CancelHandle>) -> Answer {
        self.told(self.client.run(&cancel.inner).await)
    }
}

#[uniffi::export]
impl FieldClient {
    /// Work of this device that the server refused. It is kept, and can be exported.
    ///
    /// # Errors
    /// `FieldError::Storage` when the file cannot be read.
    pub fn stuck(&self) -> Answer<Vec<StuckWork>> {
        let wedged = self.told(self.client.wedged())?;
        Ok(wedged.into_iter().map(|one| self.stuck_work(one)).collect())
    }

    /// Unsent work that a damaged file gave back only in part.
    ///
    /// # Errors
    /// As [`FieldClient::stuck`].
    pub fn damaged_work(&self) -> Answer<Vec<DamagedWork>> {
        Ok(self.told(self.client.damaged_work())?.into_iter().map(Into::into).collect())
    }

    /// Asks again what was asked then, on the document as it is now.
    ///
    /// # Errors
    /// `FieldError::Refused` with `damaged.unknown`, `damaged.unreadable` or `damaged.signed`, and where the rules do not allow it now.
    pub fn do_again(&self, document: DocumentId, change: ChangeHash) -> Answer {
        self.told(self.client.do_again(document, change)).map(drop)
    }

    /// Gives up what cannot be done again, or need not be.
    ///
    /// # Errors
    /// `FieldError::Refused` with `damaged.unknown`.
    pub fn give_up(&self, document: DocumentId, change: ChangeHash) -> Answer {
        self.told(self.client.give_up(document, change))
    }

    /// Documents whose news could not be taken in, with the reason. Each sync asks for them again.
    ///
    /// # Errors
    /// As [`FieldClient::stuck`].
    pub fn unread(&self) -> Answer<Vec<StuckWork>> {
        let unread = self.told(self.client.unread())?;
        Ok(unread.into_iter().map(|one| self.stuck_work(one)).collect())
    }

    /// Documents with work that rests on changes the server does not have, with the reason. It is offered with each sync.
    ///
    /// # Errors
    /// As [`FieldClient::stuck`].
    pub fn missing_on_server(&self) -> Answer<Vec<StuckWork>> {
        let missing = self.told(self.client.missing())?;
        Ok(missing.into_iter().map(|one| self.stuck_work(one)).collect())
    }

    /// Offers a stuck document's work again, after what was in the way has been mended.
    ///
    /// # Errors
    /// As [`FieldClient::stuck`].
    pub fn send_again(&self, document: DocumentId) -> Answer {
        self.told(self.client.send_again(document))
    }

    /// Unsent work of a document, as bytes that can be handed over by file (R50).
    ///
    /// # Errors
    /// `FieldError::Refused` when the document is not on this device.
    pub fn export_unsent(&self, document: DocumentId) -> Answer<Vec<u8>> {
        self.told(self.client.export_unsent(document))
    }
}

impl FieldClient {
    fn stuck_work(&self, (document, refusal): (DocumentId, Refusal)) -> StuckWork {
        StuckWork { document, reason: Reason::of(&refusal, self.language()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sync_could_not_read_is_told_with_its_reason() {
        let document = DocumentId("018f0000-0000-7000-8000-000000000001".parse().unwrap());
        let unread = [(document, Refusal::new("run.irregular"))].into();
        let outcome = SyncOutcome::of(SyncSummary { unread, ..SyncSummary::default() }, Language::English);
        assert_eq!(outcome.unread[0].document, document);
        assert_eq!(outcome.unread[0].reason.code, "run.irregular");
        assert!(!outcome.unread[0].reason.detail.is_empty());
    }
}
