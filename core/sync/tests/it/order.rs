//! What may be said when.

use jobsheet_sync::message::{DownMessage, UpMessage};
use jobsheet_sync::{
    Budget, Changes, DeviceSession, Done, Down, Limits, ProtocolError, ServerEvent, ServerSession, Verdict,
};

use super::samples::{answer, author, changes, done, hello, outgoing, run, welcome};

const STORED: Verdict = Verdict::Stored { receipts: Vec::new() };

fn run_message() -> UpMessage {
    UpMessage::Run { document: [1; 16], kind: None, run: run(None) }
}

#[track_caller]
fn server_refuses(messages: &[UpMessage], what: &'static str) {
    let mut server = ServerSession::new(Limits::default());
    let (last, before) = messages.split_last().unwrap();
    for message in before {
        server.handle_input(&message.encode()).unwrap();
    }
    let error = ProtocolError::Unexpected(what);
    assert_eq!(server.handle_input(&last.encode()), Err(error.clone()));
    // The session is over: even a regular message is refused now.
    assert_eq!(server.handle_input(&run_message().encode()), Err(error.clone()));
    assert_eq!(server.finish_input(), Err(error));
}

#[test]
fn a_run_before_the_hello_is_refused() {
    server_refuses(&[run_message()], "a message before the hello");
    server_refuses(&[UpMessage::Author(author(0))], "a message before the hello");
}

#[test]
fn a_second_hello_is_refused() {
    server_refuses(&[UpMessage::Hello(hello()), UpMessage::Hello(hello())], "a second hello");
}

#[test]
fn what_a_device_knows_is_said_once_and_before_its_runs() {
    let knows = || UpMessage::Knows { kinds: vec!["customer".into()] };
    let refused = "what a device knows is said once, before its runs";
    server_refuses(&[knows()], "a message before the hello");
    server_refuses(&[UpMessage::Hello(hello()), knows(), knows()], refused);
    server_refuses(&[UpMessage::Hello(hello()), run_message(), knows()], refused);
}

#[test]
fn an_author_not_announced_is_refused() {
    let unknown = UpMessage::Run { document: [1; 16], kind: None, run: run(Some(1)) };
    let messages = [UpMessage::Hello(hello()), UpMessage::Author(author(0)), unknown];
    server_refuses(&messages, "an author not announced");
}

#[track_caller]
fn device_refuses(messages: &[DownMessage], error: &ProtocolError) {
    let mut device = DeviceSession::new(hello(), vec![outgoing()], Budget::default());
    while device.poll_transmit().is_some() {}
    let (last, before) = messages.split_last().unwrap();
    for message in before {
        device.handle_input(&message.encode()).unwrap();
    }
    assert_eq!(device.handle_input(&last.encode()).as_ref(), Err(error));
    assert_eq!(device.finish_input().as_ref(), Err(error));
}

#[test]
fn an_answer_out_of_order_is_refused() {
    let welcome = DownMessage::Welcome(welcome());
    let verdict = |run| DownMessage::Verdict { run, verdict: STORED };
    let done = DownMessage::Done(done());
    let unexpected = |what| ProtocolError::Unexpected(what);
    device_refuses(std::slice::from_ref(&done), &unexpected("a message before the welcome"));
    device_refuses(&[welcome.clone(), welcome.clone()], &unexpected("a second welcome"));
    device_refuses(&[welcome.clone(), verdict(1)], &unexpected("a verdict on a run not sent"));
    device_refuses(&[welcome.clone(), verdict(u64::MAX)], &unexpected("a verdict on a run not sent"));
    device_refuses(&[welcome.clone(), verdict(0), verdict(0)], &unexpected("a second verdict on a run"));
    device_refuses(&[welcome.clone(), done.clone(), done], &unexpected("a message after the end"));
    let unknown = DownMessage::Changes(changes(Some(0)));
    device_refuses(&[welcome.clone(), unknown], &unexpected("an author not announced"));
    let nobody = DownMessage::Changes(changes(None));
    device_refuses(&[welcome, nobody], &ProtocolError::Malformed("a run without an author"));
}

