//! Which facts, texts and items each kind of document has, and the type of each.

use crate::content::Kind;

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
