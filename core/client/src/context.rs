//! What the report shows of other documents and of policy, copied into the order when its work is finished (R15).

use jobsheet_domain::aggregates::{Command, Subject};
use jobsheet_domain::asset::AssetView;
use jobsheet_domain::content::Content;
use jobsheet_domain::customer::{CustomerSummary, CustomerView};
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::language::Language;
use jobsheet_domain::records::Records;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::{ReportContext, WorkOrder, WorkOrderCommand};

use crate::client::{Circumstances, Client};
use crate::error::ClientError;
use crate::rows;

/// A command that makes a document, with what an order copies from the files of its customer and its machine, as far
/// as they are on this device; other commands as they are.
///
/// # Errors
/// When a file cannot be read.
pub fn with_files(client: &Client, command: &Command) -> Result<Command, ClientError> {
    let Command::WorkOrder(raise @ WorkOrderCommand::Raise { customer, asset, .. }) = command else {
        return Ok(command.clone());
    };
    let customer = content(client, *customer)?.map(|content| CustomerView::of(&content));
    let machine = asset.map(|asset| content(client, asset)).transpose()?.flatten();
    let machine = machine.map(|content| AssetView::of(&content));
    Ok(Command::WorkOrder(raise.clone().with_files(customer.as_ref(), machine.as_ref())))
}

/// The command with its context filled in by what this device knows; other commands as they are.
///
/// # Errors
/// When a document or the records cannot be read.
pub fn filled(
    client: &Client,
    command: &Command,
    subject: &Subject,
    circumstances: &Circumstances,
) -> Result<Command, ClientError> {
    let Some(order) = subject.work_order() else { return Ok(command.clone()) };
    let context = || of(client, &order, &circumstances.records, circumstances.at.corrected).map(Box::new);
    let Command::WorkOrder(asked) = command else { return Ok(command.clone()) };
    Ok(if let WorkOrderCommand::Finish { outcome, .. } = asked {
        WorkOrderCommand::Finish { outcome: *outcome, context: context()? }.into()
    } else if let WorkOrderCommand::CorrectContext { .. } = asked {
        WorkOrderCommand::CorrectContext { context: context()? }.into()
    } else {
        command.clone()
    })
}

fn of(
    client: &Client,
    order: &WorkOrder<'_>,
    records: &Records,
    now: Timestamp,
) -> Result<ReportContext, ClientError> {
    let customer = order.customer().map(|id| client.inner.store.read(|tx| tx.row(id))).transpose()?.flatten();
    let language = customer
        .as_ref()
        .map_or(client.language(), |customer| rows::kept::<CustomerSummary>(&customer.row).summary.language);
    let asset = asset(client, order)?;
    let warranty = asset.as_ref().map(|asset| order.warranty(asset, records, now).code());
    Ok(ReportContext {
        organisation: records.policy.organisation_name.clone(),
        customer_name: customer.map(|customer| customer.row.title).unwrap_or_default(),
        customer_language: language.code().to_owned(),
        address: order.address().cloned().unwrap_or_default(),
        contact: order.contact().to_owned(),
        product_model: asset.as_ref().map_or(order.product_model(), |asset| &asset.product_model).to_owned(),
        serial: asset.as_ref().map(|asset| asset.serial.clone()).unwrap_or_default(),
        warranty: warranty.unwrap_or_else(|| "unknown".to_owned()),
        technicians: order.state.technicians.iter().map(|user| (*user, rows::name(records, *user))).collect(),
        consent: records.policy.consent.get(language.code()).cloned().unwrap_or_default(),
        time_zone: records.policy.time_zone.clone(),
        time_zone_offset_minutes: records.policy.time_zone_offset_minutes,
        checklist: checklist(order, records, language),
    })
}

fn asset(client: &Client, order: &WorkOrder<'_>) -> Result<Option<AssetView>, ClientError> {
    let Some(id) = order.asset() else { return Ok(None) };
    Ok(content(client, id)?.map(|content| AssetView::of(&content)))
}

/// What a document holds, when it is on this device.
///
/// # Errors
/// When it cannot be read.
pub fn content(client: &Client, id: DocumentId) -> Result<Option<Content>, ClientError> {
    if client.inner.store.read(|tx| tx.document_head(id))?.is_none() {
        return Ok(None);
    }
    Ok(Some(client.inner.documents.open(&client.inner.store, id)?.subject()?.content.clone()))
}

/// The words of the items answered on this visit, in the customer's language.
fn checklist(order: &WorkOrder<'_>, records: &Records, language: Language) -> Vec<(String, String)> {
    let answers = order.answers(order.state.visit);
    let items = records.policy.checklist.iter().filter(|item| answers.contains_key(item.key.as_str()));
    let label = |labels: &std::collections::BTreeMap<String, String>| labels.get(language.code()).cloned();
    items.filter_map(|item| Some((item.key.clone(), label(&item.labels)?))).collect()
}
