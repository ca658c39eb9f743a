//! Runs from elsewhere: nothing is believed that the keys do not say.

use std::collections::BTreeMap;

use jobsheet_document::foreign::{self, ForeignChange, Limits, ManifestFacts};
use jobsheet_document::{Document, DocumentError};
use jobsheet_domain::aggregates;
use jobsheet_domain::id::{ActorId, ChangeHash, Digest, DocumentId};
use jobsheet_domain::kind::Kinds;
use jobsheet_signing::{
    Admission, FeedPosition, Jwks, KeyId, Keyring, OwnChange, PublicKey, Receipt, RunClaim, SigningError,
    actor_id, check_run, verify_admission, verify_checkpoint, verify_manifest, verify_receipt, verify_run,
};
use jobsheet_store::StoredRun;
use jobsheet_sync::{Author, Cover, SignedRun, Snapshot, Welcome};
use uuid::Uuid;

use crate::error::ClientError;
use crate::identity::Identity;
use crate::sync::keys;

/// What runs and snapshots are checked against.
pub struct Verifier {
    organisation: [u8; 16],
    keyring: Keyring,
    server: Jwks,
    limits: Limits,
    /// By the last change of the run they speak of.
    admissions: BTreeMap<[u8; 32], Admission>,
}

/// The hashes of each actor's changes by their number.
type Numbered = BTreeMap<(ActorId, u64), ChangeHash>;

impl Verifier {
    /// The checks of one enrolment.
    pub fn new(identity: &Identity, keyring: Keyring) -> Result<Self, ClientError> {
        let server = serde_json::from_str(&identity.profile.server_keys).map_err(std::io::Error::other)?;
        let organisation = identity.profile.organisation.0.into_bytes();
        Ok(Self { organisation, keyring, server, limits: Limits::default(), admissions: BTreeMap::new() })
    }

    /// Takes the server's words for runs of revoked keys. One that does not verify says nothing.
    pub fn hear(&mut self, words: &[String]) {
        for word in words {
            let said = verify_admission(word, &|id| self.server_key(id));
            if let Some(said) = said.ok().filter(|said| said.organisation == self.organisation) {
                self.admissions.insert(said.head, said);
            }
        }
    }

    /// Whether the author's key may have written a run: it was never revoked, or the server says that the run was there
    /// before or that a person let it in (R54).
    fn check_standing(&self, claim: &RunClaim) -> Result<(), SigningError> {
        let entry = self.keyring.find(&claim.key).ok_or(SigningError::UnknownKey)?;
        if entry.revoked_at.is_none() {
            return Ok(());
        }
        let said = self.admissions.get(&claim.head).filter(|said| said.document == claim.document);
        said.ok_or(SigningError::KeyRevoked)?.check(entry)
    }

    /// The key of an author, when the actor is derived from it.
    fn key(&self, author: &Author) -> Result<PublicKey, SigningError> {
        let key = self.keyring.public_key(&author.key).ok_or(SigningError::UnknownKey)?;
        if actor_id(&key, &author.nonce) == author.actor { Ok(key) } else { Err(SigningError::UnknownKey) }
    }

    /// A receipt of this organisation's server (R62).
    pub fn receipt(&self, compact: &str) -> Result<Receipt, SigningError> {
        let receipt = verify_receipt(compact, &|id| self.server_key(id))?;
        let ours = receipt.organisation == self.organisation;
        if ours { Ok(receipt) } else { Err(SigningError::DigestMismatch) }
    }

    /// Whether a word is the server's for just what it says in its welcome.
    pub fn is_checkpoint(&self, word: &str, welcome: &Welcome) -> bool {
        let stands = FeedPosition {
            organisation: self.organisation,
            position: welcome.checkpoint,
            server_time_ms: welcome.server_time_ms,
        };
        verify_checkpoint(word, &|id| self.server_key(id)).is_ok_and(|said| said == stands)
    }

    fn server_key(&self, id: &KeyId) -> Option<PublicKey> {
        self.server.find(id).or_else(|| self.keyring.server_key(id))
    }

    /// Verifies one cover over the changes it names.
    fn cover(
        &self,
        id: DocumentId,
        cover: &Cover<Author>,
        numbered: &Numbered,
    ) -> Result<StoredRun, SigningError> {
        let actor = ActorId(cover.author.actor);
        let number = |seq: u64| numbered.get(&(actor, seq)).copied();
        let previous = cover.first.checked_sub(1).and_then(number).or_else(|| cover.previous.map(ChangeHash));
        let head = number(cover.last()).ok_or(SigningError::Run("a change is missing"))?;
        let claim = cover.claim(
            self.organisation,
            id.0.into_bytes(),
            &cover.author,
            previous.map(|hash| hash.0),
            head.0,
        );
        verify_run(&self.key(&cover.author)?, &claim, &cover.signature)?;
        check_run(&claim, &own_changes(&claim, numbered)?)?;
        self.check_standing(&claim)?;
        Ok(stored(&claim, cover.signature))
    }

