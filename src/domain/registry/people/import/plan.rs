use std::collections::{BTreeMap, HashMap};

use super::{
    Column, Draft, Group, NumberCell, Options, Verdict,
    draft::read_row,
    find_header,
    resolve::{Ctx, resolve},
};
use crate::{
    base::{Failure, Reason, SealKey},
    domain::{
        places::grids::list_grids,
        registry::{dry_run::Counts, people::Relation},
    },
    sheets::{Cell, Sheet},
    store::Read,
};

/// The most rows of a roster.
const ROWS_MOST: usize = 60_000;
/// The most rows of one household.
const HOUSEHOLD_MOST: usize = 64;

/// Other rows named beside a row: a file may say one number sixty thousand times.
const TOLD_MOST: usize = 5;

/// One row of the dry run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    /// Row of the sheet, from 0.
    pub row: usize,
    /// Name as read.
    pub name: String,
    /// Address as read.
    pub address: String,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// A dry run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which sheet of the file.
    pub sheet: usize,
    /// The header's row, from 0.
    pub header: usize,
    /// Every row with something in it, in the file's order.
    pub rows: Vec<PlanRow>,
    pub groups: Vec<Group>,
    /// What was chosen beside the file.
    pub options: Options,
}

impl Plan {
    /// Rows by verdict.
    pub fn counts(&self) -> Counts {
        Counts::of(self.rows.iter().map(|r| &r.verdict))
    }
}

/// Reads a roster and says what would become of each row. Changes nothing. Refuses a file in which no sheet has a header.
pub fn plan(read: &impl Read, keys: &SealKey, sheets: &[Sheet], options: Options) -> Result<Plan, Failure> {
    let found = sheets.iter().enumerate().find_map(|(i, s)| {
        let rows = s.filled();
        find_header(&rows).map(|(at, columns)| (i, rows, at, columns))
    });
    let (sheet, rows, header, columns) = found.ok_or(Failure::refused("import-no-header"))?;
    if !places_named(&columns) {
        return Err(Failure::refused("import-no-address-column"));
    }
    if rows.len() - header > ROWS_MOST {
        return Err(Failure::Refused(Reason::new("import-too-many-rows").arg("most", ROWS_MOST)));
    }
    let groups = grouped(drafts(&rows, header, &columns, keys), &options);
    let ctx = Ctx { keys, grids: list_grids(read)?, options: &options };
    let mut out = Vec::new();
    for g in &groups {
        let resolved = resolve(read, &ctx, g)?;
        for (d, r) in g.rows.iter().zip(resolved.rows) {
            let address = d.place.as_ref().map(|p| p.address()).unwrap_or_default();
            let name = d.name.as_ref().map(ToString::to_string).unwrap_or_default();
            out.push(PlanRow { row: d.row, name, address, verdict: r.verdict });
        }
    }
    out.sort_by_key(|r| r.row);
    Ok(Plan { sheet, header, rows: out, groups, options })
}

fn places_named(columns: &BTreeMap<Column, usize>) -> bool {
    [Column::Building, Column::Room, Column::Address].iter().any(|c| columns.contains_key(c))
}

/// The rows below the header. A row that says nothing of where it lives and is no head belongs to the household above it:
/// merged cells that a CSV lost.
fn drafts(rows: &[Vec<Cell>], header: usize, columns: &BTreeMap<Column, usize>, keys: &SealKey) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    for (i, cells) in rows.iter().enumerate().skip(header + 1) {
        if columns.values().all(|c| cells.get(*c).is_none_or(Cell::is_empty)) || footer(cells, columns) {
            continue;
        }
        let mut d = read_row(i, cells, columns);
        if d.place.is_none() {
            match out.last().filter(|above| above.row + 1 == i && !d.relation.is_some_and(Relation::is_head)) {
                Some(above) => {
                    (d.place, d.grid, d.household_no) = (above.place.clone(), above.grid.clone(), above.household_no.clone());
                    if d.head.is_empty() {
                        d.head.clone_from(&above.head);
                    }
                }
                None => d.reasons.push(Reason::new("import-address-missing")),
            }
        }
        out.push(d);
    }
    mark_doubles(&mut out, keys);
    out
}

/// 填表人, 合计 and the like below the table: words in the first cells, but neither a number nor a place.
fn footer(cells: &[Cell], columns: &BTreeMap<Column, usize>) -> bool {
    let first = cells.iter().find(|c| !c.is_empty()).map(Cell::text).unwrap_or_default();
    let words = ["合计", "总计", "小计", "填表", "制表", "审核", "备注:", "注:", "说明:", "单位负责人"];
    let empty = |c: Column| columns.get(&c).and_then(|i| cells.get(*i)).is_none_or(Cell::is_empty);
    words.iter().any(|w| first.starts_with(w)) && empty(Column::Number) && empty(Column::Relation)
}

/// The same number on several rows: no one can say which is right.
fn mark_doubles(all: &mut [Draft], keys: &SealKey) {
    let mut by_number = HashMap::new();
    for (i, d) in all.iter().enumerate() {
        if let NumberCell::Plain(n) = &d.number {
            by_number.entry(keys.blind("citizen", n.plain())).or_insert_with(Vec::new).push(i);
        }
    }
    for same in by_number.into_values().filter(|v| v.len() > 1) {
        let rows: Vec<usize> = same.iter().filter_map(|i| all.get(*i)).map(|d| d.row).collect();
        for i in same {
            if let Some(d) = all.get_mut(i) {
                let others = rows.iter().filter(|r| **r != d.row).map(|r| (r + 1).to_string());
                let mut named: Vec<_> = others.take(TOLD_MOST).collect();
                if rows.len() > TOLD_MOST + 1 {
                    named.push("…".to_owned());
                }
                d.reasons.push(Reason::new("import-number-twice").arg("rows", named.join(", ")));
            }
        }
    }
}

/// Households in the file's order: one place, and one head's name or household number where the roster gives it.
fn grouped(drafts: Vec<Draft>, options: &Options) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known = HashMap::new();
    for mut d in drafts {
        if let Some(p) = d.place.as_mut().filter(|p| p.estate.is_empty()) {
            p.estate.clone_from(&options.estate);
        }
        let readable = d.place.as_ref().filter(|p| !p.room.is_empty());
        let Some(key) = readable.map(|p| (p.key(), d.head.clone(), d.household_no.clone())) else {
            groups.push(Group { rows: vec![d] });
            continue;
        };
        let at = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(g) => g.rows.push(d),
            None => groups.push(Group { rows: vec![d] }),
        }
    }
    groups.iter_mut().for_each(check_heads);
    groups
}

fn check_heads(g: &mut Group) {
    let heads: Vec<String> =
        g.rows.iter().filter(|d| d.relation.is_some_and(Relation::is_head)).map(|d| (d.row + 1).to_string()).collect();
    let reason = if g.rows.len() > HOUSEHOLD_MOST {
        Reason::new("import-household-large").arg("most", HOUSEHOLD_MOST)
    } else if heads.len() > 1 {
        Reason::new("import-two-heads").arg("rows", heads.join(", "))
    } else {
        return;
    };
    g.rows.iter_mut().for_each(|d| d.reasons.push(reason.clone()));
}
