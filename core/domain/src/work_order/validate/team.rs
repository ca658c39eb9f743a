//! Who can be sent: a lead among the team, and everybody qualified (R46).

use crate::asker::Asker;
use crate::id::UserId;
use crate::refusal::Refusal;
use crate::time::{TimeWindow, Timestamp};
use crate::work_order::view::WorkOrder;

/// Most people on one job.
const TEAM_LIMIT: usize = 50;

pub(super) fn check_team(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    technicians: &[UserId],
    lead: UserId,
    at: Timestamp,
) -> Result<(), Refusal> {
    if technicians.is_empty() || technicians.len() > TEAM_LIMIT {
        return Err(Refusal::new("assignment.team_size").with("limit", TEAM_LIMIT));
    }
    if technicians.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(Refusal::new("change.rule_broken"));
    }
    if !technicians.contains(&lead) {
        return Err(Refusal::new("assignment.lead_missing"));
    }
    let product = asker.records.catalogue.product(order.product_model());
    let family = product.map(|product| product.family.as_str());
    technicians.iter().try_for_each(|technician| check_qualified(asker, *technician, family, at))
}

/// The promised span of time, which must not be over before it begins.
pub(super) fn check_window(window: TimeWindow) -> Result<(), Refusal> {
    if window.from < window.to { Ok(()) } else { Err(Refusal::new("assignment.window")) }
}

fn check_qualified(
    asker: &Asker<'_>,
    technician: UserId,
    family: Option<&str>,
    at: Timestamp,
) -> Result<(), Refusal> {
    let Some(staff) = asker.records.staff.get(&technician).filter(|staff| staff.active) else {
        return Err(Refusal::new("assignment.unknown_technician"));
    };
    if staff.is_qualified(family, at) {
        return Ok(());
    }
    let able = asker.records.qualified(family, at);
    let names: Vec<&str> = able
        .iter()
        .filter_map(|user| asker.records.staff.get(user))
        .map(|staff| staff.name.as_str())
        .collect();
    let qualified = if names.is_empty() { "–".to_owned() } else { names.join(", ") };
    Err(Refusal::new("assignment.unqualified").with("name", &staff.name).with("qualified", qualified))
}