    /// Whether the events of a verified run name the holder of its key: a key speaks for nobody else (R9).
    fn authors(&self, document: &Document, run: &StoredRun, numbered: &Numbered) -> Result<(), ClientError> {
        let entry = self.keyring.find(&KeyId(run.key)).and_then(keys::holder);
        let holder = entry.ok_or(SigningError::UnknownKey)?;
        let own = numbered.range((run.actor, run.first)..=(run.actor, run.last));
        for event in own.flat_map(|(_, hash)| document.events_of(*hash)) {
            aggregates::check_wrote(&holder, document.kind(), event)?;
        }
        Ok(())
    }
}

/// Changes of a document, verified and merged into a copy of it.
pub fn changes(
    verifier: &Verifier,
    document: &Document,
    runs: &[SignedRun<Author>],
) -> Result<(Document, Vec<StoredRun>), ClientError> {
    let decoded = runs
        .iter()
        .flat_map(|run| &run.changes)
        .map(|bytes| foreign::decode(document.id(), bytes, &verifier.limits))
        .collect::<Result<Vec<_>, _>>()
        .map_err(DocumentError::from)?;
    let mut numbered = numbers(document);
    numbered.extend(decoded.iter().map(numbered_change));
    let verified = runs
        .iter()
        .map(|run| verifier.cover(document.id(), &run.cover, &numbered))
        .collect::<Result<Vec<_>, _>>()?;
    // A run carries its own changes and no others: what no signature covers is not taken along.
    if !decoded.iter().all(|change| is_covered(&verified, change.header.actor, change.header.seq)) {
        return Err(SigningError::Run("a change without a signature").into());
    }
    let merged = foreign::apply(document, &decoded, &verifier.limits).map_err(DocumentError::from)?;
    verified.iter().try_for_each(|run| verifier.authors(&merged, run, &numbered))?;
    Ok((merged, verified))
}

/// What `from` has, merged into a copy of `into`. `from` was verified as a whole.
pub fn merged(verifier: &Verifier, into: &Document, from: &Document) -> Result<Document, ClientError> {
    let decoded = from
        .changes()
        .iter()
        .map(|change| foreign::decode(into.id(), &change.bytes, &verifier.limits))
        .collect::<Result<Vec<_>, _>>()
        .map_err(DocumentError::from)?;
    Ok(foreign::apply(into, &decoded, &verifier.limits).map_err(DocumentError::from)?)
}

fn is_covered(runs: &[StoredRun], actor: ActorId, seq: u64) -> bool {
    runs.iter().any(|run| run.actor == actor && (run.first..=run.last).contains(&seq))
}

/// A snapshot under the server's signed manifest, with every change of it covered by a verified run.
pub fn snapshot(
    verifier: &Verifier,
    kinds: Kinds,
    snapshot: &Snapshot<Author>,
) -> Result<(Document, Vec<StoredRun>), ClientError> {
    let manifest = verify_manifest(&snapshot.manifest, &|id| verifier.server_key(id))?;
    if manifest.document != snapshot.document || manifest.organisation != verifier.organisation {
        return Err(SigningError::DigestMismatch.into());
    }
    manifest.check(&snapshot.bytes)?;
    let facts = ManifestFacts {
        heads: manifest.heads.iter().map(|hash| ChangeHash(*hash)).collect(),
        schema: manifest.schema,
        length: manifest.length,
        digest: Digest(manifest.digest),
    };
    let id = DocumentId(Uuid::from_bytes(snapshot.document));
    let document = foreign::load_snapshot(kinds, id, &snapshot.bytes, &facts, &verifier.limits)
        .map_err(DocumentError::from)?;
    let numbered = numbers(&document);
    let runs = snapshot
        .covers
        .iter()
        .map(|cover| verifier.cover(id, cover, &numbered))
        .collect::<Result<Vec<_>, _>>()?;
    if !numbered.keys().all(|(actor, seq)| is_covered(&runs, *actor, *seq)) {
        return Err(SigningError::Run("a change without a signature").into());
    }
    runs.iter().try_for_each(|run| verifier.authors(&document, run, &numbered))?;
    Ok((document, runs))
}

fn numbers(document: &Document) -> Numbered {
    let changes = document.changes();
    changes.iter().map(|change| ((change.header.actor, change.header.seq), change.header.hash)).collect()
}

fn numbered_change(change: &ForeignChange) -> ((ActorId, u64), ChangeHash) {
    ((change.header.actor, change.header.seq), change.header.hash)
}

fn own_changes(claim: &RunClaim, numbered: &Numbered) -> Result<Vec<OwnChange>, SigningError> {
    let actor = ActorId(claim.actor);
    let one = |seq: u64| {
        let hash = numbered.get(&(actor, seq)).ok_or(SigningError::Run("a change is missing"))?;
        let before = seq.checked_sub(1).and_then(|seq| numbered.get(&(actor, seq)));
        Ok(OwnChange { hash: hash.0, actor: claim.actor, seq, previous_own: before.map(|hash| hash.0) })
    };
    (claim.first..=claim.last).map(one).collect()
}

/// A run as the file keeps it.
pub(crate) fn stored(claim: &RunClaim, signature: [u8; 64]) -> StoredRun {
    StoredRun {
        document: DocumentId(Uuid::from_bytes(claim.document)),
        actor: ActorId(claim.actor),
        first: claim.first,
        last: claim.last,
        previous: claim.previous.map(ChangeHash),
        head: ChangeHash(claim.head),
        as_of: claim.as_of,
        checkpoint: claim.checkpoint,
        key: claim.key.0,
        signature,
    }
}
