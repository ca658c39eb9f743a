//! Documents of any kind: rows, pages, and forms of what can be asked.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ClockView, ConflictView, ContestView, PhotoView, RefusalView, Stated, TimelineEntry};

/// A document in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentRow {
    /// The document.
    pub id: Uuid,
    /// Its kind: `complaint`.
    pub kind: String,
    /// Its number in the register, or the device's own until then; a machine's serial number.
    pub number: String,
    /// One line.
    pub title: String,
    /// The name of its status in the domain; empty for a kind without one.
    pub status: String,
    /// Whether anything more is to happen to it.
    pub open: bool,
    /// Customer, when recognised.
    pub customer: Option<Uuid>,
    /// Their name.
    pub customer_name: String,
    /// The person it waits for, where one is named.
    pub waits_for: Option<Uuid>,
    /// Roles of which anybody can do the next thing.
    pub waits_for_roles: Vec<String>,
    /// Whether a person must settle something (R5).
    pub contested: bool,
    /// How many values people must choose over (R49).
    pub conflicts: u32,
    /// When the server last took something in.
    pub updated_at: i64,
    /// Clocks as they stand now (R22–R31).
    pub clocks: Vec<ClockView>,
}

/// Documents of one kind, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentList {
    /// Newest first.
    pub documents: Vec<DocumentRow>,
    /// Whether there are more than were asked for: these are the newest.
    pub more: bool,
    /// The feed position this is as of.
    pub position: u64,
}

/// A name with its word in the reader's language.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WordView {
    /// The name in the domain.
    pub name: String,
    /// For a person.
    pub word: String,
}

/// A kind of document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentKindView {
    /// Its name in the domain.
    pub kind: String,
    /// One of them, for a person.
    pub name: String,
    /// The heading of a list of them.
    pub list: String,
    /// Its statuses, in their order.
    pub statuses: Vec<WordView>,
    /// What happens to one, what can be asked of it, and what it holds.
    pub words: Vec<WordView>,
    /// What begins one, where you may.
    pub begins: Option<FormView>,
}

/// Something that can be asked of a document, or why it cannot.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormView {
    /// The command's name as it is sent: `close`.
    pub command: String,
    /// For a person.
    pub label: String,
    /// Why not now, or not by you; absent where it can be asked. What it says may still lack something.
    pub refusal: Option<RefusalView>,
    /// What it asks for; absent for what a form cannot hold.
    pub fields: Option<Vec<FieldView>>,
}

/// A field of a form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldView {
    /// Its name in the command.
    pub name: String,
    /// For a person.
    pub label: String,
    /// `text`, `integer`, `flag`, `time`, `date`, `money`, `person`, `document` or `choice`.
    pub holds: String,
    /// The values of a choice.
    pub choices: Vec<WordView>,
    /// Whether it must be said.
    pub required: bool,
}

/// A fact, or a field of an item: more than one value until a person chooses (R49).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FactView {
    /// Its name in the schema.
    pub name: String,
    /// Its values.
    pub values: Vec<Stated>,
}

/// A long text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NamedText {
    /// Its name in the schema.
    pub name: String,
    /// What is written; empty for nothing yet.
    pub text: String,
}

/// One item of a list in a document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemView {
    /// The list: `contact`.
    pub collection: String,
    /// The item.
    pub id: Uuid,
    /// Its fields.
    pub fields: Vec<FactView>,
}

/// A document that another one names.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkView {
    /// The document.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// Its number; empty for what is not here.
    pub number: String,
    /// Its title.
    pub title: String,
}

/// The page of a document of any kind.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentView {
    /// What lists show.
    #[serde(flatten)]
    pub row: DocumentRow,
    /// Its version.
    pub heads: Vec<String>,
    /// Facts by name.
    pub facts: Vec<FactView>,
    /// Long texts, in the order of the schema.
    pub texts: Vec<NamedText>,
    /// Items of its lists, but for photos.
    pub items: Vec<ItemView>,
    /// Photos.
    pub photos: Vec<PhotoView>,
    /// Documents it names.
    pub links: Vec<LinkView>,
    /// Everything that happened.
    pub timeline: Vec<TimelineEntry>,
    /// What people must choose over.
    pub conflicts: Vec<ConflictView>,
    /// What a person must settle.
    pub contest: Option<ContestView>,
    /// What you can ask of it now, and why the rest cannot be asked.
    pub possible: Vec<FormView>,
    /// The feed position this is as of.
    pub position: u64,
}
