//! Entries about no household: public facilities, hazards, disputes, special places. Each counts for itself.
use super::{Mend, Seen};
use crate::{
    base::Day,
    domain::registry::registers::{Entry, Value},
};

fn date(e: &Entry, key: &str) -> Option<Day> {
    match e.value(key) {
        Some(Value::Date(d)) => Some(*d),
        _ => None,
    }
}

fn within(e: &Entry, last: Option<Day>, today: Day, cycle: i32) -> Seen {
    let mut s = Seen::default();
    match last {
        Some(day) => s.holds(day.plus(cycle), today, Mend::Entry(e.id)),
        None => s.missing(Mend::Entry(e.id)),
    }
    s
}

/// 管护单位 of a facility.
pub(super) fn keeper(e: &Entry, _: Day, _: i32) -> Seen {
    let mut s = Seen::default();
    s.known(e.value("unit").is_some(), Mend::Entry(e.id));
    s
}

/// 设施巡查 within the cycle.
pub(super) fn patrol(e: &Entry, today: Day, cycle: i32) -> Seen {
    within(e, date(e, "checked"), today, cycle)
}

/// 隐患整改、纠纷调解: has a limit, and it is not past.
pub(super) fn limit(e: &Entry, today: Day, _: i32) -> Seen {
    within(e, e.until, today, 0)
}

/// 特殊场所检查 within the cycle.
pub(super) fn inspection(e: &Entry, today: Day, cycle: i32) -> Seen {
    within(e, date(e, "inspected"), today, cycle)
}
