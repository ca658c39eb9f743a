//! The row of a complaint (R41).

use jobsheet_domain::aggregates::Subject;
use jobsheet_domain::complaint::{self, Complaint, ComplaintState, waits_for};
use jobsheet_domain::records::Records;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::turn::Turn;
use jobsheet_store::DocumentRow;
use serde::{Deserialize, Serialize};

use super::{Lookup, Row, clocks, count, next_clock};
use crate::client::Client;
use crate::error::ClientError;

/// Characters of what happened that stand in a list where nobody gave the complaint a title.
const TITLE_CHARACTERS: usize = 60;

/// What only lists of complaints show. It is kept with the row, so fields are added and never renamed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComplaintSummary {
    /// By which way it came: `on_site`.
    pub channel: String,
    /// `quality`, `not_quality` or `other`, once graded.
    pub class: Option<String>,
    /// `minor`, `major` or `critical`, once graded.
    pub severity: Option<String>,
    /// When the customer complained.
    pub received_at: Option<Timestamp>,
    /// Who complained, by name.
    pub contact: String,
    /// The product model; may be empty.
    pub product_model: String,
}

/// What lists show of a complaint, and the words it is found by beside its own.
pub(super) fn row(
    client: &Client,
    subject: &Subject,
    state: &ComplaintState,
    lookup: &Lookup,
) -> Result<Row, ClientError> {
    let complaint = Complaint::new(&subject.content, state);
    let records = &lookup.records;
    let turn = waits_for(state, &records.policy);
    let customer_name =
        complaint.customer().map(|id| lookup.customer_name(client, id)).transpose()?.flatten();
    let row = DocumentRow {
        id: complaint.content.id,
        kind: complaint::KIND.name().to_owned(),
        number: complaint.shown_number().to_owned(),
        title: title(complaint),
        status: state.status.name().to_owned(),
        open: !state.status.is_over(),
        contested: state.is_contested(),
        conflicts: count(complaint.content.conflicts().len()),
        waits_for: turn.user,
        waits_for_roles: turn.roles.iter().map(|role| role.name().to_owned()).collect(),
        waits_for_me: is_my_turn(turn, lookup, records),
        customer: complaint.customer(),
        customer_name: customer_name.unwrap_or_default(),
        clock: next_clock(&clocks(subject, &records.policy, lookup.now), &records.policy),
        summary: serde_json::to_string(&summary(complaint)).map_err(std::io::Error::other)?,
        updated_at: lookup.now,
    };
    let words = [
        complaint.number(),
        complaint.facts(),
        complaint.product_model(),
        complaint.contact(),
        complaint.phone(),
    ];
    Ok(Row::Document(Box::new(row), words.join("\n")))
}

fn title(complaint: Complaint<'_>) -> String {
    let given = complaint.title().trim();
    let first = complaint.facts().lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if given.is_empty() { first.chars().take(TITLE_CHARACTERS).collect() } else { given.to_owned() }
}

fn summary(complaint: Complaint<'_>) -> ComplaintSummary {
    let state = complaint.state;
    ComplaintSummary {
        channel: state.origin.as_ref().map(|origin| origin.channel.name().to_owned()).unwrap_or_default(),
        class: state.grade.map(|grade| grade.class.name().to_owned()),
        severity: state.grade.map(|grade| grade.severity.name().to_owned()),
        received_at: complaint.received_at(),
        contact: complaint.contact().to_owned(),
        product_model: complaint.product_model().to_owned(),
    }
}

fn is_my_turn(turn: Turn, lookup: &Lookup, records: &Records) -> bool {
    let me = lookup.me.and_then(|me| records.staff.get(&me)).filter(|person| person.active);
    me.is_some_and(|person| turn.is_for(person.user, person.roles.iter().copied()))
}
