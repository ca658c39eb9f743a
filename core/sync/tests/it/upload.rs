//! An upload against a server that keeps bytes as they arrive and breaks off where it likes.

use jobsheet_sync::tus::{Blob, CHUNK, Purpose};
use jobsheet_sync::tus_server::{self, TusError};
use jobsheet_sync::upload::{Response, Step, Upload, UploadError, order};
use proptest::prelude::*;

fn blob(length: u64) -> Blob {
    Blob { purpose: Purpose::Photo, length, digest: [7; 32] }
}

/// What the network does with one request.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Whole,
    /// The server keeps a share of the body, in percent; the answer does not come.
    Cut(u64),
    /// The server keeps all of it; the answer does not come.
    AnswerLost,
}

/// A server of one upload, made of the pure rules.
#[derive(Default)]
struct Server {
    created: bool,
    stored: u64,
    received: u64,
}

impl Server {
    fn answer(&mut self, step: &Step, blob: &Blob, fate: Fate) -> Response {
        match step {
            Step::Create { headers } => {
                assert_eq!(tus_server::creation(&lookup(headers, 0), 1 << 30), Ok(*blob));
                self.created = true;
                response(201, &tus_server::created("/v1/blobs/uploads/1", self.stored))
            }
            Step::Ask { headers, .. } => {
                assert_eq!(tus_server::question(&lookup(headers, 0)), Ok(()));
                response(200, &tus_server::standing(self.stored, blob.length))
            }
            Step::Send { headers, offset, length, .. } => {
                match tus_server::part(&lookup(headers, *length), self.stored, blob.length) {
                    Err(error) => response(error.status(), &[]),
                    Ok(most) => {
                        assert!(*length <= most && *offset == self.stored);
                        let kept = if let Fate::Cut(share) = fate { length * share / 100 } else { *length };
                        self.stored += kept;
                        self.received += length;
                        response(204, &tus_server::taken(self.stored))
                    }
                }
            }
            Step::Finished => unreachable!("nothing is sent after the end"),
        }
    }
}

