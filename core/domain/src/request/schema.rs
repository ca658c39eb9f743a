//! What a request's document holds (R1).

use crate::kind::Kind;
use crate::schema::{Schema, Table, ValueType};

/// One line of the intake register (R1).
pub const KIND: Kind = Kind::of(&SCHEMA);

static SCHEMA: Schema = Schema {
    kind: "request",
    facts: FACTS,
    items: &[],
    texts: &["fault", "notes"],
    added_texts: &[],
    section: None,
};

const FACTS: Table = &[
    ("number", ValueType::Text),
    ("provisional_number", ValueType::Text),
    ("received_at", ValueType::Time),
    ("customer", ValueType::Id),
    ("asset", ValueType::Id),
    ("caller", ValueType::Text),
    ("phone", ValueType::Text),
    ("address", ValueType::Address),
    ("product_model", ValueType::Text),
    ("serial", ValueType::Text),
];
