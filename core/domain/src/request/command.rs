//! What a person can ask of a request.

use serde::{Deserialize, Serialize};

use crate::id::{ChangeHash, DocumentId};
use crate::request::event::RequestOutcome;
use crate::value::{Address, FactValue};

/// Something asked of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestCommand {
    /// Take down a call (R1).
    Log {
        /// `phone`, `letter`, `mail`, `message` or `walk_in`.
        channel: String,
        /// The number of the device's own register, offline.
        provisional: Option<String>,
        /// The customer, when recognised (R3).
        customer: Option<DocumentId>,
        /// The caller's name.
        caller: String,
        /// The caller's phone.
        phone: String,
        /// Address as given.
        address: Address,
        /// Product model as given.
        product_model: String,
        /// Serial number as given.
        serial: String,
        /// The fault in the customer's words.
        fault: String,
    },
    /// Set or choose one fact.
    SetFact {
        /// The fact.
        name: String,
        /// Its value.
        value: FactValue,
    },
    /// Edit a long text.
    EditText {
        /// `fault` or `notes`.
        field: String,
        /// The version the author was looking at.
        base: Vec<ChangeHash>,
        /// The whole text as the author left it.
        text: String,
    },
    /// End it (R2).
    End {
        /// How.
        outcome: RequestOutcome,
    },
    /// Take it up again.
    Reopen {
        /// Why.
        reason: String,
    },
}
