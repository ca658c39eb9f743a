//! The commands of every kind of the list, described as they are stored with unsent work: under the name of the kind they
//! are about. A route takes those of its own kind.

use jobsheet_domain::aggregate::{Aggregate, Visitor};
use jobsheet_domain::aggregates::visit;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::openapi::{Components, Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// The component of a command of any kind.
const COMMAND: &str = "Command";

/// The commands seen so far.
#[derive(Default)]
struct Commands {
    sum: OneOfBuilder,
    names: Vec<String>,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Visitor for Commands {
    fn kind<A: Aggregate>(&mut self) {
        let (kind, name) = (A::KIND.name(), A::Command::name().into_owned());
        let under = ObjectBuilder::new().schema_type(Type::Object);
        let under = under.property(kind, Ref::from_schema_name(name.clone())).required(kind);
        self.sum = std::mem::take(&mut self.sum).item(under.build());
        self.schemas.push((name.clone(), A::Command::schema()));
        self.names.push(name);
        A::Command::schemas(&mut self.schemas);
    }
}

/// Adds the commands of every kind, and what they are made of.
pub fn add(components: &mut Components) {
    let mut commands = Commands::default();
    visit(&mut commands);
    components.schemas.extend(commands.schemas);
    for name in commands.names {
        // The derive writes the parameter of a generic type out in full.
        if let Some(RefOr::T(Schema::Object(asked))) =
            components.schemas.get_mut(&format!("CommandAsked_{name}"))
        {
            asked.properties.insert("command".to_owned(), Ref::from_schema_name(name).into());
        }
    }
    let sum = commands.sum.description(Some("Something asked of a document, under the kind it is about."));
    components.schemas.insert(COMMAND.to_owned(), Schema::OneOf(sum.build()).into());
}
