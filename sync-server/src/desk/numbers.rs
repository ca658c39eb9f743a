//! Numbers of the register: consecutive in a year, without a gap (R1). A number is taken in the transaction that stores
//! the change that carries it; whoever comes second decides again with the next.

use jobsheet_domain::asker::Asker;
use jobsheet_domain::calendar::CivilDate;
use jobsheet_domain::content::Kind;
use jobsheet_domain::edit::Edit;
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::value::Value;

use crate::error::ApiError;
use crate::ledger::NumberTaken;
use crate::office::{self, Decision};
use crate::server::Server;

/// Gives a request that a device logged the register's number, beside its provisional one (R1).
///
/// # Errors
/// The domain's refusal, or the server's own failure.
pub(crate) fn give(server: &Server, user: UserId, id: DocumentId) -> Result<(), ApiError> {
    office::write(server, user, id, None, &|content, asker| {
        if content.kind != Kind::Request || content.fact("number").is_some() {
            return Ok(Decision::default());
        }
        let (number, taken) = next(server, "RQ", asker)?;
        let edits = vec![Edit::Fact { name: "number".to_owned(), value: Value::Text(number) }];
        Ok(Decision { edits, numbers: vec![taken] })
    })
}

/// The next number of a series, as written and as taken: `WO-2026-0001`.
pub(super) fn next(
    server: &Server,
    series: &str,
    asker: &Asker<'_>,
) -> Result<(String, NumberTaken), ApiError> {
    let today = CivilDate::of(asker.at.corrected, asker.records.policy.time_zone_offset_minutes);
    let series = format!("{series}-{}", today.year());
    let number = server.ledger.next_number(server.organisation.id, &series)?;
    Ok((format!("{series}-{number:04}"), NumberTaken { series, number }))
}
