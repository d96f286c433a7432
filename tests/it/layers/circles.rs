//! Files that use each other in a circle.
use std::collections::{BTreeMap, BTreeSet};

use super::tree::Tree;

/// Whom each file uses.
pub(super) type Graph = BTreeMap<String, BTreeSet<String>>;

/// What a folder announces itself with, in its `mod.rs`: the sign on the door, which its own files may read.
const SIGNS: &[&str] = &["NOUN", "PAGE"];

/// Files of the house and whom they use: what defines the thing counts, not the signpost over it. Tests do not count.
pub(super) fn graph(tree: &Tree) -> Graph {
    let mut out: Graph = tree.files().into_iter().map(|f| (f.to_owned(), BTreeSet::new())).collect();
    for named in tree.uses().into_iter().filter(|u| !u.foreign && !u.signpost && !u.test) {
        if named.path.last().is_some_and(|name| SIGNS.contains(&&**name)) {
            continue;
        }
        if let Some(target) = tree.file_of(&named.home).filter(|target| *target != named.file) {
            out.entry(named.file.clone()).or_default().insert(target.to_owned());
        }
    }
    out
}

/// The circles, each as one shortest way round: a → b → a. Every file that is in some circle is in one of them.
pub(super) fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    for start in graph.keys() {
        if !out.iter().any(|way| way.contains(start)) {
            out.extend(way_round(graph, start));
        }
    }
    out
}

/// A shortest way from a file to itself.
fn way_round(graph: &Graph, start: &String) -> Option<Vec<String>> {
    let mut came_from: BTreeMap<&String, &String> = BTreeMap::new();
    let mut round = vec![start];
    while !round.is_empty() {
        let mut next = Vec::new();
        for file in round {
            for used in graph.get(file).into_iter().flatten() {
                if used == start {
                    let mut way = vec![file.clone()];
                    let mut at = file;
                    while at != start {
                        at = came_from[at];
                        way.push(at.clone());
                    }
                    way.reverse();
                    way.push(start.clone());
                    return Some(way);
                }
                if !came_from.contains_key(used) {
                    came_from.insert(used, file);
                    next.push(used);
                }
            }
        }
        round = next;
    }
    None
}
