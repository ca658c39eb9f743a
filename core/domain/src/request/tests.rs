mod tried;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::asker::{Asker, WriterKind};
use crate::content::Content;
use crate::edit::{Deed, Edit};
use crate::event::{Event, EventBody, Events};
use crate::id::{DocumentId, EventKey};
use crate::records::{Records, Role};
use crate::refusal::Refusal;
use crate::testing::{asker, decide, gate, records};
use crate::value::{Address, Value};

const ROLES: &[Role] = &[Role::Dispatcher, Role::Technician, Role::Auditor];
const DISPATCHER: u128 = 1;
const TECHNICIAN: u128 = 2;
const AUDITOR: u128 = 3;

fn document(number: u128) -> DocumentId {
    DocumentId(Uuid::from_u128(number))
}

fn call() -> RequestCommand {
    RequestCommand::Log {
        channel: "phone".into(),
        provisional: Some("T2-7".into()),
        customer: Some(document(9)),
        caller: "王秀英".into(),
        phone: "0571-8888 1234".into(),
        address: Address { text: "杭州市余杭区".into(), position: None },
        product_model: "WL50".into(),
        serial: String::new(),
        fault: "液压漏油".into(),
    }
}

fn answered() -> RequestCommand {
    RequestCommand::End { outcome: RequestOutcome::AnsweredByPhone { answer: "Reset it".into() } }
}

fn withdrawn() -> RequestCommand {
    RequestCommand::End { outcome: RequestOutcome::Withdrawn { reason: "Sold".into() } }
}

/// A replica of one request, for tests: commands go through `decide`, what they did through `validate`.
#[derive(Clone)]
struct Replica(Content);

impl Replica {
    fn new() -> Self {
        Self(Content::empty(KIND, document(1), 1))
    }

    fn logged(records: &Records) -> Self {
        let mut replica = Self::new();
        replica.ask(&asker(records, DISPATCHER, 1), &call()).unwrap();
        replica
    }

    fn ask(&mut self, asker: &Asker<'_>, command: &RequestCommand) -> Result<Vec<Edit>, Refusal> {
        let edits = decide(&self.0, asker, command)?;
        let deeds: Vec<Deed> = edits.iter().map(|edit| self.deed(edit)).collect();
        assert_eq!(gate(&self.0, asker, &deeds), Ok(()), "what is decided is admitted");
        for deed in deeds {
            if let Deed::Event(event) = deed {
                self.0.events.insert(*event);
            }
        }
        Ok(edits)
    }

    fn deed(&self, edit: &Edit) -> Deed {
        match edit.clone() {
            Edit::Fact { name, value } => Deed::Fact { name, value },
            Edit::Text { field, .. } => Deed::Text { field },
            Edit::Event(new) => Deed::Event(Box::new(self.place(new))),
            Edit::Item { .. } | Edit::Answer { .. } | Edit::OpenSection { .. } => {
                panic!("a request has no {edit:?}")
            }
        }
    }

    fn place(&self, new: crate::edit::NewEvent) -> Event {
        // A key that differs wherever author, time or body differ is all the fold needs.
        let mut key = [0; 16];
        key[..8].copy_from_slice(&new.at.device.0.to_be_bytes());
        key[8..].copy_from_slice(&new.by.user.0.as_bytes()[8..]);
        Event {
            key: EventKey(key),
            order: self.0.events.next_order(),
            after: self.0.events.newest(),
            as_of: new.as_of,
            at: new.at,
            by: new.by,
            reads: new.reads,
            body: new.body,
        }
    }

    fn merge(&mut self, other: &Self) {
        for event in other.0.events.iter() {
            self.0.events.insert(event.clone());
        }
    }

    fn state(&self) -> RequestState {
        RequestState::fold(&self.0.events)
    }
}

fn code<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
    result.unwrap_err().code
}

