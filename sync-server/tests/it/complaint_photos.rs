//! Photos that are added to a complaint at the console (R14, R41, R52).

use jobsheet_domain::id::Digest;
use jobsheet_domain::time::{DAY_MS, Timestamp};
use jobsheet_signing::sha256;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::complaints::{ask, taken};
use crate::support::start;
use jobsheet_kit::desk::{Desk, code, key};
use jobsheet_kit::tablet::Tablet;

const PICTURE: &[u8] = b"\xff\xd8\xff\xe0 the worn belt";
const SMALL: &[u8] = b"\xff\xd8\xff\xe0 small";

async fn hand_in(desk: &Desk, bytes: &[u8]) -> Response {
    let request = desk.request(Method::POST, "/api/blobs").header("idempotency-key", key());
    request.body(bytes.to_vec()).send().await.unwrap()
}

fn digest(bytes: &[u8]) -> String {
    Digest(sha256(bytes)).to_string()
}

pub fn photo(normal: &[u8], thumbnail: &[u8]) -> Value {
    json!({ "add_photo": { "id": uuid::Uuid::now_v7(), "stage": "fault", "caption": "The belt",
        "original": digest(normal), "normal": digest(normal), "thumbnail": digest(thumbnail),
        "normal_bytes": normal.len(), "width": 4, "height": 3, "taken_at": 1_800_000_000_000_i64, "position": null } })
}

#[tokio::test]
async fn r14_a_photo_added_at_the_console_is_on_the_page_in_the_report_and_on_the_tablets() {
    let server = start().await;
    let (desk, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let page = taken(&desk).await;
    let id = page["id"].as_str().unwrap();
    let investigator = quality.person("quality").await;
    ask(&quality, id, json!({ "investigate": { "investigator": investigator } })).await;
    let kept: Value = hand_in(&desk, PICTURE).await.json().await.unwrap();
    assert_eq!(
        kept,
        json!({ "sha256": digest(PICTURE), "bytes": PICTURE.len(), "media_type": "image/jpeg" })
    );
    hand_in(&desk, SMALL).await;
    let shown = format!("/api/orders/{id}/photos/{}", digest(PICTURE));
    assert_eq!(desk.request(Method::GET, &shown).send().await.unwrap().status(), 404, "nothing names it yet");

    let page = ask(&desk, id, photo(PICTURE, SMALL)).await;
    let [photo] = page["photos"].as_array().unwrap().as_slice() else { panic!("{page}") };
    assert_eq!((&photo["on_server"], &photo["thumbnail_on_server"]), (&json!(true), &json!(true)));
    assert_eq!(photo["caption"], "The belt");
    let answer = desk.request(Method::GET, &shown).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    assert_eq!(answer.bytes().await.unwrap(), PICTURE);
    let report = desk.request(Method::GET, &format!("/api/complaints/{id}/report?language=en"));
    assert!(report.send().await.unwrap().text().await.unwrap().contains("<img src=\"data:image/jpeg"));

    let mut tablet = Tablet::enrol(&desk, "quality").await;
    tablet.sync().await;
    let read = tablet.send(Method::GET, &format!("/v1/blobs/{}", digest(PICTURE)), &[], Vec::new()).await;
    assert_eq!(read.bytes().await.unwrap(), PICTURE);
    let mut stranger = Tablet::enrol(&desk, "third").await;
    stranger.sync().await;
    let read = stranger.send(Method::GET, &format!("/v1/blobs/{}", digest(PICTURE)), &[], Vec::new()).await;
    assert_eq!(read.status(), 404, "the complaint is not in its scope");
}

#[tokio::test]
async fn r14_who_words_the_caption_of_a_photo_has_not_taken_it() {
    let server = start().await;
    let (desk, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let page = taken(&desk).await;
    let id = page["id"].as_str().unwrap();
    hand_in(&desk, PICTURE).await;
    let added = ask(&desk, id, photo(PICTURE, PICTURE)).await["photos"][0].clone();
    let worded = json!({ "caption_photo": { "id": added["id"], "caption": "The worn belt" } });
    let of_kind = ask(&quality, id, worded).await["photos"][0].clone();
    let of_any: Value = desk.get(&format!("/api/documents/{id}")).await;
    for photo in [&of_kind, &of_any["photos"][0]] {
        assert_eq!(photo["caption"], "The worn belt");
        assert_eq!(photo["author"], added["author"], "{photo}");
    }
}

#[tokio::test]
async fn r14_only_pictures_are_taken_and_only_what_was_handed_in_is_named() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let id = taken(&desk).await["id"].as_str().unwrap().to_owned();
    let refused = code(hand_in(&desk, b"<svg onload=alert(1)>").await).await;
    assert_eq!(refused, (400, "photo.not_a_picture".to_owned()));
    let mut large = PICTURE.to_vec();
    large.resize((8 << 20) + 1, 0);
    assert_eq!(code(hand_in(&desk, &large).await).await, (400, "photo.too_large".to_owned()));
    let path = format!("/api/complaints/{id}/commands");
    let unknown = json!({ "command": photo(PICTURE, PICTURE) });
    assert_eq!(desk.refused(&path, &unknown).await, (404, "server.not_found".to_owned()));
    hand_in(&desk, PICTURE).await;
    ask(&desk, &id, photo(PICTURE, PICTURE)).await;
    let stranger = jobsheet_kit::desk::http()
        .post(format!("{}/api/blobs", server.base))
        .header("idempotency-key", key());
    assert_eq!(stranger.body(PICTURE).send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn r14_a_picture_that_no_photo_ever_named_is_thrown_away_in_time() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let page = taken(&desk).await;
    hand_in(&desk, PICTURE).await;
    hand_in(&desk, SMALL).await;
    ask(&desk, page["id"].as_str().unwrap(), photo(PICTURE, PICTURE)).await;
    let in_days = |days: i64| Timestamp(page["updated_at"].as_i64().unwrap() + days * DAY_MS);
    assert_eq!(server.running.sweep(in_days(29)).await.unwrap().blobs, 0);
    assert_eq!(server.running.sweep(in_days(31)).await.unwrap().blobs, 1, "the one that is named stays");
}
