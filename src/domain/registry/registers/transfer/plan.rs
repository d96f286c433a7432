use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    columns::{Column, find_header},
    resolve::{Ctx, Verdict, resolve},
};
use crate::{
    base::{Failure, Reason, SealKey},
    domain::{
        places::{grids::list_grids, reader::Reader},
        registry::{
            dry_run::Counts,
            registers::definition::{Class, Kind, Table},
        },
    },
    sheets::{Cell, Sheet},
    store::Read,
};

/// A row that was looked through.
#[derive(Clone, Debug)]
pub struct PlanRow {
    /// Row of the sheet, from 0.
    pub row: usize,
    /// Whom or what it is about, in the file's words.
    pub about: String,
    /// What becomes of it.
    pub verdict: Verdict,
    pub(super) cells: Vec<Cell>,
}

/// A dry run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The table's code.
    pub table: String,
    /// Which sheet of the file.
    pub sheet: usize,
    /// The row of headings.
    pub header: usize,
    /// Rows in the file's order.
    pub rows: Vec<PlanRow>,
    pub(super) columns: BTreeMap<Column, usize>,
    pub(super) reader: Reader,
}

impl Plan {
    /// Rows by verdict.
    pub fn counts(&self) -> Counts {
        Counts::of(self.rows.iter().map(|r| &r.verdict))
    }
}

/// Looks through a file: the sheet with the most known headings.
pub fn plan(read: &impl Read, keys: &SealKey, t: &Table, sheets: &[Sheet], reader: &Reader) -> Result<Plan, Failure> {
    let headers = sheets.iter().enumerate().filter_map(|(i, s)| find_header(t, &s.rows).map(|(row, at)| (i, row, at)));
    let (sheet, header, columns) =
        headers.max_by_key(|(i, _, at)| (at.len(), Reverse(*i))).ok_or(Failure::refused("registers-import-header"))?;
    let ctx = Ctx { keys, table: t, grids: list_grids(read)?, columns: &columns, reader };
    // CSV files are written with a mark before what a spreadsheet would run as a formula.
    let csv = sheets.get(sheet).is_some_and(|s| s.name.is_empty());
    let (mut rows, mut seen) = (Vec::new(), BTreeSet::new());
    for (row, cells) in sheets.get(sheet).map(|s| s.rows.as_slice()).unwrap_or_default().iter().enumerate().skip(header + 1) {
        if cells.iter().all(Cell::is_empty) {
            continue;
        }
        let cells: Vec<Cell> = cells.iter().map(|c| if csv { bared(c) } else { c.clone() }).collect();
        let found = resolve(read, &ctx, &cells)?;
        let mut verdict = found.verdict;
        if verdict.writes()
            && let Some(key) = found.mark
            && !seen.insert(key)
        {
            verdict = Verdict::Refused(vec![(String::new(), Reason::new("registers-import-twice"))]);
        }
        rows.push(PlanRow { row, about: about(&ctx, &cells), verdict, cells });
    }
    Ok(Plan { table: t.code.clone(), sheet, header, rows, columns, reader: reader.clone() })
}

fn bared(c: &Cell) -> Cell {
    match c {
        Cell::Text(s) => match s.strip_prefix('\'') {
            Some(rest) if rest.starts_with(super::MARKED) => Cell::Text(rest.to_owned()),
            _ => c.clone(),
        },
        _ => c.clone(),
    }
}

fn about(ctx: &Ctx<'_>, cells: &[Cell]) -> String {
    let text = |c: Column| ctx.columns.get(&c).and_then(|i| cells.get(*i)).map(Cell::text).unwrap_or_default();
    let all = [Column::Name, Column::Head, Column::Place].map(text);
    let words: Vec<String> = all.into_iter().filter(|s| !s.is_empty()).collect();
    let first_open = ctx.table.fields.iter().position(|f| f.class == Class::Open && f.kind == Kind::Text);
    let words = if words.is_empty() { first_open.map(|i| text(Column::Field(i))).into_iter().collect() } else { words };
    words.join(" ")
}
