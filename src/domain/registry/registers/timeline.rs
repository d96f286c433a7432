//! What happened to the entries of a household, its house and its members, for its timeline.
use super::{Change, Deed, Table, Value, history, of_home, value::shown};
use crate::{
    base::{Failure, covered},
    domain::{
        noun::{Happening, Past, Recall, Strand, Words, newest},
        registry::people::{Household, members},
    },
    store::{Read, Row},
};

pub(super) fn timeline(asked: &Recall<'_>) -> Result<Past, Failure> {
    let home: Household = asked.store.get(asked.household())?;
    let mut people = members(asked.store, home.id)?;
    let mut cut = people.len() > asked.members;
    people.truncate(asked.members);
    let (entries, more) = of_home(asked.store, asked.reader, &home, &people, asked.rows)?;
    cut |= more;
    let strands = entries.iter().map(|x| Strand { first: x.0.created.1, last: x.0.changed.1, of: x }).collect();
    let happenings = newest(strands, &asked.window, |(e, t, whom)| {
        let personal = asked.reader.edits_table(t);
        let mut out = Vec::new();
        for c in history(asked.store, e.id)? {
            // That an entry followed its subject into another grid happened to the grids.
            if c.deed == Deed::Followed {
                continue;
            }
            let what = Words::with("files-entry", [("step", Words::text(format!("registers-deed-{}", c.deed.key())))]);
            let mut words = vec![Words::with("files-of", [("what", Words::both(&t.name, &t.en)), ("of", whom.words())])];
            if c.deed != Deed::Created {
                words.extend(c.changes.iter().map(|x| altered(t, x, personal)));
            }
            let (about, words) = (Some((super::Entry::NAME, e.id.raw())), Words::joined(words, Words::plain("；")));
            out.push(Happening { by: c.by.into(), about, words, ..asked.at(c.at, (e.id.raw(), c.id.raw()), what) });
        }
        Ok(out)
    })?;
    Ok(Past { happenings, cut })
}

/// `保障人数：3 → 2`
fn altered(t: &Table, c: &Change, personal: bool) -> Words {
    let field = t.field(&c.key);
    let name = match (c.key.as_str(), field) {
        (_, Some(f)) => Words::both(&f.name, &f.en),
        ("from", _) => Words::both(&t.from, &t.from_en),
        ("until", _) => Words::both(&t.until, &t.until_en),
        _ => Words::text("registers-ended"),
    };
    let said = |v: &Option<Value>| match (v, field) {
        (Some(v), Some(f)) => Words::Plain(covered(&shown(v, f, personal))),
        (Some(Value::Date(d)), None) => Words::plain(d),
        (Some(Value::Text(s)), None) => Words::Plain(covered(s)),
        _ => Words::text("registers-nothing"),
    };
    Words::All(vec![name, Words::plain("："), said(&c.from), Words::plain(" → "), said(&c.to)])
}
