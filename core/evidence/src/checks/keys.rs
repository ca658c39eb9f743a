//! Whose keys they are.

use jobsheet_signing::{Jwks, KeyEntry, KeyId, KeyPurpose, Keyring};

use super::Found;
use crate::bundle::Bundle;
use crate::finding::Finding;

/// The keys of the bundle, with the revocations that came after it was made.
pub(crate) fn known_keys(bundle: &Bundle, published: Option<&Jwks>) -> Keyring {
    let mut keys = Keyring::default();
    for (id, entry) in bundle.keys.iter() {
        let standing = published.and_then(|published| published.standing(id));
        let revoked_at = standing.and_then(|standing| standing.revoked_at).or(entry.revoked_at);
        keys.insert(KeyEntry { revoked_at, ..entry.clone() });
    }
    keys
}

/// The keyring names the server keys of the bundle. That is all there is to be said of keys that come with it: whoever makes up
/// a bundle makes up its keys too.
pub(crate) fn own_keys(bundle: &Bundle) -> Found {
    let of_server = bundle.keys.iter().filter(|(_, entry)| entry.purpose() == KeyPurpose::Server);
    let of_server: Vec<&KeyId> = of_server.map(|(id, _)| id).collect();
    let same = of_server.len() == bundle.server_jwks.keys.len()
        && of_server.iter().all(|id| bundle.server_jwks.find(id).is_some());
    if of_server.is_empty() || !same {
        return Err(Finding::new("evidence.keys.differ"));
    }
    Ok(Finding::new("evidence.keys.unproved").with("count", bundle.keys.iter().count()))
}

/// The bundle says of every key what the keys say that the organisation publishes: an enrolled insider has a key that is
/// published, but not as the server's.
pub(crate) fn published_keys(bundle: &Bundle, published: &Jwks) -> Found {
    own_keys(bundle)?;
    for (id, entry) in bundle.keys.iter() {
        if published.find(id).is_none() {
            return Err(Finding::new("evidence.keys.unpublished").with("key", id));
        }
        let standing = published.standing(id);
        if let Some(field) = standing.map_or(Some("purpose"), |standing| standing.differing(entry)) {
            return Err(Finding::new("evidence.keys.misused").with("key", id).with("field", field));
        }
    }
    Ok(Finding::new("evidence.keys.published").with("count", bundle.keys.iter().count()))
}
