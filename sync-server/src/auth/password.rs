//! Passwords: argon2id with the parameters OWASP recommends (19 MiB, two passes, one lane).

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

fn argon2id() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("constants within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The PHC string of a password; `None` when it is too long for argon2 (4 GiB).
#[must_use]
pub fn hash(password: &str) -> Option<String> {
    let salt: [u8; 16] = rand::random();
    Some(argon2id().hash_password_with_salt(password.as_bytes(), &salt).ok()?.to_string())
}

/// Whether the password is the one of a PHC string.
#[must_use]
pub fn verify(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|hash| argon2id().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_opens() {
        let stored = hash("扳手 wrench").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("扳手 wrench", &stored));
        assert!(!verify("扳手 wrenc", &stored) && !verify("", &stored) && !verify("x", "not a hash"));
    }
}
