//! The outbox: own taps the server has not confirmed, in the order they were made.

use jobsheet_kernel::id::{ActorId, ChangeHash, DocumentId};
use jobsheet_kernel::refusal::Refusal;
use jobsheet_kernel::time::Timestamp;
use rusqlite::{Row, params};

use crate::columns::{json_column, maybe_refusal, signed, time, unreadable, unsigned, uuid};
use crate::error::StoreError;
use crate::runs::StoredRun;
use crate::transaction::{ReadTx, WriteTx};

/// The command behind a tap, with enough to decide it again. Version 0 with no bytes is one that a damaged file lost.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StoredCommand {
    /// The version of its encoding.
    pub version: u16,
    /// The encoded command.
    pub bytes: Vec<u8>,
}

/// A tap to put into the outbox. Its change is in the store already.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NewTap {
    /// The document it changed.
    pub document: DocumentId,
    /// The change.
    pub hash: ChangeHash,
    /// Who made it: an incarnation of this installation.
    pub actor: ActorId,
    /// The change's number among the actor's in the document.
    pub seq: u64,
    /// When.
    pub made_at: Timestamp,
    /// What was asked.
    pub command: StoredCommand,
    /// The run of this one change, signed when it was made; none where a damaged file lost it.
    pub run: Option<StoredRun>,
}

/// Where a tap stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OutboxState {
    /// To be sent with the next sync.
    Waiting,
    /// Sent, no verdict heard. Sending it again does no harm.
    Sent,
    /// The server does not take it. It stays until someone mends it.
    Refused(Refusal),
    /// It rests on changes the server does not have. It is offered again with every sync.
    Missing(Refusal),
}

/// A tap in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OutboxTap {
    /// Its place, which is that of its change: taps are in the order they were made.
    pub place: i64,
    /// What was put in.
    pub tap: NewTap,
    /// Where it stands.
    pub state: OutboxState,
}

/// What the server says about a run.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The server has it.
    Stored,
    /// The server does not take it; the document is wedged.
    Refused(Refusal),
    /// Nothing is decided of it; it is offered again.
    Again,
    /// The server lacks what it rests on; it is offered again, and says so until it is taken.
    Missing(Refusal),
}

const WAITING: i64 = 0;
const SENT: i64 = 1;
const REFUSED: i64 = 2;
const MISSING: i64 = 3;

impl ReadTx<'_> {
    /// Every tap the server has not confirmed, in the order they were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outbox(&self) -> Result<Vec<OutboxTap>, StoreError> {
        self.all("SELECT * FROM outbox ORDER BY place", [], outbox_tap)
    }

    /// The taps to send: those of documents that are not wedged, in the order they were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sendable(&self) -> Result<Vec<OutboxTap>, StoreError> {
        self.all(
            "SELECT o.* FROM outbox o JOIN document d ON d.id = o.document \
             WHERE d.wedged_code IS NULL AND o.state <> 2 ORDER BY o.place",
            [],
            outbox_tap,
        )
    }

    /// Documents with work that rests on changes the server does not have, with the reason.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn missing(&self) -> Result<Vec<(DocumentId, Refusal)>, StoreError> {
        self.all(
            "SELECT document, refused_code, refused_parameters FROM outbox WHERE state = ?1 \
             GROUP BY document ORDER BY document",
            [MISSING],
            |row| {
                let reason = maybe_refusal(row, "refused_code", "refused_parameters")?;
                let document = DocumentId(uuid(row, "document")?);
                Ok((document, reason.ok_or_else(|| unreadable("an outbox state"))?))
            },
        )
    }

    /// The unconfirmed taps of a document, in the order they were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outbox_of(&self, document: DocumentId) -> Result<Vec<OutboxTap>, StoreError> {
        self.all(
            "SELECT o.* FROM change c CROSS JOIN outbox o ON o.place = c.place WHERE c.document = ?1 ORDER BY o.place",
            [document.0.as_bytes()],
            outbox_tap,
        )
    }
}

