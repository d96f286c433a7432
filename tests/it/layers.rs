//! The floors of the house: who may use whom, and no file over 500 lines.
use std::{fs, path::Path};

/// A floor's folder (or file), and the words that its code may not hold.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "base",
        &[
            "crate::store",
            "crate::domain",
            "crate::paper",
            "crate::faces",
            "crate::app",
            "crate::i18n",
            "crate::jobs",
            "actix",
            "sled::",
        ],
    ),
    (
        "ime",
        &[
            "crate::store",
            "crate::domain",
            "crate::paper",
            "crate::faces",
            "crate::app",
            "crate::i18n",
            "crate::jobs",
            "actix",
            "maud",
            "sled::",
        ],
    ),
    ("i18n", &["crate::store", "crate::domain", "crate::paper", "crate::faces", "crate::app", "actix", "sled::"]),
    (
        "install",
        &["crate::store", "crate::domain", "crate::paper", "crate::faces", "crate::app", "crate::i18n", "crate::jobs", "actix"],
    ),
    ("store", &["crate::domain", "crate::paper", "crate::faces", "crate::app", "crate::i18n", "crate::jobs", "actix", "maud"]),
    (
        "domain",
        &[
            "crate::paper",
            "crate::faces",
            "crate::app",
            "crate::jobs",
            "crate::cli",
            "crate::server",
            "actix",
            "maud",
            "printpdf",
            "sled::",
        ],
    ),
    ("paper", &["crate::faces", "crate::jobs", "crate::server", "crate::cli", "crate::store", "actix", "maud", "sled::"]),
    ("checkup", &["crate::domain", "crate::faces", "crate::app", "crate::jobs", "crate::server", "crate::cli", "actix", "maud"]),
    ("sheets", &["crate::faces", "crate::server", "crate::cli", "actix", "maud", "sled::"]),
    ("demo", &["crate::faces", "crate::server", "crate::cli", "actix", "maud", "sled::"]),
    ("jobs", &["crate::server", "crate::cli", "actix", "maud", "sled::"]),
    ("faces/kiosk", &["faces::office", "faces::staff", "faces::field", "sled::", "crate::cli"]),
    ("faces/office", &["faces::kiosk", "faces::field", "sled::", "crate::cli"]),
    ("faces/verify", &["faces::kiosk", "faces::office", "sled::", "crate::cli"]),
    ("faces/open311", &["faces::kiosk", "faces::office", "faces::verify", "faces::ui", "maud", "sled::", "crate::cli"]),
    ("faces/staff", &["faces::kiosk", "faces::office", "faces::field", "faces::verify", "faces::open311", "sled::"]),
    ("faces/web", &["faces::kiosk", "faces::staff", "faces::office", "faces::verify", "faces::open311", "sled::"]),
    ("faces/ui", &["faces::kiosk", "faces::staff", "faces::office", "faces::verify", "faces::open311", "sled::"]),
    ("cli", &["sled::"]),
];

/// The order of the domain's nouns, wing by wing, lowest first: each may use only those before it.
const SIBLINGS: &[&str] = &[
    "office/who",
    "office/settings",
    "office/audit",
    "office/calendar",
    "office/accounts",
    "office/prints",
    "office/chores",
    "places/grids",
    "registry/people",
    "registry/cards",
    "registry/registers",
    "registry/moves",
    "registry/visits",
    "matters/catalog",
    "matters/items",
    "matters/open311",
    "lobby/terminals",
    "lobby/calls",
    "lobby/lexicon",
    "lobby/voices",
    "insight/clarity",
    "insight/privacy",
    "insight/figures",
    "insight/files",
    "insight/reports",
];

fn sources(dir: &Path, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            out.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

fn all() -> Vec<(String, String)> {
    let mut out = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut out);
    assert!(out.len() > 50, "the sources were found");
    out
}

/// The code of a file without its comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|l| !l.trim_start().starts_with("//"))
}

#[test]
fn dependency_runs_down_only() {
    let mut faults = Vec::new();
    for (name, text) in all() {
        for (floor, words) in FORBIDDEN {
            if name.starts_with(&format!("{floor}/")) || name == format!("{floor}.rs") {
                for word in *words {
                    faults.extend(code(&text).filter(|l| l.contains(word)).map(|l| format!("{name}: {}", l.trim())));
                }
            }
        }
        let sled = code(&text).any(|l| l.contains("sled::"));
        assert!(!sled || name.starts_with("store/"), "{name} names the engine");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn siblings_of_the_domain_form_an_order() {
    let mut faults = Vec::new();
    for (name, text) in all() {
        let Some(rest) = name.strip_prefix("domain/") else { continue };
        let Some(own) = SIBLINGS.iter().position(|s| rest.starts_with(&format!("{s}/"))) else { continue };
        for (i, other) in SIBLINGS.iter().enumerate().skip(own + 1) {
            let other = other.replace('/', "::");
            let used = code(&text).any(|l| l.contains(&format!("domain::{other}")));
            if used && !rest.ends_with("tests.rs") {
                faults.push(format!("{name} uses {other}, which stands above it ({own} < {i})"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whoever writes a household or a resident marks it (`people::touch`), or what is derived from it falls behind.
#[test]
fn people_are_written_with_their_marks() {
    let mut bare = Vec::new();
    for (name, text) in all() {
        if name.starts_with("domain/registry/people/") && name != "domain/registry/people/touch.rs" {
            bare.extend(code(&text).filter(|l| l.contains("tx.put(")).map(|l| format!("{name}: {}", l.trim())));
        }
    }
    assert!(bare.is_empty(), "use put_home and put_resident:\n{}", bare.join("\n"));
}

#[test]
fn no_source_file_is_long() {
    let long: Vec<_> = all().into_iter().map(|(n, t)| (t.lines().count(), n)).filter(|(n, _)| *n > 500).collect();
    assert!(long.is_empty(), "{long:?}");
}
