//! What is listed of a work order.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::history::SignoffStanding;
use crate::id::UserId;
use crate::listing::{self, Listing};
use crate::work_order::WorkOrder;
use crate::{asset, customer, request};

/// What only lists of orders show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderSummary {
    /// The sign-off: `none`, `signed`, `refused` …
    pub signoff: String,
    /// Whether the sign-off is void (R19).
    pub void: bool,
    /// Changes the customer has not seen (R65).
    pub additions: u32,
    /// `normal`, `urgent` or `down`.
    pub priority: String,
    /// The number of the present visit.
    pub visit: u32,
    /// Everybody who goes.
    pub technicians: BTreeSet<UserId>,
    /// The customer's name as its report shows it, for whoever has no file of the customer.
    pub customer_name: String,
}

/// What is listed of an order whose sign-off stands so.
pub(super) fn listing(order: &WorkOrder<'_>, standing: Option<&SignoffStanding>) -> Listing<OrderSummary> {
    let (content, state) = (order.content, &order.state);
    let mut holders = state.technicians.clone();
    let took_part = state.attendance.iter().filter(|(_, times)| times.took_part());
    holders.extend(took_part.map(|((_, user), _)| *user));
    let address = order.address().cloned().unwrap_or_default();
    let summary = summary(order, standing);
    Listing {
        number: order.number().to_owned(),
        title: order.title().to_owned(),
        status: state.status.name().to_owned(),
        open: !state.status.is_over(),
        contested: state.is_contested(),
        customer: order.customer(),
        asset: order.asset(),
        window: state.window,
        to_do: order.is_to_do(),
        lead: state.lead,
        words: listing::words([
            &address.text,
            &summary.customer_name,
            order.contact(),
            order.phone(),
            order.product_model(),
            content.fact_text("serial"),
            order.fault(),
        ]),
        phones: listing::words([order.phone()]),
        holders,
        held_by_beginner: true,
        links: listing::links([
            (customer::KIND, order.customer()),
            (asset::KIND, order.asset()),
            (request::KIND, order.request()),
        ]),
        summary,
        address,
        ..Listing::of(content)
    }
}

fn summary(order: &WorkOrder<'_>, standing: Option<&SignoffStanding>) -> OrderSummary {
    let state = &order.state;
    let additions = standing.map_or(0, |standing| standing.additions.len());
    OrderSummary {
        signoff: state.signoff.map_or("none", |signoff| signoff.kind.name()).to_owned(),
        void: standing.is_some_and(SignoffStanding::is_void),
        additions: u32::try_from(additions).unwrap_or(u32::MAX),
        priority: order.priority().to_owned(),
        visit: state.visit,
        technicians: state.technicians.clone(),
        customer_name: state
            .context
            .as_ref()
            .map(|context| context.customer_name.clone())
            .unwrap_or_default(),
    }
}
