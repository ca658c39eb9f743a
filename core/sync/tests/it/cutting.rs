//! The byte stream may be cut anywhere.

use jobsheet_sync::{
    Budget, DeviceSession, Down, Limits, OutgoingRun, ProtocolError, ServerEvent, ServerSession, SignedRun,
};

use super::samples::{answer, author, hello, outgoing, run};

/// A request with a run of the device and one handed over by another.
fn request() -> (DeviceSession, Vec<u8>) {
    let handed_over = OutgoingRun { kind: None, run: run(Some(author(3))), ..outgoing() };
    let mut device = DeviceSession::new(hello(), vec![outgoing(), handed_over], Budget::default());
    let mut body = Vec::new();
    while let Some(piece) = device.poll_transmit() {
        body.extend(piece);
    }
    (device, body)
}

fn reply() -> Vec<u8> {
    let mut server = ServerSession::new(Limits::default());
    let mut device = DeviceSession::new(hello(), vec![outgoing()], Budget::default());
    while let Some(piece) = device.poll_transmit() {
        server.handle_input(&piece).unwrap();
    }
    for down in answer() {
        server.respond(down).unwrap();
    }
    std::iter::from_fn(|| server.poll_transmit()).flatten().collect()
}

fn heard_by_server(pieces: &[&[u8]]) -> Vec<ServerEvent> {
    let mut server = ServerSession::new(Limits::default());
    for piece in pieces {
        server.handle_input(piece).unwrap();
    }
    server.finish_input().unwrap();
    std::iter::from_fn(|| server.poll_event()).collect()
}

fn heard_by_device(pieces: &[&[u8]]) -> Vec<Down> {
    let mut device = DeviceSession::new(hello(), vec![outgoing()], Budget::default());
    while device.poll_transmit().is_some() {}
    for piece in pieces {
        device.handle_input(piece).unwrap();
    }
    device.finish_input().unwrap();
    std::iter::from_fn(|| device.poll_event()).collect()
}

#[test]
fn a_server_hears_the_same_wherever_the_request_is_cut() {
    let (_, body) = request();
    let kind = Some("work_order".to_owned());
    let document = outgoing().document;
    let handed_over = SignedRun { ..run(Some(author(3))) };
    let expected = vec![
        ServerEvent::Hello(hello()),
        ServerEvent::Run { index: 0, document, kind, run: run(None) },
        ServerEvent::Run { index: 1, document, kind: None, run: handed_over },
        ServerEvent::End,
    ];
    for at in 0..=body.len() {
        let (before, after) = body.split_at(at);
        assert_eq!(heard_by_server(&[before, after]), expected, "cut at {at}");
    }
    let bytes: Vec<&[u8]> = body.chunks(1).collect();
    assert_eq!(heard_by_server(&bytes), expected);
}

#[test]
fn a_device_hears_the_same_wherever_the_answer_is_cut() {
    let body = reply();
    for at in 0..=body.len() {
        let (before, after) = body.split_at(at);
        assert_eq!(heard_by_device(&[before, after]), answer(), "cut at {at}");
    }
    let bytes: Vec<&[u8]> = body.chunks(1).collect();
    assert_eq!(heard_by_device(&bytes), answer());
}

/// Without its end an answer moves no cursor; the verdicts heard before still stand.
#[test]
fn an_answer_that_ends_early_is_noticed_at_every_length() {
    let body = reply();
    for length in 0..body.len() {
        let mut device = DeviceSession::new(hello(), vec![outgoing()], Budget::default());
        while device.poll_transmit().is_some() {}
        device.handle_input(&body[..length]).unwrap();
        assert_eq!(device.finish_input(), Err(ProtocolError::Cut), "{length}");
        let heard: Vec<Down> = std::iter::from_fn(|| device.poll_event()).collect();
        assert!(!heard.iter().any(|down| matches!(down, Down::Done(_))));
        assert_eq!(device.verdict(0).is_none(), device.unanswered().count() == 1);
    }
}

/// A request that breaks off brings the runs that came whole; each stands for itself.
#[test]
fn a_request_that_breaks_off_brings_its_whole_runs() {
    let (_, body) = request();
    let mut server = ServerSession::new(Limits::default());
    server.handle_input(&body[..body.len() - 1]).unwrap();
    assert_eq!(server.finish_input(), Err(ProtocolError::Cut));
    let heard: Vec<ServerEvent> = std::iter::from_fn(|| server.poll_event()).collect();
    assert_eq!(heard.len(), 2);
    assert!(matches!(heard[1], ServerEvent::Run { index: 0, .. }));
}
