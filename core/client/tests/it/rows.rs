use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::asset::AssetCommand;
use jobsheet_client::domain::customer::CustomerCommand;
use jobsheet_client::domain::value::Value;
use jobsheet_client::domain::work_order;
use jobsheet_client::store::{Page, RowQuery};

use crate::device::{Folder, customer, order, raise};

#[test]
fn a_renamed_customer_is_renamed_in_the_list_of_orders_which_keeps_its_order() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (_first, _second) = (order(&client), order(&client));
    let before = client.orders(&RowQuery::default(), Page::default()).unwrap();
    let customer = before[1].row.customer.unwrap();
    let name = Value::Text("Moon Lake Works".to_owned());
    let rename = CustomerCommand::SetFact { name: "name".to_owned(), value: name };
    client.submit(customer, &Command::Customer(rename)).unwrap();
    let after = client.orders(&RowQuery::default(), Page::default()).unwrap();
    let names: Vec<&str> = after.iter().map(|listed| listed.row.customer_name.as_str()).collect();
    assert_eq!(names, ["Star Lake Works", "Moon Lake Works"]);
    assert_eq!(after[1].row.updated_at, before[1].row.updated_at);
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
