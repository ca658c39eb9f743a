use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::{Capture, Client, ClientError, Whereabouts};

use crate::device::{Folder, begin_work, finish_work, order};

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
        let view = client.order(order).unwrap();
        assert_eq!(view.photos.len(), number + 1);
        let kept = view.photos.iter().find(|photo| client.photo(photo.normal).unwrap() == bytes).unwrap();
        assert_eq!((kept.thumbnail, kept.whereabouts), (None, Whereabouts::Here));
    }
    assert_eq!(client.unsent().unwrap().blobs, 4, "they reach the server like any photo");
}

#[test]
fn r14_an_oversized_photo_is_refused_before_anything_is_kept() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    let before = client.order(order).unwrap().heads;
    let refused = capture(&client, order, &vec![0xff; (40 << 20) + 1]).unwrap_err();
    assert_eq!(refused.code(), "photo.too_large");
    assert_eq!(client.order(order).unwrap().heads, before);
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
