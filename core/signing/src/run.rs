//! Signed runs: a contiguous range of one actor's changes in one document, chained to the range before it.

use crate::cbor::Writer;
use crate::{ChangeKey, KeyId, PublicKey, SigningError};

/// What a run's signature says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunClaim {
    /// The organisation the document belongs to.
    pub organisation: [u8; 16],
    /// The document.
    pub document: [u8; 16],
    /// The author of every change of the run.
    pub actor: [u8; 16],
    /// The change key the signature is made with.
    pub key: KeyId,
    /// The hash of the actor's change `first - 1`; nothing when the run begins with the actor's first change.
    pub previous: Option<[u8; 32]>,
    /// The sequence number of the first change, from 1.
    pub first: u64,
    /// The sequence number of the last change.
    pub last: u64,
    /// How many changes: `last - first + 1`.
    pub count: u64,
    /// The hash of the last change.
    pub head: [u8; 32],
    /// The feed position up to which the author had the records.
    pub as_of: u64,
    /// The position of the newest server checkpoint the author had seen (R62).
    pub checkpoint: u64,
}

impl RunClaim {
    /// The exact bytes that are signed: a positional array in canonical CBOR, beginning with `jobsheet/change/1`.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.array(12).text("jobsheet/change/1");
        writer.bytes(&self.organisation).bytes(&self.document).bytes(&self.actor).bytes(&self.key.0);
        writer.bytes_or_null(self.previous.as_ref().map(<[u8; 32]>::as_slice));
        writer.unsigned(self.first).unsigned(self.last).unsigned(self.count);
        writer.bytes(&self.head).unsigned(self.as_of).unsigned(self.checkpoint);
        writer.finish()
    }
}

/// Signs a run.
#[must_use]
pub fn sign_run(key: &ChangeKey, claim: &RunClaim) -> [u8; 64] {
    key.sign(&claim.signed_bytes())
}

/// Checks a run's signature, and that the claim names the very key. That the claim covers the changes at hand is
/// [`check_run`]'s to say; that the key was valid, the keyring's.
///
/// # Errors
/// [`SigningError::Algorithm`] for a key that is no change key, [`SigningError::UnknownKey`] when the claim names
/// another key, [`SigningError::SignatureLength`] or [`SigningError::BadSignature`].
pub fn verify_run(public: &PublicKey, claim: &RunClaim, signature: &[u8]) -> Result<(), SigningError> {
    if !matches!(public, PublicKey::Ed25519(_)) {
        return Err(SigningError::Algorithm);
    }
    if public.id() != claim.key {
        return Err(SigningError::UnknownKey);
    }
    public.verify(&claim.signed_bytes(), signature)
}

/// One change of the actor as the verifier's own document shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnChange {
    /// The change's hash.
    pub hash: [u8; 32],
    /// Its author.
    pub actor: [u8; 16],
    /// Its sequence number in the document.
    pub seq: u64,
    /// The hash of the same actor's change before it, found among its ancestors; nothing when there is none.
    pub previous_own: Option<[u8; 32]>,
}

/// Checks that the changes, oldest first, are exactly those the claim names: all by its actor, numbered without a gap
/// from `first` to `last`, each with the one before among its ancestors, from `previous` up to `head`.
///
/// # Errors
/// [`SigningError::Run`] with what does not hold.
pub fn check_run(claim: &RunClaim, changes: &[OwnChange]) -> Result<(), SigningError> {
    check_counts(claim, changes.len())?;
    let mut previous = claim.previous;
    for (seq, change) in (claim.first..=claim.last).zip(changes) {
        require(change.actor == claim.actor, "a change by another actor")?;
        require(change.seq == seq, "a change out of sequence")?;
        require(change.previous_own == previous, "a change not chained to the one before")?;
        previous = Some(change.hash);
    }
    require(previous == Some(claim.head), "another head")
}

fn check_counts(claim: &RunClaim, present: usize) -> Result<(), SigningError> {
    require(claim.first >= 1 && claim.last >= claim.first, "an empty range")?;
    // last - first cannot overflow; adding one could only for a range nobody can fill.
    require((claim.last - claim.first).checked_add(1) == Some(claim.count), "a count that is not its range")?;
    require(usize::try_from(claim.count) == Ok(present), "a number of changes that is not its count")?;
    require(
        claim.previous.is_none() == (claim.first == 1),
        "a previous hash where none belongs, or none where one does",
    )
}

const fn require(holds: bool, otherwise: &'static str) -> Result<(), SigningError> {
    if holds { Ok(()) } else { Err(SigningError::Run(otherwise)) }
}
