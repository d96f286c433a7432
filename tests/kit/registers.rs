//! Households, entries and what the log says of them, made through the domain.
use lianxin::{
    base::{CitizenNumber, Day, Id, Name},
    domain::{
        office::{audit, who::Actor},
        places::grids::{self, Grid},
        registry::{
            moves,
            people::{Household, HouseholdForm, Particulars, Relation, Resident},
            registers::{self, About, Draft, Entry, Field, Kind, Say, Subject, Table},
        },
    },
    store::{Dir, Read},
};

use super::{app::TestApp, gone::departure, ground};

/// A household with its head's number, in a grid.
pub(crate) fn household(
    app: &TestApp,
    grid: Id<Grid>,
    building: &str,
    room: &str,
    head: &str,
    no: &str,
) -> (Household, Resident) {
    let (at, keys, n) = (app.app.clock.now(), app.app.keys.seal.clone(), CitizenNumber::parse(no).unwrap());
    let (building, room, head) = (building.to_owned(), room.to_owned(), Name::parse(head).unwrap());
    let made = app.app.store.write_wait(move |tx| {
        let b = match grids::find_building(tx, "美湖花园", &building)? {
            Some(b) => b.id,
            None => ground::building(tx, grid, &building, at)?,
        };
        let house = grids::ensure_house(tx, b, "", &room)?.id;
        let form = HouseholdForm { house, phone: None };
        moves::create_household(tx, &keys, (Actor::System, at), form, Particulars::new(head, Relation::HEAD), Some(&n))
    });
    made.unwrap()
}

/// A member, not the head of others, moves out today.
pub(crate) fn gone(app: &TestApp, id: Id<Resident>) {
    let (at, keys) = (app.app.clock.now(), app.app.keys.seal.clone());
    let d = departure(&[id], at.day());
    let home = app.app.store.get::<Resident>(id).unwrap().household;
    app.app.store.write_wait(move |tx| moves::depart(tx, &keys, (Actor::System, at), home, d)).unwrap();
}

/// A text that a field takes.
pub(crate) fn sample(f: &Field, no: &str) -> String {
    match f.kind {
        Kind::CitizenNumber => no.to_owned(),
        Kind::Text if f.sealed() => format!("{no}42").chars().take(f.longest()).collect(),
        Kind::Text | Kind::LongText if f.pattern.is_empty() => "说明".repeat(3),
        Kind::Text | Kind::LongText => f.pattern.replace(['A', '?'], "1"),
        Kind::Number | Kind::Decimal | Kind::Money => f.min.unwrap_or(1).max(1).to_string(),
        Kind::Date => "2025-06-01".into(),
        Kind::Choice | Kind::Choices => f.options[0].clone(),
        Kind::Code => f.code_table().unwrap().all()[1].name.to_owned(),
        Kind::YesNo => "是".into(),
        Kind::Phone => "13812345678".into(),
        Kind::Person => "赵小明".into(),
    }
}

pub(crate) fn create(app: &TestApp, t: &Table, home: &Household, head: &Resident, no: &str) -> Entry {
    let subject = match t.about {
        About::Resident => Subject::Resident(head.id),
        About::Household => Subject::Household(home.id),
        About::House => Subject::House(home.house),
        About::None => Subject::None,
    };
    let says = t.fields.iter().map(|f| (f.key.clone(), Say::Text(sample(f, no)))).collect();
    let grid = (t.about == About::None).then_some(home.grid);
    let draft = Draft { subject, grid, says, from: Day::ymd(2026, 1, 5).unwrap(), until: None };
    let (keys, at, code) = (app.app.keys.seal.clone(), app.app.clock.now(), t.code.clone());
    app.app.store.write_wait(move |tx| registers::create(tx, &keys, (Actor::System, at), &code, &draft)).unwrap()
}

pub(crate) fn lines(app: &TestApp, action: &str) -> Vec<audit::Entry> {
    app.app.store.list(&audit::Entry::BY_ACTION.under(action.to_owned()), Dir::Forward, 99).unwrap()
}
