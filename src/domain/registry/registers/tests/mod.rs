//! Registers, held against what the issue lists, against masks written by hand, and against recounts.
mod definitions;
mod life;
mod sheets;
mod sight;

use super::*;
use crate::{
    base::{CitizenNumber, Day, Failure, Id, Keys, Name, Stamp},
    domain::{
        office::who::{Actor, Role},
        places::{
            grids::{self, Grid},
            reader::Reader,
        },
        registry::people::{self, Household, HouseholdForm, Particulars, Relation, Resident},
    },
    ground,
    store::{Read, Store, Tx},
};

pub(super) const AT: Stamp = Stamp(1_790_000_000_000);
/// Somebody who serves some grids today.
pub(super) fn reader(roles: &[Role], grids: &[Id<Grid>]) -> Reader {
    Reader::new(Id::new(1), roles.to_vec(), grids.to_vec(), AT)
}

/// Somebody who sees and changes everything.
pub(super) fn everything() -> Reader {
    reader(&Role::ALL, &[])
}

pub(super) const WHO: (Actor, Stamp) = (Actor::System, AT);

/// An office with two grids, twenty households of two, each with a citizen number.
pub(super) struct Office {
    pub(super) store: Store,
    pub(super) keys: Keys,
    pub(super) grids: [Id<Grid>; 2],
    pub(super) homes: Vec<(Household, Resident, String)>,
}

pub(super) fn number(n: usize) -> String {
    let body = format!("32021119{:02}{:02}{:02}{:03}", 30 + n % 60, 1 + n % 12, 1 + n % 28, n % 1000);
    format!("{body}{}", CitizenNumber::check_digit(&body).unwrap())
}

impl Office {
    pub(super) fn new() -> Self {
        let store = ground::store();
        let keys = ground::keys();
        let seal = keys.seal.clone();
        let made = store.write_wait(move |tx| {
            let grids = [ground::grid(tx, 1, AT)?, ground::grid(tx, 2, AT)?];
            let mut homes = Vec::new();
            for (b, g) in grids.iter().enumerate() {
                let building = ground::building(tx, *g, &format!("{}幢", b + 1), AT)?;
                for i in 0..10 {
                    let house = grids::ensure_house(tx, building, "1单元", &format!("{}01", i + 1))?.id;
                    let name = Name::parse(&format!("王{}英", "一二三四五六七八九十".chars().nth(i).unwrap())).unwrap();
                    let no = number(b * 10 + i);
                    let parsed = CitizenNumber::parse(&no).unwrap();
                    let form = HouseholdForm { house, phone: None };
                    let head = Particulars::new(name, Relation::HEAD);
                    let (home, head) = people::create_household(tx, &seal, WHO, form, head, Some(&parsed))?;
                    homes.push((home, head, no));
                }
            }
            Ok((grids, homes))
        });
        let (grids, homes) = made.unwrap();
        Office { store, keys, grids, homes }
    }
    pub(super) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>, &Keys) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let keys = self.keys.clone();
        self.store.write_wait(move |tx| work(tx, &keys))
    }
    pub(super) fn subject(&self, t: &Table, n: usize) -> Subject {
        let (home, head, _) = &self.homes[n % self.homes.len()];
        match t.about {
            About::Resident => Subject::Resident(head.id),
            About::Household => Subject::Household(home.id),
            About::House => Subject::House(home.house),
            About::None => Subject::None,
        }
    }
    /// A draft with every field filled in from `n`.
    pub(super) fn draft(&self, t: &Table, n: usize) -> Draft {
        let says = t.fields.iter().map(|f| (f.key.clone(), Say::Text(sample(f, n)))).collect();
        let from = Day::ymd(2025, 1, 1).unwrap().plus(i32::try_from(n % 300).unwrap());
        let until = (!t.until.is_empty()).then(|| from.plus(400));
        let grid = (t.about == About::None).then(|| self.grids[n % 2]);
        Draft { subject: self.subject(t, n), grid, says, from, until }
    }
    pub(super) fn create(&self, t: &Table, n: usize) -> Result<Entry, Failure> {
        let (draft, code) = (self.draft(t, n), t.code.clone());
        self.write(move |tx, keys| create(tx, &keys.seal, WHO, &code, &draft))
    }
}

/// A text that a field takes, another one for another `n` where there are several.
pub(crate) fn sample(f: &Field, n: usize) -> String {
    let option = |k: usize| f.options[(n + k) % f.options.len()].clone();
    let whole = |n: usize| {
        let (min, max) = (f.min.unwrap_or(0), f.max.unwrap_or(1_000_000));
        min + i64::try_from(n).unwrap() % (max - min + 1)
    };
    match f.kind {
        Kind::Text | Kind::LongText if !f.pattern.is_empty() => f
            .pattern
            .chars()
            .enumerate()
            .map(|(i, c)| match c {
                '0' => char::from_digit(((n >> i) % 10) as u32, 10).unwrap(),
                'A' => char::from(b'A' + u8::try_from((n + i) % 26).unwrap()),
                '?' => char::from_digit(((n + i) % 10) as u32, 10).unwrap(),
                c => c,
            })
            .collect(),
        Kind::Text => format!("={n}（甲）A-1,\"b\"").chars().take(f.longest()).collect(),
        Kind::LongText => format!("第一行{n}，'引号'\n第二行；\t").trim().to_owned(),
        Kind::Number => whole(n).to_string(),
        Kind::Decimal => format!("{}.{}", whole(n).min(9999), 1 + n % 9),
        Kind::Money => format!("{}.{:02}", whole(n).min(90_000), n % 100),
        Kind::Date => Day::ymd(2024, 2, 28).unwrap().plus(i32::try_from(n % 900).unwrap()).to_string(),
        Kind::Choice => option(0),
        Kind::Choices => [option(0), option(1)].join("、"),
        Kind::Code => {
            let all = f.code_table().unwrap().all();
            all[n % all.len()].name.to_owned()
        }
        Kind::YesNo => if n.is_multiple_of(2) { "是" } else { "否" }.to_owned(),
        Kind::Phone => format!("138{:08}", 10_000_000 + n),
        Kind::Person => format!("李{}", ["建国", "秀英", "𠅤明", "阿依古丽·买买提"][n % 4]),
        Kind::CitizenNumber => number(n + 40),
    }
}
