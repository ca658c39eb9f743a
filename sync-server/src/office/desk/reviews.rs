//! The review desk: work that came too late, or from an installation that may no longer write, and the people who decide
//! over it (R50, R54).

mod contents;

use std::time::{Duration, Instant};

use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;
use jobsheet_sync::Limits;
use jobsheet_sync::handover::{HandedOver, read_file};

use super::numbers;
use crate::ledger::{Decision, RefusedRun, RefusedState};
use crate::office::Error;
use crate::office::admit::{Admitted, RunAsked, admit_reviewed, hand_in as take_in};
use crate::office::messages::message;
use crate::office::server::Server;
use crate::office::views::{HandedIn, HandedInRun, ReviewList, ReviewView};

/// Longest reason, in letters.
const LONGEST_REASON: usize = 500;
/// Longest single run of a file: as in a sync.
const LONGEST_RUN: usize = 8 << 20;
/// Entries a list gives at most: what is decided makes room for the next.
const MOST: usize = 20;
/// After this long a list says no more of what is inside: bytes that nobody has judged can be slow to read.
const PATIENCE: Duration = Duration::from_secs(10);

/// Everything that waits, newest first.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn list(server: &Server, language: Language) -> Result<ReviewList, Error> {
    let organisation = server.organisation.id;
    let whose = server.ledger.waiting(organisation, MOST + 1)?;
    let begun = Instant::now();
    let mut reviews: Vec<ReviewView> = Vec::new();
    for (document, actor) in whose.iter().take(MOST) {
        let group = sorted(server.ledger.waiting_of(organisation, *document, *actor)?);
        // Decided meanwhile.
        if group.is_empty() {
            continue;
        }
        reviews.push(contents::view(server, &group, language, begun.elapsed() < PATIENCE)?);
    }
    Ok(ReviewList { reviews, more: whose.len() > MOST })
}

/// Lets work in: every run of its author that waits on its document, oldest first, through the same door as all.
///
/// # Errors
/// [`Error::Missing`] when there is no such work, refusals `review.decided` and `review.not_waiting`, and that of what stands
/// against it besides its age and authority; what came in before that stays in.
pub fn admit(server: &Server, user: UserId, digest: &str, reason: &str) -> Result<(), Error> {
    let decision = decision(server, user, reason)?;
    let Some(group) = waiting(server, digest, RefusedState::Admitted)? else { return Ok(()) };
    for refused in group {
        let asked = asked(&refused)?;
        let admitted = admit_reviewed(server, &asked, &decision)?;
        match admitted {
            Admitted::Stored { .. } | Admitted::HadAlready { .. } => {}
            Admitted::Refused(refusal) | Admitted::Waits(refusal) => return Err(refusal.into()),
            Admitted::Missing(_) => return Err(Refusal::new("change.missing_dependencies").into()),
        }
        numbers::after(server, user, &asked, &admitted);
        // What was here already was stored without this decision, and waits no longer either.
        let organisation = server.organisation.id;
        server.ledger.decide(organisation, &refused.digest(), RefusedState::Admitted, &decision)?;
    }
    told(server)
}

/// Keeps work out: every run of its author that waits on its document. Nothing of it is thrown away.
///
/// # Errors
/// As [`admit`].
pub fn reject(server: &Server, user: UserId, digest: &str, reason: &str) -> Result<(), Error> {
    let decision = decision(server, user, reason)?;
    let Some(group) = waiting(server, digest, RefusedState::Rejected)? else { return Ok(()) };
    for refused in group {
        let organisation = server.organisation.id;
        server.ledger.decide(organisation, &refused.digest(), RefusedState::Rejected, &decision)?;
    }
    told(server)
}

/// Takes in a file a device exported. What may come in by itself does; what a person has to look at waits; what is
/// forged or against the rules is kept as evidence.
///
/// # Errors
/// [`Error::Invalid`] `review.not_a_file`, refusal `review.other_organisation`: nothing of the file was taken then.
pub fn hand_in(server: &Server, user: UserId, file: &[u8], language: Language) -> Result<HandedIn, Error> {
    let limits = Limits { item: LONGEST_RUN, total: server.config.limits.request_bytes as u64 };
    let not_a_file = |_| Error::Invalid { code: "review.not_a_file" };
    let handed = read_file(file, limits).map_err(not_a_file)?;
    let ours = *server.organisation.id.0.as_bytes();
    if handed.iter().any(|run| run.organisation != ours) {
        return Err(Refusal::new("review.other_organisation").into());
    }
    let mut runs = Vec::new();
    for run in handed {
        let asked = RunAsked::of(run);
        let admitted = take_in(server, &asked)?;
        numbers::after(server, user, &asked, &admitted);
        runs.push(outcome(asked.document, &admitted, language));
    }
    Ok(HandedIn { runs })
}

fn outcome(document: DocumentId, admitted: &Admitted, language: Language) -> HandedInRun {
    let missing = Refusal::new("change.missing_dependencies");
    let (outcome, refusal) = match admitted {
        Admitted::Stored { .. } => ("stored", None),
        Admitted::HadAlready { .. } => ("had_already", None),
        Admitted::Waits(refusal) => ("waiting", Some(refusal)),
        Admitted::Refused(refusal) => ("refused", Some(refusal)),
        Admitted::Missing(_) => ("refused", Some(&missing)),
    };
    HandedInRun {
        document: document.0,
        outcome: outcome.to_owned(),
        code: refusal.map(|refusal| refusal.code.clone()).unwrap_or_default(),
        message: refusal.map(|refusal| message(refusal, language)).unwrap_or_default(),
    }
}

fn decision(server: &Server, by: UserId, reason: &str) -> Result<Decision, Error> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(Error::Invalid { code: "review.reason" });
    }
    Ok(Decision { by, at: server.now(), reason: reason.to_owned() })
}

/// What waits together with the run of a digest, oldest first; nothing when it was decided as `wanted` before.
fn waiting(server: &Server, digest: &str, wanted: RefusedState) -> Result<Option<Vec<RefusedRun>>, Error> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(digest, &mut bytes).map_err(|_| Error::Malformed("digest".to_owned()))?;
    let organisation = server.organisation.id;
    let asked = server.ledger.refused(organisation, &bytes)?.ok_or(Error::Missing("review"))?;
    match asked.state {
        RefusedState::Waiting => {}
        RefusedState::Evidence => return Err(Refusal::new("review.not_waiting").into()),
        state if state == wanted => return Ok(None),
        RefusedState::Admitted | RefusedState::Rejected => {
            return Err(Refusal::new("review.decided").into());
        }
    }
    Ok(Some(sorted(server.ledger.waiting_of(organisation, asked.document, asked.actor)?)))
}

/// Runs of one author on one document, oldest first; of two that begin together the longer one first.
fn sorted(mut group: Vec<RefusedRun>) -> Vec<RefusedRun> {
    group.sort_by_key(|run| (run.first, std::cmp::Reverse(run.bytes.len())));
    group
}

/// A kept run as it arrived.
fn asked(refused: &RefusedRun) -> Result<RunAsked, Error> {
    HandedOver::decode(&refused.bytes).map(RunAsked::of).map_err(Error::failed)
}

fn told(server: &Server) -> Result<(), Error> {
    server.hub.other(server.ledger.position(server.organisation.id)?, "review");
    Ok(())
}
