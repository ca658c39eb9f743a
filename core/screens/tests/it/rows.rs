use jobsheet_client::Client;
use jobsheet_client::domain::aggregates::{Command, KINDS};
use jobsheet_client::domain::asset::{AssetCommand, StoredDay};
use jobsheet_client::domain::customer::{self, CustomerCommand};
use jobsheet_client::domain::date::CivilDate;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::records::{Catalogue, Policy, Product};
use jobsheet_client::domain::request::RequestCommand;
use jobsheet_client::domain::sla::{ClockPolicy, ClockRule, ClockScope};
use jobsheet_client::domain::time::{DAY_MS, Timestamp};
use jobsheet_client::domain::value::{Address, Value};
use jobsheet_client::domain::work_order::{self, Status};
use jobsheet_client::store::{DocumentRow, MyRole, Page, RowQuery, Store, WriteTx};
use jobsheet_screens::{ListedOrder, MatchedBy, screens};

use jobsheet_kit::folder::{Folder, customer, key, note, order, raise, record};

#[test]
fn a_renamed_customer_is_renamed_in_the_list_of_orders_which_keeps_its_order() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (_first, _second) = (order(&client), order(&client));
    let before = screens(&client).orders(&RowQuery::default(), Page::default()).unwrap();
    let customer = before[1].row.customer.unwrap();
    let name = Value::Text("Moon Lake Works".to_owned());
    let rename = CustomerCommand::SetFact { name: "name".to_owned(), value: name };
    client.submit(customer, &Command::Customer(rename)).unwrap();
    let after = screens(&client).orders(&RowQuery::default(), Page::default()).unwrap();
    let names: Vec<&str> = after.iter().map(|listed| listed.row.customer_name.as_str()).collect();
    assert_eq!(names, ["Star Lake Works", "Moon Lake Works"]);
    assert_eq!(after[1].row.updated_at, before[1].row.updated_at);
}

#[test]
fn an_order_says_where_it_stands_and_how_urgent_it_is_in_the_readers_words() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let row = screens(&client).orders(&RowQuery::default(), Page::default()).unwrap().remove(0).row;
    assert_eq!((row.status, row.status_text.as_str()), (Status::Assigned, "assigned"));
    assert_eq!((row.priority.as_str(), row.priority_text.as_str()), ("normal", "normal"));
    let page = screens(&client).order(order).unwrap();
    assert_eq!((page.status_text, page.priority_text), (row.status_text, row.priority_text));
}

/// R24: what a contract promises runs on the tablet as at the console, also when the contract comes after the order.
#[test]
fn r24_the_clocks_of_an_order_run_by_its_customers_contract() {
    let folder = Folder::enrolled();
    let mut policy = Policy::default();
    let everybodys = policy.clocks.iter().find(|clock| clock.rule == ClockRule::OnSite).unwrap();
    let scope = ClockScope::Contract("K-1".to_owned());
    policy.clocks.push(ClockPolicy { scope, target_ms: 60_000, at_risk_ms: 20_000, ..everybodys.clone() });
    let record = record("policy", &policy);
    Store::open(&folder.file(), &key()).unwrap().write(|tx| tx.put_record(&record)).unwrap();
    let client = folder.client();
    let order = order(&client);
    let listed = || screens(&client).orders(&RowQuery::default(), Page::default()).unwrap().remove(0).row;
    let customer = listed().customer.unwrap();
    let contract = Value::Text("K-1".to_owned());
    let sign = CustomerCommand::SetFact { name: "contract".to_owned(), value: contract };
    client.submit(customer, &Command::Customer(sign)).unwrap();
    let page = screens(&client).order(order).unwrap();
    let on_site = page.clocks.iter().find(|clock| clock.rule == ClockRule::OnSite).unwrap();
    let clock = listed().clock.unwrap();
    assert_eq!((clock.rule.as_str(), Some(clock.target)), ("R24", on_site.target_at));
    assert_eq!(clock.target, on_site.started_at.plus_ms(60_000));
    assert_eq!(clock.at_risk, clock.target.plus_ms(-20_000));
    note(&client, order, "The belt smells").unwrap();
    assert_eq!(listed().clock, Some(clock), "a tap on the order keeps it");
}

