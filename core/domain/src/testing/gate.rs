//! Deciding and the gate say the same of every kind (R4): a property that the one list asks of each.
//!
//! Of a *command* the two say the same in both directions: what is decided is let in, and what is refused is refused for
//! the same reason. Of *deeds* that somebody wrote without asking, with a client of their own, the gate lets in no more
//! than commands write: each deed of an admitted change is one that some command writes, which the same person could
//! have asked of the document as it was, or after other such commands. That a change holds fewer deeds than a command
//! writes, or those of several commands, is no harm and is not refused.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{TestCaseError, TestRunner};

use crate::aggregate::{self, Aggregate, Case};
use crate::asker::{Asker, WriterKind};
use crate::content::{Content, Entry, ItemRef, Register};
use crate::edit::{Deed, Edit};
use crate::event::{Author, Event, EventBody};
use crate::id::{ActorId, ChangeHash, DeviceId, DocumentId, EventKey, UserId};
use crate::records::Records;
use crate::refusal::Refusal;
use crate::testing::pieces::{self, ID};
use crate::testing::{asker, everybody};
use crate::value::Value;

/// What a kind gives, so that its deciding is held against its gate. A kind of the list without it does not compile.
pub(crate) trait Tried: Aggregate {
    /// The records all is judged by, with everybody who tries.
    fn records() -> Records {
        everybody()
    }

    /// Contents to begin with, beside the empty one.
    fn begun() -> Vec<Content> {
        Vec::new()
    }

    /// Commands of every sort about a document as it is now, those that are rarely allowed too.
    fn commands(content: &Content) -> Vec<Self::Command>;

    /// Commands that may write such a deed with just its value.
    fn writing(deed: &Deed) -> Vec<Self::Command> {
        let edit = match deed.clone() {
            Deed::Fact { name, value } => Edit::Fact { name, value },
            Deed::Item { collection, id, field, value } => Edit::Item { collection, id, field, value },
            Deed::Answer { item, value } => Edit::Answer { item, value },
            Deed::Text { .. } | Deed::Event(_) => return Vec::new(),
        };
        <Self as Aggregate>::writing(edit).into_iter().collect()
    }

    /// A deed as this version writes it. What an earlier version wrote another way is let in for good.
    fn as_written_now(deed: Deed, _: &Records) -> Deed {
        deed
    }

    /// Events that are well formed, and that no command writes so.
    fn forged() -> Vec<EventBody> {
        Vec::new()
    }
}

/// One try: whose, by a key of the office or not, which command, which of its deeds without asking, and what beside.
type Step = (Index, bool, Index, u16, Vec<Index>);

/// Holds the deciding of a kind against its gate, over random histories.
pub(crate) fn decide_is_gate<A: Tried>() {
    let step = (any::<Index>(), any::<bool>(), any::<Index>(), any::<u16>(), vec(any::<Index>(), 0..3));
    let config = ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() };
    let walked = TestRunner::new(config)
        .run(&(any::<Index>(), vec(step, 1..24)), |(start, steps)| walk::<A>(start, &steps));
    if let Err(found) = walked {
        panic!("{}: {found}", A::KIND.name());
    }
}

fn walk<A: Tried>(start: Index, steps: &[Step]) -> Result<(), TestCaseError> {
    let records = A::records();
    let people: Vec<UserId> = records.staff.keys().copied().collect();
    let mut starts = A::begun();
    starts.push(Content::empty(A::KIND, DocumentId(ID), A::KIND.schema().version()));
    let mut content = start.get(&starts).clone();
    for ((who, office, command, kept, beside), at) in steps.iter().zip(1_000..) {
        let asker = asking(&records, *who.get(&people), *office, at);
        let catalogue = A::commands(&content);
        let command = command.get(&catalogue);
        let asked = deeds(&written::<A>(&content, &asker, command).unwrap_or_default(), &content);
        let decided = decide::<A>(&content, &asker, command);
        said_alike::<A>(&content, &asker, command, &asked, &decided)?;

        let mut unasked = asked;
        unasked.retain({
            let mut bits = (0..16).cycle();
            move |_| bits.next().is_some_and(|bit| kept >> bit & 1 == 1)
        });
        let pieces = pieces_of::<A>(&content, &asker, &catalogue);
        unasked.extend(beside.iter().map(|index| index.get(&pieces).clone()));
        let forged = forged::<A>(&asker).map(|edit| deeds(&[edit], &content));
        for unasked in forged.chain([unasked]) {
            if judge::<A>(&content, &asker, &unasked).is_ok() {
                could_be_asked::<A>(&content, &asker, &unasked)?;
            }
        }
        if let Ok(edits) = decided {
            apply(&mut content, edits, at);
        }
    }
    each_alone::<A>(&content, &asking(&records, *start.get(&people), false, 2_000))
}

