//! Rows: an entry with all that it is found by and counted for, its history, and an office's own definitions. What the
//! indexes need stands in the row itself, because the definition is another row.
use serde::{Deserialize, Serialize};

use super::{definition::Table, value::Value};
use crate::{
    base::{BlindIndex, Day, Id, Stamp, words},
    domain::{
        office::who::Actor,
        places::grids::{Grid, House},
        registry::people::{Household, Resident},
    },
    store::{Counter, Index, IndexOf, Row, Tally},
};

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// Nothing that the registry knows.
    None,
    Resident(Id<Resident>),
    Household(Id<Household>),
    House(Id<House>),
}

impl Subject {
    /// Its kind and number, as in keys; `None` for nothing.
    pub const fn part(self) -> Option<(u8, u64)> {
        match self {
            Subject::None => None,
            Subject::Resident(id) => Some((1, id.raw())),
            Subject::Household(id) => Some((2, id.raw())),
            Subject::House(id) => Some((3, id.raw())),
        }
    }
}

/// That an entry no longer holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The last day.
    pub on: Day,
    /// One of the table's reasons.
    pub reason: String,
    /// Who said so.
    pub by: Actor,
    /// When it was said.
    pub at: Stamp,
}

/// What an entry is found by and counted for, taken from its values by the definition when it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Counted fields with their text forms.
    pub counted: Vec<(String, String)>,
    /// Search words.
    pub words: Vec<String>,
    /// What makes it the same entry as another.
    pub identity: Option<BlindIndex>,
}

/// An entry of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: Id<Entry>,
    /// The table's code.
    pub table: String,
    /// What it is about.
    pub subject: Subject,
    /// The subject's grid; see `relocate`.
    pub grid: Option<Id<Grid>>,
    /// Values by field key, in the definition's order.
    pub values: Vec<(String, Value)>,
    /// First day.
    pub from: Day,
    /// Planned last day.
    pub until: Option<Day>,
    pub ended: Option<Ended>,
    /// Found by.
    pub found: Found,
    /// First recorded by and at.
    pub created: (Actor, Stamp),
    /// Last changed by and at.
    pub changed: (Actor, Stamp),
    /// Grows with each change.
    pub version: u32,
}

/// A counted value's place: table, field, value, grid.
pub type ValueGrid = (String, String, String, Option<Id<Grid>>);

/// Entries by table, current (`false`) and ended (`true`).
pub const BY_TABLE: Counter<(String, bool)> = Counter::new(40);
/// Current entries by table and grid.
pub const BY_GRID: Counter<(String, Option<Id<Grid>>)> = Counter::new(41);
/// Current entries by table, counted field and its value.
pub const BY_VALUE: Counter<(String, String, String)> = Counter::new(42);
/// Entries by table and the month of their first day, the ended ones too.
pub const BY_MONTH: Counter<(String, u32)> = Counter::new(43);
/// Current entries by table, counted field, its value, and grid.
pub const BY_VALUE_GRID: Counter<ValueGrid> = Counter::new(44);
/// Ended entries by table and the month of their last day.
pub const ENDED_IN: Counter<(String, u32)> = Counter::new(45);
/// Entries by table, the month of their first day, and grid, the ended ones too.
pub const BY_MONTH_GRID: Counter<(String, u32, Option<Id<Grid>>)> = Counter::new(49);

