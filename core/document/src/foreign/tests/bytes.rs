//! Checks that need no document.

use automerge::ExpandedChange;
use jobsheet_kernel::id::ActorId;

use super::{ALICE, body, bytes, chunk, decoded, fact, id, next, unsigned, written};
use crate::codes;
use crate::deterministic::MADE;
use crate::foreign::{Limits, apply, decode};

fn sound() -> ExpandedChange {
    next(&written(), ALICE, &[fact("title", "stairs")])
}

fn code(bytes: &[u8]) -> &'static str {
    decoded(bytes).unwrap_err().code
}

#[test]
fn what_was_taken_apart_and_put_together_is_taken() {
    let change = decoded(&bytes(sound())).unwrap();
    assert_eq!((change.header.document, change.header.actor, change.header.seq), (id(), ALICE, 2));
    assert_eq!(change.header.length, change.bytes.len());
}

#[test]
fn every_damaged_byte_is_seen() {
    let sound = bytes(sound());
    for at in 0..sound.len() {
        let mut damaged = sound.clone();
        damaged[at] ^= 1;
        assert_eq!(code(&damaged), codes::UNDECODABLE, "byte {at}");
        assert!(decoded(&sound[..at]).is_err(), "cut at {at}");
    }
}

#[test]
fn only_raw_change_chunks_are_taken() {
    let sound = bytes(sound());
    for kind in [0, 2, 3, 4, 255] {
        assert_eq!(code(&chunk(kind, body(&sound))), codes::UNDECODABLE, "kind {kind}");
    }
    assert_eq!(code(&written().save()), codes::UNDECODABLE);
    assert_eq!(code(&[sound.clone(), sound].concat()), codes::UNDECODABLE, "nothing may follow");
}

/// A bundle chunk that claims 2^62 changes makes the storage library allocate until the process dies; it is refused
/// by its kind.
#[test]
fn a_bundle_is_refused_before_storage_sees_it() {
    let mut claims = Vec::new();
    for _ in 0..40 {
        unsigned(&mut claims, 1 << 62);
    }
    assert_eq!(code(&chunk(3, &claims)), codes::UNDECODABLE);
}

#[test]
fn a_length_longer_written_than_needed_is_refused() {
    let sound = bytes(sound());
    let content = body(&sound);
    let mut long = sound[..9].to_vec();
    let mut length = Vec::new();
    unsigned(&mut length, content.len() as u64);
    *length.last_mut().unwrap() |= 0x80;
    length.push(0);
    long.extend(length);
    long.extend(content);
    assert_eq!(code(&long), codes::UNDECODABLE);
}

#[test]
fn bytes_and_operations_are_capped() {
    let limits = Limits { change_bytes: 200, change_operations: 5, ..Limits::default() };
    let code = |change: ExpandedChange| decode(id(), &bytes(change), &limits).map_err(|refused| refused.code);
    assert_eq!(
        code(next(&written(), ALICE, &[fact("title", &"x".repeat(200))])).err(),
        Some(codes::TOO_LARGE)
    );
    let texts = |count: usize| {
        let edits: Vec<_> = (0..count).map(|number| fact(&number.to_string(), "")).collect();
        next(&written(), ALICE, &edits)
    };
    assert!(decode(id(), &bytes(texts(5)), &Limits { change_bytes: 9_999, ..limits }).is_ok());
    let refused = decode(id(), &bytes(texts(6)), &Limits { change_bytes: 9_999, ..limits }).unwrap_err();
    assert_eq!(refused.code, codes::TOO_LARGE);
}

/// A change on so many others that nobody made.
fn on_nobodys(count: usize) -> Vec<u8> {
    let mut change = sound();
    change.deps.extend((0..count).map(|n| {
        let mut hash = [0xee; 32];
        hash[..8].copy_from_slice(&(n as u64).to_be_bytes());
        automerge::ChangeHash(hash)
    }));
    change.deps.sort_unstable();
    bytes(change)
}

#[test]
fn a_change_names_no_more_than_so_many_others() {
    let most = Limits::default().change_dependencies;
    assert!(decode(id(), &on_nobodys(most - 1), &Limits::default()).is_ok());
    assert_eq!(code(&on_nobodys(most)), codes::TOO_LARGE);
}

#[test]
fn what_everybody_can_compute_is_computed_once_however_many_dependencies_are_unknown() {
    let cost = |count: usize| {
        let change = decode(id(), &on_nobodys(count), &Limits::default()).unwrap();
        MADE.set(0);
        let refused = apply(&written(), &[change], &Limits::default()).unwrap_err();
        assert_eq!((refused.code, refused.missing.len()), (codes::MISSING_DEPENDENCIES, count));
        MADE.get()
    };
    assert_eq!(cost(200), cost(1));
}

/// The head of a change and then these columns: (specification, bytes).
fn with_columns(columns: &[(u64, &[u8])]) -> Vec<u8> {
    let mut content = vec![1];
    content.extend([7; 32]);
    content.push(16);
    content.extend([0xa1; 16]);
    content.extend([1, 9, 0, 0, 0]);
    unsigned(&mut content, columns.len() as u64);
    for (specification, column) in columns {
        unsigned(&mut content, *specification);
        unsigned(&mut content, column.len() as u64);
    }
    columns.iter().for_each(|(_, column)| content.extend(*column));
    chunk(1, &content)
}

