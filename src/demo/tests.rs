use std::{collections::HashSet, sync::Arc};

use super::*;
use crate::{
    base::{Day, Keys},
    domain::{
        TABLES,
        matters::items::{self, Item, StateTag},
        places::grids::{Grid, Post, PostRole},
        registry::{
            people::{Household, Resident, codes},
            visits::Visit,
        },
    },
    store::{Range, Read, engine::MemoryEngine},
};

fn options() -> Options {
    Options { until: Stamp::at(Day::ymd(2026, 11, 21).unwrap(), 9, 0), password: "x".into(), recovery: "y".into(), seed: 1 }
}

/// A community of the same shape, small enough for a test.
fn small(code: &str) -> Profile {
    let mut p = Profile::shipped(code).unwrap();
    let cut = |n: &mut u32, by: u32, least: u32| *n = (*n / by).max(least.min(*n));
    let grids = p.territory.small;
    cut(&mut p.territory.households, 20, grids.max(40));
    p.territory.residents = p.territory.households * 11 / 5;
    cut(&mut p.year.items, 10, 150);
    p.year.items = p.year.items.min(1_500);
    cut(&mut p.year.disputes, 100, 3);
    cut(&mut p.year.petitions, 100, 2);
    p.year.closed = p.year.items - p.year.waiting - p.year.dropped - 12;
    p.year.visits = 300;
    p
}

fn load_small(code: &str) -> (Store, Profile, Loaded) {
    let store = Store::new(Arc::new(MemoryEngine::default()), TABLES).unwrap();
    let profile = small(code);
    let keys = Keys::new(&[7; 64], &[8; 32]);
    let mut told = 0;
    let loaded = load(&store, &keys, &profile, &options(), &mut |_| told += 1).unwrap();
    assert!(told > 2);
    let report = store.check().unwrap();
    assert!(report.is_clean(), "{:?}", report.problems);
    (store, profile, loaded)
}

fn all<R: crate::store::Row>(store: &Store) -> Vec<R> {
    let mut rows = Vec::new();
    store
        .each(&Range::<R>::table(), |row| {
            rows.push(row);
            Ok(())
        })
        .unwrap();
    rows
}

/// The figures of the real communities, written out a second time.
#[test]
fn every_profile_says_what_the_place_says() {
    type Holds = fn(&Profile) -> bool;
    let figures: &[(&str, Holds)] = &[
        ("meihu", |p| {
            p.territory.households == 3193
                && p.territory.residents > 7000
                && (p.territory.large, p.territory.small) == (3, 9)
                && p.posts.full_time == 18
        }),
        ("hanjiang", |p| {
            p.territory.communities == 46
                && p.territory.small == 354
                && (p.posts.leaders, p.posts.informants, p.posts.volunteers) == (354, 786, 1645)
                && p.year.items == 2346 + 78
        }),
        ("qishuyan", |p| {
            p.territory.residents == 57_000
                && (p.territory.communities, p.territory.small) == (7, 35)
                && (p.posts.leaders, p.posts.full_time, p.posts.part_time, p.posts.liaisons, p.posts.volunteers)
                    == (35, 35, 33, 17, 444)
                && p.year.items == 22_107
                && p.year.closed * 10_000 / p.year.items == 9985
        }),
        ("nanxiashu", |p| {
            (p.territory.small, p.territory.dedicated) == (48, 6)
                && (p.posts.leaders, p.posts.full_time, p.posts.part_time, p.posts.liaisons, p.posts.volunteers)
                    == (54, 54, 189, 30, 57)
                && p.year.items == 29_211
                && p.year.closed * 10_000 / p.year.items == 9993
        }),
        ("wujin", |p| {
            (p.posts.leaders, p.posts.full_time, p.posts.part_time, p.posts.volunteers) == (793, 938, 2803, 3469)
                && (p.year.items, p.year.visits) == (564_929, 650_883)
                && u64::from(p.year.closed) * 10_000 / u64::from(p.year.items) == 9833
        }),
        ("laocheng", |p| {
            p.posts.window == 16
                && p.territory.communities == 7
                && p.year.items == 1873
                && p.year.petitions == 107
                && p.year.satisfied_per_mille == 998
        }),
    ];
    assert_eq!(Profile::codes().len(), figures.len());
    for (code, holds) in figures {
        let profile = Profile::shipped(code).unwrap();
        assert_eq!(profile.code, *code);
        assert!(holds(&profile), "{code}");
    }
    assert_eq!(Profile::shipped("nowhere"), Err(Failure::NotFound));
}

