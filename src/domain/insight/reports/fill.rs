//! Filling a form.
use super::{
    asked::{Asked, Audience},
    definition::{Column, Rows, Template},
    filled::{Cell, Filled},
    head::head,
    list, query,
};
use crate::{
    base::{Failure, Id},
    domain::{
        matters::catalog::Category,
        places::grids::{Grid, GridLevel},
        registry::registers,
    },
    store::Store,
};

/// A row before it is counted: its names, its part of a query, its grid, its unit.
struct Plain {
    names: Vec<String>,
    part: String,
    grid: Option<Id<Grid>>,
    unit: String,
    /// A large grid.
    large: bool,
}

/// Fills a form. A list has at most `most` rows; what the reader may not see is left out.
///
/// # Errors
/// The store's; `Refused` for a list that is too long to be whole, if `whole` is asked for.
pub fn fill(store: &Store, t: &Template, asked: &Asked, audience: &Audience<'_>, most: usize) -> Result<Filled, Failure> {
    let rows = t.lines();
    if let Rows::Entries(table) = &rows {
        return list::fill(store, t, table, asked, audience, most);
    }
    let mut plain = lines(store, t, &rows, asked, audience)?;
    let stub = t.stub.len();
    let heads: Vec<Vec<String>> = t.stub.iter().map(|s| vec![s.clone()]).chain(t.column.iter().map(|c| c.head.clone())).collect();
    let (depth, cells) = head(&heads);
    let mut out = Filled { depth, head: cells, stub, ..Filled::default() };
    let mut kept = Vec::new();
    for row in plain.drain(..) {
        let mut cells: Vec<Cell> = (0..stub).map(|i| row.names.get(i).map_or(Cell::Empty, |n| Cell::Text(n.clone()))).collect();
        let figures = counted(t, &row, asked, audience)?;
        // A large grid is there for its small ones; unless something lies in it itself it has no line.
        if row.large && asked.grid.is_none() && figures.iter().all(|c| matches!(c, Cell::Count(0, _) | Cell::Permille(None))) {
            continue;
        }
        cells.extend(figures);
        out.rows.push(cells);
        kept.push(row);
    }
    let plain = kept;
    out.joined = joined(&plain, stub);
    if !t.total.is_empty() && plain.len() > 1 && (audience.whole(asked) || rows != Rows::Grids) {
        out.total = Some(total(t, &rows, &out.rows, asked, audience)?);
    }
    for n in &t.note {
        if let Some(f) = query::figure(&n.query, "", asked.month, asked.grid)
            && let Some(count) = audience.count(&f)?.filter(|n| *n != 0)
        {
            out.notes.push((n.name.clone(), count, f));
        }
    }
    let wide = |c: &Column| if c.width > 0 { usize::from(c.width) } else { 9 };
    let names = |i: usize| plain.iter().filter_map(|r| r.names.get(i)).map(|n| list::width(n)).max().unwrap_or(6).clamp(10, 40);
    out.widths = (0..stub).map(names).chain(t.column.iter().map(wide)).collect();
    out.numeric = (0..stub).map(|_| false).chain(t.column.iter().map(|c| c.show.is_none())).collect();
    Ok(out)
}

fn lines(store: &Store, t: &Template, rows: &Rows, asked: &Asked, audience: &Audience<'_>) -> Result<Vec<Plain>, Failure> {
    let one = |name: String, part: String| Plain { names: vec![name], part, grid: asked.grid, unit: String::new(), large: false };
    let by = |key: &str, value: &str| form_urlencoded::Serializer::new(String::new()).append_pair(key, value).finish();
    Ok(match rows {
        Rows::Grids => {
            let own =
                |g: &Grid| Plain { grid: Some(g.id), large: g.level == GridLevel::Large, ..one(g.name.clone(), String::new()) };
            audience.chosen(asked).map(own).collect()
        }
        Rows::Categories => {
            let all = Category::ALL.iter();
            all.map(|c| one((audience.category)(*c), format!("category={}", c.number()))).collect()
        }
        Rows::Values(table, key) => {
            let table = registers::table(store, table)?;
            let field = table.field(key).ok_or(Failure::NotFound)?;
            let values = registers::values(store, &table.code, field, None)?;
            let part = |v: &str| format!("table={}&{}", table.code, by("by", &format!("{key}:{v}")));
            values.into_iter().map(|(v, _)| one(v.clone(), part(&v))).collect()
        }
        Rows::Codes(k) => match k.codes() {
            Some(c) => {
                let all = c.all().iter();
                all.map(|x| one(x.name.to_owned(), by("trait", &format!("{}:{}", k.key(), x.number)))).collect()
            }
            None => {
                let all = [(1, "户籍人口"), (2, "人户分离"), (3, "流动人口")].into_iter();
                all.map(|(n, name)| one(name.to_owned(), by("trait", &format!("{}:{n}", k.key())))).collect()
            }
        },
        Rows::Lines => {
            let line = |l: &super::definition::Line| Plain {
                names: l.name.clone(),
                part: l.query.clone(),
                grid: asked.grid,
                unit: l.unit.clone(),
                large: false,
            };
            t.line.iter().map(line).collect()
        }
        Rows::Entries(_) => Vec::new(),
    })
}

