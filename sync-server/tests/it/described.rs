//! What the API takes and tells is described to the bottom: every command and every event of every kind of the one list, by
//! the names serde knows them by, and no place where anything may stand.

use std::collections::BTreeSet;

use jobsheet_domain::aggregate::{Aggregate, Visitor};
use jobsheet_domain::aggregates::{Command, visit};
use jobsheet_domain::described::Described;
use jobsheet_server::api::router::openapi;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What is a file of a format of its own, described in docs/protocol.
const FILES: [&str; 2] = ["/.well-known/jwks.json", "/.well-known/jobsheet-keys.json"];

/// Goes through the list and holds each kind against the description.
struct EveryKind {
    schemas: Value,
    seen: usize,
}

impl Visitor for EveryKind {
    fn kind<A: Aggregate>(&mut self) {
        let kind = A::KIND.name();
        let commands = names(&self.schemas[A::Command::name().as_ref()]);
        assert_eq!(commands, variants::<A::Command>(), "the commands of a {kind}");
        let event = A::Event::name();
        let happened = format!("{}Happened", event.strip_suffix("Event").unwrap_or(&event));
        let told = shown(&self.schemas[&happened]);
        let aliases = A::shown_names();
        let unsaid: Vec<_> = variants::<A::Event>()
            .into_iter()
            .filter(|stored| {
                let mut names =
                    aliases.iter().filter(|(_, of)| of == stored).map(|(name, _)| *name).peekable();
                if names.peek().is_some() {
                    !names.all(|name| told.contains(name))
                } else {
                    !told.contains(stored)
                }
            })
            .collect();
        assert!(unsaid.is_empty(), "events of a {kind} that are not described: {unsaid:?}");
        assert!(aliases.iter().all(|(name, _)| told.contains(*name)), "{kind}: {aliases:?} beyond {told:?}");
        self.seen += 1;
    }
}

#[test]
fn every_kind_of_the_list_has_its_commands_and_events_described() {
    let schemas = serde_json::to_value(openapi()).unwrap()["components"]["schemas"].take();
    let mut every = EveryKind { schemas, seen: 0 };
    visit(&mut every);
    let sum = every.schemas["Command"]["oneOf"].as_array().unwrap();
    assert_eq!(sum.len(), every.seen, "commands of every kind stand under it");
}

/// The description says of a field that it is needed exactly where serde cannot do without it.
#[test]
fn a_field_is_needed_where_a_stored_command_cannot_be_read_without_it() {
    let stored: Vec<Value> =
        serde_json::from_str(include_str!("../../../tests/fixtures/commands-1.json")).unwrap();
    let schemas = serde_json::to_value(openapi()).unwrap()["components"]["schemas"].take();
    let mut compared = 0;
    for command in stored {
        let (kind, asked) = command.as_object().unwrap().iter().next().unwrap();
        let Some((name, Value::Object(fields))) = asked.as_object().and_then(|asked| asked.iter().next())
        else {
            continue;
        };
        let needed = needed(&schemas, kind, name);
        for field in fields.keys() {
            let mut lacking = fields.clone();
            lacking.remove(field);
            let read =
                serde_json::from_value::<Command>(json!({ kind.as_str(): { name.as_str(): lacking } }));
            assert_eq!(read.is_err(), needed.contains(&json!(field)), "{kind}.{name}.{field}");
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared} fields of stored commands");
}

/// The fields a command needs by its schema, which may be that of a type it holds.
fn needed(schemas: &Value, kind: &str, name: &str) -> Vec<Value> {
    let under = |sum: &Value, name: &str| {
        let variants = sum["oneOf"].as_array().unwrap();
        variants.iter().find_map(|variant| variant["properties"].get(name).cloned()).unwrap()
    };
    let resolved = |schema: Value| match schema["$ref"].as_str().and_then(|place| place.rsplit('/').next()) {
        Some(name) => schemas[name].clone(),
        None => schema,
    };
    let command = resolved(under(&resolved(under(&schemas["Command"], kind)), name));
    command["required"].as_array().cloned().unwrap_or_default()
}

#[test]
fn nothing_the_api_says_is_left_open() {
    let description = serde_json::to_value(openapi()).unwrap();
    let mut open = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        if !FILES.contains(&path.as_str()) {
            bodies(item, &mut |schema| collect(schema, path, &mut open));
        }
    }
    for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
        // An event that says no more than that it happened has no fields.
        let is_bare =
            name.contains("Event") && schema["type"] == "object" && schema.get("properties").is_none();
        if !is_bare {
            collect(schema, name, &mut open);
        }
    }
    // The branches for events of later versions.
    assert_eq!(open, ["Recorded/detail", "UnknownHappened/detail"].map(str::to_owned).into());
}

/// The names of an enum's variants, as the error over an unknown one gives them.
fn variants<T: DeserializeOwned + Described>() -> BTreeSet<String> {
    let told =
        serde_json::from_value::<T>(json!({ "?": {} })).err().expect("nothing is stored so").to_string();
    let expected = told.split_once("expected ").map_or("", |(_, expected)| expected);
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The names in the schema of an enum: a text for what has no fields, one property for what has.
fn names(schema: &Value) -> BTreeSet<String> {
    let one = |variant: &Value| {
        let texts = variant["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let fields = variant["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str());
        texts.chain(fields).map(str::to_owned).collect::<Vec<_>>()
    };
    schema["oneOf"].as_array().into_iter().flatten().flat_map(one).collect()
}

/// The kinds of event in the schema of what happened.
fn shown(schema: &Value) -> BTreeSet<String> {
    let branches = schema["oneOf"].as_array().into_iter().flatten();
    let kinds = branches.filter_map(|branch| branch["properties"]["kind"]["enum"].as_array()).flatten();
    kinds.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Every schema of a body or a parameter.
fn bodies(value: &Value, each: &mut impl FnMut(&Value)) {
    for (name, inner) in value.as_object().into_iter().flatten() {
        if name == "schema" { each(inner) } else { bodies(inner, each) }
    }
    for inner in value.as_array().into_iter().flatten() {
        bodies(inner, each);
    }
}

/// The places in a schema where anything may stand.
fn collect(schema: &Value, place: &str, open: &mut BTreeSet<String>) {
    let says = |word: &str| schema.get(word).is_some();
    let is_anything = !["type", "$ref", "oneOf", "anyOf", "allOf"].into_iter().any(says);
    let is_bare =
        schema["type"] == "object" && !says("properties") && !schema["additionalProperties"].is_object();
    if is_anything || is_bare {
        open.insert(place.to_owned());
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        collect(field, &format!("{place}/{name}"), open);
    }
    for word in ["oneOf", "anyOf", "allOf", "prefixItems"] {
        for part in schema[word].as_array().into_iter().flatten() {
            collect(part, place, open);
        }
    }
    for word in ["items", "additionalProperties"] {
        if schema[word].is_object() {
            collect(&schema[word], place, open);
        }
    }
}
