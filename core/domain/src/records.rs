//! Records: what the server alone writes and everybody reads, versioned by feed position. A decision is judged by the
//! records its author had (correctness: "judged where it was made").

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::calendar::WorkingTime;
use crate::id::UserId;
use crate::refusal::Refusal;
use crate::sla::{ClockPolicy, ClockTerms};
use crate::time::Timestamp;
use crate::value::Money;
use crate::warranty::WarrantyTerms;
use crate::zone::TimeZone;

/// Everything a decision is judged by that is not a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Records {
    /// The people of the organisation.
    pub staff: BTreeMap<UserId, Staff>,
    /// The organisation's rules.
    pub policy: Policy,
    /// Its products and parts.
    pub catalogue: Catalogue,
}

impl Records {
    /// What a person is called; empty for somebody the records do not name.
    #[must_use]
    pub fn name(&self, user: UserId) -> String {
        self.staff.get(&user).map(|person| person.name.clone()).unwrap_or_default()
    }
}

/// The organisation's rules: every time, threshold and list that rules use (domain: "policy data with defaults").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Policy {
    /// The organisation's name, the report's letterhead.
    pub organisation_name: String,
    /// What technicians answer on every job of the families named.
    pub checklist: Vec<ChecklistItem>,
    /// Photos a visit needs before its work can be finished, by stage (R14).
    pub minimum_photos: BTreeMap<String, u32>,
    /// Whether photos and events keep their position (R9, R14).
    pub keep_position: bool,
    /// Days after its capture for which a device keeps a photo as the camera gave it, once its normal form is on the
    /// server (R14); 0 keeps it for ever.
    pub keep_originals_days: u32,
    /// The clocks that run, with their targets (R22–R27).
    pub clocks: Vec<ClockPolicy>,
    /// Metres up to which a site counts as near (R24, R25).
    pub near_m: u64,
    /// Working hours and the administrator's corrections to the calendar.
    pub working_time: WorkingTime,
    /// The organisation's warranty terms (R32).
    pub warranty: WarrantyTerms,
    /// The organisation's time zone by its IANA name, such as `Asia/Shanghai`; empty in policies of version 1, which knew
    /// the offset alone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
    /// Minutes that local time is ahead of UTC, as version 1 reckoned: its devices go by them, and an instant that it
    /// stored for a day is read by them. They stay when the zone gets a name or changes.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub time_zone_offset_minutes: i32,
    /// The consent text above the signature, by language code.
    pub consent: BTreeMap<String, String>,
    /// What is particular to complaints. It is written only where it differs from the defaults, so that a policy of
    /// before there were complaints reads and writes as it always did.
    #[serde(skip_serializing_if = "ComplaintPolicy::is_default")]
    pub complaints: ComplaintPolicy,
}

/// The organisation's rules for complaints (R28, R41).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ComplaintPolicy {
    /// The cost up to which a manager approves what a complaint gets; above it the general manager does.
    pub limit: Money,
    /// The units that can answer for a complaint; empty where any may be named.
    pub units: Vec<String>,
    /// The clocks of complaints (R28). They are apart from the others because a version that does not know their rules
    /// could not read a list that has them.
    pub clocks: Vec<ClockPolicy>,
}

impl Default for ComplaintPolicy {
    fn default() -> Self {
        Self {
            limit: Money { minor: COMPLAINT_LIMIT_FEN, currency: "CNY".to_owned() },
            units: Vec::new(),
            clocks: ClockPolicy::of_complaints(),
        }
    }
}

impl ComplaintPolicy {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl<'a> From<&'a Policy> for ClockTerms<'a> {
    fn from(policy: &'a Policy) -> Self {
        Self { near_m: policy.near_m, clocks: &policy.clocks, complaints: &policy.complaints.clocks }
    }
}

/// Metres up to which a site counts as near, unless policy says otherwise (R24).
const NEAR_M: u64 = 100_000;
/// Days for which originals are kept, unless policy says otherwise (R14).
const KEEP_ORIGINALS_DAYS: u32 = 30;
/// Fen a manager approves for a complaint, unless policy says otherwise (R41).
const COMPLAINT_LIMIT_FEN: i64 = 200_000;
/// China Standard Time.
const OFFSET_MINUTES: i32 = 8 * 60;

