//! A tablet of this version against a server of an earlier one, which knows no complaints, and that server's update.

use jobsheet_client::Client;
use jobsheet_client::domain::aggregates::{Command, KINDS};
use jobsheet_client::domain::complaint::{self, Channel, ComplaintTaken};
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::kind::{Kind, Kinds};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::words::message;
use jobsheet_client::domain::work_order::WorkOrderCommand as Ask;
use jobsheet_client::domain::{asset, customer, request, work_order};
use jobsheet_client::store::{Page, RowQuery};
use jobsheet_kit::world::{Device, World};
use jobsheet_screens::screens;
use serde_json::json;

/// What a server of version 1 knew.
const VERSION_1: &[Kind] = &[work_order::KIND, request::KIND, customer::KIND, asset::KIND];

fn take(client: &Client) -> DocumentId {
    let taken = ComplaintTaken {
        channel: Channel::OnSite,
        request: None,
        order: None,
        remark: None,
        provisional: None,
        customer: None,
        asset: None,
        product_model: String::new(),
        contact: "Sun Wei".to_owned(),
        phone: String::new(),
        title: "Leaks again".to_owned(),
        facts: "The new seal leaks.".to_owned(),
        demand: String::new(),
    };
    client.take_complaint(&taken).unwrap().document
}

fn note(client: &Client, complaint: DocumentId, text: &str) {
    let base = screens(client).complaint(complaint).unwrap().heads;
    let edit =
        complaint::ComplaintCommand::EditText { field: "notes".to_owned(), base, text: text.to_owned() };
    client.submit(complaint, &Command::Complaint(edit)).unwrap();
}

fn tap(client: &Client, order: DocumentId, ask: Ask) {
    client.submit(order, &Command::WorkOrder(ask)).unwrap();
}

async fn sync(device: &Device) -> usize {
    device.client.sync(&device.cancel).await.unwrap().refused
}

#[tokio::test]
async fn a_complaint_waits_for_the_servers_update_and_goes_up_by_itself_while_orders_go_on() {
    assert!(KINDS.find(complaint::KIND.name()).is_some());
    let mut world = World::begin_with(1, 1, Kinds(VERSION_1)).await;
    let order = world.orders[0];
    let tablet = world.devices[0].client.clone();
    let complaint = take(&tablet);
    note(&tablet, complaint, "Seen by two.");
    tap(&tablet, order, Ask::Accept);

    for _ in 0..2 {
        assert_eq!(sync(&world.devices[0]).await, 0, "nothing is refused for good");
        assert_eq!(tablet.wedged().unwrap(), []);
        let [(document, reason)] = &tablet.missing().unwrap()[..] else { panic!("it waits, with a reason") };
        assert_eq!((*document, reason.code.as_str()), (complaint, "sync.server_too_old"));
        for language in Language::ALL {
            assert!(!message(reason, language).is_empty(), "{language:?}");
        }
        let listed = screens(&tablet).complaints(&RowQuery::default(), Page::default()).unwrap();
        assert_eq!(listed.len(), 1, "it is there to read and to work on");
        assert_eq!(tablet.unsent().unwrap().changes, 2, "the order's tap has gone");
    }
    let shown = world.office.get(&format!("/api/orders/{order}")).await;
    assert_eq!(shown["status"], "accepted");
    let cancelled = world.office.ask_order(order, json!({ "cancel": { "reason": "No time." } })).await;
    assert_eq!(cancelled.status, 200, "{}", cancelled.body);
    sync(&world.devices[0]).await;
    assert_eq!(
        screens(&tablet).order(order).unwrap().status,
        work_order::Status::Cancelled,
        "news comes down too"
    );

    world.update().await;
    note(&tablet, complaint, "Seen by two, and by the manager.");
    sync(&world.devices[0]).await;
    assert_eq!((tablet.unsent().unwrap().changes, tablet.missing().unwrap()), (0, Vec::new()));
    let page = world.office.get(&format!("/api/complaints/{complaint}")).await;
    assert_eq!(page["texts"]["facts"], "The new seal leaks.");
    assert_eq!(page["texts"]["notes"], "Seen by two, and by the manager.");
    assert!(page["number"].as_str().unwrap().starts_with("CP-"), "it has its number of the register");
    sync(&world.devices[0]).await;
    let number = screens(&tablet).complaint(complaint).unwrap().listed.row.number;
    assert!(number.starts_with("CP-"), "and the tablet hears it: {number}");
}
