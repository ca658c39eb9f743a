//! The sync loop's one step: everything unsent up, everything new down, in one round trip.

mod download;
mod http;
mod incoming;
pub(crate) mod keys;
mod merge;
mod outgoing;
pub(crate) mod run;
mod upload;

pub(crate) use http::{Request, Transport};
pub use upload::UploadSummary;

use std::collections::{BTreeMap, BTreeSet};

use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::KeyId;
use jobsheet_store::SyncState;
use jobsheet_sync::handover::HandedOver;
use jobsheet_sync::{Budget, DeviceSession, Down, Hello, Limits};

use crate::cancel::CancelHandle;
use crate::client::Client;
use crate::error::ClientError;
use crate::event::ClientEvent;
use crate::identity::Identity;
use crate::pace::Pace;
use crate::sync::outgoing::Offered;

/// The longest message read: a document with everything in it, twice the most the decoder takes.
const LONGEST_MESSAGE: usize = 8 << 20;

/// The most documents asked for again in one sync, so that what cannot be read stays a small part of it.
const ASKED_AGAIN: u32 = 8;

/// What a sync did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncSummary {
    /// Requests to the sync endpoint; one, unless there was more than fits in one answer.
    pub round_trips: u32,
    /// Bytes of request bodies as they travelled.
    pub bytes_up: u64,
    /// Bytes of response bodies as they travelled.
    pub bytes_down: u64,
    /// Runs offered.
    pub sent: usize,
    /// Runs the server refused; their documents are wedged until somebody mends them.
    pub refused: usize,
    /// Documents that changed here.
    pub changed: Vec<DocumentId>,
    /// Documents whose news could not be taken in, each with the reason: a signature that does not hold, bytes that do
    /// not decode. They stay as they were, nothing else waits for them, and every later sync asks for them again until
    /// they can be read ([`Client::unread`]).
    pub unread: BTreeMap<DocumentId, Refusal>,
}

/// What one sync remembers from request to request.
#[derive(Default)]
struct Pass {
    /// Documents whose refused work goes tap by tap.
    tap_by_tap: BTreeSet<DocumentId>,
    /// Changes the server lacks, which this device was told of: what is its own of them goes again, once.
    missing: BTreeSet<(DocumentId, ChangeHash)>,
}

/// What one request asked: verdicts on these runs, and these documents again, whole.
struct Asked<'a> {
    offered: &'a [Offered],
    again: &'a [DocumentId],
}

impl Client {
    /// Sends what is unsent and takes in what is new: one round trip, more only when an answer is full.
    ///
    /// # Errors
    /// [`ClientError::Offline`] when the server cannot be reached; nothing is lost and the next sync goes on where
    /// this one was cut.
    pub async fn sync(&self, cancel: &CancelHandle) -> Result<SyncSummary, ClientError> {
        self.guard(cancel, self.sync_all()).await
    }

    async fn sync_all(&self) -> Result<SyncSummary, ClientError> {
        let mut pace = self.inner.syncing.lock().await;
        let mut summary = SyncSummary::default();
        let mut pass = Pass::default();
        let before = self.missing()?;
        while self.sync_once(&mut summary, &mut pass, &mut pace).await? {}
        for (document, reason) in self.missing()?.into_iter().filter(|one| !before.contains(one)) {
            self.tell(ClientEvent::Missing { document, code: reason.code });
        }
        // What cannot be deleted now waits for the next sync: this one did its work.
        let _gone = self.let_originals_go();
        let unsent = self.unsent()?.changes;
        self.tell(ClientEvent::Synced { unsent });
        Ok(summary)
    }

    /// One request; whether there is more.
    async fn sync_once(
        &self,
        summary: &mut SyncSummary,
        pass: &mut Pass,
        pace: &mut Pace,
    ) -> Result<bool, ClientError> {
        let state = self.store().read(|tx| tx.sync_state())?;
        // Once a sync: each later request of it goes on where the answer before stopped.
        let first = summary.round_trips == 0;
        let asked = if first { self.store().read(|tx| tx.unread_to_ask(ASKED_AGAIN))? } else { Vec::new() };
        let identity = self.enrolled()?;
        let mut offered = outgoing::lacked(self, &identity, &pass.missing)?;
        let (unsent, unreadable) = outgoing::offer(self, &identity, &pass.tap_by_tap)?;
        offered.extend(unsent);
        summary.unread.extend(unreadable);
        let runs = offered.iter().map(|one| one.run.clone()).collect();
        let hello = hello(&identity, &state, pace.budget(), &asked);
        let mut session = DeviceSession::new(hello, runs, budget()).knowing(self.kinds_by_name());
        let body = request_body(&mut session);
        summary.sent += offered.len() - session.withheld();
        let answer = self.exchange(&identity, &state, body, summary).await;
        pace.learn(&answer);
        session.handle_input(&answer?)?;
        session.finish_input()?;
        let asked = Asked { offered: &offered, again: &asked };
        self.take(&identity, &asked, &mut session, summary, pass)
    }

    fn kinds_by_name(&self) -> Vec<String> {
        self.inner.documents.kinds().iter().map(|kind| kind.name().to_owned()).collect()
    }

