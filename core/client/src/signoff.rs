//! The customer reads the report and settles it: shown, read, signed over the very version that was shown.

use std::sync::PoisonError;

use jobsheet_document::{Document, DocumentError};
use jobsheet_domain::aggregates::{Command, Subject, decide};
use jobsheet_domain::content::Content;
use jobsheet_domain::edit::Edit;
use jobsheet_domain::id::{ChangeHash, Digest, DocumentId};
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::sealed::Sealed;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::{
    self, PhotoRecord, Rating, SealedHand, Signatory, SignoffKind, SignoffRecord, Strokes, WorkOrder,
    WorkOrderCommand,
};
use jobsheet_report::{HtmlAssets, Part};
use jobsheet_signing::{
    Checkpoint, DeviceTime, SealContext, Statement, StatementKind, StatementPart, StatementRating,
    StatementSignatory, sha256, sign_statement, statement_digest,
};
use jobsheet_store::{NewBlob, Purpose, StoreError};

use crate::anchor;
use crate::checkpoint;
use crate::client::{Circumstances, Client};
use crate::entropy;
use crate::error::ClientError;
use crate::records;
use crate::submit::{Beside, Submitted, Tap};

/// A report on the screen, bound to the version it renders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownReport {
    /// The order.
    pub order: DocumentId,
    /// The visit it is about.
    pub visit: u32,
    /// The version it renders, sorted.
    pub heads: Vec<ChangeHash>,
    /// The report model's canonical bytes (R59).
    pub model: Vec<u8>,
    /// Their SHA-256.
    pub report_digest: Digest,
    /// The page: self-contained HTML.
    pub html: String,
    /// SHA-256 of the page.
    pub shown_digest: Digest,
    /// The text above the signature.
    pub consent: String,
}

/// What the customer gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    /// How they settled it.
    pub kind: SignoffKind,
    /// Who; absent when nobody was present.
    pub signatory: Option<Signatory>,
    /// Their rating.
    pub rating: Option<Rating>,
    /// Their remarks, reservations or reason.
    pub remarks: String,
    /// A witness to a refusal or an absence.
    pub witness: Option<String>,
    /// Their hand.
    pub strokes: Option<Strokes>,
    /// A photo of the company's stamp, from [`Client::capture_stamp`].
    pub stamp: Option<PhotoRecord>,
}

impl Client {
    /// Hands the tablet over: renders the report and holds the order's version until the customer has settled it or
    /// [`Client::take_back`] is called. Before the work is finished there is no report to sign (R16).
    ///
    /// # Errors
    /// [`ClientError::Refused`] when a sign-off is not possible now, with the reason to show.
    pub fn show_report(
        &self,
        order: DocumentId,
        language: Option<Language>,
    ) -> Result<ShownReport, ClientError> {
        // No tap may slip in between the version that is shown and the hold on it.
        let _writing = self.lock_writing();
        let circumstances = self.circumstances_to_change(order, None)?;
        let opened = self.opened(order)?;
        let subject = opened.subject()?;
        let view = subject.work_order().ok_or_else(|| unknown(order))?;
        work_order::may_sign_off(&view, &circumstances.asker())?;
        let shown = self.render(opened.document(), &subject.content, &view, language)?;
        *self.inner.shown.lock().unwrap_or_else(PoisonError::into_inner) = Some(order);
        Ok(shown)
    }