#[test]
fn r1_a_call_is_taken_down_with_what_the_caller_said() {
    let records = records(ROLES);
    let mut replica = Replica::new();
    let edits = replica.ask(&asker(&records, TECHNICIAN, 5), &call()).unwrap();
    let fact = |wanted: &str| {
        edits.iter().find_map(|edit| {
            let Edit::Fact { name, value } = edit else { return None };
            (name == wanted).then(|| value.clone())
        })
    };
    assert_eq!(fact("caller"), Some(Value::Text("王秀英".into())));
    assert_eq!(fact("provisional_number"), Some(Value::Text("T2-7".into())));
    assert_eq!(fact("serial"), None, "what was not said is not written");
    let state = replica.state();
    assert_eq!((state.status, state.channel.as_str()), (RequestStatus::Open, "phone"));
    assert_eq!(state.provisional.as_deref(), Some("T2-7"));
}

#[test]
fn r1_a_call_is_taken_down_once_and_by_a_known_channel() {
    let records = records(ROLES);
    let mut replica = Replica::logged(&records);
    assert_eq!(code(replica.ask(&asker(&records, DISPATCHER, 2), &call())), "request.logged_already");
    let mut command = call();
    let RequestCommand::Log { channel, .. } = &mut command else { unreachable!("a call") };
    *channel = "telepathy".into();
    assert_eq!(
        code(Replica::new().ask(&asker(&records, DISPATCHER, 2), &command)),
        "request.unknown_channel"
    );
}

#[test]
fn r1_only_the_server_gives_numbers() {
    let records = records(ROLES);
    let mut replica = Replica::logged(&records);
    let number = RequestCommand::SetFact { name: "number".into(), value: Value::Text("2026-0001".into()) };
    let device = asker(&records, DISPATCHER, 2);
    assert_eq!(code(replica.ask(&device, &number)), "request.number_is_the_servers");
    assert!(replica.ask(&Asker { writer: WriterKind::Office, ..device }, &number).is_ok());
}

#[test]
fn r2_a_request_ends_once() {
    let records = records(ROLES);
    let mut replica = Replica::logged(&records);
    replica.ask(&asker(&records, DISPATCHER, 2), &answered()).unwrap();
    let state = replica.state();
    assert_eq!((state.status, state.endings.len(), state.contested), (RequestStatus::Ended, 1, false));
    assert_eq!(code(replica.ask(&asker(&records, DISPATCHER, 3), &withdrawn())), "request.not_open");
}

#[test]
fn r2_an_ending_says_what_was_answered_or_why() {
    let records = records(ROLES);
    let ending = |outcome| {
        code(Replica::logged(&records).ask(&asker(&records, DISPATCHER, 2), &RequestCommand::End { outcome }))
    };
    assert_eq!(ending(RequestOutcome::AnsweredByPhone { answer: " ".into() }), "request.answer_missing");
    assert_eq!(ending(RequestOutcome::WorkOrders { orders: vec![] }), "request.orders_missing");
    assert_eq!(ending(RequestOutcome::Withdrawn { reason: String::new() }), "request.reason_missing");
    assert_eq!(
        code(Replica::new().ask(&asker(&records, DISPATCHER, 2), &answered())),
        "request.not_open",
        "what was never taken down cannot end"
    );
}

#[test]
fn r2_orders_of_an_ending_have_one_spelling() {
    let records = records(ROLES);
    let outcome = RequestOutcome::WorkOrders { orders: vec![document(3), document(2), document(3)] };
    let mut replica = Replica::logged(&records);
    replica.ask(&asker(&records, DISPATCHER, 2), &RequestCommand::End { outcome }).unwrap();
    let sorted = RequestOutcome::WorkOrders { orders: vec![document(2), document(3)] };
    assert_eq!(replica.state().endings[0].outcome, sorted);
}

#[test]
fn r2_two_endings_at_once_are_both_shown_until_a_person_reopens() {
    let records = records(ROLES);
    let mut office = Replica::logged(&records);
    let mut field = office.clone();
    office.ask(&asker(&records, DISPATCHER, 2), &answered()).unwrap();
    field.ask(&asker(&records, TECHNICIAN, 3), &withdrawn()).unwrap();
    office.merge(&field);
    field.merge(&office);
    assert_eq!(office.state(), field.state());
    assert!(office.state().contested);
    assert_eq!(office.state().endings.len(), 2);

    let reopen = RequestCommand::Reopen { reason: "Which was it?".into() };
    assert_eq!(code(office.ask(&asker(&records, TECHNICIAN, 4), &reopen)), "access.wrong_role");
    office.ask(&asker(&records, DISPATCHER, 4), &reopen).unwrap();
    assert_eq!(office.state().status, RequestStatus::Open);
    office.ask(&asker(&records, DISPATCHER, 5), &answered()).unwrap();
    let settled = office.state();
    assert_eq!((settled.endings.len(), settled.contested), (1, false));
}

