//! What a household of a roster means against what is recorded now. Reads only; the dry run and the real run share it.
use super::{Draft, Group, NumberCell, Options, Verdict};
use crate::{
    base::{Failure, Id, Reason, SealKey, Sex},
    domain::{
        places::grids::{Building, Grid, Place, find_building, find_house, grid_by_name},
        registry::people::{Household, NumberEdit, Particulars, Relation, Resident, find_by_number, members},
    },
    store::{Dir, PAGE_MOST, Read},
};

/// What resolving needs beside the rows.
pub(super) struct Ctx<'a> {
    pub(super) keys: &'a SealKey,
    pub(super) grids: Vec<Grid>,
    pub(super) options: &'a Options,
}

/// Where a household stands.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// None is recorded.
    New,
    /// This one, at that house or elsewhere.
    Known(Box<Household>),
}

/// A row, resolved.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) verdict: Verdict,
    pub(super) resident: Option<Box<Resident>>,
}

/// A household, resolved.
pub(super) struct Resolved {
    pub(super) target: Target,
    pub(super) grid: Option<Id<Grid>>,
    pub(super) moved: bool,
    pub(super) rows: Vec<Row>,
}

/// Resolves a household.
pub(super) fn resolve(read: &impl Read, ctx: &Ctx<'_>, g: &Group) -> Result<Resolved, Failure> {
    let mut why: Vec<Vec<Reason>> = g.rows.iter().map(|d| d.reasons.clone()).collect();
    let place = g.rows.first().and_then(|d| d.place.clone()).filter(|p| !p.room.is_empty());
    let head_at = g.rows.iter().position(|d| d.relation.is_some_and(Relation::is_head));
    let Some(place) = place else { return Ok(refused(Target::New, None, why)) };
    let (building, grid) = ground(read, ctx, g, &place, &mut why)?;
    let here = homes(read, building.as_ref(), &place)?;
    let target = target(read, ctx, g, head_at, &here, &mut why)?;
    let mut rows = Vec::with_capacity(g.rows.len());
    let known = match &target {
        Target::Known(h) => members(read, h.id)?,
        Target::New => Vec::new(),
    };
    for (i, d) in g.rows.iter().enumerate() {
        let reasons = why.get_mut(i).map(std::mem::take).unwrap_or_default();
        rows.push(row(read, ctx, d, &target, &known, reasons)?);
    }
    let moved = matches!(&target, Target::Known(h) if !here.iter().any(|x| x.id == h.id));
    let head_refused = match head_at {
        Some(i) => rows.get(i).is_some_and(|r| r.verdict.refused()),
        None => false,
    };
    if head_refused && (moved || matches!(target, Target::New)) {
        for r in &mut rows {
            if !r.verdict.refused() {
                r.verdict = Verdict::Refused(vec![Reason::new("import-head-refused")]);
            }
        }
    }
    if moved {
        for r in &mut rows {
            match &mut r.verdict {
                Verdict::Same => r.verdict = Verdict::Changed(vec!["address"]),
                Verdict::Changed(fields) => fields.push("address"),
                _ => {}
            }
        }
    }
    Ok(Resolved { target, grid, moved, rows })
}

fn refused(target: Target, grid: Option<Id<Grid>>, why: Vec<Vec<Reason>>) -> Resolved {
    let rows = why.into_iter().map(|mut w| {
        if w.is_empty() {
            w.push(Reason::new("import-address-missing"));
        }
        Row { verdict: Verdict::Refused(w), resident: None }
    });
    Resolved { target, grid, moved: false, rows: rows.collect() }
}

/// The building, or the grid that a new one would belong to.
fn ground(
    read: &impl Read,
    ctx: &Ctx<'_>,
    g: &Group,
    place: &Place,
    why: &mut [Vec<Reason>],
) -> Result<(Option<Building>, Option<Id<Grid>>), Failure> {
    let building = find_building(read, &place.estate, &place.building)?;
    for (d, w) in g.rows.iter().zip(why.iter_mut()).filter(|(d, _)| !d.grid.is_empty()) {
        match (grid_by_name(&ctx.grids, &d.grid), &building) {
            (None, _) => w.push(Reason::new("import-grid-unknown").arg("grid", &d.grid)),
            (Some(said), Some(b)) if said != b.grid => w.push(Reason::new("import-grid-differs")),
            _ => {}
        }
    }
    if let Some(b) = building {
        let grid = b.grid;
        return Ok((Some(b), Some(grid)));
    }
    let said = g.rows.iter().find_map(|d| grid_by_name(&ctx.grids, &d.grid));
    let grid = said.or(ctx.options.grid);
    if grid.is_none() {
        why.iter_mut().for_each(|w| w.push(Reason::new("import-building-unknown").arg("building", &place.building)));
    }
    Ok((None, grid))
}

