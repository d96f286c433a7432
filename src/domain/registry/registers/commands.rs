//! Writes: an entry with its history line and its line in the log, or nothing.
use super::{
    definition::{About, Field, Kind, Table},
    log,
    queries::table,
    record::{Change, Deed, Ended, Entry, EntryChange, Found, Subject},
    value::{Typed, Value, folded, hash, number_word, open, read, seal, write},
};
use crate::{
    base::{BlindIndex, Day, Failure, FieldErrors, Id, Name, Reason, SealKey, Stamp},
    domain::{
        office::{audit, who::Actor},
        places::grids::{Building, Grid, House},
        registry::people::{self, Household, Resident, Touched, mark_changed, readings},
    },
    store::{Dir, PAGE_MOST, Read, Tx},
};

/// Longest stored search word and the most tails of one text, in characters.
const WORD_MOST: usize = 16;

/// What is said of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// What is there stays: a strict field that was left empty, a masked cell of a file.
    Keep,
    /// The text form; empty clears the value.
    Text(String),
}

/// What is said of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is about; kept when an entry is edited.
    pub subject: Subject,
    /// The grid, for entries about nothing that has one.
    pub grid: Option<Id<Grid>>,
    /// Fields by key; one that is not named stays as it is.
    pub says: Vec<(String, Say)>,
    /// First day.
    pub from: Day,
    /// Planned last day.
    pub until: Option<Day>,
}

/// Reads everything that was said against the table.
pub(super) fn understood(keys: &SealKey, t: &Table, draft: &Draft, old: Option<&Entry>) -> Result<Vec<(String, Value)>, Failure> {
    let (mut values, mut errors) = (Vec::new(), FieldErrors::default());
    for f in &t.fields {
        let held = old.and_then(|e| e.value(&f.key));
        let said = draft.says.iter().find(|(k, _)| *k == f.key).map(|(_, s)| s);
        let value = match said {
            Some(Say::Text(text)) if !f.hidden => match read(f, text) {
                Ok(Some(typed)) => Some(settle(keys, f, typed, held)?),
                Ok(None) => None,
                Err(why) => {
                    errors.0.push((f.key.clone(), why));
                    continue;
                }
            },
            _ => held.cloned(),
        };
        if value.is_none() && f.required && !f.hidden {
            errors.0.push((f.key.clone(), Reason::new("field-required")));
        }
        values.extend(value.map(|v| (f.key.clone(), v)));
    }
    if draft.until.is_some_and(|u| u < draft.from) {
        errors.0.push(("until".to_owned(), Reason::new("registers-until-before-from")));
    }
    if errors.0.is_empty() { Ok(values) } else { Err(Failure::Invalid(errors)) }
}

/// The same strict text keeps its sealed bytes: what did not change is not written as changed.
fn settle(keys: &SealKey, f: &Field, typed: Typed, held: Option<&Value>) -> Result<Value, Failure> {
    if let (Typed::Strict(said), Some(Value::Sealed { hash: h, .. })) = (&typed, held)
        && hash(keys, f, said) == *h
        && let Some(held) = held
    {
        return Ok(held.clone());
    }
    seal(keys, f, typed)
}

/// What the entry is found by and counted for.
fn found(keys: &SealKey, t: &Table, e: &Entry) -> Found {
    let mut out = Found { identity: identity(keys, t, e.subject, e.from, &e.values), ..Found::default() };
    for f in &t.fields {
        let Some(v) = e.value(&f.key) else { continue };
        if f.count {
            match v {
                Value::Words(words) => out.counted.extend(words.iter().map(|w| (f.key.clone(), w.clone()))),
                v => out.counted.push((f.key.clone(), write(v, f))),
            }
        }
        if f.find {
            words(f, v, &mut out.words);
        }
    }
    out.words.sort();
    out.words.dedup();
    out
}

/// What makes two entries the same one.
pub(super) fn identity(keys: &SealKey, t: &Table, subject: Subject, from: Day, values: &[(String, Value)]) -> Option<BlindIndex> {
    if t.key.is_empty() {
        return None;
    }
    let part = |key: &String| match key.as_str() {
        "subject" => format!("{:?}", subject.part()),
        "from" => from.to_string(),
        key => match values.iter().find(|(k, _)| k == key) {
            Some((_, Value::Sealed { hash, .. })) => format!("{:?}", hash.0),
            Some((_, v)) => t.field(key).map(|f| write(v, f)).unwrap_or_default(),
            None => String::new(),
        },
    };
    let said: Vec<String> = t.key.iter().map(part).collect();
    Some(keys.blind("register.identity", &said.join("\n")))
}

