//! Buildings, houses, households and the people in them.
use std::collections::HashSet;

use super::{
    Options,
    dice::Dice,
    names::{Names, community_name},
    profile::Profile,
    sink::Sink,
    staff::{GridPlan, phone},
};
use crate::{
    base::{CitizenNumber, Crockford, Day, Failure, Id, Keys, Name, Phone, SealedNumber, Sex, Stamp},
    domain::{
        places::grids::{Building, House},
        registry::{
            cards::Card,
            people::{Household, Relation, Residence, Resident, readings},
        },
    },
};

/// A household as items and visits need it.
pub(super) struct Home {
    pub(super) id: Id<Household>,
    pub(super) building: Id<Building>,
    pub(super) address: String,
    pub(super) head: Id<Resident>,
    pub(super) name: Name,
    pub(super) phone: Option<Phone>,
    pub(super) number: SealedNumber,
}

/// Counties that people move from: real division codes.
const ELSEWHERE: [&str; 16] = [
    "320923", "320924", "320925", "321322", "321323", "321324", "340122", "340123", "341125", "341222", "341225", "411322",
    "411525", "511321", "610922", "610924",
];

struct Maker<'a, 'b> {
    dice: Dice,
    names: &'a Names,
    keys: &'a Keys,
    sink: &'a mut Sink<'b>,
    today: Day,
    created: Stamp,
    county: String,
    used: HashSet<String>,
    residents: u64,
}

/// One person before it has a household.
struct Person {
    relation: u8,
    sex: Sex,
    age: i64,
    surname: &'static str,
}

/// Makes the register. The homes come grid by grid, in the order of `grids`.
pub(super) fn make(
    profile: &Profile,
    options: &Options,
    names: &Names,
    keys: &Keys,
    grids: &[GridPlan],
    sink: &mut Sink<'_>,
) -> Result<Vec<Vec<Home>>, Failure> {
    let mut dice = Dice::new(options.seed, 2);
    let sizes = sizes(profile, &mut dice);
    let today = options.until.day();
    let mut make = Maker {
        dice,
        names,
        keys,
        sink,
        today,
        created: Stamp::at(today.plus(-400), 10, 0),
        county: profile.division.county().to_owned(),
        used: HashSet::with_capacity(sizes.len() * 3),
        residents: 0,
    };
    let basic = grids.iter().filter(|g| !g.dedicated).count().max(1);
    let mut homes: Vec<Vec<Home>> = Vec::with_capacity(grids.len());
    let (mut nth, mut buildings, mut houses) = (0usize, 0u64, 0u64);
    let mut numbers: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
    let mut taken = 0usize;
    for plan in grids {
        let mut here = Vec::new();
        if !plan.dedicated {
            taken += 1;
            let upto = sizes.len() * taken / basic;
            let estate = estate(profile, plan, taken - 1);
            let mut rooms: Vec<(Id<Building>, String, String, String)> = Vec::new();
            while nth < upto {
                if rooms.is_empty() {
                    buildings += 1;
                    let no = numbers.entry(estate.clone()).or_insert(0);
                    *no += 1;
                    let (id, name) = (Id::new(buildings), format!("{no}幢"));
                    rooms = make.rooms(id, &estate, &name);
                    make.sink.add(Building { id, grid: plan.id, estate: estate.clone(), name })?;
                }
                let Some((building, unit, room, address)) = rooms.pop() else { continue };
                houses += 1;
                let house = Id::new(houses);
                make.sink.add(House { id: house, building, unit, room })?;
                if make.dice.chance(45) {
                    continue; // an empty flat
                }
                let size = sizes.get(nth).copied().unwrap_or(1);
                nth += 1;
                here.push(make.household(Id::new(nth as u64), house, building, plan, address, size)?);
                if nth.is_multiple_of(500) {
                    make.sink.progress("demo-stage-people", nth as u64, sizes.len() as u64);
                }
            }
        }
        homes.push(here);
    }
    make.sink.progress("demo-stage-people", nth as u64, sizes.len() as u64);
    Ok(homes)
}

fn estate(profile: &Profile, plan: &GridPlan, nth: usize) -> String {
    match profile.estates.get(nth % profile.estates.len().max(1)) {
        Some(estate) => estate.clone(),
        None => community_name(plan.community).replace("社区", "花园"),
    }
}

