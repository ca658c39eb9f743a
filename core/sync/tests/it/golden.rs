//! The committed bytes of each message. A change here is a change of the protocol: it needs a new version.
//! With `JOBSHEET_WRITE_GOLDEN` set the file is written anew.

use jobsheet_sync::message::{DownMessage, UpMessage};

use super::samples::{down_messages, up_messages};

#[test]
#[expect(clippy::disallowed_methods, reason = "the committed bytes are a file beside the test")]
fn each_message_is_the_committed_bytes_and_is_read_back_from_them() {
    let up = up_messages().into_iter().map(|(name, message)| {
        let bytes = message.encode();
        assert_eq!(UpMessage::decode(&bytes).unwrap(), Some(message), "{name}");
        format!("{name} {}\n", hex::encode(bytes))
    });
    let down = down_messages().into_iter().map(|(name, message)| {
        let bytes = message.encode();
        assert_eq!(DownMessage::decode(&bytes).unwrap(), Some(message), "{name}");
        format!("{name} {}\n", hex::encode(bytes))
    });
    let actual: String = up.chain(down).collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/golden.txt");
    if std::env::var_os("JOBSHEET_WRITE_GOLDEN").is_some() {
        std::fs::write(path, &actual).unwrap();
    }
    assert_eq!(actual, std::fs::read_to_string(path).unwrap_or_default());
}
