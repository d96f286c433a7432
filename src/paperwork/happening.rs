//! A household's file in words, the same on the screen and on paper.
use std::{cell::RefCell, collections::HashMap};

use super::words::{said, word};
use crate::{
    base::{Day, Failure, Id},
    domain::{
        insight::files::{Line, Rest, Risk},
        matters::items::ItemNo,
        noun::{Doer, Happening},
        office::{
            accounts,
            who::{Account, Actor, Staff},
        },
        registry::registers::{Kind, Whom},
    },
    i18n::Texts,
    paper::printable,
    store::Read,
};

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
    /// Whoever did something that happened, in words; nothing for nobody.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn doer(&self, doer: Doer) -> Result<String, Failure> {
        match doer {
            Doer::Nobody => Ok(String::new()),
            Doer::Account(id) => self.actor(Actor::Account(Id::new(id))),
            Doer::Staff(id) => self.staff(Id::new(id)),
            Doer::Text(key) => Ok(self.t.get(key)),
        }
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
    let when = if h.dated { h.when().day().to_string() } else { h.when().minute() };
    Ok(Told { when, what: said(t, &h.what), words: said(t, &h.words), by: names.doer(h.by)? })
}

/// Whom something is about.
pub fn whom(t: &Texts, w: &Whom) -> String {
    said(t, &w.words())
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
