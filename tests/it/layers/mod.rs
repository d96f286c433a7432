//! The plan of the house: who may use whom, no circles, no long files. `floors.rs` holds the table.
mod circles;
mod floors;
mod inside;
mod own;
mod source;
mod tree;

use tree::Tree;

use crate::sources::sources;

#[test]
fn dependency_runs_down_only() {
    let faults = floors::faults(&Tree::of_the_house());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_store_knows_its_engine() {
    let faults = floors::names_of_the_engine(&Tree::of_the_house());
    assert!(faults.is_empty(), "keeping data safe is asked of store::keeper:\n{}", faults.join("\n"));
}

#[test]
fn every_module_has_a_row_and_the_rows_are_an_order() {
    let tree = Tree::of_the_house();
    let homeless = floors::without_a_row(&tree);
    assert!(homeless.is_empty(), "no row in floors.rs: {}", homeless.join(", "));
    let faults = floors::faults_of_the_table(tree.crates());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Circles that may stay, by the files in them, and why.
const MAY_CIRCLE: &[(&[&str], &str)] = &[
    (&["store/index.rs", "store/row.rs"], "a row declares its indexes, and an index is of a row"),
    (&["faces/office/lobby/calls", "faces/office/shell.rs"], "the frame of every office page has the bell of the calls for help"),
    (&["faces/office/menu.rs", "faces/office/mod.rs"], "the menu is a fold over the pages that the folder lists"),
    (
        &[
            "store/engine/backup",
            "store/engine/build.rs",
            "store/engine/disk.rs",
            "store/engine/heal.rs",
            "store/engine/live.rs",
            "store/engine/rebuild.rs",
            "store/engine/recover.rs",
        ],
        "a store that does not open is rebuilt from its last backup, and a backup is proved by opening it as a store",
    ),
];

/// Files are read one after another: whoever uses a file need not be known to understand it.
#[test]
fn no_files_use_each_other_in_a_circle() {
    let ways = circles::circles(&circles::graph(&Tree::of_the_house()));
    let may = |way: &[String]| {
        MAY_CIRCLE.iter().any(|(files, _)| way.iter().all(|f| files.iter().any(|may| f == may || floors::within(f, may))))
    };
    let faults: Vec<_> = ways.iter().filter(|way| !may(way)).map(|way| way.join("\n    uses ")).collect();
    assert!(faults.is_empty(), "move what they share below them, or what a view draws into the view:\n{}", faults.join("\n"));
}

/// Whoever writes a household or a resident marks it (`people::mark_changed`), or what is derived from it falls behind.
#[test]
fn people_are_written_with_their_marks() {
    let mut bare = Vec::new();
    for (name, text) in sources("src/domain/registry/people") {
        if name != "changed.rs" {
            let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
            bare.extend(code.filter(|l| l.contains("tx.put(")).map(|l| format!("{name}: {}", l.trim())));
        }
    }
    assert!(bare.is_empty(), "use put_home and put_resident:\n{}", bare.join("\n"));
}
