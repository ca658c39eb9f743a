use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::records::Policy;
use jobsheet_client::store::Store;
use jobsheet_client::{Capture, Client, ClientError};
use jobsheet_screens::{Whereabouts, screens};

use jobsheet_kit::folder::{Folder, begin_work, finish_work, key, order, record};

fn capture(client: &Client, order: DocumentId, bytes: &[u8]) -> Result<(), ClientError> {
    client.capture(order, &Capture { bytes, stage: "fault", caption: "" }).map(|_| ())
}

#[test]
fn r14_bytes_that_do_not_decode_are_kept_as_they_are() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    let cut_jpeg = [&[0xff, 0xd8, 0xff, 0xe0][..], &[7; 600]].concat();
    // A header that claims 65,500 by 65,500 pixels, and nothing behind it.
    let bomb = [
        &[0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0xff, 0xdc, 0xff, 0xdc, 3][..],
        &[1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xd9],
    ]
    .concat();
    for (number, bytes) in [&b""[..], b"no image at all", &cut_jpeg, &bomb].into_iter().enumerate() {
        capture(&client, order, bytes).unwrap();
        let view = screens(&client).order(order).unwrap();
        assert_eq!(view.photos.len(), number + 1);
        let kept = view.photos.iter().find(|photo| client.photo(photo.normal).unwrap() == bytes).unwrap();
        assert_eq!((kept.thumbnail, kept.whereabouts), (None, Whereabouts::Here));
    }
    assert_eq!(client.unsent().unwrap().blobs, 4, "they reach the server like any photo");
}

/// A cut JPEG whose EXIF has a GPS directory with a latitude.
const WITH_A_POSITION: &[u8] =
    b"\xff\xd8\xff\xe1\x00\x50Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\
    \0\0\0\0\x01\0\x02\0\x05\0\x03\0\0\0\x2c\0\0\0\0\0\0\0LATITUDE IN THREE PARTS.";

#[test]
fn r14_a_photo_that_does_not_decode_leaves_the_device_without_its_position() {
    let folder = Folder::enrolled();
    let policy = record("policy", &Policy { keep_position: false, ..Policy::default() });
    Store::open(&folder.file(), &key()).unwrap().write(|tx| tx.put_record(&policy)).unwrap();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    let taken = Capture { bytes: WITH_A_POSITION, stage: "fault", caption: "" };
    let (kept, _) = client.capture(order, &taken).unwrap();
    assert_eq!(
        client.photo(kept.original).unwrap(),
        WITH_A_POSITION,
        "the evidence stays here as it was taken"
    );
    let leaving = client.photo(kept.normal).unwrap();
    assert_eq!(leaving.len(), WITH_A_POSITION.len());
    assert!(!leaving.windows(8).any(|some| some == b"LATITUDE"));
    assert_eq!(client.unsent().unwrap().blobs, 1, "the original is not uploaded");
}

#[test]
fn r14_an_oversized_photo_is_refused_before_anything_is_kept() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    let before = screens(&client).order(order).unwrap().heads;
    let refused = capture(&client, order, &vec![0xff; (40 << 20) + 1]).unwrap_err();
    assert_eq!(refused.code(), "photo.too_large");
    assert_eq!(screens(&client).order(order).unwrap().heads, before);
}

#[test]
fn a_photo_is_not_added_while_the_customer_reads() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    finish_work(&client, order);
    client.show_report(order, None).unwrap();
    assert_eq!(capture(&client, order, b"late").unwrap_err().code(), "signoff.in_progress");
    assert_eq!(client.unsent().unwrap().blobs, 0, "what no tap refers to is not uploaded");
}
