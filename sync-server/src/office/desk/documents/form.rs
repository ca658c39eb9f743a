//! What a button asks: a form, made from the description of the command's own type. No form is written by hand.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

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

/// Commands that only write. A kind that does not name them among what is possible judges them by what they say, or names them
/// as one: [`EDIT`].
const WRITES: [&str; 3] = ["set_fact", "edit_text", "add_photo"];

/// What a kind calls everything that only writes.
const EDIT: &str = "edit";

/// What can be asked of a document now, each with the form of what it asks for, and why the rest cannot be asked.
pub(super) fn forms(subject: &Subject, asker: &Asker<'_>, language: Language) -> Vec<FormView> {
    let kind = subject.content.kind;
    let Some(described) = DESCRIBED.kinds.get(&kind) else { return Vec::new() };
    let mut asked = possible::of(subject, asker, language);
    asked.extend(described.writes(&asked));
    let form = |PossibleView { command, refusal }| FormView {
        label: word(kind, &command, language),
        fields: described.fields(&command, language),
        command,
        refusal,
    };
    asked.into_iter().filter(|one| described.knows(&one.command)).map(form).collect()
}

/// A name of the kind in the reader's words: of its commands and fields, or of its events; as it is stored where it has none.
fn word(kind: Kind, name: &str, language: Language) -> String {
    term(language, kind, name).map_or_else(|| name.replace('_', " "), str::to_owned)
}

/// The commands of every kind of the list: what they say is fixed when the server is built.
static DESCRIBED: LazyLock<Every> = LazyLock::new(|| {
    let mut every = Every::default();
    visit(&mut every);
    every
});

#[derive(Default)]
struct Every {
    kinds: HashMap<Kind, Described>,
}

impl Visitor for Every {
    fn kind<A: Aggregate>(&mut self) {
        let mut parts = Vec::new();
        A::Command::schemas(&mut parts);
        let parts = parts.into_iter().collect();
        self.kinds.insert(A::KIND, Described { kind: A::KIND, command: A::Command::schema(), parts });
    }
}

/// The commands of one kind, described.
struct Described {
    kind: Kind,
    command: RefOr<Schema>,
    parts: BTreeMap<String, RefOr<Schema>>,
}

impl Described {
    /// The commands that only write and are not named among what is possible.
    fn writes(&self, named: &[PossibleView]) -> Vec<PossibleView> {
        let refusal = named.iter().find(|one| one.command == EDIT).and_then(|one| one.refusal.clone());
        let missing = |command: &&str| self.knows(command) && named.iter().all(|one| one.command != *command);
        let missing = WRITES.into_iter().filter(missing);
        let told = |command: &str| PossibleView { command: command.to_owned(), refusal: refusal.clone() };
        missing.map(told).collect()
    }

    /// Whether the kind has a command of this name.
    fn knows(&self, command: &str) -> bool {
        self.is_bare(command) || self.asked(command).is_some()
    }

    /// Whether a command is its name alone.
    fn is_bare(&self, command: &str) -> bool {
        let values = self.commands().iter().filter_map(|item| self.object(item)?.enum_values.as_ref());
        values.flatten().any(|value| value == command)
    }

    /// What a command says.
    fn asked(&self, command: &str) -> Option<&RefOr<Schema>> {
        self.commands().iter().find_map(|item| self.object(item)?.properties.get(command))
    }

    fn commands(&self) -> &[RefOr<Schema>] {
        let RefOr::T(Schema::OneOf(OneOf { items, .. })) = &self.command else { return &[] };
        items
    }

    /// The fields of a command: none for one that is its name alone; nothing where it asks for something that no form can hold,
    /// or that its page asks.
    fn fields(&self, command: &str, language: Language) -> Option<Vec<FieldView>> {
        if OF_THE_PAGE.contains(&command) {
            return None;
        }
        if self.is_bare(command) {
            return Some(Vec::new());
        }
        let asked = self.object(self.asked(command)?)?;
        let fields = asked.properties.iter().map(|(name, schema)| {
            let required = asked.required.contains(name);
            let field = self.field(name, schema, required, language);
            // What need not be said and no form can hold is left out.
            if field.is_none() && !required { Ok(None) } else { field.ok_or(()).map(Some) }
        });
        let mut fields: Vec<FieldView> =
            fields.collect::<Result<Vec<_>, ()>>().ok()?.into_iter().flatten().collect();
        // What must be said comes first, in the order of the command; the rest by name.
        let place = |field: &FieldView| asked.required.iter().position(|name| *name == field.name);
        fields.sort_by_key(|field| place(field).unwrap_or(usize::MAX));
        // A form without fields would be taken for a command that is its name alone.
        (!fields.is_empty()).then_some(fields)
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
                // Nobody types the key of an event, the id of an item or the digest of a file.
                Some("EventKey" | "ItemId" | "Digest") => return None,
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
    // One that may be absent holds nothing beside its type.
    let is = |one: Type| match &object.schema_type {
        SchemaType::Type(only) => *only == one,
        SchemaType::Array(several) => several.iter().all(|each| *each == one || *each == Type::Null),
        SchemaType::AnyValue => false,
    };
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jobsheet_domain::aggregates::KINDS;
    use jobsheet_domain::photo::PHOTO;

    use super::*;

    /// Every name that a page or a form of a kind shows: commands, what they ask for and the choices, and what documents hold.
    fn shown(kind: Kind) -> BTreeSet<String> {
        let described = &DESCRIBED.kinds[&kind];
        let mut shown = BTreeSet::new();
        for item in described.commands() {
            let Some(object) = described.object(item) else { continue };
            let bare = object.enum_values.iter().flatten().filter_map(|value| value.as_str());
            let commands: Vec<&str> = bare.chain(object.properties.keys().map(String::as_str)).collect();
            for command in commands {
                shown.insert(command.to_owned());
                for field in described.fields(command, Language::English).into_iter().flatten() {
                    shown.insert(field.name);
                    shown.extend(field.choices.into_iter().map(|choice| choice.name));
                }
            }
        }
        let schema = kind.schema();
        let of_visits = schema.section.iter().flat_map(|section| section.facts);
        shown.extend(schema.facts.iter().chain(of_visits).map(|(name, _)| (*name).to_owned()));
        // Photos are shown as pictures.
        for (collection, fields) in schema.items.iter().filter(|(collection, _)| *collection != PHOTO) {
            shown.insert((*collection).to_owned());
            shown.extend(fields.iter().map(|(name, _)| (*name).to_owned()));
        }
        let texts = schema.texts.iter().chain(schema.added_texts.iter().copied().flatten());
        shown.extend(texts.map(|name| name.rsplit('/').next().unwrap_or(name).to_owned()));
        shown
    }

    #[test]
    fn whatever_a_page_or_a_form_shows_has_a_word_in_every_language() {
        for kind in KINDS.iter() {
            let missing: Vec<String> = shown(kind)
                .into_iter()
                .filter(|name| term(Language::English, kind, name).is_none())
                .collect();
            assert!(missing.is_empty(), "{} has no word for {missing:?}", kind.name());
        }
    }
}
