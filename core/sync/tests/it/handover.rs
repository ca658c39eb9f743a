//! Runs that stand by themselves, in files and in the server's keeping.

use jobsheet_sync::handover::{HandedOver, read_file};
use jobsheet_sync::{Cover, Limits, ProtocolError, SignedRun};

use super::samples::{DOCUMENT, author, run};

fn handed_over() -> HandedOver {
    HandedOver {
        organisation: [0x0a; 16],
        document: DOCUMENT,
        kind: Some("work_order".into()),
        run: run(author(1)),
    }
}

fn chained() -> HandedOver {
    let run = run(author(2));
    let cover = Cover { previous: Some([0x22; 32]), ..run.cover };
    HandedOver { kind: None, run: SignedRun { cover, ..run }, ..handed_over() }
}

fn file() -> Vec<u8> {
    [handed_over().encode(), chained().encode()].concat()
}

/// The committed bytes; with `JOBSHEET_WRITE_GOLDEN` set they are written anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "the committed bytes are a file beside the test")]
fn a_file_of_runs_is_the_committed_bytes_and_is_read_back_from_them() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/handover.hex");
    let actual = format!("{}\n", hex::encode(file()));
    if std::env::var_os("JOBSHEET_WRITE_GOLDEN").is_some() {
        std::fs::write(path, &actual).unwrap();
    }
    assert_eq!(actual, std::fs::read_to_string(path).unwrap_or_default());
    assert_eq!(read_file(&file(), Limits::default()), Ok(vec![handed_over(), chained()]));
}

#[test]
fn a_file_cut_anywhere_is_refused_or_holds_whole_runs_only() {
    let (whole, first) = (file(), handed_over().encode().len());
    for length in 0..whole.len() {
        let read = read_file(&whole[..length], Limits::default());
        if length == first {
            assert_eq!(read.unwrap().len(), 1);
        } else {
            assert_eq!(read, Err(ProtocolError::Cut), "cut at {length}");
        }
    }
}

#[test]
fn what_is_no_run_of_this_form_is_refused() {
    let other = handed_over().encode();
    let place = other.windows(14).position(|bytes| bytes == b"jobsheet/run/1").unwrap();
    let mut newer = other.clone();
    newer[place + 13] = b'2';
    assert!(matches!(read_file(&newer, Limits::default()), Err(ProtocolError::Malformed(_))));
    let empty = HandedOver { run: SignedRun { changes: vec![], ..run(author(1)) }, ..handed_over() };
    assert!(matches!(HandedOver::decode(&empty.encode()), Err(ProtocolError::Malformed(_))));
    let limits = Limits { item: 64, total: 1 << 20 };
    assert_eq!(read_file(&other, limits), Err(ProtocolError::TooLarge("message")));
}
