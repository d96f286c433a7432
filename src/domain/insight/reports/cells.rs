//! Filling a workbook: what is written in place of its marks.
use super::{
    asked::{Asked, Audience},
    definition::Rows,
    filled::Cell,
    list,
    marks::{Holes, Mark, Piece},
    query,
    subject::{Shown, cell},
};
use crate::{
    base::{Failure, Id},
    domain::{
        insight::figures::Figure,
        places::grids::{Grid, GridLevel},
        registry::registers::{self, Entry},
    },
    sheets::book::{Edits, Repeat, Said},
    store::Store,
};

/// What the words of a mark stand for.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// 填报单位
    pub office: String,
    /// 填报人
    pub filler: String,
    /// The office's telephone.
    pub phone: String,
    /// The grid that was asked for, or the whole community.
    pub grid: String,
}

/// What is behind something that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The rows of a figure.
    Figure(Figure),
    Entry(Id<Entry>),
}

/// A filled workbook before it is written.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// What is written.
    pub edits: Edits,
    /// What is behind each single cell, in the order of the edits.
    pub cells: Vec<Option<Link>>,
    /// What is behind the cells of repeated rows: for each, row by row.
    pub rows: Vec<Vec<Vec<(u16, Link)>>>,
}

impl Holes {
    /// What is to be written. Lists have at most `most` rows; what the reader may not see is left empty.
    ///
    /// # Errors
    /// The store's; `Refused` for a list that would not be whole.
    pub fn fill(
        &self,
        store: &Store,
        words: &Words,
        asked: &Asked,
        audience: &Audience<'_>,
        most: usize,
    ) -> Result<Drawn, Failure> {
        let mut out = Drawn::default();
        for (spot, m) in &self.0 {
            match m {
                Mark::Cell(pieces) => {
                    let (said, link) = one(pieces, words, asked, audience)?;
                    out.edits.cells.push((*spot, said));
                    out.cells.push(link);
                }
                Mark::Rows(rows, columns) => {
                    let drawn = match rows {
                        Rows::Entries(t) => of_entries(store, t, columns, asked, audience, most)?,
                        _ => of_grids(columns, asked, audience)?,
                    };
                    let (mut rows, mut links) = (Vec::new(), Vec::new());
                    for row in drawn {
                        links.push(row.iter().filter_map(|(c, _, l)| l.clone().map(|l| (*c, l))).collect());
                        rows.push(row.into_iter().map(|(c, said, _)| (c, said)).collect());
                    }
                    if rows.is_empty() {
                        rows.push(vec![(spot.column, Said::Empty)]);
                    }
                    out.edits.repeats.push(Repeat { sheet: spot.sheet, row: spot.row, rows });
                    out.rows.push(links);
                }
            }
        }
        Ok(out)
    }
}

type Row = Vec<(u16, Said, Option<Link>)>;

fn one(pieces: &[Piece], words: &Words, asked: &Asked, audience: &Audience<'_>) -> Result<(Said, Option<Link>), Failure> {
    let count = |q: &str| counted(q, asked.grid, asked, audience);
    if let [Piece::Query(q)] = pieces {
        return count(q);
    }
    let mut text = String::new();
    for p in pieces {
        match p {
            Piece::Text(t) => text.push_str(t),
            Piece::Word(w) => text.push_str(&word(w, words, asked)),
            Piece::Query(q) => {
                if let (Said::Number(n), _) = count(q)? {
                    text.push_str(&n.to_string());
                }
            }
        }
    }
    Ok((Said::Text(text), None))
}

fn counted(q: &str, grid: Option<Id<Grid>>, asked: &Asked, audience: &Audience<'_>) -> Result<(Said, Option<Link>), Failure> {
    let Some(f) = query::figure(q, "", asked.month, grid) else { return Ok((Said::Empty, None)) };
    Ok(match audience.count(&f)? {
        Some(n) => (Said::Number(n as f64), Some(Link::Figure(f))),
        None => (Said::Empty, None),
    })
}

fn word(w: &str, words: &Words, asked: &Asked) -> String {
    let (year, month) = (asked.month / 100, asked.month % 100);
    match w {
        "office" => words.office.clone(),
        "filler" => words.filler.clone(),
        "phone" => words.phone.clone(),
        "grid" => words.grid.clone(),
        "day" => asked.today.to_string(),
        "date" => asked.today.chinese(),
        "year" => year.to_string(),
        "month-number" => month.to_string(),
        "month" => format!("{year}年{month}月"),
        _ => String::new(),
    }
}

fn of_grids(columns: &[(u16, String)], asked: &Asked, audience: &Audience<'_>) -> Result<Vec<Row>, Failure> {
    let mut out = Vec::new();
    for g in audience.chosen(asked) {
        let (no, mut row) = (out.len() + 1, Row::new());
        for (at, c) in columns.iter().filter(|(_, c)| c != "-") {
            let (said, link) = match c.as_str() {
                "no" => (Said::Number(no as f64), None),
                "name" => (Said::Text(g.name.clone()), None),
                "code" => (Said::Text(g.code.as_str().to_owned()), None),
                q => counted(q, Some(g.id), asked, audience)?,
            };
            row.push((*at, said, link));
        }
        // A large grid in which nothing lies itself has no line.
        let nothing = row.iter().all(|(_, said, link)| link.is_none() || *said == Said::Number(0.0));
        let counts = row.iter().any(|(_, _, link)| link.is_some());
        if !(g.level == GridLevel::Large && asked.grid.is_none() && counts && nothing) {
            out.push(row);
        }
    }
    Ok(out)
}

fn of_entries(
    store: &Store,
    code: &str,
    columns: &[(u16, String)],
    asked: &Asked,
    audience: &Audience<'_>,
    most: usize,
) -> Result<Vec<Row>, Failure> {
    let t = registers::table(store, code)?;
    let columns: Vec<(u16, Shown)> = columns.iter().filter_map(|(at, c)| Shown::parse(&t, c).map(|s| (*at, s))).collect();
    let (found, _) = list::entries(store, code, asked, audience, most)?;
    let mut out = Vec::with_capacity(found.len());
    for (i, (e, about)) in found.iter().enumerate() {
        let mut row = Row::new();
        for (at, what) in &columns {
            let (said, link) = match cell(store, &t, (e, about), what, (i + 1, asked.today), audience)? {
                Cell::Text(s) => (Said::Text(s), None),
                Cell::Entry(s, id) => (Said::Text(s), Some(Link::Entry(id))),
                Cell::Number(s) => (s.parse().map_or(Said::Text(s), Said::Number), None),
                _ => (Said::Empty, None),
            };
            row.push((*at, said, link));
        }
        out.push(row);
    }
    Ok(out)
}
