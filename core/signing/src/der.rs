//! ECDSA signatures as key stores give them.

use crate::SignerError;

/// Turns an ECDSA signature on P-256 from DER (RFC 3279 §2.2.3), as Android's Keystore and Apple's `SecKey` give it,
/// into the 64 bytes a [`crate::StatementSigner`] answers with: r then s.
///
/// # Errors
/// [`SignerError::Failed`] when it is no such signature.
pub fn signature_from_der(der: &[u8]) -> Result<[u8; 64], SignerError> {
    read(der).ok_or_else(|| SignerError::Failed("no ECDSA signature in DER".to_owned()))
}

fn read(der: &[u8]) -> Option<[u8; 64]> {
    let (sequence, rest) = element(der, 0x30)?;
    let (r, after_r) = element(sequence, 0x02)?;
    let (s, after_s) = element(after_r, 0x02)?;
    if !rest.is_empty() || !after_s.is_empty() {
        return None;
    }
    let mut signature = [0; 64];
    place(r, &mut signature[..32])?;
    place(s, &mut signature[32..])?;
    Some(signature)
}

/// The content of an element with this tag and what follows it. Two integers of 33 bytes never need a long length.
fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<2>()?;
    if head[0] != tag || head[1] >= 0x80 {
        return None;
    }
    rest.split_at_checked(usize::from(head[1]))
}

/// Puts a positive integer of at most 32 bytes at the end of its field; DER writes one more zero before a high bit.
fn place(integer: &[u8], field: &mut [u8]) -> Option<()> {
    let digits = match integer {
        [0, rest @ ..] if !rest.is_empty() => rest,
        [first, ..] if *first < 0x80 => integer,
        _ => return None,
    };
    let start = field.len().checked_sub(digits.len())?;
    field[start..].copy_from_slice(digits);
    Some(())
}
