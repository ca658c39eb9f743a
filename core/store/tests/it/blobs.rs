use jobsheet_kernel::id::Digest;
use jobsheet_kernel::time::Timestamp;
use jobsheet_store::{CHUNK_BYTES, NewBlob, Purpose, StoreError, Unsent, Upload, Verdict};

use crate::sample::{ACTOR, Folder, document, write_tap};

fn new_blob(n: u8, purpose: Purpose, length: usize) -> NewBlob<'static> {
    NewBlob {
        digest: Digest([n; 32]),
        purpose,
        media_type: "image/jpeg",
        length: length as u64,
        created_at: Timestamp(1_000),
        on_server: false,
    }
}

fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|place| (place % 251) as u8).collect()
}

#[test]
fn a_blob_comes_back_whole_and_in_ranges() {
    let folder = Folder::new();
    let store = folder.store();
    let bytes = pattern(2 * CHUNK_BYTES + 100);
    let new = new_blob(1, Purpose::Photo, bytes.len());
    store.write(|tx| tx.put_blob(&new, &bytes)).unwrap();
    store.write(|tx| tx.put_blob(&new, &bytes)).expect("the same content once more changes nothing");
    let end = bytes.len() as u64;
    let chunk = CHUNK_BYTES as u64;
    for range in [0..end, 0..1, chunk - 1..chunk + 1, chunk..2 * chunk, end - 5..end + 50, end..end + 1, 0..0]
    {
        let expected = &bytes[range.start.min(end) as usize..range.end.min(end) as usize];
        assert_eq!(store.read(|tx| tx.read_blob(new.digest, range.clone())).unwrap(), expected, "{range:?}");
    }
    let absent = store.read(|tx| tx.read_blob(Digest([9; 32]), 0..1));
    assert!(matches!(absent, Err(StoreError::Unknown { what: "blob" })));
}

#[test]
fn a_download_grows_as_it_arrives_and_goes_on_where_it_was_cut() {
    let folder = Folder::new();
    let bytes = pattern(CHUNK_BYTES + 70_000);
    let new = NewBlob { on_server: true, ..new_blob(1, Purpose::Photo, bytes.len()) };
    let mut arrived = 0;
    for piece in bytes.chunks(60_001) {
        let store = folder.store();
        assert_eq!(store.write(|tx| tx.begin_blob(&new)).unwrap(), arrived);
        arrived = store.write(|tx| tx.append_blob(new.digest, piece)).unwrap();
    }
    let store = folder.store();
    assert_eq!(store.read(|tx| tx.read_blob(new.digest, 0..u64::MAX)).unwrap(), bytes);
    let longer = store.write(|tx| tx.append_blob(new.digest, b"x"));
    assert!(matches!(longer, Err(StoreError::Invalid { .. })));
}

#[test]
fn a_photo_put_over_a_part_of_its_download_is_the_photo() {
    let folder = Folder::new();
    let store = folder.store();
    let bytes = pattern(CHUNK_BYTES + 100);
    let new = new_blob(1, Purpose::Photo, bytes.len());
    let spoilt = vec![0; 1_000];
    store.write(|tx| tx.begin_blob(&NewBlob { on_server: true, ..new })).unwrap();
    store.write(|tx| tx.append_blob(new.digest, &spoilt)).unwrap();
    store.write(|tx| tx.put_blob(&new, &bytes)).unwrap();
    assert_eq!(store.read(|tx| tx.read_blob(new.digest, 0..u64::MAX)).unwrap(), bytes);
}

#[test]
fn r14_uploads_go_signatures_then_thumbnails_then_photos() {
    let folder = Folder::new();
    let store = folder.store();
    let kinds = [Purpose::Photo, Purpose::Original, Purpose::Thumbnail, Purpose::Signature, Purpose::Photo];
    store
        .write(|tx| {
            write_tap(tx, document(1), 1)?;
            for (n, purpose) in (1..).zip(kinds) {
                tx.put_blob(&new_blob(n, purpose, 3), &[n; 3])?;
                tx.refer_blob(document(1), Digest([n; 32]))?;
            }
            tx.put_blob(&new_blob(9, Purpose::Signature, 3), &[9; 3])
        })
        .unwrap();
    let queue = store.read(|tx| tx.upload_queue(10)).unwrap();
    assert!(queue.iter().map(|blob| blob.digest.0[0]).eq([4, 3, 1, 5]));
    let upload = Upload::Uploading { url: "/v1/blobs/uploads/7".into(), offset: 2 };
    store
        .write(|tx| {
            tx.set_upload(Digest([4; 32]), &Upload::OnServer)?;
            tx.set_upload(Digest([3; 32]), &upload)
        })
        .unwrap();
    let queue = store.read(|tx| tx.upload_queue(10)).unwrap();
    assert!(queue.iter().map(|blob| blob.digest.0[0]).eq([3, 1, 5]));
    assert_eq!(queue[0].upload, upload);
}

#[test]
fn r50_only_what_nobody_needs_is_swept() {
    let folder = Folder::new();
    let store = folder.store();
    store
        .write(|tx| {
            write_tap(tx, document(1), 1)?;
            for (n, purpose) in [(1, Purpose::Photo), (2, Purpose::Original), (3, Purpose::Thumbnail)] {
                tx.put_blob(&new_blob(n, purpose, 3), &[n; 3])?;
            }
            tx.refer_blob(document(1), Digest([1; 32]))?;
            tx.refer_blob(document(1), Digest([2; 32]))
        })
        .unwrap();
    let sweep = |before| store.write(|tx| tx.sweep_blobs(Timestamp(before))).unwrap();
    assert_eq!(sweep(500), 0, "a capture just made may still get its tap");
    assert_eq!(sweep(2_000), 1, "the thumbnail nobody refers to");
    store.write(|tx| tx.apply_verdict(document(1), ACTOR, 1, 1, &Verdict::Stored)).unwrap();
    let unsent = store.write(|tx| tx.leave(document(1)));
    assert!(matches!(unsent, Err(StoreError::Unsent { changes: 0, blobs: 1 })));
    store.write(|tx| tx.set_upload(Digest([1; 32]), &Upload::OnServer)).unwrap();
    store.write(|tx| tx.leave(document(1))).unwrap();
    assert_eq!(sweep(i64::MAX), 1, "the photo, on the server and its document gone");
    assert!(store.read(|tx| tx.blob(Digest([2; 32]))).unwrap().is_some(), "the original waits for policy");
    assert_eq!(store.read(|tx| tx.unsent()).unwrap(), Unsent::default());
}

/// What came of a download can be thrown away; what is whole, or was made here, cannot.
#[test]
fn only_a_download_under_way_is_dropped() {
    let folder = Folder::new();
    let store = folder.store();
    store
        .write(|tx| {
            write_tap(tx, document(1), 1)?;
            tx.begin_blob(&NewBlob { on_server: true, ..new_blob(1, Purpose::Photo, 9) })?;
            tx.append_blob(Digest([1; 32]), b"part")?;
            tx.put_blob(&NewBlob { on_server: true, ..new_blob(2, Purpose::Photo, 3) }, b"all")?;
            tx.put_blob(&new_blob(3, Purpose::Photo, 3), b"own")?;
            (1..=3).try_for_each(|n| tx.refer_blob(document(1), Digest([n; 32])))?;
            (1..=3).try_for_each(|n| tx.drop_download(Digest([n; 32])))
        })
        .unwrap();
    let here = [1, 2, 3].map(|n| store.read(|tx| tx.blob(Digest([n; 32]))).unwrap().is_some());
    assert_eq!(here, [false, true, true]);
}
