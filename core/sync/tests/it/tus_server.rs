//! The rules of the upload server, header by header.

use jobsheet_sync::tus::{Blob, Purpose, metadata, read_metadata};
use jobsheet_sync::tus_server::{TusError, abilities, check_digest, creation, part, question};

const BLOB: Blob = Blob { purpose: Purpose::Signature, length: 500, digest: [0xab; 32] };

fn headers<'a>(list: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
    move |name| list.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
}

#[test]
fn a_creation_names_its_blob() {
    let metadata = metadata(&BLOB);
    let list = [("tus-resumable", "1.0.0"), ("upload-length", "500"), ("upload-metadata", &metadata)];
    assert_eq!(creation(&headers(&list), 500), Ok(BLOB));
    assert_eq!(creation(&headers(&list), 499), Err(TusError::TooLarge));
    assert_eq!(creation(&headers(&list[1..]), 500), Err(TusError::Version));
    assert_eq!(creation(&headers(&list[..2]), 500), Err(TusError::Header("Upload-Metadata")));
    let deferred = [list[0], ("upload-defer-length", "1"), list[2]];
    assert_eq!(creation(&headers(&deferred), 500), Err(TusError::Header("Upload-Length")));
}

/// Public clients send keys of their own; ours are the two that count.
#[test]
fn metadata_is_read_whatever_else_is_in_it() {
    let ours = metadata(&BLOB);
    assert_eq!(read_metadata(&ours), Some((BLOB.digest, BLOB.purpose)));
    assert_eq!(
        read_metadata(&format!("filename cGhvdG8=,is_confidential, {ours}")),
        Some((BLOB.digest, BLOB.purpose))
    );
    for wrong in
        ["", "sha256", "sha256 !,purpose cGhvdG8=", "purpose cGhvdG8=", "sha256 YWI=,purpose cGhvdG8="]
    {
        assert_eq!(read_metadata(wrong), None, "{wrong}");
    }
}

#[test]
fn a_part_begins_where_the_upload_stands_and_ends_within_the_blob() {
    let list = [
        ("tus-resumable", "1.0.0"),
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", "100"),
        ("content-length", "400"),
    ];
    assert_eq!(part(&headers(&list), 100, 500), Ok(400));
    assert_eq!(part(&headers(&list), 99, 500), Err(TusError::Offset));
    assert_eq!(part(&headers(&list), 101, 500), Err(TusError::Offset));
    assert_eq!(part(&headers(&list), 100, 499), Err(TusError::TooLarge));
    assert_eq!(part(&headers(&list[1..]), 100, 500), Err(TusError::Version));
    assert_eq!(part(&headers(&[list[0], list[2]]), 100, 500), Err(TusError::ContentType));
    assert_eq!(part(&headers(&list[..2]), 100, 500), Err(TusError::Header("Upload-Offset")));
    let signed = [list[0], list[1], ("upload-offset", "+100")];
    assert_eq!(part(&headers(&signed), 100, 500), Err(TusError::Header("Upload-Offset")));
}

#[test]
fn a_blob_that_is_not_what_it_was_called_is_refused() {
    assert_eq!(check_digest(&BLOB, &[0xab; 32]), Ok(()));
    assert_eq!(check_digest(&BLOB, &[0xac; 32]), Err(TusError::Digest));
    assert_eq!((TusError::Digest.status(), TusError::Digest.code()), (460, "upload.digest_mismatch"));
}

#[test]
fn a_question_needs_the_version_and_abilities_name_it() {
    assert_eq!(question(&headers(&[("tus-resumable", "1.0.0")])), Ok(()));
    assert_eq!(question(&headers(&[("tus-resumable", "0.2.2")])), Err(TusError::Version));
    let abilities = abilities(1_000);
    assert!(abilities.contains(&("Tus-Extension", "creation".to_owned())));
    assert!(abilities.contains(&("Tus-Max-Size", "1000".to_owned())));
}
