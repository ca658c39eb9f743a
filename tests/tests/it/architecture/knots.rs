//! Knots in a graph: what reaches itself over others.

use std::collections::{BTreeMap, BTreeSet};

/// Who names whom.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// Each set of two or more that all reach each other, sorted.
pub fn knots(graph: &Graph) -> BTreeSet<Vec<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        graph.keys().map(|from| (from, reach(graph, from))).collect();
    let reaches = |from: &String, to: &String| reached.get(from).is_some_and(|reached| reached.contains(to));
    let knot = |one: &String| -> Vec<String> {
        graph.keys().filter(|other| reaches(one, other) && reaches(other, one)).cloned().collect()
    };
    graph.keys().map(knot).filter(|knot| knot.len() > 1).collect()
}

fn reach<'a>(graph: &'a Graph, from: &String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&String> = graph.get(from).into_iter().flatten().collect();
    while let Some(one) = next.pop() {
        if reached.insert(one) {
            next.extend(graph.get(one).into_iter().flatten());
        }
    }
    reached
}

#[test]
fn a_knot_is_what_reaches_itself_over_others() {
    let arrows =
        [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("f", "f"), ("g", "h"), ("h", "g")];
    let mut graph = Graph::new();
    for (from, to) in arrows {
        graph.entry(from.to_owned()).or_default().insert(to.to_owned());
    }
    let found: Vec<String> = knots(&graph).into_iter().map(|knot| knot.join(" ")).collect();
    assert_eq!(found, ["a b c", "g h"]);
}
