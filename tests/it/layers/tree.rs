//! The whole of `src` as modules, and what each path in it means.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::source::{self, Module};
use crate::sources::sources;

/// The modules of a crate, by their path from its root.
pub(super) struct Tree {
    modules: BTreeMap<Vec<String>, (String, Module)>,
    crates: BTreeSet<String>,
}

/// One thing named by a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// The file that names it, from `src`.
    pub(super) file: String,
    pub(super) line: usize,
    /// The module it is in.
    pub(super) from: Vec<String>,
    /// From the crate's root, or from the name of another crate.
    pub(super) path: Vec<String>,
    /// The module that defines it: signposts (`pub use`) are followed.
    pub(super) home: Vec<String>,
    pub(super) foreign: bool,
    pub(super) signpost: bool,
    pub(super) test: bool,
}

impl Tree {
    /// The house as it stands.
    pub(super) fn of_the_house() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = sources("src");
        assert!(files.len() > 50, "the sources were found");
        Tree::of(&files, dependencies(&fs::read_to_string(root.join("Cargo.toml")).unwrap()))
    }
    /// Files by their path from `src`, and the crates that they may name.
    pub(super) fn of(files: &[(String, String)], crates: BTreeSet<String>) -> Self {
        let mut modules = BTreeMap::new();
        for (file, text) in files {
            let own = module_of(file);
            for (inner, module) in source::modules(text) {
                modules.insert([own.clone(), inner].concat(), (file.clone(), module));
            }
        }
        let mut tree = Tree { modules, crates };
        tree.mark_tests();
        tree
    }
    /// `#[cfg(test)] mod tests;` marks the file, and all below it.
    fn mark_tests(&mut self) {
        let declared: Vec<Vec<String>> = self
            .modules
            .iter()
            .flat_map(|(path, (_, m))| {
                m.children.iter().filter(|(_, t)| **t).map(move |(n, _)| [path, &[n.clone()][..]].concat())
            })
            .collect();
        for (path, (_, module)) in &mut self.modules {
            module.test |= declared.iter().any(|d| path.starts_with(d));
        }
    }
    /// Everything named anywhere.
    pub(super) fn uses(&self) -> Vec<Use> {
        let mut out = Vec::new();
        for (from, (file, module)) in &self.modules {
            for named in &module.paths {
                let Some((foreign, path)) = self.resolve(from, &named.path, 0) else { continue };
                let (line, signpost, test) = (named.line, named.signpost, named.test || module.test);
                let home = if foreign { Vec::new() } else { self.follow(path.clone(), 0).unwrap_or_default() };
                out.push(Use { file: file.clone(), line, from: from.clone(), path, home, foreign, signpost, test });
            }
        }
        out
    }
    /// The files of the crate.
    pub(super) fn files(&self) -> BTreeSet<&str> {
        self.modules.values().map(|(file, _)| &**file).collect()
    }
    /// The modules of the crate.
    pub(super) fn module_paths(&self) -> impl Iterator<Item = &Vec<String>> {
        self.modules.keys()
    }
    /// The crates that it may name.
    pub(super) fn crates(&self) -> &BTreeSet<String> {
        &self.crates
    }
    /// What a path means in a module; none if it begins with a thing of the module itself, or of the language.
    fn resolve(&self, from: &[String], path: &[String], depth: usize) -> Option<(bool, Vec<String>)> {
        let (first, rest) = path.split_first()?;
        if depth > 16 {
            return None;
        }
        match &**first {
            "crate" => return Some((false, rest.to_vec())),
            "::" => return Some((true, rest.to_vec())),
            "self" => return Some((false, [from, rest].concat())),
            "super" => return self.resolve_super(from, path),
            _ => {}
        }
        let (_, module) = self.modules.get(from)?;
        if module.children.contains_key(first) {
            return Some((false, [from, path].concat()));
        }
        if let Some(alias) = module.aliases.get(first).filter(|a| a.first() != Some(first) || a.len() > 1) {
            let (foreign, target) = self.resolve_written(from, alias, depth + 1)?;
            return Some((foreign, [target, rest.to_vec()].concat()));
        }
        if self.crates.contains(first) {
            return Some((true, path.to_vec()));
        }
        module.globs.iter().find_map(|glob| {
            let (foreign, target) = self.resolve_written(from, glob, depth + 1)?;
            if foreign || target == from { None } else { self.resolve(&target, path, depth + 1) }
        })
    }
    /// A path of a `use`: it may begin with a child, another `use`, or a crate, but never with itself.
    fn resolve_written(&self, from: &[String], path: &[String], depth: usize) -> Option<(bool, Vec<String>)> {
        let first = path.first()?;
        let is_crate = self.crates.contains(first) && !self.modules.get(from)?.1.children.contains_key(first);
        if is_crate { Some((true, path.to_vec())) } else { self.resolve(from, path, depth) }
    }
    fn resolve_super(&self, from: &[String], path: &[String]) -> Option<(bool, Vec<String>)> {
        let ups = path.iter().take_while(|p| *p == "super").count();
        let base = from.get(..from.len().checked_sub(ups)?)?;
        Some((false, [base, path.get(ups..)?].concat()))
    }
    /// The file of a module.
    pub(super) fn file_of(&self, module: &[String]) -> Option<&str> {
        self.modules.get(module).map(|(file, _)| &**file)
    }
    fn follow(&self, path: Vec<String>, depth: usize) -> Option<Vec<String>> {
        let len = (0..=path.len()).rev().find(|&n| path.get(..n).is_some_and(|p| self.modules.contains_key(p)))?;
        let (own, rest) = path.split_at(len);
        let (Some(name), true) = (rest.first(), depth < 16) else { return Some(own.to_vec()) };
        let (_, module) = self.modules.get(own)?;
        let onward = |target: &[String]| {
            let (foreign, target) = self.resolve_written(own, target, 0)?;
            (!foreign).then_some([target, rest.get(1..)?.to_vec()].concat())
        };
        if let Some(target) = module.aliases.get(name).and_then(|alias| onward(alias)) {
            return self.follow(target, depth + 1);
        }
        let defines = |module: &[String]| self.modules.get(module).is_some_and(|(_, m)| m.defines.contains(name));
        let behind = module.globs.iter().filter_map(|glob| onward(glob)).find(|target| defines(target));
        Some(if defines(own) { own.to_vec() } else { behind.unwrap_or(own.to_vec()) })
    }
}

/// `a/b.rs` and `a/b/mod.rs` are the module a::b; `lib.rs` is the root, and `main.rs` a crate beside it.
fn module_of(file: &str) -> Vec<String> {
    let stem = file.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if stem == "lib" { Vec::new() } else { stem.split('/').map(str::to_owned).collect() }
}

/// The crates that Cargo.toml brings to the program, as code spells them.
pub(super) fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut table = "";
    let mut out = BTreeSet::from(["std", "core", "alloc", "lianxin"].map(str::to_owned));
    for line in manifest.lines() {
        if line.starts_with('[') {
            table = line;
        } else if table == "[dependencies]"
            && let Some((name, _)) = line.split_once('=')
        {
            out.insert(name.trim().replace('-', "_"));
        }
    }
    out
}
