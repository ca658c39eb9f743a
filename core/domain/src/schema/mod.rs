//! Which facts, texts and items each kind of document has, and the type of each. What is not named here is refused
//! at admission.

mod check;

use crate::content::Kind;
use crate::value::Value;

pub use check::{check_deed, check_fact, check_item_field, check_text, check_value};

/// The newest schema of every kind.
pub const SCHEMA: u32 = 1;

/// Long texts that exist from a document's genesis on.
#[must_use]
pub const fn texts(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::WorkOrder => &["fault", "notes", "1/findings", "1/work_done"],
        Kind::Request => &["fault", "notes"],
        Kind::Customer | Kind::Asset => &["notes"],
    }
}

/// Long texts that each visit of a work order after the first adds, without their `<visit>/` prefix.
pub const VISIT_TEXTS: [&str; 2] = ["findings", "work_done"];

/// The type of a fact or field: the variant of [`Value`] it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// [`Value::Text`].
    Text,
    /// [`Value::Integer`].
    Integer,
    /// [`Value::Flag`].
    Flag,
    /// [`Value::Time`].
    Time,
    /// [`Value::Id`].
    Id,
    /// [`Value::Digest`].
    Digest,
    /// [`Value::Address`].
    Address,
    /// [`Value::Window`].
    Window,
    /// [`Value::Money`].
    Money,
    /// [`Value::Reading`].
    Reading,
    /// [`Value::Position`].
    Position,
    /// [`Value::Texts`].
    Texts,
}

impl ValueType {
    /// Whether a value is of this type.
    #[must_use]
    pub const fn admits(self, value: &Value) -> bool {
        matches!(
            (self, value),
            (Self::Text, Value::Text(_))
                | (Self::Integer, Value::Integer(_))
                | (Self::Flag, Value::Flag(_))
                | (Self::Time, Value::Time(_))
                | (Self::Id, Value::Id(_))
                | (Self::Digest, Value::Digest(_))
                | (Self::Address, Value::Address(_))
                | (Self::Window, Value::Window(_))
                | (Self::Money, Value::Money(_))
                | (Self::Reading, Value::Reading(_))
                | (Self::Position, Value::Position(_))
                | (Self::Texts, Value::Texts(_))
        )
    }
}

type Table = &'static [(&'static str, ValueType)];

const CUSTOMER: Table = &[
    ("name", ValueType::Text),
    ("language", ValueType::Text),
    ("phone", ValueType::Text),
    ("contract", ValueType::Text),
];

const ASSET: Table = &[
    ("product_model", ValueType::Text),
    ("serial", ValueType::Text),
    ("customer", ValueType::Id),
    ("site", ValueType::Id),
    ("acceptance_date", ValueType::Time),
    ("warranty_months", ValueType::Integer),
    ("running_hours", ValueType::Reading),
    ("repair_days", ValueType::Integer),
];