/// R32: what a machine's list says of its warranty is by the catalogue of the moment.
#[test]
fn r32_a_catalogue_that_changes_reaches_the_list_of_machines() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let customer = customer(&client, "Star Lake Works");
    let machine = AssetCommand::Create {
        product_model: "WL50".to_owned(),
        serial: "1".to_owned(),
        customer,
        site: None,
        acceptance_date: Some(StoredDay::from("2026-01-31".parse::<CivilDate>().unwrap())),
        warranty_months: None,
    };
    client.create(&Command::Asset(machine)).unwrap();
    let until = |client: &Client| screens(client).assets_of(customer).unwrap()[0].warranty_until.unwrap();
    let before = until(&client);
    drop(client);
    let product = Product { model: "WL50".to_owned(), family: "pump".to_owned(), warranty_months: 120 };
    let catalogue = record("catalogue", &Catalogue { products: vec![product], ..Catalogue::default() });
    Store::open(&folder.file(), &key()).unwrap().write(|tx| tx.put_record(&catalogue)).unwrap();
    let after = until(&folder.client());
    assert!(after > before.plus_ms(8 * 365 * DAY_MS), "{before:?} {after:?}");
}

/// R12, R46: checklist and qualifications go by the model, also of an order that was raised without signal.
#[test]
fn r46_an_order_raised_on_a_device_knows_its_machines_model() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let customer = customer(&client, "Star Lake Works");
    let machine = AssetCommand::Create {
        product_model: "WL50".to_owned(),
        serial: "1".to_owned(),
        customer,
        site: None,
        acceptance_date: None,
        warranty_months: None,
    };
    let machine = client.create(&Command::Asset(machine)).unwrap().document;
    let order = raise(&client, customer, Some(machine));
    let found = client.search("WL50", Some(work_order::KIND), Page::default()).unwrap();
    assert_eq!(found, [(order, work_order::KIND)]);
}

/// The rows of a list with the time of their last change.
fn changed(client: &Client) -> Vec<(DocumentId, Timestamp)> {
    let listed = screens(client).orders(&RowQuery::default(), Page::default()).unwrap();
    listed.iter().map(|one| (one.row.id, one.row.updated_at)).collect()
}

/// Lets the file look as if an earlier version of the listing had made its rows.
fn made_by_an_earlier_version(folder: &Folder, spoilt: Option<DocumentId>) {
    let store = Store::open(&folder.file(), &key()).unwrap();
    let spoil = |tx: &mut WriteTx<'_>, id| {
        let head = tx.document_head(id)?.unwrap();
        tx.put_snapshot(id, &head.heads, &head.heads, head.schema, b"spoilt")
    };
    store
        .write(|tx| {
            spoilt.map_or(Ok(()), |id| spoil(tx, id))?;
            let listed = tx.rows(work_order::KIND.name(), &RowQuery::default(), Page::default())?;
            listed.iter().try_for_each(|one| {
                tx.put_row(&DocumentRow { title: "as before".to_owned(), ..one.row.clone() })
            })?;
            tx.set_listing_version(1)
        })
        .unwrap();
}

#[test]
fn rows_of_an_earlier_version_of_the_listing_are_made_again_and_keep_their_places() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (first, second) = (order(&client), order(&client));
    note(&client, first, "The last to change").unwrap();
    let before = changed(&client);
    assert_eq!(before.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [first, second]);
    drop(client);
    made_by_an_earlier_version(&folder, Some(second));
    let client = folder.client();
    assert_eq!(changed(&client), before);
    let listed = screens(&client).orders(&RowQuery::default(), Page::default()).unwrap();
    let titles: Vec<&str> = listed.iter().map(|one| one.row.title.as_str()).collect();
    assert_ne!(titles[0], "as before");
    assert_eq!(titles[1], "as before", "what cannot be read keeps what it has");
    assert_eq!(client.unsent().unwrap().changes, changed_and_unsent(&listed));
}

