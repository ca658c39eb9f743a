//! Who this installation writes as: one user, one software key, one actor for each incarnation.

use std::path::Path;

use jobsheet_domain::event::Author;
use jobsheet_domain::id::ActorId;
use jobsheet_signing::{ChangeKey, actor_id};
use jobsheet_store::{Incarnation, Profile, Store};

use crate::entropy;
use crate::error::ClientError;

/// The enrolled profile with its keys ready to use.
#[derive(Clone)]
pub struct Identity {
    /// As stored.
    pub profile: Profile,
    /// Signs changes.
    pub key: ChangeKey,
    /// Writes them.
    pub actor: ActorId,
}

impl Identity {
    /// The identity of a profile.
    #[must_use]
    pub fn of(profile: Profile) -> Self {
        let key = ChangeKey::from_seed(&profile.change_key_seed);
        let actor = ActorId(actor_id(&key.public(), &profile.incarnation.nonce));
        Self { profile, key, actor }
    }

    /// The author of its events.
    #[must_use]
    pub const fn author(&self) -> Author {
        Author { user: self.profile.user, device: self.profile.device }
    }
}

/// Where the nonce of an earlier incarnation is kept, by its count: what it wrote and had not sent still goes out under
/// its own actor.
fn earlier(count: u64) -> String {
    format!("incarnation/{count}")
}

/// The stored identity, under a new actor when the file came back from a backup: the nonce beside it, which no backup
/// copies, is then missing or another one. A salvaged file may have lost changes that the server has, so it gets a new
/// actor too. A (document, actor, sequence) is never issued twice.
pub fn load(store: &Store, beside: &Path) -> Result<Option<Identity>, ClientError> {
    let Some(mut profile) = store.read(|tx| tx.profile())? else { return Ok(None) };
    let same_life = std::fs::read(beside).ok().as_deref() == Some(profile.incarnation.nonce.as_slice());
    if !same_life || store.read(|tx| tx.is_salvaged())? {
        let Incarnation { nonce, count } = profile.incarnation;
        store.write(|tx| tx.put_setting(&earlier(count), &hex::encode(nonce)))?;
        profile.incarnation = Incarnation { nonce: entropy::bytes()?, count: count + 1 };
        settle(store, &profile, beside)?;
    }
    Ok(Some(Identity::of(profile)))
}

/// The nonce an earlier incarnation of this installation derived its actor from.
pub fn earlier_nonce(
    store: &Store,
    identity: &Identity,
    actor: ActorId,
) -> Result<Option<[u8; 16]>, ClientError> {
    for count in 0..identity.profile.incarnation.count {
        let kept = store.read(|tx| tx.setting(&earlier(count)))?;
        let nonce = kept.and_then(|text| <[u8; 16]>::try_from(hex::decode(text).ok()?).ok());
        if nonce.is_some_and(|nonce| actor_id(&identity.key.public(), &nonce) == actor.0) {
            return Ok(nonce);
        }
    }
    Ok(None)
}

/// Keeps a profile and the nonce beside it. Cut in between, the next start takes yet another nonce.
pub fn settle(store: &Store, profile: &Profile, beside: &Path) -> Result<(), ClientError> {
    store.write(|tx| tx.put_profile(profile))?;
    if let Some(folder) = beside.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(beside, profile.incarnation.nonce)?;
    Ok(())
}
