//! The keyring record: whose key is whose, and from which feed position to which. Published whenever it changes.

use std::sync::PoisonError;

use jobsheet_domain::id::{DocumentId, OrganisationId};
use jobsheet_signing::{
    Admission, ChangeKey, Jwk, KeyEntry, KeyKind, Keyring, PublicKey, Review, sign_admission,
};

use crate::ledger::{Decision, Device, DeviceKind, StoredRun};
use crate::office::Error;
use crate::office::server::Server;

/// The record's name.
pub(crate) const KEYRING: &str = "keyring";

/// Every key there ever was: revoked ones stay, so that what they signed before can be checked.
pub(crate) fn keyring(server: &Server) -> Result<Keyring, Error> {
    let mut keyring = Keyring::default();
    keyring.insert(server_entry(server.organisation.id, &server.key));
    for device in server.ledger.devices(server.organisation.id)? {
        for entry in entries(&device)? {
            keyring.insert(entry);
        }
    }
    Ok(keyring)
}

/// Publishes the keyring when it differs from what was published last.
pub(crate) fn publish(server: &Server) -> Result<(), Error> {
    // From reading the devices on: whoever publishes last has seen them all.
    let _turn = server.publishing.lock().unwrap_or_else(PoisonError::into_inner);
    let bytes = crate::office::records::canonical(&keyring(server)?)?;
    crate::office::records::publish_changed(server, KEYRING, &bytes)
}

/// The server's word for a run: when it was stored, and who let it in (R54). Signing is deterministic: the word of a run
/// is always the same.
pub(crate) fn admission(server: &Server, document: DocumentId, run: &StoredRun) -> Result<String, Error> {
    let review = |decision: &Decision| Review {
        by: *decision.by.0.as_bytes(),
        at_ms: decision.at.0,
        reason: decision.reason.clone(),
    };
    let admission = Admission {
        organisation: *server.organisation.id.0.as_bytes(),
        document: *document.0.as_bytes(),
        head: run.head.0,
        position: run.position,
        review: run.review.as_ref().map(review),
    };
    Ok(sign_admission(&server.key, &admission)?)
}

fn server_entry(organisation: OrganisationId, key: &ChangeKey) -> KeyEntry {
    KeyEntry {
        key: key.public(),
        device: *organisation.0.as_bytes(),
        user: None,
        kind: KeyKind::Server,
        valid_from: 0,
        revoked_at: None,
    }
}

/// A device's change key and, for a person's, its statement key.
fn entries(device: &Device) -> Result<Vec<KeyEntry>, Error> {
    let change = KeyEntry {
        key: PublicKey::Ed25519(device.key),
        device: *device.id.0.as_bytes(),
        user: (device.kind == DeviceKind::Device).then(|| *device.user.0.as_bytes()),
        kind: match device.kind {
            DeviceKind::Device => KeyKind::Device,
            DeviceKind::Office => KeyKind::Office,
        },
        valid_from: device.valid_from,
        revoked_at: device.revoked_at,
    };
    if device.kind == DeviceKind::Office {
        return Ok(vec![change]);
    }
    Ok(vec![KeyEntry { key: statement_key(device)?, ..change.clone() }, change])
}

/// The public key a device signs statements with.
pub(crate) fn statement_key(device: &Device) -> Result<PublicKey, Error> {
    let jwk: Jwk = serde_json::from_str(&device.statement_jwk)?;
    Ok(PublicKey::try_from(&jwk)?)
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;
    use crate::config::Config;
    use crate::office::Office;

    /// R54: a device that enrols while others do is in the keyring, and one that was revoked is in it as revoked.
    #[test]
    fn r54_keys_that_come_at_once_are_all_published() {
        const WRITERS: usize = 8;
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().to_owned(), ..Config::default() };
        let server = crate::open(config).unwrap();
        let together = Barrier::new(WRITERS);
        std::thread::scope(|scope| {
            for _ in 0..WRITERS {
                scope.spawn(|| {
                    for _ in 0..4 {
                        together.wait();
                        Office::enrol(server.ledger.as_ref(), server.organisation.id, server.now()).unwrap();
                        publish(&server).unwrap();
                    }
                });
            }
        });
        let published = server.ledger.records_at(server.organisation.id, u64::MAX).unwrap();
        let published = published.iter().find(|record| record.name == KEYRING).unwrap();
        assert_eq!(published.bytes, crate::office::records::canonical(&keyring(&server).unwrap()).unwrap());
    }
}