fn words(f: &Field, v: &Value, out: &mut Vec<String>) {
    match v {
        Value::Sealed { hash, .. } if f.kind == Kind::CitizenNumber => out.push(number_word(hash)),
        Value::Text(s) => {
            let chars: Vec<char> = folded(s).chars().collect();
            let tails = (0..chars.len().min(WORD_MOST * 2)).map(|i| chars.iter().skip(i).take(WORD_MOST).collect::<String>());
            out.extend(tails);
            if let Some(name) = Name::parse(s).filter(|_| f.kind == Kind::Person) {
                for reading in readings(&name).split('|').filter(|r| !r.is_empty()) {
                    out.push(reading.split(' ').collect::<String>().chars().take(WORD_MOST).collect());
                    out.push(reading.split(' ').filter_map(|s| s.chars().next()).take(WORD_MOST).collect());
                }
            }
        }
        _ => {}
    }
}

/// Where the subject is now.
pub(super) fn grid_of(read: &impl Read, subject: Subject, chosen: Option<Id<Grid>>) -> Result<Option<Id<Grid>>, Failure> {
    Ok(match subject {
        Subject::None => chosen,
        Subject::Resident(id) => Some(read.get::<Resident>(id)?.grid),
        Subject::Household(id) => Some(read.get::<Household>(id)?.grid),
        Subject::House(id) => Some(read.get::<Building>(read.get::<House>(id)?.building)?.grid),
    })
}

fn fits(t: &Table, s: Subject) -> bool {
    matches!(
        (t.about, s),
        (About::None, Subject::None)
            | (About::Resident, Subject::Resident(_))
            | (About::Household, Subject::Household(_))
            | (About::House, Subject::House(_))
    )
}

/// Creates an entry.
pub fn create(tx: &mut Tx<'_>, keys: &SealKey, (by, at): (Actor, Stamp), code: &str, draft: &Draft) -> Result<Entry, Failure> {
    let t = table(tx, code)?;
    if !fits(&t, draft.subject) {
        return Err(Failure::field("subject", "registers-subject"));
    }
    let grid = grid_of(tx, draft.subject, draft.grid)?;
    if let Some(id) = draft.grid.filter(|_| draft.subject == Subject::None) {
        tx.find(id)?.ok_or(Failure::field("grid", "field-choice"))?;
    }
    let values = understood(keys, &t, draft, None)?;
    let mut entry = Entry {
        id: tx.next_id()?,
        table: code.to_owned(),
        subject: draft.subject,
        grid,
        values,
        from: draft.from,
        until: draft.until,
        ended: None,
        found: Found::default(),
        created: (by, at),
        changed: (by, at),
        version: 1,
    };
    entry.found = found(keys, &t, &entry);
    put(tx, &entry)?;
    let first = entry.values.iter().map(|(k, v)| Change { key: k.clone(), from: None, to: Some(v.clone()) }).collect();
    note(tx, (by, at), &entry, Deed::Created, first, code)?;
    Ok(entry)
}

pub(super) fn put(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), Failure> {
    match tx.put(entry) {
        Err(Failure::Taken(_)) => Err(Failure::refused("registers-entry-twice")),
        Err(other) => Err(other),
        Ok(()) => touched(tx, entry),
    }
}

/// Marks whom an entry tells something about: the household of its subject, the households of its house, or itself.
fn touched(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), Failure> {
    match entry.subject {
        Subject::Resident(id) => match tx.find(id)? {
            Some(r) => mark_changed(tx, Touched::household(r.household)),
            None => Ok(()),
        },
        Subject::Household(id) => mark_changed(tx, Touched::household(id)),
        Subject::House(id) => {
            let homes = tx.list(&Household::BY_HOUSE.under(id), Dir::Forward, PAGE_MOST)?;
            homes.iter().filter(|h| h.left.is_none()).try_for_each(|h| mark_changed(tx, Touched::household(h.id)))
        }
        Subject::None => mark_changed(tx, Touched::record(entry.id.raw())),
    }
}

pub(super) fn note(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    entry: &Entry,
    deed: Deed,
    changes: Vec<Change>,
    detail: &str,
) -> Result<(), Failure> {
    let id = tx.next_id()?;
    tx.put(&EntryChange { id, entry: entry.id, deed, by, at, changes })?;
    let action = match deed {
        Deed::Created => log::REGISTER_CREATE,
        Deed::Edited => log::REGISTER_EDIT,
        Deed::Ended => log::REGISTER_END,
        Deed::Reopened => log::REGISTER_REOPEN,
        Deed::Followed => return Ok(()),
    };
    audit::note(tx, by, at, action, Some(entry.id), detail)
}

/// The entry if nobody changed it since `version` was read.
fn fresh(tx: &Tx<'_>, id: Id<Entry>, version: Option<u32>) -> Result<Entry, Failure> {
    let entry: Entry = tx.get(id)?;
    if version.is_some_and(|v| v != entry.version) {
        return Err(Failure::refused("registers-changed-meanwhile"));
    }
    Ok(entry)
}

