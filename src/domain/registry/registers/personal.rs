//! What registers hold of a person, and of the household that they head, for the copy that is theirs.
use super::{Change, Entry, Field, Kind, Subject, Table, Value, history, of_subject, tables, value};
use crate::{
    base::Failure,
    domain::{
        noun::{Asked, Facts, Part, Words},
        registry::people::Resident,
    },
    store::Read,
};

pub(super) fn personal(asked: &Asked<'_>) -> Result<Vec<Part>, Failure> {
    let r: Resident = asked.store.get(asked.resident())?;
    let head = asked.store.get(r.household)?.head == Some(r.id);
    let tables = tables(asked.store)?;
    let subjects = [Some(Subject::Resident(r.id)), head.then_some(Subject::Household(r.household))];
    let mut parts = Vec::new();
    for subject in subjects.into_iter().flatten() {
        let all = of_subject(asked.store, subject, None)?;
        for table in tables.iter().filter(|t| asked.reader.sees_table(t)) {
            let own = all.iter().filter(|e| e.table == table.code);
            let records = own.map(|e| entry(asked, &r, table, e)).collect::<Result<Vec<_>, _>>()?;
            let name = Words::with("personal-part-register", [("table", Words::plain(&table.name))]);
            parts.push(Part::new(20, format!("register.{}", table.code), name, records));
        }
    }
    Ok(parts)
}

fn entry(asked: &Asked<'_>, r: &Resident, table: &Table, e: &Entry) -> Result<Facts, Failure> {
    let mut f = Facts::default();
    f.add("no", "registers-no", Words::plain(e.id));
    f.add("from", Words::plain(&table.from), Words::plain(e.from));
    f.add("until", Words::plain(&table.until), Words::maybe(e.until));
    if let Some(x) = &e.ended {
        f.add("ended", "registers-ended", Words::plain(format!("{} {}", x.on, x.reason)));
    }
    for field in &table.fields {
        if let Some(v) = e.value(&field.key) {
            f.add(&field.key, Words::plain(&field.name), Words::Plain(theirs(asked, r, field, v)?));
        }
    }
    for step in history(asked.store, e.id)?.iter().skip(1) {
        for c in &step.changes {
            let name = table.field(&c.key).map_or(Words::text("registers-ended"), |f| Words::plain(&f.name));
            let at = Words::plain(format!("{} ", step.at.minute()));
            f.add("history", "registers-history", Words::All(vec![at, name, Words::plain("："), change(asked, r, table, c)?]));
        }
    }
    Ok(f)
}

/// A value in full, unless it is somebody else's citizen number: a spouse's, a guardian's.
fn theirs(asked: &Asked<'_>, r: &Resident, f: &Field, v: &Value) -> Result<String, Failure> {
    match v {
        Value::Sealed { hash, .. } if f.kind == Kind::CitizenNumber && r.number.as_ref().is_none_or(|n| n.hash != *hash) => {
            Ok(value::write(v, f))
        }
        v => value::open(&asked.keys.seal, f, v),
    }
}

fn change(asked: &Asked<'_>, r: &Resident, table: &Table, c: &Change) -> Result<Words, Failure> {
    let said = |v: &Option<Value>| match (v, table.field(&c.key)) {
        (Some(v), Some(f)) => theirs(asked, r, f, v).map(Words::Plain),
        (Some(Value::Date(d)), None) => Ok(Words::plain(d)),
        (Some(Value::Text(s)), None) => Ok(Words::plain(s)),
        _ => Ok(Words::text("registers-nothing")),
    };
    Ok(Words::All(vec![said(&c.from)?, Words::plain(" → "), said(&c.to)?]))
}
