//! What a person can ask of an asset's file.

use serde::{Deserialize, Serialize};

use crate::asset::stored_day::StoredDay;
use crate::id::{ChangeHash, DocumentId, ItemId};
use crate::value::FactValue;

/// Something asked of an asset's file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssetCommand {
    /// Open a file.
    Create {
        /// Model name, as on the nameplate.
        product_model: String,
        /// Serial number, as on the nameplate.
        serial: String,
        /// Whose it is.
        customer: DocumentId,
        /// At which of the customer's sites.
        site: Option<ItemId>,
        /// The day the customer accepted it; the warranty runs from then (R32).
        acceptance_date: Option<StoredDay>,
        /// The manufacturer's warranty for this machine, when it differs from the catalogue's (R32).
        warranty_months: Option<u32>,
    },
    /// Set or choose one fact. Replaces every value seen.
    SetFact {
        /// The fact.
        name: String,
        /// Its value.
        value: FactValue,
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