impl WriteTx<'_> {
    /// Puts a tap into the outbox; its place.
    ///
    /// # Errors
    /// `Unknown` when its change is not in the store.
    pub fn put_tap(&mut self, tap: &NewTap) -> Result<i64, StoreError> {
        let place: Option<i64> = self.one(
            "UPDATE change SET own = 1 WHERE document = ?1 AND hash = ?2 RETURNING place",
            params![tap.document.0.as_bytes(), tap.hash.0],
            |row| row.get(0),
        )?;
        let place = place.ok_or(StoreError::Unknown { what: "change" })?;
        let run = tap.run.as_ref();
        self.insert(
            "INSERT INTO outbox (place, document, hash, actor, seq, made_at, command_version, command, state, \
             previous, as_of, checkpoint, key, signature) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?10, ?11, ?12, ?13)",
            params![
                place,
                tap.document.0.as_bytes(),
                tap.hash.0,
                tap.actor.0,
                signed(tap.seq)?,
                tap.made_at.0,
                tap.command.version,
                tap.command.bytes,
                run.and_then(|run| run.previous).map(|hash| hash.0),
                run.map(|run| signed(run.as_of)).transpose()?,
                run.map(|run| signed(run.checkpoint)).transpose()?,
                run.map(|run| run.key),
                run.map(|run| run.signature)
            ],
        )
    }

    /// Marks waiting taps as sent.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn mark_sent(&mut self, places: &[i64]) -> Result<(), StoreError> {
        for place in places {
            self.run(
                "UPDATE outbox SET state = ?1 WHERE place = ?2 AND state = ?3",
                [SENT, *place, WAITING],
            )?;
        }
        Ok(())
    }

    /// Applies the server's verdict on a run of own changes; how many taps it was about. Stored taps leave the outbox,
    /// refused ones stay with their reason and wedge their document. When the last refused tap of a document is stored
    /// after all, it is wedged no longer.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn apply_verdict(
        &mut self,
        document: DocumentId,
        actor: ActorId,
        first: u64,
        last: u64,
        verdict: &Verdict,
    ) -> Result<usize, StoreError> {
        let (id, first, last) = (document.0.as_bytes(), signed(first)?, signed(last)?);
        let range = "document = ?1 AND actor = ?2 AND seq BETWEEN ?3 AND ?4";
        let taps_in_range = format!("place IN (SELECT place FROM change WHERE {range})");
        match verdict {
            Verdict::Stored => {
                let taps = self.run(
                    &format!("DELETE FROM outbox WHERE {taps_in_range}"),
                    params![id, actor.0, first, last],
                )?;
                let in_snapshot = format!("DELETE FROM change WHERE {range} AND in_snapshot = 1");
                self.run(&in_snapshot, params![id, actor.0, first, last])?;
                self.run(
                    "UPDATE document SET wedged_code = NULL, wedged_parameters = NULL WHERE id = ?1 \
                     AND NOT EXISTS (SELECT 1 FROM outbox WHERE document = ?1 AND state = 2)",
                    [id],
                )?;
                Ok(taps)
            }
            Verdict::Refused(reason) | Verdict::Missing(reason) => {
                let refused = matches!(verdict, Verdict::Refused(_));
                if refused {
                    self.set_wedge(document, Some(reason))?;
                }
                let update =
                    "UPDATE outbox SET state = ?5, refused_code = ?6, refused_parameters = ?7 WHERE ";
                let (state, parameters) =
                    (if refused { REFUSED } else { MISSING }, json_column(&reason.parameters)?);
                self.run(
                    &format!("{update}{taps_in_range}"),
                    params![id, actor.0, first, last, state, reason.code, parameters],
                )
            }
            Verdict::Again => self.run(
                &format!("UPDATE outbox SET state = ?5 WHERE {taps_in_range}"),
                params![id, actor.0, first, last, WAITING],
            ),
        }
    }

    /// Takes off the outbox what the server told of as stored, in a run heard from it; how many taps that were. Of runs
    /// by others there is nothing to take.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn settle_heard(
        &mut self,
        document: DocumentId,
        actor: ActorId,
        first: u64,
        last: u64,
    ) -> Result<usize, StoreError> {
        let waiting = self.outbox_of(document)?;
        let heard = |tap: &NewTap| tap.actor == actor && (first..=last).contains(&tap.seq);
        if !waiting.iter().any(|one| heard(&one.tap)) {
            return Ok(0);
        }
        self.apply_verdict(document, actor, first, last, &Verdict::Stored)
    }

    /// Sends a wedged document's taps again: what was in the way has been mended.
    ///
    /// # Errors
    /// `Unknown` when the document is not here.
    pub fn put_back(&mut self, document: DocumentId) -> Result<(), StoreError> {
        self.set_wedge(document, None)?;
        self.run(
            "UPDATE outbox SET state = 0, refused_code = NULL, refused_parameters = NULL \
             WHERE place IN (SELECT place FROM change WHERE document = ?1)",
            [document.0.as_bytes()],
        )?;
        Ok(())
    }
}

fn outbox_tap(row: &Row<'_>) -> rusqlite::Result<OutboxTap> {
    let mut tap = NewTap {
        document: DocumentId(uuid(row, "document")?),
        hash: ChangeHash(row.get("hash")?),
        actor: ActorId(row.get("actor")?),
        seq: unsigned(row, "seq")?,
        made_at: time(row, "made_at")?,
        command: StoredCommand { version: row.get("command_version")?, bytes: row.get("command")? },
        run: None,
    };
    tap.run = run_of(&tap, row)?;
    Ok(OutboxTap { place: row.get("place")?, tap, state: outbox_state(row)? })
}

/// The run of a tap, whose range and head are the tap's own change.
fn run_of(tap: &NewTap, row: &Row<'_>) -> rusqlite::Result<Option<StoredRun>> {
    let Some(signature) = row.get("signature")? else { return Ok(None) };
    Ok(Some(StoredRun {
        document: tap.document,
        actor: tap.actor,
        first: tap.seq,
        last: tap.seq,
        previous: row.get::<_, Option<[u8; 32]>>("previous")?.map(ChangeHash),
        head: tap.hash,
        as_of: unsigned(row, "as_of")?,
        checkpoint: unsigned(row, "checkpoint")?,
        key: row.get("key")?,
        signature,
    }))
}

fn outbox_state(row: &Row<'_>) -> rusqlite::Result<OutboxState> {
    let refusal = maybe_refusal(row, "refused_code", "refused_parameters")?;
    match (row.get("state")?, refusal) {
        (WAITING, _) => Ok(OutboxState::Waiting),
        (SENT, _) => Ok(OutboxState::Sent),
        (REFUSED, Some(refusal)) => Ok(OutboxState::Refused(refusal)),
        (MISSING, Some(refusal)) => Ok(OutboxState::Missing(refusal)),
        _ => Err(unreadable("an outbox state")),
    }
}
