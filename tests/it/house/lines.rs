//! How the source is written, where no tool of Rust's looks: inside `html!`, in long texts, in comments.
use std::{
    fs,
    path::{Path, PathBuf},
};

/// No line is longer. `rustfmt` keeps to it but leaves macros and texts alone.
const COLUMNS: usize = 130;
/// No file of the program is longer; its median is 114.
const LINES: usize = 500;

#[test]
fn no_line_and_no_file_is_too_long() {
    let mut faults = Vec::new();
    for (path, text) in sources(&["src", "tests", "benches"]) {
        let lines = text.lines().count();
        if lines > LINES && path.starts_with("src") {
            faults.push(format!("{}: {lines} lines", path.display()));
        }
        faults.extend(too_long(&text).map(|(no, long)| format!("{}:{no}: {long} columns", path.display())));
    }
    assert!(faults.is_empty(), "more than {COLUMNS} columns or {LINES} lines:\n{}", faults.join("\n"));
}

#[test]
fn what_is_public_says_what_it_is() {
    let faults: Vec<_> = sources(&["src"])
        .flat_map(|(path, text)| undocumented(&text).map(|line| format!("{}: {line}", path.display())).collect::<Vec<_>>())
        .collect();
    assert!(faults.is_empty(), "public without a word:\n{}", faults.join("\n"));
}

#[test]
fn the_checks_find_what_they_are_for() {
    let long = format!("let a = 1;\n// {}\n", "长".repeat(128));
    assert_eq!(too_long(&long).collect::<Vec<_>>(), [(2, 131)]);
    let source = "/// One.\npub fn a() {}\n\n/// Two.\n#[must_use]\npub const fn b() {}\n\n\
                  pub struct C;\n    pub(crate) fn d() {}\n";
    assert_eq!(undocumented(source).collect::<Vec<_>>(), ["pub struct C;"]);
}

/// Lines of more than [`COLUMNS`] characters: their number, from 1, and how many.
fn too_long(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.lines().enumerate().map(|(n, line)| (n + 1, line.chars().count())).filter(|(_, long)| *long > COLUMNS)
}

/// Public items (not fields, not modules) with no comment above them.
fn undocumented(text: &str) -> impl Iterator<Item = &str> {
    const ITEMS: [&str; 8] = ["fn", "const", "struct", "enum", "trait", "type", "static", "async"];
    let mut said = false;
    text.lines().map(str::trim).filter(move |line| {
        let item = line.strip_prefix("pub ").and_then(|rest| rest.split(' ').next()).is_some_and(|word| ITEMS.contains(&word));
        // A macro's own attributes bring the words of what it makes.
        let fault = item && !said && !line.contains("$name");
        // An attribute stands between the comment and what it is about, and may take several lines.
        said = line.starts_with("///") || said && (line.starts_with('#') || line.ends_with(")]"));
        fault
    })
}

/// The Rust sources below these folders.
fn sources(folders: &[&str]) -> impl Iterator<Item = (PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|f| root.join(f)).collect();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false if path.extension().is_some_and(|e| e == "rs") => files.push(path),
                false => {}
            }
        }
    }
    files.sort();
    assert!(files.len() > 100, "the sources are not where they are looked for");
    files.into_iter().map(move |path| {
        let text = fs::read_to_string(&path).unwrap();
        (path.strip_prefix(root).unwrap().to_owned(), text)
    })
}
