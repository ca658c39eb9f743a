//! What a complaint's report shows that is not in the complaint.

use std::collections::{BTreeMap, BTreeSet};

use jobsheet_domain::asset::{self, AssetView};
use jobsheet_domain::complaint::{self, Complaint, ComplaintEvent};
use jobsheet_domain::content::Content;
use jobsheet_domain::customer::{self, CustomerView};
use jobsheet_domain::id::{Digest, DocumentId, UserId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::sla::Clock;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::{request, work_order};

/// What the page shows of other documents, of the records and of the time. What is not known is told by the beginning of
/// its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComplaintContext {
    /// The organisation's name, the letterhead.
    pub organisation: String,
    /// Names of people.
    pub people: BTreeMap<UserId, String>,
    /// What other documents are called, by [`names_of`].
    pub documents: BTreeMap<DocumentId, String>,
    /// The clocks of the complaint as they stand (R28).
    pub clocks: Vec<Clock>,
    /// When that is.
    pub as_of: Timestamp,
    /// The organisation's time zone by its IANA name; empty where it has none.
    pub time_zone: String,
    /// Minutes that local time is ahead of UTC, where the zone has no name.
    pub time_zone_offset_minutes: i32,
    /// JPEG or PNG thumbnails by the digest of the photo's normal form. A photo without one is named, not shown.
    pub thumbnails: BTreeMap<Digest, Vec<u8>>,
}

/// What the documents that a complaint names are called: a customer's name, a machine's serial number, a number.
/// `content` reads one that is here; one that is not, or is something else, has no name.
///
/// # Errors
/// Whatever `content` says when it cannot read.
pub fn names_of<E>(
    complaint: Complaint<'_>,
    mut content: impl FnMut(DocumentId) -> Result<Option<Content>, E>,
) -> Result<BTreeMap<DocumentId, String>, E> {
    let mut names = BTreeMap::new();
    for (id, kind) in documents_of(complaint) {
        if let Some(found) = content(id)?.filter(|found| found.kind == kind) {
            names.insert(id, name(&found));
        }
    }
    Ok(names)
}

fn name(content: &Content) -> String {
    if content.kind == customer::KIND {
        return CustomerView::of(content).name;
    }
    if content.kind == asset::KIND {
        return AssetView::of(content).serial;
    }
    let numbers = [complaint::fields::NUMBER, complaint::fields::PROVISIONAL_NUMBER];
    let given = numbers.map(|number| content.fact_text(number)).into_iter().find(|number| !number.is_empty());
    given.unwrap_or_default().to_owned()
}

/// Every document a complaint names, with what kind of document it should be.
fn documents_of(complaint: Complaint<'_>) -> BTreeSet<(DocumentId, Kind)> {
    let state = complaint.state;
    let of = |id: Option<DocumentId>, kind: Kind| id.map(|id| (id, kind));
    let mut named: BTreeSet<(DocumentId, Kind)> = [
        of(complaint.customer(), customer::KIND),
        of(complaint.asset(), asset::KIND),
        of(complaint.request(), request::KIND),
        of(complaint.order(), work_order::KIND),
        of(state.merged_into, complaint::KIND),
    ]
    .into_iter()
    .flatten()
    .collect();
    named.extend(complaint.similar().into_iter().map(|one| (one.complaint, complaint::KIND)));
    named.extend(state.orders.iter().map(|order| (*order, work_order::KIND)));
    for event in complaint.content.events.iter() {
        match ComplaintEvent::of(event) {
            Some(ComplaintEvent::Merged { into }) => _ = named.insert((*into, complaint::KIND)),
            Some(ComplaintEvent::OrderRaised { order }) => _ = named.insert((*order, work_order::KIND)),
            _ => {}
        }
    }
    named
}
