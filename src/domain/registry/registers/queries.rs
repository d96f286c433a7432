//! Reads: definitions, pages of entries, search, counts. Every list goes through an index and is read a page at a time.
use std::{collections::BTreeSet, sync::Arc};

use super::{
    definition::{About, Field, Kind, Table},
    record::{BY_GRID, BY_TABLE, BY_VALUE, BY_VALUE_GRID, Entry, EntryChange, OfficeTable, Subject},
    shipped::shipped,
    value::{folded, number_word},
};
use crate::{
    base::{CitizenNumber, Failure, Id, SealKey},
    domain::{
        places::{grids::Grid, reader::Reader},
        registry::people,
    },
    store::{Cursor, Dir, PAGE_MOST, Page, Range, Read},
};

/// Most hits of one search.
pub const SEARCH_MOST: usize = 50;
/// The most tables that an office makes of its own.
pub const TABLES_MOST: usize = 60;
/// The most entries of one subject in one answer.
const SUBJECT_MOST: usize = 200;

/// A table by code: the shipped one with the office's own fields, or the office's own.
pub fn table(read: &impl Read, code: &str) -> Result<Arc<Table>, Failure> {
    let own = read.by(&OfficeTable::BY_CODE, &code.to_owned())?;
    match (shipped()?.iter().find(|t| t.code == code), own) {
        (Some(t), None) => Ok(t.clone()),
        (Some(t), Some(own)) => Ok(Arc::new(joined(t, own))),
        (None, Some(own)) => Ok(Arc::new(own.table)),
        (None, None) => Err(Failure::NotFound),
    }
}

fn joined(t: &Table, own: OfficeTable) -> Table {
    let mut t = t.clone();
    t.fields.extend(own.table.fields);
    t
}

/// Every table, module by module: the shipped ones first, then the office's own.
pub fn tables(read: &impl Read) -> Result<Vec<Arc<Table>>, Failure> {
    let mut own: Vec<OfficeTable> = read.list(&Range::table(), Dir::Forward, PAGE_MOST)?;
    let mut out = Vec::new();
    for t in shipped()? {
        match own.iter().position(|o| o.table.code == t.code) {
            Some(at) => out.push(Arc::new(joined(t, own.remove(at)))),
            None => out.push(t.clone()),
        }
    }
    out.extend(own.into_iter().map(|o| Arc::new(o.table)));
    out.sort_by_key(|t| t.module);
    Ok(out)
}

/// Which entries of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of a grid.
    pub grid: Option<Id<Grid>>,
    /// Current ones with this value in a counted field.
    pub value: Option<(String, String)>,
    /// The ended ones; not together with a value.
    pub ended: bool,
}

/// A page of a table, the newest first.
pub fn page(read: &impl Read, table: &str, f: &Filter, after: Option<&Cursor>, limit: usize) -> Result<Page<Entry>, Failure> {
    let t = || table.to_owned();
    let range = match (&f.value, f.grid) {
        (Some((field, value)), Some(g)) => Entry::BY_VALUE.under((t(), field.clone(), value.clone(), Some(g))),
        (Some((field, value)), None) => Entry::BY_VALUE.under((t(), field.clone(), value.clone())),
        (None, Some(g)) => Entry::BY_GRID.under((t(), Some(g), f.ended)),
        (None, None) => Entry::BY_TABLE.under((t(), f.ended)),
    };
    read.page(&range, Dir::Backward, after, limit)
}

/// How many entries a filter has; `None` if that is not counted.
pub fn count(read: &impl Read, table: &str, f: &Filter) -> Result<Option<i64>, Failure> {
    let t = table.to_owned();
    Ok(match (&f.value, f.grid, f.ended) {
        (Some((field, value)), None, false) => Some(read.count(&BY_VALUE, &(t, field.clone(), value.clone()))?),
        (Some((field, value)), g, false) => Some(read.count(&BY_VALUE_GRID, &(t, field.clone(), value.clone(), g))?),
        (None, None, ended) => Some(read.count(&BY_TABLE, &(t, ended))?),
        (None, g, false) => Some(read.count(&BY_GRID, &(t, g))?),
        _ => None,
    })
}

/// A counted field's values with the number of current entries, in the order of the definition.
pub fn values(read: &impl Read, table: &str, f: &Field, grid: Option<Id<Grid>>) -> Result<Vec<(String, i64)>, Failure> {
    let all: Vec<String> = match f.kind {
        Kind::YesNo => vec!["是".into(), "否".into()],
        Kind::Code => f.code_table().map(|t| t.all().iter().map(|c| c.name.to_owned()).collect()).unwrap_or_default(),
        _ => f.options.clone(),
    };
    let mut out = Vec::with_capacity(all.len());
    for v in all {
        let filter = Filter { grid, value: Some((f.key.clone(), v.clone())), ended: false };
        out.push((v, count(read, table, &filter)?.unwrap_or_default()));
    }
    Ok(out)
}

/// The entries about a subject, of one table or of all.
pub fn of_subject(read: &impl Read, subject: Subject, table: Option<&str>) -> Result<Vec<Entry>, Failure> {
    let Some(part) = subject.part() else { return Ok(Vec::new()) };
    let range = match table {
        Some(t) => Entry::BY_SUBJECT.under((part, t.to_owned())),
        None => Entry::BY_SUBJECT.under(part),
    };
    read.list(&range, Dir::Backward, SUBJECT_MOST)
}

/// Finds entries of a table by a findable field, or by whom or where they are about: a name, pinyin, a telephone, a full
/// citizen number, an address, as the registry's own search takes them. At most [`SEARCH_MOST`].
pub fn search(read: &impl Read, keys: &SealKey, reader: &Reader, t: &Table, query: &str) -> Result<Vec<Entry>, Failure> {
    let query: String = query.trim().chars().take(80).collect();
    let (mut seen, mut out) = (BTreeSet::new(), Vec::new());
    let mut take = |found: Vec<Entry>, out: &mut Vec<Entry>| {
        for e in found {
            if e.table == t.code && out.len() < SEARCH_MOST && reader.sees_entry(t, &e) && seen.insert(e.id) {
                out.push(e);
            }
        }
    };
    let range = match CitizenNumber::parse(&query) {
        Some(n) => Some(Entry::BY_WORD.under((t.code.clone(), number_word(&keys.blind("citizen", n.plain()))))),
        None => {
            let word: String = folded(&query).chars().take(16).collect();
            (!word.is_empty() && !word.starts_with('#')).then(|| Entry::BY_WORD.starting(t.code.clone(), &word))
        }
    };
    if let Some(range) = range {
        take(read.list(&range, Dir::Forward, SEARCH_MOST * 4)?, &mut out);
    }
    if t.about != About::None {
        for hit in people::search(read, keys, reader, &query)?.hits {
            let subject = match t.about {
                About::Resident => hit.resident.as_ref().map_or(Subject::None, |r| Subject::Resident(r.id)),
                About::Household => Subject::Household(hit.household.id),
                _ => Subject::House(hit.household.house),
            };
            take(of_subject(read, subject, Some(&t.code))?, &mut out);
        }
    }
    Ok(out)
}

/// An entry's history, the first step first; at most [`PAGE_MOST`] steps.
pub fn history(read: &impl Read, id: Id<Entry>) -> Result<Vec<EntryChange>, Failure> {
    read.list(&EntryChange::BY_ENTRY.under(id), Dir::Forward, PAGE_MOST)
}
