//! Work that was refused, for a person to look into.

use jobsheet_domain::id::DocumentId;
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;

use super::people::People;
use crate::ledger::RefusedState;
use crate::office::Error;
use crate::office::messages::message;
use crate::office::server::Server;
use crate::office::views::RefusedView;

/// What was refused on a document, oldest first.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn list(server: &Server, id: DocumentId, language: Language) -> Result<Vec<RefusedView>, Error> {
    let organisation = server.organisation.id;
    let people = People::read(server)?;
    let mut views = Vec::new();
    for refused in server.ledger.quarantined(organisation, id)? {
        let device = server.ledger.device(organisation, refused.device)?;
        views.push(RefusedView {
            message: message(&Refusal::new(&refused.code), language),
            digest: hex::encode(refused.digest()),
            code: refused.code,
            user_name: device.as_ref().map(|device| people.name(device.user)).unwrap_or_default(),
            device: device.map(|device| device.id.0),
            received_at: refused.received_at.0,
            bytes: refused.bytes.len() as u64,
            state: state_name(refused.state).to_owned(),
            decision: refused.decision.as_ref().map(|decision| people.decision(decision)),
        });
    }
    Ok(views)
}

const fn state_name(state: RefusedState) -> &'static str {
    match state {
        RefusedState::Evidence => "evidence",
        RefusedState::Waiting => "waiting",
        RefusedState::Admitted => "admitted",
        RefusedState::Rejected => "rejected",
    }
}
