use std::collections::{BTreeMap, BTreeSet};

use super::{
    columns::{Column, find_header, heading, said},
    subject::{Target, find},
};
use crate::{
    base::{Day, Failure, Id, Reason, SealKey},
    domain::{
        grids::{Grid, grid_by_name, list_grids},
        people::{
            Scope,
            import::{Cell, Sheet},
        },
        registers::{
            commands::{Draft, Say, differences, identity, understood},
            definition::{Class, Kind, Table},
            queries::{of_subject, sees},
            record::{Entry, Subject},
            value::masked,
        },
    },
    store::Read,
};

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A new entry.
    Created,
    /// An entry changes in these columns.
    Changed(Vec<String>),
    /// What it says is there already.
    Same,
    /// Not taken: by column, why.
    Refused(Vec<(String, Reason)>),
}

/// How many rows have which verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub struct Counts {
    pub created: usize,
    pub changed: usize,
    pub same: usize,
    pub refused: usize,
}

impl Counts {
    pub(super) fn add(&mut self, v: &Verdict) {
        match v {
            Verdict::Created => self.created += 1,
            Verdict::Changed(_) => self.changed += 1,
            Verdict::Same => self.same += 1,
            Verdict::Refused(_) => self.refused += 1,
        }
    }
}

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
    pub(super) scope: Scope,
    pub(super) today: Day,
}

impl Plan {
    /// How many rows have which verdict.
    pub fn counts(&self) -> Counts {
        let mut c = Counts::default();
        self.rows.iter().for_each(|r| c.add(&r.verdict));
        c
    }
}

/// What a row needs besides its cells.
pub(super) struct Ctx<'a> {
    pub(super) keys: &'a SealKey,
    pub(super) table: &'a Table,
    pub(super) grids: Vec<Grid>,
    pub(super) columns: &'a BTreeMap<Column, usize>,
    pub(super) scope: &'a Scope,
    pub(super) today: Day,
}

/// What is to be done for a row.
pub(super) enum Step {
    Create(Target, Draft, Option<(Day, String)>),
    Edit(Id<Entry>, Draft, Option<(Day, String)>),
    Nothing,
}

