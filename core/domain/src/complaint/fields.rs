//! The names of a complaint's facts, items and texts, each written once, with their types: the complaint's schema.

use crate::photo;
use crate::schema::ValueType;

/// The prefix of the register numbers the office gives: `CP`.
pub const SERIES: &str = "CP";

/// The register number, given by the office.
pub const NUMBER: &str = "number";
/// The number of the device's own register, given where it was taken and kept (R1).
pub const PROVISIONAL_NUMBER: &str = "provisional_number";
/// When the customer complained: where the clocks start (R28).
pub const RECEIVED_AT: &str = "received_at";
/// One line for lists.
pub const TITLE: &str = "title";
/// Whose complaint.
pub const CUSTOMER: &str = "customer";
/// About which machine.
pub const ASSET: &str = "asset";
/// The call it came from.
pub const REQUEST: &str = "request";
/// The order it came from.
pub const ORDER: &str = "order";
/// The product model as on the nameplate; with the cause class it says which complaints are alike.
pub const PRODUCT_MODEL: &str = "product_model";
/// Who complained, by name.
pub const CONTACT: &str = "contact";
/// Their phone.
pub const PHONE: &str = "phone";
/// What the customer asks for.
pub const DEMAND: &str = "demand";
/// The true cause found.
pub const CAUSE: &str = "cause";
/// One of the classes of cause of a diagnosis (R10).
pub const CAUSE_CLASS: &str = "cause_class";
/// Whether the customer complains with reason; indicators count it (R43).
pub const JUSTIFIED: &str = "justified";
/// The unit that answers for the cause, from policy's list where it has one.
pub const RESPONSIBLE_UNIT: &str = "responsible_unit";
/// The person who answers for the cause.
pub const RESPONSIBLE_PERSON: &str = "responsible_person";

/// What happened, in the customer's words.
pub const FACTS: &str = "facts";
/// What the investigation found.
pub const INVESTIGATION: &str = "investigation";
/// What is done so that it does not happen again.
pub const PREVENTION: &str = "prevention";
/// Notes of everybody who works on it.
pub const NOTES: &str = "notes";

/// The list of complaints that are alike.
pub const SIMILAR: &str = "similar";
/// The complaint an item of [`SIMILAR`] names.
pub const COMPLAINT: &str = "complaint";
/// Why they are alike, in words.
pub const REASON: &str = "reason";

/// Facts and their types.
pub const FACT_TYPES: &[(&str, ValueType)] = &[
    (NUMBER, ValueType::Text),
    (PROVISIONAL_NUMBER, ValueType::Text),
    (RECEIVED_AT, ValueType::Time),
    (TITLE, ValueType::Text),
    (CUSTOMER, ValueType::Id),
    (ASSET, ValueType::Id),
    (REQUEST, ValueType::Id),
    (ORDER, ValueType::Id),
    (PRODUCT_MODEL, ValueType::Text),
    (CONTACT, ValueType::Text),
    (PHONE, ValueType::Text),
    (DEMAND, ValueType::Text),
    (CAUSE, ValueType::Text),
    (CAUSE_CLASS, ValueType::Text),
    (JUSTIFIED, ValueType::Flag),
    (RESPONSIBLE_UNIT, ValueType::Text),
    (RESPONSIBLE_PERSON, ValueType::Id),
];

/// Long texts that exist from the genesis on.
pub const TEXTS: &[&str] = &[FACTS, INVESTIGATION, PREVENTION, NOTES];

/// Fields of a photo: those of an order's photo, without a visit.
pub const PHOTO_TYPES: &[(&str, ValueType)] = &[
    (photo::STAGE, ValueType::Text),
    (photo::CAPTION, ValueType::Text),
    (photo::ORIGINAL, ValueType::Digest),
    (photo::NORMAL, ValueType::Digest),
    (photo::THUMBNAIL, ValueType::Digest),
    (photo::NORMAL_BYTES, ValueType::Integer),
    (photo::WIDTH, ValueType::Integer),
    (photo::HEIGHT, ValueType::Integer),
    (photo::TAKEN_AT, ValueType::Time),
    (photo::POSITION, ValueType::Position),
];

/// Fields of a link to a complaint that is alike.
pub const SIMILAR_TYPES: &[(&str, ValueType)] = &[(COMPLAINT, ValueType::Id), (REASON, ValueType::Text)];

/// Lists with the fields of their items.
pub const ITEM_TYPES: &[(&str, &[(&str, ValueType)])] =
    &[(photo::PHOTO, PHOTO_TYPES), (SIMILAR, SIMILAR_TYPES)];
