//! The records this device decides by, parsed once for each position they change at.

use std::sync::{Arc, Mutex, PoisonError};

use jobsheet_domain::records::{Catalogue, Policy, Records, Staff};
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::SealingKey;
use jobsheet_store::{Store, StoredRecord};
use serde::de::DeserializeOwned;

use crate::error::ClientError;

/// The name of the policy's record.
pub const POLICY: &str = "policy";
/// The name of the catalogue's record.
pub const CATALOGUE: &str = "catalogue";
/// The name of the record that lists the staff.
pub const STAFF: &str = "staff";

/// The name of the record that holds the key to which customers' hands are sealed.
pub const HANDS: &str = "hands";

/// The key to which customers' hands are sealed, as it stood at a feed position; nothing where the server publishes none.
///
/// # Errors
/// When the store cannot be read, or holds no key under that name: `document.malformed`.
pub fn sealing_key(store: &Store, position: u64) -> Result<Option<SealingKey>, ClientError> {
    let record = store.read(|tx| tx.record_at(HANDS, position))?;
    let key = record.map(|record| serde_json::from_slice(&record.bytes));
    key.transpose().map_err(|_| Refusal::new("document.malformed").with("record", HANDS).into())
}

/// Parsed records and the feed position they are valid at.
#[derive(Default)]
pub struct RecordCache {
    held: Mutex<Option<(u64, Arc<Records>)>>,
}

impl RecordCache {
    /// The newest records with the feed position of the device.
    ///
    /// # Errors
    /// When the store cannot be read or holds what is no record.
    pub fn newest(&self, store: &Store) -> Result<(u64, Arc<Records>), ClientError> {
        let position = store.read(|tx| tx.sync_state())?.position;
        Ok((position, self.at(store, position)?))
    }

    /// The records at the feed position of the device.
    ///
    /// # Errors
    /// As [`RecordCache::newest`].
    pub fn at(&self, store: &Store, position: u64) -> Result<Arc<Records>, ClientError> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, records)) = held.as_ref().filter(|(at, _)| *at == position) {
            return Ok(Arc::clone(records));
        }
        // At the position, not the newest: an answer that was only half told may have brought newer ones already.
        let records =
            Arc::new(store.read(|tx| Ok(parse(&|name| tx.record_at(name, position).ok().flatten())))??);
        *held = Some((position, Arc::clone(&records)));
        Ok(records)
    }

    /// Forgets what was parsed.
    pub fn forget(&self) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The records of what a source has under their names; defaults where it has none.
///
/// # Errors
/// `document.malformed` when one cannot be read.
pub fn parse(source: &dyn Fn(&str) -> Option<StoredRecord>) -> Result<Records, ClientError> {
    let staff: Vec<Staff> = parsed(source(STAFF))?;
    Ok(Records {
        staff: staff.into_iter().map(|person| (person.user, person)).collect(),
        policy: parsed::<Policy>(source(POLICY))?,
        catalogue: parsed::<Catalogue>(source(CATALOGUE))?,
    })
}

fn parsed<T: DeserializeOwned + Default>(record: Option<StoredRecord>) -> Result<T, ClientError> {
    let Some(record) = record else { return Ok(T::default()) };
    serde_json::from_slice(&record.bytes)
        .map_err(|_| Refusal::new("document.malformed").with("record", record.name).into())
}