    /// Takes the tablet back without a sign-off.
    pub fn take_back(&self) {
        *self.inner.shown.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Keeps what the customer settled, over exactly the version they read. What was merged meanwhile is beside it.
    ///
    /// # Errors
    /// [`ClientError::Refused`] by the rules; [`ClientError::Signer`] when the hardware key did not sign. The tablet
    /// is still handed over then, and the call can be repeated.
    pub fn sign_off(&self, shown: &ShownReport, signing: &Signing) -> Result<Submitted, ClientError> {
        // What was taken back, or another report shown since, may have changed unseen.
        if self.shown() != Some(shown.order) {
            return Err(Refusal::new("signoff.taken_back").into());
        }
        let mut circumstances = self.circumstances(None)?;
        let opened = self.opened(shown.order)?;
        let read: Subject = jobsheet_report::subject::<_, ClientError>(opened.document(), &shown.heads)?;
        drop(opened);
        // The rules come before the key: nobody is asked to unlock it for what would be refused.
        decided(&circumstances, record(shown, signing, "unsigned".to_owned()), &read)?;
        let not_before = self.not_before(&circumstances)?;
        circumstances.at = anchor::not_before(Timestamp(not_before.server_time_ms), circumstances.at);
        let statement = statement(&circumstances, shown, &read.content, signing, not_before);
        // No lock is held here: the key store may ask the user to unlock it.
        let jws = sign_statement(self.inner.signer.as_ref(), &statement)?;
        self.keep_page(shown, circumstances.at.corrected)?;
        let record =
            self.sealed(&circumstances, shown.order, record(shown, signing, jws), statement.strokes_digest)?;
        let submitted = match self.commit_signoff(&circumstances, shown, &record) {
            Err(ClientError::Store(StoreError::Conflict)) => {
                // What was in memory had fallen behind the file; what the customer read is in both.
                self.inner.documents.forget(shown.order);
                self.commit_signoff(&circumstances, shown, &record)?
            }
            outcome => outcome?,
        };
        let mut held = self.inner.shown.lock().unwrap_or_else(PoisonError::into_inner);
        *held = held.filter(|order| *order != shown.order);
        Ok(submitted)
    }

    /// The newest the server has said: under its signature where it gave one, else by what this device remembers.
    fn not_before(&self, circumstances: &Circumstances) -> Result<Checkpoint, ClientError> {
        let (position, server_time_ms) = (circumstances.checkpoint, circumstances.server_time_ms);
        let said = self.store().read(|tx| checkpoint::at(tx, position))?;
        Ok(said.unwrap_or(Checkpoint { position, server_time_ms, word: None }))
    }

    /// Keeps the page as it was shown: its digest is signed, and whoever has the page sees what the customer saw.
    fn keep_page(&self, shown: &ShownReport, now: Timestamp) -> Result<(), ClientError> {
        let page = NewBlob {
            digest: shown.shown_digest,
            purpose: Purpose::Signature,
            media_type: "text/html",
            length: shown.html.len() as u64,
            created_at: now,
            on_server: false,
        };
        Ok(self.store().write(|tx| tx.put_blob(&page, shown.html.as_bytes()))?)
    }

    /// The sign-off with its hand sealed to the organisation: whoever holds the order cannot write it again. A server of before
    /// has no key for it, and gets it open.
    fn sealed(
        &self,
        circumstances: &Circumstances,
        order: DocumentId,
        mut record: SignoffRecord,
        strokes_digest: Option<[u8; 32]>,
    ) -> Result<SignoffRecord, ClientError> {
        let (Some(hand), Some(digest)) = (&record.strokes, strokes_digest) else { return Ok(record) };
        let Some(key) = records::sealing_key(self.store(), circumstances.position)? else {
            return Ok(record);
        };
        let organisation = circumstances.identity.profile.organisation;
        let context = SealContext::hand(organisation.0.as_bytes(), order.0.as_bytes(), digest);
        let sealed = key.seal(&context, &hand.packed(), &mut entropy::stream()?);
        let sealed = sealed.map_err(|_| Refusal::new("document.malformed").with("record", records::HANDS))?;
        record.sealed = Some(SealedHand { key: Digest(key.id().0), sealed: Sealed(sealed) });
        record.strokes = None;
        Ok(record)
    }

    fn commit_signoff(
        &self,
        circumstances: &Circumstances,
        shown: &ShownReport,
        record: &SignoffRecord,
    ) -> Result<Submitted, ClientError> {
        let _writing = self.lock_writing();
        let (mut document, content) = self.inner.documents.take(&self.inner.store, shown.order)?;
        let read: Subject = jobsheet_report::subject::<_, ClientError>(&document, &shown.heads)?;
        let (command, edits) = decided(circumstances, record.clone(), &read)?;
        let before = document.heads();
        let previous = document.last_change_of(circumstances.identity.actor);
        let written = match document.edit_at(&shown.heads, circumstances.identity.actor, &edits) {
            Err(DocumentError::ActorBeyond(_)) => return Err(Refusal::new("signoff.taken_back").into()),
            written => written?,
        };
        let statement = Some((record.statement.clone(), shown.model.clone()));
        let beside = Beside { statement, ..Beside::default() };
        let tap = Tap { circumstances, is_new: false, before, content, command };
        self.keep(tap, document, previous, written, beside)
    }

    fn render(
        &self,
        document: &Document,
        content: &Content,
        order: &WorkOrder<'_>,
        language: Option<Language>,
    ) -> Result<ShownReport, ClientError> {
        let model = jobsheet_report::model(content);
        let bytes = jobsheet_report::canonical_bytes(&model);
        let customers =
            order.state.context.as_ref().and_then(|context| Language::from_code(&context.customer_language));
        let language = language.or(customers).unwrap_or(self.inner.language);
        let photos: Vec<PhotoRecord> = order.photos().into_iter().map(|photo| photo.record).collect();
        let assets = HtmlAssets { thumbnails: self.thumbnails(&photos)?, ..HtmlAssets::default() };
        let html = jobsheet_report::html(&model, language, &assets);
        Ok(ShownReport {
            order: document.id(),
            visit: model.visit,
            heads: document.heads(),
            report_digest: Digest(sha256(&bytes)),
            model: bytes,
            shown_digest: Digest(sha256(html.as_bytes())),
            html,
            consent: model.consent,
        })
    }
}

fn unknown(document: DocumentId) -> Refusal {
    Refusal::new("document.unknown").with("document", document)
}

/// The sign-off as a command, and what it writes on the version the customer read.
fn decided(
    circumstances: &Circumstances,
    record: SignoffRecord,
    read: &Subject,
) -> Result<(Command, Vec<Edit>), ClientError> {
    let command = Command::WorkOrder(WorkOrderCommand::SignOff(Box::new(record)));
    let edits = decide(read, &circumstances.asker(), &command)?;
    Ok((command, edits))
}

fn record(shown: &ShownReport, signing: &Signing, statement: String) -> SignoffRecord {
    SignoffRecord {
        kind: signing.kind,
        statement,
        heads: shown.heads.clone(),
        report_digest: shown.report_digest,
        shown_digest: shown.shown_digest,
        signatory: signing.signatory.clone(),
        rating: signing.rating,
        remarks: signing.remarks.clone(),
        witness: signing.witness.clone(),
        strokes: signing.strokes.clone(),
        sealed: None,
        stamp: signing.stamp.clone().map(Box::new),
    }
}

fn statement(
    circumstances: &Circumstances,
    shown: &ShownReport,
    content: &Content,
    signing: &Signing,
    not_before: Checkpoint,
) -> Statement {
    let report = jobsheet_report::model(content);
    let identity = &circumstances.identity;
    let at = circumstances.at;
    Statement {
        kind: StatementKind::SignOff,
        organisation: identity.profile.organisation.0.into_bytes(),
        document: shown.order.0.into_bytes(),
        heads: shown.heads.iter().map(|hash| hash.0).collect(),
        report_digest: shown.report_digest.0,
        shown_digest: shown.shown_digest.0,
        parts: report.parts.iter().map(named).collect(),
        charges: Vec::new(),
        photos: report
            .photos
            .iter()
            .filter_map(|photo| photo.digest.parse::<Digest>().ok())
            .map(|d| d.0)
            .collect(),
        signatory: signing.signatory.as_ref().map(signatory),
        rating: signing.rating.map(rating),
        remarks: signing.remarks.clone(),
        witness: signing.witness.clone(),
        consent: report.consent,
        strokes_digest: signing.strokes.as_ref().map(|hand| sha256(jobsheet_report::inkml(hand).as_bytes())),
        stamp: signing.stamp.as_ref().map(|stamp| stamp.normal.0),
        outcome: signing.kind.name().to_owned(),
        not_before,
        at: DeviceTime {
            device_ms: at.device.0,
            corrected_ms: at.corrected.0,
            uncertainty_ms: u64::from(at.uncertainty_ms),
        },
        device: identity.profile.device.0.into_bytes(),
        user: identity.profile.user.0.into_bytes(),
        previous: previous(&WorkOrder::new(content)),
    }
}

/// The digest of the statement a new one replaces: that of the void sign-off before it.
fn previous(order: &WorkOrder<'_>) -> Option<[u8; 32]> {
    statement_digest(&order.signoff()?.statement)
}

fn named(part: &Part) -> StatementPart {
    StatementPart {
        number: part.number.clone(),
        name: part.name.clone(),
        quantity_milli: part.quantity_milli.unsigned_abs(),
    }
}

fn signatory(one: &Signatory) -> StatementSignatory {
    StatementSignatory { name: one.name.clone(), capacity: one.capacity.clone() }
}

const fn rating(given: Rating) -> StatementRating {
    StatementRating {
        overall: given.overall,
        timeliness: given.timeliness,
        attitude: given.attitude,
        quality: given.quality,
    }
}
