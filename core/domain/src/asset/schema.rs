//! What an asset's document holds.

use crate::kind::Kind;
use crate::schema::{Schema, Table, ValueType};

/// A machine at a customer's site.
pub const KIND: Kind = Kind::of(&SCHEMA);

static SCHEMA: Schema =
    Schema { kind: "asset", facts: FACTS, items: &[], texts: &["notes"], added_texts: &[], section: None };

const FACTS: Table = &[
    ("product_model", ValueType::Text),
    ("serial", ValueType::Text),
    ("customer", ValueType::Id),
    ("site", ValueType::Id),
    ("acceptance_date", ValueType::Time),
    ("warranty_months", ValueType::Integer),
    ("running_hours", ValueType::Reading),
    ("repair_days", ValueType::Integer),
];
