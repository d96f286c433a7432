//! 家庭情况清: who lives there and how they are reached.
use super::{
    Facts, Mend, Seen, State,
    facts::{ADULT, birthday},
};
use crate::{base::Sex, domain::registry::people::Resident};

/// 户主: one who lives there.
pub(super) fn head(f: &Facts, _: i32) -> Seen {
    let mut s = Seen::default();
    s.known(f.members.iter().any(|m| Some(m.id) == f.home.head), Mend::Household(f.home.id));
    s
}

/// 联系电话: the household's, or its head's.
pub(super) fn phone(f: &Facts, _: i32) -> Seen {
    let heads = f.members.iter().any(|m| Some(m.id) == f.home.head && m.phone.is_some());
    let mut s = Seen::default();
    s.known(f.home.phone.is_some() || heads, Mend::Household(f.home.id));
    s
}

fn each<'a>(who: impl Iterator<Item = &'a Resident>, known: impl Fn(&Resident) -> bool) -> Seen {
    let mut s = Seen::default();
    for m in who {
        s.known(known(m), Mend::Resident(m.id));
    }
    s
}

/// 身份证号 of everybody.
pub(super) fn number(f: &Facts, _: i32) -> Seen {
    each(f.members.iter(), |m| m.number.is_some())
}

/// 出生日期与性别 of everybody.
pub(super) fn birth(f: &Facts, _: i32) -> Seen {
    each(f.members.iter(), |m| m.birth.is_some() && matches!(m.sex, Sex::Male | Sex::Female))
}

/// 成年人电话.
pub(super) fn adult_phone(f: &Facts, _: i32) -> Seen {
    of_adults(f, |m| m.phone.is_some())
}

/// Something of every adult; others become adults.
pub(super) fn of_adults(f: &Facts, known: impl Fn(&Resident) -> bool) -> Seen {
    let mut s = each(f.adults(), &known);
    // Who grows up brings what is not known of them, or makes it the first time that it is asked at all.
    let none = s.state == State::NotApplicable;
    let days = f.members.iter().filter(|m| none || !known(m)).filter_map(|m| birthday(m.birth?, ADULT));
    days.for_each(|day| s.turns_on(day, f.today));
    s
}

/// Something of everybody, children too.
pub(super) fn of_all(f: &Facts, known: impl Fn(&Resident) -> bool) -> Seen {
    each(f.members.iter(), known)
}

/// 入户走访 within the cycle.
pub(super) fn visit(f: &Facts, cycle: i32) -> Seen {
    let mut s = Seen::default();
    match f.visited {
        Some(day) => s.holds(day.plus(cycle), f.today, Mend::Visit(f.home.id)),
        None => s.missing(Mend::Visit(f.home.id)),
    }
    s
}