fn lookup(headers: &[(&'static str, String)], length: u64) -> impl Fn(&str) -> Option<String> {
    let mut headers = headers.to_vec();
    headers.push(("Content-Length", length.to_string()));
    move |name| {
        headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
    }
}

fn response(status: u16, headers: &[(&'static str, String)]) -> Response {
    let find = |name| headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
    Response { status, location: find("Location"), offset: find("Upload-Offset") }
}

/// Drives an upload to its end; the network is kind once the fates are used up.
fn drive(server: &mut Server, upload: &mut Upload, fates: &[Fate]) -> u32 {
    let mut fates = fates.iter().copied();
    for requests in 0..500 {
        let step = upload.next_step();
        if step == Step::Finished {
            return requests;
        }
        let fate = fates.next().unwrap_or(Fate::Whole);
        let answer = server.answer(&step, &upload.blob().clone(), fate);
        match fate {
            Fate::Whole => upload.handle_response(&answer).unwrap(),
            Fate::Cut(_) | Fate::AnswerLost => upload.handle_lost(),
        }
    }
    panic!("the upload does not end");
}

#[test]
fn a_blob_goes_in_chunks() {
    let (mut server, mut upload) = (Server::default(), Upload::new(blob(CHUNK * 3 + 5), None));
    assert_eq!(drive(&mut server, &mut upload, &[]), 1 + 4);
    assert_eq!(server.stored, CHUNK * 3 + 5);
    assert_eq!(server.received, server.stored, "nothing is sent twice");
    assert_eq!(upload.offset(), CHUNK * 3 + 5);
}

#[test]
fn an_upload_goes_on_where_it_was_after_the_app_was_stopped() {
    let mut server = Server { created: true, stored: CHUNK, received: CHUNK };
    let mut upload = Upload::new(blob(CHUNK * 2), Some("/v1/blobs/uploads/1".into()));
    assert_eq!(drive(&mut server, &mut upload, &[]), 2);
    assert_eq!(server.received, CHUNK * 2);
}

#[test]
fn a_blob_the_server_has_is_not_sent() {
    let mut server = Server { created: false, stored: 1_000, received: 0 };
    assert_eq!(drive(&mut server, &mut Upload::new(blob(1_000), None), &[]), 1);
    assert_eq!(server.received, 0);
}

#[test]
fn on_a_conflict_the_client_asks_and_goes_on() {
    let mut upload = Upload::new(blob(CHUNK * 2), None);
    upload.handle_response(&response(201, &tus_server::created("/u/1", 0))).unwrap();
    upload.handle_response(&response(TusError::Offset.status(), &[])).unwrap();
    assert!(matches!(upload.next_step(), Step::Ask { .. }));
    upload.handle_response(&response(200, &tus_server::standing(CHUNK, CHUNK * 2))).unwrap();
    assert!(matches!(upload.next_step(), Step::Send { offset: CHUNK, length: CHUNK, .. }));
}

#[test]
fn an_upload_the_server_forgot_begins_anew() {
    let mut upload = Upload::new(blob(10), Some("/u/1".into()));
    upload.handle_response(&response(404, &[])).unwrap();
    assert!(matches!(upload.next_step(), Step::Create { .. }));
    assert_eq!(upload.location(), None);
}

#[test]
fn refusals_are_told_apart_from_waits() {
    for (status, code, temporary) in [
        (412, "upload.version", false),
        (413, "upload.too_large", false),
        (460, "upload.digest_mismatch", false),
        (400, "upload.refused", false),
        (403, "upload.refused", false),
        (423, "upload.later", true),
        (429, "upload.later", true),
        (503, "upload.later", true),
    ] {
        let mut upload = Upload::new(blob(10), Some("/u/1".into()));
        let before = upload.clone();
        let error = upload.handle_response(&response(status, &[])).unwrap_err();
        assert_eq!((error.code(), error.is_temporary()), (code, temporary), "{status}");
        assert_eq!(upload, before);
    }
}

#[test]
fn an_answer_that_makes_no_sense_is_refused() {
    let sending = || {
        let mut upload = Upload::new(blob(CHUNK * 2), None);
        upload.handle_response(&response(201, &tus_server::created("/u/1", 0))).unwrap();
        upload
    };
    for offset in ["", "-1", "x", "0", "1e3", "99999999999999999999", "524289"] {
        let answer = Response { status: 204, location: None, offset: Some(offset.into()) };
        let error = sending().handle_response(&answer).unwrap_err();
        assert_eq!(error, UploadError::Malformed("offset"), "{offset}");
    }
    let placeless = Upload::new(blob(1), None).handle_response(&response(201, &[]));
    assert_eq!(placeless, Err(UploadError::Malformed("place")));
}

#[test]
fn signatures_go_before_thumbnails_before_photos() {
    let of = |purpose, length| Blob { purpose, length, digest: [1; 32] };
    let mut blobs = [
        of(Purpose::Original, 1),
        of(Purpose::Photo, 9),
        of(Purpose::Photo, 2),
        of(Purpose::Thumbnail, 5),
        of(Purpose::Signature, 8),
    ];
    order(&mut blobs);
    let purposes: Vec<_> = blobs.iter().map(|blob| (blob.purpose.name(), blob.length)).collect();
    let expected = [("signature", 8), ("thumbnail", 5), ("photo", 2), ("photo", 9), ("original", 1)];
    assert_eq!(purposes, expected);
}

fn fates() -> impl Strategy<Value = Vec<Fate>> {
    let fate = prop_oneof![Just(Fate::Whole), (0_u64..100).prop_map(Fate::Cut), Just(Fate::AnswerLost)];
    prop::collection::vec(fate, 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However often it is cut, an upload ends with the whole blob, and each cut costs a chunk at most.
    #[test]
    fn an_upload_survives_any_cuts(length in 1_u64..8_000_000, fates in fates()) {
        let (mut server, mut upload) = (Server::default(), Upload::new(blob(length), None));
        drive(&mut server, &mut upload, &fates);
        prop_assert!(server.created);
        prop_assert_eq!(server.stored, length);
        let cuts = fates.iter().filter(|fate| matches!(fate, Fate::Cut(_))).count() as u64;
        prop_assert!(server.received <= length + cuts * CHUNK);
    }
}
