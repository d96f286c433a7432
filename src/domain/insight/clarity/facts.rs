//! What is known of one household: its own row, who lives there, and the entries that checks look at.
use crate::{
    base::{Day, Failure, Sex},
    domain::registry::{
        people::{Household, Residence, Resident, members},
        registers::{Entry, Subject, of_subject},
        visits,
    },
    store::Read,
};

/// Years from which somebody is grown up.
pub(super) const ADULT: i16 = 18;
/// Years from which somebody who lives among old people only is looked after.
pub(super) const ELDER: i16 = 70;

/// The facts of one household on a day.
#[derive(Clone, Debug)]
pub struct Facts {
    pub home: Household,
    /// Who lives there: the dead and the gone are left out.
    pub members: Vec<Resident>,
    /// Entries about the household, its house and its members, of the tables that checks look at; the ended ones too.
    pub entries: Vec<Entry>,
    /// The last visit.
    pub visited: Option<Day>,
    pub today: Day,
}

impl Facts {
    /// Reads the facts. Tables are read only for those whom they can concern.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn load(read: &impl Read, home: Household, today: Day) -> Result<Self, Failure> {
        let mut living = members(read, home.id)?;
        living.retain(|m| m.gone.is_none());
        let mut entries = Vec::new();
        let mut of = |s: Subject, table: &str| of_subject(read, s, Some(table)).map(|found| entries.extend(found));
        for table in ["houses", "tenancy", "rental-checks"] {
            of(Subject::House(home.house), table)?;
        }
        of(Subject::Household(home.id), "low-income")?;
        for m in &living {
            let (s, age) = (Subject::Resident(m.id), m.birth.map(|b| b.years_until(today)));
            of(s, "disability")?;
            if m.residence == Residence::Floating {
                of(s, "floating")?;
            }
            if is_party_member(m) {
                of(s, "party-members")?;
            }
            if m.sex != Sex::Male && age.is_none_or(|a| (12..60).contains(&a)) {
                of(s, "pregnancies")?;
            }
            of(s, "lone-elderly")?;
        }
        let visited = visits::of_household(read, home.id, 1)?.first().map(|v| v.at.day());
        Ok(Facts { home, members: living, entries, visited, today })
    }
    /// The current entries of a table about a subject.
    pub fn current<'a>(&'a self, table: &'a str, subject: Subject) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |e| e.table == table && e.subject == subject && e.ended.is_none())
    }
    /// The current entries of a table about anybody who lives there.
    pub fn current_of_members<'a>(&'a self, table: &'a str) -> impl Iterator<Item = (&'a Resident, &'a Entry)> {
        self.members.iter().flat_map(move |m| self.current(table, Subject::Resident(m.id)).map(move |e| (m, e)))
    }
    /// Who is grown up; somebody whose birth is not known is, if head.
    pub fn adults(&self) -> impl Iterator<Item = &Resident> {
        self.members.iter().filter(|m| m.birth.map_or(m.relation.is_head(), |b| b.years_until(self.today) >= ADULT))
    }
}

/// 中共党员 or 预备党员 by GB/T 4762.
pub(super) fn is_party_member(m: &Resident) -> bool {
    matches!(m.political, Some(1 | 2))
}

/// The day on which somebody turns so many years old; who was born on 29 February does on 1 March.
pub(super) fn birthday(birth: Day, years: i16) -> Option<Day> {
    let d = birth.date();
    let year = d.year() + years;
    Day::ymd(year, d.month(), d.day()).or_else(|| Day::ymd(year, 3, 1))
}
