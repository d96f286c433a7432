//! The volume of a register (一类一卷): its entries grid by grid, for printing.
use std::collections::HashMap;

use crate::{
    base::{Failure, Id, Reason},
    domain::{
        places::{
            grids::{Building, Grid, House, Place},
            reader::Reader,
        },
        registry::{
            people::{Household, Resident},
            registers::{self, Entry, Filter, Subject, Table},
        },
    },
    store::{Dir, Read},
};

/// The most entries of one volume.
pub const VOLUME_MOST: usize = 5_000;
/// Entries read at a time.
const STEP: usize = 250;

/// Whom or what an entry of a volume is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Of {
    /// The resident's or the head's name.
    pub name: String,
    pub place: String,
}

/// The entries of a grid.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The grid; `None` for the entries of the whole office.
    pub grid: Option<Grid>,
    /// The entries, the oldest first.
    pub rows: Vec<(Entry, Of)>,
}

/// A volume: chapters without entries are left out.
#[derive(Clone, Debug, Default)]
pub struct Volume {
    /// In the order of the grids.
    pub chapters: Vec<Chapter>,
}

impl Volume {
    /// Entries in all.
    pub fn len(&self) -> usize {
        self.chapters.iter().map(|c| c.rows.len()).sum()
    }
    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.chapters.is_empty()
    }
}

/// The entries of a filter that the reader sees.
///
/// # Errors
/// `Refused` when there are more than [`VOLUME_MOST`].
pub fn volume(read: &impl Read, reader: &Reader, t: &Table, f: &Filter) -> Result<Volume, Failure> {
    let grids = reader.grids(read)?.into_iter().map(Some);
    let office = reader.sees_everywhere().then_some(None);
    let (mut out, mut left) = (Volume::default(), VOLUME_MOST);
    let mut places = Places { read, homes: HashMap::new(), houses: HashMap::new() };
    for grid in grids.chain(office) {
        let id = grid.as_ref().map(|g| g.id);
        if f.grid.is_some() && f.grid != id {
            continue;
        }
        let mut rows = Vec::new();
        for e in entries(read, t, f, id, left)? {
            let of = places.of(e.subject)?;
            rows.push((e, of));
        }
        left -= rows.len();
        if !rows.is_empty() {
            out.chapters.push(Chapter { grid, rows });
        }
    }
    Ok(out)
}

fn entries(read: &impl Read, t: &Table, f: &Filter, grid: Option<Id<Grid>>, left: usize) -> Result<Vec<Entry>, Failure> {
    let code = t.code.clone();
    let range = match &f.value {
        Some((field, value)) => Entry::BY_VALUE.under((code, field.clone(), value.clone(), grid)),
        None => Entry::BY_GRID.under((code, grid, f.ended)),
    };
    let (mut out, mut after) = (Vec::new(), None);
    loop {
        let page = read.page(&range, Dir::Forward, after.as_ref(), STEP)?;
        out.extend(page.rows);
        if out.len() > left {
            let n = registers::count(read, &t.code, f)?.map_or_else(|| format!("{VOLUME_MOST}+"), |n| n.to_string());
            return Err(Failure::Refused(Reason::new("volume-too-long").arg("n", n).arg("most", VOLUME_MOST)));
        }
        match page.next {
            None => return Ok(out),
            next => after = next,
        }
    }
}

/// Households and houses, each read once: many entries are about members of one.
struct Places<'a, R> {
    read: &'a R,
    homes: HashMap<Id<Household>, Of>,
    houses: HashMap<Id<House>, String>,
}

impl<R: Read> Places<'_, R> {
    fn of(&mut self, subject: Subject) -> Result<Of, Failure> {
        Ok(match subject {
            Subject::None => Of::default(),
            Subject::Resident(id) => {
                let r: Resident = self.read.get(id)?;
                Of { name: r.name.to_string(), place: self.home(r.household)?.place }
            }
            Subject::Household(id) => self.home(id)?,
            Subject::House(id) => Of { name: String::new(), place: self.house(id)? },
        })
    }
    fn home(&mut self, id: Id<Household>) -> Result<Of, Failure> {
        if let Some(known) = self.homes.get(&id) {
            return Ok(known.clone());
        }
        let home: Household = self.read.get(id)?;
        let head = home.head.map(|h| self.read.find::<Resident>(h)).transpose()?.flatten();
        let of = Of { name: head.map(|h| h.name.to_string()).unwrap_or_default(), place: home.address };
        self.homes.insert(id, of.clone());
        Ok(of)
    }
    fn house(&mut self, id: Id<House>) -> Result<String, Failure> {
        if let Some(known) = self.houses.get(&id) {
            return Ok(known.clone());
        }
        let h: House = self.read.get(id)?;
        let b: Building = self.read.get(h.building)?;
        let place = Place { estate: b.estate, building: b.name, unit: h.unit, room: h.room }.address();
        self.houses.insert(id, place.clone());
        Ok(place)
    }
}
