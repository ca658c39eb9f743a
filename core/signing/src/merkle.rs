//! Merkle trees as RFC 9162 §2.1 hashes them: a list that only grows has one root at each size, and that an entry is in it
//! is shown by as many digests as the size has binary digits.

use ring::digest::{Context, SHA256};

use crate::sha256;

/// The digest of an entry (RFC 9162 §2.1.1).
#[must_use]
pub fn leaf(entry: &[u8]) -> [u8; 32] {
    hashed(&[&[0], entry])
}

/// The root over these leaves.
#[must_use]
pub fn root(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => sha256(&[]),
        [only] => *only,
        more => {
            let (left, right) = more.split_at(split(more.len()));
            node(&root(left), &root(right))
        }
    }
}

/// What shows that the leaf at `index` is among these, from the bottom up (RFC 9162 §2.1.3.1); nothing for an index
/// beyond them.
#[must_use]
pub fn path(leaves: &[[u8; 32]], index: usize) -> Option<Vec<[u8; 32]>> {
    if index >= leaves.len() {
        return None;
    }
    if leaves.len() == 1 {
        return Some(Vec::new());
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut below, beside) = match index.checked_sub(left.len()) {
        None => (path(left, index)?, root(right)),
        Some(index) => (path(right, index)?, root(left)),
    };
    below.push(beside);
    Some(below)
}

/// The root that a leaf at `index` of a list of `size` entries comes to by its path (RFC 9162 §2.1.3.2); nothing when the
/// path is of another length.
#[must_use]
pub fn root_of(leaf: [u8; 32], index: u64, size: u64, path: &[[u8; 32]]) -> Option<[u8; 32]> {
    if index >= size {
        return None;
    }
    let (mut at, mut last, mut digest) = (index, size - 1, leaf);
    for beside in path {
        if last == 0 {
            return None;
        }
        if at & 1 == 1 || at == last {
            digest = node(beside, &digest);
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            digest = node(&digest, beside);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    (last == 0).then_some(digest)
}

/// The largest power of two below a number of at least 2.
const fn split(count: usize) -> usize {
    1 << (usize::BITS - 1 - (count - 1).leading_zeros())
}

fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    hashed(&[&[1], left, right])
}

fn hashed(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    parts.iter().for_each(|part| context.update(part));
    let mut digest = [0; 32];
    digest.copy_from_slice(context.finish().as_ref());
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The entries and roots that the implementations of certificate transparency are tested with.
    #[test]
    fn roots_are_those_of_the_public_test_vectors() {
        let entries: [&[u8]; 8] = [
            &[],
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        let leaves = entries.map(leaf);
        let known = [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
            (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
            (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
            (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
        ];
        for (size, expected) in known {
            assert_eq!(hex::encode(root(&leaves[..size])), expected, "{size}");
        }
    }

    #[test]
    fn every_entry_is_shown_to_be_where_it_is_and_nowhere_else() {
        let leaves: Vec<[u8; 32]> = (0..21_u8).map(|number| leaf(&[number])).collect();
        for size in 1..=leaves.len() {
            let (known, all) = (&leaves[..size], root(&leaves[..size]));
            assert_eq!(path(known, size), None);
            for (index, own) in known.iter().enumerate() {
                let shown = path(known, index).unwrap();
                let at = |leaf, index, path: &[[u8; 32]]| root_of(leaf, index, size as u64, path);
                assert_eq!(at(*own, index as u64, &shown), Some(all));
                assert_ne!(at(leaf(b"other"), index as u64, &shown), Some(all));
                for other in (0..=size).filter(|other| *other != index) {
                    assert_ne!(at(*own, other as u64, &shown), Some(all), "{index} as {other}");
                }
                let longer = [&shown[..], &[[0; 32]]].concat();
                assert_ne!(at(*own, index as u64, &longer), Some(all));
                if let Some((_, shorter)) = shown.split_last() {
                    assert_ne!(at(*own, index as u64, shorter), Some(all));
                }
            }
        }
    }
}
