//! The keyring record: whose key is whose, and from which feed position to which. Published whenever it changes.

use std::sync::{Arc, PoisonError};

use jobsheet_domain::id::{DocumentId, OrganisationId};
use jobsheet_signing::{
    Admission, ChangeKey, Jwk, KeyEntry, KeyId, KeyKind, KeyList, KeyListHead, KeyListState, KeyRecord,
    Keyring, PublicKey, Review, json, latest, leaves, sign_admission, sign_key_list, unsaid,
};

use crate::ledger::{Decision, Device, DeviceKind, Ledger, LedgerError, StoredRun};
use crate::office::Error;
use crate::office::memory::PublishedKeys;
use crate::office::server::Server;

/// The record's name.
pub(crate) const KEYRING: &str = "keyring";

/// Every key there ever was: revoked ones stay, so that what they signed before can be checked.
pub(crate) fn keyring(server: &Server) -> Result<Keyring, Error> {
    keyring_with(server, &records(server)?)
}

fn keyring_with(server: &Server, listed: &[KeyRecord]) -> Result<Keyring, Error> {
    let mut keyring = Keyring::default();
    let of_server = listed.iter().filter(|record| record.kind == KeyKind::Server);
    of_server.for_each(|record| keyring.insert(record.entry()));
    if keyring.iter().next().is_none() {
        keyring.insert(server_entry(server.organisation.id, &server.key, 0));
    }
    for device in server.ledger.devices(server.organisation.id)? {
        for entry in entries(&device)? {
            keyring.insert(entry);
        }
    }
    Ok(keyring)
}

/// Publishes the keyring when it differs from what was published last, and adds to the list of keys what is new in it.
pub(crate) fn publish(server: &Server) -> Result<(), Error> {
    // From reading the devices on: whoever publishes last has seen them all.
    let _turn = server.publishing.lock().unwrap_or_else(PoisonError::into_inner);
    let listed = records(server)?;
    let keys = keyring_with(server, &listed)?;
    say(server, &listed, &keys)
}

/// What devices are told of the keys: they hold each other's work against these, and rely on nobody's keeping.
fn for_devices(keys: &Keyring) -> Keyring {
    let mut told = Keyring::default();
    keys.iter().for_each(|(_, entry)| told.insert(KeyEntry { custody: None, ..entry.clone() }));
    told
}

/// Publishes the keys where something of them changed, and adds what the list does not say yet.
fn say(server: &Server, records: &[KeyRecord], keys: &Keyring) -> Result<(), Error> {
    let bytes = crate::office::records::canonical(&for_devices(keys))?;
    crate::office::records::publish_changed(server, KEYRING, &bytes)?;
    let organisation = server.organisation.id;
    let (at_ms, position) = (server.now().0, server.ledger.position(organisation)?);
    let first = records.len() as u64;
    let record = |(number, entry): (u64, KeyEntry)| KeyRecord {
        form: entry.custody.into(),
        organisation: *organisation.0.as_bytes(),
        number,
        at_ms,
        position,
        key: entry.key,
        kind: entry.kind,
        device: entry.device,
        user: entry.user,
        valid_from: entry.valid_from,
        revoked_at: entry.revoked_at,
    };
    let new = (first..).zip(unsaid(records, keys)).map(record);
    let bytes = new.map(|record| json::canonical(&record)).collect::<Result<Vec<_>, _>>()?;
    if !bytes.is_empty() {
        server.ledger.add_key_records(organisation, first, &bytes)?;
    }
    Ok(())
}

/// The list of keys: what the organisation ever said of them.
pub(crate) fn records(server: &Server) -> Result<Vec<KeyRecord>, Error> {
    let stored = server.ledger.key_records(server.organisation.id)?;
    Ok(stored.iter().map(|bytes| serde_json::from_slice(bytes)).collect::<Result<_, _>>()?)
}

/// A key the server signs with, or signed with before, for a word about a position.
pub(crate) fn server_key(server: &Server, id: &KeyId, position: u64) -> Option<PublicKey> {
    let now = server.key.public();
    if now.id() == *id { Some(now) } else { server.spoke.server_key_for(id, position) }
}

