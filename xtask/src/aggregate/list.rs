//! The lines by which an aggregate joins the others: its module, its line in the one list, and what the suites know of it.

use crate::aggregate::name::Name;
use crate::run::Result;

const USED: &str = "\nuse crate::{";
const WITHOUT_EVENTS: &str = "        \"customer\" | \"asset\" => Known";
const LIST: &str = "\naggregates! {\n";

/// `lib.rs` with the module, among the others by name.
pub fn with_module(lib: &str, name: &Name) -> Result<String> {
    let is_word = |token: &str| token == name.snake;
    if lib.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(is_word) {
        return Err(format!("{} is named in the domain's lib.rs already", name.snake));
    }
    let module = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned());
    let mut lines: Vec<String> = lib.lines().map(str::to_owned).collect();
    let modules = lines.iter().enumerate().filter_map(|(at, line)| Some((at, module(line)?)));
    let place = modules.fold(None, |place: Option<usize>, (at, other)| {
        // The place after the last module that comes before this one.
        if other < name.snake { Some(at + 1) } else { place.or(Some(at)) }
    });
    let place = place.ok_or("the domain's lib.rs has no line `pub mod …;`")?;
    lines.insert(place, format!("pub mod {};", name.snake));
    Ok(lines.join("\n") + "\n")
}

/// `aggregates.rs` with the line at the end of the list, and the module among those it brings in.
pub fn with_line(aggregates: &str, name: &Name) -> Result<String> {
    let named = with_used(aggregates, name)?;
    let begin =
        named.find(LIST).ok_or("the domain's aggregates.rs has no list `aggregates! {`")? + LIST.len();
    let length = named[begin..].find("\n}\n").ok_or("the list in the domain's aggregates.rs has no end")? + 1;
    let (before, after) = named.split_at(begin + length);
    let Name { snake, pascal, words, .. } = name;
    let named_alike =
        before[begin..].lines().any(|line| line.trim_start().starts_with(&format!("{pascal} =>")));
    if named_alike {
        return Err(format!("{pascal} is in the list of aggregates already"));
    }
    Ok(format!("{before}    /// The {words}.\n    {pascal} => {snake}::Rules,\n{after}"))
}

/// `kinds.rs` of the suites with what they know of the kind, before what has no events.
pub fn with_known(kinds: &str, name: &Name) -> Result<String> {
    let Name { snake, pascal, .. } = name;
    let (before, after) =
        kinds.split_once(WITHOUT_EVENTS).ok_or("the suites' kinds.rs has no line of kinds without events")?;
    let module = format!("jobsheet_client::domain::{snake}");
    let page = page(name);
    Ok(format!(
        "{before}        \"{snake}\" => Known {{
            events: Some(Events {{
                read: read::<{module}::{pascal}Event>,
                name: |event| of::<{module}::{pascal}Event>(event).kind().name().to_owned(),
                names: {module}::TABLE.iter().map(|row| row.kind.name().to_owned()).collect(),
            }}),
            table: lines({module}::TABLE, |status| status.name(), |kind| kind.name(), roles),
            page: \"{page}\",
        }},
{WITHOUT_EVENTS}{after}"
    ))
}

/// The page of the kind in the guide, from the workspace's root.
pub fn page(name: &Name) -> String {
    format!("docs/guide/{}s.md", name.snake.replace('_', "-"))
}

fn with_used(aggregates: &str, name: &Name) -> Result<String> {
    let missing = "the domain's aggregates.rs has no line `use crate::{…};`";
    let begin = aggregates.find(USED).ok_or(missing)? + USED.len();
    let length = aggregates[begin..].find("};").ok_or(missing)?;
    let inside = &aggregates[begin..begin + length];
    let mut used: Vec<&str> = inside.split(',').map(str::trim).filter(|one| !one.is_empty()).collect();
    used.push(&name.snake);
    used.sort_unstable();
    Ok(format!("{}{}{}", &aggregates[..begin], used.join(", "), &aggregates[begin + length..]))
}
