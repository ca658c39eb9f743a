//! Lists over time: after a new version of the product, a new policy, a new name.

use std::path::Path;

use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::customer;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::listing::VERSION;
use rusqlite::{Connection, OpenFlags};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use super::relist::relist;
use crate::config::Config;
use crate::ledger::{ListQuery, User};
use crate::office::desk::{complaints, customers, orders, requests};
use crate::office::records;
use crate::office::server::Server;

/// A ledger of schema 1 with the sample, an order, a call and a complaint, as that version of the server wrote it.
const SCHEMA_1: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/ledger-1.sqlite");

struct Desk {
    server: Server,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { server: open(folder.path()), folder }
    }

    fn of_schema_1() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(SCHEMA_1, folder.path().join("ledger.sqlite")).unwrap();
        Self { server: open(folder.path()), folder }
    }

    /// The same data after the server's process was started again.
    fn started_again(self) -> Self {
        let Self { server, folder } = self;
        drop(server);
        Self { server: open(folder.path()), folder }
    }

    fn user(&self, name: &str) -> User {
        self.server.ledger.user_by_name(self.server.organisation.id, name).unwrap().unwrap()
    }

    fn rows(&self, kind: Kind) -> usize {
        let all = ListQuery { limit: 1_000, ..ListQuery::default() };
        self.server.ledger.list(self.server.organisation.id, kind, &all).unwrap().len()
    }

    fn first_customer(&self) -> DocumentId {
        let one = ListQuery { limit: 1, ..ListQuery::default() };
        self.server.ledger.list(self.server.organisation.id, customer::KIND, &one).unwrap()[0].id
    }

    fn raised(&self, customer: DocumentId) -> DocumentId {
        let id = DocumentId(Uuid::from_u128(7));
        let raise = json!({ "customer": customer, "address": "Xinghu Street 328", "fault": "The belt tears.",
            "title": "Belt", "priority": "urgent" });
        orders::raise(&self.server, &self.user("dispatcher"), id, &read(raise)).unwrap();
        id
    }

    fn found(&self, q: &str) -> Vec<String> {
        let query = orders::OrderQuery { q: Some(q.to_owned()), ..orders::OrderQuery::default() };
        orders::list(&self.server, &query).unwrap().orders.into_iter().map(|row| row.number).collect()
    }
}

fn read<T: DeserializeOwned>(asked: Value) -> T {
    serde_json::from_value(asked).unwrap()
}

fn open(folder: &Path) -> Server {
    let demo_password = Some("correct horse".to_owned());
    crate::open(Config { data: folder.to_owned(), demo_password, ..Config::default() }).unwrap()
}

#[test]
fn a_ledger_of_the_first_schema_lists_all_it_held_and_is_listed_again_once() {
    let desk = Desk::of_schema_1();
    // A file that nobody writes: nothing is made beside it.
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let old = Connection::open_with_flags(format!("file:{SCHEMA_1}?immutable=1"), flags).unwrap();
    for kind in KINDS.iter() {
        let held = "SELECT count(*) FROM document WHERE kind = ?1";
        let held: isize = old.query_row(held, [kind.name()], |row| row.get(0)).unwrap();
        assert_eq!(desk.rows(kind).cast_signed(), held, "{kind:?}");
    }
    let orders = orders::list(&desk.server, &orders::OrderQuery { open: Some(true), ..Default::default() });
    let order = &orders.unwrap().orders[0];
    assert_eq!((order.number.as_str(), order.title.as_str()), ("WO-2026-0001", "Belt"));
    assert!(order.customer_name.contains("Hongda") && order.updated_at > 0 && !order.clocks.is_empty());
    let calls = requests::list(&desk.server, &requests::RequestQuery::default()).unwrap().requests;
    assert_eq!((calls[0].number.as_str(), calls[0].taken_by.is_empty()), ("RQ-2026-0001", false));
    let complaints = complaints::list(&desk.server, &complaints::ComplaintQuery::default()).unwrap();
    assert_eq!(complaints.complaints[0].row.waits_for_roles, ["quality", "manager"]);
    assert_eq!(relist(&desk.server).unwrap(), 0);
    let ledger = &desk.server.ledger;
    assert!(ledger.listed_before(desk.server.organisation.id, VERSION, None, 1).unwrap().is_empty());
}

