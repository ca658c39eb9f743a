use jobsheet_client::domain::command::Command;
use jobsheet_client::domain::customer::CustomerCommand;
use jobsheet_client::domain::value::Value;
use jobsheet_client::store::OrderQuery;

use crate::device::{Folder, order};

#[test]
fn a_renamed_customer_is_renamed_in_the_list_of_orders_which_keeps_its_order() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (_first, _second) = (order(&client), order(&client));
    let before = client.orders(&OrderQuery::default()).unwrap();
    let customer = before[1].row.customer.unwrap();
    let name = Value::Text("Moon Lake Works".to_owned());
    let rename = CustomerCommand::SetFact { name: "name".to_owned(), value: name };
    client.submit(customer, &Command::Customer(rename)).unwrap();
    let after = client.orders(&OrderQuery::default()).unwrap();
    let names: Vec<&str> = after.iter().map(|listed| listed.row.customer_name.as_str()).collect();
    assert_eq!(names, ["Star Lake Works", "Moon Lake Works"]);
    assert_eq!(after[1].row.updated_at, before[1].row.updated_at);
}
