//! A household's file in words, the same on the screen and on paper.
use std::{cell::RefCell, collections::HashMap};

use super::moves::change_words;
use crate::{
    base::{Day, Failure, Id},
    domain::{
        insight::files::{Altered, Happening, Line, Rest, Risk, What, Whom},
        matters::items::ItemNo,
        office::{
            accounts,
            who::{Account, Actor, Staff},
        },
        registry::registers::{Kind, Table},
    },
    i18n::{Locale, Texts},
    paper::printable,
    store::Read,
};

/// A definition's word in the reader's language.
pub fn word<'a>(t: &Texts, zh: &'a str, en: &'a str) -> &'a str {
    if t.locale() == Locale::En && !en.is_empty() { en } else { zh }
}

/// Names of those who did something, each read once.
pub struct Namer<'a, R> {
    read: &'a R,
    t: &'a Texts,
    accounts: RefCell<HashMap<Id<Account>, String>>,
    staff: RefCell<HashMap<Id<Staff>, String>>,
}

impl<'a, R: Read> Namer<'a, R> {
    /// Nobody is known yet.
    pub fn new(read: &'a R, t: &'a Texts) -> Self {
        Namer { read, t, accounts: RefCell::default(), staff: RefCell::default() }
    }
    /// Whoever did something, in words.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn actor(&self, actor: Actor) -> Result<String, Failure> {
        Ok(match actor {
            Actor::Terminal => self.t.get("actor-terminal"),
            Actor::Resident => self.t.get("actor-resident"),
            Actor::System => self.t.get("actor-system"),
            Actor::Account(id) => {
                if let Some(known) = self.accounts.borrow().get(&id) {
                    return Ok(known.clone());
                }
                let name = accounts::account_name(self.read, id)?;
                self.accounts.borrow_mut().insert(id, name.clone());
                name
            }
        })
    }
    /// A person of the staff list.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn staff(&self, id: Id<Staff>) -> Result<String, Failure> {
        if let Some(known) = self.staff.borrow().get(&id) {
            return Ok(known.clone());
        }
        let name = self.read.find::<Staff>(id)?.map(|s| s.name.to_string()).unwrap_or_default();
        self.staff.borrow_mut().insert(id, name.clone());
        Ok(name)
    }
}

/// A happening in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Day and minute, or the day.
    pub when: String,
    /// What happened.
    pub what: String,
    /// The words of it; may be empty.
    pub words: String,
    /// Who did it; may be empty.
    pub by: String,
}

/// Tells a happening.
///
/// # Errors
/// When the store cannot be read.
pub fn told<R: Read>(t: &Texts, names: &Namer<'_, R>, h: &Happening) -> Result<Told, Failure> {
    let mut by = h.by.map(|a| names.actor(a)).transpose()?.unwrap_or_default();
    let (what, words) = match &h.what {
        What::Recorded => (t.get("files-recorded"), String::new()),
        What::Left => (t.get("files-left"), String::new()),
        What::Member(name, relation) => {
            (t.get("files-member"), t.with("files-of", &[("what", name.as_str()), ("of", relation.name())]))
        }
        What::Gone(name, why) => (t.get(why), name.to_string()),
        What::Changed(c, home) => (t.get(&format!("moves-deed-{}", c.deed.key())), change_words(names.read, t, c, *home)?),
        What::CardIssued => (t.get("files-card"), String::new()),
        What::CardRevoked => (t.get("files-card-revoked"), String::new()),
        What::Visit(staff, note) => {
            by = names.staff(*staff)?;
            (t.get("files-visit"), note.clone())
        }
        What::Item { no, title, action, note, rating, .. } => {
            let what = t.with("files-item", &[("step", &t.get(&format!("action-{}", action.key())))]);
            let mut words = vec![t.with("files-of", &[("what", title), ("of", &no.to_string())])];
            words.extend(rating.map(|r| t.get(&format!("rating-{}", r.key()))));
            words.extend(Some(note_words(t, h.by, note)).filter(|n| !n.is_empty()));
            (what, words.join("；"))
        }
        What::Entry { table, whom: of, deed, changes, .. } => {
            let what = t.with("files-entry", &[("step", &t.get(&format!("registers-deed-{}", deed.key())))]);
            let title = t.with("files-of", &[("what", word(t, &table.name, &table.en)), ("of", &whom(t, of))]);
            (what, std::iter::once(title).chain(changes.iter().map(|c| altered(t, table, c))).collect::<Vec<_>>().join("；"))
        }
    };
    let when = if h.dated { h.at().day().to_string() } else { h.at().minute() };
    Ok(Told { when, what, words, by })
}

