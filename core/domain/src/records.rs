//! Records: what the server alone writes and everybody reads, versioned by feed position. A decision is judged by the
//! records its author had (correctness: "judged where it was made").

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::UserId;
use crate::time::Timestamp;

/// What a person may do (R-table of roles).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Does the work on site.
    Technician,
    /// Takes calls, creates and assigns orders.
    Dispatcher,
    /// Analyses escalated faults.
    Engineer,
    /// Approves.
    Manager,
    /// Keeps the depot.
    Warehouse,
    /// Grades quality issues.
    Quality,
    /// Approves major issues.
    GeneralManager,
    /// Keeps users, devices, policies.
    Administrator,
    /// Reads everything, changes nothing.
    Auditor,
}

/// A qualification (R46).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Qualification {
    /// Product family it covers; `*` for all.
    pub family: String,
    /// From when.
    pub from: Timestamp,
    /// Until when it must be renewed.
    pub until: Timestamp,
}

/// A person of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Staff {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub roles: BTreeSet<Role>,
    /// What they are qualified for (R46).
    pub qualifications: Vec<Qualification>,
    /// Whether the account is live.
    pub active: bool,
}

/// A part in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CataloguePart {
    /// Part number.
    pub number: String,
    /// Name by language code; `zh-Hans`, `zh-Hant`, `en`.
    pub names: BTreeMap<String, String>,
    /// Whether each piece has a serial number.
    pub serialised: bool,
}

/// A product model in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Product {
    /// Model name, as on the nameplate.
    pub model: String,
    /// Product family, for qualifications.
    pub family: String,
    /// The manufacturer's warranty, months (R32).
    pub warranty_months: u32,
}

/// The catalogue of products and parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Parts.
    pub parts: Vec<CataloguePart>,
    /// Products.
    pub products: Vec<Product>,
}
