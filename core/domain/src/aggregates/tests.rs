use uuid::Uuid;

use super::*;
use crate::complaint::{Channel, ComplaintEvent, Reply};
use crate::customer::CustomerCommand;
use crate::id::DocumentId;
use crate::records::Role;
use crate::testing::{asker, records};
use crate::time::Timestamp;
use crate::work_order::WorkOrderCommand;

/// The longest long text, in bytes.
const LONGEST: usize = 100_000;

fn notes(length: usize) -> Command {
    let text = "x".repeat(length);
    Command::Customer(CustomerCommand::EditText { field: "notes".into(), base: Vec::new(), text })
}

fn empty(kind: Kind) -> Subject {
    Subject::new(Content::empty(kind, DocumentId(Uuid::nil()), 1)).unwrap()
}

#[test]
fn a_command_is_decided_on_its_own_kind_of_document() {
    let records = records(&[Role::Dispatcher]);
    let me = asker(&records, 1, 1);
    let refusal = decide(&empty(asset::KIND), &me, &notes(1)).unwrap_err();
    assert_eq!(refusal.code, "command.wrong_document");
    assert_eq!(decide(&empty(customer::KIND), &me, &notes(1)).map(|edits| edits.len()), Ok(1));
}

#[test]
fn a_text_has_an_end() {
    let records = records(&[Role::Dispatcher]);
    let refusal = decide(&empty(customer::KIND), &asker(&records, 1, 1), &notes(LONGEST + 1)).unwrap_err();
    assert_eq!(refusal.code, "value.too_long");
}

#[test]
fn an_event_is_read_as_its_own_kind_of_document_has_it() {
    let objection =
        Reply { who: "Sun Wei".into(), channel: Channel::Phone, said_at: Timestamp(1), words: "No.".into() };
    let event = EventBody::of(&ComplaintEvent::Objected(objection));
    let stored = || EventBody::raw(event.kind().to_owned(), event.cbor().to_vec());
    let written = written(complaint::KIND, &stored()).unwrap();
    assert_eq!(written["objected"]["words"], "No.");
    for other in KINDS.iter().filter(|kind| *kind != complaint::KIND) {
        assert_eq!(super::written(other, &stored()), None, "{other:?}");
    }
}

#[test]
fn r4_deciding_and_the_gate_say_the_same_of_every_kind() {
    for tried in TRIED {
        tried();
    }
}

