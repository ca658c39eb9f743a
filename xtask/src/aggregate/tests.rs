use super::list::{with_known, with_line, with_module};
use super::template::{FILES, filled};
use super::*;

const CHINESE: &str = "备件索赔,備件索賠";

fn name(word: &str) -> Name {
    Name::parse(word, CHINESE).unwrap()
}

fn domain(file: &str) -> String {
    run::read(&place::root().join(DOMAIN).join(file)).unwrap()
}

#[test]
fn a_name_is_spelt_as_serde_spells_it() {
    let Name { snake, pascal, words, .. } = name("spare_claim2");
    assert_eq!(
        (snake.as_str(), pascal.as_str(), words.as_str()),
        ("spare_claim2", "SpareClaim2", "spare claim2")
    );
    for word in
        ["", "SpareClaim", "spare-claim", "_claim", "claim_", "spare__claim", "2nd", "spare_2", "零件"]
    {
        assert!(Name::parse(word, CHINESE).unwrap_err().contains("snake_case"), "{word}");
    }
    for word in ["type", "rules", "possible"] {
        assert!(Name::parse(word, CHINESE).unwrap_err().contains("something else"), "{word}");
    }
}

#[test]
fn a_name_is_said_in_both_scripts() {
    assert_eq!(name("spare_claim").chinese, ["备件索赔", "備件索賠"]);
    for chinese in ["", "备件索赔", "备件索赔,", "claim,claim", "a,b,c"] {
        assert!(Name::parse("spare_claim", chinese).unwrap_err().contains("Traditional"), "{chinese}");
    }
}

#[test]
fn the_suites_know_of_the_kind_before_those_without_events() {
    let kinds = run::read(&place::root().join(KINDS)).unwrap();
    let with = with_known(&kinds, &name("spare_claim")).unwrap();
    assert!(with.contains("read::<jobsheet_client::domain::spare_claim::SpareClaimEvent>"));
    assert!(with.contains("docs/guide/spare-claims.md"));
    assert_eq!(with.matches("=> Known {").count(), kinds.matches("=> Known {").count() + 1);
}

#[test]
fn the_module_stands_among_the_others_by_name() {
    let lib = domain("lib.rs");
    for (word, before) in [("aaa", "pub mod aggregate;"), ("quote", "pub mod reads;"), ("zzz", "")] {
        let with = with_module(&lib, &name(word)).unwrap();
        let lines: Vec<&str> = with.lines().collect();
        let at = lines.iter().position(|line| *line == format!("pub mod {word};")).unwrap();
        assert_eq!(lines[at + 1], before);
        assert_eq!(
            with.lines().filter(|line| *line != format!("pub mod {word};")).collect::<Vec<_>>(),
            lib.lines().collect::<Vec<_>>()
        );
    }
}

#[test]
fn the_line_stands_last_in_the_list_and_its_module_is_brought_in() {
    let with = with_line(&domain("aggregates.rs"), &name("spare_claim")).unwrap();
    let (_, list) = with.split_once("\naggregates! {\n").unwrap();
    let (list, _) = list.split_once("\n}\n").unwrap();
    assert!(list.ends_with("    /// The spare claim.\n    SpareClaim => spare_claim::Rules,"), "{list}");
    let used = with.lines().find(|line| line.starts_with("use crate::{")).unwrap();
    assert!(used.contains("request, spare_claim, work_order"), "{used}");
}

#[test]
fn what_exists_is_refused_and_nothing_is_written() {
    let root = place::root();
    for word in ["complaint", "permission", "content"] {
        let problem = write(&root, word, CHINESE, None).unwrap_err();
        assert!(problem.contains(word) && problem.contains("already"), "{problem}");
    }
    for series in ["WO", "wo", "W", "WOO"] {
        assert!(write(&root, "spare_claim", CHINESE, Some(series)).unwrap_err().contains(series));
    }
    assert!(!root.join(DOMAIN).join("spare_claim").exists());
}

#[test]
fn a_template_keeps_no_placeholder_and_a_number_belongs_to_a_series() {
    for (file, text) in FILES {
        for series in [None, Some("ZZ")] {
            let filled = filled(text, &name("spare_claim"), series);
            assert!(!filled.contains('@'), "{file}");
            assert_eq!(
                filled.contains("number_is_the_servers"),
                series.is_some() && text.contains("number_is_the_servers")
            );
        }
    }
}
