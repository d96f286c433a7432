//! The checks as one table: what each looks at, in whose sight, and after how many days it must be looked at again.
use super::{Facts, Seen, family, house, persons, places};
use crate::{
    base::Day,
    domain::registry::registers::{Access, Entry},
};

/// The four 清.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Four {
    /// 家庭情况清
    Family,
    /// 人员类别清
    Persons,
    /// 公共设施清
    Facilities,
    /// 隐患矛盾清
    Hazards,
}

impl Four {
    /// All four in their order.
    pub const ALL: [Four; 4] = [Four::Family, Four::Persons, Four::Facilities, Four::Hazards];
    /// Name in texts (`clarity-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Four::Family => "family",
            Four::Persons => "persons",
            Four::Facilities => "facilities",
            Four::Hazards => "hazards",
        }
    }
    /// Its checks, in the order of the table.
    pub fn checks(self) -> impl Iterator<Item = &'static Check> {
        CHECKS.iter().filter(move |c| c.of == self)
    }
}

/// What a check looks at.
#[derive(Clone, Copy)]
pub enum Look {
    /// A household with all that belongs to it, and the check's cycle.
    Home(fn(&Facts, i32) -> Seen),
    /// Each current entry of a table that is about no household, today, and the check's cycle.
    Place(&'static str, fn(&Entry, Day, i32) -> Seen),
}

/// A check.
pub struct Check {
    /// Its number in rows and keys; never changes.
    pub no: u8,
    /// Name in addresses and texts (`clarity-check-…`).
    pub key: &'static str,
    /// Which of the four.
    pub of: Four,
    /// Who may know what it says: that of the table from which it is known.
    pub access: Access,
    /// Days after which it must be looked at again; 0 if it does not age.
    pub cycle: i32,
    /// What it looks at.
    pub look: Look,
}

impl Check {
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<&'static Check> {
        CHECKS.iter().find(|c| c.key == s)
    }
    /// Reads `no`.
    pub fn numbered(no: u8) -> Option<&'static Check> {
        CHECKS.iter().find(|c| c.no == no)
    }
    /// Whether everybody who sees people sees it.
    pub const fn is_open(&self) -> bool {
        matches!(self.access, Access::Everyone | Access::Field)
    }
}

/// What a check says of a household or a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The check's number.
    pub no: u8,
    /// What it saw.
    pub seen: Seen,
}

const fn home(no: u8, key: &'static str, of: Four, access: Access, cycle: i32, look: fn(&Facts, i32) -> Seen) -> Check {
    Check { no, key, of, access, cycle, look: Look::Home(look) }
}

const fn each(no: u8, key: &'static str, of: Four, table: &'static str, cycle: i32, look: fn(&Entry, Day, i32) -> Seen) -> Check {
    Check { no, key, of, access: Access::Field, cycle, look: Look::Place(table, look) }
}

/// The version of the table: raised when checks are added, taken away or say something else, so that what is kept is
/// worked out anew.
pub(super) const VERSION: u8 = 1;

use Access::{Everyone, Field, Office};
use Four::{Facilities, Family, Hazards, Persons};

/// Every check. No check looks at key persons: what stands there is nobody's business here.
pub const CHECKS: &[Check] = &[
    home(1, "head", Family, Everyone, 0, family::head),
    home(2, "phone", Family, Everyone, 0, family::phone),
    home(3, "number", Family, Everyone, 0, family::number),
    home(4, "birth", Family, Everyone, 0, family::birth),
    home(5, "adult-phone", Family, Everyone, 0, family::adult_phone),
    home(6, "visit", Family, Everyone, 365, family::visit),
    home(20, "ethnicity", Persons, Everyone, 0, persons::ethnicity),
    home(21, "education", Persons, Everyone, 0, persons::education),
    home(22, "marital", Persons, Everyone, 0, persons::marital),
    home(23, "political", Persons, Everyone, 0, persons::political),
    home(24, "floating", Persons, Field, 0, persons::floating),
    home(25, "permit", Persons, Field, 0, persons::permit),
    home(26, "elder", Persons, Field, 0, persons::elder),
    home(27, "elder-visit", Persons, Field, 31, persons::elder_visit),
    home(28, "party", Persons, Office, 0, persons::party),
    home(29, "disability", Persons, Office, 0, persons::disability),
    home(30, "relief", Persons, Office, 0, persons::relief),
    home(31, "pregnancy", Persons, Office, 0, persons::pregnancy),
    home(40, "house", Facilities, Everyone, 1_095, house::house),
    home(41, "owner", Facilities, Everyone, 0, house::owner),
    home(42, "tenancy", Facilities, Field, 0, house::tenancy),
    each(43, "keeper", Facilities, "facilities", 0, places::keeper),
    each(44, "patrol", Facilities, "facilities", 90, places::patrol),
    home(60, "rental-check", Hazards, Field, 365, house::rental_check),
    home(61, "rental-mend", Hazards, Field, 0, house::rental_mend),
    each(62, "hazard", Hazards, "hazards", 0, places::limit),
    each(63, "dispute", Hazards, "disputes", 0, places::limit),
    each(64, "inspection", Hazards, "special-places", 180, places::inspection),
];

/// What every check of households says of one.
pub fn household(f: &Facts) -> Vec<Finding> {
    let looks = CHECKS.iter().filter_map(|c| match c.look {
        Look::Home(look) => Some(Finding { no: c.no, seen: look(f, c.cycle) }),
        Look::Place(..) => None,
    });
    looks.collect()
}

/// What the checks of an entry's table say of it; nothing of one that has ended.
pub fn place(e: &Entry, today: Day) -> Vec<Finding> {
    let looks = CHECKS.iter().filter_map(|c| match c.look {
        Look::Place(table, look) if e.ended.is_none() && e.table == table => {
            Some(Finding { no: c.no, seen: look(e, today, c.cycle) })
        }
        _ => None,
    });
    looks.collect()
}

/// The tables whose entries are looked at each by itself.
pub(super) fn place_tables() -> Vec<&'static str> {
    let mut all: Vec<_> = CHECKS.iter().filter_map(|c| if let Look::Place(t, _) = c.look { Some(t) } else { None }).collect();
    all.dedup();
    all
}
