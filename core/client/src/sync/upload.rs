//! Photos follow: one blob after the other, in pieces, going on where a cut left off.

use jobsheet_domain::id::Digest;
use jobsheet_domain::refusal::Refusal;
use jobsheet_store::{Blob, Purpose, Upload as Stored};
use jobsheet_sync::tus;
use jobsheet_sync::upload::{Response, Step, Upload, UploadError};
use reqwest::Method;

use crate::cancel::CancelHandle;
use crate::client::Client;
use crate::error::ClientError;
use crate::event::ClientEvent;
use crate::identity::Identity;
use crate::sync::http::{Answer, Request, Transport};

/// Where uploads are created.
const UPLOADS: &str = "/v1/blobs";
/// Requests an upload may need beside those that carry its parts: to create it, to ask, to begin anew.
const DETOURS: u64 = 8;
/// Blobs taken from the queue at once.
const BATCH: u32 = 16;

/// What uploading did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UploadSummary {
    /// Blobs the server has now.
    pub blobs: u32,
    /// Bytes sent.
    pub bytes: u64,
    /// Requests made.
    pub requests: u32,
    /// Blobs the server refused, by digest with its code; they stay here.
    pub refused: Vec<(Digest, String)>,
}

impl Client {
    /// Sends blobs the server does not have: signatures, thumbnails, photos.
    ///
    /// # Errors
    /// [`ClientError::Offline`] when the server cannot be reached; the next call goes on where this one was cut.
    pub async fn upload(&self, cancel: &CancelHandle) -> Result<UploadSummary, ClientError> {
        self.guard(cancel, self.upload_all()).await
    }

    async fn upload_all(&self) -> Result<UploadSummary, ClientError> {
        let _uploading = self.inner.uploading.lock().await;
        let identity = self.enrolled()?;
        let transport = Transport::to(self, &identity.profile.server_url);
        let mut summary = UploadSummary::default();
        loop {
            let queue = self.store().read(|tx| tx.upload_queue(BATCH))?;
            let refused = |blob: &Blob| summary.refused.iter().any(|(digest, _)| *digest == blob.digest);
            let open: Vec<Blob> = queue.into_iter().filter(|blob| !refused(blob)).collect();
            if open.is_empty() {
                return Ok(summary);
            }
            for blob in open {
                self.upload_one(&transport, &identity, &blob, &mut summary).await?;
            }
        }
    }

    async fn upload_one(
        &self,
        transport: &Transport,
        identity: &Identity,
        blob: &Blob,
        summary: &mut UploadSummary,
    ) -> Result<(), ClientError> {
        let place = if let Stored::Uploading { url, .. } = &blob.upload { Some(url.clone()) } else { None };
        let mut upload = Upload::new(named(blob), place);
        let mut left = blob.length.div_ceil(tus::CHUNK) * 2 + DETOURS;
        while let Some(request) = self.request(blob, &upload.next_step())? {
            left = left
                .checked_sub(1)
                .ok_or_else(|| ClientError::Offline("an upload that gets nowhere".to_owned()))?;
            summary.requests += 1;
            summary.bytes += request.body.len() as u64;
            let answer = self.ask(transport, identity, request).await?;
            match upload.handle_response(&response(&answer)) {
                Ok(()) => self.keep_progress(blob, &upload)?,
                Err(error) if error.is_temporary() => return Err(ClientError::Offline(error.to_string())),
                Err(error) => {
                    summary.refused.push((blob.digest, told(&answer, &error)));
                    return Ok(());
                }
            }
        }
        summary.blobs += 1;
        Ok(())
    }

    async fn ask(
        &self,
        transport: &Transport,
        identity: &Identity,
        request: Request,
    ) -> Result<Answer, ClientError> {
        let nonce = self.store().read(|tx| tx.sync_state())?.http_nonce;
        transport.send_proved_raw(self, identity, nonce, request).await
    }

    fn request(&self, blob: &Blob, step: &Step) -> Result<Option<Request>, ClientError> {
        let (request, headers) = match step {
            Step::Finished => return Ok(None),
            Step::Create { headers } => (Request::post(UPLOADS, Vec::new()), headers),
            Step::Ask { location, headers } => (Request::new(Method::HEAD, location, Vec::new()), headers),
            Step::Send { location, headers, offset, length } => {
                let range = *offset..offset + length;
                let part = self.store().read(|tx| tx.read_blob(blob.digest, range))?;
                (Request::new(Method::PATCH, location, part), headers)
            }
        };
        let with =
            headers.iter().fold(request, |request, (name, value)| request.header(lower(name), value.clone()));
        Ok(Some(with))
    }

    fn keep_progress(&self, blob: &Blob, upload: &Upload) -> Result<(), ClientError> {
        let state = match (upload.location(), upload.offset()) {
            (_, offset) if offset == blob.length => Stored::OnServer,
            (Some(location), offset) => Stored::Uploading { url: location.to_owned(), offset },
            (None, _) => Stored::Local,
        };
        self.store().write(|tx| tx.set_upload(blob.digest, &state))?;
        let digest = blob.digest.to_string();
        self.tell(ClientEvent::Uploading { digest, sent: upload.offset(), total: blob.length });
        Ok(())
    }
}

fn named(blob: &Blob) -> tus::Blob {
    let purpose = match blob.purpose {
        Purpose::Signature => tus::Purpose::Signature,
        Purpose::Thumbnail => tus::Purpose::Thumbnail,
        Purpose::Photo => tus::Purpose::Photo,
        Purpose::Original => tus::Purpose::Original,
    };
    tus::Blob { purpose, length: blob.length, digest: blob.digest.0 }
}

fn response(answer: &Answer) -> Response {
    let header = |name: &str| Some(answer.header(name).to_owned()).filter(|value| !value.is_empty());
    Response { status: answer.status.as_u16(), location: header("location"), offset: header("upload-offset") }
}

fn told(answer: &Answer, error: &UploadError) -> String {
    match answer.refusal() {
        Refusal { code, .. } if code != "sync.protocol" => code,
        _ => error.code().to_owned(),
    }
}

/// Header names as HTTP/2 wants them.
fn lower(name: &str) -> &'static str {
    match name {
        "Tus-Resumable" => "tus-resumable",
        "Upload-Length" => "upload-length",
        "Upload-Metadata" => "upload-metadata",
        "Upload-Offset" => "upload-offset",
        _ => "content-type",
    }
}
