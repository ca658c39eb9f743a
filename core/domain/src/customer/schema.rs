//! What a customer's document holds.

use crate::kind::Kind;
use crate::schema::{Schema, Table, ValueType};

/// A customer with contacts and sites.
pub const KIND: Kind = Kind::of(&SCHEMA);

static SCHEMA: Schema = Schema {
    kind: "customer",
    facts: FACTS,
    items: &[("contact", CONTACT), ("site", SITE)],
    texts: &["notes"],
    added_texts: &[],
    section: None,
};

const FACTS: Table = &[
    ("name", ValueType::Text),
    ("language", ValueType::Text),
    ("phone", ValueType::Text),
    ("contract", ValueType::Text),
];

const CONTACT: Table = &[
    ("name", ValueType::Text),
    ("phone", ValueType::Text),
    ("mail", ValueType::Text),
    ("role", ValueType::Text),
];

const SITE: Table =
    &[("name", ValueType::Text), ("address", ValueType::Address), ("distance_m", ValueType::Integer)];
