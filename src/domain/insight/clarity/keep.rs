//! Keeping standings true: marks and days that turn are worked off a few to a write; a walk over everything at night finds
//! what no mark told of, and fills an upgraded store.
use super::{
    CheckResult, Facts, Unit,
    checks::{VERSION, household, place, place_tables},
    record::STANDINGS,
};
use crate::{
    base::{Day, Failure, Stamp},
    domain::{
        places::grids::list_grids,
        registry::{
            people::{HOUSEHOLDS_BY_GRID, Household, Touched},
            registers::{self, Entry},
        },
    },
    store::{Dir, Range, Read, Row, Store, Tx},
};

/// Households and places of one write: small, so that nobody at a screen waits for them.
const AT_ONCE: usize = 64;

/// How something stands on a day; nothing for a household that has left and an entry that has ended.
pub(super) fn standing(read: &impl Read, of: Unit, at: Stamp) -> Result<Option<CheckResult>, Failure> {
    let today = at.day();
    Ok(match of {
        Unit::Household(id) => match read.find(id)?.filter(|h| h.left.is_none()) {
            Some(home) => {
                let grid = Some(home.grid);
                Some(CheckResult::new(of, grid, &household(&Facts::load(read, home, today)?), at))
            }
            None => None,
        },
        Unit::Place(id) => read.find(id)?.and_then(|e| {
            let found = place(&e, today);
            (!found.is_empty()).then(|| CheckResult::new(of, e.grid, &found, at))
        }),
    })
}

/// Brings one standing up to date; one that says the same is not written.
fn settle(tx: &mut Tx<'_>, of: Unit, at: Stamp) -> Result<(), Failure> {
    match (tx.find(of.standing())?, standing(tx, of, at)?) {
        (Some(old), Some(new)) if old.same(&new) => Ok(()),
        (_, Some(new)) => tx.put(&new),
        (Some(old), None) => tx.delete(old.id),
        (None, None) => Ok(()),
    }
}

fn settle_all(store: &Store, units: Vec<Unit>, at: Stamp) -> Result<(), Failure> {
    for group in units.chunks(AT_ONCE) {
        let group = group.to_vec();
        store.write_wait(move |tx| group.into_iter().try_for_each(|u| settle(tx, u, at)))?;
    }
    Ok(())
}

/// Works off some of what waits: marks, then days that have come. Returns how many; 0 when nothing waits. Looking costs two
/// short reads and no write.
///
/// # Errors
/// When the store fails; what is done by then stays done, and the marks of the rest stay.
pub fn settle_some(store: &Store, at: Stamp) -> Result<usize, Failure> {
    let marks: Vec<Touched> = store.list(&Range::table(), Dir::Forward, AT_ONCE)?;
    let n = marks.len();
    if n > 0 {
        store.write_wait(move |tx| {
            for m in marks {
                settle(tx, Unit::of(m.id), at)?;
                tx.delete(m.id)?;
            }
            Ok(())
        })?;
        return Ok(n);
    }
    let due = CheckResult::BY_TURN.between(Day(i32::MIN), at.day().plus(1));
    let due: Vec<Unit> = store.list(&due, Dir::Forward, AT_ONCE)?.into_iter().map(|s| s.of).collect();
    let n = due.len();
    settle_all(store, due, at)?;
    Ok(n)
}

/// Whether everything has a standing by the checks of today: by counters, so that a start need not walk.
///
/// # Errors
/// When the store cannot be read.
pub fn complete(read: &impl Read) -> Result<bool, Failure> {
    let mut homes = 0;
    for g in list_grids(read)? {
        homes += read.count(&HOUSEHOLDS_BY_GRID, &g.id)?;
    }
    let mut places = 0;
    for t in place_tables() {
        places += read.count(&registers::BY_TABLE, &(t.to_owned(), false))?;
    }
    Ok(read.count(&STANDINGS, &(VERSION, 0))? == homes
        && read.count(&STANDINGS, &(VERSION, 1))? == places
        && read.rows::<CheckResult>()? == homes + places)
}

/// Looks at everything, a page at a time, and mends what is not as it should be. Returns how many were. May be broken off and
/// begun anew; `rest` is called between pages.
///
/// # Errors
/// When the store fails.
pub fn reconcile(store: &Store, at: Stamp, mut rest: impl FnMut()) -> Result<usize, Failure> {
    let mut mended = 0;
    let mut look = |units: Vec<Unit>| -> Result<(), Failure> {
        let mut wrong = Vec::new();
        for u in units {
            let same = match (store.find(u.standing())?, standing(store, u, at)?) {
                (Some(old), Some(new)) => old.same(&new),
                (None, None) => true,
                _ => false,
            };
            if !same {
                wrong.push(u);
            }
        }
        mended += wrong.len();
        settle_all(store, wrong, at)?;
        rest();
        Ok(())
    };
    walk(store, &Range::table(), |page: Vec<Household>| look(page.iter().map(|h| Unit::Household(h.id)).collect()))?;
    for t in place_tables() {
        let range = Entry::BY_TABLE.under((t.to_owned(), false));
        walk(store, &range, |page: Vec<Entry>| look(page.iter().map(|e| Unit::Place(e.id)).collect()))?;
    }
    // Those of which nothing is left, or whose checks are of another version.
    walk(store, &Range::table(), |page: Vec<CheckResult>| {
        let odd = page.into_iter().map(|s| s.of).filter(|of| match of {
            Unit::Household(id) => store.find(*id).is_ok_and(|h| h.is_none()),
            Unit::Place(id) => store.find(*id).is_ok_and(|e| e.is_none_or(|e| e.ended.is_some())),
        });
        look(odd.collect())
    })?;
    Ok(mended)
}

fn walk<R: Row>(store: &Store, range: &Range<R>, mut page_of: impl FnMut(Vec<R>) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page = store.page(range, Dir::Forward, after.as_ref(), AT_ONCE)?;
        page_of(page.rows)?;
        match page.next {
            Some(c) => after = Some(c),
            None => return Ok(()),
        }
    }
}
