//! Randomness of the operating system, and ids made of it.

use jobsheet_domain::time::Timestamp;
use rand::rngs::{StdRng, SysRng};
use rand::{SeedableRng as _, TryRng};
use uuid::Uuid;

use crate::error::ClientError;

/// Random bytes.
///
/// # Errors
/// [`ClientError::File`] when the system gives none.
pub fn bytes<const LENGTH: usize>() -> Result<[u8; LENGTH], ClientError> {
    let mut bytes = [0; LENGTH];
    SysRng.try_fill_bytes(&mut bytes).map_err(std::io::Error::other)?;
    Ok(bytes)
}

/// A stream of random bytes.
///
/// # Errors
/// As [`bytes`].
pub fn stream() -> Result<StdRng, ClientError> {
    Ok(StdRng::from_seed(bytes()?))
}

/// An id for something made now (UUIDv7, RFC 9562): ids sort by when things were made.
///
/// # Errors
/// As [`bytes`].
pub fn id(now: Timestamp) -> Result<Uuid, ClientError> {
    let ms = u64::try_from(now.0).unwrap_or(0);
    Ok(uuid::Builder::from_unix_timestamp_millis(ms, &bytes::<10>()?).into_uuid())
}