/// How many live in each household, together exactly as many as the profile says.
fn sizes(profile: &Profile, dice: &mut Dice) -> Vec<u8> {
    let t = profile.territory;
    let mut sizes: Vec<u8> =
        (0..t.households).map(|_| [1, 2, 3, 4, 5].get(dice.weighed(&[22, 38, 25, 10, 5])).copied().unwrap_or(2)).collect();
    let mut total: i64 = sizes.iter().map(|n| i64::from(*n)).sum();
    let wanted = i64::from(t.residents);
    while total != wanted {
        let at = usize::try_from(dice.below(sizes.len() as u64)).unwrap_or(0);
        if let Some(size) = sizes.get_mut(at) {
            if total < wanted && *size < 5 {
                *size += 1;
                total += 1;
            } else if total > wanted && *size > 1 {
                *size -= 1;
                total -= 1;
            }
        }
    }
    sizes
}

impl Maker<'_, '_> {
    /// The flats of a building, last one first.
    fn rooms(&mut self, id: Id<Building>, estate: &str, name: &str) -> Vec<(Id<Building>, String, String, String)> {
        let (units, floors, doors) = [(3, 6, 2), (4, 6, 2), (2, 11, 2), (1, 18, 4)]
            .get(self.dice.weighed(&[45, 25, 18, 12]))
            .copied()
            .unwrap_or((3, 6, 2));
        let mut rooms = Vec::new();
        for unit in (1..=units).rev() {
            for floor in (1..=floors).rev() {
                for door in (1..=doors).rev() {
                    let (unit, room) = (format!("{unit}单元"), format!("{floor}{door:02}"));
                    let address = format!("{estate}{name}{unit}{room}室");
                    rooms.push((id, unit, room, address));
                }
            }
        }
        rooms
    }

    fn household(
        &mut self,
        id: Id<Household>,
        house: Id<House>,
        building: Id<Building>,
        plan: &GridPlan,
        address: String,
        size: u8,
    ) -> Result<Home, Failure> {
        let floating = self.dice.chance(210);
        let members = self.members(size, floating);
        let origin = self.dice.word(&ELSEWHERE);
        let head = Id::new(self.residents + 1);
        let mut home = None;
        for member in members {
            self.residents += 1;
            let row = self.resident(Id::new(self.residents), id, plan, &member, floating.then_some(origin))?;
            if home.is_none() {
                home = Some(Home {
                    id,
                    building,
                    address: address.clone(),
                    head,
                    name: row.name.clone(),
                    phone: row.phone.clone(),
                    number: row.number.clone().ok_or_else(|| Failure::broken("demo: number"))?,
                });
            }
            self.sink.add(row)?;
        }
        let home = home.ok_or_else(|| Failure::broken("demo: empty household"))?;
        let phone = home.phone.clone();
        self.sink.add(Household {
            id,
            house,
            grid: plan.id,
            address,
            head: Some(head),
            phone,
            left: None,
            created: self.created,
        })?;
        let token = Crockford::from_bytes(self.dice.bytes());
        self.sink.add(Card { id: Id::new(id.raw()), household: id, token, issued: self.created, revoked: None })?;
        Ok(home)
    }

    /// Who lives together: the head first, relations by GB/T 4761.
    fn members(&mut self, size: u8, floating: bool) -> Vec<Person> {
        let own = self.names.surname(&mut self.dice);
        let other = self.names.surname(&mut self.dice);
        let dice = &mut self.dice;
        let old = !floating && size <= 2 && dice.chance(if size == 1 { 550 } else { 470 });
        let age = if old { dice.between(62, 90) } else { dice.between(26, 58) };
        let head_sex = if dice.chance(690) { Sex::Male } else { Sex::Female };
        let partner_sex = if head_sex == Sex::Male { Sex::Female } else { Sex::Male };
        let mut all = vec![Person { relation: 2, sex: head_sex, age, surname: own }];
        let child_surname = if head_sex == Sex::Male { own } else { other };
        let alone_with_child = size == 2 && !old && dice.chance(300);
        let partner = |dice: &mut Dice| Person {
            relation: if partner_sex == Sex::Female { 12 } else { 11 },
            sex: partner_sex,
            age: (age + dice.between(-4, 3)).max(22),
            surname: other,
        };
        let child = |dice: &mut Dice, only: bool| {
            let sex = if dice.chance(510) { Sex::Male } else { Sex::Female };
            let relation = if sex == Sex::Male { 20 } else { 30 } + u8::from(only);
            let oldest = (age - 22).max(0);
            Person { relation, sex, age: dice.between((age - 40).clamp(0, oldest), oldest), surname: child_surname }
        };
        let parent = |dice: &mut Dice, sex: Sex| Person {
            relation: if sex == Sex::Male { 51 } else { 52 },
            sex,
            age: (age + dice.between(23, 32)).min(97),
            surname: if sex == Sex::Male { own } else { other },
        };
        match size {
            0 | 1 => {}
            2 if alone_with_child => all.push(child(dice, true)),
            2 => all.push(partner(dice)),
            3 => all.extend([partner(dice), child(dice, true)]),
            4 if dice.chance(450) => all.extend([partner(dice), child(dice, false), child(dice, false)]),
            4 => all.extend([partner(dice), child(dice, true), parent(dice, Sex::Female)]),
            _ => all.extend([partner(dice), child(dice, true), parent(dice, Sex::Male), parent(dice, Sex::Female)]),
        }
        all
    }

