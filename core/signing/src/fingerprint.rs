//! A key in a form two people can compare by voice.

use crate::PublicKey;

/// Six groups of four digits out of the key's thumbprint, such as `0431 9920 1745 …`: about 80 bits, the same in every
/// language and script. The dispatcher reads it to the technician before confirming an enrolment.
#[must_use]
pub fn fingerprint(public: &PublicKey) -> String {
    let thumbprint = public.id().0;
    let groups: Vec<String> = thumbprint
        .chunks_exact(5)
        .take(6)
        .map(|chunk| chunk.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte)))
        .map(|value| format!("{:04}", value % 10_000))
        .collect();
    groups.join(" ")
}
