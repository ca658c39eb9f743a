//! The skeleton's files. `@name@`, `@Name@`, `@words@`, `@Words@`, `@hans@` and `@hant@` stand for the name, `@series@` for what the rules say of the series;
//! a line that begins with `@series? ` is there for a kind with a series only.

use crate::aggregate::name::{Name, capitalised};

const WITH_SERIES: &str = "@series? ";

macro_rules! files {
    ($($file:literal)*) => {
        /// Each file of the skeleton with its template.
        pub const FILES: &[(&str, &str)] =
            &[$(($file, include_str!(concat!("../../templates/aggregate/", $file, ".txt")))),*];
    };
}

files! {
    "mod.rs" "schema.rs" "command.rs" "event.rs" "flow.rs" "fold.rs" "gate.rs" "rules.rs" "words.rs" "tests/mod.rs"
    "tests/life.rs" "tests/table.rs"
}

/// The page of the kind in the guide.
pub const GUIDE: &str = include_str!("../../templates/aggregate/guide.md.txt");

/// A template with a name and a series filled in.
pub fn filled(template: &str, name: &Name, series: Option<&str>) -> String {
    let line = |line: &str| match line.strip_prefix(WITH_SERIES) {
        Some(line) => series.map(|_| line.to_owned()),
        None => Some(line.to_owned()),
    };
    let lines: Vec<String> = template.lines().filter_map(line).collect();
    let given = series.map_or_else(|| "None".to_owned(), |series| format!("Some(\"{series}\")"));
    (lines.join("\n") + "\n")
        .replace("@name@", &name.snake)
        .replace("@Name@", &name.pascal)
        .replace("@words@", &name.words)
        .replace("@Words@", &capitalised(&name.words))
        .replace("@hans@", &name.chinese[0])
        .replace("@hant@", &name.chinese[1])
        .replace("@series@", &given)
}
