//! How the source is written, where no tool of Rust's looks: inside `html!`, in long texts, in comments.
use crate::sources::sources;

/// No line is longer. `rustfmt` keeps to it but leaves macros and texts alone.
const COLUMNS: usize = 130;
/// No file of the program is longer; its median is 114.
const LINES: usize = 500;

#[test]
fn no_line_and_no_file_is_too_long() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            if lines > LINES && folder == "src" {
                faults.push(format!("{folder}/{path}: {lines} lines"));
            }
            faults.extend(too_long(&text).map(|(no, long)| format!("{folder}/{path}:{no}: {long} columns")));
        }
    }
    assert!(faults.is_empty(), "more than {COLUMNS} columns or {LINES} lines:\n{}", faults.join("\n"));
}

#[test]
fn what_is_public_says_what_it_is() {
    let faults: Vec<_> = sources("src")
        .into_iter()
        .flat_map(|(path, text)| undocumented(&text).map(|line| format!("{path}: {line}")).collect::<Vec<_>>())
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
