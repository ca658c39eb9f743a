//! What a work order's document holds (R10–R14): facts, items and texts, those of its visits under the visit's number.

use crate::kind::Kind;
use crate::photo;
use crate::schema::{Schema, Section, Table, ValueType};

/// A job.
pub const KIND: Kind = Kind::of(&SCHEMA);

static SCHEMA: Schema = Schema {
    kind: "work_order",
    facts: FACTS,
    items: &[(photo::PHOTO, photo::OF_VISIT), ("part", PART)],
    texts: &["fault", "notes", "1/findings", "1/work_done"],
    added_texts: &[],
    section: Some(Section { name: "visit", facts: VISIT, texts: &["findings", "work_done"], last: 99 }),
};

const FACTS: Table = &[
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

/// Facts of each visit (R10, R11).
const VISIT: Table = &[
    ("symptoms", ValueType::Text),
    ("opened_by_others", ValueType::Flag),
    ("tests", ValueType::Text),
    ("cause", ValueType::Text),
    ("cause_class", ValueType::Text),
    ("remedy", ValueType::Text),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Refusal;
    use crate::schema::{REMOVED, check_fact, check_item_field, check_text, fact, has_text, item_field};
    use crate::value::Value;

    fn code(result: Result<(), Refusal>) -> String {
        result.unwrap_err().code
    }

    #[test]
    fn a_fact_has_one_spelling() {
        assert_eq!(fact(KIND.schema(), "2/cause"), Some(ValueType::Text));
        assert_eq!(fact(KIND.schema(), "02/cause"), None);
        assert_eq!(fact(KIND.schema(), "0/cause"), None);
        assert_eq!(fact(crate::asset::KIND.schema(), "1/cause"), None);
        assert_eq!(fact(KIND.schema(), "colour"), None);
    }

    #[test]
    fn every_item_can_be_taken_off_its_list() {
        assert_eq!(item_field(KIND.schema(), "photo", REMOVED), Some(ValueType::Flag));
        assert_eq!(item_field(crate::customer::KIND.schema(), "photo", REMOVED), None);
    }

    #[test]
    fn texts_of_visits_belong_to_work_orders() {
        assert!(has_text(KIND.schema(), "3/work_done"));
        assert!(!has_text(crate::request::KIND.schema(), "3/work_done"));
        assert!(!has_text(KIND.schema(), "3/notes"));
    }

    #[test]
    fn what_the_schema_does_not_name_is_refused() {
        assert_eq!(
            code(check_fact(crate::asset::KIND.schema(), "colour", &Value::Flag(true))),
            "fact.unknown"
        );
        assert_eq!(
            code(check_fact(crate::asset::KIND.schema(), "serial", &Value::Flag(true))),
            "value.wrong_type"
        );
        let of_item = check_item_field(KIND.schema(), "photo", "colour", &Value::Flag(true));
        assert_eq!(code(of_item), "item.unknown_field");
        assert_eq!(code(check_text(crate::asset::KIND.schema(), "fault")), "text.unknown");
        assert_eq!(check_fact(crate::asset::KIND.schema(), "serial", &Value::Text("A1".into())), Ok(()));
    }
}