const REQUEST: Table = &[
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

const WORK_ORDER: Table = &[
    ("number", ValueType::Text),
    ("title", ValueType::Text),
    ("priority", ValueType::Text),
    ("customer", ValueType::Id),
    ("asset", ValueType::Id),
    ("request", ValueType::Id),
    ("product_model", ValueType::Text),
    ("address", ValueType::Address),
    ("contact", ValueType::Text),
    ("phone", ValueType::Text),
    ("distance_m", ValueType::Integer),
    ("reported_at", ValueType::Time),
    ("contacted_at", ValueType::Time),
    ("definite_answer_at", ValueType::Time),
    ("spare_offered_at", ValueType::Time),
    ("running_hours", ValueType::Reading),
    ("warranty_override", ValueType::Texts),
];

/// Facts each visit of a work order has, under the prefix `<visit>/` (R10, R11).
const VISIT: Table = &[
    ("symptoms", ValueType::Text),
    ("opened_by_others", ValueType::Flag),
    ("tests", ValueType::Text),
    ("cause", ValueType::Text),
    ("cause_class", ValueType::Text),
    ("remedy", ValueType::Text),
];

const PHOTO: Table = &[
    ("visit", ValueType::Integer),
    ("stage", ValueType::Text),
    ("caption", ValueType::Text),
    ("original", ValueType::Digest),
    ("normal", ValueType::Digest),
    ("thumbnail", ValueType::Digest),
    ("normal_bytes", ValueType::Integer),
    ("width", ValueType::Integer),
    ("height", ValueType::Integer),
    ("taken_at", ValueType::Time),
    ("position", ValueType::Position),
];

const PART: Table = &[
    ("visit", ValueType::Integer),
    ("number", ValueType::Text),
    ("name", ValueType::Text),
    ("quantity_milli", ValueType::Integer),
    ("serial", ValueType::Text),
    ("reason", ValueType::Text),
    ("old_part", ValueType::Text),
];

const CONTACT: Table = &[
    ("name", ValueType::Text),
    ("phone", ValueType::Text),
    ("mail", ValueType::Text),
    ("role", ValueType::Text),
];

const SITE: Table =
    &[("name", ValueType::Text), ("address", ValueType::Address), ("distance_m", ValueType::Integer)];

/// The flag every item has: taken off its list, never deleted.
pub const REMOVED: &str = "removed";

/// The type of a fact; `None` where the kind has no such fact.
#[must_use]
pub fn fact(kind: Kind, name: &str) -> Option<ValueType> {
    let table = match kind {
        Kind::Customer => CUSTOMER,
        Kind::Asset => ASSET,
        Kind::Request => REQUEST,
        Kind::WorkOrder => WORK_ORDER,
    };
    find(table, name).or_else(|| {
        let (_, name) = visit_prefix(name).filter(|_| kind == Kind::WorkOrder)?;
        find(VISIT, name)
    })
}

/// The type of an item's field; `None` where the kind has no such list or the list no such field.
#[must_use]
pub fn item_field(kind: Kind, collection: &str, field: &str) -> Option<ValueType> {
    let table = match (kind, collection) {
        (Kind::WorkOrder, "photo") => PHOTO,
        (Kind::WorkOrder, "part") => PART,
        (Kind::Customer, "contact") => CONTACT,
        (Kind::Customer, "site") => SITE,
        _ => return None,
    };
    if field == REMOVED { Some(ValueType::Flag) } else { find(table, field) }
}

/// Whether a kind has a long text: those of its genesis and, for a work order, those of its visits.
#[must_use]
pub fn has_text(kind: Kind, name: &str) -> bool {
    let of_visit = || visit_prefix(name).is_some_and(|(_, text)| VISIT_TEXTS.contains(&text));
    texts(kind).contains(&name) || kind == Kind::WorkOrder && of_visit()
}

/// Splits `2/cause` into the visit's number and the name in it; `None` for any other spelling of either, so that one
/// thing has one name.
#[must_use]
pub fn visit_prefix(name: &str) -> Option<(u32, &str)> {
    let (visit, rest) = name.split_once('/')?;
    let number: u32 = visit.parse().ok()?;
    (number >= 1 && number.to_string() == visit).then_some((number, rest))
}

fn find(table: Table, name: &str) -> Option<ValueType> {
    table.iter().find(|(known, _)| *known == name).map(|(_, value_type)| *value_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_has_one_spelling() {
        assert_eq!(fact(Kind::WorkOrder, "2/cause"), Some(ValueType::Text));
        assert_eq!(fact(Kind::WorkOrder, "02/cause"), None);
        assert_eq!(fact(Kind::WorkOrder, "0/cause"), None);
        assert_eq!(fact(Kind::Asset, "1/cause"), None);
        assert_eq!(fact(Kind::WorkOrder, "colour"), None);
    }

    #[test]
    fn every_item_can_be_taken_off_its_list() {
        assert_eq!(item_field(Kind::WorkOrder, "photo", REMOVED), Some(ValueType::Flag));
        assert_eq!(item_field(Kind::Customer, "photo", REMOVED), None);
    }

    #[test]
    fn texts_of_visits_belong_to_work_orders() {
        assert!(has_text(Kind::WorkOrder, "3/work_done"));
        assert!(!has_text(Kind::Request, "3/work_done"));
        assert!(!has_text(Kind::WorkOrder, "3/notes"));
    }

    #[test]
    fn a_type_admits_only_its_own_values() {
        assert!(ValueType::Flag.admits(&Value::Flag(true)));
        assert!(!ValueType::Flag.admits(&Value::Integer(1)));
    }
}
