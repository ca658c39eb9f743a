//! What an asset's document holds.

use crate::kind::Kind;
use crate::schema::{Schema, Table, ValueType};

/// A machine at a customer's site.
pub const KIND: Kind = Kind::of(&SCHEMA);

/// The fact that holds the day of acceptance (R32).
pub(super) const ACCEPTANCE_DATE: &str = "acceptance_date";

static SCHEMA: Schema =
    Schema { kind: "asset", facts: FACTS, items: &[], texts: &["notes"], added_texts: &[], section: None };

const FACTS: Table = &[
    ("product_model", ValueType::Text),
    ("serial", ValueType::Text),
    ("customer", ValueType::Id),
    ("site", ValueType::Id),
    (ACCEPTANCE_DATE, ValueType::Date),
    ("warranty_months", ValueType::Integer),
    ("running_hours", ValueType::Reading),
    ("repair_days", ValueType::Integer),
];