/// Whatever can be written, by itself.
fn each_alone<A: Tried>(content: &Content, asker: &Asker<'_>) -> Result<(), TestCaseError> {
    let pieces = pieces_of::<A>(content, asker, &A::commands(content));
    let mut alone = pieces.chunks(1);
    alone.try_for_each(|piece| match judge::<A>(content, asker, piece) {
        Ok(()) => could_be_asked::<A>(content, asker, piece),
        Err(_) => Ok(()),
    })
}

/// The gate says of a command's deeds what deciding says of the command; nobody can write it in another's name, and
/// nothing happens twice in one change.
fn said_alike<A: Tried>(
    content: &Content,
    asker: &Asker<'_>,
    command: &A::Command,
    deeds: &[Deed],
    decided: &Result<Vec<Edit>, Refusal>,
) -> Result<(), TestCaseError> {
    if written::<A>(content, asker, command).is_err() {
        // A command about something that is not there writes nothing the gate could judge.
        return Ok(());
    }
    let said = decided.as_ref().map(|_| ()).map_err(Clone::clone);
    prop_assert_eq!(judge::<A>(content, asker, deeds), said, "{:?}", command);
    if decided.is_err() || !deeds.iter().any(|deed| matches!(deed, Deed::Event(_))) {
        return Ok(());
    }
    let code = |asker: &Asker<'_>, deeds: &[Deed]| judge::<A>(content, asker, deeds).unwrap_err().code;
    let elsewhere = Author { device: DeviceId(ID), ..asker.author };
    prop_assert_eq!(code(&Asker { author: elsewhere, ..*asker }, deeds), "change.foreign_actor");
    let twice: Vec<Deed> = deeds.iter().chain(deeds).cloned().collect();
    prop_assert_eq!(code(asker, &twice), "change.rule_broken", "{:?} twice in one change", command);
    Ok(())
}

/// Each of these deeds, which the gate lets in, is one that a command writes.
fn could_be_asked<A: Tried>(
    content: &Content,
    asker: &Asker<'_>,
    unasked: &[Deed],
) -> Result<(), TestCaseError> {
    let mut content = content.clone();
    let written: Vec<Deed> =
        unasked.iter().map(|deed| A::as_written_now(deed.clone(), asker.records)).collect();
    let mut left: Vec<&Deed> = written.iter().collect();
    while !left.is_empty() {
        let asked: Vec<(&Deed, A::Command)> =
            left.iter().filter_map(|deed| Some((*deed, asked::<A>(&content, asker, deed)?))).collect();
        prop_assert!(!asked.is_empty(), "let in, and no command of {:?} writes {:?}", asker.author, left);
        left.retain(|deed| !asked.iter().any(|(found, _)| std::ptr::eq(*found, *deed)));
        for (_, command) in asked {
            if let Ok(edits) = decide::<A>(&content, asker, &command) {
                apply(&mut content, edits, asker.at.corrected.0);
            }
        }
    }
    Ok(())
}

