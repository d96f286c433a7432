//! The house in which a household lives: known, and if it is let, to whom, until when, and looked at.
use super::{Facts, Mend, Seen};
use crate::domain::registry::registers::{Entry, Subject, Value};

fn house_entry(f: &Facts) -> Option<&Entry> {
    f.current("houses", Subject::House(f.home.house)).next()
}

/// Whether the house is let: by its own entry, or by a tenancy that has not ended.
fn is_let(f: &Facts) -> bool {
    let says = |e: &Entry| matches!(e.value("state"), Some(Value::Text(s)) if s == "出租");
    house_entry(f).is_some_and(says) || f.current("tenancy", Subject::House(f.home.house)).next().is_some()
}

/// 房屋信息: recorded, and confirmed within the cycle.
pub(super) fn house(f: &Facts, cycle: i32) -> Seen {
    let mut s = Seen::default();
    match house_entry(f) {
        Some(e) => s.holds(e.changed.1.day().plus(cycle), f.today, Mend::Entry(e.id)),
        None => s.missing(Mend::New("houses", Subject::House(f.home.house))),
    }
    s
}

/// 产权人 of a house that is recorded, and how the owner is reached.
pub(super) fn owner(f: &Facts, _: i32) -> Seen {
    let mut s = Seen::default();
    if let Some(e) = house_entry(f) {
        s.known(e.value("owner").is_some() && e.value("owner-phone").is_some(), Mend::Entry(e.id));
    }
    s
}

/// 租赁登记: a let house has a tenancy that has not run out.
pub(super) fn tenancy(f: &Facts, _: i32) -> Seen {
    let (mut s, house) = (Seen::default(), Subject::House(f.home.house));
    if is_let(f) && f.current("tenancy", house).next().is_none() {
        s.missing(Mend::New("tenancy", house));
    }
    for e in f.current("tenancy", house) {
        match e.until {
            Some(last) => s.holds(last, f.today, Mend::Entry(e.id)),
            // Let without a term.
            None => s.clear(),
        }
    }
    s
}

/// 出租房检查: a let house was looked at within the cycle.
pub(super) fn rental_check(f: &Facts, cycle: i32) -> Seen {
    let mut s = Seen::default();
    if !is_let(f) {
        return s;
    }
    let again = Mend::New("rental-checks", Subject::House(f.home.house));
    match f.entries.iter().filter(|e| e.table == "rental-checks").map(|e| e.from).max() {
        Some(last) => s.holds(last.plus(cycle), f.today, again),
        None => s.missing(again),
    }
    s
}

/// 出租房整改: what a check found is mended within its limit.
pub(super) fn rental_mend(f: &Facts, _: i32) -> Seen {
    let mut s = Seen::default();
    let fair = |e: &&Entry| matches!(e.value("result"), Some(Value::Text(r)) if r == "合格");
    for e in f.current("rental-checks", Subject::House(f.home.house)).filter(|e| !fair(e)) {
        match e.until {
            Some(last) => s.holds(last, f.today, Mend::Entry(e.id)),
            None => s.missing(Mend::Entry(e.id)),
        }
    }
    s
}
