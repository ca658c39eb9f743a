//! Photos of others, fetched when somebody wants to look at them.

use jobsheet_domain::id::{Digest, DocumentId};
use jobsheet_signing::{SigningError, sha256};
use jobsheet_store::{NewBlob, Purpose};
use reqwest::Method;

use crate::cancel::CancelHandle;
use crate::client::Client;
use crate::error::ClientError;
use crate::sync::http::{Request, Transport};

impl Client {
    /// The bytes of a photo or thumbnail of an order: from this device, or else fetched, checked against its digest and
    /// kept.
    ///
    /// # Errors
    /// [`ClientError::Offline`]; [`ClientError::Server`] while the photo is still on another device; `signing` errors
    /// when what came has another digest.
    pub async fn fetch_photo(
        &self,
        order: DocumentId,
        digest: Digest,
        cancel: &CancelHandle,
    ) -> Result<Vec<u8>, ClientError> {
        if let Some(bytes) = self.photo_if_here(digest)? {
            return Ok(bytes);
        }
        self.guard(cancel, self.fetch(order, digest)).await
    }

    async fn fetch(&self, order: DocumentId, digest: Digest) -> Result<Vec<u8>, ClientError> {
        let identity = self.enrolled()?;
        let nonce = self.store().read(|tx| tx.sync_state())?.http_nonce;
        let request = Request::new(Method::GET, &format!("/v1/blobs/{digest}"), Vec::new());
        let transport = Transport::to(self, &identity.profile.server_url);
        let answer = transport.send_proved(self, &identity, nonce, request).await?;
        if sha256(&answer.body) != digest.0 {
            return Err(SigningError::DigestMismatch.into());
        }
        let new = NewBlob {
            digest,
            purpose: Purpose::Photo,
            media_type: "image/jpeg",
            length: answer.body.len() as u64,
            created_at: self.now(),
            on_server: true,
        };
        self.store().write(|tx| {
            tx.put_blob(&new, &answer.body)?;
            tx.refer_blob(order, digest)
        })?;
        Ok(answer.body)
    }
}
