//! The schemas of what happened: of every event of every kind of document one branch, named by its kind, and an open one
//! for what a later version wrote.

use jobsheet_domain::aggregate::{Aggregate, Visitor};
use jobsheet_domain::aggregates::visit;
use utoipa::openapi::schema::{
    AdditionalProperties, AnyOfBuilder, Object, ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::{ELSEWHERE, Happened, Recorded};

/// The components of a description.
type Schemas = Vec<(String, RefOr<Schema>)>;

/// The component that is open for events of later versions.
const UNKNOWN: &str = "UnknownHappened";

/// An event of a kind of document.
struct EventSchema {
    /// The name it is stored by.
    stored: String,
    /// The names pages show it by.
    shown: Vec<String>,
    /// What it says.
    detail: RefOr<Schema>,
}

/// The events of the kinds seen so far, by the component they have as a whole.
#[derive(Default)]
struct Events {
    kinds: Vec<(String, Vec<EventSchema>)>,
    /// What the events are made of.
    parts: Schemas,
}

impl Events {
    fn of_every_kind() -> Self {
        let mut events = Self::default();
        visit(&mut events);
        events
    }
}

impl Visitor for Events {
    fn kind<A: Aggregate>(&mut self) {
        let RefOr::T(Schema::OneOf(sum)) = A::Event::schema() else { return };
        let name = A::Event::name();
        A::Event::schemas(&mut self.parts);
        let mut events = Vec::new();
        for variant in sum.items {
            let RefOr::T(Schema::Object(variant)) = variant else { continue };
            let Some((stored, detail)) = variant.properties.into_iter().next() else { continue };
            let component = format!("{name}{}", pascal(&stored));
            events.push(EventSchema {
                shown: shown::<A>(&stored),
                detail: self.named(component, detail),
                stored,
            });
        }
        let whole = name.strip_suffix("Event").unwrap_or(&name);
        self.kinds.push((format!("{whole}Happened"), events));
    }
}

impl Events {
    /// What an event says, as a component: its own, or that of the type it holds where all of it is shown.
    fn named(&mut self, component: String, detail: RefOr<Schema>) -> RefOr<Schema> {
        let whole = match &detail {
            RefOr::Ref(to) => self.parts.iter().find_map(|(name, part)| {
                to.ref_location.ends_with(&format!("/{name}")).then(|| part.clone())
            }),
            RefOr::T(_) => Some(detail.clone()),
        };
        let Some(RefOr::T(Schema::Object(whole))) = whole else { return detail };
        let shown = without_elsewhere(whole.clone());
        if matches!(detail, RefOr::Ref(_)) && shown == whole {
            return detail;
        }
        let reference = Ref::from_schema_name(component.clone()).into();
        self.parts.push((component, Schema::Object(shown).into()));
        reference
    }
}

fn without_elsewhere(mut fields: Object) -> Object {
    fields.properties.retain(|name, _| !ELSEWHERE.contains(&name.as_str()));
    fields.required.retain(|name| !ELSEWHERE.contains(&name.as_str()));
    fields
}

/// The names a page shows an event by.
fn shown<A: Aggregate>(stored: &str) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    for (name, of) in A::shown_names() {
        if of == stored && !shown.iter().any(|known| known == name) {
            shown.push(name.to_owned());
        }
    }
    if shown.is_empty() { vec![stored.to_owned()] } else { shown }
}

fn pascal(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    name.split('_').map(word).collect()
}

fn one_of<T: Into<serde_json::Value>>(texts: impl IntoIterator<Item = T>) -> Schema {
    let texts = texts.into_iter().map(Into::into);
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(texts)).into()
}

fn text() -> Schema {
    ObjectBuilder::new().schema_type(Type::String).into()
}

/// Fields of any name.
fn open() -> Schema {
    let open = ObjectBuilder::new().schema_type(Type::Object);
    open.additional_properties(Some(AdditionalProperties::FreeForm(true))).into()
}

/// An object all of whose fields are there.
fn whole(fields: Vec<(&str, RefOr<Schema>)>) -> ObjectBuilder {
    let whole = ObjectBuilder::new().schema_type(Type::Object);
    fields.into_iter().fold(whole, |whole, (name, schema)| whole.property(name, schema).required(name))
}

fn refer(name: &str) -> RefOr<Schema> {
    Ref::from_schema_name(name).into()
}

impl PartialSchema for Happened {
    fn schema() -> RefOr<Schema> {
        let kinds = Events::of_every_kind().kinds;
        let known = kinds.iter().fold(AnyOfBuilder::new(), |sum, (name, _)| sum.item(refer(name)));
        let about = "Something that happened to a document: its kind, and what it says by that kind.";
        Schema::AnyOf(known.item(refer(UNKNOWN)).description(Some(about)).build()).into()
    }
}

impl ToSchema for Happened {
    fn schemas(schemas: &mut Schemas) {
        let events = Events::of_every_kind();
        schemas.extend(events.parts);
        for (name, events) in events.kinds {
            let branch = |event: EventSchema| {
                whole(vec![("kind", one_of(event.shown).into()), ("detail", event.detail)]).build()
            };
            let sum = events.into_iter().map(branch).fold(OneOfBuilder::new(), OneOfBuilder::item);
            schemas.push((name, Schema::OneOf(sum.build()).into()));
        }
        let unknown = whole(vec![("kind", text().into()), ("detail", open().into())])
            .description(Some("An event this version does not know: its kind, and nothing of what it says."));
        schemas.push((UNKNOWN.to_owned(), unknown.into()));
    }
}

impl PartialSchema for Recorded {
    fn schema() -> RefOr<Schema> {
        let event = |name: Schema, detail: RefOr<Schema>| {
            whole(vec![("what", one_of(["event"]).into()), ("name", name.into()), ("detail", detail)]).build()
        };
        let kinds = Events::of_every_kind().kinds.into_iter().flat_map(|(_, events)| events);
        let known = kinds.map(|one| event(one_of([one.stored]), one.detail));
        let other = whole(vec![
            ("what", one_of(["fact", "item", "answer", "text"]).into()),
            ("name", text().into()),
            ("detail", Schema::from(ObjectBuilder::new().schema_type(SchemaType::Type(Type::Null))).into()),
        ]);
        let sum = known
            .chain([event(text(), open().into()), other.build()])
            .fold(AnyOfBuilder::new(), AnyOfBuilder::item);
        let about = "Something a change did to a document; what events say goes by their name.";
        Schema::AnyOf(sum.description(Some(about)).build()).into()
    }
}

impl ToSchema for Recorded {
    fn schemas(schemas: &mut Schemas) {
        schemas.extend(Events::of_every_kind().parts);
    }
}
