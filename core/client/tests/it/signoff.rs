use jobsheet_client::ClientError;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::work_order::WorkOrderCommand as Ask;
use jobsheet_screens::screens;

use jobsheet_kit::folder::{Folder, begin_work, finish_work, note, order, signing, tap};

/// A photograph, where a tablet would have the stamped sheet.
const PHOTO: &[u8] = include_bytes!("../../../../tests/fixtures/photos/workroom.jpg");

fn code<T: std::fmt::Debug>(outcome: Result<T, ClientError>) -> String {
    outcome.unwrap_err().code()
}

#[test]
fn r16_before_the_work_is_finished_there_is_no_report_to_sign() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    assert_eq!(code(client.show_report(order, None)), "signoff.before_finished");
    begin_work(&client, order);
    assert_eq!(code(client.show_report(order, None)), "signoff.before_finished");
    tap(
        &client,
        order,
        Ask::Hold { reason: jobsheet_client::domain::work_order::HoldReason::Other, note: "rain".to_owned() },
    )
    .expect("a refused report holds nothing");
}

#[test]
fn while_the_customer_reads_nothing_is_committed_to_the_order() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (read, other) = (order(&client), order(&client));
    begin_work(&client, read);
    finish_work(&client, read);
    let shown = client.show_report(read, None).unwrap();
    assert_eq!(code(note(&client, read, "late")), "signoff.in_progress");
    assert_eq!(screens(&client).order(read).unwrap().heads, shown.heads);
    note(&client, other, "other orders go on").unwrap();
    client.take_back();
    note(&client, read, "after taking it back").unwrap();
}

#[test]
fn a_report_that_was_taken_back_and_worked_on_cannot_be_signed_any_more() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    finish_work(&client, order);
    let shown = client.show_report(order, None).unwrap();
    client.take_back();
    note(&client, order, "one more thing").unwrap();
    assert_eq!(code(client.sign_off(&shown, &signing())), "signoff.taken_back");
    let again = client.show_report(order, None).unwrap();
    client.sign_off(&again, &signing()).unwrap();
}

#[test]
fn a_sign_off_the_rules_refuse_leaves_the_tablet_with_the_customer() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    finish_work(&client, order);
    let shown = client.show_report(order, None).unwrap();
    // Strokes of nobody make no statement either, but the rules speak first.
    let unsigned = jobsheet_client::Signing { signatory: None, ..signing() };
    assert!(matches!(client.sign_off(&shown, &unsigned), Err(ClientError::Refused(_))));
    assert_eq!(code(note(&client, order, "late")), "signoff.in_progress");
    client.sign_off(&shown, &signing()).unwrap();
    let signed = screens(&client).order(order).unwrap().signoff.unwrap();
    assert!(signed.void_by.is_empty());
    note(&client, order, "notes are no part of the report").unwrap();
}

#[test]
fn the_consent_that_is_signed_is_that_of_the_report_in_whatever_language_it_is_read() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    finish_work(&client, order);
    let english = client.show_report(order, Some(Language::English)).unwrap();
    let chinese = client.show_report(order, Some(Language::Simplified)).unwrap();
    assert_eq!(english.report_digest, chinese.report_digest);
    assert_eq!(english.consent, chinese.consent);
    assert_ne!(english.shown_digest, chinese.shown_digest);
}

/// R17: a company stamps what somebody signed for it.
#[test]
fn r17_a_stamp_is_signed_with_the_report_and_kept_beside_the_order_s_photos() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    finish_work(&client, order);
    let shown = client.show_report(order, None).unwrap();
    let stamp = client.capture_stamp(PHOTO).unwrap();
    assert_eq!(client.unsent().unwrap().blobs, 0, "nothing refers to it yet");
    let given = jobsheet_client::Signing { stamp: Some(stamp.clone()), ..signing() };
    let submitted = client.sign_off(&shown, &given).unwrap();
    let view = screens(&client).order(order).unwrap();
    let signoff = view.signoff.unwrap();
    assert_eq!(signoff.record.stamp.as_deref(), Some(&stamp));
    assert!(view.photos.is_empty(), "it is no photo of the job");
    assert!(signoff.void_by.is_empty() && signoff.additions.is_empty());
    let statement = client.statement(submitted.events[0]).unwrap().unwrap();
    let payload =
        statement.jws.split('.').nth(1).and_then(jobsheet_signing::encoding::from_base64url).unwrap();
    let said: serde_json::Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(said["stamp"], stamp.normal.to_string());
    assert_eq!(
        client.unsent().unwrap().blobs,
        3,
        "the page, the stamp's normal form and its thumbnail go up"
    );
    assert_eq!(client.photo(shown.shown_digest).unwrap(), shown.html.as_bytes(), "the page as it was shown");
    assert!(client.photo(stamp.thumbnail.unwrap()).unwrap().starts_with(&[0xff, 0xd8, 0xff]));
}