/// The cells of a row: figures first, then what follows from them.
fn counted(t: &Template, row: &Plain, asked: &Asked, audience: &Audience<'_>) -> Result<Vec<Cell>, Failure> {
    let mut out = Vec::with_capacity(t.column.len());
    for c in &t.column {
        out.push(match (&c.query, c.show.as_deref()) {
            (Some(q), _) => match query::figure(q, &row.part, asked.month, row.grid) {
                Some(f) => audience.count(&f)?.map_or(Cell::Hidden, |n| Cell::Count(n, Some(f))),
                None => Cell::Hidden,
            },
            (None, Some("unit")) => Cell::Text(row.unit.clone()),
            _ => Cell::Empty,
        });
    }
    follow(t, &mut out);
    Ok(out)
}

/// Differences and shares of what was counted.
fn follow(t: &Template, cells: &mut [Cell]) {
    let value = |cells: &[Cell], key: &str| {
        let at = t.column.iter().position(|c| c.key == key)?;
        match cells.get(at) {
            Some(Cell::Count(n, _)) => Some(*n),
            _ => None,
        }
    };
    for (i, c) in t.column.iter().enumerate() {
        let new = match (&c.percent, &c.minus) {
            (Some([a, b]), _) => match (value(cells, a), value(cells, b)) {
                (Some(_), Some(0)) => Cell::Permille(None),
                (Some(a), Some(b)) => Cell::Permille(Some((a * 2_000 + b) / (2 * b))),
                _ => Cell::Hidden,
            },
            (_, Some([a, b])) => match (value(cells, a), value(cells, b)) {
                (Some(a), Some(b)) => Cell::Count(a - b, None),
                _ => Cell::Hidden,
            },
            _ => continue,
        };
        if let Some(cell) = cells.get_mut(i) {
            *cell = new;
        }
    }
}

/// The sums of what stands above. A sum leads to rows only if they are as many.
fn total(t: &Template, rows: &Rows, above: &[Vec<Cell>], asked: &Asked, audience: &Audience<'_>) -> Result<Vec<Cell>, Failure> {
    let stub = t.stub.len();
    let part = match rows {
        Rows::Values(table, _) => format!("table={table}"),
        _ => String::new(),
    };
    let mut sums = Vec::with_capacity(t.column.len());
    for (i, c) in t.column.iter().enumerate() {
        let Some(q) = &c.query else {
            sums.push(Cell::Empty);
            continue;
        };
        let n = above.iter().map(|r| match r.get(stub + i) {
            Some(Cell::Count(n, _)) => Some(*n),
            _ => None,
        });
        let Some(n) = n.sum::<Option<i64>>() else {
            sums.push(Cell::Hidden);
            continue;
        };
        let whole = query::figure(q, &part, asked.month, asked.grid).filter(|_| *rows != Rows::Lines);
        let same = whole.as_ref().map(|f| audience.count(f)).transpose()?.flatten() == Some(n);
        sums.push(Cell::Count(n, whole.filter(|_| same)));
    }
    follow(t, &mut sums);
    let name = |i: usize| if i == 0 { Cell::Text(t.total.clone()) } else { Cell::Empty };
    Ok((0..stub).map(name).chain(sums).collect())
}

/// Names that rows one below another share, in all columns but the last.
fn joined(rows: &[Plain], stub: usize) -> Vec<(usize, usize, usize)> {
    let mut out = Vec::new();
    for column in 0..stub.saturating_sub(1) {
        let mut first = 0;
        for i in 1..=rows.len() {
            let name = |n: usize| rows.get(n).and_then(|r| r.names.get(..=column));
            if i == rows.len() || name(i) != name(first) {
                if i - first > 1 {
                    out.push((first, column, i - first));
                }
                first = i;
            }
        }
    }
    out
}
