//! What becomes of a row: which entry it is about, what it says of it, and what is to be done.
use std::collections::BTreeMap;

use super::{
    columns::{Column, heading, said},
    subject::{Target, find},
};
use crate::{
    base::{BlindIndex, Day, Failure, Id, Reason, SealKey, narrowed},
    domain::{
        places::{
            grids::{Grid, grid_by_name},
            reader::Reader,
        },
        registry::{
            dry_run,
            people::Resident,
            registers::{
                commands::{Draft, Say, differences, identity, understood},
                definition::{Class, Kind, Table},
                queries::of_subject,
                record::{Change, Entry, Subject},
                value::masked,
            },
        },
    },
    sheets::Cell,
    store::Read,
};

/// What becomes of an entry's row: its columns by their headings.
pub type Verdict = dry_run::Verdict<String, (String, Reason)>;

/// What a row needs besides its cells.
pub(super) struct Ctx<'a> {
    pub(super) keys: &'a SealKey,
    pub(super) table: &'a Table,
    pub(super) grids: Vec<Grid>,
    pub(super) columns: &'a BTreeMap<Column, usize>,
    pub(super) reader: &'a Reader,
}

/// The day and the reason of an end.
type End = Option<(Day, String)>;

/// What is to be done for a row.
pub(super) enum Step {
    Create(Target, Draft, End),
    Edit(Id<Entry>, Draft, End),
    Nothing,
}

/// What becomes of a row.
pub(super) struct Resolved {
    pub(super) verdict: Verdict,
    pub(super) step: Step,
    /// Two rows of one file with the same mark are about the same entry.
    pub(super) mark: Option<String>,
}

/// Why a row is not taken, and in which column.
type No = (Column, Reason);

/// A row with its columns.
struct Line<'a> {
    ctx: &'a Ctx<'a>,
    cells: &'a [Cell],
}

/// What a row says besides its fields.
struct Frame {
    grid: Option<Id<Grid>>,
    from: Option<Day>,
    until: Option<Day>,
    ended: End,
}

/// What becomes of a row now.
pub(super) fn resolve(read: &impl Read, ctx: &Ctx<'_>, cells: &[Cell]) -> Result<Resolved, Failure> {
    let line = Line { ctx, cells };
    Ok(match line.resolved(read)? {
        Ok(r) => r,
        Err(no) => Resolved { verdict: refused(ctx.table, no), step: Step::Nothing, mark: None },
    })
}

fn refused(t: &Table, no: Vec<(String, Reason)>) -> Verdict {
    // A field is named by its heading.
    Verdict::Refused(no.into_iter().map(|(k, r)| (t.field(&k).map_or_else(|| k.clone(), |f| f.name.clone()), r)).collect())
}

