//! Writing for people at the console: with the office's own actor and key, through the same admission as everybody.

use std::sync::Arc;

use jobsheet_document::{Change, Document, DocumentError};
use jobsheet_domain::aggregates::Subject;
use jobsheet_domain::asker::{Asker, WriterKind};
use jobsheet_domain::edit::Edit;
use jobsheet_domain::event::Author;
use jobsheet_domain::id::{ChangeHash, DocumentId, UserId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::reads::NOTHING_READ;
use jobsheet_domain::records::Records;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::time::EventTime;
use jobsheet_signing::{RunClaim, sign_run};

use crate::ledger::{NumberTaken, StoredRun};
use crate::office::Error;
use crate::office::admit::{self, Stop, Writer};
use crate::office::incarnation::Turn;
use crate::office::memory::Opened;
use crate::office::records;
use crate::office::server::Server;

/// How often a command is decided again when somebody else changed the document, or another process took the number,
/// meanwhile.
const ATTEMPTS: usize = 8;

/// What a person at the console decided: what to write, and the numbers it takes.
#[derive(Debug, Default)]
pub struct Decision<'a> {
    /// What to write, in one change.
    pub edits: Vec<Edit>,
    /// Numbers of the register it takes (R1).
    pub numbers: Vec<NumberTaken>,
    /// The turn they were looked up in: it ends once they are stored.
    pub turn: Option<Turn<'a>>,
}

/// Does something to a document for a person: decides it on the newest version, writes it in one change, and admits
/// that change like everybody's. A document that is not there is made when `create` says of which kind. Gives the document
/// as it is afterwards, so that its page reads nothing again. Blocks.
///
/// # Errors
/// The decision's refusal or the admission's; [`Error::Missing`]; the server's own failures.
pub(crate) fn write<'a>(
    server: &'a Server,
    user: UserId,
    id: DocumentId,
    create: Option<Kind>,
    decide: &dyn Fn(&Subject, &Asker<'_>) -> Result<Decision<'a>, Error>,
) -> Result<Arc<Opened>, Error> {
    for _ in 1..ATTEMPTS {
        match attempt(server, user, id, create, decide) {
            Err(Error::Changed) => {}
            outcome => return outcome,
        }
    }
    attempt(server, user, id, create, decide)
}

fn attempt<'a>(
    server: &'a Server,
    user: UserId,
    id: DocumentId,
    create: Option<Kind>,
    decide: &dyn Fn(&Subject, &Asker<'_>) -> Result<Decision<'a>, Error>,
) -> Result<Arc<Opened>, Error> {
    let _held = server.admission.hold(id);
    let organisation = server.organisation.id;
    let known = Opened::newest(server, id)?;
    let now_here = match (&known, create) {
        (Some(known), _) => Arc::clone(known),
        (None, Some(kind)) => Arc::new(Opened::of(Document::create(kind, id))?),
        (None, None) => return Err(Error::Missing("document")),
    };
    let as_of = server.ledger.position(organisation)?;
    let records = records::at(server, as_of)?;
    let asker = asker(server, user, as_of, &records);
    let Decision { edits, numbers, turn: _turn } = decide(&now_here.subject, &asker)?;
    let mut document = now_here.document.clone();
    let previous = document.last_change_of(server.office.actor);
    let written = document.edit(server.office.actor, &edits).map_err(refused)?;
    let Some(change) = written.change else { return Ok(now_here) };
    let run = sign(server, id, user, &change, previous, as_of);
    let writer = Writer::Office { device: server.office.device, user };
    match admit::store(server, known.as_deref(), document, &writer, run, &[change], numbers) {
        Ok(stored) => Ok(stored),
        Err(Stop::Refused(refusal) | Stop::Waits(refusal)) => Err(refusal.into()),
        Err(Stop::Missing(_)) => Err(Refusal::new("change.missing_dependencies").into()),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// A person at the console, now.
pub(crate) fn asker<'a>(server: &Server, user: UserId, as_of: u64, records: &'a Records) -> Asker<'a> {
    let now = server.now();
    Asker {
        author: Author { user, device: server.office.device },
        writer: WriterKind::Office,
        at: EventTime { device: now, corrected: now, uncertainty_ms: 0, position: None },
        as_of,
        records,
        reads: &NOTHING_READ,
    }
}

fn sign(
    server: &Server,
    document: DocumentId,
    user: UserId,
    change: &Change,
    previous: Option<ChangeHash>,
    as_of: u64,
) -> StoredRun {
    let office = &server.office;
    let key = office.key.public().id();
    let claim = RunClaim {
        organisation: *server.organisation.id.0.as_bytes(),
        document: *document.0.as_bytes(),
        actor: office.actor.0,
        key,
        previous: previous.map(|hash| hash.0),
        first: change.header.seq,
        last: change.header.seq,
        count: 1,
        head: change.header.hash.0,
        as_of,
        checkpoint: as_of,
    };
    StoredRun {
        actor: office.actor,
        first: claim.first,
        last: claim.last,
        previous,
        head: change.header.hash,
        as_of,
        checkpoint: as_of,
        key_id: key.0,
        nonce: office.nonce,
        device: office.device,
        user,
        signature: sign_run(&office.key, &claim),
        position: 0,
        received_at: server.now(),
        review: None,
    }
}

/// What an edit of a person can break is theirs to mend; everything else is the server's failure.
fn refused(error: DocumentError) -> Error {
    match error {
        DocumentError::Unreadable(_) | DocumentError::Storage(_) => error.into(),
        other @ (DocumentError::UnknownVersion(_)
        | DocumentError::NoSuchText(_)
        | DocumentError::RepeatedText(_)
        | DocumentError::NoSuchSection(_)
        | DocumentError::BadName(_)
        | DocumentError::EventStands(_)
        | DocumentError::ActorBeyond(_)
        | DocumentError::Undecodable(_)) => Refusal::new(other.code()).into(),
    }
}
