//! What the suites know of each kind of document beside the one list: how its events are read, the rows of its transition
//! table, and the page that explains it. A kind that joins the list is asked for here.

use std::any::Any;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jobsheet_client::domain::aggregates::KINDS;
use jobsheet_client::domain::complaint::{self, ComplaintEvent};
use jobsheet_client::domain::event::EventBody;
use jobsheet_client::domain::flow::{Flow, Row, Target};
use jobsheet_client::domain::records::Role;
use jobsheet_client::domain::request::RequestEvent;
use jobsheet_client::domain::work_order::transitions::By;
use jobsheet_client::domain::work_order::{self, WorkOrderEvent};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What the suites know of a kind.
pub struct Known {
    /// Its stored events.
    pub events: Option<Events>,
    /// Its transition table as its page shows it.
    pub table: Vec<String>,
    /// The page, from the workspace's root.
    pub page: &'static str,
}

/// The stored events of a kind.
pub struct Events {
    /// What an event says, of the kind's own type.
    pub read: fn(&Value) -> serde_json::Result<EventBody>,
    /// The name of what happened: a row of the table, or the event's own.
    pub name: fn(&Value) -> String,
    /// Every name there is.
    pub names: BTreeSet<String>,
}

/// What is known of a kind, by its name.
pub fn known(kind: &str) -> Known {
    match kind {
        "work_order" => Known {
            events: Some(Events {
                read: read::<WorkOrderEvent>,
                name: |event| of::<WorkOrderEvent>(event).kind().name().to_owned(),
                names: work_order::transitions::TABLE.iter().map(|row| row.kind.name().to_owned()).collect(),
            }),
            table: lines(work_order::transitions::TABLE, |status| status.name(), |kind| kind.name(), by),
            page: "docs/guide/work-orders.md",
        },
        "complaint" => Known {
            events: Some(Events {
                read: read::<ComplaintEvent>,
                name: |event| of::<ComplaintEvent>(event).kind().name().to_owned(),
                names: complaint::transitions::TABLE.iter().map(|row| row.kind.name().to_owned()).collect(),
            }),
            table: lines(complaint::transitions::TABLE, |status| status.name(), |kind| kind.name(), roles),
            page: "docs/guide/complaints.md",
        },
        "request" => Known {
            events: Some(Events {
                read: read::<RequestEvent>,
                name: |event| event.as_object().and_then(|event| event.keys().next().cloned()).unwrap(),
                names: variants(&of_nothing::<RequestEvent>()),
            }),
            table: Vec::new(),
            page: "docs/guide/registers.md",
        },
        "customer" | "asset" => Known { events: None, table: Vec::new(), page: "docs/guide/registers.md" },
        other => panic!("{other} is in the list of aggregates: say in {} what the suites need", file!()),
    }
}

/// The kinds of the list, by name.
pub fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name())
}

/// A path from the workspace's root.
pub fn place(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The variants an enum can be read from, as the error over an unknown one names them.
pub fn variants(error: &serde_json::Error) -> BTreeSet<String> {
    let told = error.to_string();
    let (_, expected) = told.split_once("expected ").unwrap_or_else(|| panic!("no variants: {told}"));
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A stored form that no command and no event has.
pub fn nothing() -> Value {
    json!({ "?": {} })
}

fn of_nothing<T: DeserializeOwned>() -> serde_json::Error {
    serde_json::from_value::<T>(nothing()).err().expect("nothing is stored so")
}

fn of<T: DeserializeOwned>(event: &Value) -> T {
    serde_json::from_value(event.clone()).unwrap()
}

fn read<T>(event: &Value) -> serde_json::Result<EventBody>
where
    T: DeserializeOwned + Serialize + Clone + Any + Send + Sync,
{
    serde_json::from_value(event.clone()).map(|event: T| EventBody::of(&event))
}

fn lines<F: Flow>(
    table: &[Row<F>],
    status: fn(F::Status) -> &'static str,
    kind: fn(F::Kind) -> &'static str,
    by: fn(F::By) -> String,
) -> Vec<String> {
    let line = |row: &Row<F>| {
        let from: Vec<String> = row.from.iter().map(|one| words(status(*one))).collect();
        let to = match row.to {
            Target::To(one) => words(status(one)),
            Target::Unchanged => "unchanged".to_owned(),
            Target::Beside => "beside".to_owned(),
        };
        let class = format!("{:?}", row.class).to_lowercase();
        format!("| {} | {} | {to} | {} | {class} |", from.join(", "), words(kind(row.kind)), by(row.by))
    };
    table.iter().map(line).collect()
}

fn words(name: &str) -> String {
    if name == "none" { "–".to_owned() } else { name.replace('_', " ") }
}

fn roles(roles: &[Role]) -> String {
    roles.iter().map(|role| words(role.name())).collect::<Vec<_>>().join(", ")
}

fn by(by: By) -> String {
    match by {
        By::Lead => "the lead".to_owned(),
        By::Technician => "a technician of the order".to_owned(),
        By::Role(named) => roles(named),
        By::Signatory => "the signatory".to_owned(),
    }
}