    async fn exchange(
        &self,
        identity: &Identity,
        state: &SyncState,
        body: Vec<u8>,
        summary: &mut SyncSummary,
    ) -> Result<Vec<u8>, ClientError> {
        let packed = zstd::bulk::compress(&body, 9)?;
        summary.round_trips += 1;
        summary.bytes_up += packed.len() as u64;
        let request = Request::post("/v1/sync", packed)
            .header("content-type", "application/cbor-seq")
            .header("content-encoding", "zstd")
            .header("accept-encoding", "zstd");
        let transport = Transport::to(self, &identity.profile.server_url);
        let answer = transport.send_proved(self, identity, state.http_nonce.clone(), request).await?;
        summary.bytes_down += answer.body.len() as u64;
        answer.unpacked()
    }

    /// Keeps everything the server said, in one transaction with its cursor.
    fn take(
        &self,
        identity: &Identity,
        asked: &Asked<'_>,
        session: &mut DeviceSession,
        summary: &mut SyncSummary,
        pass: &mut Pass,
    ) -> Result<bool, ClientError> {
        let mut heard = Vec::new();
        while let Some(event) = session.poll_event() {
            heard.push(event);
        }
        let more_down = heard.iter().any(|event| matches!(event, Down::Done(done) if done.more));
        let changed = incoming::keep(self, identity, asked.offered, heard, asked.again)?;
        let lacked = &changed.missing - &pass.missing;
        let can_send = !outgoing::lacked(self, identity, &lacked)?.is_empty();
        // Asked again only while that leads on: what waits for something else would be offered for ever.
        let left = session.withheld() > 0 || session.unanswered().next().is_some();
        let more_up = left && changed.settled > 0 || !changed.to_split.is_empty() || can_send;
        pass.tap_by_tap.extend(&changed.to_split);
        pass.missing.extend(lacked);
        // Work that waited behind what a person let in now may go.
        let freed = changed.heard_own > 0;
        let more = more_down || more_up || freed;
        for document in &changed.newly_unread {
            let code = changed.unread.get(document).map(|reason| reason.code.clone()).unwrap_or_default();
            self.tell(ClientEvent::Unread { document: *document, code });
        }
        summary.unread.extend(changed.unread);
        summary.refused += changed.refused.len();
        for (document, refusal) in changed.refused {
            self.tell(ClientEvent::Refused { document, code: refusal.code });
        }
        for document in &changed.documents {
            self.tell(ClientEvent::Changed { document: *document });
        }
        if changed.records {
            self.tell(ClientEvent::RecordsChanged);
        }
        for document in changed.left {
            self.tell(ClientEvent::Left { document });
        }
        summary.changed.extend(changed.documents);
        Ok(more)
    }

    /// Work of this device that the server refused, by document with the reason. It is kept, and can be exported.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn wedged(&self) -> Result<Vec<(DocumentId, Refusal)>, ClientError> {
        let documents = self.store().read(|tx| tx.documents(None))?;
        Ok(documents.into_iter().filter_map(|head| Some((head.id, head.wedge?))).collect())
    }

    /// Documents whose news could not be taken in when the server told them, with the reason. They stay as they were; each
    /// sync asks for them again until they can be read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unread(&self) -> Result<Vec<(DocumentId, Refusal)>, ClientError> {
        Ok(self.store().read(|tx| tx.unread())?)
    }

    /// Documents with work that rests on changes the server does not have and this device cannot send, with the reason.
    /// It is kept, offered with every sync, and can be exported.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn missing(&self) -> Result<Vec<(DocumentId, Refusal)>, ClientError> {
        Ok(self.store().read(|tx| tx.missing())?)
    }

    /// Offers a wedged document's work again, after what was in the way has been mended.
    ///
    /// # Errors
    /// When the document is not here or the file cannot be written.
    pub fn send_again(&self, document: DocumentId) -> Result<(), ClientError> {
        Ok(self.store().write(|tx| tx.put_back(document))?)
    }

    /// Unsent work of a document as a file that can be handed over: runs that each stand by themselves under their
    /// author's signature, so that nothing about the file has to be trusted (R50, R53, R54). Its form is in
    /// `docs/protocol/handover.cddl`.
    ///
    /// # Errors
    /// When the document is not here or its changes cannot be read.
    pub fn export_unsent(&self, document: DocumentId) -> Result<Vec<u8>, ClientError> {
        let identity = self.enrolled()?;
        let runs = outgoing::export(self, &identity, document)?;
        Ok(runs.iter().flat_map(HandedOver::encode).collect())
    }
}

fn hello(identity: &Identity, state: &SyncState, budget: u64, unread: &[DocumentId]) -> Hello {
    let key: KeyId = identity.key.public().id();
    Hello {
        organisation: identity.profile.organisation.0.into_bytes(),
        device: identity.profile.device.0.into_bytes(),
        key,
        nonce: identity.profile.incarnation.nonce,
        epoch: state.epoch,
        cursor: state.cursor.clone(),
        budget,
        unread: unread.iter().map(|document| document.0.into_bytes()).collect(),
    }
}

/// What a sync may carry: the server's messages are as long as its longest document.
fn budget() -> Budget {
    Budget { limits: Limits { item: LONGEST_MESSAGE, ..Limits::default() }, ..Budget::default() }
}

fn request_body(session: &mut DeviceSession) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(piece) = session.poll_transmit() {
        body.extend(piece);
    }
    body
}

#[cfg(test)]
mod tests;
