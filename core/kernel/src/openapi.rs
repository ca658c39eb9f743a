//! Schemas of what the kernel writes by hand, so that a derive cannot know its form: digests and days.

use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{KnownFormat, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::date::CivilDate;
use crate::id::{ActorId, ChangeHash, Digest, EventKey};

macro_rules! hex_schema {
    ($($name:ident, $digits:literal, $about:literal;)*) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                text($about, concat!("^[0-9a-f]{", $digits, "}$")).into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

hex_schema! {
    EventKey, 32, "An event's key in its document: 16 bytes, hexadecimal.";
    ActorId, 32, "The author of changes: 16 bytes, hexadecimal.";
    ChangeHash, 64, "The SHA-256 of a change, hexadecimal. A set of them names a version of a document.";
    Digest, 64, "A SHA-256 over content, hexadecimal.";
}

impl PartialSchema for CivilDate {
    fn schema() -> RefOr<Schema> {
        let day = text("A day, the same in every time zone: `2026-02-15`.", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
        day.format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).into()
    }
}

impl ToSchema for CivilDate {}

fn text(about: &str, pattern: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .description(Some(about))
        .pattern(Some(pattern))
}