fn changed_and_unsent(listed: &[ListedOrder]) -> u64 {
    // Each order has a customer of its own, made with one tap.
    listed.iter().map(|one| u64::from(one.unsent) + 1).sum()
}

#[test]
fn what_a_list_shows_of_any_kind_is_asked_in_one_way() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    for kind in KINDS.iter() {
        let listed = client.documents(kind, &RowQuery::default(), Page::default()).unwrap();
        let expected = usize::from([work_order::KIND, customer::KIND].contains(&kind));
        assert_eq!(listed.len(), expected, "{}", kind.name());
    }
    let mine = RowQuery { mine: true, to_do: true, ..RowQuery::default() };
    let mine = client.documents(work_order::KIND, &mine, Page::default()).unwrap();
    assert_eq!(
        mine.iter().map(|one| (one.row.id, one.row.my_role)).collect::<Vec<_>>(),
        [(order, MyRole::Lead)]
    );
    assert_eq!(client.counts(work_order::KIND).unwrap(), [("assigned".to_owned(), 1)]);
}

/// R3, R32: who calls is recognised, and what they have is shown with its warranty and where it stands.
#[test]
fn r3_a_caller_is_recognised_by_number_serial_and_name_with_their_machines_and_requests() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let customer = customer(&client, "Star Lake Works");
    let site = client.new_item().unwrap();
    let address = Address { text: "1 Lake Road".to_owned(), position: None };
    let add = CustomerCommand::PutSite { id: site, name: "Hall 2".to_owned(), address, distance_m: None };
    client.submit(customer, &Command::Customer(add)).unwrap();
    let machine = AssetCommand::Create {
        product_model: "WL50".to_owned(),
        serial: "SN-77/01".to_owned(),
        customer,
        site: Some(site),
        acceptance_date: None,
        warranty_months: None,
    };
    client.create(&Command::Asset(machine)).unwrap();
    let call = RequestCommand::Log {
        channel: "phone".to_owned(),
        provisional: Some("T-1".to_owned()),
        customer: Some(customer),
        caller: "Sun".to_owned(),
        phone: "021-6277 1234".to_owned(),
        address: Address { text: String::new(), position: None },
        product_model: "WL50".to_owned(),
        serial: String::new(),
        fault: "It does not start".to_owned(),
    };
    let call = client.create(&Command::Request(call)).unwrap().document;
    for (said, way) in
        [("+86 21 62771234", MatchedBy::Phone), ("sn7701", MatchedBy::Asset), ("star lake", MatchedBy::Words)]
    {
        let found = screens(&client).callers(said).unwrap();
        assert_eq!(
            found.iter().map(|one| (one.customer.id, one.matched_by)).collect::<Vec<_>>(),
            [(customer, way)]
        );
        assert_eq!(
            (found[0].assets[0].site.as_str(), found[0].assets[0].warranty_until),
            ("Hall 2 1 Lake Road", None)
        );
        assert_eq!(
            (found[0].requests[0].id, found[0].requests[0].customer_name.as_str()),
            (call, "Star Lake Works")
        );
    }
    assert!(screens(&client).callers("13911112222").unwrap().is_empty());
    let open: Vec<_> = screens(&client).requests(true, Page::default()).unwrap();
    assert_eq!(
        open.iter().map(|one| (one.number.as_str(), one.channel.as_str())).collect::<Vec<_>>(),
        [("T-1", "phone")]
    );
    assert_eq!(screens(&client).customers("", Page::default()).unwrap()[0].address, "1 Lake Road");
}