/// The command by which somebody may ask for a deed now, where there is one.
fn asked<A: Tried>(content: &Content, asker: &Asker<'_>, deed: &Deed) -> Option<A::Command> {
    <A as Tried>::writing(deed).into_iter().chain(A::commands(content)).find(|command| {
        let decided = decide::<A>(content, asker, command);
        decided.is_ok_and(|edits| deeds(&edits, content).iter().any(|done| same(done, deed)))
    })
}

/// What a change may be put together from: all that commands write, whatever the schema names, and forged events.
fn pieces_of<A: Tried>(content: &Content, asker: &Asker<'_>, catalogue: &[A::Command]) -> Vec<Deed> {
    let edits = catalogue.iter().filter_map(|command| written::<A>(content, asker, command).ok()).flatten();
    let mut edits: Vec<Edit> = edits.collect();
    edits.extend(pieces::of_schema(content));
    edits.extend(forged::<A>(asker));
    deeds(&edits, content)
}

/// The forged events of a kind, and one of no kind.
fn forged<A: Tried>(asker: &Asker<'_>) -> impl Iterator<Item = Edit> {
    let foreign = EventBody::raw("teleported".into(), vec![0xa0]);
    A::forged().into_iter().chain([foreign]).map(|body| asker.event(body))
}

/// Whether two deeds write the same; where an event stands among the others is not asked.
fn same(one: &Deed, other: &Deed) -> bool {
    match (one, other) {
        (Deed::Event(one), Deed::Event(other)) => one.body == other.body && one.by == other.by,
        _ => one == other,
    }
}

/// Who asks, by a key of the office or from their own device.
fn asking(records: &Records, user: UserId, office: bool, at: i64) -> Asker<'_> {
    let writer = if office { WriterKind::Office } else { WriterKind::Device };
    let author = Author { user, device: DeviceId(user.0) };
    Asker { author, writer, ..asker(records, 0, at) }
}

/// What a command writes, before the gate has judged it.
fn written<A: Aggregate>(
    content: &Content,
    asker: &Asker<'_>,
    command: &A::Command,
) -> Result<Vec<Edit>, Refusal> {
    A::edits(&Case { content, state: &A::fold(content), standing: None }, asker, command)
}

fn decide<A: Aggregate>(
    content: &Content,
    asker: &Asker<'_>,
    command: &A::Command,
) -> Result<Vec<Edit>, Refusal> {
    let state = A::fold(content);
    aggregate::decide::<A>(&Case { content, state: &state, standing: None }, asker, command)
}

fn judge<A: Aggregate>(content: &Content, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
    A::gate(&Case { content, state: &A::fold(content), standing: None }, asker, deeds)
}

fn deeds(edits: &[Edit], content: &Content) -> Vec<Deed> {
    edits.iter().filter_map(|edit| edit.deed(&content.events)).collect()
}

/// The content once a change has been written into it; `at` tells its event from all others.
fn apply(content: &mut Content, edits: Vec<Edit>, at: i64) {
    for edit in edits {
        match edit {
            Edit::Fact { name, value } => drop(content.facts.insert(name, register(value))),
            Edit::Answer { item, value } => drop(content.answers.insert(item, register(value))),
            Edit::Text { field, text, .. } => drop(content.texts.insert(field, text)),
            Edit::Item { collection, id, field, value } => {
                let item = content.items.entry(ItemRef { collection, id }).or_default();
                item.insert(field, register(value));
            }
            Edit::Event(_) => {
                let Some(Deed::Event(mut event)) = edit.deed(&content.events) else { continue };
                event.key = key(&event, at);
                content.events.insert(*event);
            }
            Edit::OpenSection { .. } => {}
        }
    }
}

/// A key of an event's own, in no order a rule could lean on.
fn key(event: &Event, at: i64) -> EventKey {
    let mixed = (at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(17);
    let mut key = [0; 16];
    key[..8].copy_from_slice(&mixed.to_be_bytes());
    key[8..].copy_from_slice(&event.order.to_be_bytes());
    EventKey(key)
}

fn register(value: Value) -> Register {
    Register { entries: vec![Entry { value, actor: ActorId([1; 16]), change: ChangeHash([1; 32]) }] }
}
