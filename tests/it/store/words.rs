//! What stands for words in every office's store: the numbers of all lists of words, and the bytes of the enums that carry
//! data. A line of the file is never changed: it says what stored rows, keys and counters mean.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use lianxin::{
    base::{self, Day, Id, Sex, Word},
    domain::{
        insight::{clarity, privacy, reports},
        lobby::{calls, lexicon, terminals, voices},
        matters::{catalog, items},
        office::{prints, recoveries, who},
        places::grids,
        registry::{moves, people, registers},
    },
};
use serde::{Serialize, de::DeserializeOwned};

use crate::sources::sources;

/// A list's name and its words: number, variant, code.
type Pinned = (&'static str, Vec<(u8, &'static str, &'static str)>);

/// Every list of words, with the noun that it belongs to.
fn lists() -> Vec<(&'static str, Pinned)> {
    macro_rules! of {
        ($($noun:ident: $($list:ident),+;)+) => {
            vec![$($((stringify!($noun), $noun::$list::pinned())),+),+]
        };
    }
    of! {
        who: Role, Shape;
        prints: PrintState;
        recoveries: Kind, Outcome;
        grids: GridKind, GridLevel, PostRole;
        base: Sex;
        people: Residence, Trait;
        moves: Deed;
        registers: Module, About, Access, Kind, Class, Deed;
        catalog: WindowLine, Category, LifeSituation, ItemType, Mechanism, Channel, PaperKind, Secrecy;
        items: StateTag, Action, Source, Rating, Colour, Way, CustodyStep, Why;
        calls: Spot;
        lexicon: WordKind;
        terminals: StartView;
        voices: Sound;
        privacy: Ground, How, AskKind, DeletionState;
    }
}

fn stored<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) -> String {
    let bytes = postcard::to_allocvec(value).unwrap();
    assert_eq!(postcard::from_bytes::<T>(&bytes).unwrap(), *value);
    data_encoding::HEXLOWER.encode(&bytes)
}

/// Enums that carry data, which cannot be lists of words: a value of each variant, with what is stored of it.
fn carrying() -> Vec<String> {
    use clarity::Unit;
    use items::Link;
    use registers::{Subject, Value};
    use who::Actor;
    let mut out = Vec::new();
    macro_rules! each {
        ($($name:ident: $($value:expr),+;)+) => {
            $($(out.push(format!("{} {:?} {}", stringify!($name), $value, stored(&$value)));)+)+
        };
    }
    each! {
        Sex: Sex::Unknown, Sex::Male, Sex::Female, Sex::Unstated;
        Actor: Actor::Account(Id::new(7)), Actor::Terminal, Actor::Resident, Actor::System;
        Link: Link::Into(Id::new(7)), Link::From(Id::new(7));
        Unit: Unit::Household(Id::new(7)), Unit::Place(Id::new(7));
        Subject: Subject::None, Subject::Resident(Id::new(7)), Subject::Household(Id::new(7)), Subject::House(Id::new(7));
        Value: Value::Text("网".into()), Value::Number(-7), Value::Hundredths(7), Value::Date(Day(7)), Value::Code(7),
            Value::Words(vec!["网".into()]), Value::Yes(true);
        Source: reports::Source::Toml("x".into()),
            reports::Source::Book { blob: [7; 32], file: "x".into(), size: 7 };
    }
    out
}

fn now() -> Vec<String> {
    let words = lists().into_iter().flat_map(|(noun, (list, rows))| {
        rows.into_iter().map(move |(number, code, written)| format!("{noun}.{list} {number} {code} {written}"))
    });
    words.chain(carrying()).collect()
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/words.txt")
}

#[test]
fn no_stored_number_is_moved_reused_or_taken_away() {
    let (now, file) = (now(), golden());
    if std::env::var_os("LIANXIN_GOLDEN").is_some_and(|v| v == "write") {
        fs::write(&file, now.join("\n") + "\n").unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap();
    let (then, now): (BTreeSet<&str>, BTreeSet<&str>) = (kept.lines().collect(), now.iter().map(String::as_str).collect());
    let (gone, new) = (then.difference(&now).collect::<Vec<_>>(), now.difference(&then).collect::<Vec<_>>());
    assert!(gone.is_empty(), "stored rows, keys and counters hold these, and they no longer mean what they meant: {gone:#?}");
    assert!(
        new.is_empty(),
        "new words; if their numbers are right, LIANXIN_GOLDEN=write cargo test --test it -- store::words: {new:#?}"
    );
}

#[test]
fn every_list_of_words_is_pinned_and_has_each_code_once() {
    let mut pinned: BTreeMap<&str, usize> = BTreeMap::new();
    for (noun, (list, rows)) in lists() {
        *pinned.entry(list).or_default() += 1;
        let codes: BTreeSet<&str> = rows.iter().map(|(_, code, _)| *code).collect();
        assert_eq!(codes.len(), rows.len(), "{noun}.{list}");
    }
    let mut declared: BTreeMap<String, usize> = BTreeMap::new();
    for (_, text) in sources("src") {
        for block in text.split("\nwords! {").skip(1) {
            let name = block.split("pub enum ").nth(1).and_then(|rest| rest.split([' ', '{']).next()).unwrap();
            *declared.entry(name.to_owned()).or_default() += 1;
        }
    }
    let pinned: BTreeMap<String, usize> = pinned.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
    assert_eq!(declared, pinned, "a list of words that is not named in this file can be renumbered unseen");
}
