//! Where happenings come from. Each source gives at least its newest happenings of the window, and may give others.
use std::collections::BTreeSet;

use super::{
    Altered, Happening, Mark, What,
    cover::covered,
    gather::Known,
    timeline::{Strand, Window, merged, newest},
};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::items::{self, Action, Event, Item},
        office::who::Actor,
        places::reader::Reader,
        registry::{
            cards::Card,
            moves::{self, HouseholdChange},
            people::Resident,
            registers::{self, Deed, Table, Value, value::shown},
            visits::Visit,
        },
    },
    store::{Dir, PAGE_MOST, Read},
};

/// The sources, in the order in which they stand at one instant.
const PEOPLE: u8 = 1;
const CARDS: u8 = 2;
const VISITS: u8 = 3;
const ITEMS: u8 = 4;
const ENTRIES: u8 = 5;
const CHANGES: u8 = 6;

/// Everything of a window, the newest first. This is the one place where a source is added: a line here, a number above,
/// and a kind of [`What`] with its words in `paperwork::happening`.
pub(super) fn gather(read: &impl Read, reader: &Reader, k: &Known, w: &Window) -> Result<Vec<Happening>, Failure> {
    let changes = moves::history(read, k.home.id)?;
    let mut all = people(k, &changes);
    all.extend(changes.into_iter().filter(|c| c.deed != moves::Deed::Opened).map(|c| changed(k, c)));
    all.extend(cards(read, k)?);
    all.extend(visits(read, k, w)?);
    all.extend(items(read, k, w)?);
    all.extend(entries(read, reader, k, w)?);
    Ok(merged(all, w))
}

fn happening(source: u8, at: Stamp, (row, step): (u64, u64), by: Option<Actor>, what: What) -> Happening {
    Happening { mark: Mark { at, source, row, step }, dated: false, by, what }
}

/// A change happened on its day, and was recorded then or later.
fn changed(k: &Known, c: HouseholdChange) -> Happening {
    let dated = c.day < c.at.day();
    let at = if dated { Stamp::at(c.day, 0, 0) } else { c.at };
    let h = happening(CHANGES, at, (c.id.raw(), 0), Some(c.by), What::Changed(Box::new(c), k.home.id));
    Happening { dated, ..h }
}

/// The household and its members, first recorded and gone, as far as no recorded change says so: rosters of the first days
/// and stores of earlier programs know no changes.
fn people(k: &Known, changes: &[HouseholdChange]) -> Vec<Happening> {
    use moves::Deed as D;
    let home = &k.home;
    let steps = |is: fn(&HouseholdChange) -> bool| -> BTreeSet<Id<Resident>> {
        changes.iter().filter(|c| is(c)).flat_map(|c| &c.steps).map(|s| s.resident).collect()
    };
    let came = steps(|c| matches!(c.deed, D::Created | D::Joined | D::Imported));
    let went: BTreeSet<_> = changes.iter().flat_map(|c| &c.steps).filter(|s| !s.to.present).map(|s| s.resident).collect();
    let emptied = |c: &HouseholdChange| c.side(home.id).is_some_and(|s| s.head_before.is_some() && s.head_after.is_none());
    let mut out = Vec::new();
    if !changes.iter().any(|c| c.deed == D::Created && c.here.household == home.id) {
        // The household stands before its members, who were recorded in the same write.
        out.push(happening(PEOPLE, home.created, (0, 0), None, What::Recorded));
    }
    if let Some(day) = home.left.filter(|_| !changes.iter().any(emptied)) {
        let h = happening(PEOPLE, Stamp::at(day, 0, 0), (0, 1), None, What::Left);
        out.push(Happening { dated: true, ..h });
    }
    for m in &k.members {
        let row = m.id.raw();
        if !came.contains(&m.id) {
            out.push(happening(PEOPLE, m.created, (row, 0), None, What::Member(m.name.clone(), m.relation)));
        }
        if let Some((day, why)) = m.gone.as_ref().filter(|_| !went.contains(&m.id)) {
            let h = happening(PEOPLE, Stamp::at(*day, 0, 0), (row, 1), None, What::Gone(m.name.clone(), why.clone()));
            out.push(Happening { dated: true, ..h });
        }
    }
    out
}

