//! Who an author of changes is.

use crate::cbor::Writer;
use crate::{PublicKey, sha256};

/// The actor of one installation incarnation: SHA-256 of `["jobsheet/actor/1", public key, nonce]` in canonical CBOR,
/// cut to 16 bytes. The nonce is kept outside whatever a backup copies and renewed after a restore, a fork or a
/// rebase, so a (document, actor, sequence) is never issued twice; and nobody without the key can claim the actor.
#[must_use]
pub fn actor_id(public: &PublicKey, nonce: &[u8; 16]) -> [u8; 16] {
    let mut writer = Writer::new();
    writer.array(3).text("jobsheet/actor/1").bytes(public.as_bytes()).bytes(nonce);
    let digest = sha256(&writer.finish());
    let mut actor = [0; 16];
    actor.copy_from_slice(&digest[..16]);
    actor
}
