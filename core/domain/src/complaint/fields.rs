//! The names of a complaint's facts, items and texts, each written once.

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
