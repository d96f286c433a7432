//! The checks, one after the other, and what is kept held against recounts.
mod keeping;
mod table;

use super::*;
use crate::{
    base::{CitizenNumber, Day, Failure, Id, Keys, Name, Stamp},
    domain::{
        office::who::{Actor, Staff},
        places::grids::{self, Grid, House},
        registry::{
            moves::{self, Departure},
            people::{Household, HouseholdForm, Particulars, Relation, Resident, members},
            registers::{self, Draft, Entry, Field, Kind, Say, Subject, Table},
        },
    },
    gone::departure,
    ground,
    store::{Read, Store, Tx},
};

/// 2026-09-21
const T0: Stamp = Stamp(1_790_000_000_000);
const WHO: (Actor, Stamp) = (Actor::System, T0);

struct Town {
    store: Store,
    keys: Keys,
    grids: Vec<Id<Grid>>,
    houses: Vec<Id<House>>,
    staff: Id<Staff>,
}

fn number(n: usize) -> CitizenNumber {
    let body = format!("32021119{:02}{:02}{:02}{:03}", 30 + n % 60, 1 + n % 12, 1 + n % 28, n % 1000);
    CitizenNumber::parse(&format!("{body}{}", CitizenNumber::check_digit(&body).unwrap())).unwrap()
}

fn name(n: usize) -> Name {
    let given = ["秀英", "建国", "桂兰", "小明", "玉梅"][n % 5];
    Name::parse(&format!("{}{given}", ["王", "李", "张", "陈"][n % 4])).unwrap()
}

/// Somebody who heads a household, of whom nothing but the name is known.
fn head(n: usize) -> Particulars {
    Particulars::new(name(n), Relation::HEAD)
}

impl Town {
    /// Two grids of two buildings with ten houses each.
    fn new() -> Self {
        let store = ground::store();
        let made = store.write_wait(|tx| {
            let (mut grids, mut houses) = (Vec::new(), Vec::new());
            for n in 1..=2_u16 {
                let grid = ground::grid(tx, n, T0)?;
                for b in 1..=2 {
                    let building = ground::building(tx, grid, &format!("{n}{b}幢"), T0)?;
                    for room in 1..=5 {
                        houses.push(grids::ensure_house(tx, building, "", &format!("{room}01"))?.id);
                    }
                }
                grids.push(grid);
            }
            let form = grids::StaffForm { name: name(0), phone: None, title: String::new(), department: String::new() };
            Ok((grids, houses, grids::create_staff(tx, WHO.0, T0, form)?.id))
        });
        let (grids, houses, staff) = made.unwrap();
        Town { store, keys: ground::keys(), grids, houses, staff }
    }
    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>, &Keys) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let keys = self.keys.clone();
        self.store.write_wait(move |tx| work(tx, &keys))
    }
    fn home(&self, house: usize, head: Particulars) -> (Household, Resident) {
        let house = self.houses[house % self.houses.len()];
        let form = HouseholdForm { house, phone: None };
        self.write(move |tx, k| moves::create_household(tx, &k.seal, WHO, form, head, None)).unwrap()
    }
    fn member(&self, home: &Household, p: Particulars) -> Resident {
        let home = home.id;
        self.write(move |tx, k| moves::add_member(tx, &k.seal, WHO, home, p, None)).unwrap()
    }
    /// A member moves out; where it was the head, the first of those who stay becomes it.
    fn gone(&self, who: (Actor, Stamp), r: &Resident) -> Result<(), Failure> {
        let staying = members(&self.store, r.household)?.into_iter().filter(|m| m.id != r.id && m.gone.is_none());
        let led = staying.enumerate().map(|(n, m)| (m.id, if n == 0 { Relation::HEAD } else { Relation(30) })).collect();
        let staying = if r.relation.is_head() { led } else { Vec::new() };
        let d = Departure { staying, ..departure(&[r.id], who.1.day()) };
        let home = r.household;
        self.write(move |tx, k| moves::depart(tx, &k.seal, who, home, d)).map(drop)
    }
    /// An entry with what is said and something in every field that must be filled in.
    fn entry(&self, code: &str, subject: Subject, from: Day, until: Option<Day>, said: &[(&str, &str)]) -> Entry {
        let t = registers::table(&self.store, code).unwrap();
        let draft = draft(&t, subject, Some(self.grids[0]), (from, until), said);
        let code = code.to_owned();
        self.write(move |tx, k| registers::create(tx, &k.seal, WHO, &code, &draft)).unwrap()
    }
    fn end(&self, e: &Entry, on: Day) {
        let (id, reason) = (e.id, registers::table(&self.store, &e.table).unwrap().ends[0].clone());
        let at = Stamp::at(on, 12, 0);
        self.write(move |tx, _| registers::end(tx, (Actor::System, at), (id, None), on, &reason)).unwrap();
    }
    fn visit(&self, home: &Household, at: Stamp) {
        let (staff, household) = (self.staff, Some(home.id));
        let new =
            crate::domain::registry::visits::NewVisit { staff, household, grid: None, at, outcomes: 1, note: String::new() };
        self.write(move |tx, _| crate::domain::registry::visits::record(tx, Actor::System, new, at)).unwrap();
    }
    /// What a check says of a household on a day.
    fn says(&self, home: &Household, key: &str, today: Day) -> Seen {
        let no = Check::parse(key).unwrap().no;
        let home = self.store.get(home.id).unwrap();
        of_household(&self.store, home, today).unwrap().into_iter().find(|f| f.no == no).unwrap().seen
    }
    fn state(&self, home: &Household, key: &str, today: Day) -> State {
        self.says(home, key, today).state
    }
    /// The same of an entry about no household.
    fn place(&self, e: &Entry, key: &str, today: Day) -> State {
        let no = Check::parse(key).unwrap().no;
        let e: Entry = self.store.get(e.id).unwrap();
        place(&e, today).into_iter().find(|f| f.no == no).map_or(State::NotApplicable, |f| f.seen.state)
    }
}

fn sample(f: &Field) -> String {
    match f.kind {
        Kind::Choice | Kind::Choices => f.options[0].clone(),
        Kind::Code => f.code_table().unwrap().all()[1].name.to_owned(),
        Kind::YesNo => "是".into(),
        Kind::Phone => "13812345678".into(),
        Kind::Person => "赵小明".into(),
        Kind::Date => "2025-06-01".into(),
        Kind::Number | Kind::Decimal | Kind::Money => f.min.unwrap_or(1).max(1).to_string(),
        _ => "说明".into(),
    }
}

fn draft(t: &Table, subject: Subject, grid: Option<Id<Grid>>, (from, until): (Day, Option<Day>), said: &[(&str, &str)]) -> Draft {
    let says = t.fields.iter().filter_map(|f| match said.iter().find(|(k, _)| *k == f.key) {
        Some((_, text)) => Some((f.key.clone(), Say::Text((*text).to_owned()))),
        None => f.required.then(|| (f.key.clone(), Say::Text(sample(f)))),
    });
    let grid = grid.filter(|_| subject == Subject::None);
    Draft { subject, grid, says: says.collect(), from, until }
}

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::ymd(y, m, d).unwrap()
}
