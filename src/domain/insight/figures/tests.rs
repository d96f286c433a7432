//! Figures against recounts of every row, and their one text form.
use proptest::prelude::*;

use super::*;
use crate::{
    base::{Day, Failure, Id, Name, Stamp},
    domain::{
        matters::items,
        office::who::Actor,
        places::grids::{self, Grid},
        registry::{
            moves,
            people::{HouseholdForm, Particulars, Relation, Residence, Resident},
            visits,
        },
    },
    ground,
    store::{Range, Read, Store},
};

const WHO: (Actor, Stamp) = (Actor::System, Stamp(1_790_000_000_000));

/// Two grids with as many people as births are given, in households of one.
fn community(births: &[(Option<Day>, u8)]) -> (Store, Vec<Id<Grid>>) {
    let store = ground::store();
    let seal = ground::keys().seal;
    let births = births.to_vec();
    let grids = store.write_wait(move |tx| {
        let mut grids = Vec::new();
        for n in 1..=2u16 {
            let grid = ground::grid(tx, n, WHO.1)?;
            let building = ground::building(tx, grid, &format!("{n}幢"), WHO.1)?;
            for (i, (birth, sex)) in births.iter().enumerate().filter(|(i, _)| i % 2 == usize::from(n - 1)) {
                let house = grids::ensure_house(tx, building, "", &format!("{i}"))?.id;
                let mut p = Particulars::new(Name::parse("王秀英").unwrap(), Relation::HEAD);
                p.birth = *birth;
                p.sex = if *sex == 1 { Sex::Male } else { Sex::Female };
                p.political = Some(1).filter(|_| i % 5 == 0);
                p.residence = if i % 3 == 0 { Residence::Floating } else { Residence::Registered };
                moves::create_household(tx, &seal, WHO, HouseholdForm { house, phone: None }, p, None)?;
            }
            grids.push(grid);
        }
        Ok::<_, Failure>(grids)
    });
    (store, grids.unwrap())
}

fn recount(store: &Store, is: impl Fn(&Resident) -> bool) -> i64 {
    let mut n = 0;
    store
        .each(&Range::<Resident>::table(), |r| {
            n += i64::from(r.gone.is_none() && is(&r));
            Ok(())
        })
        .unwrap();
    n
}

/// All rows of a figure, by way of small pages.
fn all(store: &Store, figure: &Figure, today: Day) -> Vec<Resident> {
    let (mut out, mut after) = (Vec::new(), None);
    loop {
        let Rows::Residents(page) = rows(store, figure, today, after.as_ref(), 7).unwrap() else { panic!("residents") };
        out.extend(page.rows);
        match page.next {
            Some(c) => after = Some(c),
            None => return out,
        }
    }
}

fn day() -> impl Strategy<Value = Day> {
    (1920i16..2026, 1i8..=12, 1i8..=31).prop_filter_map("a day", |(y, m, d)| Day::ymd(y, m, d))
}