fn cards(read: &impl Read, k: &Known) -> Result<Vec<Happening>, Failure> {
    let mut out = Vec::new();
    for c in read.list(&Card::BY_HOUSEHOLD.under(k.home.id), Dir::Backward, PAGE_MOST)? {
        out.push(happening(CARDS, c.issued, (c.id.raw(), 1), None, What::CardIssued));
        // A card is revoked before the one that takes its place is issued.
        out.extend(c.revoked.map(|at| happening(CARDS, at, (c.id.raw(), 2), None, What::CardRevoked)));
    }
    Ok(out)
}

fn visits(read: &impl Read, k: &Known, w: &Window) -> Result<Vec<Happening>, Failure> {
    let (home, first, last) = (k.home.id, Stamp(i64::MIN), Stamp(w.last().0.saturating_add(1)));
    let range = Visit::BY_HOUSEHOLD.between((home, first), (home, last));
    let (mut out, mut after) = (Vec::new(), None);
    loop {
        let page = read.page(&range, Dir::Backward, after.as_ref(), w.most.min(PAGE_MOST))?;
        for v in page.rows {
            let h = happening(VISITS, v.at, (v.id.raw(), 0), None, What::Visit(v.staff, covered(&v.note)));
            out.extend(Some(h).filter(|h| w.holds(h.mark)));
        }
        match page.next {
            Some(_) if out.len() >= w.most => return Ok(out),
            None => return Ok(out),
            next => after = next,
        }
    }
}

fn items(read: &impl Read, k: &Known, w: &Window) -> Result<Vec<Happening>, Failure> {
    let strands = k.items.iter().map(|i| Strand { first: i.created, last: i.state.at.max(i.created), of: i }).collect();
    newest(strands, w, |i| {
        let events = items::history(read, i.id)?;
        let rated = events.iter().rev().find(|e| e.action == Action::Rate).map(|e| e.seq);
        Ok(events.into_iter().filter(|e| e.action.manner().recorded).map(|e| step(i, e, rated)).collect())
    })
}

fn step(i: &Item, e: Event, rated: Option<u32>) -> Happening {
    let what = What::Item {
        id: i.id,
        no: i.no,
        title: i.title.clone(),
        action: e.action,
        note: covered(&e.note),
        rating: i.rating.as_ref().map(|(r, _)| *r).filter(|_| rated == Some(e.seq)),
    };
    happening(ITEMS, e.at, (i.id.raw(), u64::from(e.seq)), Some(e.actor), what)
}

fn entries(read: &impl Read, reader: &Reader, k: &Known, w: &Window) -> Result<Vec<Happening>, Failure> {
    let strands = k.entries.iter().map(|x| Strand { first: x.0.created.1, last: x.0.changed.1, of: x }).collect();
    newest(strands, w, |(e, t, whom)| {
        let personal = reader.edits_table(t);
        let mut out = Vec::new();
        for c in registers::history(read, e.id)? {
            // That an entry followed its subject into another grid happened to the grids.
            if c.deed == Deed::Followed {
                continue;
            }
            let known = if c.deed == Deed::Created { &[][..] } else { &c.changes[..] };
            let what = What::Entry {
                id: e.id,
                table: t.clone(),
                whom: whom.clone(),
                deed: c.deed,
                changes: known.iter().map(|x| altered(t, x, personal)).collect(),
            };
            out.push(happening(ENTRIES, c.at, (e.id.raw(), c.id.raw()), Some(c.by), what));
        }
        Ok(out)
    })
}

fn altered(t: &Table, c: &registers::Change, personal: bool) -> Altered {
    let field = t.field(&c.key);
    let said = |v: &Option<Value>| match (v, field) {
        (Some(v), Some(f)) => Some(covered(&shown(v, f, personal))),
        (Some(Value::Date(d)), None) => Some(d.to_string()),
        (Some(Value::Text(s)), None) => Some(covered(s)),
        _ => None,
    };
    Altered { key: c.key.clone(), from: said(&c.from), to: said(&c.to) }
}
