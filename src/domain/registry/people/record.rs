use serde::{Deserialize, Serialize};

use super::words::{address_words, backwards, name_words};
use crate::{
    base::{BlindIndex, Day, Id, Name, Phone, SealedNumber, Sex, Stamp, words},
    domain::places::grids::{Grid, House},
    store::{Counter, Index, IndexOf, Row, Tally},
};

/// A household (户): exactly one living head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
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
/// Residents by month of birth (196011; 0 unknown) and sex.
pub const RESIDENTS_BORN: Counter<(u32, u8)> = Counter::new(46);
/// The same by grid.
pub const RESIDENTS_BORN_GRID: Counter<(Id<Grid>, u32, u8)> = Counter::new(47);
/// Residents by a trait, its code, and grid.
pub const RESIDENTS_BY_TRAIT: Counter<(u8, u8, Id<Grid>)> = Counter::new(48);

words! {
    /// What residents are counted and listed by besides age and sex; `trait-…` is the text.
    pub enum Trait {
        Residence = 5 "residence",
        /// GB/T 3304.
        Ethnicity = 1 "ethnicity",
        /// GB/T 2261.2.
        Marital = 2 "marital",
        /// GB/T 4658.
        Education = 3 "education",
        /// GB/T 4762.
        Political = 4 "political",
    }
}

impl Trait {
    /// The national table of its codes; none for residence.
    pub fn codes(self) -> Option<&'static super::codes::CodeTable> {
        super::codes::standard(match self {
            Trait::Ethnicity => "GB/T 3304",
            Trait::Marital => "GB/T 2261.2",
            Trait::Education => "GB/T 4658",
            Trait::Political => "GB/T 4762",
            Trait::Residence => return None,
        })
    }
}

impl Household {
    /// By house.
    pub const BY_HOUSE: Index<Household, Id<House>> = Index::many(1, "household.house", |h| vec![h.house]);
    /// By grid and address in natural order.
    pub const BY_GRID: Index<Household, (Id<Grid>, String)> =
        Index::many(2, "household.grid", |h| vec![(h.grid, crate::domain::places::grids::natural(&h.address))]);
    /// By telephone, last digit first, so that the last four find it.
    pub const BY_PHONE: Index<Household, String> =
        Index::many(3, "household.phone", |h| h.phone.iter().filter(|_| h.left.is_none()).map(backwards).collect());
    /// By address for search: see `words::address_words`. Households that have left are not found.
    pub const BY_ADDRESS: Index<Household, String> = Index::many(4, "household.address", |h| match h.left {
        None => address_words(&h.address),
        Some(_) => Vec::new(),
    });
}

impl Row for Household {
    const TAG: u8 = 0x19;
    const NAME: &'static str = "household";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Household::BY_HOUSE, &Household::BY_GRID, &Household::BY_PHONE, &Household::BY_ADDRESS]
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

impl Relation {
    /// 02 户主
    pub const HEAD: Relation = Relation(2);

    /// Reads two digits or an everyday word; 01 本人 is the head.
    pub fn parse(s: &str) -> Option<Self> {
        super::codes::RELATIONS.parse(s).map(|n| Relation(if n == 1 { 2 } else { n }))
    }
    /// Whether this is the head of the household.
    pub fn is_head(self) -> bool {
        matches!(self.0, 1 | 2)
    }
    /// The standard's name.
    pub fn name(self) -> &'static str {
        super::codes::RELATIONS.name(self.0).unwrap_or_default()
    }
}

words! {
    /// Registered here (户籍) or floating (流动); `residence-…` is the text.
    pub enum Residence {
        /// 户籍人口
        Registered = 0 "registered",
        /// 人户分离: registered here, lives elsewhere
        Away = 1 "away",
        /// 流动人口
        Floating = 2 "floating",
    }
}

impl Residence {
    /// Its number in keys; never changes.
    pub const fn in_keys(self) -> u8 {
        match self {
            Residence::Registered => 1,
            Residence::Away => 2,
            Residence::Floating => 3,
        }
    }
}

/// A resident (居民).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resident {
    pub id: Id<Resident>,
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
    pub sex: Sex,
    pub birth: Option<Day>,
    /// Ethnicity by GB/T 3304: 1 is 汉族.
    pub ethnicity: Option<u8>,
    /// Marital status by GB/T 2261.2.
    pub marital: Option<u8>,
    /// Education by GB/T 4658 (two digits).
    pub education: Option<u8>,
    /// Political status by GB/T 4762 (two digits).
    pub political: Option<u8>,
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
    /// By telephone, last digit first, so that the last four find it.
    pub const BY_PHONE_END: Index<Resident, String> =
        Index::many(4, "resident.phone_end", |r| r.phone.iter().filter(|_| r.gone.is_none()).map(backwards).collect());
    /// By the name's characters, full pinyin and initials: `false` for words that begin the name, `true` for later parts.
    /// The dead and the gone are not found.
    pub const BY_WORD: Index<Resident, (bool, String)> = Index::many(5, "resident.word", |r| match r.gone {
        None => name_words(&r.name, &r.pinyin),
        Some(_) => Vec::new(),
    });
    /// The living and present by birth.
    pub const BY_BIRTH: Index<Resident, Day> =
        Index::many(6, "resident.birth", |r| r.birth.iter().filter(|_| r.gone.is_none()).copied().collect());
    /// The same by grid.
    pub const GRID_BIRTH: Index<Resident, (Id<Grid>, Day)> =
        Index::many(7, "resident.grid_birth", |r| r.birth.iter().filter(|_| r.gone.is_none()).map(|b| (r.grid, *b)).collect());
    /// The living and present by a trait, its code, and grid.
    pub const BY_TRAIT: Index<Resident, (u8, u8, Id<Grid>)> = Index::many(8, "resident.trait", |r| match r.gone {
        None => r.traits().map(|(t, code)| (t.number(), code, r.grid)).collect(),
        Some(_) => Vec::new(),
    });
    /// By grid, the living and present.
    pub const BY_GRID: Index<Resident, Id<Grid>> =
        Index::many(9, "resident.grid", |r| r.gone.is_none().then_some(r.grid).into_iter().collect());

    /// The codes of what is known of a resident's traits.
    pub fn traits(&self) -> impl Iterator<Item = (Trait, u8)> {
        [
            (Trait::Ethnicity, self.ethnicity),
            (Trait::Marital, self.marital),
            (Trait::Education, self.education),
            (Trait::Political, self.political),
            (Trait::Residence, Some(self.residence.in_keys())),
        ]
        .into_iter()
        .filter_map(|(t, code)| code.map(|c| (t, c)))
    }
}

impl Row for Resident {
    const TAG: u8 = 0x1A;
    const NAME: &'static str = "resident";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[
            &Resident::BY_HOUSEHOLD,
            &Resident::BY_NUMBER,
            &Resident::BY_PHONE,
            &Resident::BY_PHONE_END,
            &Resident::BY_WORD,
            &Resident::BY_BIRTH,
            &Resident::GRID_BIRTH,
            &Resident::BY_TRAIT,
            &Resident::BY_GRID,
        ]
    }
    fn tally(&self, tally: &mut Tally) {
        if self.gone.is_none() {
            let born = self.birth.map_or(0, Day::month);
            tally.one(&RESIDENTS_BY_GRID, self.grid);
            tally.one(&RESIDENTS_BORN, (born, self.sex.digit()));
            tally.one(&RESIDENTS_BORN_GRID, (self.grid, born, self.sex.digit()));
            for (t, code) in self.traits() {
                tally.one(&RESIDENTS_BY_TRAIT, (t.number(), code, self.grid));
            }
        }
    }
}
