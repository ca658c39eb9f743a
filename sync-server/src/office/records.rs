//! Records: what the server alone writes and everybody decides by. Canonical JSON (RFC 8785), versioned by feed position.

use jobsheet_domain::records::{Catalogue, Policy, Records, Staff};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::error::ApiError;
use crate::office::server::Server;

/// The record of the organisation's rules.
pub(crate) const POLICY: &str = "policy";
/// The record of products and parts.
pub(crate) const CATALOGUE: &str = "catalogue";
/// The record of people, their roles and qualifications: a list.
pub(crate) const STAFF: &str = "staff";

/// A record's bytes.
pub(crate) fn canonical<T: Serialize>(content: &T) -> Result<Vec<u8>, ApiError> {
    serde_json_canonicalizer::to_vec(content).map_err(|error| ApiError::failed(&error))
}

/// Publishes a record, when it differs from what was published last.
pub(crate) fn publish_changed(server: &Server, name: &str, bytes: &[u8]) -> Result<(), ApiError> {
    let organisation = server.organisation.id;
    let published = server.ledger.records_at(organisation, u64::MAX)?;
    if published.iter().any(|record| record.name == name && record.bytes == bytes) {
        return Ok(());
    }
    let position = server.ledger.publish(organisation, name, bytes)?;
    server.hub.other(position, "record");
    Ok(())
}

/// The records as they stood at a feed position: what a decision with that `as_of` is judged by.
pub(crate) fn at(server: &Server, position: u64) -> Result<Records, ApiError> {
    let mut records = Records::default();
    for record in server.ledger.records_at(server.organisation.id, position)? {
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

/// The records as they stand now.
pub(crate) fn now(server: &Server) -> Result<Records, ApiError> {
    at(server, u64::MAX)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| ApiError::failed(&error))
}
