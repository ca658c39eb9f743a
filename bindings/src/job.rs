//! What is done: taps, photos, reports and signatures. When a call here returns, it is on the disk and signed.

use std::sync::Arc;

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::{ChangeHash, Digest, DocumentId, EventKey, ItemId};
use jobsheet_client::domain::request::RequestCommand;
use jobsheet_client::domain::time::Position;
use jobsheet_client::domain::value::Address;
use jobsheet_client::domain::work_order::WorkOrderCommand;
use jobsheet_client::{Capture, Signing, Submitted};
use jobsheet_screens::screens;

use crate::client::{FieldClient, language};
use crate::command::JobCommand;
use crate::error::{Answer, Reason};
use crate::report::{CustomerSigning, ReportOnScreen};

/// A tap that is on the disk.
#[uniffi::remote(Record)]
pub struct Submitted {
    /// The document.
    pub document: DocumentId,
    /// Its version after the tap.
    pub heads: Vec<ChangeHash>,
    /// The change; none when everything read so already.
    pub change: Option<ChangeHash>,
    /// The events it recorded.
    pub events: Vec<EventKey>,
}

/// A photo that is kept and in its document.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CapturedPhoto {
    /// Its item.
    pub id: ItemId,
    /// SHA-256 of the normal form.
    pub normal: Digest,
    /// SHA-256 of the thumbnail; none for bytes that do not decode.
    pub thumbnail: Option<Digest>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The tap.
    pub submitted: Submitted,
}

/// An order to make: for a fault found on site, or for one that a request reports.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct FoundOrder {
    /// Whose.
    pub customer: DocumentId,
    /// Which machine, when known.
    pub asset: Option<DocumentId>,
    /// Where.
    pub address: Address,
    /// Contact at the site.
    pub contact: String,
    /// Their phone.
    pub phone: String,
    /// The fault in the customer's words.
    pub fault: String,
    /// One line for lists.
    pub title: String,
    /// `normal`, `urgent` or `down`.
    pub priority: String,
}

/// A call taken down on the device (R1).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NewRequest {
    /// `phone`, `letter`, `mail`, `message` or `walk_in`.
    pub channel: String,
    /// The number of the device's own register.
    pub provisional: Option<String>,
    /// The customer, when recognised.
    pub customer: Option<DocumentId>,
    /// The caller's name.
    pub caller: String,
    /// The caller's phone.
    pub phone: String,
    /// Address as given.
    pub address: Address,
    /// Product model as given.
    pub product_model: String,
    /// Serial number as given.
    pub serial: String,
    /// The fault in the customer's words.
    pub fault: String,
}

#[uniffi::export]
impl FieldClient {
    /// Asks a command of an order, from a place the user permits to record or from none.
    ///
    /// # Errors
    /// `FieldError::Refused` when the rules do not allow it, with the reason to show.
    pub fn submit(
        &self,
        order: DocumentId,
        command: JobCommand,
        position: Option<Position>,
    ) -> Answer<Submitted> {
        let item = self.told(self.client.new_item())?;
        let command = command.into_core(item, self.language())?;
        self.told(self.client.submit_at(order, &command, position))
    }

    /// Everything the visit still lacks before its work can be finished: what a screen lists beside the button.
    ///
    /// # Errors
    /// `FieldError::Refused` when the order is not on this device.
    pub fn missing(&self, order: DocumentId) -> Answer<Vec<Reason>> {
        let missing = self.told(screens(&self.client).missing_to_finish(order))?;
        Ok(missing.iter().map(|refusal| Reason::of(refusal, self.language())).collect())
    }

    /// Makes an order for a fault found on site.
    ///
    /// # Errors
    /// As [`FieldClient::submit`].
    pub fn raise_found(&self, found: FoundOrder) -> Answer<Submitted> {
        self.told(self.client.create(&raise(found, None, true)))
    }

    /// Makes an order as the office does: a dispatcher on a tablet, for a request or for none.
    ///
    /// # Errors
    /// As [`FieldClient::submit`].
    pub fn raise_order(&self, asked: FoundOrder, request: Option<DocumentId>) -> Answer<Submitted> {
        self.told(self.client.create(&raise(asked, request, false)))
    }