/// The server's own mistakes are refused before they travel.
#[test]
fn a_server_cannot_answer_out_of_order() {
    let mut server = ServerSession::new(Limits::default());
    server.handle_input(&UpMessage::Hello(hello()).encode()).unwrap();
    server.handle_input(&run_message().encode()).unwrap();
    let mut refused = |down, what| assert_eq!(server.respond(down), Err(ProtocolError::Unexpected(what)));
    refused(Down::Done(done()), "a message before the welcome");
    let mut answer = answer().into_iter();
    server.respond(answer.next().unwrap()).unwrap();
    let mut refused = |down, what| assert_eq!(server.respond(down), Err(ProtocolError::Unexpected(what)));
    refused(Down::Welcome(welcome()), "a second welcome");
    refused(Down::Verdict { run: 1, verdict: STORED }, "a verdict on a run not received");
    server.respond(Down::Verdict { run: 0, verdict: STORED }).unwrap();
    let mut refused = |down, what| assert_eq!(server.respond(down), Err(ProtocolError::Unexpected(what)));
    refused(Down::Verdict { run: 0, verdict: STORED }, "a second verdict on a run");
    server.respond(Down::Done(done())).unwrap();
    assert_eq!(
        server.respond(Down::Leave { document: [1; 16] }),
        Err(ProtocolError::Unexpected("a message after the end"))
    );
}

/// Runs beyond the budget wait for another sync; the first always goes, so a large one is not stuck for ever.
#[test]
fn a_device_sends_what_its_budget_holds_and_at_least_one_run() {
    let each = outgoing().length() as u64;
    for (up, sent) in [(0, 1), (each - 1, 1), (each, 1), (2 * each, 2), (3 * each - 1, 2), (9 * each, 3)] {
        let budget = Budget { up, ..Budget::default() };
        let mut device = DeviceSession::new(hello(), vec![outgoing(); 3], budget);
        assert_eq!(std::iter::from_fn(|| device.poll_transmit()).count(), 1 + sent);
        assert_eq!(device.withheld(), 3 - sent);
        assert_eq!(device.unanswered().count(), sent);
    }
}

#[test]
fn a_server_knows_how_much_the_device_still_wants() {
    let mut server = ServerSession::new(Limits::default());
    server.handle_input(&UpMessage::Hello(jobsheet_sync::Hello { budget: 100, ..hello() }).encode()).unwrap();
    assert_eq!(server.room(), 100);
    server.respond(Down::Welcome(welcome())).unwrap();
    let welcome_length = server.poll_transmit().unwrap().len() as u64;
    assert_eq!(server.room(), 100 - welcome_length);
    server.respond(Down::Changes(Changes { kind: None, ..changes(author(0)) })).unwrap();
    assert_eq!(server.room(), 0);
    server.respond(Down::Done(Done { cursor: vec![1], more: true })).unwrap();
}

#[test]
fn an_author_is_announced_once() {
    let mut server = ServerSession::new(Limits::default());
    server.handle_input(&UpMessage::Hello(hello()).encode()).unwrap();
    server.respond(Down::Welcome(welcome())).unwrap();
    for number in [1, 2, 1, 2, 1] {
        server.respond(Down::Changes(changes(author(number)))).unwrap();
    }
    let pieces = std::iter::from_fn(|| server.poll_transmit());
    let messages: Vec<_> = pieces.map(|piece| DownMessage::decode(&piece).unwrap().unwrap()).collect();
    let announced = messages.iter().filter(|message| matches!(message, DownMessage::Author(_))).count();
    assert_eq!(announced, 2);
    assert!(matches!(server.poll_event(), Some(ServerEvent::Hello(_))));
}

#[test]
fn a_refusal_for_want_of_the_kind_is_told_from_one_of_the_work() {
    let refused = |code: &str| Verdict::Refused { code: code.to_owned(), parameters: Vec::new() };
    for code in ["change.undecodable", "document.unknown"] {
        assert!(refused(code).is_of_an_unknown_kind("complaint"), "{code}");
        assert!(!refused(code).is_of_an_unknown_kind("work_order"), "every server knows orders: {code}");
    }
    assert!(!refused("complaint.not_now").is_of_an_unknown_kind("complaint"));
    assert!(!Verdict::Missing { hashes: Vec::new() }.is_of_an_unknown_kind("complaint"));
}
