//! 人员类别清: what is asked of everybody, and that each stands in the registers in which people like them stand.
use super::{
    Facts, Mend, Seen,
    facts::{ELDER, birthday, is_party_member},
    family::{of_adults, of_all},
};
use crate::{
    base::Day,
    domain::registry::{
        people::Residence,
        registers::{Subject, Value},
    },
};

/// 民族
pub(super) fn ethnicity(f: &Facts, _: i32) -> Seen {
    of_all(f, |m| m.ethnicity.is_some())
}

/// 文化程度 of adults.
pub(super) fn education(f: &Facts, _: i32) -> Seen {
    of_adults(f, |m| m.education.is_some())
}

/// 婚姻状况 of adults.
pub(super) fn marital(f: &Facts, _: i32) -> Seen {
    of_adults(f, |m| m.marital.is_some())
}

/// 政治面貌 of adults.
pub(super) fn political(f: &Facts, _: i32) -> Seen {
    of_adults(f, |m| m.political.is_some())
}

/// 流动人口登记: every floating resident has a current entry.
pub(super) fn floating(f: &Facts, _: i32) -> Seen {
    let mut s = Seen::default();
    for m in f.members.iter().filter(|m| m.residence == Residence::Floating) {
        let subject = Subject::Resident(m.id);
        s.known(f.current("floating", subject).next().is_some(), Mend::New("floating", subject));
    }
    s
}

/// 居住证: whoever has one, until when; not run out.
pub(super) fn permit(f: &Facts, _: i32) -> Seen {
    let mut s = Seen::default();
    for (_, e) in f.current_of_members("floating") {
        match e.until {
            Some(last) => s.holds(last, f.today, Mend::Entry(e.id)),
            None if e.value("permit") == Some(&Value::Yes(true)) => s.missing(Mend::Entry(e.id)),
            None => {}
        }
    }
    s
}

/// 孤老空巢登记: where only old people live, each stands in the register.
pub(super) fn elder(f: &Facts, _: i32) -> Seen {
    let mut s = Seen::default();
    // The last of them to grow old makes the household one of old people only.
    let days: Option<Vec<Day>> = f.members.iter().map(|m| birthday(m.birth?, ELDER)).collect();
    let Some(last) = days.and_then(|d| d.into_iter().max()) else { return s };
    s.turns_on(last, f.today);
    if last <= f.today {
        for m in &f.members {
            let subject = Subject::Resident(m.id);
            s.known(f.current("lone-elderly", subject).next().is_some(), Mend::New("lone-elderly", subject));
        }
    }
    s
}

/// 孤老空巢探访: whoever stands in the register was called on within the cycle, by the household's visits or its own line.
pub(super) fn elder_visit(f: &Facts, cycle: i32) -> Seen {
    let mut s = Seen::default();
    for (_, e) in f.current_of_members("lone-elderly") {
        let noted = match e.value("visited") {
            Some(Value::Date(d)) => Some(*d),
            _ => None,
        };
        match noted.max(f.visited) {
            Some(day) => s.holds(day.plus(cycle), f.today, Mend::Entry(e.id)),
            None => s.missing(Mend::Entry(e.id)),
        }
    }
    s
}

/// 党员名册: whoever is a member of the Party stands in it.
pub(super) fn party(f: &Facts, _: i32) -> Seen {
    let mut s = Seen::default();
    for m in f.members.iter().filter(|m| is_party_member(m)) {
        let subject = Subject::Resident(m.id);
        s.known(f.current("party-members", subject).next().is_some(), Mend::New("party-members", subject));
    }
    s
}

/// 残疾证: until when, and not run out.
pub(super) fn disability(f: &Facts, _: i32) -> Seen {
    let mut s = Seen::default();
    for (_, e) in f.current_of_members("disability") {
        match e.until {
            Some(last) => s.holds(last, f.today, Mend::Entry(e.id)),
            None => s.missing(Mend::Entry(e.id)),
        }
    }
    s
}

/// 低保复核: by when, and not past.
pub(super) fn relief(f: &Facts, _: i32) -> Seen {
    let mut s = Seen::default();
    for e in f.current("low-income", Subject::Household(f.home.id)) {
        match e.until {
            Some(last) => s.holds(last, f.today, Mend::Entry(e.id)),
            None => s.missing(Mend::Entry(e.id)),
        }
    }
    s
}

/// 孕情服务: when the child is expected; afterwards the entry is ended.
pub(super) fn pregnancy(f: &Facts, _: i32) -> Seen {
    let mut s = Seen::default();
    for (_, e) in f.current_of_members("pregnancies") {
        match e.until {
            Some(last) => s.holds(last, f.today, Mend::Entry(e.id)),
            None => s.missing(Mend::Entry(e.id)),
        }
    }
    s
}
