//! Records: what the server alone writes and everybody decides by. Canonical JSON (RFC 8785), versioned by feed position.

use std::sync::Arc;

use jobsheet_domain::records::{Catalogue, Policy, Records, Staff};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ledger::StoredRecord;
use crate::office::Error;
use crate::office::server::Server;

/// The record of the organisation's rules.
pub(crate) const POLICY: &str = "policy";
/// The record of products and parts.
pub(crate) const CATALOGUE: &str = "catalogue";
/// The record of people, their roles and qualifications: a list.
pub(crate) const STAFF: &str = "staff";

/// The records that decisions look at.
const DECIDED_BY: [&str; 3] = [POLICY, CATALOGUE, STAFF];

/// A record's bytes.
pub(crate) fn canonical<T: Serialize>(content: &T) -> Result<Vec<u8>, Error> {
    Ok(serde_json_canonicalizer::to_vec(content)?)
}

/// Publishes a record, when it differs from what was published last.
pub(crate) fn publish_changed(server: &Server, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let organisation = server.organisation.id;
    let published = server.ledger.record_at(organisation, name, u64::MAX)?;
    if published.is_some_and(|record| record.bytes == bytes) {
        return Ok(());
    }
    let position = server.ledger.publish(organisation, name, bytes)?;
    server.hub.other(position, "record");
    Ok(())
}

/// Publishes the organisation's rules, when they hold and differ from what was published last.
///
/// # Errors
/// 409 with what [`Policy::check`] says.
pub(crate) fn publish_policy(server: &Server, policy: &Policy) -> Result<(), Error> {
    policy.check()?;
    publish_changed(server, POLICY, &canonical(policy)?)
}

/// The records as they stood at a feed position: what a decision with that `as_of` is judged by.
pub(crate) fn at(server: &Server, position: u64) -> Result<Arc<Records>, Error> {
    let organisation = server.organisation.id;
    let since = server.ledger.newest_of(organisation, &DECIDED_BY, position)?;
    if let Some(records) = server.records.of(since) {
        return Ok(records);
    }
    // At the position where the newest of them stands, whatever is published meanwhile.
    let stored = DECIDED_BY.iter().map(|name| server.ledger.record_at(organisation, name, since));
    let records = Arc::new(parsed(stored.filter_map(Result::transpose).collect::<Result<_, _>>()?)?);
    server.records.keep(since, &records);
    Ok(records)
}

/// The records as they stand now.
pub(crate) fn now(server: &Server) -> Result<Arc<Records>, Error> {
    at(server, u64::MAX)
}

fn parsed(stored: Vec<StoredRecord>) -> Result<Records, Error> {
    let mut records = Records::default();
    for record in stored {
        match record.name.as_str() {
            POLICY => records.policy = read::<Policy>(&record.bytes)?,
            CATALOGUE => records.catalogue = read::<Catalogue>(&record.bytes)?,
            STAFF => {
                let staff = read::<Vec<Staff>>(&record.bytes)?;
                records.staff = staff.into_iter().map(|person| (person.user, person)).collect();
            }
            _ => {}
        }
    }
    Ok(records)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    Ok(serde_json::from_slice(bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn a_policy_with_a_zone_that_nobody_knows_is_not_published() {
        let folder = tempfile::tempdir().unwrap();
        let server = crate::open(Config { data: folder.path().to_owned(), ..Config::default() }).unwrap();
        let policy = |zone: &str| Policy { time_zone: zone.to_owned(), ..Policy::default() };
        let refused = publish_policy(&server, &policy("Mars/Olympus")).unwrap_err();
        assert_eq!(refused.code(), "policy.unknown_time_zone");
        assert_eq!(now(&server).unwrap().policy, Policy::default());
        publish_policy(&server, &policy("Europe/Berlin")).unwrap();
        assert_eq!(now(&server).unwrap().policy, policy("Europe/Berlin"));
    }
}