#[test]
fn a_document_that_cannot_be_read_any_more_spoils_no_list() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ledger.sqlite");
    std::fs::copy(SCHEMA_1, &file).unwrap();
    let spoilt = "UPDATE document SET snapshot = x'00' WHERE kind = 'customer' AND id = (SELECT min(id) FROM document \
        WHERE kind = 'customer')";
    assert_eq!(Connection::open(&file).unwrap().execute(spoilt, []).unwrap(), 1);
    let desk = Desk { server: open(folder.path()), folder };
    let listed = customers::list(&desk.server, &customers::CustomerQuery::default()).unwrap().customers;
    assert_eq!(listed.len(), desk.rows(customer::KIND));
    assert_eq!(listed.iter().filter(|customer| customer.name.is_empty()).count(), 1);
}

#[test]
fn r41_when_the_limit_of_policy_changes_the_list_says_at_once_who_approves() {
    let desk = Desk::new();
    let id = DocumentId(Uuid::from_u128(9));
    let (dispatcher, quality) = (desk.user("dispatcher"), desk.user("quality"));
    let taken = json!({ "channel": "phone", "contact": "Sun", "facts": "It leaks again." });
    complaints::take(&desk.server, &dispatcher, id, read(taken)).unwrap();
    let command = |user: &User, asked: Value| {
        complaints::command(&desk.server, user, id, read(asked)).unwrap();
    };
    command(&quality, json!({ "grade": { "class": "quality", "severity": "minor", "note": "" } }));
    command(&quality, json!({ "investigate": { "investigator": null } }));
    let text = json!({ "field": "investigation", "base": [], "text": "The seal is worn." });
    command(&quality, json!({ "edit_text": text }));
    let found = json!({ "cause": "Seal worn", "cause_class": "wear", "justified": true });
    command(&quality, json!({ "record_findings": found }));
    let cost = json!({ "minor": 50_000, "currency": "CNY" });
    command(&quality, json!({ "propose": { "remedy": "repair", "plan": "A new seal.", "cost": cost } }));
    let said = json!({ "who": "Sun", "channel": "phone", "said_at": desk.server.now().0, "words": "Yes." });
    command(&dispatcher, json!({ "agree": said }));
    let waits = || {
        let list = complaints::list(&desk.server, &complaints::ComplaintQuery::default()).unwrap();
        list.complaints[0].row.waits_for_roles.clone()
    };
    assert_eq!(waits(), ["manager"]);
    let mut policy = records::now(&desk.server).unwrap().policy.clone();
    policy.complaints.limit.minor = 10_000;
    records::publish_policy(&desk.server, &policy).unwrap();
    assert_eq!(waits(), ["general_manager"]);
}

#[test]
fn an_order_is_found_and_shown_by_its_customers_new_name() {
    let desk = Desk::new();
    let customer = desk.first_customer();
    let order = desk.raised(customer);
    let renamed = json!({ "set_fact": { "name": "name", "value": { "text": "Haide Foods" } } });
    customers::command(&desk.server, &desk.user("dispatcher"), customer, &read(renamed)).unwrap();
    assert_eq!(desk.found("haide"), ["WO-2026-0001"]);
    let list = orders::list(&desk.server, &orders::OrderQuery::default()).unwrap();
    assert_eq!((list.orders[0].id, list.orders[0].customer_name.as_str()), (order.0, "Haide Foods"));
}

#[test]
fn r52_an_order_raised_before_the_server_was_started_again_is_nobodys_in_the_field() {
    let desk = Desk::new();
    let order = desk.raised(desk.first_customer());
    let desk = desk.started_again();
    let note = json!({ "edit_text": { "field": "notes", "base": [], "text": "Bring a belt." } });
    orders::command(&desk.server, &desk.user("dispatcher"), order, &read(note)).unwrap();
    let dispatcher = ListQuery { member: Some(desk.user("dispatcher").id), limit: 9, ..ListQuery::default() };
    let kind = jobsheet_domain::work_order::KIND;
    assert!(desk.server.ledger.list(desk.server.organisation.id, kind, &dispatcher).unwrap().is_empty());
}
