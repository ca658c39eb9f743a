//! What is written into a machine's file, for holding deciding against the gate (R4).

use super::{create, date};
use crate::asset::schema::ACCEPTANCE_DATE;
use crate::asset::{AssetCommand, Rules, StoredDay};
use crate::content::Content;
use crate::edit::Deed;
use crate::records::Records;
use crate::testing::Tried;
use crate::value::Value;

impl Tried for Rules {
    fn commands(_: &Content) -> Vec<AssetCommand> {
        let mut by_version_1 = create();
        let AssetCommand::Create { acceptance_date, warranty_months, .. } = &mut by_version_1 else {
            unreachable!("a new file")
        };
        *acceptance_date = Some(StoredDay::from(date("1899-12-31")));
        *warranty_months = Some(24);
        vec![create(), by_version_1]
    }

    fn writing(deed: &Deed) -> Vec<AssetCommand> {
        match deed.clone() {
            Deed::Fact { name, value } => vec![AssetCommand::SetFact { name, value }],
            Deed::Text { field } => {
                vec![AssetCommand::EditText { field, base: Vec::new(), text: "x".into() }]
            }
            Deed::Item { .. } | Deed::Answer { .. } | Deed::Event(_) => Vec::new(),
        }
    }

    fn as_written_now(deed: Deed, records: &Records) -> Deed {
        match &deed {
            // Version 1 wrote the day as an instant of it.
            Deed::Fact { name, value: Value::Time(instant) } if name == ACCEPTANCE_DATE => {
                let day = StoredDay::Instant(*instant).date(&records.policy);
                Deed::Fact { name: name.clone(), value: Value::Date(day) }
            }
            Deed::Fact { .. }
            | Deed::Item { .. }
            | Deed::Answer { .. }
            | Deed::Text { .. }
            | Deed::Event(_) => deed,
        }
    }
}
