//! Counting: from counters; of ages, the two months at the ends are read birth by birth.
use super::{Ages, Figure, Month, Of, births};
use crate::{
    base::{Day, Failure, Id, Sex},
    domain::{
        noun::COUNTERS_MOST,
        places::grids::{Grid, list_grids},
        registry::{
            people::{HOUSEHOLDS_BY_GRID, RESIDENTS_BORN, RESIDENTS_BORN_GRID, RESIDENTS_BY_GRID, RESIDENTS_BY_TRAIT, Resident},
            registers,
        },
    },
    store::{Counter, Dir, Range, Read, Store},
};

/// How many there are of a figure today.
///
/// # Errors
/// When the store cannot be read.
pub fn count(read: &Store, figure: &Figure, today: Day) -> Result<i64, Failure> {
    let grid = figure.grid;
    match &figure.of {
        Of::Households => by_grid(read, &HOUSEHOLDS_BY_GRID, grid),
        Of::Residents(Ages::ANY, None) => by_grid(read, &RESIDENTS_BY_GRID, grid),
        Of::Residents(ages, sex) => aged(read, *ages, *sex, grid, today),
        // Month 0 holds those without a birth.
        Of::AgeUnknown(sex) => months(read, grid, 0, 1, |code| sex.is_none_or(|s| s.digit() == code)),
        Of::Trait(t, code) => match grid {
            Some(g) => read.count(&RESIDENTS_BY_TRAIT, &(t.number(), *code, g)),
            None => sum(read.counts(&RESIDENTS_BY_TRAIT, &(t.number(), *code), COUNTERS_MOST)?, |_| true),
        },
        Of::Entries(table, value) => {
            let filter = registers::Filter { grid, value: value.clone(), ended: false };
            Ok(registers::count(read, table, &filter)?.unwrap_or_default())
        }
        Of::Begun(table, month) => match grid {
            Some(g) => read.count(&registers::BY_MONTH_GRID, &(table.clone(), *month, Some(g))),
            None => read.count(&registers::BY_MONTH, &(table.clone(), *month)),
        },
        Of::Monthly(what, month, part) => (what.count)(read, &figure.slice(*month, *part)),
    }
}

fn by_grid(read: &impl Read, counter: &Counter<Id<Grid>>, grid: Option<Id<Grid>>) -> Result<i64, Failure> {
    match grid {
        Some(g) => read.count(counter, &g),
        None => list_grids(read)?.iter().map(|g| read.count(counter, &g.id)).sum(),
    }
}

fn sum<K>(counts: Vec<(K, i64)>, takes: impl Fn(&K) -> bool) -> Result<i64, Failure> {
    Ok(counts.into_iter().filter(|(k, _)| takes(k)).map(|(_, n)| n).sum())
}

fn aged(read: &impl Read, ages: Ages, sex: Option<Sex>, grid: Option<Id<Grid>>, today: Day) -> Result<i64, Failure> {
    let is = |code: u8| sex.is_none_or(|s| s.digit() == code);
    if ages == Ages::ANY {
        return months(read, grid, 0, Month::MAX, is);
    }
    let (first, last) = births(ages, today);
    let (low, high) = (if ages.to.is_some() { first.month() } else { 0 }, last.month());
    // Whole months strictly between the ends; month 0 holds those without a birth.
    let mut n = months(read, grid, low + 1, high, is)?;
    if low == high {
        return Ok(n + between(read, grid, first, last, is)?);
    }
    if ages.to.is_some() {
        n += between(read, grid, first, month_end(first), is)?;
    }
    Ok(n + between(read, grid, month_start(last), last, is)?)
}

/// Residents born in the months from `low` up to before `high`.
fn months(read: &impl Read, grid: Option<Id<Grid>>, low: Month, high: Month, is: impl Fn(u8) -> bool) -> Result<i64, Failure> {
    match grid {
        Some(g) => sum(read.counts_between(&RESIDENTS_BORN_GRID, &(g, low), &(g, high), COUNTERS_MOST)?, |k| is(k.2)),
        None => sum(read.counts_between(&RESIDENTS_BORN, &low, &high, COUNTERS_MOST)?, |k| is(k.1)),
    }
}

/// Residents born from a day to a day, both in one month.
fn between(read: &impl Read, grid: Option<Id<Grid>>, from: Day, to: Day, is: impl Fn(u8) -> bool) -> Result<i64, Failure> {
    let (mut n, mut after) = (0, None);
    loop {
        let page = read.page(&born(grid, from, to), Dir::Forward, after.as_ref(), crate::store::PAGE_MOST)?;
        n += page.rows.iter().filter(|r| is(r.sex.digit())).count();
        match page.next {
            Some(c) => after = Some(c),
            None => return Ok(i64::try_from(n).unwrap_or(i64::MAX)),
        }
    }
}

/// The living and present who were born from a day to a day.
pub(super) fn born(grid: Option<Id<Grid>>, from: Day, to: Day) -> Range<Resident> {
    match grid {
        Some(g) => Resident::GRID_BIRTH.between((g, from), (g, to.plus(1))),
        None => Resident::BY_BIRTH.between(from, to.plus(1)),
    }
}

/// The first day of a day's month.
pub(super) fn month_start(d: Day) -> Day {
    Day::of_month(d.month()).map_or(d, |(first, _)| first)
}

fn month_end(d: Day) -> Day {
    Day::of_month(d.month()).map_or(d, |(_, last)| last)
}
