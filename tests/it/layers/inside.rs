//! Floors inside a folder of the domain: its files form an order, and no two of them a circle.
use super::{
    circles::{Graph, circles, graph},
    floors::within,
    tree::Tree,
};

/// Folders with floors of their own, lowest first: sub-folders and files by name. What is not named stands above them all.
const FOLDERS: &[(&str, &[&[&str]])] = &[(
    "domain/matters/items",
    &[
        &["words"],
        &["row"],
        &["said"],
        &["aspects"],
        &["secrecy"],
        &["access", "attachments", "draft", "guards", "photo", "step"],
        &["link", "permit", "report"],
        &["act"],
    ],
)];

/// The files of a folder and whom they use of it.
fn of_folder(graph: &Graph, folder: &str) -> Graph {
    let here = |file: &&String| within(file, folder);
    let uses = |used: &std::collections::BTreeSet<String>| used.iter().filter(here).cloned().collect();
    graph.iter().filter(|(file, _)| here(file)).map(|(file, used)| (file.clone(), uses(used))).collect()
}

fn floor(folder: &str, floors: &[&[&str]], file: &str) -> usize {
    let inside = file.strip_prefix(&format!("{folder}/")).unwrap().trim_end_matches(".rs");
    floors.iter().position(|names| names.iter().any(|name| within(inside, name))).unwrap_or(floors.len())
}

/// Files that use one of a higher floor.
fn upward(graph: &Graph, folder: &str, floors: &[&[&str]]) -> Vec<String> {
    let of = |file: &str| floor(folder, floors, file);
    let pairs = graph.iter().flat_map(|(file, used)| used.iter().map(move |u| (file, u)));
    pairs
        .filter(|(file, used)| of(used) > of(file))
        .map(|(file, used)| format!("{file} uses {used}, which is above it"))
        .collect()
}

#[test]
fn no_file_uses_a_higher_floor_of_its_folder() {
    let whole = graph(&Tree::of_the_house());
    for (folder, floors) in FOLDERS {
        let graph = of_folder(&whole, folder);
        for name in floors.concat() {
            assert!(
                graph.keys().any(|f| within(f.trim_end_matches(".rs"), &format!("{folder}/{name}"))),
                "{folder} has no {name}"
            );
        }
        let faults = upward(&graph, folder, floors);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        let round: Vec<String> = circles(&graph).iter().map(|way| way.join(" → ")).collect();
        assert!(round.is_empty(), "{}", round.join("\n"));
    }
}

#[test]
fn a_planted_step_upward_is_found() {
    let arrows = [("x/row.rs", "x/words/a.rs"), ("x/words/a.rs", "x/row.rs"), ("x/other.rs", "x/row.rs"), ("x/row.rs", "y/b.rs")];
    let mut graph = Graph::new();
    for (file, used) in arrows {
        graph.entry(file.to_owned()).or_default().insert(used.to_owned());
    }
    let graph = of_folder(&graph, "x");
    assert_eq!(upward(&graph, "x", &[&["words"], &["row"]]), ["x/words/a.rs uses x/row.rs, which is above it"]);
    assert_eq!(circles(&graph).len(), 1);
}
