//! Signed runs: every field counts, and a run covers exactly its changes.

use jobsheet_signing::{KeyId, OwnChange, RunClaim, SigningError, actor_id, check_run, sign_run, verify_run};
use proptest::prelude::*;

use super::samples::{change_key, claim, other_change_key, statement_signer};

type Alteration = (&'static str, fn(&mut RunClaim));

#[test]
fn a_run_with_any_field_changed_does_not_verify() {
    let signature = sign_run(&change_key(), &claim());
    assert_eq!(verify_run(&change_key().public(), &claim(), &signature), Ok(()));
    let alterations: [Alteration; 11] = [
        ("organisation", |c| c.organisation[0] ^= 1),
        ("document", |c| c.document[15] ^= 1),
        ("actor", |c| c.actor[3] ^= 1),
        ("previous", |c| c.previous = Some([0x12; 32])),
        ("no previous", |c| c.previous = None),
        ("first", |c| c.first += 1),
        ("last", |c| c.last += 1),
        ("count", |c| c.count += 1),
        ("head", |c| c.head[31] ^= 1),
        ("as_of", |c| c.as_of += 1),
        ("checkpoint", |c| c.checkpoint -= 1),
    ];
    for (field, alter) in alterations {
        let mut altered = claim();
        alter(&mut altered);
        let verdict = verify_run(&change_key().public(), &altered, &signature);
        assert_eq!(verdict, Err(SigningError::BadSignature), "{field}");
    }
}

#[test]
fn a_run_under_another_key_does_not_verify() {
    let signature = sign_run(&other_change_key(), &claim());
    let own = change_key().public();
    assert_eq!(verify_run(&own, &claim(), &signature), Err(SigningError::BadSignature));
    // The other key verifies the bytes, but they name the first one.
    let other = other_change_key().public();
    assert_eq!(verify_run(&other, &claim(), &signature), Err(SigningError::UnknownKey));
    let renamed = RunClaim { key: KeyId([0; 32]), ..claim() };
    assert_eq!(verify_run(&own, &renamed, &signature), Err(SigningError::UnknownKey));
}

#[test]
fn a_statement_key_signs_no_run() {
    let key = statement_signer().public();
    let named = RunClaim { key: key.id(), ..claim() };
    assert_eq!(verify_run(&key, &named, &[0; 64]), Err(SigningError::Algorithm));
}

#[test]
fn a_truncated_or_padded_signature_is_refused() {
    let signature = sign_run(&change_key(), &claim());
    let public = change_key().public();
    for length in 0..64 {
        let verdict = verify_run(&public, &claim(), &signature[..length]);
        assert_eq!(verdict, Err(SigningError::SignatureLength(length)));
    }
    let padded = [&signature[..], &[0]].concat();
    assert_eq!(verify_run(&public, &claim(), &padded), Err(SigningError::SignatureLength(65)));
}

/// The nonce travels with the first run and the actor is computed from it: nobody else can claim it.
#[test]
fn an_actor_belongs_to_one_key_and_one_incarnation() {
    let actor = actor_id(&change_key().public(), &[1; 16]);
    assert_ne!(actor, actor_id(&change_key().public(), &[2; 16]));
    assert_ne!(actor, actor_id(&other_change_key().public(), &[1; 16]));
}

fn changes() -> Vec<OwnChange> {
    let hashes = [[0x11; 32], [0x22; 32], [0x23; 32], [0x33; 32]];
    (1..4)
        .map(|i| OwnChange {
            hash: hashes[i],
            actor: [0xac; 16],
            seq: i as u64 + 2,
            previous_own: Some(hashes[i - 1]),
        })
        .collect()
}

#[test]
fn a_run_covers_exactly_its_changes() {
    assert_eq!(check_run(&claim(), &changes()), Ok(()));
    let first = OwnChange { hash: [9; 32], actor: [0xac; 16], seq: 1, previous_own: None };
    let opening = RunClaim { previous: None, first: 1, last: 1, count: 1, head: [9; 32], ..claim() };
    assert_eq!(check_run(&opening, &[first]), Ok(()));
}

#[test]
fn a_run_with_a_gap_a_swap_or_a_stranger_is_refused() {
    let refused = |alter: fn(&mut Vec<OwnChange>), why| {
        let mut altered = changes();
        alter(&mut altered);
        assert_eq!(check_run(&claim(), &altered), Err(SigningError::Run(why)));
    };
    refused(|c| c.retain(|change| change.seq != 4), "a number of changes that is not its count");
    refused(|c| c[1].seq = 9, "a change out of sequence");
    refused(|c| c.swap(0, 1), "a change out of sequence");
    refused(|c| c[2].actor = [0xee; 16], "a change by another actor");
    refused(|c| c[1].previous_own = Some([0xff; 32]), "a change not chained to the one before");
    refused(|c| c[0].previous_own = None, "a change not chained to the one before");
    refused(|c| c[2].hash = [0xff; 32], "another head");
    refused(Vec::clear, "a number of changes that is not its count");
    refused(|c| c.push(c[2]), "a number of changes that is not its count");
}

#[test]
fn a_claim_that_contradicts_itself_is_refused() {
    let refused = |claim: RunClaim, why| {
        assert_eq!(check_run(&claim, &changes()), Err(SigningError::Run(why)));
    };
    refused(RunClaim { first: 0, ..claim() }, "an empty range");
    refused(RunClaim { first: 6, ..claim() }, "an empty range");
    refused(RunClaim { count: 4, ..claim() }, "a count that is not its range");
    refused(RunClaim { first: 1, last: u64::MAX, count: 3, ..claim() }, "a count that is not its range");
    let orphan = "a previous hash where none belongs, or none where one does";
    refused(RunClaim { previous: None, ..claim() }, orphan);
    refused(RunClaim { first: 1, last: 3, ..claim() }, orphan);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_single_flipped_bit_breaks_a_run(bit in 0_usize..64 * 8) {
        let mut signature = sign_run(&change_key(), &claim());
        signature[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(verify_run(&change_key().public(), &claim(), &signature).is_err());
    }
}