impl Default for Policy {
    fn default() -> Self {
        Self {
            organisation_name: String::new(),
            checklist: Vec::new(),
            minimum_photos: BTreeMap::new(),
            keep_position: true,
            keep_originals_days: KEEP_ORIGINALS_DAYS,
            clocks: ClockPolicy::defaults(),
            near_m: NEAR_M,
            working_time: WorkingTime::default(),
            warranty: WarrantyTerms::default(),
            time_zone: String::new(),
            time_zone_offset_minutes: OFFSET_MINUTES,
            consent: BTreeMap::new(),
            complaints: ComplaintPolicy::default(),
        }
    }
}

/// The time zone of an organisation that has named no other.
pub const DEFAULT_TIME_ZONE: &str = "Asia/Shanghai";

impl Policy {
    /// The organisation's time zone. Where the policy names none, or one that is newer than this version's data, the
    /// offset counts.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        TimeZone::stored(&self.time_zone, self.time_zone_offset_minutes)
    }

    /// Whether the policy can be published.
    ///
    /// # Errors
    /// `policy.unknown_time_zone` where no zone has the name that it gives.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.time_zone.is_empty() || TimeZone::named(&self.time_zone).is_ok() {
            return Ok(());
        }
        Err(Refusal::new("policy.unknown_time_zone").with("name", &self.time_zone))
    }
}

/// One line of a checklist (R12).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ChecklistItem {
    /// Stable key: `hydraulics.leak`.
    pub key: String,
    /// What to check, by language code.
    pub labels: BTreeMap<String, String>,
    /// Whether work can be finished without an answer.
    pub mandatory: bool,
    /// The product families it is for; empty for all.
    pub families: Vec<String>,
}

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

impl Role {
    /// The name stored, sent and used as a refusal's parameter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Technician => "technician",
            Self::Dispatcher => "dispatcher",
            Self::Engineer => "engineer",
            Self::Manager => "manager",
            Self::Warehouse => "warehouse",
            Self::Quality => "quality",
            Self::GeneralManager => "general_manager",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }
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

impl Catalogue {
    /// The product of a model, by its exact name.
    #[must_use]
    pub fn product(&self, model: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.model == model)
    }

    /// The part of a number.
    #[must_use]
    pub fn part(&self, number: &str) -> Option<&CataloguePart> {
        self.parts.iter().find(|part| part.number == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::words::message;

    #[test]
    fn a_zone_that_nobody_knows_is_refused_in_the_readers_language() {
        let named = |name: &str| Policy { time_zone: name.into(), ..Policy::default() }.check();
        for known in ["", DEFAULT_TIME_ZONE, "Europe/Berlin", "America/New_York", "Asia/Taipei", "UTC"] {
            assert_eq!(named(known), Ok(()), "{known}");
        }
        for unknown in
            ["China", "asia/shanghai", "GMT+8", "Asia/Shanghai ", "Etc/Unknown", "../etc/passwd", "CST-8"]
        {
            let refusal = named(unknown).unwrap_err();
            assert_eq!(refusal.code, "policy.unknown_time_zone");
            assert!(
                Language::ALL.iter().all(|language| message(&refusal, *language).contains(unknown)),
                "{unknown}"
            );
        }
    }

    #[test]
    fn a_policy_of_version_1_goes_by_its_offset_and_is_written_as_it_was() {
        let old: Policy = serde_json::from_str(r#"{"time_zone_offset_minutes": 60}"#).unwrap();
        assert_eq!(old.zone(), TimeZone::fixed(60));
        let written = serde_json::to_value(&old).unwrap();
        assert!(written.get("time_zone").is_none());
        let new = Policy { time_zone: "Europe/Berlin".into(), ..old };
        assert_eq!(new.zone(), TimeZone::named("Europe/Berlin").unwrap());
        let both = serde_json::to_value(&new).unwrap();
        assert_eq!(
            (both["time_zone"].as_str(), &both["time_zone_offset_minutes"]),
            (Some("Europe/Berlin"), &60.into())
        );
    }
}
