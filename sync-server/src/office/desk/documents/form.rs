//! What a button asks: a form, made from the description of the command's own type. No form is written by hand.

use std::collections::BTreeMap;

use jobsheet_domain::aggregate::{Aggregate, Visitor};
use jobsheet_domain::aggregates::{Subject, visit};
use jobsheet_domain::asker::Asker;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::language::Language;
use jobsheet_domain::words::term;
use utoipa::openapi::schema::{KnownFormat, OneOf, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{Object, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::office::desk::possible;
use crate::office::views::{FieldView, FormView, PossibleView, WordView};

/// Commands that a page asks in a way of its own: of one fact, one text, one contest.
const OF_THE_PAGE: [&str; 3] = ["set_fact", "edit_text", "settle"];

/// What can be asked of a document now, each with the form of what it asks for, and why the rest cannot be asked.
pub(super) fn forms(subject: &Subject, asker: &Asker<'_>, language: Language) -> Vec<FormView> {
    let kind = subject.content.kind;
    let mut described = Described { kind, command: None, parts: BTreeMap::new() };
    visit(&mut described);
    let form = |PossibleView { command, refusal }| FormView {
        label: word(kind, &command, language),
        fields: described.fields(&command, language),
        command,
        refusal,
    };
    possible::of(subject, asker, language).into_iter().map(form).collect()
}

/// A name of the kind in the reader's words: of its commands and fields, or of its events; as it is stored where it has none.
fn word(kind: Kind, name: &str, language: Language) -> String {
    term(language, kind, name).map_or_else(|| name.replace('_', " "), str::to_owned)
}

/// The commands of one kind, described.
struct Described {
    kind: Kind,
    command: Option<RefOr<Schema>>,
    parts: BTreeMap<String, RefOr<Schema>>,
}

impl Visitor for Described {
    fn kind<A: Aggregate>(&mut self) {
        if A::KIND != self.kind {
            return;
        }
        self.command = Some(A::Command::schema());
        let mut parts = Vec::new();
        A::Command::schemas(&mut parts);
        self.parts.extend(parts);
    }
}

impl Described {
    /// The fields of a command; none at all where it asks for something that no form can hold, or that its page asks.
    fn fields(&self, command: &str, language: Language) -> Option<Vec<FieldView>> {
        if OF_THE_PAGE.contains(&command) {
            return None;
        }
        let Some(RefOr::T(Schema::OneOf(OneOf { items, .. }))) = &self.command else { return None };
        let asked = items.iter().find_map(|item| self.object(self.object(item)?.properties.get(command)?));
        let Some(asked) = asked else { return Some(Vec::new()) };
        let fields = asked.properties.iter().map(|(name, schema)| {
            let required = asked.required.contains(name);
            let field = self.field(name, schema, required, language);
            // What need not be said and no form can hold is left out.
            if field.is_none() && !required { Ok(None) } else { field.ok_or(()).map(Some) }
        });
        fields.collect::<Result<Vec<_>, ()>>().ok().map(|fields| fields.into_iter().flatten().collect())
    }

    fn field(
        &self,
        name: &str,
        schema: &RefOr<Schema>,
        required: bool,
        language: Language,
    ) -> Option<FieldView> {
        let (holds, choices) = self.held(schema)?;
        let choices = choices
            .iter()
            .map(|choice| WordView { word: word(self.kind, choice, language), name: choice.clone() });
        Some(FieldView {
            name: name.to_owned(),
            label: word(self.kind, name, language),
            holds: holds.to_owned(),
            choices: choices.collect(),
            required,
        })
    }

    /// What a field holds, with the choices where it holds one of several; nothing where no form can hold it.
    fn held(&self, schema: &RefOr<Schema>) -> Option<(&'static str, Vec<String>)> {
        if let RefOr::Ref(named) = schema {
            match named.ref_location.rsplit('/').next() {
                Some("DocumentId") => return Some(("document", Vec::new())),
                Some("UserId") => return Some(("person", Vec::new())),
                Some("Timestamp") => return Some(("time", Vec::new())),
                Some("Money") => return Some(("money", Vec::new())),
                _ => {}
            }
        }
        let schema = self.resolved(schema)?;
        if let Schema::Object(object) = schema {
            return plain(object);
        }
        // One that may be absent.
        let Schema::OneOf(OneOf { items, .. }) = schema else { return None };
        items.iter().find_map(|item| self.held(item))
    }

    fn object<'s>(&'s self, schema: &'s RefOr<Schema>) -> Option<&'s Object> {
        let Schema::Object(object) = self.resolved(schema)? else { return None };
        Some(object)
    }

    fn resolved<'s>(&'s self, schema: &'s RefOr<Schema>) -> Option<&'s Schema> {
        match schema {
            RefOr::T(schema) => Some(schema),
            RefOr::Ref(named) => {
                let name = named.ref_location.rsplit('/').next()?;
                self.resolved(self.parts.get(name)?)
            }
        }
    }
}

fn plain(object: &Object) -> Option<(&'static str, Vec<String>)> {
    if let Some(values) = &object.enum_values {
        let values = values.iter().filter_map(|value| value.as_str().map(str::to_owned));
        return Some(("choice", values.collect()));
    }
    let is_day = object.format == Some(SchemaFormat::KnownFormat(KnownFormat::Date));
    let is = |one: Type| object.schema_type == SchemaType::Type(one);
    let holds = if is(Type::String) {
        if is_day { "date" } else { "text" }
    } else if is(Type::Integer) {
        "integer"
    } else if is(Type::Boolean) {
        "flag"
    } else {
        return None;
    };
    Some((holds, Vec::new()))
}