#[test]
fn r2_the_same_ending_twice_at_once_is_no_contest() {
    let records = records(ROLES);
    let mut office = Replica::logged(&records);
    let mut field = office.clone();
    office.ask(&asker(&records, DISPATCHER, 2), &withdrawn()).unwrap();
    field.ask(&asker(&records, TECHNICIAN, 3), &withdrawn()).unwrap();
    office.merge(&field);
    assert!(!office.state().contested);
}

#[test]
fn an_auditor_and_a_stranger_write_nothing() {
    let records = records(ROLES);
    assert_eq!(code(Replica::new().ask(&asker(&records, AUDITOR, 1), &call())), "access.wrong_role");
    assert_eq!(code(Replica::new().ask(&asker(&records, 77, 1), &call())), "access.forbidden");
    let mut left = records.clone();
    left.staff.values_mut().for_each(|person| person.active = false);
    assert_eq!(code(Replica::new().ask(&asker(&left, DISPATCHER, 1), &call())), "access.forbidden");
}

#[test]
fn an_event_in_anothers_name_is_refused() {
    let records = records(ROLES);
    let replica = Replica::logged(&records);
    let theirs = decide(&replica.0, &asker(&records, DISPATCHER, 2), &answered()).unwrap();
    let deed = replica.deed(&theirs[0]);
    assert_eq!(code(gate(&replica.0, &asker(&records, TECHNICIAN, 2), &[deed])), "change.foreign_actor");
}

#[test]
fn two_endings_in_one_change_are_refused() {
    let records = records(ROLES);
    let replica = Replica::logged(&records);
    let me = asker(&records, DISPATCHER, 2);
    let mut deeds: Vec<Deed> = Vec::new();
    for (command, at) in [(answered(), 2), (withdrawn(), 3)] {
        let edits =
            decide(&replica.0, &Asker { at: asker(&records, DISPATCHER, at).at, ..me }, &command).unwrap();
        deeds.extend(edits.iter().map(|edit| replica.deed(edit)));
    }
    let [Deed::Event(first), Deed::Event(second)] = deeds.as_mut_slice() else { unreachable!("two events") };
    second.after = vec![first.key];
    second.order = first.order + 1;
    assert_eq!(code(gate(&replica.0, &me, &deeds)), "change.rule_broken");
}

#[test]
fn what_a_request_does_not_have_is_refused() {
    let records = records(ROLES);
    let me = asker(&records, DISPATCHER, 2);
    let answer = Deed::Answer { item: "1/x".into(), value: Value::Flag(true) };
    assert_eq!(code(gate(&Replica::new().0, &me, &[answer])), "request.no_such_part");
    let text = Deed::Text { field: "1/work_done".into() };
    assert_eq!(code(gate(&Replica::new().0, &me, &[text])), "text.unknown");
}

