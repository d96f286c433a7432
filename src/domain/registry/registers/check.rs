//! Whether a definition is sound: the shipped files and what an office makes of its own are held to the same rules.
use std::collections::BTreeSet;

use super::definition::{Class, Field, Kind, Table};
use crate::{base::Reason, domain::registry::people::names_birth};

/// The most fields of a table.
pub const FIELDS_MOST: usize = 40;
/// The most words of a choice.
pub const OPTIONS_MOST: usize = 60;
/// The longest name of a table, a field or an option, in characters.
pub const NAME_MOST: usize = 40;
/// Most fields of one table that are counted, and that are found by.
const INDEXED_MOST: usize = 8;

/// Keys and headings that every entry has besides its fields.
const TAKEN: [&str; 5] = ["subject", "from", "until", "version", "grid"];

/// Everything that is wrong with a table: the field's place in it (`None`: the table itself), and why.
pub fn faults(t: &Table) -> Vec<(Option<usize>, Reason)> {
    let mut out = Vec::new();
    let mut wrong = |ok: bool, key: &'static str| {
        if !ok {
            out.push((None, Reason::new(key)));
        }
    };
    wrong(slug(&t.code), "registers-fault-code");
    wrong(named(&t.name) && named(&t.en) && named(&t.from) && named(&t.from_en), "registers-fault-name");
    wrong(t.until.chars().count() <= NAME_MOST, "registers-fault-name");
    wrong(!names_birth(&t.from) && !names_birth(&t.until), "registers-fault-birth");
    wrong((1..=FIELDS_MOST).contains(&t.fields.len()), "registers-fault-fields");
    wrong(!t.ends.is_empty() && t.ends.len() <= OPTIONS_MOST && t.ends.iter().all(|e| named(e)), "registers-fault-ends");
    let known =
        |k: &String| matches!(k.as_str(), "from") || (k == "subject" && t.about != super::About::None) || t.field(k).is_some();
    wrong(t.key.iter().all(known), "registers-fault-key");
    let indexed = |by: fn(&Field) -> bool| t.fields.iter().filter(|f| by(f)).count() <= INDEXED_MOST;
    wrong(indexed(|f| f.count) && indexed(|f| f.find), "registers-fault-indexed");
    let mut seen: BTreeSet<&str> = TAKEN.into();
    let mut headings: BTreeSet<&str> = [t.from.as_str(), t.until.as_str()].into_iter().chain(super::transfer::HEADINGS).collect();
    for (i, f) in t.fields.iter().enumerate() {
        if let Some(key) = fault(f) {
            out.push((Some(i), Reason::new(key)));
        }
        if !seen.insert(&f.key) || !headings.insert(&f.name) {
            out.push((Some(i), Reason::new("registers-fault-twice")));
        }
    }
    out
}

fn fault(f: &Field) -> Option<&'static str> {
    let distinct = f.options.iter().collect::<BTreeSet<_>>().len() == f.options.len();
    let word = |o: &String| named(o) && !o.contains(['、', ',', '，', ';', '；', '\n', '*', '•']) && o.trim() == o;
    let wants_options = matches!(f.kind, Kind::Choice | Kind::Choices);
    let checks = [
        (slug(&f.key), "registers-fault-code"),
        (named(&f.name) && named(&f.en), "registers-fault-name"),
        (f.options.is_empty() != wants_options, "registers-fault-options"),
        (f.options.len() <= OPTIONS_MOST && distinct && f.options.iter().all(word), "registers-fault-options"),
        ((f.kind == Kind::Code) == f.code_table().is_some(), "registers-fault-codes"),
        (!f.count || f.kind.countable() && !f.sealed(), "registers-fault-count"),
        (!f.find || f.kind.findable(), "registers-fault-find"),
        (f.kind != Kind::CitizenNumber || f.class == Class::Strict, "registers-fault-strict"),
        (f.kind != Kind::Date || f.class == Class::Strict || !names_birth(&f.name), "registers-fault-birth"),
        (f.min.zip(f.max).is_none_or(|(a, b)| a <= b), "registers-fault-bounds"),
        (f.pattern.chars().count() <= NAME_MOST && f.unit.chars().count() <= 10, "registers-fault-bounds"),
    ];
    checks.into_iter().find(|(ok, _)| !ok).map(|(_, key)| key)
}

fn named(s: &str) -> bool {
    !s.trim().is_empty() && s.trim() == s && s.chars().count() <= NAME_MOST
}

fn slug(s: &str) -> bool {
    (1..=32).contains(&s.len())
        && s.starts_with(|c: char| c.is_ascii_lowercase())
        && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
