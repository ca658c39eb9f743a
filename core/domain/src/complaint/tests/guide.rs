//! The page about complaints shows the table of the code.

use std::path::Path;

use crate::complaint::ComplaintStatus;
use crate::complaint::transitions::{ComplaintRow, TABLE};
use crate::flow::{Class, Target};

fn words(name: &str) -> String {
    if name == "none" { "–".to_owned() } else { name.replace('_', " ") }
}

fn line(row: &ComplaintRow) -> String {
    let from: Vec<String> = row.from.iter().map(|status| words(status.name())).collect();
    let to = match row.to {
        Target::To(status) => words(status.name()),
        Target::Unchanged => "unchanged".to_owned(),
        Target::Beside => "beside".to_owned(),
    };
    let by: Vec<String> = row.by.iter().map(|role| words(role.name())).collect();
    let class = match row.class {
        Class::Field => "field",
        Class::Office => "office",
    };
    format!("| {} | {} | {to} | {} | {class} |", from.join(", "), words(row.kind.name()), by.join(", "))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads a page of the documentation")]
fn r41_the_guide_has_the_table_of_the_code() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/complaints.md");
    let page = std::fs::read_to_string(page).unwrap();
    let shown: Vec<&str> =
        page.lines().skip_while(|line| !line.starts_with("| from |")).skip(2).take(TABLE.len()).collect();
    let table: Vec<String> = TABLE.iter().map(line).collect();
    assert_eq!(shown, table, "\n{}\n", table.join("\n"));
    for status in ComplaintStatus::ALL.iter().filter(|status| **status != ComplaintStatus::Untaken) {
        assert!(page.contains(&words(status.name())), "{status:?}");
    }
}
