use serde::{Deserialize, Serialize};

use crate::{
    base::{BlindIndex, Day, Id, Name, Phone, SealedNumber, Sex, Stamp},
    domain::grids::{Grid, House},
    store::{Counter, Index, IndexOf, Row, Tally},
};

/// A household (户): exactly one living head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// Number.
    pub id: Id<Household>,
    /// Where it lives.
    pub house: Id<House>,
    /// The house's grid.
    pub grid: Id<Grid>,
    /// 美湖花园12幢2单元502室, kept with the row so that lists need no joins.
    pub address: String,
    /// The head (户主).
    pub head: Option<Id<Resident>>,
    /// The household's telephone.
    pub phone: Option<Phone>,
    /// Moved out on.
    pub left: Option<Day>,
    /// First recorded.
    pub created: Stamp,
}

/// Households by grid.
pub const HOUSEHOLDS_BY_GRID: Counter<Id<Grid>> = Counter::new(1);
/// Residents by grid.
pub const RESIDENTS_BY_GRID: Counter<Id<Grid>> = Counter::new(2);

impl Household {
    /// By house.
    pub const BY_HOUSE: Index<Household, Id<House>> = Index::many(1, "household.house", |h| vec![h.house]);
    /// By grid and address in natural order.
    pub const BY_GRID: Index<Household, (Id<Grid>, String)> =
        Index::many(2, "household.grid", |h| vec![(h.grid, crate::domain::grids::natural(&h.address))]);
}

impl Row for Household {
    const TAG: u8 = 0x19;
    const NAME: &'static str = "household";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Household::BY_HOUSE, &Household::BY_GRID]
    }
    fn tally(&self, tally: &mut Tally) {
        if self.left.is_none() {
            tally.one(&HOUSEHOLDS_BY_GRID, self.grid);
        }
    }
}

/// Relation to the head by GB/T 4761, two digits: 02 head, 10 spouse, 20 son, 30 daughter …
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Relation(pub u8);

/// Registered here (户籍) or floating (流动).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Residence {
    /// 户籍人口
    Registered,
    /// 人户分离: registered here, lives elsewhere
    Away,
    /// 流动人口
    Floating,
}

/// A resident (居民).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resident {
    /// Number.
    pub id: Id<Resident>,
    /// Household.
    pub household: Id<Household>,
    /// The household's grid.
    pub grid: Id<Grid>,
    /// Name; may hold characters outside the BMP.
    pub name: Name,
    /// Readings of the name for search: syllables separated by spaces, several readings by `|`.
    pub pinyin: String,
    /// Relation to the head.
    pub relation: Relation,
    /// Citizen number, sealed.
    pub number: Option<SealedNumber>,
    /// Sex.
    pub sex: Sex,
    /// Birth.
    pub birth: Option<Day>,
    /// Ethnicity by GB/T 3304: 1 is 汉族.
    pub ethnicity: Option<u8>,
    /// Marital status by GB/T 2261.2.
    pub marital: Option<u8>,
    /// Education by GB/T 4658 (two digits).
    pub education: Option<u8>,
    /// Political status by GB/T 4762 (two digits).
    pub political: Option<u8>,
    /// Telephone.
    pub phone: Option<Phone>,
    /// Registered or floating.
    pub residence: Residence,
    /// Free note.
    pub note: String,
    /// Died or moved away on, with the reason's text key.
    pub gone: Option<(Day, String)>,
    /// First recorded.
    pub created: Stamp,
}

impl Resident {
    /// By household.
    pub const BY_HOUSEHOLD: Index<Resident, Id<Household>> = Index::many(1, "resident.household", |r| vec![r.household]);
    /// By citizen number, keyed hash.
    pub const BY_NUMBER: Index<Resident, BlindIndex> =
        Index::unique(2, "resident.number", |r| r.number.iter().map(|n| n.hash).collect());
    /// By telephone.
    pub const BY_PHONE: Index<Resident, String> =
        Index::many(3, "resident.phone", |r| r.phone.iter().map(|p| p.as_str().to_owned()).collect());
}

impl Row for Resident {
    const TAG: u8 = 0x1A;
    const NAME: &'static str = "resident";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Resident::BY_HOUSEHOLD, &Resident::BY_NUMBER, &Resident::BY_PHONE]
    }
    fn tally(&self, tally: &mut Tally) {
        if self.gone.is_none() {
            tally.one(&RESIDENTS_BY_GRID, self.grid);
        }
    }
}
