//! Deciding what a command does to an asset's file, and admission of what others wrote to it (R4).

use crate::asker::Asker;
use crate::asset::AssetCommand;
use crate::content::{Content, Kind};
use crate::edit::{Deed, Edit};
use crate::records::Role;
use crate::refusal::Refusal;
use crate::schema::{check_fact, check_text};
use crate::value::Value;

/// Who keeps assets' files: the office, and technicians who read the nameplate and the meter.
const KEEPERS: &[Role] = &[Role::Dispatcher, Role::Manager, Role::Administrator, Role::Technician];
/// Who sets what money depends on once it is known (R32).
const WARRANTY_KEEPERS: &[Role] = &[Role::Dispatcher, Role::Manager, Role::Administrator];
const WARRANTY_FACTS: [&str; 3] = ["acceptance_date", "warranty_months", "repair_days"];

/// The longest warranty that is not a slip of the keyboard: fifty years.
const MONTHS_MAX: i64 = 600;

/// What a command writes, or why it may not.
///
/// # Errors
/// A refusal with its code: `asset.*`, `fact.*`, `value.*`, `text.*`, `access.*`.
pub fn decide(content: &Content, asker: &Asker<'_>, command: &AssetCommand) -> Result<Vec<Edit>, Refusal> {
    if matches!(command, AssetCommand::Create { .. }) && content.fact("product_model").is_some() {
        return Err(Refusal::new("asset.exists"));
    }
    let edits = edits(command);
    for edit in &edits {
        match edit {
            Edit::Fact { name, value } => check_fact_edit(content, asker, name, value)?,
            Edit::Text { field, .. } => check_text_edit(asker, field)?,
            _ => return Err(no_such_part()),
        }
    }
    Ok(edits)
}

/// Whether one change's deeds are allowed on an asset's file as it was before them.
///
/// # Errors
/// The refusal `decide` would have given, and `asset.no_such_part` for what an asset's file does not have.
pub fn validate(before: &Content, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
    deeds.iter().try_for_each(|deed| match deed {
        Deed::Fact { name, value } => check_fact_edit(before, asker, name, value),
        Deed::Text { field } => check_text_edit(asker, field),
        Deed::Item { .. } | Deed::Answer { .. } | Deed::Event(_) => Err(no_such_part()),
    })
}

fn edits(command: &AssetCommand) -> Vec<Edit> {
    let fact = |name: &str, value: Value| Edit::Fact { name: name.to_owned(), value };
    match command {
        AssetCommand::Create { product_model, serial, customer, site, acceptance_date, warranty_months } => {
            let mut edits = vec![
                fact("product_model", Value::Text(product_model.clone())),
                fact("serial", Value::Text(serial.clone())),
                fact("customer", Value::Id(customer.0)),
            ];
            edits.extend(site.map(|site| fact("site", Value::Id(site.0))));
            edits.extend(acceptance_date.map(|date| fact("acceptance_date", Value::Time(date))));
            edits
                .extend(warranty_months.map(|months| fact("warranty_months", Value::Integer(months.into()))));
            edits
        }
        AssetCommand::SetFact { name, value } => vec![fact(name, value.clone())],
        AssetCommand::EditText { field, base, text } => {
            vec![Edit::Text { field: field.clone(), base: base.clone(), text: text.clone() }]
        }
    }
}

fn check_fact_edit(content: &Content, asker: &Asker<'_>, name: &str, value: &Value) -> Result<(), Refusal> {
    check_fact(Kind::Asset, name, value)?;
    // Whoever opens a file copies the delivery papers; changing them later is the office's.
    let known = content.fact("product_model").is_some();
    asker.require(if known && WARRANTY_FACTS.contains(&name) { WARRANTY_KEEPERS } else { KEEPERS })?;
    match (name, value) {
        ("product_model", Value::Text(model)) if model.trim().is_empty() => {
            Err(Refusal::new("asset.model_missing"))
        }
        ("warranty_months", Value::Integer(months)) if !(0..=MONTHS_MAX).contains(months) => {
            out_of_range(name)
        }
        ("repair_days", Value::Integer(days)) if *days < 0 => out_of_range(name),
        ("running_hours", Value::Reading(reading)) if reading.milli < 0 => out_of_range(name),
        _ => Ok(()),
    }
}

fn check_text_edit(asker: &Asker<'_>, field: &str) -> Result<(), Refusal> {
    check_text(Kind::Asset, field)?;
    asker.require(KEEPERS).map(|_| ())
}

fn out_of_range(name: &str) -> Result<(), Refusal> {
    Err(Refusal::new("value.out_of_range").with("name", name))
}

fn no_such_part() -> Refusal {
    Refusal::new("asset.no_such_part")
}
