//! Keys in a form two people can compare by voice.

use crate::cbor::Writer;
use crate::{PublicKey, sha256};

/// Six groups of four digits out of a key's thumbprint, such as `0431 9920 1745 …`: about 80 bits, the same in every
/// language and script.
#[must_use]
pub fn fingerprint(public: &PublicKey) -> String {
    groups(&public.id().0)
}

/// The same of both keys of a device: SHA-256 of `["jobsheet/fingerprint/2", change key id, statement key id]` in canonical
/// CBOR. Whoever stands between the device and the server can exchange neither unheard. The dispatcher reads it to the
/// technician before confirming an enrolment.
#[must_use]
pub fn device_fingerprint(change: &PublicKey, statement: &PublicKey) -> String {
    let mut writer = Writer::new();
    writer.array(3).text("jobsheet/fingerprint/2").bytes(&change.id().0).bytes(&statement.id().0);
    groups(&sha256(&writer.finish()))
}

fn groups(digest: &[u8; 32]) -> String {
    let groups: Vec<String> = digest
        .chunks_exact(5)
        .take(6)
        .map(|chunk| chunk.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte)))
        .map(|value| format!("{:04}", value % 10_000))
        .collect();
    groups.join(" ")
}
