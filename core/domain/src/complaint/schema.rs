//! What a complaint's document holds (R41).

use crate::complaint::fields;
use crate::kind::Kind;
use crate::photo;
use crate::schema::{Schema, Table, ValueType};

/// A customer's complaint (R41).
pub const KIND: Kind = Kind::of(&SCHEMA);

static SCHEMA: Schema = Schema {
    kind: "complaint",
    facts: FACTS,
    items: &[(photo::PHOTO, photo::TYPES), (fields::SIMILAR, SIMILAR)],
    texts: &[fields::FACTS, fields::INVESTIGATION, fields::PREVENTION, fields::NOTES],
    added_texts: &[],
    section: None,
};

const FACTS: Table = &[
    (fields::NUMBER, ValueType::Text),
    (fields::PROVISIONAL_NUMBER, ValueType::Text),
    (fields::RECEIVED_AT, ValueType::Time),
    (fields::TITLE, ValueType::Text),
    (fields::CUSTOMER, ValueType::Id),
    (fields::ASSET, ValueType::Id),
    (fields::REQUEST, ValueType::Id),
    (fields::ORDER, ValueType::Id),
    (fields::PRODUCT_MODEL, ValueType::Text),
    (fields::CONTACT, ValueType::Text),
    (fields::PHONE, ValueType::Text),
    (fields::DEMAND, ValueType::Text),
    (fields::CAUSE, ValueType::Text),
    (fields::CAUSE_CLASS, ValueType::Text),
    (fields::JUSTIFIED, ValueType::Flag),
    (fields::RESPONSIBLE_UNIT, ValueType::Text),
    (fields::RESPONSIBLE_PERSON, ValueType::Id),
];

/// A link to a complaint that is alike.
const SIMILAR: Table = &[(fields::COMPLAINT, ValueType::Id), (fields::REASON, ValueType::Text)];
