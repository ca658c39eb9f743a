//! What a person can ask of a customer's file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{ChangeHash, ItemId};
use crate::value::{Address, FactValue};

/// Something asked of a customer's file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CustomerCommand {
    /// Open a file.
    Create {
        /// The customer's name.
        name: String,
        /// The language they read, BCP 47.
        language: String,
        /// Their main phone; empty when there is none.
        phone: String,
        /// Their contract's number, which clocks may depend on.
        contract: Option<String>,
    },
    /// Set or choose one fact: `name`, `language`, `phone`, `contract`. Replaces every value seen.
    SetFact {
        /// The fact.
        name: String,
        /// Its value.
        value: FactValue,
    },
    /// Add or change somebody to call.
    PutContact {
        /// Their item in the file.
        id: ItemId,
        /// Their name.
        name: String,
        /// Their phone.
        phone: String,
        /// Their mail address; empty when there is none.
        mail: String,
        /// What they do there.
        role: String,
    },
    /// Add or change a site.
    PutSite {
        /// Its item in the file.
        id: ItemId,
        /// What it is called.
        name: String,
        /// Where it is.
        address: Address,
        /// Metres from the service station, by road where known (R24, R25).
        distance_m: Option<u32>,
    },
    /// Add a contact or a site, or set or choose fields of one. Fields that are not named stay as they are, so that
    /// two people who mend different fields of one contact do not undo each other's work (R49).
    SetFields {
        /// `contact` or `site`.
        collection: String,
        /// Which.
        id: ItemId,
        /// Values by field.
        fields: BTreeMap<String, FactValue>,
    },
    /// Take a contact or a site off its list.
    RemoveItem {
        /// `contact` or `site`.
        collection: String,
        /// Which.
        id: ItemId,
    },
    /// Edit a long text.
    EditText {
        /// `notes`.
        field: String,
        /// The version the author was looking at.
        base: Vec<ChangeHash>,
        /// The whole text as the author left it.
        text: String,
    },
}
