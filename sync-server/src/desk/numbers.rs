//! Numbers of the register: consecutive in a year, without a gap (R1). A number is taken in the transaction that stores
//! the change that carries it; whoever comes second decides again with the next.

use jobsheet_domain::asker::Asker;
use jobsheet_domain::calendar::CivilDate;

use crate::error::ApiError;
use crate::ledger::NumberTaken;
use crate::server::Server;

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