#[test]
fn a_community_comes_out_as_its_profile_says() {
    for code in Profile::codes() {
        let (store, p, loaded) = load_small(&code);
        let (t, y) = (p.territory, p.year);
        assert_eq!(store.rows::<Grid>().unwrap(), i64::from(t.large + t.small + t.dedicated), "{code}");
        assert_eq!(store.rows::<Household>().unwrap(), i64::from(t.households), "{code}");
        assert_eq!(store.rows::<Resident>().unwrap(), i64::from(t.residents), "{code}");
        assert_eq!(store.rows::<Visit>().unwrap(), i64::from(y.visits), "{code}");
        let desk = items::desk(&store, options().until).unwrap();
        assert_eq!(
            (desk.reported, desk.closed, desk.waiting),
            (i64::from(y.items), i64::from(y.closed), i64::from(y.waiting)),
            "{code}"
        );
        assert_eq!(loaded.accounts.len(), Role::ALL.len(), "an account of each role: {:?}", loaded.accounts);
        let posts: Vec<Post> = all(&store);
        let held = |role| posts.iter().filter(|post| post.role == role).count() as u32;
        assert_eq!(
            (held(PostRole::Leader), held(PostRole::FullTime), held(PostRole::PartTime), held(PostRole::Volunteer)),
            (p.posts.leaders, p.posts.full_time, p.posts.part_time, p.posts.volunteers),
            "{code}"
        );
        for grid in all::<Grid>(&store) {
            assert!(posts.iter().any(|post| post.grid == grid.id), "{code}: nobody answers for {}", grid.name);
        }
    }
}

#[test]
fn every_item_has_lived_by_the_rules() {
    let (store, p, _) = load_small("meihu");
    let until = options().until;
    let (mut services, mut late, mut closed) = (HashSet::new(), 0, 0);
    for item in all::<Item>(&store) {
        assert_eq!(items::check_chain(&store, &item).unwrap(), None, "{}", item.no);
        let events = items::history(&store, item.id).unwrap();
        assert!(events.windows(2).all(|w| w[0].at <= w[1].at), "time runs backwards: {events:?}");
        assert!(events.iter().all(|e| e.at <= until), "{} ends in the future", item.no);
        for event in events.iter().skip(1) {
            assert!(event.action.rule(event.from.unwrap()).is_some());
        }
        let close = events.iter().find(|e| e.action == items::Action::Close);
        assert!(close.is_none_or(|e| e.actor.account() != item.handler), "the verifier is never the handler");
        assert_eq!(item.state.tag.open(), item.ended.is_none());
        services.insert(item.service_code.clone());
        closed += usize::from(item.in_time().is_some());
        late += usize::from(item.in_time() == Some(false));
    }
    assert!(services.len() > 50, "only {} services", services.len());
    assert!(late > 0 && late * 20 < closed, "{late} of {closed} late");
    let petitions = all::<Item>(&store).into_iter().filter(|i| i.service_code == "xf-xinfang");
    assert!(petitions.clone().all(|i| matches!(i.state.tag, StateTag::Closed | StateTag::Rated)));
    assert_eq!(petitions.count() as u32, p.year.petitions);
}

#[test]
fn people_are_sound() {
    let (store, ..) = load_small("meihu");
    let keys = Keys::new(&[7; 64], &[8; 32]);
    let people: Vec<Resident> = all(&store);
    for one in &people {
        let number = keys.seal.open_number(one.number.as_ref().unwrap()).unwrap();
        assert_eq!((number.birth(), number.sex()), (one.birth.unwrap(), one.sex));
        assert!(!one.pinyin.is_empty() && one.birth.unwrap() < options().until.day());
        assert!(codes::RELATIONS.name(one.relation.0).is_some(), "relation {:?}", one.relation);
        assert!(one.marital.is_none_or(|code| codes::MARITALS.name(code).is_some()));
        assert!(one.education.is_none_or(|code| codes::EDUCATIONS.name(code).is_some()));
        assert!(one.political.is_none_or(|code| codes::POLITICALS.name(code).is_some()));
        assert!(one.ethnicity.is_none_or(|code| codes::ETHNICITIES.name(code).is_some()));
    }
    for household in all::<Household>(&store) {
        let heads: Vec<_> = people.iter().filter(|r| r.household == household.id && r.relation.0 == 2).collect();
        assert_eq!(heads.len(), 1);
        assert_eq!(household.head, Some(heads[0].id));
    }
}

#[test]
fn the_same_seed_gives_the_same_community() {
    let facts = || {
        let (store, ..) = load_small("laocheng");
        let items: Vec<_> = all::<Item>(&store).into_iter().map(|i| (i.no, i.title, i.place, i.head)).collect();
        let people: Vec<_> = all::<Resident>(&store).into_iter().map(|r| (r.name, r.birth, r.phone)).collect();
        (items, people)
    };
    assert_eq!(facts(), facts());
}

#[test]
fn a_store_in_use_is_left_alone() {
    let (store, profile, _) = load_small("laocheng");
    let keys = Keys::new(&[7; 64], &[8; 32]);
    let again = load(&store, &keys, &profile, &options(), &mut |_| {});
    assert_eq!(again, Err(Failure::refused("demo-store-not-empty")));
}
