//! The one query of a household's file, the next stretches of its timeline, and the lines in the log for who looked.
use super::{Bounds, Line, Rest, Risk, Stretch, gather::known, line::line, risk::risks, timeline::told};
use crate::{
    base::{Failure, Id, Stamp, covered},
    domain::{
        matters::items::Item,
        noun::{Mark, Source},
        office::who::Actor,
        places::{
            grids::{self, Grid, GridPeople},
            reader::Reader,
        },
        registry::{
            cards::{self, Card},
            people::{Household, Resident},
            registers::{self, Access, Entry},
            visits::Visit,
        },
    },
    store::{Dir, PAGE_MOST, Read, Store, Tx},
};

/// Entries of the strictest registers, each with its register: for each, looking is a line in the log.
pub type Strictest = Vec<(Id<Entry>, String)>;

/// A household's file as one reader sees it.
#[derive(Clone, Debug)]
pub struct File {
    pub home: Household,
    pub grid: Grid,
    /// Who answers for the grid.
    pub people: GridPeople,
    /// Members, the living first.
    pub members: Vec<Resident>,
    /// Members that are not shown, and of whom nothing is.
    pub more_members: usize,
    /// The other households that live in the house now.
    pub neighbours: usize,
    /// Entries of the household, its house and its members: by register, the current ones first.
    pub lines: Vec<Line>,
    /// There are more entries than are shown.
    pub more_lines: bool,
    /// Items, the newest first.
    pub items: Vec<Item>,
    /// Items that are not shown.
    pub more_items: Rest,
    /// Visits, the newest first; their notes are covered.
    pub visits: Vec<Visit>,
    /// Visits that are not shown.
    pub more_visits: Rest,
    /// The card that is valid now.
    pub card: Option<Card>,
    /// What needs attention.
    pub risks: Vec<Risk>,
    /// What happened, the newest first.
    pub timeline: Stretch,
}

impl File {
    /// The head.
    pub fn head(&self) -> Option<&Resident> {
        self.home.head.and_then(|id| self.members.iter().find(|m| m.id == id))
    }
    /// Entries of the strictest registers that it shows.
    pub fn strictest(&self) -> Strictest {
        let strict = |l: &&Line| l.table.access == Access::KeyPersons;
        self.lines.iter().filter(strict).map(|l| (l.id, l.table.code.clone())).collect()
    }
}

/// Everything about a household that this reader may see; its timeline from these sources.
///
/// # Errors
/// `NotAllowed` without the right to see people; `NotFound` for no household, or one of a grid that is not the reader's.
pub fn file(read: &Store, reader: &Reader, id: Id<Household>, bounds: &Bounds, sources: &[Source]) -> Result<File, Failure> {
    let k = known(read, reader, id, bounds)?;
    let lines: Vec<Line> = k.entries.iter().map(|(e, t, whom)| line(reader, e, t, whom)).collect();
    let timeline = told(read, reader, &k.home, (None, bounds), sources)?;
    let homes = read.list(&Household::BY_HOUSE.under(k.home.house), Dir::Forward, PAGE_MOST)?;
    let (visits, more_visits) = visits(read, id, bounds)?;
    let more_items = Rest { n: k.items.len().saturating_sub(bounds.items), least: k.more_items };
    let risks = risks(reader, &lines, &k.items);
    Ok(File {
        grid: read.get(k.home.grid)?,
        people: grids::people_of_grid(read, k.home.grid, reader.today())?,
        neighbours: homes.iter().filter(|h| h.id != id && h.left.is_none()).count(),
        card: cards::valid_card(read, id)?,
        home: k.home,
        members: k.members,
        more_members: k.more_members,
        lines,
        more_lines: k.more_entries,
        items: k.items.into_iter().take(bounds.items).collect(),
        more_items,
        visits,
        more_visits,
        risks,
        timeline,
    })
}

/// A later stretch of a household's timeline, and the strictest registers' entries that it may speak of.
///
/// # Errors
/// As [`file`].
pub fn timeline(
    read: &Store,
    reader: &Reader,
    id: Id<Household>,
    before: Option<Mark>,
    sources: &[Source],
) -> Result<(Household, Stretch, Strictest), Failure> {
    let k = known(read, reader, id, &Bounds::STRETCH)?;
    let stretch = told(read, reader, &k.home, (before, &Bounds::STRETCH), sources)?;
    let strict = k.entries.iter().filter(|(_, t, _)| t.access == Access::KeyPersons).map(|(e, ..)| (e.id, e.table.clone()));
    let strict = strict.collect();
    Ok((k.home, stretch, strict))
}

fn visits(read: &impl Read, id: Id<Household>, bounds: &Bounds) -> Result<(Vec<Visit>, Rest), Failure> {
    let most = (bounds.visits + bounds.ahead).min(PAGE_MOST);
    let page = read.page(&Visit::BY_HOUSEHOLD.under(id), Dir::Backward, None, most)?;
    let rest = Rest { n: page.rows.len().saturating_sub(bounds.visits), least: page.next.is_some() };
    let shown = page.rows.into_iter().take(bounds.visits).map(|v| Visit { note: covered(&v.note), ..v }).collect();
    Ok((shown, rest))
}

/// Notes that somebody looked at a file that shows entries of the strictest registers.
pub fn looked(tx: &mut Tx<'_>, who: (Actor, Stamp), entries: &[(Id<Entry>, String)]) -> Result<(), Failure> {
    for (id, table) in entries {
        registers::looked(tx, who, table, Some(*id))?;
    }
    Ok(())
}
