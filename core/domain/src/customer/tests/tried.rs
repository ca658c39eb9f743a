//! What is written into a customer's file, for holding deciding against the gate (R4).

use uuid::Uuid;

use super::{create, site};
use crate::content::Content;
use crate::customer::{CustomerCommand, Rules};
use crate::edit::Deed;
use crate::id::ItemId;
use crate::testing::{ID, Tried};

fn contact(id: u128, name: &str) -> CustomerCommand {
    CustomerCommand::PutContact {
        id: ItemId(Uuid::from_u128(id)),
        name: name.into(),
        phone: "13800000000".into(),
        mail: String::new(),
        role: String::new(),
    }
}

fn remove(collection: &str, id: Uuid) -> CustomerCommand {
    CustomerCommand::RemoveItem { collection: collection.into(), id: ItemId(id) }
}

impl Tried for Rules {
    fn commands(_: &Content) -> Vec<CustomerCommand> {
        vec![
            create(),
            contact(1, "王秀英"),
            contact(2, " "),
            site(3, Some(6_200)),
            site(4, None),
            remove("contact", Uuid::from_u128(1)),
            remove("site", Uuid::from_u128(3)),
            remove("site", ID),
            remove("ghost", ID),
        ]
    }

    fn writing(deed: &Deed) -> Vec<CustomerCommand> {
        match deed.clone() {
            Deed::Fact { name, value } => vec![CustomerCommand::SetFact { name, value }],
            Deed::Item { collection, id, field, value } => {
                vec![CustomerCommand::SetFields { collection, id, fields: [(field, value)].into() }]
            }
            Deed::Text { field } => {
                vec![CustomerCommand::EditText { field, base: Vec::new(), text: "x".into() }]
            }
            Deed::Answer { .. } | Deed::Event(_) => Vec::new(),
        }
    }
}
