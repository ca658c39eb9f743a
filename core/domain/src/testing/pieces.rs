//! What somebody could write who never asks: a value for everything a schema names.

use uuid::Uuid;

use crate::content::Content;
use crate::edit::Edit;
use crate::id::{Digest, ItemId};
use crate::schema::{REMOVED, Schema, Table, ValueType};
use crate::time::{Position, TimeWindow, Timestamp};
use crate::value::{Address, Money, Reading, Value};

/// The id that stands for any document, person, item and device in these pieces.
pub(crate) const ID: Uuid = Uuid::from_u128(0xAB);

/// Every fact, field and text of a content's schema, written with some value of its type; fields of the items there are,
/// and of one there is not.
pub(crate) fn of_schema(content: &Content) -> Vec<Edit> {
    let schema = content.kind.schema();
    let mut edits: Vec<Edit> = Vec::new();
    for (name, holds) in facts(schema) {
        edits.extend(values(holds).into_iter().map(|value| Edit::Fact { name: name.clone(), value }));
    }
    for (collection, fields) in schema.items {
        let there = content.items.keys().filter(|item| item.collection == *collection).map(|item| item.id);
        for id in there.chain([ItemId(ID)]) {
            edits.extend(fields_of(collection, fields, id));
        }
    }
    let text = |field| Edit::Text { field, base: Vec::new(), text: "x".to_owned() };
    edits.extend(texts(schema).into_iter().map(text));
    let answer = |item: &str| Edit::Answer { item: item.to_owned(), value: Value::Flag(true) };
    edits.extend(["1/leak", "leak", "9/leak"].map(answer));
    edits
}

fn fields_of(collection: &str, fields: Table, id: ItemId) -> Vec<Edit> {
    let all = fields.iter().copied().chain([(REMOVED, ValueType::Flag)]);
    let edit = |(field, value): (&str, Value)| Edit::Item {
        collection: collection.to_owned(),
        id,
        field: field.to_owned(),
        value,
    };
    all.flat_map(|(field, holds)| values(holds).into_iter().map(move |value| edit((field, value)))).collect()
}

fn facts(schema: &Schema) -> Vec<(String, ValueType)> {
    let own = schema.facts.iter().map(|(name, holds)| ((*name).to_owned(), *holds));
    let of_section = schema.section.iter().flat_map(|section| section.facts);
    let numbered =
        of_section.flat_map(|(name, holds)| [1, 2, 90].map(|number| (format!("{number}/{name}"), *holds)));
    own.chain(numbered).collect()
}

fn texts(schema: &Schema) -> Vec<String> {
    let own = schema.texts.iter().chain(schema.added_texts.iter().copied().flatten());
    let of_section = schema.section.iter().flat_map(|section| section.texts);
    let numbered = of_section.flat_map(|name| [1, 2, 90].map(|number| format!("{number}/{name}")));
    own.map(|name| (*name).to_owned()).chain(numbered).collect()
}

/// Values of a type: one that usually fits, and those at whose edges rules stand.
fn values(holds: ValueType) -> Vec<Value> {
    match holds {
        ValueType::Text => ["x", "", "unknown", "fault"].map(|text| Value::Text(text.to_owned())).to_vec(),
        ValueType::Integer => [-1, 0, 1, 2, 10_000].map(Value::Integer).to_vec(),
        ValueType::Flag => [true, false].map(Value::Flag).to_vec(),
        ValueType::Time => vec![Value::Time(Timestamp(5))],
        ValueType::Id => vec![Value::Id(ID)],
        ValueType::Digest => vec![Value::Digest(Digest([7; 32]))],
        ValueType::Address => {
            ["x", " "].map(|text| Value::Address(Address { text: text.into(), position: None })).to_vec()
        }
        ValueType::Window => vec![Value::Window(TimeWindow { from: Timestamp(1), to: Timestamp(2) })],
        ValueType::Money => vec![Value::Money(Money { minor: 1, currency: "CNY".into() })],
        ValueType::Reading => {
            [-1, 1].map(|milli| Value::Reading(Reading { milli, unit: "h".into() })).to_vec()
        }
        ValueType::Position => vec![Value::Position(Position { latitude_udeg: 1, longitude_udeg: 1 })],
        ValueType::Texts => vec![Value::Texts(vec!["goodwill".into(), "x".into()])],
        ValueType::Date => vec![Value::Date("2026-02-15".parse().expect("a day")), Value::Time(Timestamp(5))],
    }
}
