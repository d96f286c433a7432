//! The test of the test: whatever way an import is written in, it is found.
use std::collections::BTreeSet;

use super::{
    circles::{self, Graph},
    floors, source,
    tree::{self, Tree},
};

/// Files around a planted one, so that there is something to name.
fn house(file: &str, text: &str) -> Tree {
    let files = [
        ("lib.rs", "pub mod app; pub mod domain; pub mod faces; pub mod base; pub mod store; pub mod paper;"),
        ("app.rs", "pub struct App;"),
        ("base/mod.rs", "mod id; pub use id::Id;"),
        ("base/id.rs", "pub struct Id;"),
        ("paper/mod.rs", "pub struct Pdf;"),
        ("store/mod.rs", "pub struct Store;"),
        ("faces/mod.rs", "pub mod web;"),
        ("faces/web/mod.rs", "pub struct Form;"),
        ("domain/mod.rs", "pub mod registry; pub mod office;"),
        ("domain/office/mod.rs", "pub mod who;"),
        ("domain/office/who/mod.rs", "pub struct Who;"),
        ("domain/registry/mod.rs", "pub mod people; pub mod visits;"),
        ("domain/registry/people/mod.rs", "mod record; mod deep; pub use record::Home;"),
        ("domain/registry/people/record.rs", "pub struct Home;"),
        ("domain/registry/people/deep.rs", ""),
        ("domain/registry/visits/mod.rs", "pub struct Visit;"),
    ];
    let mut files: Vec<_> = files.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).filter(|(n, _)| n != file).collect();
    files.push((file.to_owned(), text.to_owned()));
    Tree::of(&files, BTreeSet::from(["std", "serde", "sled", "maud", "actix_web"].map(str::to_owned)))
}

const DEEP: &str = "domain/registry/people/deep.rs";

/// In every way the house writes one.
const PLANTED: &[&str] = &[
    "use crate::app::App;",
    "use crate::{app::App, base::Id};",
    "use crate::{\n    base::Id,\n    domain::{\n        office::who::Who,\n        registry::{people::Home, visits::Visit},\n  \
       },\n};",
    "use crate::faces::web::{self, Form};",
    "use crate::{base, faces::{self}};",
    "use crate::faces as walls;",
    "use crate::{base::Id, faces::web as w};",
    "use crate::base::Id; use crate as house; fn f(_: house::paper::Pdf) {}",
    "use super::super::visits::Visit;",
    "use super::super::super::super::app;",
    "use super::super::{people::Home, visits};",
    "use super::super::visits::*;",
    "use crate::faces::*;",
    "use crate::*; fn f() -> app::App { todo() }",
    "pub use crate::app::App;",
    "pub(crate) use crate::app::App;",
    "pub(in crate::domain::registry) use crate::app::App;",
    "fn f(app: &crate::app::App) {}",
    "fn f() { super::super::visits::record() }",
    "fn f() -> Vec<crate::paper::Pdf> { Vec::<crate::base::Id>::new() }",
    "fn f() { use crate::faces::web::Form; }",
    "mod inner { use crate::app::App; }",
    "mod inner { use super::super::super::visits::Visit; }",
    "mod inner { pub mod more { fn f() { crate::app::start() } } }",
    "#[cfg(test)] use crate::base::Id;\nuse crate::app::App;",
    "#[cfg(test)] mod tests { fn f() {} }\nuse crate::app::App;",
    "macro_rules! m { () => { $crate::app::App } }",
    "fn f() { let s = \"// \"; let c = '\"'; crate::app::start(); let d = '\"'; }",
    "fn f<'a>(x: &'a str) -> &'a str { crate::app::start(x) }",
    "fn f() { let s = r#\"a\"b\"#; crate::app::start() }",
    "/* a /* b */ c */ use crate::app::App;",
    "#[derive(Clone)] struct S(crate::app::App);",
    "impl From<crate::app::App> for S {}",
    "use maud::{Markup, html};",
    "use ::maud::Markup;",
    "fn f() -> ::maud::Markup { todo() }",
    "fn f() { actix_web::rt::spawn() }",
    "use sled as s; fn f(db: s::Db) {}",
];

#[test]
fn every_way_of_writing_an_import_is_seen() {
    for text in PLANTED {
        let faults = floors::faults(&house(DEEP, text));
        assert!(!faults.is_empty() && faults.iter().all(|f| f.starts_with(DEEP)), "{text}\n{faults:?}");
    }
}