impl Entry {
    /// By table, current and ended apart.
    pub const BY_TABLE: Index<Entry, (String, bool)> =
        Index::many(1, "register.table", |e| vec![(e.table.clone(), e.ended.is_some())]);
    /// By table and grid, current and ended apart.
    pub const BY_GRID: Index<Entry, (String, Option<Id<Grid>>, bool)> =
        Index::many(2, "register.grid", |e| vec![(e.table.clone(), e.grid, e.ended.is_some())]);
    /// By subject, then table.
    pub const BY_SUBJECT: Index<Entry, ((u8, u64), String)> =
        Index::many(3, "register.subject", |e| e.subject.part().map(|s| (s, e.table.clone())).into_iter().collect());
    /// Current ones by table, counted field and value, then grid.
    pub const BY_VALUE: Index<Entry, ValueGrid> = Index::many(4, "register.value", |e| {
        let current = e.found.counted.iter().filter(|_| e.ended.is_none());
        current.map(|(f, v)| (e.table.clone(), f.clone(), v.clone(), e.grid)).collect()
    });
    /// By table and search word.
    pub const BY_WORD: Index<Entry, (String, String)> =
        Index::many(5, "register.word", |e| e.found.words.iter().map(|w| (e.table.clone(), w.clone())).collect());
    /// By table and what makes it the same entry; current ones only.
    pub const BY_IDENTITY: Index<Entry, (String, BlindIndex)> = Index::unique(6, "register.identity", |e| {
        e.found.identity.iter().filter(|_| e.ended.is_none()).map(|i| (e.table.clone(), *i)).collect()
    });
    /// By table and first day, the ended ones too.
    pub const BY_FROM: Index<Entry, (String, Day)> = Index::many(7, "register.from", |e| vec![(e.table.clone(), e.from)]);
    /// By table, grid and first day, the ended ones too.
    pub const GRID_FROM: Index<Entry, (String, Option<Id<Grid>>, Day)> =
        Index::many(8, "register.grid_from", |e| vec![(e.table.clone(), e.grid, e.from)]);
    /// Ended ones by table and last day.
    pub const BY_ENDED: Index<Entry, (String, Day)> =
        Index::many(9, "register.ended", |e| e.ended.iter().map(|x| (e.table.clone(), x.on)).collect());

    /// A value by field key.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }
}

impl Row for Entry {
    const TAG: u8 = 0x3B;
    const NAME: &'static str = "register-entry";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[
            &Entry::BY_TABLE,
            &Entry::BY_GRID,
            &Entry::BY_SUBJECT,
            &Entry::BY_VALUE,
            &Entry::BY_WORD,
            &Entry::BY_IDENTITY,
            &Entry::BY_FROM,
            &Entry::GRID_FROM,
            &Entry::BY_ENDED,
        ]
    }
    fn tally(&self, tally: &mut Tally) {
        let table = || self.table.clone();
        tally.one(&BY_TABLE, (table(), self.ended.is_some()));
        tally.one(&BY_MONTH, (table(), self.from.month()));
        tally.one(&BY_MONTH_GRID, (table(), self.from.month(), self.grid));
        match &self.ended {
            Some(e) => tally.one(&ENDED_IN, (table(), e.on.month())),
            None => {
                tally.one(&BY_GRID, (table(), self.grid));
                for (f, v) in &self.found.counted {
                    tally.one(&BY_VALUE, (table(), f.clone(), v.clone()));
                    tally.one(&BY_VALUE_GRID, (table(), f.clone(), v.clone(), self.grid));
                }
            }
        }
    }
}

words! {
    /// What was done to an entry; `registers-deed-…` is the text.
    pub enum Deed {
        /// 登记
        Created = 0 "created",
        /// 修改
        Edited = 1 "edited",
        /// 终止
        Ended = 2 "ended",
        /// 恢复
        Reopened = 3 "reopened",
        /// The subject moved to another grid.
        Followed = 4 "followed",
    }
}

/// One value that changed; sealed values stay sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field's key; `from` and `until` for the entry's own days.
    pub key: String,
    pub from: Option<Value>,
    pub to: Option<Value>,
}

/// One step of an entry's history. Append-only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryChange {
    /// Number, in order of time.
    pub id: Id<EntryChange>,
    pub entry: Id<Entry>,
    /// What was done.
    pub deed: Deed,
    pub by: Actor,
    pub at: Stamp,
    /// What changed.
    pub changes: Vec<Change>,
}

impl EntryChange {
    /// By entry, in order of time.
    pub const BY_ENTRY: Index<EntryChange, Id<Entry>> = Index::many(1, "registers-change.entry", |c| vec![c.entry]);
}

impl Row for EntryChange {
    const TAG: u8 = 0x3C;
    const NAME: &'static str = "register-change";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&EntryChange::BY_ENTRY]
    }
}

/// An office's own table, or, under the code of a shipped one, the fields that the office added to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeTable {
    pub id: Id<OfficeTable>,
    /// The definition; of a shipped table only code and fields count.
    pub table: Table,
    /// Last changed.
    pub changed: (Actor, Stamp),
}

impl OfficeTable {
    /// By the table's code.
    pub const BY_CODE: Index<OfficeTable, String> = Index::unique(1, "office-table.code", |t| vec![t.table.code.clone()]);
}

impl Row for OfficeTable {
    const TAG: u8 = 0x3D;
    const NAME: &'static str = "office-table";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&OfficeTable::BY_CODE]
    }
}
