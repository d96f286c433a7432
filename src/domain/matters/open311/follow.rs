//! What anybody may know of an item, and lists of it.
use std::collections::{HashMap, VecDeque};

use super::{offered, reportable};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::{
            catalog::{Catalogue, Secrecy, ServiceVersion},
            items::{self, Item, ItemNo, Link, Source, StateTag},
        },
        places::grids::Grid,
    },
    store::{Cursor, Dir, Range, Read},
};

/// The most requests of one page.
pub const PAGE_MOST: usize = 200;
/// The most requests that the pages of one question reach, as the specification has it («first 1000 requests»).
pub const REACH_MOST: usize = 1_000;
/// The most rows that one page walks.
const WALK_MOST: usize = 10_000;
/// Rows that a lane reads at first, and at most, at once.
const GULP: (usize, usize) = (16, 256);

/// An item as anybody may know it. What a resident said, who they are, who handles it and what was noted are not in it, and
/// where it lies is told by its grid and no closer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub no: ItemNo,
    /// Where it stands.
    pub state: StateTag,
    /// The service's code.
    pub code: String,
    /// The service's name as it was.
    pub title: String,
    /// Working days allowed; 0 is the same day.
    pub limit_days: u16,
    /// Reported at.
    pub requested: Stamp,
    /// Last changed at; when it ended, if it has.
    pub updated: Stamp,
    /// When its limit runs out; nothing while that is provisional or the clock stands.
    pub expected: Option<Stamp>,
    /// The name of its grid.
    pub area: Option<String>,
    /// The number under which it goes on, if it was merged.
    pub goes_on: Option<ItemNo>,
}

/// Which requests a list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Of these services; none is all on offer.
    pub codes: Vec<String>,
    /// Open ones, or closed ones, only.
    pub open: Option<bool>,
    /// Reported at this time or later,
    pub from: Stamp,
    /// and before this.
    pub to: Stamp,
}

/// The request with a number on papers.
///
/// # Errors
/// `NotFound` also for an item that is nobody else's business.
pub fn find(read: &impl Read, catalogue: &Catalogue, no: ItemNo) -> Result<Shown, Failure> {
    let item = read.by(&Item::BY_NO, &no)?.ok_or(Failure::NotFound)?;
    // Whoever filed it may follow it, even if the service is not offered any more.
    let theirs = item.source == Source::Open311 || offered(catalogue).any(|o| o.service.code == item.service_code);
    let mut eyes = Eyes::default();
    if !theirs || !eyes.may_show(read, &item)? {
        return Err(Failure::NotFound);
    }
    eyes.show(read, item)
}

/// At most `limit` requests after the first `skip`, newest first. Reads the services' own indexes side by side, so that a
/// page costs about what it shows; a walk of more than ten thousand rows ends the list.
pub fn list(read: &impl Read, catalogue: &Catalogue, wanted: &Wanted, skip: usize, limit: usize) -> Result<Vec<Shown>, Failure> {
    let limit = limit.clamp(1, PAGE_MOST);
    let on_offer = offered(catalogue).map(|o| o.service.code.as_str());
    let codes: Vec<&str> = on_offer.filter(|c| wanted.codes.is_empty() || wanted.codes.iter().any(|w| w == c)).collect();
    let mut lanes = lanes(&codes, wanted);
    let (mut eyes, mut out, mut passed) = (Eyes::default(), Vec::new(), 0);
    for _ in 0..WALK_MOST {
        let Some(item) = newest(read, &mut lanes)? else { break };
        let fits = codes.contains(&item.service_code.as_str()) && wanted.open.is_none_or(|o| o == item.state.tag.open());
        if !fits || !eyes.may_show(read, &item)? {
            continue;
        }
        passed += 1;
        if passed > skip {
            out.push(eyes.show(read, item)?);
        }
        if out.len() == limit {
            break;
        }
    }
    Ok(out)
}

/// One stretch of an index, read backward in growing gulps.
struct Lane {
    range: Range<Item>,
    /// Where it goes on.
    at: Option<Cursor>,
    /// Nothing is left to read.
    read: bool,
    gulp: usize,
    held: VecDeque<Item>,
}

/// Few items are open, so open ones come by state; all others by service.
fn lanes(codes: &[&str], wanted: &Wanted) -> Vec<Lane> {
    let lane = |range| Lane { range, at: None, read: false, gulp: GULP.0, held: VecDeque::new() };
    let (from, to) = (wanted.from, wanted.to);
    if wanted.open == Some(true) {
        let open = StateTag::ALL.iter().filter(|s| s.open()).copied();
        return open.map(|s| lane(Item::BY_STATE.between((s, from), (s, to)))).collect();
    }
    let of = |code: &str| Item::BY_SERVICE.between((code.to_owned(), from), (code.to_owned(), to));
    codes.iter().map(|c| lane(of(c))).collect()
}

impl Lane {
    fn fill(&mut self, read: &impl Read) -> Result<(), Failure> {
        while self.held.is_empty() && !self.read {
            let page = read.page(&self.range, Dir::Backward, self.at.as_ref(), self.gulp)?;
            self.read = page.next.is_none();
            self.at = page.next;
            self.gulp = (self.gulp * 2).min(GULP.1);
            self.held.extend(page.rows);
        }
        Ok(())
    }
}

/// The newest item of all lanes, taken from its lane.
fn newest(read: &impl Read, lanes: &mut [Lane]) -> Result<Option<Item>, Failure> {
    for lane in lanes.iter_mut() {
        lane.fill(read)?;
    }
    let heads = lanes.iter_mut().filter_map(|l| l.held.front().map(|i| (i.created, i.id)).map(|at| (at, l)));
    Ok(heads.max_by_key(|(at, _)| *at).and_then(|(_, lane)| lane.held.pop_front()))
}

/// What one answer has looked up already.
#[derive(Default)]
struct Eyes {
    versions: HashMap<Id<ServiceVersion>, bool>,
    grids: HashMap<Id<Grid>, Option<String>>,
}

impl Eyes {
    /// Whether the form by which it was filed was a public report's: an office may have changed its service since.
    fn may_show(&mut self, read: &impl Read, item: &Item) -> Result<bool, Failure> {
        if let Some(known) = self.versions.get(&item.service) {
            return Ok(*known);
        }
        let public = reportable(&read.get(item.service)?.read()?) && items::secrecy(read, item)? == Secrecy::Household;
        self.versions.insert(item.service, public);
        Ok(public)
    }
    fn show(&mut self, read: &impl Read, item: Item) -> Result<Shown, Failure> {
        let area = match item.grid {
            None => None,
            Some(grid) => match self.grids.get(&grid) {
                Some(known) => known.clone(),
                None => {
                    let name = read.find(grid)?.map(|g: Grid| g.name);
                    self.grids.insert(grid, name.clone());
                    name
                }
            },
        };
        let goes_on = match item.link {
            Some(Link::Into(other)) => match read.find(other)? {
                Some(other) if self.may_show(read, &other)? => Some(other.no),
                _ => None,
            },
            _ => None,
        };
        let due = if item.state.tag.open() { item.running() } else { item.clock.due };
        Ok(Shown {
            no: item.no,
            state: item.state.tag,
            limit_days: item.clock.limit_days,
            requested: item.created,
            updated: item.ended.filter(|_| !item.state.tag.open()).unwrap_or(item.state.at),
            expected: due.filter(|_| !item.clock.provisional),
            code: item.service_code,
            title: item.title,
            area,
            goes_on,
        })
    }
}
