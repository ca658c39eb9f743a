//! Deciding what a command does to a customer's file, and admission of what others wrote to it (R4).

use std::collections::BTreeMap;

use crate::asker::Asker;
use crate::content::{Content, ItemRef, Kind};
use crate::customer::CustomerCommand;
use crate::edit::{Deed, Edit};
use crate::id::ItemId;
use crate::language::Language;
use crate::records::Role;
use crate::refusal::Refusal;
use crate::schema::{REMOVED, check_fact, check_item_field, check_text};
use crate::value::Value;

/// Who keeps customers' files: the office, and technicians who learn better on site.
const KEEPERS: &[Role] = &[Role::Dispatcher, Role::Manager, Role::Administrator, Role::Technician];

/// What a command writes, or why it may not.
///
/// # Errors
/// A refusal with its code: `customer.*`, `fact.*`, `item.*`, `value.*`, `text.*`, `access.*`.
pub fn decide(content: &Content, asker: &Asker<'_>, command: &CustomerCommand) -> Result<Vec<Edit>, Refusal> {
    match command {
        CustomerCommand::Create { .. } if content.fact("name").is_some() => {
            return Err(Refusal::new("customer.exists"));
        }
        CustomerCommand::RemoveItem { collection, id } => find(content, collection, *id)?,
        CustomerCommand::SetFields { collection, id, fields } if find(content, collection, *id).is_err() => {
            check_new_item(collection, fields)?;
        }
        _ => {}
    }
    let edits = edits(command);
    for edit in &edits {
        match edit {
            Edit::Fact { name, value } => check_fact_edit(asker, name, value)?,
            Edit::Item { collection, field, value, .. } => check_item_edit(asker, collection, field, value)?,
            Edit::Text { field, .. } => check_text_edit(asker, field)?,
            Edit::Answer { .. } | Edit::Event(_) | Edit::OpenVisit { .. } => return Err(no_such_part()),
        }
    }
    Ok(edits)
}

/// Whether one change's deeds are allowed on a customer's file.
///
/// # Errors
/// The refusal `decide` would have given, and `customer.no_such_part` for what a customer's file does not have.
pub fn validate(asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
    deeds.iter().try_for_each(|deed| match deed {
        Deed::Fact { name, value } => check_fact_edit(asker, name, value),
        Deed::Item { collection, field, value, .. } => check_item_edit(asker, collection, field, value),
        Deed::Text { field } => check_text_edit(asker, field),
        Deed::Answer { .. } | Deed::Event(_) => Err(no_such_part()),
    })
}

fn edits(command: &CustomerCommand) -> Vec<Edit> {
    match command {
        CustomerCommand::Create { name, language, phone, contract } => {
            let mut edits = vec![fact("name", name), fact("language", language)];
            edits.extend((!phone.is_empty()).then(|| fact("phone", phone)));
            edits.extend(contract.as_ref().map(|contract| fact("contract", contract)));
            edits
        }
        CustomerCommand::SetFact { name, value } => {
            vec![Edit::Fact { name: name.clone(), value: value.clone() }]
        }
        CustomerCommand::PutContact { id, name, phone, mail, role } => {
            let fields = [("name", name), ("phone", phone), ("mail", mail), ("role", role)];
            let text =
                |(field, text): (&str, &String)| item("contact", *id, field, Value::Text(text.clone()));
            fields.into_iter().map(text).collect()
        }
        CustomerCommand::PutSite { id, name, address, distance_m } => {
            let mut edits = vec![
                item("site", *id, "name", Value::Text(name.clone())),
                item("site", *id, "address", Value::Address(address.clone())),
            ];
            let distance =
                distance_m.map(|metres| item("site", *id, "distance_m", Value::Integer(metres.into())));
            edits.extend(distance);
            edits
        }
        CustomerCommand::SetFields { collection, id, fields } => {
            fields.iter().map(|(field, value)| item(collection, *id, field, value.clone())).collect()
        }
        CustomerCommand::RemoveItem { collection, id } => {
            vec![item(collection, *id, REMOVED, Value::Flag(true))]
        }
        CustomerCommand::EditText { field, base, text } => {
            vec![Edit::Text { field: field.clone(), base: base.clone(), text: text.clone() }]
        }
    }
}

fn check_fact_edit(asker: &Asker<'_>, name: &str, value: &Value) -> Result<(), Refusal> {
    check_fact(Kind::Customer, name, value)?;
    asker.require(KEEPERS)?;
    let text = value.as_text().unwrap_or_default();
    match name {
        "name" if text.trim().is_empty() => Err(Refusal::new("customer.name_missing")),
        "language" if Language::from_code(text).is_none() => {
            Err(Refusal::new("customer.unknown_language").with("language", text))
        }
        _ => Ok(()),
    }
}

fn check_item_edit(asker: &Asker<'_>, collection: &str, field: &str, value: &Value) -> Result<(), Refusal> {
    check_item_field(Kind::Customer, collection, field, value)?;
    asker.require(KEEPERS)?;
    match (collection, field, value) {
        ("contact", "name", Value::Text(name)) if name.trim().is_empty() => Err(contact_name_missing()),
        ("site", "address", Value::Address(address)) if address.text.trim().is_empty() => {
            Err(site_address_missing())
        }
        ("site", "distance_m", Value::Integer(metres)) if *metres < 0 => {
            Err(Refusal::new("value.out_of_range").with("name", field))
        }
        _ => Ok(()),
    }
}

/// What a contact or a site cannot be without is in its first change.
fn check_new_item(collection: &str, fields: &BTreeMap<String, Value>) -> Result<(), Refusal> {
    match collection {
        "contact" if !fields.contains_key("name") => Err(contact_name_missing()),
        "site" if !fields.contains_key("address") => Err(site_address_missing()),
        _ => Ok(()),
    }
}

fn contact_name_missing() -> Refusal {
    Refusal::new("customer.contact_name_missing")
}

fn site_address_missing() -> Refusal {
    Refusal::new("customer.site_address_missing")
}

fn check_text_edit(asker: &Asker<'_>, field: &str) -> Result<(), Refusal> {
    check_text(Kind::Customer, field)?;
    asker.require(KEEPERS).map(|_| ())
}

fn find(content: &Content, collection: &str, id: ItemId) -> Result<(), Refusal> {
    let item = ItemRef { collection: collection.to_owned(), id };
    if content.items.contains_key(&item) { Ok(()) } else { Err(Refusal::new("item.missing")) }
}

fn no_such_part() -> Refusal {
    Refusal::new("customer.no_such_part")
}

fn fact(name: &str, text: &str) -> Edit {
    Edit::Fact { name: name.to_owned(), value: Value::Text(text.to_owned()) }
}

fn item(collection: &str, id: ItemId, field: &str, value: Value) -> Edit {
    Edit::Item { collection: collection.to_owned(), id, field: field.to_owned(), value }
}