/// Changes an entry; one that has ended is reopened first. Saying what is there already changes nothing.
pub fn edit(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    (by, at): (Actor, Stamp),
    (id, version): (Id<Entry>, Option<u32>),
    draft: &Draft,
) -> Result<Entry, Failure> {
    let old = fresh(tx, id, version)?;
    let t = table(tx, &old.table)?;
    if old.ended.is_some() {
        return Err(Failure::refused("registers-entry-ended"));
    }
    let values = understood(keys, &t, draft, Some(&old))?;
    let grid = grid_of(tx, old.subject, draft.grid)?;
    if let Some(id) = grid {
        tx.find(id)?.ok_or(Failure::field("grid", "field-choice"))?;
    }
    let mut new = Entry { values, grid, from: draft.from, until: draft.until, ..old.clone() };
    let changes = differences(&t, &old, &new);
    if changes.is_empty() && new.grid == old.grid {
        return Ok(old);
    }
    new.found = found(keys, &t, &new);
    (new.changed, new.version) = ((by, at), old.version + 1);
    put(tx, &new)?;
    let fields: Vec<&str> = changes.iter().map(|c| c.key.as_str()).collect();
    let detail = format!("{} {}", old.table, fields.join(" "));
    note(tx, (by, at), &new, Deed::Edited, changes, detail.trim())?;
    Ok(new)
}

/// What differs between two states of an entry.
pub(super) fn differences(t: &Table, old: &Entry, new: &Entry) -> Vec<Change> {
    let mut out = Vec::new();
    for f in &t.fields {
        let (a, b) = (old.value(&f.key), new.value(&f.key));
        if a != b {
            out.push(Change { key: f.key.clone(), from: a.cloned(), to: b.cloned() });
        }
    }
    let mut days = |key: &str, a: Option<Day>, b: Option<Day>| {
        if a != b {
            out.push(Change { key: key.to_owned(), from: a.map(Value::Date), to: b.map(Value::Date) });
        }
    };
    days("from", Some(old.from), Some(new.from));
    days("until", old.until, new.until);
    out
}

/// Ends an entry for one of the table's reasons.
pub fn end(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    (id, version): (Id<Entry>, Option<u32>),
    on: Day,
    reason: &str,
) -> Result<Entry, Failure> {
    let old = fresh(tx, id, version)?;
    let t = table(tx, &old.table)?;
    if old.ended.is_some() {
        return Err(Failure::refused("registers-entry-ended"));
    }
    if !t.ends.iter().any(|e| e == reason) {
        return Err(Failure::field("reason", "field-choice"));
    }
    if on > at.day() {
        return Err(Failure::field("on", "day-in-future"));
    }
    if on < old.from {
        return Err(Failure::field("on", "registers-until-before-from"));
    }
    let ended = Some(Ended { on, reason: reason.to_owned(), by, at });
    let new = Entry { ended, changed: (by, at), version: old.version + 1, ..old };
    put(tx, &new)?;
    let change = Change { key: "ended".to_owned(), from: None, to: Some(Value::Text(format!("{on} {reason}"))) };
    note(tx, (by, at), &new, Deed::Ended, vec![change], &new.table)?;
    Ok(new)
}

/// Takes an end back that was said by mistake.
pub fn reopen(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), (id, version): (Id<Entry>, Option<u32>)) -> Result<Entry, Failure> {
    let old = fresh(tx, id, version)?;
    let Some(was) = &old.ended else { return Ok(old) };
    let change = Change { key: "ended".to_owned(), from: Some(Value::Text(format!("{} {}", was.on, was.reason))), to: None };
    let new = Entry { ended: None, changed: (by, at), version: old.version + 1, ..old };
    put(tx, &new)?;
    note(tx, (by, at), &new, Deed::Reopened, vec![change], &new.table)?;
    Ok(new)
}

/// A value in plain text for a stated purpose. The line in the log is part of the same write: no line, no value.
pub fn reveal(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    (by, at): (Actor, Stamp),
    id: Id<Entry>,
    field: &str,
    purpose: &str,
) -> Result<String, Failure> {
    let purpose = people::purpose(purpose).ok_or(Failure::field("purpose", "purpose-too-short"))?;
    let entry: Entry = tx.get(id)?;
    let t = table(tx, &entry.table)?;
    let f = t.field(field).ok_or(Failure::NotFound)?;
    let value = entry.value(field).ok_or(Failure::NotFound)?;
    audit::note(tx, by, at, log::REGISTER_REVEAL, Some(id), &format!("{} {field}: {purpose}", entry.table))?;
    open(keys, f, value)
}

/// Notes that somebody looked at the strictest registers: at one entry, or at a list of a table.
pub fn looked(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), table: &str, entry: Option<Id<Entry>>) -> Result<(), Failure> {
    audit::note(tx, by, at, log::REGISTER_VIEW, entry, table)
}