    /// Chooses one of the values that were written to a place without knowledge of each other (R49): by the path of an
    /// order's conflict and the change of the value.
    ///
    /// # Errors
    /// [`FieldError::Refused`](crate::FieldError::Refused) with `conflict.gone` when that value is no longer there; otherwise as
    /// [`FieldClient::submit`].
    #[expect(clippy::needless_pass_by_value, reason = "arguments cross by value")]
    pub fn choose(&self, document: DocumentId, path: String, change: ChangeHash) -> Answer<Submitted> {
        self.told(self.client.choose(document, &path, change))
    }

    /// Takes down a call.
    ///
    /// # Errors
    /// As [`FieldClient::submit`].
    pub fn log_request(&self, request: NewRequest) -> Answer<Submitted> {
        let command = Command::Request(RequestCommand::Log {
            channel: request.channel,
            provisional: request.provisional,
            customer: request.customer,
            caller: request.caller,
            phone: request.phone,
            address: request.address,
            product_model: request.product_model,
            serial: request.serial,
            fault: request.fault,
        });
        self.told(self.client.create(&command))
    }

    /// Keeps a photo as the camera gave it and adds it to an order or a complaint (R14).
    ///
    /// # Errors
    /// `FieldError::Refused` with `photo.too_large` before anything is kept; otherwise as [`FieldClient::submit`].
    #[expect(clippy::needless_pass_by_value, reason = "arguments cross by value")]
    pub fn capture(
        &self,
        document: DocumentId,
        photo: Vec<u8>,
        stage: String,
        caption: String,
    ) -> Answer<CapturedPhoto> {
        let capture = Capture { bytes: &photo, stage: &stage, caption: &caption };
        let (record, submitted) = self.told(self.client.capture(document, &capture))?;
        Ok(CapturedPhoto {
            id: record.id,
            normal: record.normal,
            thumbnail: record.thumbnail,
            width: record.width,
            height: record.height,
            submitted,
        })
    }

    /// Hands the tablet over: the report, in a language or the customer's own. Nothing is committed to the order until
    /// it is signed or taken back.
    ///
    /// # Errors
    /// `FieldError::Refused` when a sign-off is not possible now, with the reason: before the work is finished (R16).
    pub fn show_report(&self, order: DocumentId, in_language: Option<String>) -> Answer<Arc<ReportOnScreen>> {
        let chosen = in_language.as_deref().map(language);
        let shown = self.told(self.client.show_report(order, chosen))?;
        Ok(Arc::new(ReportOnScreen { shown }))
    }

    /// Keeps what the customer settled, over exactly the version they read.
    ///
    /// # Errors
    /// `FieldError::Refused` by the rules; `FieldError::Signature` when the key did not sign. The tablet is still
    /// handed over then, and the call can be repeated.
    #[expect(clippy::needless_pass_by_value, reason = "arguments cross by value")]
    pub fn sign_off(&self, report: Arc<ReportOnScreen>, signing: CustomerSigning) -> Answer<Submitted> {
        let stamp = signing.stamp.as_deref().map(|photo| self.client.capture_stamp(photo)).transpose();
        let signing = Signing { stamp: self.told(stamp)?, ..signing.into() };
        self.told(self.client.sign_off(&report.shown, &signing))
    }

    /// Takes the tablet back without a sign-off.
    ///
    /// # Errors
    /// None; see the crate's header.
    pub fn take_back(&self) -> Answer {
        self.client.take_back();
        Ok(())
    }
}

fn raise(asked: FoundOrder, request: Option<DocumentId>, found_on_site: bool) -> Command {
    Command::WorkOrder(WorkOrderCommand::Raise {
        request,
        found_on_site,
        customer: asked.customer,
        asset: asked.asset,
        address: asked.address,
        contact: asked.contact,
        phone: asked.phone,
        fault: asked.fault,
        title: asked.title,
        priority: asked.priority,
        // Copied from the files on this device.
        product_model: String::new(),
        distance_m: None,
    })
}