fn any_today() -> impl Strategy<Value = Day> {
    prop_oneof![
        Just(Day::ymd(2028, 2, 29).unwrap()),
        Just(Day::ymd(2027, 2, 28).unwrap()),
        Just(Day::ymd(2027, 3, 1).unwrap()),
        day()
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn ages_are_counted_as_every_row_says(
        births in prop::collection::vec(
            (prop::option::weighted(0.9, prop_oneof![day(), Just(Day::ymd(1968, 2, 29).unwrap())]), 1u8..=2), 1..60
        ),
        today in any_today(), from in 0u8..100, width in prop::option::of(0u8..40),
    ) {
        let (store, grids) = community(&births);
        let ages = Ages { from, to: width.map(|w| from + w) };
        for grid in [None, Some(grids[0]), Some(grids[1])] {
            for sex in [None, Some(Sex::Female)] {
                let figure = Figure { of: Of::Residents(ages, sex), grid };
                let is = |r: &Resident| {
                    let aged = ages == Ages::ANY || r.birth.is_some_and(|b| ages.has(b, today));
                    aged && sex.is_none_or(|s| s == r.sex) && grid.is_none_or(|g| g == r.grid)
                };
                let n = recount(&store, is);
                prop_assert_eq!(count(&store, &figure, today).unwrap(), n, "{}", figure);
                let listed = all(&store, &figure, today);
                prop_assert!(listed.iter().all(is));
                prop_assert_eq!(listed.len() as i64, n);
            }
        }
        for grid in [None, Some(grids[0]), Some(grids[1])] {
            let bands = pyramid(&store, grid, today).unwrap();
            prop_assert_eq!((bands.len(), bands[19].ages), (20, Ages::least(95)));
            for band in bands {
                for (sex, n) in [Sex::Male, Sex::Female].into_iter().zip(band.sexes) {
                    prop_assert_eq!(count(&store, &Figure { of: Of::Residents(band.ages, Some(sex)), grid }, today).unwrap(), n);
                }
            }
        }
        for (sex, grid) in [(None, None), (Some(Sex::Female), None), (None, Some(grids[1])), (Some(Sex::Male), Some(grids[0]))] {
            let figure = Figure { of: Of::AgeUnknown(sex), grid };
            let is = |r: &Resident| r.birth.is_none() && sex.is_none_or(|s| s == r.sex) && grid.is_none_or(|g| g == r.grid);
            let n = recount(&store, is);
            prop_assert_eq!(count(&store, &figure, today).unwrap(), n);
            prop_assert_eq!(all(&store, &figure, today).iter().filter(|r| is(r)).count() as i64, n);
        }
        for (t, code) in [(Trait::Political, 1), (Trait::Residence, 3), (Trait::Residence, 1)] {
            let figure = Figure { of: Of::Trait(t, code), grid: Some(grids[0]) };
            let n = recount(&store, |r| r.grid == grids[0] && r.traits().any(|x| x == (t, code)));
            prop_assert_eq!(count(&store, &figure, today).unwrap(), n);
            prop_assert_eq!(all(&store, &figure, today).len() as i64, n);
            let everywhere = recount(&store, |r| r.traits().any(|x| x == (t, code)));
            prop_assert_eq!(count(&store, &figure.within(None), today).unwrap(), everywhere);
        }
    }

    #[test]
    fn a_birth_between_the_bounds_is_an_age_between_the_ages(
        birth in day(), today in any_today(), from in 0u8..100, width in prop::option::of(0u8..40)
    ) {
        let ages = Ages { from, to: width.map(|w| from + w) };
        let (first, last) = births(ages, today);
        prop_assert_eq!((first..=last).contains(&birth), ages.has(birth, today));
    }
}

#[test]
fn a_figure_has_one_text_form() {
    let grid = Some(Id::new(7));
    let figures = [
        Of::Households,
        Of::Residents(Ages::ANY, None),
        Of::Residents(Ages { from: 60, to: Some(69) }, Some(Sex::Female)),
        Of::Residents(Ages::least(80), None),
        Of::AgeUnknown(None),
        Of::AgeUnknown(Some(Sex::Male)),
        Of::Trait(Trait::Residence, 3),
        Of::Entries("low-income".into(), Some(("class".into(), "全额保障".into()))),
        Of::Entries("own-table".into(), None),
        Of::Begun("floating".into(), 202_611),
        Of::monthly(&items::REPORTED, 202_611),
        Of::Monthly(&items::CLOSED, 202_611, Some(3)),
        Of::monthly(&visits::VISITED, 202_601),
    ];
    for of in figures {
        for grid in [None, grid] {
            let figure = Figure { of: of.clone(), grid };
            assert_eq!(Figure::parse(&figure.to_string()), Some(figure.clone()), "{figure}");
        }
    }
    for wrong in [
        "",
        "of=",
        "of=all",
        "of=residents&age=69-60",
        "of=residents&sex=x",
        "of=residents&trait=hair:3",
        "of=begun&table=x&month=202613",
        "of=reported",
        "of=reported&month=202611&category=x",
        "of=households&grid=x",
        "of=entries",
        "of=entries&table=x&by=y",
    ] {
        assert_eq!(Figure::parse(wrong), None, "{wrong}");
    }
}
