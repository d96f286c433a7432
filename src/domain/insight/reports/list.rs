//! A list: the current entries of a register, by grid and then by address.
use super::{
    asked::{Asked, Audience},
    definition::Template,
    filled::{Cell, Filled},
    head::head,
    subject::{About, Shown, about, cell},
};
use crate::{
    base::{Failure, Id, Money, Reason},
    domain::{
        insight::figures::{Figure, Of},
        places::grids::{Grid, natural},
        registry::registers::{self, Entry, Table},
    },
    store::{Dir, PAGE_MOST, Read, Store},
};

/// The most rows of a list that leaves the office as one file.
pub const ROWS_MOST: usize = 5_000;

/// The current entries that are seen, in order; at most `most`, and whether there are more. A grid is read whole, because
/// the order is that of its addresses; it is refused if it alone has too many.
pub(super) fn entries(
    store: &Store,
    table: &str,
    asked: &Asked,
    audience: &Audience<'_>,
    most: usize,
) -> Result<(Vec<(Entry, About)>, bool), Failure> {
    let mut places: Vec<Option<Id<Grid>>> = audience.chosen(asked).map(|g| Some(g.id)).collect();
    // What is in no grid is the whole office's.
    if audience.whole(asked) {
        places.push(None);
    }
    let (mut out, mut more) = (Vec::new(), false);
    for grid in places {
        let mut here = Vec::new();
        let (range, mut after) = (Entry::BY_GRID.under((table.to_owned(), grid, false)), None);
        loop {
            let page = store.page(&range, Dir::Forward, after.as_ref(), PAGE_MOST)?;
            for e in page.rows {
                let a = about(store, &e)?;
                here.push((natural(&a.place), e.id, e, a));
            }
            if here.len() > ROWS_MOST {
                return Err(Failure::Refused(Reason::new("report-too-long").arg("most", ROWS_MOST)));
            }
            match page.next {
                Some(c) => after = Some(c),
                None => break,
            }
        }
        here.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        out.extend(here.into_iter().map(|(_, _, e, a)| (e, a)));
        if out.len() > most {
            more = true;
            out.truncate(most);
            break;
        }
    }
    Ok((out, more))
}

/// How many current entries there are of what is asked for.
pub(super) fn count(table: &str, asked: &Asked, audience: &Audience<'_>) -> Result<Option<(i64, Figure)>, Failure> {
    let figure = Figure { of: Of::Entries(table.to_owned(), None), grid: asked.grid };
    Ok(audience.count(&figure)?.map(|n| (n, figure)))
}

pub(super) fn fill(
    store: &Store,
    t: &Template,
    table: &str,
    asked: &Asked,
    audience: &Audience<'_>,
    most: usize,
) -> Result<Filled, Failure> {
    let table = registers::table(store, table)?;
    let shown: Vec<Shown> = (t.column.iter())
        .map(|c| c.show.as_deref().and_then(|s| Shown::parse(&table, s)).ok_or(Failure::NotFound))
        .collect::<Result<_, _>>()?;
    let (found, more) = entries(store, &table.code, asked, audience, most)?;
    let heads: Vec<Vec<String>> = t.column.iter().map(|c| c.head.clone()).collect();
    let (depth, cells) = head(&heads);
    let mut out = Filled { depth, head: cells, more, count: count(&table.code, asked, audience)?, ..Filled::default() };
    for (i, (e, a)) in found.iter().enumerate() {
        let one = |s: &Shown| cell(store, &table, (e, a), s, (i + 1, asked.today), audience);
        out.rows.push(shown.iter().map(one).collect::<Result<_, _>>()?);
    }
    out.numeric = shown.iter().map(|s| matches!(s, Shown::No) || s.number(&table)).collect();
    out.widths = (0..t.column.len()).map(|i| widest(t, &out.rows, i)).collect();
    if !t.total.is_empty() && !more && !out.rows.is_empty() {
        out.total = Some(total(t, &table, &shown, &out.rows));
    }
    Ok(out)
}

fn widest(t: &Template, rows: &[Vec<Cell>], i: usize) -> usize {
    let Some(c) = t.column.get(i) else { return 8 };
    if c.width > 0 {
        return usize::from(c.width);
    }
    let said = rows.iter().take(200).filter_map(|r| r.get(i)).map(|c| match c {
        Cell::Text(s) | Cell::Number(s) | Cell::Entry(s, _) => width(s),
        _ => 0,
    });
    let head = c.head.iter().map(|h| width(h)).max().unwrap_or(0);
    said.chain([head]).max().unwrap_or(8).clamp(5, 34)
}

/// Columns that a text takes: two for a Chinese character.
pub(super) fn width(s: &str) -> usize {
    s.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The line of sums: the first column that is not added up says what it is.
fn total(t: &Template, table: &Table, shown: &[Shown], rows: &[Vec<Cell>]) -> Vec<Cell> {
    let sum = |i: usize| {
        let hundredths = rows.iter().map(|r| match r.get(i) {
            Some(Cell::Number(s)) => Money::parse(s).map(|m| m.0),
            Some(Cell::Empty) => Some(0),
            _ => None,
        });
        let n = hundredths.sum::<Option<i64>>()?;
        let s = Money(n).to_string();
        // Whole numbers add up to one; money keeps its fen.
        let whole = rows.iter().all(|r| !matches!(r.get(i), Some(Cell::Number(s)) if s.contains('.')));
        Some(Cell::Number(s.strip_suffix(".00").filter(|_| whole).map_or(s.clone(), str::to_owned)))
    };
    let mut named = false;
    let mut out = Vec::with_capacity(t.column.len());
    for (i, (c, s)) in t.column.iter().zip(shown).enumerate() {
        out.push(match () {
            // A masked value is not added up: the sum would be wrong.
            () if c.sum && s.number(table) => sum(i).unwrap_or(Cell::Empty),
            () if !named => {
                named = true;
                Cell::Text(t.total.clone())
            }
            () => Cell::Empty,
        });
    }
    out
}
