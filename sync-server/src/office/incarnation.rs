//! The office as a device: a key of the data folder, an actor that lives as long as the process, and its turns to take a number.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jobsheet_domain::id::{ActorId, DeviceId, OrganisationId, UserId};
use jobsheet_domain::time::Timestamp;
use jobsheet_signing::{ChangeKey, actor_id, fingerprint};
use uuid::Uuid;

use crate::ledger::{Device, DeviceKind, Ledger, LedgerError};

/// The device this process writes with.
pub struct Office {
    /// Its id.
    pub device: DeviceId,
    pub(super) key: ChangeKey,
    pub(super) nonce: [u8; 16],
    pub(super) actor: ActorId,
    numbering: Mutex<()>,
}

/// The one place where numbers are taken, as long as it lives.
pub type Turn<'a> = MutexGuard<'a, ()>;

impl Office {
    /// A new incarnation: the office's key with a fresh actor. The ledger gets to know the key once, however often a process
    /// starts.
    ///
    /// # Errors
    /// The ledger's.
    pub fn enrol(
        ledger: &dyn Ledger,
        organisation: OrganisationId,
        key: ChangeKey,
        now: Timestamp,
    ) -> Result<Self, LedgerError> {
        let nonce: [u8; 16] = rand::random();
        let public = key.public();
        let actor = ActorId(actor_id(&public, &nonce));
        if let Some(known) = ledger.device_by_key(organisation, &public.id().0)? {
            return Ok(Self { device: known.id, actor, key, nonce, numbering: Mutex::default() });
        }
        let id = DeviceId(Uuid::now_v7());
        let mut bytes = [0; 32];
        bytes.copy_from_slice(public.as_bytes());
        let device = Device {
            id,
            user: UserId(id.0),
            kind: DeviceKind::Office,
            name: "office".to_owned(),
            platform: "server".to_owned(),
            key: bytes,
            key_id: public.id().0,
            statement_jwk: String::new(),
            custody: None,
            certificate: String::new(),
            fingerprint: fingerprint(&public),
            issued_by: None,
            confirmed: true,
            confirmed_by: None,
            valid_from: 0,
            revoked_at: None,
            delivered: 0,
            seen: 0,
            seen_at: now,
            floor: 0,
            enrolled_at: now,
        };
        ledger.put_office(organisation, &device)?;
        Ok(Self { device: id, actor, key, nonce, numbering: Mutex::default() })
    }

    /// Waits for the turn to take a number. It is asked for with the document held, and no document while it is: two of
    /// them never wait for each other.
    pub(crate) fn turn(&self) -> Turn<'_> {
        self.numbering.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
