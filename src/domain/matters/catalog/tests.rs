mod answers;

use std::collections::BTreeSet;

use super::load::{self, CatalogueError, check, fingerprint};
use super::search::{Hit, find, initials};
use super::*;

fn catalogue() -> Shipped {
    match shipped() {
        Ok(shipped) => shipped,
        Err(bad) => panic!("{bad}"),
    }
}

#[test]
fn the_shipped_catalogue_is_sound_and_whole() {
    let shipped = catalogue();
    assert!(shipped.services.len() >= 45, "only {} services", shipped.services.len());
    let used = |has: &dyn Fn(&ServiceSpec) -> Vec<&'static str>| -> BTreeSet<&'static str> {
        shipped.services.iter().flat_map(has).collect()
    };
    let all = |codes: Vec<&'static str>| codes.into_iter().collect::<BTreeSet<_>>();
    assert_eq!(used(&|s| vec![s.category.code()]), all(Category::ALL.iter().map(|w| w.code()).collect()));
    assert_eq!(used(&|s| vec![s.line.code()]), all(WindowLine::ALL.iter().map(|w| w.code()).collect()));
    assert_eq!(used(&|s| vec![s.item_type.code()]), all(ItemType::ALL.iter().map(|w| w.code()).collect()));
    assert_eq!(used(&|s| vec![s.mechanism.code()]), all(Mechanism::ALL.iter().map(|w| w.code()).collect()));
    assert_eq!(
        used(&|s| s.situation.iter().map(|w| w.code()).collect()),
        all(LifeSituation::ALL.iter().map(|w| w.code()).collect())
    );
    assert_eq!(used(&|s| s.papers.iter().map(|w| w.code()).collect()), all(PaperKind::ALL.iter().map(|w| w.code()).collect()));
    assert_eq!(Category::ALL.len(), 14);
}

#[test]
fn twenty_certificates_are_refused() {
    let refused = catalogue().refused;
    assert_eq!(refused.len(), 20);
    for one in &refused {
        assert!(!one.why.is_empty() && !one.instead.is_empty(), "{}", one.code);
    }
    assert!(refused.iter().any(|one| one.name == "健在证明"));
}

#[test]
fn no_service_asks_for_a_refused_certificate() {
    let shipped = catalogue();
    for service in &shipped.services {
        for material in &service.materials {
            for refused in &shipped.refused {
                assert_ne!(material.name, refused.name, "{}", service.code);
            }
        }
    }
}

#[test]
fn a_spec_survives_both_of_its_forms() {
    for spec in catalogue().services {
        let toml = toml::to_string(&spec).unwrap();
        assert_eq!(toml::from_str::<ServiceSpec>(&toml).unwrap(), spec);
        let row = postcard::to_allocvec(&spec).unwrap();
        assert_eq!(postcard::from_bytes::<ServiceSpec>(&row).unwrap(), spec);
    }
}

#[test]
fn every_fault_is_told() {
    let good = catalogue().services.remove(0);
    assert_eq!(check(&good), Vec::<String>::new());
    let faulty = |change: fn(&mut ServiceSpec)| {
        let mut spec = good.clone();
        change(&mut spec);
        assert_ne!(fingerprint(&spec), fingerprint(&good));
        check(&spec).join(" / ")
    };
    assert!(faulty(|s| s.code = "Bad Code".into()).starts_with("code:"));
    assert!(faulty(|s| s.name = " ".into()).starts_with("name:"));
    assert!(faulty(|s| s.item_type = ItemType::Immediate).starts_with("limit_days:") ^ (good.limit_days == 0));
    assert!(faulty(|s| s.limit_days = 500).starts_with("limit_days:"));
    assert!(faulty(|s| s.fields.push(s.fields[0].clone())).contains("listed twice"));
    assert!(faulty(|s| s.papers.clear()).contains("no receipt"));
    assert!(faulty(|s| s.policy[0].title = "《某法》".into()).contains("book-title"));
    assert!(faulty(|s| s.fields[0].kind = FieldKind::Choice { options: vec!["一".into()] }).contains("options"));
    assert!(faulty(|s| s.fields[0].full_number_on_form = true).contains("in full"));
    assert!(faulty(|s| s.departments.push("x".into())).contains("departments:") ^ (good.item_type == ItemType::Joint));
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let files = [("x.toml".to_owned(), "[[service]]\ncolour = 1\n".to_owned())];
    let Err(CatalogueError::Unreadable { file, cause }) = load::parse(&files) else {
        panic!("accepted");
    };
    assert_eq!(file, "x.toml");
    assert!(cause.contains("line 2") && cause.contains("colour"), "{cause}");
}

