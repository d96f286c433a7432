//! Where happenings come from. Each source gives at least its newest happenings of the window, and may give others.
use super::{
    Altered, Happening, Mark, Reader, What,
    cover::covered,
    gather::Known,
    timeline::{Strand, Window, merged, newest},
};
use crate::{
    base::{Failure, Stamp},
    domain::{
        cards::Card,
        items::{self, Action, Event, Item},
        registers::{self, Deed, Table, Value, value::shown},
        visits::Visit,
        who::Actor,
    },
    store::{Dir, PAGE_MOST, Read},
};

/// The sources, in the order in which they stand at one instant.
const PEOPLE: u8 = 1;
const CARDS: u8 = 2;
const VISITS: u8 = 3;
const ITEMS: u8 = 4;
const ENTRIES: u8 = 5;

/// Everything of a window, the newest first. This is the one place where a source is added: a line here, a number above,
/// and a kind of [`What`] with its words in `paperwork::happening`.
pub(super) fn gather(read: &impl Read, reader: &Reader<'_>, k: &Known, w: &Window) -> Result<Vec<Happening>, Failure> {
    let mut all = people(k);
    all.extend(cards(read, k)?);
    all.extend(visits(read, k, w)?);
    all.extend(items(read, k, w)?);
    all.extend(entries(read, reader, k, w)?);
    Ok(merged(all, w))
}

fn happening(source: u8, at: Stamp, (row, step): (u64, u64), by: Option<Actor>, what: What) -> Happening {
    Happening { mark: Mark { at, source, row, step }, dated: false, by, what }
}

/// The household and its members, first recorded and gone.
fn people(k: &Known) -> Vec<Happening> {
    let home = &k.home;
    // The household stands before its members, who were recorded in the same write.
    let mut out = vec![happening(PEOPLE, home.created, (0, 0), None, What::Recorded)];
    if let Some(day) = home.left {
        let h = happening(PEOPLE, Stamp::at(day, 0, 0), (0, 1), None, What::Left);
        out.push(Happening { dated: true, ..h });
    }
    for m in &k.members {
        let row = m.id.raw();
        out.push(happening(PEOPLE, m.created, (row, 0), None, What::Member(m.name.clone(), m.relation)));
        if let Some((day, why)) = &m.gone {
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

/// Steps that the household knows of; each brings the item into another state.
const fn told(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::Report | A::Decline | A::Withdraw | A::Merge | A::SelfHandle | A::ReportBack | A::Close | A::Rate | A::Reopen
    )
}

fn items(read: &impl Read, k: &Known, w: &Window) -> Result<Vec<Happening>, Failure> {
    let strands = k.items.iter().map(|i| Strand { first: i.created, last: i.state.at.max(i.created), of: i }).collect();
    newest(strands, w, |i| {
        let events = items::history(read, i.id)?;
        let rated = events.iter().rev().find(|e| e.action == Action::Rate).map(|e| e.seq);
        Ok(events.into_iter().filter(|e| told(e.action)).map(|e| step(i, e, rated)).collect())
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

fn entries(read: &impl Read, reader: &Reader<'_>, k: &Known, w: &Window) -> Result<Vec<Happening>, Failure> {
    let strands = k.entries.iter().map(|x| Strand { first: x.0.created.1, last: x.0.changed.1, of: x }).collect();
    newest(strands, w, |(e, t, whom)| {
        let personal = reader.personal(t);
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
