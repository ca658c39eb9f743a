//! Staff, catalogue and policy, from the records.

use std::collections::BTreeMap;

use jobsheet_domain::records::Policy;

use crate::office::Error;
use crate::office::records;
use crate::office::server::Server;
use crate::office::views::{CatalogueView, PartEntry, ProductEntry, QualificationView, StaffView};

/// The people, with their qualifications (R46).
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn staff(server: &Server) -> Result<Vec<StaffView>, Error> {
    let users = server.ledger.users(server.organisation.id)?;
    let mut logins: BTreeMap<_, _> = users.into_iter().map(|user| (user.id, user.name)).collect();
    let staff = records::now(server)?.staff.clone().into_values().map(|person| StaffView {
        user: person.user.0,
        login: logins.remove(&person.user).unwrap_or_default(),
        name: person.name,
        roles: super::role_names(&person.roles),
        active: person.active,
        qualifications: person
            .qualifications
            .into_iter()
            .map(|q| QualificationView { family: q.family, from: q.from.0, until: q.until.0 })
            .collect(),
    });
    Ok(staff.collect())
}

/// Parts and products.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn catalogue(server: &Server) -> Result<CatalogueView, Error> {
    let catalogue = records::now(server)?.catalogue.clone();
    let parts = catalogue.parts.into_iter().map(|part| PartEntry {
        number: part.number,
        names: part.names,
        serialised: part.serialised,
    });
    let products = catalogue.products.into_iter().map(|product| ProductEntry {
        model: product.model,
        family: product.family,
        warranty_months: product.warranty_months,
    });
    Ok(CatalogueView { parts: parts.collect(), products: products.collect() })
}

/// The organisation's rules, as the record has them.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn policy(server: &Server) -> Result<Policy, Error> {
    Ok(records::now(server)?.policy.clone())
}
