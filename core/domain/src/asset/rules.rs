//! The rules of an asset's file: what a command writes, and the gate for whoever writes (R4).

use std::ops::RangeInclusive;

use crate::aggregate::{Aggregate, Case, NoEvent, Possible};
use crate::asker::{Asker, WriterKind};
use crate::asset::listing::{AssetSummary, listing};
use crate::asset::schema::ACCEPTANCE_DATE;
use crate::asset::stored_day::StoredDay;
use crate::asset::words::WORDS;
use crate::asset::{AssetCommand, KIND};
use crate::content::Content;
use crate::edit::{Deed, Edit};
use crate::event::EventBody;
use crate::id::Digest;
use crate::kind::Kind;
use crate::listing::Listing;
use crate::records::{Policy, Role};
use crate::refusal::Refusal;
use crate::schema::{check_fact, check_text};
use crate::sla::ClockInputs;
use crate::value::Value;
use crate::wording::Words;

/// Who keeps assets' files: the office, and technicians who read the nameplate and the meter.
const KEEPERS: &[Role] = &[Role::Dispatcher, Role::Manager, Role::Administrator, Role::Technician];
/// Who sets what money depends on once it is known (R32).
const WARRANTY_KEEPERS: &[Role] = &[Role::Dispatcher, Role::Manager, Role::Administrator];
const WARRANTY_FACTS: [&str; 3] = [ACCEPTANCE_DATE, "warranty_months", "repair_days"];
/// Years in which a machine can have been accepted.
const ACCEPTANCE_YEARS: RangeInclusive<i32> = 1900..=2199;

/// The longest warranty that is not a slip of the keyboard: fifty years.
const MONTHS_MAX: i64 = 600;

/// The rules of an asset's file.
#[derive(Debug)]
pub enum Rules {}

impl Aggregate for Rules {
    const KIND: Kind = KIND;
    const SERIES: Option<&'static str> = None;
    const WORDS: &'static Words = &WORDS;
    type Command = AssetCommand;
    type Event = NoEvent;
    type State = ();
    type Summary = AssetSummary;

    fn fold(_: &Content) {}

    fn edits(case: &Case<'_, Self>, asker: &Asker<'_>, command: &AssetCommand) -> Result<Vec<Edit>, Refusal> {
        if matches!(command, AssetCommand::Create { .. }) && case.content.fact("product_model").is_some() {
            return Err(Refusal::new("asset.exists"));
        }
        Ok(edits(command, &asker.records.policy))
    }

    fn writing(edit: Edit) -> Option<AssetCommand> {
        let Edit::Fact { name, value } = edit else { return None };
        Some(AssetCommand::SetFact { name, value })
    }

    fn gate(case: &Case<'_, Self>, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
        deeds.iter().try_for_each(|deed| match deed {
            Deed::Fact { name, value } => check_fact_edit(case.content, asker, name, value),
            Deed::Text { field } => check_text_edit(asker, field),
            Deed::Item { .. } | Deed::Answer { .. } | Deed::Event(_) => Err(no_such_part()),
        })
    }

    fn possible(case: &Case<'_, Self>, asker: &Asker<'_>) -> Vec<Possible> {
        let keeps = || asker.require(KEEPERS).map(|_| ());
        let known = case.content.fact("product_model").is_some();
        let exists = || if known { Err(Refusal::new("asset.exists")) } else { keeps() };
        vec![
            Possible::of("create", exists()),
            Possible::of("set_fact", keeps()),
            Possible::of("edit_text", keeps()),
        ]
    }

    fn clocks(_: &Case<'_, Self>) -> ClockInputs {
        ClockInputs::default()
    }

    fn listing(case: &Case<'_, Self>) -> Listing<AssetSummary> {
        listing(case.content)
    }

    fn check_writer(_: WriterKind, _: &EventBody) -> Result<(), Refusal> {
        Ok(())
    }

    fn blobs(_: &AssetCommand) -> Vec<Digest> {
        Vec::new()
    }
}

fn edits(command: &AssetCommand, policy: &Policy) -> Vec<Edit> {
    let fact = |name: &str, value: Value| Edit::Fact { name: name.to_owned(), value };
    match command {
        AssetCommand::Create { product_model, serial, customer, site, acceptance_date, warranty_months } => {
            let mut edits = vec![
                fact("product_model", Value::Text(product_model.clone())),
                fact("serial", Value::Text(serial.clone())),
                fact("customer", Value::Id(customer.0)),
            ];
            edits.extend(site.map(|site| fact("site", Value::Id(site.0))));
            edits.extend(acceptance_date.map(|day| fact(ACCEPTANCE_DATE, Value::Date(day.date(policy)))));
            edits
                .extend(warranty_months.map(|months| fact("warranty_months", Value::Integer(months.into()))));
            edits
        }
        AssetCommand::SetFact { name, value } => {
            // A command of version 1 gives the day as an instant.
            let day = StoredDay::of(value).filter(|_| name == ACCEPTANCE_DATE);
            vec![fact(name, day.map_or_else(|| value.clone(), |day| Value::Date(day.date(policy))))]
        }
        AssetCommand::EditText { field, base, text } => {
            vec![Edit::Text { field: field.clone(), base: base.clone(), text: text.clone() }]
        }
    }
}

fn check_fact_edit(content: &Content, asker: &Asker<'_>, name: &str, value: &Value) -> Result<(), Refusal> {
    check_fact(KIND.schema(), name, value)?;
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
        (ACCEPTANCE_DATE, value) if !accepted_in_range(value, &asker.records.policy) => out_of_range(name),
        ("repair_days", Value::Integer(days)) if *days < 0 => out_of_range(name),
        ("running_hours", Value::Reading(reading)) if reading.milli < 0 => out_of_range(name),
        _ => Ok(()),
    }
}

fn accepted_in_range(value: &Value, policy: &Policy) -> bool {
    StoredDay::of(value).is_some_and(|day| ACCEPTANCE_YEARS.contains(&day.date(policy).year()))
}

fn check_text_edit(asker: &Asker<'_>, field: &str) -> Result<(), Refusal> {
    check_text(KIND.schema(), field)?;
    asker.require(KEEPERS).map(|_| ())
}

fn out_of_range(name: &str) -> Result<(), Refusal> {
    Err(Refusal::new("value.out_of_range").with("name", name))
}

fn no_such_part() -> Refusal {
    Refusal::new("asset.no_such_part")
}
