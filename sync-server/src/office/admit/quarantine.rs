//! Runs that were not taken: kept whole as evidence, or until a person decides.

use jobsheet_document::codes;
use jobsheet_domain::refusal::Refusal;

use super::run::{author, previous, signed_hashes, signed_headers};
use super::{Admitted, RunAsked, Stop};
use crate::ledger::{Fork, RefusedRun, RefusedState};
use crate::office::Error;
use crate::office::server::Server;

/// The part of a device's share that runs take which its key did not sign.
const UNSIGNED_SHARE: u64 = 16;

/// Takes in a run of a file by the ordinary door. One that rests on work which is not here waits with that, once its
/// signature holds. Blocks.
///
/// # Errors
/// As [`super::admit`].
pub fn hand_in(server: &Server, asked: &RunAsked) -> Result<Admitted, Error> {
    let missing = match super::admit(server, asked)? {
        Admitted::Missing(_) => Refusal::new(codes::MISSING_DEPENDENCIES),
        outcome @ (Admitted::Stored { .. }
        | Admitted::HadAlready { .. }
        | Admitted::Refused(_)
        | Admitted::Waits(_)) => return Ok(outcome),
    };
    let signed = match author(server, asked) {
        Ok(author) => signed_headers(server, asked, &author.device)?.map(|_| ()),
        Err(Stop::Failed(error)) => return Err(error),
        Err(Stop::Refused(refusal) | Stop::Waits(refusal)) => Err(refusal),
        Err(Stop::Missing(_)) => Err(missing.clone()),
    };
    match signed {
        Ok(()) => wait(server, asked, missing),
        Err(refusal) => {
            keep(server, asked, &refusal, RefusedState::Evidence)?;
            Ok(Admitted::Refused(refusal))
        }
    }
}

/// Has a run wait for a person, unless one has rejected it already: then the reason is the answer.
pub(super) fn wait(server: &Server, asked: &RunAsked, refusal: Refusal) -> Result<Admitted, Error> {
    let Some(digest) = keep(server, asked, &refusal, RefusedState::Waiting)? else {
        return Ok(Admitted::Refused(Refusal::new("change.too_many_refused")));
    };
    let kept = server.ledger.refused(server.organisation.id, &digest)?;
    let rejected = kept.filter(|kept| kept.state == RefusedState::Rejected).and_then(|kept| kept.decision);
    if let Some(decision) = rejected {
        return Ok(Admitted::Refused(Refusal::new("change.rejected").with("reason", decision.reason)));
    }
    server.hub.other(server.ledger.position(server.organisation.id)?, "review");
    Ok(Admitted::Waits(refusal))
}

/// Keeps a refused run and answers its digest; nothing where it is nobody's, or where so much of its device is kept already
/// that more would be no evidence but a load. What a device's key did not sign takes a small part of that only, so that nobody
/// uses up what is another's. Logs name the code and the document, never a person.
pub(super) fn keep(
    server: &Server,
    asked: &RunAsked,
    refusal: &Refusal,
    state: RefusedState,
) -> Result<Option<[u8; 32]>, Error> {
    tracing::warn!(document = %asked.document, code = %refusal.code, "run refused");
    let organisation = server.organisation.id;
    let device = server.ledger.device_by_key(organisation, &asked.key_id)?;
    let Some(device) = device else { return Ok(None) };
    // Whatever was said of the run: one with a fork in it may be refused for something else first.
    note_forks(server, asked, &device)?;
    let whole = completed(server, asked)?;
    let refused = RefusedRun {
        document: asked.document,
        actor: asked.actor,
        first: asked.first,
        head: signed_hashes(asked).and_then(|hashes| hashes.last().copied()),
        device: device.id,
        code: refusal.code.clone(),
        received_at: server.now(),
        bytes: whole.handed_over(organisation).encode(),
        state,
        decision: None,
    };
    let most = server.config.limits.refused_bytes;
    let is_signed = signed_headers(server, asked, &device)?.is_ok();
    let most = if is_signed { most } else { most / UNSIGNED_SHARE };
    let kept = server.ledger.refused_bytes(organisation, device.id)?;
    let known = server.ledger.refused(organisation, &refused.digest())?.is_some();
    if !known && kept + refused.bytes.len() as u64 > most {
        tracing::warn!(document = %asked.document, "a refused run is not kept: enough of its device is");
        return Ok(None);
    }
    server.ledger.quarantine(organisation, &refused)?;
    Ok(Some(refused.digest()))
}

/// The run with what a sync leaves out because the server has it: the same run by whatever way is the same bytes.
fn completed(server: &Server, asked: &RunAsked) -> Result<RunAsked, Error> {
    let organisation = server.organisation.id;
    let mut whole = asked.clone();
    if whole.kind.is_none() {
        whole.kind = server.ledger.document(organisation, asked.document)?.map(|stored| stored.kind);
    }
    whole.previous = previous(server, asked)?;
    Ok(whole)
}

/// Marks the device where its key signed a second change for a number that has one: an installation was copied or put
/// back and went on twice. Only the key's own signature marks it.
fn note_forks(server: &Server, asked: &RunAsked, device: &crate::ledger::Device) -> Result<(), Error> {
    let organisation = server.organisation.id;
    let Ok(headers) = signed_headers(server, asked, device)? else { return Ok(()) };
    // The signature covers the last change and, through their dependencies, those before it.
    let mut signed = headers.last().map(|header| header.hash);
    for header in headers.iter().rev() {
        if signed != Some(header.hash) {
            break;
        }
        signed = headers.iter().map(|one| one.hash).find(|hash| header.dependencies.contains(hash));
        let (document, actor, sequence) = (asked.document, asked.actor, header.seq);
        let here = server.ledger.change_at(organisation, document, actor, sequence)?;
        let Some(kept) = here.filter(|kept| *kept != header.hash) else { continue };
        let (device, other, found_at) = (device.id, header.hash, server.now());
        let fork = Fork { device, document, actor, sequence, kept, other, found_at };
        server.ledger.put_fork(organisation, &fork)?;
    }
    Ok(())
}
