//! The one list of aggregates. Adding a kind of document adds a line here; everything per kind is reached through it.

use serde::{Deserialize, Serialize};

use crate::aggregate::{self, Aggregate, Case, Possible, Visitor};
use crate::asker::{Asker, KeyHolder};
use crate::content::Content;
use crate::edit::{Deed, Edit};
use crate::event::{Event, EventBody};
use crate::flow::{Contest, Happening};
use crate::history::SignoffStanding;
use crate::id::{Digest, DocumentId};
use crate::kind::{Kind, Kinds};
use crate::listing::Listing;
use crate::records::Policy;
use crate::refusal::Refusal;
use crate::sla::ClockInputs;
use crate::turn::Turn;
use crate::wording::Words;
use crate::{asset, complaint, customer, request, work_order};

/// Makes the sums over all aggregates, and the functions that reach the rules of a document's kind.
macro_rules! aggregates {
    ($($(#[$doc:meta])* $name:ident => $rules:ty,)*) => {
        /// Every kind of document this version knows.
        pub const KINDS: Kinds = Kinds(&[$(<$rules as Aggregate>::KIND),*]);

        /// Something asked of a document. Stored with unsent work, so that it can be decided again.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Command {
            $($(#[$doc])* $name(<$rules as Aggregate>::Command),)*
        }

        $(impl From<<$rules as Aggregate>::Command> for Command {
            fn from(command: <$rules as Aggregate>::Command) -> Self {
                Self::$name(command)
            }
        })*

        impl Command {
            /// The kind of document it is about.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$name(_) => <$rules as Aggregate>::KIND,)* }
            }

            /// The documents it names, with what kind each must be.
            #[must_use]
            pub fn named(&self) -> Vec<(DocumentId, Kind)> {
                match self { $(Self::$name(command) => <$rules as Aggregate>::named(command),)* }
            }

            /// The blobs it refers to; from the moment it is written they are evidence (R14).
            #[must_use]
            pub fn blobs(&self) -> Vec<Digest> {
                match self { $(Self::$name(command) => <$rules as Aggregate>::blobs(command),)* }
            }

            /// The command that writes one value to one place of a document of a kind; `None` where people cannot write
            /// there by itself.
            #[must_use]
            pub fn writing(kind: Kind, edit: Edit) -> Option<Self> {
                $(if kind == <$rules as Aggregate>::KIND {
                    return <$rules as Aggregate>::writing(edit).map(Self::$name);
                })*
                None
            }

            /// The command of a kind, from its stored form without the kind.
            ///
            /// # Errors
            /// When it is no command of that kind.
            pub fn of_kind(kind: Kind, stored: serde_json::Value) -> Result<Self, serde_json::Error> {
                $(if kind == <$rules as Aggregate>::KIND {
                    return serde_json::from_value(stored).map(Self::$name);
                })*
                Err(serde::de::Error::custom("a kind without commands"))
            }
        }

        /// Shows every kind of the list to a visitor, in its order.
        pub fn visit(visitor: &mut impl Visitor) {
            $(visitor.kind::<$rules>();)*
        }

        /// What happened to a document of a kind, as it is stored: `{"cancelled": {"reason": "…"}}`. `None` for what this
        /// version does not know.
        #[must_use]
        pub fn written(kind: Kind, event: &EventBody) -> Option<serde_json::Value> {
            $(if kind == <$rules as Aggregate>::KIND {
                let event: &<$rules as Aggregate>::Event = event.read()?;
                return serde_json::to_value(event).ok();
            })*
            None
        }

        /// What the events of a document say together.
        #[derive(Clone, Debug)]
        pub enum State {
            $($(#[$doc])* $name(<$rules as Aggregate>::State),)*
        }

        impl State {
            /// The state of a content.
            ///
            /// # Errors
            /// `document.unknown_kind` for a kind that is not in the list.
            pub fn of(content: &Content) -> Result<Self, Refusal> {
                $(if content.kind == <$rules as Aggregate>::KIND {
                    return Ok(Self::$name(<$rules as Aggregate>::fold(content)));
                })*
                Err(unknown_kind())
            }
        }

        /// What a command writes, or why it may not: the same answer on the device, at admission and in the console (R4).
        ///
        /// # Errors
        /// A refusal with its stable code; `command.wrong_document` for a command about another kind of document.
        pub fn decide(subject: &Subject, asker: &Asker<'_>, command: &Command) -> Result<Vec<Edit>, Refusal> {
            match (command, &subject.state) {
                $((Command::$name(command), State::$name(state)) => {
                    aggregate::decide::<$rules>(&subject.case(state), asker, command)
                })*
                _ => Err(Refusal::new("command.wrong_document").with("kind", subject.content.kind.name())),
            }
        }

        /// Whether one change's deeds are allowed on a document as its author saw it (R4): the gate of admission.
        ///
        /// # Errors
        /// The refusal of the rule that is broken.
        pub fn gate(subject: &Subject, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
            match &subject.state {
                $(State::$name(state) => aggregate::gate::<$rules>(&subject.case(state), asker, deeds),)*
            }
        }

        /// Whether what one change says of other documents is what they say in the versions the asker read.
        ///
        /// # Errors
        /// The refusal that names what it says otherwise.
        pub fn check_copies(subject: &Subject, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
            match &subject.state {
                $(State::$name(state) => aggregate::check_copies::<$rules>(&subject.case(state), asker, deeds),)*
            }
        }

        /// The other documents a command is decided by; none for a command about another kind of document.
        #[must_use]
        pub fn decided_by(subject: &Subject, command: &Command) -> Vec<DocumentId> {
            match (command, &subject.state) {
                $((Command::$name(command), State::$name(state)) => {
                    <$rules as Aggregate>::decided_by(&subject.case(state), command)
                })*
                _ => Vec::new(),
            }
        }

        /// The other documents an event is judged by; none for what this version does not know.
        #[must_use]
        pub fn judged_by(subject: &Subject, event: &EventBody) -> Vec<DocumentId> {
            match &subject.state {
                $(State::$name(state) => {
                    let body = event.read::<<$rules as Aggregate>::Event>();
                    body.map(|body| <$rules as Aggregate>::judged_by(&subject.case(state), body)).unwrap_or_default()
                })*
            }
        }

        /// What can be asked of a document now, and why the rest cannot.
        #[must_use]
        pub fn possible(subject: &Subject, asker: &Asker<'_>) -> Vec<Possible> {
            match &subject.state {
                $(State::$name(state) => <$rules as Aggregate>::possible(&subject.case(state), asker),)*
            }
        }

        /// What happened to a document, in the order all replicas share, with what became of it.
        #[must_use]
        pub fn happenings(subject: &Subject) -> Vec<Happening> {
            match &subject.state {
                $(State::$name(state) => <$rules as Aggregate>::happenings(&subject.case(state)),)*
            }
        }

        /// What a person must settle about a document (R5).
        #[must_use]
        pub fn contest(subject: &Subject) -> Option<&Contest> {
            match &subject.state {
                $(State::$name(state) => <$rules as Aggregate>::contest(state),)*
            }
        }

        /// Whether a document was taken down in the field and waits for the register's number (R1).
        #[must_use]
        pub fn awaits_number(subject: &Subject) -> bool {
            match &subject.state {
                $(State::$name(state) => <$rules as Aggregate>::awaits_number(&subject.case(state)),)*
            }
        }

        /// What the clocks of a document look at (R22–R31); nothing for a kind without clocks.
        #[must_use]
        pub fn clocks(subject: &Subject) -> ClockInputs {
            match &subject.state {
                $(State::$name(state) => <$rules as Aggregate>::clocks(&subject.case(state)),)*
            }
        }

        /// What lists, search and scope need of a document, whatever its kind.
        #[must_use]
        pub fn listing(subject: &Subject) -> Listing<serde_json::Value> {
            match &subject.state {
                $(State::$name(state) => listed::<$rules>(&subject.case(state)),)*
            }
        }

        /// For whom a document in a list waits, by the policy of the moment; nobody for a kind that is not in the list.
        #[must_use]
        pub fn turn(kind: Kind, listing: &Listing<serde_json::Value>, policy: &Policy) -> Turn {
            $(if kind == <$rules as Aggregate>::KIND {
                return <$rules as Aggregate>::turn(listing, policy);
            })*
            Turn::default()
        }

        /// Whether a key can have written an event in a document of a kind. That the rules allowed it is for admission to
        /// say.
        ///
        /// # Errors
        /// `change.foreign_actor` for another author, `access.field_only` for what happened in the field under a key of the
        /// office, `document.unknown_kind`.
        pub fn check_wrote(holder: &KeyHolder, kind: Kind, event: &Event) -> Result<(), Refusal> {
            holder.check_author(event)?;
            $(if kind == <$rules as Aggregate>::KIND {
                return <$rules as Aggregate>::check_writer(holder.writer, &event.body);
            })*
            Err(unknown_kind())
        }

        /// What is said of documents of a kind; nothing of one that is not in the list.
        #[must_use]
        pub fn words(kind: Kind) -> Option<&'static Words> {
            $(if kind == <$rules as Aggregate>::KIND {
                return Some(<$rules as Aggregate>::WORDS);
            })*
            None
        }

        /// What holds the deciding of each kind against its gate (R4).
        #[cfg(test)]
        const TRIED: &[fn()] = &[$(crate::testing::decide_is_gate::<$rules>),*];

        /// The register documents of a kind have their numbers in (R1): `WO`.
        #[must_use]
        pub fn series(kind: Kind) -> Option<&'static str> {
            $(if kind == <$rules as Aggregate>::KIND {
                return <$rules as Aggregate>::SERIES;
            })*
            None
        }
    };
}

aggregates! {
    /// A job (R4–R21).
    WorkOrder => work_order::Rules,
    /// One line of the intake register (R1–R3).
    Request => request::Rules,
    /// A customer with contacts and sites.
    Customer => customer::Rules,
    /// A machine at a customer's site.
    Asset => asset::Rules,
    /// A customer's complaint, from their word to the closed file (R41).
    Complaint => complaint::Rules,
}

/// One version of a document as the rules see it: made once, and used for deciding, judging, listing and showing.
#[derive(Clone, Debug)]
pub struct Subject {
    /// What is in it.
    pub content: Content,
    /// What its events say.
    pub state: State,
    /// What became of the present sign-off, where there is one (R19, R65).
    pub standing: Option<SignoffStanding>,
}

impl Subject {
    /// The subject of a content whose sign-off, if any, stands.
    ///
    /// # Errors
    /// `document.unknown_kind` for a kind that is not in the list.
    pub fn new(content: Content) -> Result<Self, Refusal> {
        Ok(Self { state: State::of(&content)?, content, standing: None })
    }

    /// The same, told what became of its sign-off. The report model and the history decide it, so it is an argument here.
    #[must_use]
    pub fn with_standing(mut self, standing: Option<SignoffStanding>) -> Self {
        self.standing = standing;
        self
    }

    /// The work order it is.
    #[must_use]
    pub fn work_order(&self) -> Option<work_order::WorkOrder<'_>> {
        let State::WorkOrder(state) = &self.state else { return None };
        Some(work_order::WorkOrder::of(&self.case::<work_order::Rules>(state)))
    }

    fn case<'a, A: Aggregate>(&'a self, state: &'a A::State) -> Case<'a, A> {
        Case { content: &self.content, state, standing: self.standing.as_ref() }
    }
}

fn listed<A: Aggregate>(case: &Case<'_, A>) -> Listing<serde_json::Value> {
    let listing = Listing { clocks: A::clocks(case), ..A::listing(case) };
    // A summary is plain data; one that had no form as JSON would list the document without it.
    listing.with(|summary| serde_json::to_value(summary).unwrap_or_default())
}

fn unknown_kind() -> Refusal {
    Refusal::new("document.unknown_kind")
}

#[cfg(test)]
mod tests;
