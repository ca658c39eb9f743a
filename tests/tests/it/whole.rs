//! Every aggregate is whole: what is stored of it has fixtures and a snapshot, what people read of it is there in every
//! language, and its page shows its table. A kind that joins the list fails here until it has all of that.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jobsheet_client::domain::aggregates::{Command, KINDS, Subject, listing, series, words};
use jobsheet_client::domain::content::Content;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::kind::Kind;
use jobsheet_client::domain::schema::{Schema, Section, Table};
use jobsheet_client::domain::wording::Terms;
use jobsheet_client::domain::words::is_known;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::kinds::{known, names, nothing, place, variants};

fn text(path: &str) -> String {
    std::fs::read_to_string(place(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn fixture(file: &str) -> Vec<Value> {
    serde_json::from_str(&text(&format!("tests/fixtures/{file}"))).unwrap()
}

#[test]
fn every_command_of_every_kind_has_a_stored_form_in_the_fixtures() {
    let stored = fixture("commands-1.json");
    for kind in KINDS.iter() {
        let error = Command::of_kind(kind, nothing()).expect_err("nothing is stored so");
        let said: BTreeSet<String> =
            stored.iter().filter_map(|one| one.get(kind.name())).map(first_word).collect();
        let missing: Vec<_> = variants(&error).difference(&said).cloned().collect();
        assert!(missing.is_empty(), "{}: commands-1.json lacks {missing:?}", kind.name());
    }
}

#[test]
fn every_event_of_every_kind_has_a_stored_form_in_the_fixtures() {
    let stored = fixture("events-1.json");
    for kind in names() {
        let Some(events) = known(kind).events else { continue };
        let of_kind = stored.iter().filter(|one| one["document"] == kind);
        let written: BTreeSet<String> = of_kind.map(|one| (events.name)(&one["event"])).collect();
        let missing: Vec<_> = events.names.difference(&written).collect();
        assert!(missing.is_empty(), "{kind}: events-1.json lacks {missing:?}");
        let error = (events.read)(&nothing()).expect_err("nothing is stored so");
        let happened =
            stored.iter().filter(|one| one["document"] == kind).map(|one| first_word(&one["event"]));
        let missing: Vec<_> = variants(&error).difference(&happened.collect()).cloned().collect();
        assert!(missing.is_empty(), "{kind}: events-1.json lacks {missing:?}");
    }
}

/// The name by which a command or an event is stored.
fn first_word(stored: &Value) -> String {
    let name = stored.as_str().or_else(|| stored.as_object()?.keys().next().map(String::as_str));
    name.expect("a name").to_owned()
}

#[test]
fn what_a_kind_holds_is_its_snapshot() {
    for kind in KINDS.iter() {
        let path = format!("tests/fixtures/schemas/{}.json", kind.name());
        let held = serde_json::to_string_pretty(&held(kind.schema())).unwrap() + "\n";
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::create_dir_all(place("tests/fixtures/schemas")).unwrap();
            std::fs::write(place(&path), &held).unwrap();
        }
        assert_eq!(text(&path), held, "what is stored of a {} changed: renew {path}", kind.name());
    }
}

fn held(schema: &Schema) -> Value {
    let items: Map<String, Value> =
        schema.items.iter().map(|(name, fields)| ((*name).to_owned(), typed(fields))).collect();
    json!({
        "kind": schema.kind,
        "version": schema.version(),
        "facts": typed(schema.facts),
        "items": items,
        "texts": schema.texts,
        "added_texts": schema.added_texts,
        "section": schema.section.as_ref().map(section),
    })
}

fn section(section: &Section) -> Value {
    let Section { name, facts, texts, last } = section;
    json!({ "name": name, "facts": typed(facts), "texts": texts, "last": last })
}

fn typed(table: Table) -> Value {
    table
        .iter()
        .map(|(name, holds)| ((*name).to_owned(), format!("{holds:?}")))
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .collect()
}

#[test]
fn every_refusal_of_a_kind_has_its_message() {
    for kind in names() {
        let mut codes = BTreeSet::new();
        collect(&place(&format!("core/domain/src/{kind}")), kind, &mut codes);
        assert!(!codes.is_empty(), "{kind} refuses nothing: its folder is core/domain/src/{kind}");
        let silent: Vec<_> = codes.iter().filter(|code| !is_known(code)).collect();
        assert!(silent.is_empty(), "{kind}: no message of {silent:?}");
    }
}

/// In each of the three scripts, and in English otherwise than in Chinese.
#[test]
fn every_status_and_event_of_every_kind_has_its_words() {
    for kind in KINDS.iter() {
        let words = words(kind).expect("a kind of the list");
        let said = [("its name", words.name), ("its list", words.list)].into_iter();
        let all = said.chain([words.statuses, words.events, words.terms].into_iter().flatten().copied());
        for (name, said) in all {
            assert!(said.iter().all(|word| !word.trim().is_empty()), "{kind:?} {name}");
            assert_ne!(said[0], said[2], "{kind:?} {name}");
        }
        let has = |terms: Terms, name: &str| terms.iter().any(|(known, _)| *known == name);
        let known = known(kind.name());
        let events = known.events.into_iter().flat_map(|events| events.names);
        let silent: Vec<String> = events.filter(|name| !has(words.events, name)).collect();
        assert!(silent.is_empty(), "{kind:?}: no words for {silent:?}");
        let listed = listing(&Subject::new(Content::empty(kind, DocumentId(Uuid::nil()), 1)).unwrap());
        assert!(
            listed.status.is_empty() || has(words.statuses, &listed.status),
            "{kind:?} {}",
            listed.status
        );
    }
}

/// The codes `kind.*` in the texts of all sources of a folder.
fn collect(folder: &Path, kind: &str, codes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, kind, codes);
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        let begin = format!("\"{kind}.");
        for rest in source.split(&begin).skip(1) {
            let name: String =
                rest.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '_').collect();
            codes.insert(format!("{kind}.{name}"));
        }
    }
}

#[test]
fn every_kind_has_its_page_with_every_row_of_its_table() {
    for kind in names() {
        let about = known(kind);
        let page = text(about.page);
        let shown: Vec<&str> = page.lines().filter(|line| line.starts_with('|')).collect();
        let missing: Vec<_> = about.table.iter().filter(|line| !shown.contains(&line.as_str())).collect();
        assert!(missing.is_empty(), "{}: {missing:#?}", about.page);
        assert!(
            page.to_lowercase().contains(&kind.replace('_', " ")),
            "{} says nothing of {kind}",
            about.page
        );
    }
}

#[test]
fn r1_every_register_has_letters_of_its_own() {
    let mut taken: BTreeMap<&str, Kind> = BTreeMap::new();
    for kind in KINDS.iter() {
        let Some(letters) = series(kind) else { continue };
        if let Some(other) = taken.insert(letters, kind) {
            panic!("{kind:?} and {other:?} both number {letters}");
        }
    }
}
