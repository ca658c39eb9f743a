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
    let listed = client.documents(work_order::KIND, &found, Page::default()).unwrap();
    assert_eq!(listed.iter().map(|one| one.row.id).collect::<Vec<_>>(), [order]);
}
