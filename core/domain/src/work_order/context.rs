//! What the report shows of other documents and of policy, copied into the order when its work is finished (R15).

use std::collections::BTreeMap;

use crate::asker::Asker;
use crate::asset::AssetView;
use crate::customer::CustomerView;
use crate::id::DocumentId;
use crate::language::Language;
use crate::records::{Records, Role};
use crate::refusal::Refusal;
use crate::warranty::Verdict;
use crate::work_order::event::{ReportContext, WorkOrderEvent};
use crate::work_order::fields;
use crate::work_order::view::WorkOrder;

/// The warranty of a machine whose file is not at hand.
const UNKNOWN: &str = Verdict::Unknown.code();

/// The documents an order's report shows something of.
pub(super) fn reads(order: &WorkOrder<'_>) -> Vec<DocumentId> {
    order.customer().into_iter().chain(order.asset()).collect()
}

/// The copy, from the order, the asker's records and the versions they read. `language` is the report's where the
/// customer's file is not at hand.
pub(super) fn of(order: &WorkOrder<'_>, asker: &Asker<'_>, language: Language) -> ReportContext {
    let Asker { records, reads, .. } = *asker;
    let customer = order.customer().and_then(|id| reads.content(id)).map(CustomerView::of);
    let asset = order.asset().and_then(|id| reads.content(id)).map(AssetView::of);
    let language = customer.as_ref().map_or(language, |customer| customer.language);
    let warranty = asset.as_ref().map(|asset| order.warranty(asset, records, asker.at.corrected).code());
    ReportContext {
        organisation: records.policy.organisation_name.clone(),
        customer_name: customer.map(|customer| customer.name).unwrap_or_default(),
        customer_language: language.code().to_owned(),
        address: order.address().cloned().unwrap_or_default(),
        contact: order.contact().to_owned(),
        product_model: asset.as_ref().map_or(order.product_model(), |asset| &asset.product_model).to_owned(),
        serial: asset.as_ref().map(|asset| asset.serial.clone()).unwrap_or_default(),
        warranty: warranty.unwrap_or_else(|| UNKNOWN.to_owned()),
        technicians: order.state.technicians.iter().map(|user| (*user, records.name(*user))).collect(),
        consent: records.policy.consent.get(language.code()).cloned().unwrap_or_default(),
        time_zone: records.policy.time_zone.clone(),
        time_zone_offset_minutes: records.policy.time_zone_offset_minutes,
        checklist: checklist(order, records, language),
    }
}

/// The copy once more. What warranty the customer was told of, only a manager changes, by a correction or a decision (R32); one
/// that was unknown becomes known.
pub(super) fn corrected(order: &WorkOrder<'_>, asker: &Asker<'_>, language: Language) -> ReportContext {
    let mut context = of(order, asker, language);
    let by_a_manager =
        asker.require(&[Role::Manager]).is_ok() || order.content.fact(fields::WARRANTY_OVERRIDE).is_some();
    let told = order.state.context.as_ref().map(|context| &context.warranty);
    let is_known = |told: &&String| told.lines().next() != Some(UNKNOWN);
    if let Some(told) = told.filter(|told| is_known(told) && !by_a_manager) {
        context.warranty.clone_from(told);
    }
    context
}

/// The words of the items answered on this visit, in the customer's language.
fn checklist(order: &WorkOrder<'_>, records: &Records, language: Language) -> Vec<(String, String)> {
    let answers = order.answers(order.state.visit);
    let items = records.policy.checklist.iter().filter(|item| answers.contains_key(item.key.as_str()));
    let label = |labels: &BTreeMap<String, String>| labels.get(language.code()).cloned();
    items.filter_map(|item| Some((item.key.clone(), label(&item.labels)?))).collect()
}

/// Whether an event copies what the documents and records it was decided by say. What a customer signs is no word of the
/// installation it was made on.
///
/// # Errors
/// `report.context_differs` with the first field that says something else.
pub(super) fn check(order: &WorkOrder<'_>, asker: &Asker<'_>, event: &WorkOrderEvent) -> Result<(), Refusal> {
    let (WorkOrderEvent::Finished { context: said, .. } | WorkOrderEvent::ContextCorrected { context: said }) =
        event
    else {
        return Ok(());
    };
    let language = Language::from_code(&said.customer_language).unwrap_or_default();
    let is_correction = matches!(event, WorkOrderEvent::ContextCorrected { .. });
    let copied = if is_correction { corrected } else { of };
    let mut known = copied(order, asker, language);
    if said.time_zone.is_empty() {
        // Version 1 copied the offset alone.
        known.time_zone.clear();
    }
    first_difference(said, &known)
        .map_or(Ok(()), |field| Err(Refusal::new("report.context_differs").with("field", field)))
}

fn first_difference(said: &ReportContext, known: &ReportContext) -> Option<&'static str> {
    let fields = [
        ("organisation", said.organisation == known.organisation),
        ("customer_name", said.customer_name == known.customer_name),
        ("customer_language", said.customer_language == known.customer_language),
        ("address", said.address == known.address),
        ("contact", said.contact == known.contact),
        ("product_model", said.product_model == known.product_model),
        ("serial", said.serial == known.serial),
        ("warranty", said.warranty == known.warranty),
        ("technicians", said.technicians == known.technicians),
        ("consent", said.consent == known.consent),
        ("time_zone", said.time_zone == known.time_zone),
        ("time_zone", said.time_zone_offset_minutes == known.time_zone_offset_minutes),
        ("checklist", said.checklist == known.checklist),
    ];
    fields.into_iter().find(|(_, alike)| !alike).map(|(field, _)| field)
}