/// The households that live at a place.
fn homes(read: &impl Read, building: Option<&Building>, place: &Place) -> Result<Vec<Household>, Failure> {
    let Some(b) = building else { return Ok(Vec::new()) };
    let Some(house) = find_house(read, b.id, &place.unit, &place.room)? else { return Ok(Vec::new()) };
    let mut all = read.list(&Household::BY_HOUSE.under(house.id), Dir::Forward, PAGE_MOST)?;
    all.retain(|h| h.left.is_none());
    Ok(all)
}

/// Which recorded household the rows are: the head's by number, else the one here whose head has that name.
fn target(
    read: &impl Read,
    ctx: &Ctx<'_>,
    g: &Group,
    head_at: Option<usize>,
    here: &[Household],
    why: &mut [Vec<Reason>],
) -> Result<Target, Failure> {
    let Some((at, head)) = head_at.and_then(|i| g.rows.get(i).map(|d| (i, d))) else {
        if let [one] = here {
            return Ok(Target::Known(Box::new(one.clone())));
        }
        why.iter_mut().for_each(|w| w.push(Reason::new("import-no-head")));
        return Ok(Target::New);
    };
    if let NumberCell::Plain(n) = &head.number
        && let Some(r) = find_by_number(read, ctx.keys, n)?
    {
        let home: Household = read.get(r.household)?;
        if home.head == Some(r.id) {
            return Ok(Target::Known(Box::new(home)));
        }
    }
    for home in here {
        let all = members(read, home.id)?;
        let mut same = all.iter().filter(|m| m.gone.is_none() && Some(&m.name) == head.name.as_ref());
        match same.next() {
            Some(m) if home.head == Some(m.id) => return Ok(Target::Known(Box::new(home.clone()))),
            Some(_) => {
                if let Some(w) = why.get_mut(at) {
                    w.push(Reason::new("import-head-differs"));
                }
                return Ok(Target::Known(Box::new(home.clone())));
            }
            None => {}
        }
    }
    Ok(Target::New)
}

fn row(
    read: &impl Read,
    ctx: &Ctx<'_>,
    d: &Draft,
    target: &Target,
    known: &[Resident],
    mut why: Vec<Reason>,
) -> Result<Row, Failure> {
    let found = found(read, ctx, d, known, &mut why)?;
    let verdict = match (&found, d.name.as_ref(), d.relation) {
        _ if !why.is_empty() => Verdict::Refused(why),
        (Some(r), Some(_), Some(relation)) => match against(read, d, target, r, relation)? {
            Err(reason) => Verdict::Refused(vec![reason]),
            Ok(fields) if fields.is_empty() => Verdict::Same,
            Ok(fields) => Verdict::Changed(fields),
        },
        (None, Some(_), Some(_)) if matches!(d.number, NumberCell::Masked(_)) => {
            Verdict::Refused(vec![Reason::new("import-number-masked")])
        }
        (None, Some(_), Some(relation)) => match target {
            Target::Known(_) if relation.is_head() => Verdict::Refused(vec![Reason::new("import-head-differs")]),
            _ => Verdict::Added,
        },
        _ => Verdict::Refused(vec![Reason::new("import-relation-missing")]),
    };
    Ok(Row { verdict, resident: found.map(Box::new) })
}

