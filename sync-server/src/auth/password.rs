//! Passwords: argon2id with the parameters OWASP recommends (19 MiB, two passes, one lane).

use std::sync::{Mutex, MutexGuard, PoisonError};

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::{Algorithm, Argon2, Block, Params, Version};

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

/// Memory that is filled to check a password, kept for the next: given back and taken again for each, it would come to lie in
/// every thread's own part of the heap.
static BLOCKS: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

/// Whether the password is the one of a PHC string.
#[must_use]
pub fn verify(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|stored| matches(password, &stored).unwrap_or(false))
}

/// The same of a string that was read; nothing where it is of another algorithm or lacks something.
fn matches(password: &str, stored: &PasswordHash) -> Option<bool> {
    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
    let version =
        stored.version.map_or(Some(Version::default()), |version| Version::try_from(version).ok())?;
    let params = Params::try_from(stored).ok()?;
    let (salt, expected) = (stored.salt?, stored.hash?);
    let mut blocks = held().pop().unwrap_or_default();
    blocks.resize(params.block_count(), Block::default());
    let mut made = vec![0; expected.len()];
    let argon = Argon2::new(algorithm, version, params);
    let filled =
        argon.hash_password_into_with_memory(password.as_bytes(), salt.as_ref(), &mut made, &mut blocks);
    held().push(blocks);
    // The comparison of outputs takes the same time however much of them is alike.
    Some(filled.is_ok() && Output::new(&made).is_ok_and(|made| made == expected))
}

fn held() -> MutexGuard<'static, Vec<Vec<Block>>> {
    BLOCKS.lock().unwrap_or_else(PoisonError::into_inner)
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
