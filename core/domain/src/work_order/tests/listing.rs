//! What is listed of an order.

use super::samples::*;
use super::testing::*;
use crate::aggregates::{Subject, listing};
use crate::listing::Listing;
use crate::work_order::{OrderSummary, WorkOrderCommand};

fn listed(job: &Job) -> Listing<OrderSummary> {
    let listing = listing(&Subject::new(job.content.clone()).unwrap());
    listing.with(|summary| serde_json::from_value(summary).unwrap())
}

#[test]
fn r8_whoever_goes_and_whoever_took_it_has_the_order_and_what_it_needs() {
    let raised = listed(&Job::raised());
    assert!(raised.holders.is_empty() && raised.open && !raised.to_do);
    assert_eq!(raised.begun_by, Some(author(DISPATCHER)));
    let assigned = listed(&Job::assigned());
    assert_eq!(assigned.holders, [user(LEAD), user(SECOND)].into());
    assert_eq!((assigned.lead, assigned.to_do), (Some(user(LEAD)), true));
    let mut job = Job::assigned();
    job.must(LEAD, WorkOrderCommand::Accept);
    job.must(DISPATCHER, assign(&[SECOND], SECOND));
    let changed = listed(&job);
    assert!(changed.holders.contains(&user(LEAD)), "who took it keeps what they did");
    assert_eq!(changed.summary.technicians, [user(SECOND)].into());
}

#[test]
fn what_names_a_customer_or_a_machine_links_to_it() {
    let listed = listed(&Job::raised());
    let linked: Vec<_> = listed.links.iter().map(|(_, id)| Some(*id)).collect();
    assert!(linked.contains(&listed.customer), "{linked:?}");
    assert!(listed.asset.is_none() || linked.contains(&listed.asset));
    assert!(!listed.words.iter().any(|word| word.trim().is_empty()));
}
