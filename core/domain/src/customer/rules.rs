//! The rules of a customer's file: what a command writes, and the gate for whoever writes (R4).

use std::collections::{BTreeMap, BTreeSet};

use crate::aggregate::{Aggregate, Case, NoEvent, Possible};
use crate::asker::{Asker, WriterKind};
use crate::content::{Content, ItemRef};
use crate::customer::listing::{CustomerSummary, listing};
use crate::customer::words::WORDS;
use crate::customer::{CustomerCommand, KIND};
use crate::edit::{Deed, Edit};
use crate::event::EventBody;
use crate::id::{Digest, ItemId};
use crate::kind::Kind;
use crate::language::Language;
use crate::listing::Listing;
use crate::records::Role;
use crate::refusal::Refusal;
use crate::schema::{REMOVED, check_fact, check_item_field, check_text};
use crate::sla::ClockInputs;
use crate::value::Value;
use crate::wording::Words;

/// Who keeps customers' files: the office, and technicians who learn better on site.
const KEEPERS: &[Role] = &[Role::Dispatcher, Role::Manager, Role::Administrator, Role::Technician];

/// The rules of a customer's file.
#[derive(Debug)]
pub enum Rules {}

impl Aggregate for Rules {
    const KIND: Kind = KIND;
    const SERIES: Option<&'static str> = None;
    const WORDS: &'static Words = &WORDS;
    type Command = CustomerCommand;
    type Event = NoEvent;
    type State = ();
    type Summary = CustomerSummary;

    fn fold(_: &Content) {}

    fn edits(case: &Case<'_, Self>, _: &Asker<'_>, command: &CustomerCommand) -> Result<Vec<Edit>, Refusal> {
        if matches!(command, CustomerCommand::Create { .. }) && case.content.fact("name").is_some() {
            return Err(Refusal::new("customer.exists"));
        }
        Ok(edits(command))
    }

    fn writing(edit: Edit) -> Option<CustomerCommand> {
        match edit {
            Edit::Fact { name, value } => Some(CustomerCommand::SetFact { name, value }),
            Edit::Item { collection, id, field, value } => {
                Some(CustomerCommand::SetFields { collection, id, fields: [(field, value)].into() })
            }
            Edit::Answer { .. } | Edit::Text { .. } | Edit::Event(_) | Edit::OpenSection { .. } => None,
        }
    }

    fn gate(case: &Case<'_, Self>, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
        for deed in deeds {
            match deed {
                Deed::Fact { name, value } => check_fact_edit(asker, name, value)?,
                Deed::Item { collection, field, value, .. } => {
                    check_item_edit(asker, collection, field, value)?;
                }
                Deed::Text { field } => check_text_edit(asker, field)?,
                Deed::Answer { .. } | Deed::Event(_) => return Err(no_such_part()),
            }
        }
        check_items_begin_whole(case.content, deeds)
    }

    fn possible(case: &Case<'_, Self>, asker: &Asker<'_>) -> Vec<Possible> {
        let keeps = || asker.require(KEEPERS).map(|_| ());
        let exists = || {
            if case.content.fact("name").is_some() { Err(Refusal::new("customer.exists")) } else { keeps() }
        };
        let others = ["set_fact", "put_contact", "put_site", "set_fields", "remove_item", "edit_text"];
        std::iter::once(Possible::of("create", exists()))
            .chain(others.map(|command| Possible::of(command, keeps())))
            .collect()
    }

    fn clocks(_: &Case<'_, Self>) -> ClockInputs {
        ClockInputs::default()
    }

    fn listing(case: &Case<'_, Self>) -> Listing<CustomerSummary> {
        listing(case.content)
    }

    fn check_writer(_: WriterKind, _: &EventBody) -> Result<(), Refusal> {
        Ok(())
    }

    fn blobs(_: &CustomerCommand) -> Vec<Digest> {
        Vec::new()
    }
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
    check_fact(KIND.schema(), name, value)?;
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
    check_item_field(KIND.schema(), collection, field, value)?;
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

/// What a contact or a site cannot be without is in its first change, and nothing is taken off a list that is not on it.
fn check_items_begin_whole(content: &Content, deeds: &[Deed]) -> Result<(), Refusal> {
    let mut begun: BTreeMap<ItemRef, BTreeSet<&str>> = BTreeMap::new();
    for deed in deeds {
        let Deed::Item { collection, id, field, .. } = deed else { continue };
        let item = ItemRef { collection: collection.clone(), id: *id };
        if !content.items.contains_key(&item) {
            begun.entry(item).or_default().insert(field);
        }
    }
    for (item, fields) in begun {
        match item.collection.as_str() {
            _ if fields.contains(REMOVED) => return Err(Refusal::new("item.missing")),
            "contact" if !fields.contains("name") => return Err(contact_name_missing()),
            "site" if !fields.contains("address") => return Err(site_address_missing()),
            _ => {}
        }
    }
    Ok(())
}

fn contact_name_missing() -> Refusal {
    Refusal::new("customer.contact_name_missing")
}

fn site_address_missing() -> Refusal {
    Refusal::new("customer.site_address_missing")
}

fn check_text_edit(asker: &Asker<'_>, field: &str) -> Result<(), Refusal> {
    check_text(KIND.schema(), field)?;
    asker.require(KEEPERS).map(|_| ())
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
