//! What is listed of a request (R1).

use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::listing::{self, Listing};
use crate::request::{RequestState, RequestStatus};
use crate::time::Timestamp;
use crate::value::{Address, Value};
use crate::{asset, customer};

/// What only the register shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestSummary {
    /// `phone`, `letter`, `mail`, `message` or `walk_in`.
    pub channel: String,
    /// When it was taken down, corrected.
    pub logged_at: Option<Timestamp>,
    /// Who called.
    pub caller: String,
    /// From which number.
    pub phone: String,
    /// The product model, as given.
    pub product_model: String,
    /// The serial number, as given.
    pub serial: String,
    /// The beginning of the fault, in the customer's words.
    pub fault: String,
    /// What it ended in; nothing while it is open (R2).
    pub outcome: Option<String>,
}

/// What is listed of a request.
pub(super) fn listing(content: &Content, state: &RequestState) -> Listing<RequestSummary> {
    let address = match content.fact("address") {
        Some(Value::Address(address)) => address.clone(),
        _ => Address::default(),
    };
    let fact = |name: &str| content.fact_text(name);
    let (customer, asset) = (listing::document(content, "customer"), listing::document(content, "asset"));
    let provisional = state.provisional.as_deref().unwrap_or_default();
    Listing {
        number: listing::number(fact("number"), provisional).to_owned(),
        title: listing::line("", content.text("fault")),
        status: state.status.name().to_owned(),
        open: state.status != RequestStatus::Ended,
        contested: state.contested,
        customer,
        asset,
        words: listing::words([
            fact("caller"),
            fact("phone"),
            fact("product_model"),
            fact("serial"),
            &address.text,
            content.text("fault"),
            content.text("notes"),
        ]),
        phones: listing::words([fact("phone")]),
        links: listing::links([(customer::KIND, customer), (asset::KIND, asset)]),
        summary: summary(content, state),
        address,
        ..Listing::of(content)
    }
}

fn summary(content: &Content, state: &RequestState) -> RequestSummary {
    let text = |name: &str| content.fact_text(name).to_owned();
    RequestSummary {
        channel: state.channel.clone(),
        logged_at: state.logged_at,
        caller: text("caller"),
        phone: text("phone"),
        product_model: text("product_model"),
        serial: text("serial"),
        fault: listing::line("", content.text("fault")),
        outcome: state.endings.first().map(|ending| ending.outcome.name().to_owned()),
    }
}
