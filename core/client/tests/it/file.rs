use std::fs;

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::value::Value;
use jobsheet_client::domain::work_order;
use jobsheet_client::domain::work_order::WorkOrderCommand as Ask;
use jobsheet_client::store::{Page, RawKey, RowQuery, Store, StoreError};
use jobsheet_client::{Client, ClientError};
use jobsheet_screens::screens;

use jobsheet_kit::folder::{Folder, begin_work, finish_work, key, note, open, order, signing, tap};

const PAGE_BYTES: usize = 4_096;

#[test]
fn a_wrong_key_is_told_and_the_file_left_as_it_was() {
    let folder = Folder::enrolled();
    drop(folder.client());
    let before = fs::read(folder.file()).unwrap();
    let opened = open(&folder.file(), &folder.incarnation(), RawKey::new([1; 32]));
    assert_eq!(opened.err().unwrap().code(), "store.wrong_key");
    assert_eq!(fs::read(folder.file()).unwrap(), before);
}

/// A phone that was restored from another's backup has the file and not its key.
#[test]
fn r54_a_file_whose_key_is_elsewhere_is_set_aside_whole_and_a_new_one_made() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    note(&client, order, "not synced").unwrap();
    drop(client);
    let before = fs::read(folder.file()).unwrap();
    let here = RawKey::new([1; 32]);
    let opens = Client::set_aside(&folder.file(), &key()).unwrap_err();
    assert_eq!(opens.code(), "store.invalid", "a file that is worked on stays");

    let aside = Client::set_aside(&folder.file(), &here).unwrap();
    assert_eq!(fs::read(&aside).unwrap(), before);
    let new = open(&folder.file(), &folder.incarnation(), here).unwrap();
    assert!(new.identity().is_none());
    drop(new);
    let there = open(&aside, &folder.incarnation(), key()).unwrap();
    assert_eq!(screens(&there).order(order).unwrap().notes, "not synced", "its own key opens it");
}

#[test]
fn a_file_that_is_not_enrolled_takes_no_taps() {
    let client = Folder::empty().client();
    assert!(client.identity().is_none());
    let outcome = client.submit(
        jobsheet_client::domain::id::DocumentId(uuid::Uuid::nil()),
        &Command::WorkOrder(work_order::WorkOrderCommand::Accept),
    );
    assert!(matches!(outcome, Err(ClientError::NotEnrolled)));
}

#[test]
fn r50_a_full_disk_refuses_the_tap_and_loses_nothing() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let unsent = client.unsent().unwrap().changes;
    client.limit_size(fs::metadata(folder.file()).unwrap().len()).unwrap();
    let long = "0512 6288 ".repeat(390);
    let phone = |n: u32| Ask::SetFact { name: "phone".to_owned(), value: Value::Text(format!("{long}{n}")) };
    let full = (0..2_000).find_map(|n| tap(&client, order, phone(n)).err()).unwrap();
    assert!(matches!(full, ClientError::Store(StoreError::Full)), "{full:?}");
    assert_eq!(full.code(), "store.full");

    let kept = screens(&client).order(order).unwrap();
    drop(client);
    let client = folder.client();
    let read = screens(&client).order(order).unwrap();
    assert_eq!((read.heads, read.notes), (kept.heads, kept.notes), "memory and disk agree");
    assert!(client.unsent().unwrap().changes >= unsent);
    note(&client, order, "room again").unwrap();
    assert_eq!(screens(&client).order(order).unwrap().notes, "room again");
}

#[test]
fn r50_a_damaged_file_is_told_and_the_next_start_has_its_work_its_lists_and_a_new_actor() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let orders: Vec<_> = (0..6).map(|_| order(&client)).collect();
    let actor = client.identity().unwrap().actor;
    let listed = screens(&client).orders(&RowQuery::default(), Page::default()).unwrap().len();
    let unsent = client.unsent().unwrap().changes;
    client.check_file().unwrap();
    drop(client);
    spoil_rows(&folder);

    let told = folder.open().and_then(|client| client.check_file()).unwrap_err();
    assert_eq!(told.code(), "store.damaged");
    let client = folder.client();
    assert_ne!(client.identity().unwrap().actor, actor, "what was lost may be on the server");
    assert_eq!(screens(&client).orders(&RowQuery::default(), Page::default()).unwrap().len(), listed);
    let found = client.search("Compressor", Some(work_order::KIND), Page::default()).unwrap();
    assert_eq!(found.len(), orders.len());
    assert_eq!(client.unsent().unwrap().changes, unsent, "waiting or kept as fragments");
    note(&client, orders[0], "work goes on").unwrap();
}