/// Looks through a file: the sheet with the most known headings.
pub fn plan(
    read: &impl Read,
    keys: &SealKey,
    t: &Table,
    sheets: &[Sheet],
    scope: &Scope,
    today: Day,
) -> Result<Plan, Failure> {
    let headers = sheets.iter().enumerate().filter_map(|(i, s)| find_header(t, &s.rows).map(|(row, at)| (i, row, at)));
    let (sheet, header, columns) =
        headers.max_by_key(|(i, _, at)| (at.len(), std::cmp::Reverse(*i))).ok_or(Failure::refused("ledger-import-header"))?;
    let ctx = Ctx { keys, table: t, grids: list_grids(read)?, columns: &columns, scope, today };
    // CSV files are written with a mark before what a spreadsheet would run as a formula.
    let csv = sheets.get(sheet).is_some_and(|s| s.name.is_empty());
    let (mut rows, mut seen) = (Vec::new(), BTreeSet::new());
    for (row, cells) in sheets.get(sheet).map(|s| s.rows.as_slice()).unwrap_or_default().iter().enumerate().skip(header + 1) {
        if cells.iter().all(Cell::is_empty) {
            continue;
        }
        let cells: Vec<Cell> = cells.iter().map(|c| if csv { bared(c) } else { c.clone() }).collect();
        let (mut verdict, _, same_as) = resolve(read, &ctx, &cells)?;
        if matches!(verdict, Verdict::Created | Verdict::Changed(_))
            && let Some(key) = same_as
            && !seen.insert(key)
        {
            verdict = Verdict::Refused(vec![(String::new(), Reason::new("ledger-import-twice"))]);
        }
        rows.push(PlanRow { row, about: about(&ctx, &cells), verdict, cells });
    }
    Ok(Plan { table: t.code.clone(), sheet, header, rows, columns, scope: scope.clone(), today })
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

type Resolved = (Verdict, Step, Option<String>);

/// What becomes of a row now.
pub(super) fn resolve(read: &impl Read, ctx: &Ctx<'_>, cells: &[Cell]) -> Result<Resolved, Failure> {
    let t = ctx.table;
    let cell = |c: Column| ctx.columns.get(&c).and_then(|i| cells.get(*i)).unwrap_or(&Cell::Empty);
    let get = |c: Column| cell(c).text();
    let refuse = |c: Column, why: Reason| {
        Ok((Verdict::Refused(vec![(heading(t, c).to_owned(), why)]), Step::Nothing, None))
    };
    let (mut held, target) = match get(Column::Id).as_str() {
        "" => match find(read, ctx.keys, ctx.scope, t, &get)? {
            Ok(target) => (None, target),
            Err((c, why)) => return refuse(c, why),
        },
        said => {
            let found = said.parse().ok().map(|id| read.find::<Entry>(id)).transpose()?.flatten();
            let found = found.filter(|e| e.table == t.code && sees(ctx.scope, e));
            let Some(e) = found else { return refuse(Column::Id, Reason::new("ledger-import-no-entry")) };
            if !same_person(read, &e, &get(Column::Name))? {
                return refuse(Column::Name, Reason::new("ledger-import-name"));
            }
            let subject = e.subject;
            (Some(e), Target::Known(subject))
        }
    };
    let grid = match get(Column::Grid).as_str() {
        "" => None,
        said => match grid_by_name(&ctx.grids, said) {
            Some(g) => Some(g),
            None => return refuse(Column::Grid, Reason::new("ledger-import-grid")),
        },
    };
    let mut days = [None; 3];
    for (at, c) in days.iter_mut().zip([Column::From, Column::Until, Column::EndedOn]) {
        let text = said(cell(c), Kind::Date);
        if !text.is_empty() {
            let Some(day) = Day::parse(&text) else { return refuse(c, Reason::new("field-date")) };
            *at = Some(day);
        }
    }
    let [from, until, ended_on] = days;
    let reason = get(Column::EndedWhy);
    let ended = match ended_on {
        Some(on) if t.ends.contains(&reason) => Some((on, reason)),
        Some(_) => return refuse(Column::EndedWhy, Reason::new("ledger-import-why")),
        None if reason.is_empty() => None,
        None => return refuse(Column::EndedOn, Reason::new("field-required")),
    };
    let subject = match &target {
        Target::Known(s) => *s,
        Target::NewHouse(..) => Subject::None,
    };
    let draft = |held: Option<&Entry>| -> Result<Draft, (Column, Reason)> {
        let mut says = Vec::new();
        for c in ctx.columns.keys() {
            let Column::Field(i) = *c else { continue };
            let Some(f) = t.fields.get(i) else { continue };
            let text = said(cell(*c), f.kind);
            if text.is_empty() {
                continue;
            }
            // What was exported masked says nothing about the value.
            let hides = f.sealed() || f.class == Class::Personal;
            let mask = held.and_then(|e| e.value(&f.key)).map(|v| masked(v, f));
            if hides && text.contains('*') {
                if mask.as_ref() != Some(&text) {
                    return Err((*c, Reason::new("ledger-import-masked")));
                }
                says.push((f.key.clone(), Say::Keep));
                continue;
            }
            says.push((f.key.clone(), Say::Text(text)));
        }
        Ok(Draft {
            subject,
            grid: grid.or_else(|| held.and_then(|e| e.grid)),
            says,
            from: from.or_else(|| held.map(|e| e.from)).unwrap_or(ctx.today),
            until: until.or_else(|| held.and_then(|e| e.until)),
        })
    };
    let mut said_now = match draft(held.as_ref()) {
        Ok(d) => d,
        Err((c, why)) => return refuse(c, why),
    };
    let mut values = match understood(ctx.keys, t, &said_now, held.as_ref()) {
        Err(Failure::Invalid(_)) if held.is_none() && !t.key.is_empty() => {
            // Perhaps only because the entry that it changes is not known yet: its key may be enough to find it.
            understood_keys(ctx, &said_now)?
        }
        Ok(v) => Ok(v),
        Err(Failure::Invalid(e)) => Err(e),
        Err(e) => return Err(e),
    };
    let mut same_as = None;
    if let (None, Ok(v), Target::Known(_)) = (&held, &values, &target)
        && let Some(id) = identity(ctx.keys, t, subject, said_now.from, v)
    {
        same_as = Some(format!("{id:?}"));
        held = match &ended {
            None => read.by(&Entry::BY_IDENTITY, &(t.code.clone(), id))?,
            Some((on, _)) => {
                let past = of_subject(read, subject, Some(&t.code))?;
                let fits = |e: &Entry| e.found.identity == Some(id) && e.ended.as_ref().is_some_and(|x| x.on == *on);
                match past.into_iter().find(fits) {
                    Some(e) => Some(e),
                    None => read.by(&Entry::BY_IDENTITY, &(t.code.clone(), id))?,
                }
            }
        };
    }
    if held.is_some() || values.is_err() || t.key.is_empty() {
        said_now = match draft(held.as_ref()) {
            Ok(d) => d,
            Err((c, why)) => return refuse(c, why),
        };
    }
    values = match understood(ctx.keys, t, &said_now, held.as_ref()) {
        Ok(v) => Ok(v),
        Err(Failure::Invalid(e)) => Err(e),
        Err(e) => return Err(e),
    };
    let values = match values {
        Ok(v) => v,
        Err(e) => {
            let named = |key: String| t.field(&key).map_or_else(|| key.clone(), |f| f.name.clone());
            let why = e.0.into_iter().map(|(k, r)| (named(k), r)).collect();
            return Ok((Verdict::Refused(why), Step::Nothing, None));
        }
    };
    if let Some((on, _)) = &ended {
        if *on < said_now.from {
            return refuse(Column::EndedOn, Reason::new("ledger-until-before-from"));
        }
        if *on > ctx.today {
            return refuse(Column::EndedOn, Reason::new("day-in-future"));
        }
    }
    let Some(old) = held else { return Ok((Verdict::Created, Step::Create(target, said_now, ended), same_as)) };
    let grid = if old.subject == Subject::None { said_now.grid } else { old.grid };
    let new = Entry { values, grid, from: said_now.from, until: said_now.until, ..old.clone() };
    let changes = differences(t, &old, &new);
    let was = old.ended.as_ref().map(|e| (e.on, e.reason.clone()));
    let ends = ended.is_some() && ended != was;
    if changes.is_empty() && new.grid == old.grid && !ends {
        return Ok((Verdict::Same, Step::Nothing, None));
    }
    if old.ended.is_some() {
        return refuse(Column::EndedOn, Reason::new("ledger-entry-ended"));
    }
    let mut names: Vec<String> = changes
        .iter()
        .map(|c| match c.key.as_str() {
            "from" => t.from.clone(),
            "until" => t.until.clone(),
            key => t.field(key).map(|f| f.name.clone()).unwrap_or_default(),
        })
        .collect();
    if new.grid != old.grid {
        names.push(heading(t, Column::Grid).to_owned());
    }
    if ends {
        names.push(heading(t, Column::EndedOn).to_owned());
    }
    let key = Some(format!("#{}", old.id));
    Ok((Verdict::Changed(names), Step::Edit(old.id, said_now, ended.filter(|_| ends)), key))
}

/// The values of the key's fields only, so that the entry can be found which the row changes.
fn understood_keys(
    ctx: &Ctx<'_>,
    draft: &Draft,
) -> Result<Result<Vec<(String, crate::domain::registers::Value)>, crate::base::FieldErrors>, Failure> {
    let mut small = ctx.table.clone();
    small.fields.retain(|f| small.key.contains(&f.key));
    match understood(ctx.keys, &small, draft, None) {
        Ok(v) => Ok(Ok(v)),
        Err(Failure::Invalid(e)) => Ok(Err(e)),
        Err(e) => Err(e),
    }
}

/// Whether a named row is about whom the entry is about; a row without a name does not say.
fn same_person(read: &impl Read, e: &Entry, name: &str) -> Result<bool, Failure> {
    match e.subject {
        Subject::Resident(id) if !name.is_empty() => {
            let r: crate::domain::people::Resident = read.get(id)?;
            Ok(r.name.as_str() == name)
        }
        _ => Ok(true),
    }
}