#[test]
fn people_find_what_they_need() {
    let shipped = catalogue();
    let first = |query: &str| find(&shipped.services, &shipped.refused, query).first().map(|hit: &Hit<'_>| hit.code().to_owned());
    for (query, code) in [
        ("低保", "mz-dibao"),
        ("我要办低保", "mz-dibao"),
        ("居住证", "zh-juzhuzheng"),
        ("路灯", "ss-ludeng"),
        ("孕妇联系卡", "jh-yunfu-ka"),
        ("高龄津贴", "ll-gaoling"),
        ("gljt", "ll-gaoling"),
        ("gaolingjintie", "ll-gaoling"),
        ("廉租房", "zf-gongzufang"),
        ("健在证明", "zm-jianzai"),
        ("无犯罪", "zm-wufanzui"),
        ("Birth registration", "jh-shengyu-dengji"),
    ] {
        assert_eq!(first(query).as_deref(), Some(code), "{query}");
    }
    assert_eq!(first(""), None);
    assert_eq!(first("量子纠缠"), None);
    assert_eq!(initials("居住证"), "jzz");
}

#[test]
fn the_display_names_are_in_both_languages() {
    let texts = [
        include_str!("../../../../assets/locales/zh-CN/catalogue.ftl"),
        include_str!("../../../../assets/locales/en/catalogue.ftl"),
    ];
    let keys = Category::ALL
        .iter()
        .map(|w| w.key())
        .chain(WindowLine::ALL.iter().map(|w| w.key()))
        .chain(LifeSituation::ALL.iter().map(|w| w.key()))
        .chain(ItemType::ALL.iter().map(|w| w.key()))
        .chain(Mechanism::ALL.iter().map(|w| w.key()))
        .chain(Channel::ALL.iter().map(|w| w.key()))
        .chain(PaperKind::ALL.iter().map(|w| w.key()));
    for key in keys {
        for text in texts {
            assert!(text.lines().any(|line| line.starts_with(&format!("{key} = "))), "{key}");
        }
    }
}

fn empty_store() -> crate::store::Store {
    crate::store::Store::new(std::sync::Arc::new(crate::store::engine::MemoryEngine::default()), crate::domain::TABLES).unwrap()
}

/// Seeding, editing and retiring as an office lives through them over several releases.
#[test]
fn versions_are_kept_and_the_offices_words_stand() {
    use crate::{base::Stamp, domain::office::who::Actor};
    let store = empty_store();
    let mut specs: Vec<ServiceSpec> = catalogue().services.into_iter().take(3).collect();
    let seed_now = |specs: &[ServiceSpec]| {
        let specs = specs.to_vec();
        store.write_wait(move |tx| seed(tx, &specs, Stamp(1))).unwrap()
    };
    assert_eq!(seed_now(&specs), Seeded { added: 3, updated: 0, kept: 0 });
    assert_eq!(seed_now(&specs), Seeded::default(), "seeding again changes nothing");

    specs[0].limit_days += 1; // a new release
    assert_eq!(seed_now(&specs), Seeded { added: 0, updated: 1, kept: 0 });

    let by = Actor::Account(crate::base::Id::new(7));
    let mut ours = specs[1].clone();
    ours.who = "本社区的居民".into();
    let edited = {
        let ours = ours.clone();
        store.write_wait(move |tx| edit(tx, by, &ours, Stamp(2))).unwrap()
    };
    assert_eq!((edited.no, edited.by), (2, by));
    specs[1].limit_days += 1;
    assert_eq!(seed_now(&specs), Seeded { added: 0, updated: 0, kept: 1 });
    assert_eq!(offer(&store, &ours.code).unwrap().spec, ours, "the office's words stand");
    let all = versions(&store, edited.service).unwrap();
    assert_eq!(all.iter().map(|v| v.no).collect::<Vec<_>>(), [2, 1]);
    assert_ne!(all[1].read().unwrap(), ours, "the first version still says what it said");

    let code = specs[2].code.clone();
    let same = code.clone();
    store.write_wait(move |tx| retire(tx, by, &same, Stamp(3))).unwrap();
    let offered = Catalogue::read(&store, vec![]).unwrap();
    assert_eq!(offered.offers().len(), 2);
    assert!(offered.by_code(&code).is_none());
    let same = code.clone();
    store.write_wait(move |tx| restore(tx, by, &same, Stamp(4))).unwrap();
    assert!(Catalogue::read(&store, vec![]).unwrap().by_code(&code).is_some());

    let mut bad = ours;
    bad.fields.clear();
    let refused = store.write_wait(move |tx| edit(tx, by, &bad, Stamp(5)));
    assert!(matches!(refused, Err(crate::base::Failure::Invalid(_))), "{refused:?}");
}

#[test]
fn the_catalogue_is_listed_and_searched_from_the_store() {
    let store = empty_store();
    let Shipped { services, refused } = catalogue();
    let count = services.len();
    store.write_wait(move |tx| seed(tx, &services, crate::base::Stamp(1))).unwrap();
    let all = Catalogue::read(&store, refused).unwrap();
    assert_eq!(all.offers().len(), count);
    assert_eq!(Category::ALL.iter().map(|c| all.in_category(*c).count()).sum::<usize>(), count);
    assert!(all.in_situation(LifeSituation::Birth).any(|offer| offer.spec.code == "jh-yunfu-ka"));
    assert!(matches!(all.search("健在").first(), Some(Found::Refused(one)) if one.code == "zm-jianzai"));
    assert!(matches!(all.search("ludeng").first(), Some(Found::Offer(one)) if one.spec.code == "ss-ludeng"));
}
