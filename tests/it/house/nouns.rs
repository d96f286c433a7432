//! What the nouns of the domain announce: each stands in its wing's list, and what it says of itself is whole.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use lianxin::{
    domain::{
        self,
        noun::{Personal, Timeline},
    },
    i18n::{Locale, Texts},
};

use crate::sources::sources;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain")
}

fn folders(dir: &Path) -> Vec<PathBuf> {
    fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect()
}

/// Every file of the domain but its tests.
fn all_texts() -> Vec<(PathBuf, String)> {
    let tests = |path: &Path| path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests"));
    let files = sources("src/domain").into_iter().map(|(path, text)| (PathBuf::from(path), text));
    files.filter(|(path, _)| !tests(path)).collect()
}

#[test]
fn every_folder_of_a_wing_is_announced_there() {
    let mut here = BTreeSet::new();
    for wing in folders(&source()) {
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        here.extend(folders(&wing).iter().map(|noun| format!("lianxin::domain::{}::{}::noun", name(&wing), name(noun))));
    }
    let paths: Vec<&str> = domain::nouns().map(|noun| noun.path).collect();
    let announced: BTreeSet<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    assert_eq!(announced, here, "NOUNS of each wing lists its folders");
    assert_eq!(announced.len(), paths.len(), "a noun is listed twice");
}

#[test]
fn every_table_is_its_nouns() {
    let rows = all_texts().iter().map(|(_, text)| text.matches("impl Row for ").count()).sum::<usize>();
    assert_eq!(domain::TABLES.len(), rows, "a row whose noun does not list its table is never checked, exported or kept");
}

#[test]
fn every_action_has_its_text_and_is_declared_once() {
    let mut seen = BTreeSet::new();
    for action in domain::actions() {
        for locale in [Locale::ZhCn, Locale::En] {
            assert!(Texts::load(locale).unwrap().has(&action.text()), "{} in {locale:?}", action.text());
        }
        assert!(seen.insert(action.to_string()), "{action} is declared twice");
        assert!(action.is(&action.to_string()) && !action.is("") && !action.is("item."), "{action}");
    }
    assert!(seen.len() > 170, "{}", seen.len());
}

/// What a folder declares and its noun does not list would be written and never offered.
#[test]
fn every_declared_action_is_announced() {
    let announced: BTreeSet<String> = domain::actions().map(|action| action.to_string()).collect();
    let mut declared = 0;
    for (path, text) in all_texts().iter().filter(|(path, _)| path.ends_with("log.rs")) {
        for line in text.lines().filter(|line| line.starts_with("    ") && line.ends_with("\",")) {
            let word = line.split('"').nth(1).unwrap();
            assert!(announced.contains(word), "{word} of {}", path.display());
            declared += 1;
        }
    }
    assert!(declared > 120, "the declarations were found: {declared}");
}

/// An action that is made anywhere else would not be known to the log's page.
#[test]
fn actions_are_made_by_announcements_only() {
    for (path, text) in all_texts() {
        let made = text.matches("Action::declared(").count();
        let may = usize::from(path.ends_with("noun/action.rs") || path.ends_with("words/log.rs"));
        assert!(made <= may, "{}", path.display());
    }
}

/// Whether a table is found by a resident or a household, by the type of an index's key or by its name.
fn finds_people((_, name, key): &(u8, &'static str, &'static str)) -> bool {
    let typed = |row: &str| key.contains(&format!("::{row}>")) || key.contains(&format!("::{row},"));
    typed("Resident") || typed("Household") || ["resident", "household", "subject"].iter().any(|word| name.contains(word))
}

/// What is found by people is held about people: it belongs in the copy that they are given, or the noun says why not.
#[test]
fn what_is_found_by_a_person_is_in_their_copy() {
    let mut found = 0;
    for noun in domain::nouns() {
        let about: Vec<_> = noun.tables.iter().filter(|table| (table.indexes)().iter().any(finds_people)).collect();
        found += about.len();
        let names: Vec<_> = about.iter().map(|table| table.name).collect();
        match noun.personal {
            Personal::Told(_) => {}
            Personal::No(why) => assert!(why.len() > 20, "{}: {why}", noun.path),
            Personal::Unsaid => assert!(names.is_empty(), "{} says nothing of {names:?}", noun.path),
        }
    }
    assert!(found >= 9, "the indexes were looked at: {found}");
}

/// It belongs in the household's timeline too, or the noun says why not.
#[test]
fn what_is_found_by_a_household_is_in_its_timeline() {
    let (mut places, mut found) = (BTreeSet::new(), 0);
    for noun in domain::nouns() {
        let about: Vec<_> = noun.tables.iter().filter(|table| (table.indexes)().iter().any(finds_people)).collect();
        found += about.len();
        match noun.timeline {
            Timeline::Told(sources) => {
                assert!(!sources.is_empty() && sources.iter().all(|s| places.insert(s.place)), "{}", noun.path)
            }
            Timeline::No(why) => assert!(why.len() > 20, "{}: {why}", noun.path),
            Timeline::Unsaid => {
                let names: Vec<_> = about.iter().map(|table| table.name).collect();
                assert!(names.is_empty(), "{} says nothing of {names:?}", noun.path);
            }
        }
    }
    assert_eq!(
        places.into_iter().collect::<Vec<_>>(),
        [1, 2, 3, 4, 5, 6],
        "a place stands in links and is never given to another"
    );
    assert!(found >= 9, "the indexes were looked at: {found}");
}

#[test]
fn what_is_forgotten_has_a_name_of_its_own() {
    let kept: Vec<&str> = domain::nouns().flat_map(|noun| noun.kept.iter()).map(|kept| kept.what).collect();
    assert_eq!(kept.iter().collect::<BTreeSet<_>>().len(), kept.len(), "{kept:?}");
    assert!(kept.len() >= 5, "{kept:?}");
}
