//! One-time codes for enrolling a device: what a person reads out, and what the ledger knows them by.

use jobsheet_signing::sha256;

/// Letters of a code: none that are mistaken for another.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Groups of four letters: eighty bits.
const GROUPS: usize = 4;

/// A new code: four groups of four letters.
#[must_use]
pub fn new_code() -> String {
    let random: [u8; 4 * GROUPS] = rand::random();
    let letters: Vec<char> = random.iter().map(|byte| LETTERS[usize::from(byte % 32)].into()).collect();
    let groups: Vec<String> = letters.chunks(4).map(String::from_iter).collect();
    groups.join("-")
}

/// The digest by which the ledger knows a code.
#[must_use]
pub fn code_digest(code: &str) -> [u8; 32] {
    sha256(code.trim().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_four_groups_of_plain_letters_and_is_never_the_same() {
        let code = new_code();
        assert_eq!(code.len(), 19);
        assert!(code.bytes().all(|byte| byte == b'-' || LETTERS.contains(&byte)));
        assert_ne!(code, new_code());
    }
}