#[test]
fn what_is_allowed_or_only_said_is_not_reported() {
    for text in [
        "use crate::{base::Id, domain::office::who::Who, store::Store};",
        "use super::record::Home; use super::Home as Own;",
        "// use crate::app::App;\n/// [`crate::app::App`]\nfn f() {}",
        "const S: &str = \"use crate::app::App; crate::faces::web\";",
        "const S: &str = r#\"crate::app::App\"#; const C: u8 = b'\"';",
        "#[cfg(test)]\nmod tests {\n    use crate::app::App;\n    fn f() { crate::paper::Pdf }\n}",
        "#[cfg(test)]\nuse crate::app::App;",
        "pub(in crate::domain::registry) fn f() {}",
        "use std::fmt; use serde::Serialize; fn f(x: fmt::Result) -> impl Iterator<Item = u8> + use<'_> { x.app() }",
        "enum Kind { App } fn f() { Kind::App; Self::app(); <Kind as Default>::default(); }",
    ] {
        let faults = floors::faults(&house(DEEP, text));
        assert!(faults.is_empty(), "{text}\n{faults:?}");
    }
}

#[test]
fn a_module_without_a_row_is_seen() {
    assert_eq!(floors::without_a_row(&house("attic/mod.rs", "")), ["attic"]);
    assert_eq!(floors::without_a_row(&house("domain/registry/mod.rs", "")), [""; 0]);
}

#[test]
fn whoever_names_the_engine_is_seen() {
    for text in [
        "use crate::store::engine::DiskEngine;",
        "use crate::store::{Store, engine::backup as b};",
        "fn f(_: crate::store::engine::Op) {}",
    ] {
        assert_eq!(floors::names_of_the_engine(&house(DEEP, text)).len(), 1, "{text}");
    }
    assert!(floors::names_of_the_engine(&house(DEEP, "use crate::store::Store; fn f(engine: u8) {}")).is_empty());
    assert!(floors::names_of_the_engine(&house("store/mod.rs", "mod engine; use engine::Op; pub struct Store;")).is_empty());
}

#[test]
fn faces_do_not_know_each_other() {
    let faults = floors::faults(&house("faces/kiosk/mod.rs", "use crate::faces::{office::Desk, web::Form};"));
    assert_eq!(faults.len(), 1, "{faults:?}");
}

#[test]
fn a_whole_file_of_tests_may_name_what_it_likes() {
    let files =
        [("lib.rs", "pub mod base;"), ("base/mod.rs", "#[cfg(test)] mod tests;"), ("base/tests.rs", "use crate::app::App;")];
    let files: Vec<_> = files.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect();
    assert!(floors::faults(&Tree::of(&files, BTreeSet::new())).is_empty());
}

#[test]
fn signposts_are_followed_to_the_file() {
    let tree = house(DEEP, "use super::Home; use crate::base::Id;");
    let graph = circles::graph(&tree);
    assert_eq!(graph[DEEP], BTreeSet::from(["base/id.rs", "domain/registry/people/record.rs"].map(str::to_owned)));
}

#[test]
fn a_circle_is_told_readably() {
    let arrows =
        [("a", &["b"][..]), ("b", &["c", "d"]), ("c", &["a"]), ("d", &["a", "e"]), ("e", &["f"]), ("f", &["e"]), ("g", &["a"])];
    let graph: Graph = arrows.iter().map(|(f, to)| ((*f).to_owned(), to.iter().map(|t| (*t).to_owned()).collect())).collect();
    let told: Vec<String> = circles::circles(&graph).iter().map(|way| way.join(" → ")).collect();
    assert_eq!(told, ["a → b → c → a", "d → a → b → d", "e → f → e"]);
}

#[test]
fn dependencies_are_read_from_the_manifest() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\nactix-web = \"1\" # HTTP\n[dev-dependencies]\ninsta = \"1\"\n";
    let found = tree::dependencies(manifest);
    assert!(found.contains("actix_web") && !found.contains("insta") && !found.contains("name"));
}

#[test]
fn names_that_a_module_defines_are_known() {
    let found = source::modules("pub struct A; mod b { fn c() {} }");
    assert_eq!(found[&Vec::new()].defines, ["A"]);
    assert_eq!(found[&vec!["b".to_owned()]].defines, ["c"]);
}