/// Words of an item's step: the house's own are texts, people's are their own.
fn note_words(t: &Texts, by: Option<Actor>, note: &str) -> String {
    let key = format!("system-note-{note}");
    if by == Some(Actor::System) && t.has(&key) { t.get(&key) } else { note.to_owned() }
}

/// `保障人数：3 → 2`
fn altered(t: &Texts, table: &Table, c: &Altered) -> String {
    let name = match (c.key.as_str(), table.field(&c.key)) {
        (_, Some(f)) => word(t, &f.name, &f.en).to_owned(),
        ("from", _) => word(t, &table.from, &table.from_en).to_owned(),
        ("until", _) => word(t, &table.until, &table.until_en).to_owned(),
        _ => t.get("registers-ended"),
    };
    let said = |v: &Option<String>| v.clone().unwrap_or_else(|| t.get("registers-nothing"));
    format!("{name}：{} → {}", said(&c.from), said(&c.to))
}

/// Whom something is about.
pub fn whom(t: &Texts, w: &Whom) -> String {
    match w {
        Whom::Member(_, name) => name.to_string(),
        Whom::Household => t.get("files-whom-household"),
        Whom::House => t.get("files-whom-house"),
    }
}

/// An entry's values: `保障类别：差额保障；保障人数：3 人`.
pub fn describe(t: &Texts, l: &Line) -> String {
    let said = l.values.iter().filter_map(|v| {
        let f = l.field(v).filter(|f| !f.hidden)?;
        let unit = match (f.kind, f.unit.as_str()) {
            (Kind::Money, "") => format!(" {}", t.get("registers-yuan")),
            (_, "") => String::new(),
            (_, unit) => format!(" {unit}"),
        };
        Some(format!("{}：{}{unit}", word(t, &f.name, &f.en), v.words))
    });
    said.collect::<Vec<_>>().join("；")
}

/// Current, past its planned last day, or ended for a reason on a day.
pub fn standing(t: &Texts, past: bool, ended: Option<(Day, &str)>) -> String {
    match ended {
        Some((day, why)) => format!("{day} {why}"),
        None if past => t.get("registers-state-past"),
        None => t.get("registers-state-current"),
    }
}

/// How many more there are.
pub fn rest(t: &Texts, r: Rest) -> String {
    match (r.n, r.least) {
        (0, _) => t.get("files-more-some"),
        (n, false) => t.with("files-more", &[("n", &n.to_string())]),
        (n, true) => t.with("files-more-least", &[("n", &n.to_string())]),
    }
}

/// What needs attention: which kind, what it is about, and the words of it.
pub fn name_of(t: &Texts, r: &Risk) -> [String; 3] {
    let entry = |l: &Line| t.with("files-of", &[("what", word(t, &l.table.name, &l.table.en)), ("of", &whom(t, &l.whom))]);
    let item = |title: &str, no: &ItemNo| t.with("files-of", &[("what", title), ("of", &no.to_string())]);
    match r {
        Risk::Past(l) => {
            let until = l.until.map(|u| format!("{} {u}", word(t, &l.table.until, &l.table.until_en)));
            [t.get("files-risk-past"), entry(l), until.unwrap_or_default()]
        }
        Risk::Standing(l) => [t.get("files-risk-standing"), entry(l), describe(t, l)],
        Risk::Supervised(_, no, title, colour) => [t.get(&format!("colour-{}", colour.key())), item(title, no), String::new()],
        Risk::Late(_, no, title, due) => {
            [t.get("files-risk-late"), item(title, no), t.with("files-risk-due", &[("due", &due.minute())])]
        }
    }
}

/// Free words as they can be printed: a character that no typeface holds becomes 〓, the printers' own mark for a missing
/// type, so that one stray sign in a note does not keep a whole file from being printed. Names are never treated so.
pub(super) fn free(words: &str) -> String {
    if printable(words).is_ok() {
        return words.to_owned();
    }
    words.chars().map(|c| if c == '\n' || printable(c.encode_utf8(&mut [0; 4])).is_ok() { c } else { '〓' }).collect()
}