/// The keys the server signed with before this start: they change only while it does not run.
pub(crate) fn spoke(ledger: &dyn Ledger, organisation: OrganisationId) -> Result<Keyring, LedgerError> {
    let stored = ledger.key_records(organisation)?;
    let mut records: Vec<KeyRecord> =
        stored.iter().filter_map(|bytes| serde_json::from_slice(bytes).ok()).collect();
    records.retain(|record| record.kind == KeyKind::Server);
    Ok(latest(&records))
}

/// What is published of the keys. Anybody may ask, so that it is put together once for each position of the feed, and each minute.
pub(crate) fn published(server: &Server) -> Result<PublishedKeys, Error> {
    // Under the lock of publishing: a record and its entries in the list come one after the other.
    let _turn = server.publishing.lock().unwrap_or_else(PoisonError::into_inner);
    let minute = server.now().0.div_euclid(SAID_MS);
    let stands = (server.ledger.position(server.organisation.id)?, minute);
    if let Some(said) = server.said.at(stands) {
        return Ok(said);
    }
    let made = PublishedKeys { list: Arc::new(list(server)?), set: Arc::new(keyring(server)?.jwks()) };
    server.said.keep(stands, &made);
    Ok(made)
}

/// How long what was said of the keys is said again while the feed stands still, ms.
const SAID_MS: i64 = 60_000;

/// The list with the server's word for it, as it is published.
pub(crate) fn list(server: &Server) -> Result<KeyList, Error> {
    let records = records(server)?;
    let head = KeyListHead {
        organisation: *server.organisation.id.0.as_bytes(),
        keys: KeyListState::of(&leaves(&records)?),
        position: server.ledger.position(server.organisation.id)?,
        at_ms: server.now().0,
    };
    let head = sign_key_list(&server.key, &head)?;
    Ok(KeyList { records, head })
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

/// Changes the server's key: from the next position on the new one speaks for the server, and the old one no longer does. What the
/// old one signed stays. Nothing else may write meanwhile.
pub(crate) fn turn_over(server: &Server, next: &ChangeKey) -> Result<(), Error> {
    let _turn = server.publishing.lock().unwrap_or_else(PoisonError::into_inner);
    let organisation = server.organisation.id;
    let position = server.ledger.position(organisation)? + 1;
    let listed = records(server)?;
    let mut keys = keyring_with(server, &listed)?;
    let of_server = keys.iter().filter(|(_, entry)| entry.kind == KeyKind::Server);
    let ended = of_server.filter(|(_, entry)| entry.revoked_at.is_none());
    let ended: Vec<KeyEntry> =
        ended.map(|(_, entry)| KeyEntry { revoked_at: Some(position), ..entry.clone() }).collect();
    ended.into_iter().for_each(|entry| keys.insert(entry));
    keys.insert(server_entry(organisation, next, position));
    say(server, &listed, &keys)
}

fn server_entry(organisation: OrganisationId, key: &ChangeKey, valid_from: u64) -> KeyEntry {
    KeyEntry {
        key: key.public(),
        device: *organisation.0.as_bytes(),
        user: None,
        kind: KeyKind::Server,
        valid_from,
        revoked_at: None,
        custody: None,
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
        custody: None,
    };
    if device.kind == DeviceKind::Office {
        return Ok(vec![change]);
    }
    Ok(vec![
        KeyEntry { key: statement_key(device)?, custody: device.custody.clone(), ..change.clone() },
        change,
    ])
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
                        let key = ChangeKey::from_seed(&rand::random());
                        let organisation = server.organisation.id;
                        Office::enrol(server.ledger.as_ref(), organisation, key, server.now()).unwrap();
                        publish(&server).unwrap();
                    }
                });
            }
        });
        let published = server.ledger.record_at(server.organisation.id, KEYRING, u64::MAX).unwrap().unwrap();
        assert_eq!(
            published.bytes,
            crate::office::records::canonical(&for_devices(&keyring(&server).unwrap())).unwrap()
        );
    }
}