#[test]
fn damage_met_while_the_app_runs_is_recovered_without_a_restart() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    client.check_file().unwrap();
    let actor = client.identity().unwrap().actor;
    drop(client);
    spoil_rows(&folder);
    let client = match folder.open() {
        Ok(client) => client,
        Err(error) => {
            assert_eq!(error.code(), "store.damaged");
            folder.client()
        }
    };
    let _damaged_or_sound = client.check_file();
    assert_eq!(screens(&client).orders(&RowQuery::default(), Page::default()).unwrap().len(), 1);
    note(&client, order, "work goes on").unwrap();
    assert_ne!(client.identity().unwrap().actor, actor);
}

/// R50: what a damaged file gave back in part is shown with what was typed, is done again by the person it belongs to, once, or
/// given up; the damaged file stays.
#[test]
fn r50_what_a_damaged_file_gave_back_in_part_is_done_again_or_given_up() {
    let whole = Folder::enrolled();
    let client = whole.client();
    let order = order(&client);
    let typed: Vec<String> = (0..30).map(|n| format!("{} {n}", "0512 6288 ".repeat(60))).collect();
    for text in &typed {
        tap(&client, order, Ask::SetFact { name: "phone".to_owned(), value: Value::Text(text.clone()) })
            .unwrap();
    }
    drop(client);
    drop(Store::open(&whole.file(), &key()).unwrap());
    let bytes = fs::read(whole.file()).unwrap();
    let (mut again, mut given_up) = (0, 0);
    for page in 0..bytes.len() / PAGE_BYTES {
        let folder = Folder::enrolled();
        let Some(client) = hurt_at(&folder, &bytes, page) else { continue };
        for part in client.damaged_work().unwrap() {
            let unsent = client.unsent().unwrap().changes;
            match (client.do_again(part.document, part.change), &part.asked) {
                (Ok(done), Some(_)) => {
                    let asked = part.asked_json().unwrap();
                    let shown = client.content(done.document).unwrap().unwrap();
                    let phone = shown.fact_text("phone");
                    assert!(!asked.contains("set_fact") || asked.contains(phone), "{asked}");
                    assert_eq!(client.unsent().unwrap().changes, unsent, "one more tap, one part less");
                    again += 1;
                }
                (Err(refused), asked) => {
                    assert!(asked.is_some() || refused.code() == "damaged.unreadable", "{refused}");
                    client.give_up(part.document, part.change).unwrap();
                    given_up += 1;
                }
                (Ok(_), None) => panic!("nothing was asked"),
            }
            for outcome in [
                client.do_again(part.document, part.change).map(drop),
                client.give_up(part.document, part.change),
            ] {
                assert_eq!(outcome.unwrap_err().code(), "damaged.unknown");
            }
        }
        assert!(client.damaged_work().unwrap().is_empty());
    }
    assert!(again > 0 && given_up > 0, "{again} done again, {given_up} given up");
}

/// A client on these bytes with one page of them damaged, after its recovery; nothing where nothing was to recover.
fn hurt_at(folder: &Folder, bytes: &[u8], page: usize) -> Option<Client> {
    let mut hurt = bytes.to_vec();
    hurt[page * PAGE_BYTES + 100..page * PAGE_BYTES + 200].fill(0xa5);
    fs::write(folder.file(), hurt).unwrap();
    let client = folder.open().or_else(|_| folder.open()).ok()?;
    (client.check_file().is_ok() || client.check_file().is_ok()).then_some(client)
}

/// A customer signed a report as it stood: doing that again would put their name under another.
#[test]
fn r17_a_damaged_sign_off_is_not_done_again_in_the_customers_place() {
    let whole = Folder::enrolled();
    let client = whole.client();
    let order = order(&client);
    begin_work(&client, order);
    finish_work(&client, order);
    let shown = client.show_report(order, None).unwrap();
    client.sign_off(&shown, &signing()).unwrap();
    drop(client);
    drop(Store::open(&whole.file(), &key()).unwrap());
    let bytes = fs::read(whole.file()).unwrap();
    let mut signed = 0;
    for page in 0..bytes.len() / PAGE_BYTES {
        let folder = Folder::enrolled();
        let Some(client) = hurt_at(&folder, &bytes, page) else { continue };
        for part in client.damaged_work().unwrap() {
            let Some(Command::WorkOrder(Ask::SignOff(_))) = part.asked else { continue };
            let refused = client.do_again(part.document, part.change).unwrap_err();
            assert_eq!(refused.code(), "damaged.signed");
            assert!(client.damaged_work().unwrap().contains(&part), "it stays until somebody gives it up");
            client.give_up(part.document, part.change).unwrap();
            signed += 1;
        }
    }
    assert!(signed > 0, "no page took a sign-off's change");
}

/// Spoils the last page that holds rows; the first ones hold the schema.
fn spoil_rows(folder: &Folder) {
    drop(Store::open(&folder.file(), &key()).unwrap());
    let mut bytes = fs::read(folder.file()).unwrap();
    let last = bytes.len() / PAGE_BYTES - 1;
    bytes[last * PAGE_BYTES + 100..last * PAGE_BYTES + 200].fill(0xa5);
    fs::write(folder.file(), bytes).unwrap();
}
