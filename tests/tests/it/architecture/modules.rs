//! Modules of a crate form no circle: whoever reads one reads what lies below it and nothing above. Held for the modules
//! of each folder among each other; a module and those inside it may name each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::knots::{Graph, knots};
use super::members;
use super::source::{Names, names};

/// A place in the tree of modules: `admit::decoder` is `["admit", "decoder"]`, the crate's root is empty.
pub type Place = Vec<String>;

/// Every module of a crate with what it names.
pub type Modules = BTreeMap<Place, Names>;

#[test]
fn modules_of_a_crate_form_no_circle() {
    let mut found = BTreeSet::new();
    for (member, folder) in members() {
        for (inside, graph) in graphs(&read(&folder.join("src"))) {
            found.extend(
                knots(&graph).into_iter().map(|knot| (member.clone(), inside.join("::"), knot.join(" "))),
            );
        }
    }
    assert!(found.is_empty(), "modules name each other in a circle: {found:#?}");
}

/// Every module that is not for tests only.
pub fn read(src: &Path) -> Modules {
    let mut modules = Modules::new();
    for root in ["lib.rs", "main.rs"] {
        if src.join(root).is_file() {
            take(src, &src.join(root), Place::new(), &mut modules);
        }
    }
    modules
}

fn take(folder: &Path, file: &Path, place: Place, modules: &mut Modules) {
    let names = names(&std::fs::read_to_string(file).expect("a source that can be read"));
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("a folder that can be read").path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let inner = path.join("mod.rs");
        let source = if inner.is_file() { inner } else { folder.join(format!("{name}.rs")) };
        let is_root = ["lib", "main", "mod"].contains(&name.as_str());
        let is_taken = modules.contains_key(&[place.clone(), vec![name.clone()]].concat());
        if is_root || is_taken || names.tests.contains(&name) || name == "tests" || !source.is_file() {
            continue;
        }
        take(&folder.join(&name), &source, [place.clone(), vec![name]].concat(), modules);
    }
    let known = modules.entry(place).or_default();
    known.paths.extend(names.paths);
    known.brought.extend(names.brought);
}

/// For each folder of modules, which of them names which.
pub fn graphs(modules: &Modules) -> BTreeMap<Place, Graph> {
    let mut graphs: BTreeMap<Place, Graph> = BTreeMap::new();
    for (place, names) in modules {
        for path in &names.paths {
            for target in reached(modules, place, path) {
                let shared = place.iter().zip(&target).take_while(|(one, other)| one == other).count();
                if let (Some(from), Some(to)) = (place.get(shared), target.get(shared)) {
                    let graph = graphs.entry(place[..shared].to_vec()).or_default();
                    graph.entry(from.clone()).or_default().insert(to.clone());
                }
            }
        }
    }
    graphs
}

/// The modules a path leads to: the one it names, and the one from which that brings in what is named.
fn reached(modules: &Modules, from: &Place, path: &[String]) -> Vec<Place> {
    let mut reached = Vec::new();
    let (mut from, mut path) = (from.clone(), path.to_vec());
    // Whoever brings in what was brought in elsewhere does so a few times at most.
    for _ in 0..8 {
        let (place, rest) = walk(modules, &from, &path);
        reached.push(place.clone());
        let name = rest.first();
        let brought =
            modules.get(&place).and_then(|names| names.brought.iter().find(|(here, _)| Some(here) == name));
        let Some((_, origin)) = brought else { break };
        path = origin.iter().chain(rest.iter().skip(1)).cloned().collect();
        from = place;
    }
    reached
}

/// The deepest module along a path, and what is left of it.
fn walk(modules: &Modules, from: &Place, path: &[String]) -> (Place, Vec<String>) {
    let mut place = from.clone();
    let mut rest = path.iter();
    while let Some(word) = rest.clone().next() {
        match word.as_str() {
            "crate" => place.clear(),
            "super" => drop(place.pop()),
            "self" => {}
            _ => {
                let inner = [place.clone(), vec![word.clone()]].concat();
                if !modules.contains_key(&inner) {
                    break;
                }
                place = inner;
            }
        }
        rest.next();
    }
    (place, rest.cloned().collect())
}
