//! Who wrote a change, as far as this device can tell: from the run that covers it and the key that signed the run.

use std::collections::BTreeMap;

use jobsheet_client::{Client, ClientError};
use jobsheet_domain::id::{ActorId, DocumentId, UserId};
use jobsheet_domain::records::Records;
use jobsheet_signing::{KeyId, KeyKind, Keyring};
use uuid::Uuid;

/// Names of the actors of one document.
pub struct Authors {
    names: BTreeMap<ActorId, String>,
}

impl Authors {
    /// Reads who the actors of a document are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(client: &Client, document: DocumentId, records: &Records) -> Result<Self, ClientError> {
        let (runs, unsent) = client.read(|tx| Ok((tx.runs(document)?, tx.outbox_of(document)?)))?;
        let keyring = client.keyring()?;
        let mut names = BTreeMap::new();
        if let Some(identity) = client.identity() {
            names.insert(identity.actor, identity.profile.user_name.clone());
        }
        for run in runs.into_iter().chain(unsent.into_iter().filter_map(|one| one.tap.run)) {
            names.entry(run.actor).or_insert_with(|| name(client, &keyring, &KeyId(run.key), records));
        }
        Ok(Self { names })
    }

    /// The name of who wrote as this actor; empty when it is not known.
    #[must_use]
    pub fn name(&self, actor: ActorId) -> String {
        self.names.get(&actor).cloned().unwrap_or_default()
    }
}

/// The enrolled user of a device's key; the organisation's own name for the office.
fn name(client: &Client, keyring: &Keyring, key: &KeyId, records: &Records) -> String {
    let Some(entry) = keyring.find(key) else { return String::new() };
    if entry.kind == KeyKind::Device {
        let user = entry.user.and_then(|user| records.staff.get(&UserId(Uuid::from_bytes(user))));
        return user.map(|person| person.name.clone()).unwrap_or_default();
    }
    client.identity().map(|identity| identity.profile.organisation_name).unwrap_or_default()
}
