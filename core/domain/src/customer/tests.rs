mod tried;

use uuid::Uuid;

use super::*;
use crate::content::{Content, Entry, ItemRef, Register};
use crate::edit::{Deed, Edit};
use crate::id::{ActorId, ChangeHash, DocumentId, ItemId};
use crate::language::Language;
use crate::records::Role;
use crate::refusal::Refusal;
use crate::testing::{asker, decide, gate, records};
use crate::value::{Address, Value};

const ROLES: &[Role] = &[Role::Technician, Role::Auditor];

fn register(value: Value) -> Register {
    Register { entries: vec![Entry { value, actor: ActorId([1; 16]), change: ChangeHash([1; 32]) }] }
}

fn empty() -> Content {
    Content::empty(KIND, DocumentId(Uuid::from_u128(1)), 1)
}

fn apply(content: &mut Content, edits: Vec<Edit>) {
    for edit in edits {
        match edit.clone() {
            Edit::Fact { name, value } => {
                content.facts.insert(name, register(value));
            }
            Edit::Item { collection, id, field, value } => {
                let fields = content.items.entry(ItemRef { collection, id }).or_default();
                fields.insert(field, register(value));
            }
            Edit::Text { .. } | Edit::Answer { .. } | Edit::Event(_) | Edit::OpenSection { .. } => {
                panic!("not used here: {edit:?}")
            }
        }
    }
}

fn ask(content: &mut Content, number: u128, command: &CustomerCommand) -> Result<(), Refusal> {
    let records = records(ROLES);
    let edits = decide(content, &asker(&records, number, 1), command)?;
    apply(content, edits);
    Ok(())
}

fn create() -> CustomerCommand {
    CustomerCommand::Create {
        name: "杭州恒达物流".into(),
        language: "zh-Hans".into(),
        phone: String::new(),
        contract: Some("K-1".into()),
    }
}

fn site(id: u128, distance_m: Option<u32>) -> CustomerCommand {
    let address = Address { text: "余杭区".into(), position: None };
    CustomerCommand::PutSite { id: ItemId(Uuid::from_u128(id)), name: "Yard".into(), address, distance_m }
}

#[test]
fn a_file_is_opened_once_and_read_back() {
    let mut content = empty();
    ask(&mut content, 1, &create()).unwrap();
    ask(&mut content, 1, &site(7, Some(42_000))).unwrap();
    let contact = CustomerCommand::PutContact {
        id: ItemId(Uuid::from_u128(8)),
        name: "王秀英".into(),
        phone: "13912345678".into(),
        mail: String::new(),
        role: "Plant manager".into(),
    };
    ask(&mut content, 1, &contact).unwrap();
    let view = CustomerView::of(&content);
    assert_eq!((view.name.as_str(), view.language), ("杭州恒达物流", Language::Simplified));
    assert_eq!((view.contract.as_deref(), view.phone.as_str()), (Some("K-1"), ""));
    assert_eq!(view.contacts[0].name, "王秀英");
    assert_eq!(view.site(ItemId(Uuid::from_u128(7))).unwrap().distance_m, Some(42_000));
    assert_eq!(ask(&mut content, 1, &create()).unwrap_err().code, "customer.exists");
}

#[test]
fn a_removed_site_leaves_its_list_and_not_the_document() {
    let mut content = empty();
    ask(&mut content, 1, &site(7, None)).unwrap();
    let remove =
        |id| CustomerCommand::RemoveItem { collection: "site".into(), id: ItemId(Uuid::from_u128(id)) };
    assert_eq!(ask(&mut content, 1, &remove(8)).unwrap_err().code, "item.missing");
    ask(&mut content, 1, &remove(7)).unwrap();
    assert!(CustomerView::of(&content).sites.is_empty());
    assert_eq!(content.items.len(), 1);
}

#[test]
fn r49_a_field_that_is_not_named_is_not_written() {
    let mut content = empty();
    let id = ItemId(Uuid::from_u128(7));
    ask(&mut content, 1, &site(7, Some(42_000))).unwrap();
    let set = |fields: &[(&str, Value)]| CustomerCommand::SetFields {
        collection: "site".into(),
        id,
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    };
    let records = records(ROLES);
    let edits =
        decide(&content, &asker(&records, 1, 1), &set(&[("distance_m", Value::Integer(9_000))])).unwrap();
    let only = Edit::Item {
        collection: "site".into(),
        id,
        field: "distance_m".into(),
        value: Value::Integer(9_000),
    };
    assert_eq!(edits, [only]);
    let code = |fields: &[(&str, Value)]| ask(&mut empty(), 1, &set(fields)).unwrap_err().code;
    assert_eq!(code(&[("name", Value::Text("Yard".into()))]), "customer.site_address_missing");
    assert_eq!(code(&[("address", Value::Address(Address::default()))]), "customer.site_address_missing");
    let colour = set(&[("colour", Value::Flag(true))]);
    assert_eq!(ask(&mut content, 1, &colour).unwrap_err().code, "item.unknown_field");
}

#[test]
fn a_contact_has_a_name() {
    let contact = |name: &str| CustomerCommand::SetFields {
        collection: "contact".into(),
        id: ItemId(Uuid::from_u128(8)),
        fields: [("name".to_owned(), Value::Text(name.to_owned()))].into(),
    };
    let mut content = empty();
    assert_eq!(ask(&mut content, 1, &contact(" ")).unwrap_err().code, "customer.contact_name_missing");
    ask(&mut content, 1, &contact("王秀英")).unwrap();
    assert_eq!(CustomerView::of(&content).contacts[0].name, "王秀英");
}

#[test]
fn a_customer_has_a_name_and_one_of_our_languages() {
    let fact = |name: &str, text: &str| CustomerCommand::SetFact {
        name: name.into(),
        value: Value::Text(text.into()),
    };
    let code = |command| ask(&mut empty(), 1, &command).unwrap_err().code;
    assert_eq!(code(fact("name", "  ")), "customer.name_missing");
    assert_eq!(code(fact("language", "fr")), "customer.unknown_language");
    assert_eq!(code(fact("colour", "red")), "fact.unknown");
}

#[test]
fn admission_follows_the_same_rules() {
    let records = records(ROLES);
    let content = empty();
    let admit = |number, deed: Deed| {
        gate(&content, &asker(&records, number, 1), &[deed]).map_err(|refusal| refusal.code)
    };
    let name = || Deed::Fact { name: "name".into(), value: Value::Text("Hengda".into()) };
    assert_eq!(admit(1, name()), Ok(()));
    assert_eq!(admit(2, name()), Err("access.wrong_role".into()));
    assert_eq!(admit(1, Deed::Text { field: "notes".into() }), Ok(()));
    let id = ItemId(Uuid::from_u128(7));
    let distance =
        Deed::Item { collection: "site".into(), id, field: "distance_m".into(), value: Value::Integer(-1) };
    assert_eq!(admit(1, distance), Err("value.out_of_range".into()));
    let answer = Deed::Answer { item: "x".into(), value: Value::Flag(true) };
    assert_eq!(admit(1, answer), Err("customer.no_such_part".into()));
}
