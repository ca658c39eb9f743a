//! The key that signs changes.

use std::fmt;

use ring::hmac;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use zeroize::Zeroizing;

use crate::PublicKey;

/// An Ed25519 signing key (RFC 8032): a device's or office's change key, or a key of the server.
///
/// Only the seed is kept, and wiped when dropped. The pair, which `ring` does not wipe, is derived for each signature and
/// lives no longer than that.
#[derive(Clone)]
pub struct ChangeKey {
    seed: Zeroizing<[u8; 32]>,
    public: PublicKey,
}

impl ChangeKey {
    /// The key of a seed of 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let mut public = [0; 32];
        public.copy_from_slice(pair(seed).public_key().as_ref());
        Self { seed: Zeroizing::new(*seed), public: PublicKey::Ed25519(public) }
    }

    /// The public half.
    #[must_use]
    pub const fn public(&self) -> PublicKey {
        self.public
    }

    /// Signs the message itself, not a digest of it.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let mut signature = [0; 64];
        signature.copy_from_slice(pair(&self.seed).sign(message).as_ref());
        signature
    }

    /// A code under which the holder of this key knows bytes again that it gave away: HMAC-SHA256 (RFC 2104) over what they
    /// are for and the bytes.
    #[must_use]
    pub fn code(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.seed.as_slice());
        let mut context = hmac::Context::with_key(&key);
        for part in [purpose.as_bytes(), &[0], bytes] {
            context.update(part);
        }
        let mut code = [0; 32];
        code.copy_from_slice(context.sign().as_ref());
        code
    }
}

fn pair(seed: &[u8; 32]) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(seed).expect("any 32 bytes are a seed (RFC 8032 §5.1.5)")
}

impl fmt::Debug for ChangeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChangeKey").field("public", &self.public.id()).finish_non_exhaustive()
    }
}
