//! Records that change reach the lists.

use super::*;

#[test]
fn records_that_change_reach_the_rows_of_documents_that_do_not() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let bytes = crate::device::record("staff", &crate::device::staff("Li Na")).bytes;
    hears(&client, &[], vec![Down::Record(Record { name: "staff".to_owned(), position: 7, bytes })]);
    let found = RowQuery { text: "li na".to_owned(), ..RowQuery::default() };
    let listed = client.orders(&found, Page::default()).unwrap();
    let shown: Vec<_> = listed.iter().map(|one| (one.row.id, one.row.lead_name.as_str())).collect();
    assert_eq!(shown, [(order, "Li Na")]);
}

/// R32: what a machine's list says of its warranty is by the catalogue of the moment.
#[test]
fn r32_a_catalogue_that_changes_reaches_the_list_of_machines() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let customer = crate::device::customer(&client, "Star Lake Works");
    let machine = AssetCommand::Create {
        product_model: "WL50".to_owned(),
        serial: "1".to_owned(),
        customer,
        site: None,
        acceptance_date: Some(StoredDay::from("2026-01-31".parse::<CivilDate>().unwrap())),
        warranty_months: None,
    };
    client.create(&Command::Asset(machine)).unwrap();
    let until = || client.assets_of(customer).unwrap()[0].warranty_until.unwrap();
    let before = until();
    let product = Product { model: "WL50".to_owned(), family: "pump".to_owned(), warranty_months: 120 };
    let catalogue = Catalogue { products: vec![product], ..Catalogue::default() };
    let bytes = crate::device::record("catalogue", &catalogue).bytes;
    let record = Record { name: "catalogue".to_owned(), position: 7, bytes };
    let kept = hears(&client, &[], vec![Down::Record(record)]);
    assert!(kept.records && until() > before.plus_ms(8 * 365 * DAY_MS), "{:?} {:?}", before, until());
}