impl Line<'_> {
    fn cell(&self, c: Column) -> &Cell {
        self.ctx.columns.get(&c).and_then(|i| self.cells.get(*i)).unwrap_or(&Cell::Empty)
    }
    fn text(&self, c: Column) -> String {
        self.cell(c).text()
    }
    fn no(&self, (c, why): No) -> Vec<(String, Reason)> {
        vec![(heading(self.ctx.table, c).to_owned(), why)]
    }

    fn resolved(&self, read: &impl Read) -> Result<Result<Resolved, Vec<(String, Reason)>>, Failure> {
        let (ctx, t) = (self.ctx, self.ctx.table);
        let (mut held, target) = match self.target(read)? {
            Ok(found) => found,
            Err(no) => return Ok(Err(self.no(no))),
        };
        let frame = match self.frame() {
            Ok(f) => f,
            Err(no) => return Ok(Err(self.no(no))),
        };
        let mut mark = held.as_ref().map(|e| format!("#{}", e.id));
        if let (None, Target::Known(subject)) = (&held, &target)
            && let Some(id) = self.identity(*subject, frame.from)?
        {
            held = self.same(read, *subject, id, &frame)?;
            mark = Some(held.as_ref().map_or_else(|| format!("{id:?}"), |e| format!("#{}", e.id)));
        }
        let subject = match &target {
            Target::Known(s) => *s,
            Target::NewHouse(..) => Subject::None,
        };
        let draft = match self.draft(subject, &frame, held.as_ref()) {
            Ok(d) => d,
            Err(no) => return Ok(Err(self.no(no))),
        };
        let values = match understood(ctx.keys, t, &draft, held.as_ref()) {
            Ok(v) => v,
            Err(Failure::Invalid(e)) => return Ok(Err(e.0)),
            Err(e) => return Err(e),
        };
        if let Some((on, _)) = &frame.ended
            && (*on < draft.from || *on > ctx.reader.today())
        {
            let key = if *on > ctx.reader.today() { "day-in-future" } else { "registers-until-before-from" };
            return Ok(Err(self.no((Column::EndedOn, Reason::new(key)))));
        }
        let Some(old) = held else {
            let step = Step::Create(target, draft, frame.ended);
            return Ok(Ok(Resolved { verdict: Verdict::Added, step, mark }));
        };
        let grid = if old.subject == Subject::None { draft.grid } else { old.grid };
        let new = Entry { values, grid, from: draft.from, until: draft.until, ..old.clone() };
        let changes = differences(t, &old, &new);
        let was = old.ended.as_ref().map(|e| (e.on, e.reason.clone()));
        let ends = frame.ended.filter(|e| Some(e) != was.as_ref());
        if changes.is_empty() && new.grid == old.grid && ends.is_none() {
            return Ok(Ok(Resolved { verdict: Verdict::Same, step: Step::Nothing, mark: None }));
        }
        if old.ended.is_some() {
            return Ok(Err(self.no((Column::EndedOn, Reason::new("registers-entry-ended")))));
        }
        let verdict = Verdict::Changed(self.named(&changes, new.grid != old.grid, ends.is_some()));
        Ok(Ok(Resolved { verdict, step: Step::Edit(old.id, draft, ends), mark }))
    }

    /// The columns that change.
    fn named(&self, changes: &[Change], grid: bool, ends: bool) -> Vec<String> {
        let t = self.ctx.table;
        let name = |c: &Change| match c.key.as_str() {
            "from" => t.from.clone(),
            "until" => t.until.clone(),
            key => t.field(key).map(|f| f.name.clone()).unwrap_or_default(),
        };
        let more = [(grid, Column::Grid), (ends, Column::EndedOn)];
        let more = more.iter().filter(|(on, _)| *on).map(|(_, c)| heading(t, *c).to_owned());
        changes.iter().map(name).chain(more).collect()
    }

    /// The entry whose number the row gives, or whom or what it is about.
    fn target(&self, read: &impl Read) -> Result<Result<(Option<Entry>, Target), No>, Failure> {
        let (ctx, t, no) = (self.ctx, self.ctx.table, self.text(Column::Id));
        if no.is_empty() {
            let found = find(read, ctx.keys, ctx.reader, t, &|c| self.text(c))?;
            return Ok(found.map(|target| (None, target)));
        }
        let found = no.parse().ok().map(|id| read.find::<Entry>(id)).transpose()?.flatten();
        let Some(e) = found.filter(|e| e.table == t.code && ctx.reader.sees_entry(t, e)) else {
            return Ok(Err((Column::Id, Reason::new("registers-import-no-entry"))));
        };
        // A file whose rows were shifted against their numbers would overwrite one person's entry with another's.
        let name = self.text(Column::Name);
        if let Subject::Resident(id) = e.subject
            && !name.is_empty()
            && read.get::<Resident>(id)?.name.as_str() != name
        {
            return Ok(Err((Column::Name, Reason::new("registers-import-name"))));
        }
        let subject = e.subject;
        Ok(Ok((Some(e), Target::Known(subject))))
    }

    fn frame(&self) -> Result<Frame, No> {
        let day = |c: Column| {
            let text = said(self.cell(c), Kind::Date);
            if text.is_empty() { Ok(None) } else { Day::parse(&text).map(Some).ok_or((c, Reason::new("field-date"))) }
        };
        let grid = match self.text(Column::Grid).as_str() {
            "" => None,
            said => Some(grid_by_name(&self.ctx.grids, said).ok_or((Column::Grid, Reason::new("registers-import-grid")))?),
        };
        let reason = self.text(Column::EndedWhy);
        let ended = match day(Column::EndedOn)? {
            Some(on) if self.ctx.table.ends.contains(&reason) => Some((on, reason)),
            Some(_) => return Err((Column::EndedWhy, Reason::new("registers-import-why"))),
            None if reason.is_empty() => None,
            None => return Err((Column::EndedOn, Reason::new("field-required"))),
        };
        Ok(Frame { grid, from: day(Column::From)?, until: day(Column::Until)?, ended })
    }

    /// What makes the row the same entry as another, if the fields of the key can be read.
    fn identity(&self, subject: Subject, from: Option<Day>) -> Result<Option<BlindIndex>, Failure> {
        let (ctx, mut small) = (self.ctx, self.ctx.table.clone());
        small.fields.retain(|f| small.key.contains(&f.key));
        let says = self.fields().filter(|(f, _)| small.key.contains(&f.key));
        let says = says.map(|(f, text)| (f.key.clone(), Say::Text(text))).collect();
        let from = from.unwrap_or(ctx.reader.today());
        let draft = Draft { subject, grid: None, says, from, until: None };
        match understood(ctx.keys, &small, &draft, None) {
            Ok(values) => Ok(identity(ctx.keys, &small, subject, from, &values)),
            Err(Failure::Invalid(_)) => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// The entry with this identity: the current one; for a row that has ended, first the one that ended so.
    fn same(&self, read: &impl Read, subject: Subject, id: BlindIndex, frame: &Frame) -> Result<Option<Entry>, Failure> {
        let t = self.ctx.table;
        if let Some((on, _)) = &frame.ended {
            let fits = |e: &Entry| e.found.identity == Some(id) && e.ended.as_ref().is_some_and(|x| x.on == *on);
            if let Some(e) = of_subject(read, subject, Some(&t.code))?.into_iter().find(fits) {
                return Ok(Some(e));
            }
        }
        read.by(&Entry::BY_IDENTITY, &(t.code.clone(), id))
    }

    /// Fields that have a column, with what stands there.
    fn fields(&self) -> impl Iterator<Item = (&super::super::Field, String)> {
        let fields = self.ctx.columns.keys().filter_map(|c| match c {
            Column::Field(i) => self.ctx.table.fields.get(*i).map(|f| (f, said(self.cell(*c), f.kind))),
            _ => None,
        });
        fields.filter(|(_, text)| !text.is_empty())
    }

    /// What the row says; what was exported masked says nothing about the value.
    fn draft(&self, subject: Subject, frame: &Frame, held: Option<&Entry>) -> Result<Draft, No> {
        let mut says = Vec::new();
        for (f, text) in self.fields() {
            let hides = f.sealed() || f.class == Class::Personal;
            let say = if hides && text.contains('*') {
                let mask = held.and_then(|e| e.value(&f.key)).map(|v| masked(v, f));
                if mask.as_ref() != Some(&narrowed(&text)) {
                    let at = self.ctx.table.fields.iter().position(|x| x.key == f.key).unwrap_or_default();
                    return Err((Column::Field(at), Reason::new("registers-import-masked")));
                }
                Say::Keep
            } else {
                Say::Text(text)
            };
            says.push((f.key.clone(), say));
        }
        Ok(Draft {
            subject,
            grid: frame.grid.or_else(|| held.and_then(|e| e.grid)),
            says,
            from: frame.from.or_else(|| held.map(|e| e.from)).unwrap_or(self.ctx.reader.today()),
            until: frame.until.or_else(|| held.and_then(|e| e.until)),
        })
    }
}