/// The recorded resident whom a row means.
fn found(
    read: &impl Read,
    ctx: &Ctx<'_>,
    d: &Draft,
    known: &[Resident],
    why: &mut Vec<Reason>,
) -> Result<Option<Resident>, Failure> {
    if let NumberCell::Plain(n) = &d.number
        && let Some(r) = find_by_number(read, ctx.keys, n)?
    {
        if r.gone.is_some() {
            why.push(Reason::new("import-resident-gone"));
        } else if d.name.as_ref().is_some_and(|name| *name != r.name) {
            why.push(Reason::new("import-number-other-person"));
        }
        return Ok(Some(r));
    }
    let named: Vec<&Resident> = known.iter().filter(|m| m.gone.is_none() && Some(&m.name) == d.name.as_ref()).collect();
    let one = match named.as_slice() {
        [] => return Ok(None),
        [one] => (*one).clone(),
        _ => {
            why.push(Reason::new("import-name-several"));
            return Ok(None);
        }
    };
    match (&d.number, &one.number) {
        (NumberCell::Plain(_), Some(_)) => why.push(Reason::new("import-number-differs")),
        (NumberCell::Masked(m), Some(s)) if *m != s.mask => why.push(Reason::new("import-number-differs")),
        (NumberCell::Masked(_), None) => why.push(Reason::new("import-number-masked")),
        _ => {}
    }
    Ok(Some(one))
}

/// What would change of a recorded resident, or why it may not.
fn against(
    read: &impl Read,
    d: &Draft,
    target: &Target,
    r: &Resident,
    relation: Relation,
) -> Result<Result<Vec<&'static str>, Reason>, Failure> {
    let same_home = matches!(target, Target::Known(h) if h.id == r.household);
    if same_home && relation.is_head() != r.relation.is_head() {
        return Ok(Err(Reason::new("import-head-differs")));
    }
    let mut fields = Vec::new();
    if !same_home {
        let others = members(read, r.household)?.iter().any(|m| m.gone.is_none() && m.id != r.id);
        if r.relation.is_head() && others {
            return Ok(Err(Reason::new("import-head-elsewhere")));
        }
        fields.push("household");
    }
    let (old, new) = (Particulars::of(r), over(r, d));
    if r.number.is_none() && matches!(d.number, NumberCell::Plain(_)) {
        fields.push("number");
    }
    let pairs = [
        ("relation", same_home && old.relation != relation),
        ("phone", old.phone != new.phone),
        ("sex", old.sex != new.sex),
        ("birth", old.birth != new.birth),
        ("ethnicity", old.ethnicity != new.ethnicity),
        ("marital", old.marital != new.marital),
        ("education", old.education != new.education),
        ("political", old.political != new.political),
        ("residence", old.residence != new.residence),
        ("note", old.note != new.note),
    ];
    fields.extend(pairs.iter().filter(|(_, c)| *c).map(|(f, _)| *f));
    Ok(Ok(fields))
}

/// What a row says over what is recorded of somebody: an empty cell takes nothing away. Where a number is recorded the birth
/// is the number's: a file that could ask whether a birth date is right would find it out, file by file.
pub(super) fn over(r: &Resident, d: &Draft) -> Particulars {
    let p = overlay(Particulars::of(r), d);
    if r.number.is_some() { Particulars { birth: r.birth, ..p } } else { p }
}

/// What a row says over what else is known.
pub(super) fn overlay(mut p: Particulars, d: &Draft) -> Particulars {
    let number = match &d.number {
        NumberCell::Plain(n) => Some(n),
        _ => None,
    };
    let said = d.sex.filter(|s| matches!(s, Sex::Male | Sex::Female)).or_else(|| number.map(|n| n.sex()));
    p.sex = said.unwrap_or(p.sex);
    p.birth = d.birth.or_else(|| number.map(|n| n.birth())).or(p.birth);
    p.phone = d.phone.clone().or(p.phone);
    p.ethnicity = d.ethnicity.or(p.ethnicity);
    p.marital = d.marital.or(p.marital);
    p.education = d.education.or(p.education);
    p.political = d.political.or(p.political);
    p.residence = d.residence.unwrap_or(p.residence);
    p.note = d.note.clone().unwrap_or(p.note);
    p.relation = d.relation.unwrap_or(p.relation);
    p
}

/// The change of the number that a row asks for.
pub(super) fn number_edit(d: &Draft) -> NumberEdit {
    match &d.number {
        NumberCell::Plain(n) => NumberEdit::Set(n.clone()),
        _ => NumberEdit::Keep,
    }
}