/// A run of 2^41 in a column: seven bytes that would be worked on for hours.
const RUN: [u8; 7] = [0x80, 0x80, 0x80, 0x80, 0x80, 0xc0, 0x00];

#[test]
fn a_column_that_claims_billions_of_rows_is_refused_uncounted() {
    let actions = [&RUN[..], &[1]].concat();
    assert_eq!(code(&with_columns(&[(0x42, &actions)])), codes::TOO_LARGE);
    let nulls = [&[0], &RUN[..6], &[0x01][..]].concat();
    assert_eq!(code(&with_columns(&[(0x42, &nulls)])), codes::TOO_LARGE);
    let flags = [&RUN[..6], &[0x01][..]].concat();
    assert_eq!(code(&with_columns(&[(0x34, &flags)])), codes::TOO_LARGE);
    let predecessors = [&[1][..], &RUN[..6], &[0x01][..]].concat();
    assert_eq!(code(&with_columns(&[(0x70, &predecessors)])), codes::TOO_LARGE);
    let mut long_key = vec![1];
    unsigned(&mut long_key, 1_000);
    long_key.extend([b'x'; 1_000]);
    assert_eq!(code(&with_columns(&[(0x15, &long_key)])), codes::TOO_LARGE);
}

#[test]
fn columns_are_known_ones_in_their_order() {
    let row = [1, 1];
    assert_eq!(code(&with_columns(&[(0x42, &row), (0x01, &row)])), codes::UNDECODABLE);
    assert_eq!(code(&with_columns(&[(0x42, &row), (0x42, &row)])), codes::UNDECODABLE);
    assert_eq!(code(&with_columns(&[(0x4a, &row)])), codes::UNDECODABLE, "a deflated column");
    assert_eq!(code(&with_columns(&[(0xa5, &row)])), codes::UNDECODABLE, "names of marks");
    assert_eq!(code(&with_columns(&[])), codes::UNDECODABLE, "no operations");
}

#[test]
fn a_change_carries_no_time_no_message_and_nothing_extra() {
    let changed = |change: fn(&mut ExpandedChange)| {
        let mut expanded = sound();
        change(&mut expanded);
        code(&bytes(expanded))
    };
    assert_eq!(changed(|change| change.time = 1), codes::UNDECODABLE);
    assert_eq!(changed(|change| change.time = -1), codes::UNDECODABLE);
    assert_eq!(changed(|change| change.message = Some("hello".to_owned())), codes::UNDECODABLE);
    assert_eq!(changed(|change| change.extra_bytes = vec![0]), codes::UNDECODABLE);
}

#[test]
fn an_actor_is_16_bytes_long() {
    for length in [0, 1, 15, 17, 32] {
        let mut expanded = sound();
        expanded.actor_id = automerge::ActorId::from(vec![3; length]);
        assert_eq!(code(&bytes(expanded)), codes::FOREIGN_ACTOR, "{length} bytes");
    }
    assert_eq!(ActorId([0; 16]).0.len(), 16);
}

#[test]
fn counters_are_in_range() {
    let mut zero = sound();
    zero.seq = 0;
    assert_eq!(code(&bytes(zero)), codes::UNDECODABLE);
    for start in [(1 << 31) - 1, 1 << 31, u64::MAX] {
        let mut late = sound();
        late.start_op = start.try_into().unwrap();
        assert_eq!(code(&bytes(late)), codes::UNDECODABLE, "start {start}");
    }
}

#[test]
fn dependencies_are_there_unique_and_sorted() {
    let mut none = sound();
    none.deps.clear();
    assert_eq!(code(&bytes(none)), codes::UNDECODABLE);
    let mut twice = sound();
    twice.deps.push(twice.deps[0]);
    assert_eq!(code(&bytes(twice)), codes::UNDECODABLE);
    let mut two = sound();
    two.deps.push(automerge::ChangeHash([0; 32]));
    let sorted = bytes(two);
    let mut content = body(&sorted).to_vec();
    assert!(decoded(&sorted).is_ok(), "the storage library sorts them");
    let (first, second) = content[1..65].split_at_mut(32);
    first.swap_with_slice(second);
    assert_eq!(code(&chunk(1, &content)), codes::UNDECODABLE);
}

/// One content has one encoding: otherwise what was signed and what is stored could have different digests.
#[test]
fn a_run_of_one_instead_of_a_literal_is_refused() {
    let sound = bytes(sound());
    let content = body(&sound);
    let mut tried = 0;
    for at in content.len() / 2..content.len() {
        if content[at] == 0x7f {
            let mut other = content.to_vec();
            other[at] = 1;
            assert_eq!(code(&chunk(1, &other)), codes::UNDECODABLE, "byte {at}");
            tried += 1;
        }
    }
    assert!(tried > 3, "single rows are written as literals");
}