#[test]
fn an_impossible_event_changes_nothing_and_is_named() {
    let records = records(ROLES);
    let mut replica = Replica::new();
    let me = asker(&records, DISPATCHER, 2);
    let body = RequestEvent::Ended { outcome: RequestOutcome::Withdrawn { reason: "x".into() } };
    let Edit::Event(new) = me.event(EventBody::of(&body)) else { unreachable!("an event") };
    let event = replica.place(new);
    replica.0.events.insert(event.clone());
    let state = replica.state();
    assert_eq!((state.status, state.ignored), (RequestStatus::Unlogged, vec![event.key]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whoever does what and merges when: replicas with the same events agree, and each kept ending once stood alone.
    #[test]
    fn replicas_agree_whatever_arrives_first(steps in proptest::collection::vec((0_usize..3, 0_u8..5), 1..24)) {
        let records = records(&[Role::Dispatcher; 3]);
        let start = Replica::logged(&records);
        let mut replicas = [start.clone(), start.clone(), start];
        for (time, (who, what)) in steps.into_iter().enumerate() {
            let me = asker(&records, who as u128 + 1, time as i64 + 10);
            let command = match what {
                0 => answered(),
                1 => withdrawn(),
                2 => RequestCommand::Reopen { reason: "again".into() },
                _ => {
                    let other = replicas[(who + usize::from(what) - 2) % 3].clone();
                    replicas[who].merge(&other);
                    continue;
                }
            };
            let open = replicas[who].state().status == RequestStatus::Open;
            prop_assert_eq!(replicas[who].ask(&me, &command).is_ok(), open == (what < 2));
        }
        let mut all: Events = replicas[0].0.events.clone();
        for replica in &replicas {
            replica.0.events.iter().for_each(|event| all.insert(event.clone()));
        }
        let forwards = RequestState::fold(&all);
        let backwards = RequestState::fold(&Events::new(all.in_order().into_iter().rev().cloned()));
        prop_assert!(forwards.ignored.is_empty(), "what was allowed where it was made stays in force");
        prop_assert_eq!(forwards, backwards);
    }
}

fn known(customer: u128) -> CallerCandidate {
    CallerCandidate {
        customer: document(customer),
        asset: None,
        phone: String::new(),
        name: String::new(),
        address: String::new(),
        serial: String::new(),
    }
}

fn found(query: CallerQuery, candidates: &[CallerCandidate]) -> Vec<CallerMatch> {
    recognise(&query, candidates.to_vec())
}

#[test]
fn r3_a_phone_number_is_the_same_with_and_without_its_codes() {
    let stored = [CallerCandidate { phone: "+86 139 1234 5678".into(), ..known(1) }];
    for dialled in ["13912345678", "0086-139-1234-5678", "139 1234", "12345678"] {
        let matches = found(CallerQuery { phone: dialled.into(), ..CallerQuery::default() }, &stored);
        let expected = dialled != "139 1234";
        assert_eq!(!matches.is_empty(), expected, "{dialled}");
    }
    let local = [CallerCandidate { phone: "139-1234-5678".into(), ..known(1) }];
    let typed = CallerQuery { phone: "1391".into(), ..CallerQuery::default() };
    assert_eq!(found(typed, &local)[0].by, [MatchedBy::Phone], "while it is being typed");
    let other = CallerQuery { phone: "13912345679".into(), ..CallerQuery::default() };
    assert!(found(other, &local).is_empty());
    assert!(found(CallerQuery { phone: "5678".into(), ..CallerQuery::default() }, &local).is_empty());
}

#[test]
fn r3_name_address_and_serial_recognise_a_caller() {
    let asset = Some(document(50));
    let candidates = [
        CallerCandidate {
            name: "杭州恒达物流".into(), address: "余杭区文一西路8号".into(), ..known(1)
        },
        CallerCandidate { serial: "wl50-2024-0815".into(), asset, ..known(1) },
        CallerCandidate { name: "宁波恒达港口".into(), ..known(2) },
    ];
    let query = CallerQuery { name: "恒达".into(), serial: "20240815".into(), ..CallerQuery::default() };
    let matches = found(query, &candidates);
    assert_eq!(matches.len(), 2);
    assert_eq!(matches[0].by, [MatchedBy::Serial, MatchedBy::Name]);
    assert_eq!((matches[0].customer, matches[0].asset), (document(1), asset));
    assert_eq!(matches[1].customer, document(2));
    let address = CallerQuery { address: "文一西路".into(), ..CallerQuery::default() };
    assert_eq!(found(address, &candidates)[0].by, [MatchedBy::Address]);
}

#[test]
fn r3_one_character_or_nothing_recognises_nobody() {
    let candidates = [CallerCandidate { name: "恒达".into(), phone: "1".into(), ..known(1) }, known(2)];
    assert!(found(CallerQuery::default(), &candidates).is_empty());
    assert!(found(CallerQuery { name: "恒".into(), ..CallerQuery::default() }, &candidates).is_empty());
}

#[test]
fn commands_are_stored_in_a_stable_form() {
    let text = serde_json::to_string(&answered()).unwrap();
    assert_eq!(text, r#"{"end":{"outcome":{"answered_by_phone":{"answer":"Reset it"}}}}"#);
}