    fn resident(
        &mut self,
        id: Id<Resident>,
        household: Id<Household>,
        plan: &GridPlan,
        who: &Person,
        from: Option<&'static str>,
    ) -> Result<Resident, Failure> {
        let days = i32::try_from(who.age * 365 + who.age / 4 + self.dice.between(1, 360)).unwrap_or(9000);
        let birth = self.today.plus(-days);
        let name = self.names.full(&mut self.dice, who.surname, who.sex, birth.date().year());
        let name = Name::parse(&name).ok_or_else(|| Failure::broken("demo: name"))?;
        let number = self.number(birth, who.sex, from)?;
        let phoneless = if who.age < 12 {
            1000
        } else if who.age > 78 {
            250
        } else {
            20
        };
        let phone = (who.relation == 2 || !self.dice.chance(phoneless)).then(|| phone(&mut self.dice));
        let married = matches!(who.relation, 11 | 12) || who.relation == 2 && who.age > 30;
        let marital = if married {
            20
        } else if who.relation >= 50 {
            30
        } else {
            10
        };
        let education = match who.age {
            ..7 => None,
            7..13 => Some(80),
            13..16 => Some(70),
            16..60 => [20, 30, 60, 70].get(self.dice.weighed(&[28, 25, 27, 20])).copied(),
            _ => [60, 70, 80, 90].get(self.dice.weighed(&[20, 40, 33, 7])).copied(),
        };
        let political = if who.age >= 24 && self.dice.chance(90) {
            1
        } else if (14..28).contains(&who.age) && self.dice.chance(400) {
            3
        } else {
            13
        };
        let ethnicity = if self.dice.chance(985) {
            1
        } else {
            [3, 8, 6, 15, 1].get(self.dice.weighed(&[4, 2, 2, 2, 1])).copied().unwrap_or(1)
        };
        Ok(Resident {
            id,
            household,
            grid: plan.id,
            pinyin: readings(&name),
            name,
            relation: Relation(who.relation),
            number: Some(self.keys.seal.seal_number(&number)?),
            sex: who.sex,
            birth: Some(birth),
            ethnicity: Some(ethnicity),
            marital: Some(marital),
            education,
            political: Some(political),
            phone: phone.as_deref().and_then(Phone::parse),
            residence: if from.is_some() { Residence::Floating } else { Residence::Registered },
            note: String::new(),
            gone: None,
            created: self.created,
        })
    }

    /// A valid citizen number that nobody else here has.
    fn number(&mut self, birth: Day, sex: Sex, from: Option<&'static str>) -> Result<CitizenNumber, Failure> {
        let d = birth.date();
        loop {
            let local = from.is_none() && self.dice.chance(880);
            let county = if local { self.county.as_str() } else { from.unwrap_or_else(|| self.dice.word(&ELSEWHERE)) };
            let serial = self.dice.below(499) * 2 + if sex == Sex::Male { 1 } else { 2 };
            let body = format!("{county}{:04}{:02}{:02}{serial:03}", d.year(), d.month(), d.day());
            let check = CitizenNumber::check_digit(&body).ok_or_else(|| Failure::broken("demo: number"))?;
            if self.used.insert(body.clone()) {
                return CitizenNumber::parse(&format!("{body}{check}")).ok_or_else(|| Failure::broken("demo: number"));
            }
        }
    }
}
