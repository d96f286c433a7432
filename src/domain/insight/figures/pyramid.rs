//! Ages in bands of five years by sex: all bands from one walk over the counters of births.
use super::{
    Ages, Month, births,
    count::{born, month_start},
};
use crate::{
    base::{Day, Failure, Id},
    domain::{
        noun::COUNTERS_MOST,
        places::grids::Grid,
        registry::people::{RESIDENTS_BORN, RESIDENTS_BORN_GRID},
    },
    store::{Dir, PAGE_MOST, Read},
};

/// Years of a band.
const WIDTH: u8 = 5;
/// The first age of the last band, which is open.
const LAST: u8 = 95;

/// How many men and women are of some ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    pub ages: Ages,
    /// Men and women (GB/T 2261.1: 1 and 2).
    pub sexes: [i64; 2],
}

/// Every band, the youngest first: each the same as its two figures counted alone. Who was born on no known day is in none.
///
/// # Errors
/// When the store cannot be read.
pub fn pyramid(read: &impl Read, grid: Option<Id<Grid>>, today: Day) -> Result<Vec<Band>, Failure> {
    let months = months(read, grid)?;
    let starts = (0..=LAST).step_by(usize::from(WIDTH));
    let mut least =
        starts.map(|from| Ok((from, at_least(read, grid, &months, from, today)?))).collect::<Result<Vec<_>, Failure>>()?;
    least.push((LAST, [0, 0]));
    let bands = least.windows(2).filter_map(|w| {
        let [(from, a), (next, b)] = w else { return None };
        let ages = if *from == LAST { Ages::least(LAST) } else { Ages { from: *from, to: Some(next - 1) } };
        Some(Band { ages, sexes: [a[0] - b[0], a[1] - b[1]] })
    });
    Ok(bands.collect())
}

/// Men and women by month of birth, known ones only.
fn months(read: &impl Read, grid: Option<Id<Grid>>) -> Result<Vec<(Month, [i64; 2])>, Failure> {
    let counted: Vec<(Month, u8, i64)> = match grid {
        Some(g) => {
            let all = read.counts(&RESIDENTS_BORN_GRID, &g, COUNTERS_MOST)?;
            all.into_iter().map(|((_, m, s), n)| (m, s, n)).collect()
        }
        None => read.counts(&RESIDENTS_BORN, &(), COUNTERS_MOST)?.into_iter().map(|((m, s), n)| (m, s, n)).collect(),
    };
    Ok(counted.into_iter().filter(|(m, _, _)| *m > 0).map(|(m, s, n)| (m, sexes(s, n))).collect())
}

fn sexes(code: u8, n: i64) -> [i64; 2] {
    [if code == 1 { n } else { 0 }, if code == 2 { n } else { 0 }]
}

/// Those who are at least some years old: born before a month by counters, in it up to a day row by row.
fn at_least(
    read: &impl Read,
    grid: Option<Id<Grid>>,
    months: &[(Month, [i64; 2])],
    years: u8,
    today: Day,
) -> Result<[i64; 2], Failure> {
    let (_, last) = births(Ages::least(years), today);
    let mut n = [0; 2];
    let mut add = |[men, women]: [i64; 2]| n = [n[0] + men, n[1] + women];
    months.iter().filter(|(m, _)| *m < last.month()).for_each(|(_, s)| add(*s));
    let mut after = None;
    loop {
        let page = read.page(&born(grid, month_start(last), last), Dir::Forward, after.as_ref(), PAGE_MOST)?;
        page.rows.iter().for_each(|r| add(sexes(r.sex.digit(), 1)));
        match page.next {
            Some(c) => after = Some(c),
            None => return Ok(n),
        }
    }
}
