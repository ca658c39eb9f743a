//! Enrolment: one user on one installation, by a one-time code, with a fingerprint the dispatcher confirms.

use jobsheet_domain::id::{DeviceId, OrganisationId, UserId};
use jobsheet_domain::time::Timestamp;
use jobsheet_signing::{
    Certificate, ChangeKey, Keeping, PublicKey, device_fingerprint, enrolment_digest, sign_certificate,
};
use jobsheet_store::{Incarnation, Profile};
use jobsheet_sync::ProtocolError;
use serde::Deserialize;
use serde_json::json;
use std::sync::PoisonError;
use zeroize::Zeroizing;

use crate::cancel::CancelHandle;
use crate::client::Client;
use crate::entropy;
use crate::error::ClientError;
use crate::identity::{self, Identity};
use crate::network::require_private;
use crate::sync::{Request, Transport};

/// A finished enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct EnrolmentCode {
    /// The code, to be typed.
    pub code: String,
    /// The same with the server's address, to be shown as a QR code.
    pub uri: String,
    /// When it ends, by the server's clock.
    pub expires_at: Timestamp,
}

/// The server's answer.
#[derive(Deserialize)]
struct Answer {
    organisation: OrganisationId,
    organisation_name: String,
    device: DeviceId,
    user: UserId,
    user_name: String,
    server_jwks: serde_json::Value,
    nonce: String,
    confirmed: bool,
}

impl Client {
    /// Enrols this file with a server by a one-time code. The hardware key certifies the software key that will sign
    /// changes; neither leaves the device.
    ///
    /// # Errors
    /// [`ClientError::Server`] with `enrolment.expired`, `enrolment.used` or `enrolment.unknown_code`;
    /// [`ClientError::Offline`]; `enrolment.done` when this file is enrolled already; `enrolment.not_private` for a server that
    /// somebody between could pose as.
    pub async fn enrol(
        &self,
        server_url: &str,
        code: &str,
        device_name: &str,
        cancel: &CancelHandle,
    ) -> Result<Enrolled, ClientError> {
        if self.identity().is_some() {
            return Err(jobsheet_domain::refusal::Refusal::new("enrolment.done").into());
        }
        require_private(server_url)?;
        self.guard(cancel, self.enrol_with(server_url, code, device_name)).await
    }

    async fn enrol_with(
        &self,
        server_url: &str,
        code: &str,
        device_name: &str,
    ) -> Result<Enrolled, ClientError> {
        let seed: Zeroizing<[u8; 32]> = Zeroizing::new(entropy::bytes()?);
        let key = ChangeKey::from_seed(&seed);
        let enrolment = enrolment_digest(code);
        // First of all: a key store may make the key anew for it.
        let (custody, attestation) = match self.inner.signer.attest(&enrolment)? {
            Keeping::Software => ("software", None),
            Keeping::Hardware(attestation) => ("hardware", attestation),
        };
        let certificate = Certificate { change_key: key.public(), enrolment };
        let statement_jwk = self.inner.signer.public_jwk()?;
        let statement_key = PublicKey::try_from(&statement_jwk)?;
        let body = json!({
            "code": code,
            "change_key": jobsheet_signing::encoding::base64url(key.public().as_bytes()),
            "statement_jwk": statement_jwk,
            "certificate": sign_certificate(self.inner.signer.as_ref(), &certificate)?,
            "custody": custody,
            "attestation": attestation,
            "device_name": device_name,
            "platform": std::env::consts::OS,
        });
        let request = Request::post("/v1/enrol", body.to_string().into_bytes())
            .header("content-type", "application/json");
        let answer = Transport::to(self, server_url).send(&request).await?.accepted()?;
        let told: Answer = serde_json::from_slice(&answer.body)
            .map_err(|_| ProtocolError::Malformed("an answer to enrolment of another form"))?;
        self.settle(server_url, seed, &told)?;
        Ok(Enrolled {
            organisation: told.organisation_name,
            user: told.user_name,
            fingerprint: device_fingerprint(&key.public(), &statement_key),
            confirmed: told.confirmed,
        })
    }

    /// A one-time code for another device of this device's person, who consents to it with what they have in hand. The office
    /// confirms that device as any other.
    ///
    /// # Errors
    /// [`ClientError::Offline`]; [`ClientError::Server`] with `device.unconfirmed` or `device.revoked`;
    /// [`ClientError::NotEnrolled`].
    pub async fn enrolment_code(&self, cancel: &CancelHandle) -> Result<EnrolmentCode, ClientError> {
        let identity = self.enrolled()?;
        let nonce = self.store().read(|tx| tx.sync_state())?.http_nonce;
        let transport = Transport::to(self, &identity.profile.server_url);
        let asked = Request::post("/v1/enrolments", Vec::new());
        let answer = self.guard(cancel, transport.send_proved(self, &identity, nonce, asked)).await?;
        let code = serde_json::from_slice(&answer.body);
        Ok(code.map_err(|_| ProtocolError::Malformed("an enrolment code of another form"))?)
    }

    /// The server took a proof of this device's key, so the office has confirmed its fingerprint.
    pub(crate) fn confirmed(&self) -> Result<(), ClientError> {
        self.inner.store.write(|tx| tx.set_confirmed())?;
        let mut identity = self.inner.identity.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(identity) = identity.as_mut() {
            identity.profile.confirmed = true;
        }
        Ok(())
    }

    fn settle(&self, server_url: &str, seed: Zeroizing<[u8; 32]>, told: &Answer) -> Result<(), ClientError> {
        let profile = Profile {
            organisation: told.organisation,
            organisation_name: told.organisation_name.clone(),
            device: told.device,
            user: told.user,
            user_name: told.user_name.clone(),
            server_url: server_url.to_owned(),
            server_keys: told.server_jwks.to_string(),
            change_key_seed: seed,
            statement_key: None,
            incarnation: Incarnation { nonce: entropy::bytes()?, count: 0 },
            language: self.inner.language,
            confirmed: told.confirmed,
        };
        identity::settle(&self.inner.store, &profile, &self.inner.incarnation)?;
        self.inner.store.write(|tx| tx.set_http_nonce(&told.nonce))?;
        *self.inner.identity.write().unwrap_or_else(PoisonError::into_inner) = Some(Identity::of(profile));
        Ok(())
    }
}
