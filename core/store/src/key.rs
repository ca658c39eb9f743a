//! The key of the file.

use std::array::TryFromSliceError;
use std::fmt;

use zeroize::{Zeroize, Zeroizing};

/// The raw 256-bit key of the file, from the platform's key store. Wiped from memory when dropped.
#[derive(Clone)]
pub struct RawKey([u8; 32]);

impl RawKey {
    /// The key of these bytes. It must be random, not a password: no stretching is done.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key of bytes that somebody else holds, and wipes.
    ///
    /// # Errors
    /// When they are not 32.
    pub fn copied(bytes: &[u8]) -> Result<Self, TryFromSliceError> {
        let mut key = Self([0; 32]);
        key.0.copy_from_slice(<&[u8; 32]>::try_from(bytes)?);
        Ok(key)
    }

    /// The statement that gives SQLCipher the key.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", hex(&self.0).as_str()))
    }

    /// The statement that gives SQLCipher the key for a file with this salt.
    pub(crate) fn pragma_with_salt(&self, salt: &[u8; 16]) -> Zeroizing<String> {
        Zeroizing::new(format!("PRAGMA key = \"x'{}{}'\";", hex(&self.0).as_str(), hex(salt).as_str()))
    }
}

fn hex(bytes: &[u8]) -> Zeroizing<String> {
    let mut hex = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            hex.push(char::from(b"0123456789abcdef"[usize::from(nibble)]));
        }
    }
    hex
}

impl fmt::Debug for RawKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawKey")
    }
}

impl Drop for RawKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
