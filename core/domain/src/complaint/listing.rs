//! What is listed of a complaint (R41).

use serde::{Deserialize, Serialize};

use crate::complaint::Complaint;
use crate::complaint::event::{Channel, ComplaintClass, Severity};
use crate::listing::{self, Listing};
use crate::time::Timestamp;
use crate::value::Money;
use crate::{asset, customer, request, work_order};

/// What only lists of complaints show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComplaintSummary {
    /// By which way it came; nothing before it was taken down.
    pub channel: Option<Channel>,
    /// What it is about, once graded.
    pub class: Option<ComplaintClass>,
    /// How much harm there is, once graded.
    pub severity: Option<Severity>,
    /// When the customer complained: where the clocks start (R28).
    pub received_at: Option<Timestamp>,
    /// Who complained, by name.
    pub contact: String,
    /// The product model; may be empty.
    pub product_model: String,
    /// What the remedy proposed last costs, which decides who approves it.
    pub cost: Option<Money>,
}

/// What is listed of a complaint.
pub(super) fn listing(complaint: Complaint<'_>) -> Listing<ComplaintSummary> {
    let state = complaint.state;
    Listing {
        number: complaint.shown_number().to_owned(),
        title: listing::line(complaint.title(), complaint.facts()),
        status: state.status.name().to_owned(),
        open: !state.status.is_over(),
        contested: state.is_contested(),
        customer: complaint.customer(),
        asset: complaint.asset(),
        lead: state.investigator,
        words: listing::words([
            complaint.contact(),
            complaint.phone(),
            complaint.product_model(),
            complaint.facts(),
        ]),
        phones: listing::words([complaint.phone()]),
        holders: state.investigator.into_iter().collect(),
        held_by_beginner: true,
        links: listing::links([
            (customer::KIND, complaint.customer()),
            (asset::KIND, complaint.asset()),
            (request::KIND, complaint.request()),
            (work_order::KIND, complaint.order()),
        ]),
        summary: summary(complaint),
        ..Listing::of(complaint.content)
    }
}

fn summary(complaint: Complaint<'_>) -> ComplaintSummary {
    let state = complaint.state;
    ComplaintSummary {
        channel: state.origin.as_ref().map(|origin| origin.channel),
        class: state.grade.map(|grade| grade.class),
        severity: state.grade.map(|grade| grade.severity),
        received_at: complaint.received_at(),
        contact: complaint.contact().to_owned(),
        product_model: complaint.product_model().to_owned(),
        cost: state.proposal.as_ref().map(|proposal| proposal.cost.clone()),
    }
}