#[test]
fn stored_commands_name_their_document() {
    let text = serde_json::to_string(&Command::WorkOrder(WorkOrderCommand::Accept)).unwrap();
    assert_eq!(text, r#"{"work_order":"accept"}"#);
    assert_eq!(serde_json::from_str::<Command>(&text).unwrap().kind(), work_order::KIND);
}

#[test]
fn r49_a_value_chosen_is_written_by_a_command_of_its_kind_and_a_text_is_not_chosen() {
    let records = records(&[Role::Dispatcher]);
    let chosen = Edit::Fact { name: "name".into(), value: crate::value::Value::Text("Haide".into()) };
    let text = Edit::Text { field: "notes".into(), base: Vec::new(), text: String::new() };
    for kind in KINDS.0 {
        let command = Command::writing(*kind, chosen.clone());
        assert_eq!(command.map(|command| command.kind()), Some(*kind));
        assert_eq!(Command::writing(*kind, text.clone()), None);
    }
    let command = Command::writing(customer::KIND, chosen.clone()).unwrap();
    assert_eq!(decide(&empty(customer::KIND), &asker(&records, 1, 1), &command), Ok(vec![chosen]));
}

#[test]
fn a_kind_that_is_not_in_the_list_is_named_as_such() {
    static SCHEMA: crate::schema::Schema = crate::schema::Schema {
        kind: "spaceship",
        facts: &[],
        items: &[],
        texts: &[],
        added_texts: &[],
        section: None,
    };
    let content = Content::empty(Kind::of(&SCHEMA), DocumentId(Uuid::nil()), 1);
    assert_eq!(Subject::new(content).unwrap_err().code, "document.unknown_kind");
}

#[test]
fn what_an_earlier_version_kept_of_a_document_is_read_whatever_was_added_since() {
    for kind in KINDS.iter() {
        let now = listing(&empty(kind));
        let kept = serde_json::to_value(&now).unwrap();
        let again: Listing<serde_json::Value> = serde_json::from_value(kept).unwrap();
        assert_eq!((again.title, again.summary), (now.title, now.summary));
        let earlier: Listing<serde_json::Value> = serde_json::from_str(r#"{"summary":{}}"#).unwrap();
        assert_eq!(turn(kind, &earlier, &Policy::default()).user, None);
    }
    fn read<A: Aggregate>() {
        let earlier: Listing<A::Summary> = serde_json::from_str(r#"{"title":"…","summary":{}}"#).unwrap();
        assert_eq!((earlier.title.as_str(), earlier.summary), ("…", A::Summary::default()));
    }
    read::<work_order::Rules>();
    read::<request::Rules>();
    read::<customer::Rules>();
    read::<asset::Rules>();
    read::<complaint::Rules>();
}

mod keys {
    use uuid::Uuid;

    use super::super::check_wrote;
    use crate::asker::{KeyHolder, WriterKind};
    use crate::event::{Author, Event, EventBody};
    use crate::id::EventKey;
    use crate::id::{DeviceId, UserId};
    use crate::time::EventTime;
    use crate::time::Timestamp;
    use crate::work_order;
    use crate::work_order::WorkOrderEvent;

    const fn author(user: u128, device: u128) -> Author {
        Author { user: UserId(Uuid::from_u128(user)), device: DeviceId(Uuid::from_u128(device)) }
    }

    fn event(by: Author, body: EventBody) -> Event {
        let now = Timestamp(1);
        Event {
            key: EventKey([0; 16]),
            order: 1,
            after: Vec::new(),
            as_of: 1,
            at: EventTime { device: now, corrected: now, uncertainty_ms: 0, position: None },
            by,
            reads: Vec::new(),
            body,
        }
    }

    fn code(writer: WriterKind, user: Option<u128>, event: &Event) -> String {
        let user = user.map(|user| UserId(Uuid::from_u128(user)));
        let holder = KeyHolder { writer, device: DeviceId(Uuid::from_u128(7)), user };
        check_wrote(&holder, work_order::KIND, event).err().map(|refusal| refusal.code).unwrap_or_default()
    }

    #[test]
    fn r9_a_devices_key_writes_as_its_own_user_only() {
        let approved = |by| event(by, EventBody::of(&WorkOrderEvent::Approved { note: String::new() }));
        let device = |user, by| code(WriterKind::Device, user, &approved(by));
        assert_eq!(device(Some(1), author(1, 7)), "");
        assert_eq!(device(Some(1), author(2, 7)), "change.foreign_actor", "another person");
        assert_eq!(device(Some(1), author(1, 8)), "change.foreign_actor", "another installation");
        assert_eq!(device(None, author(1, 7)), "change.foreign_actor", "nobody's key");
    }

    #[test]
    fn r9_a_key_of_the_office_writes_for_anybody_and_nothing_of_the_field() {
        let office = |by, body| code(WriterKind::Office, None, &event(by, EventBody::of(&body)));
        assert_eq!(office(author(2, 7), WorkOrderEvent::Approved { note: String::new() }), "");
        assert_eq!(
            office(author(2, 8), WorkOrderEvent::Approved { note: String::new() }),
            "change.foreign_actor"
        );
        assert_eq!(office(author(2, 7), WorkOrderEvent::Accepted {}), "access.field_only");
        assert_eq!(office(author(2, 7), WorkOrderEvent::WorkStarted {}), "access.field_only");
    }
}
