//! Which services, what a report is read as, what is filed once, and lists against a plain filter over all rows.
mod lists;

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{
    base::{Day, Failure, FieldErrors, Id, SealKey, Stamp},
    domain::{
        TABLES,
        matters::{
            catalog::{self, Catalogue, Category, FieldKind, FieldSpec, ServiceSpec, shipped},
            items::{Item, ItemNo, Link, Source, State, StateTag},
        },
        office::{audit, who::Actor},
        places::grids::{Building, Grid, GridKind, GridLevel},
    },
    store::{Dir, Range, Read, Store, engine::MemoryEngine},
};

/// Saturday 21 November 2026, 9:05.
fn start() -> Stamp {
    Stamp::at(Day::ymd(2026, 11, 21).unwrap(), 9, 5)
}

fn seal() -> SealKey {
    SealKey::new(&[7; 64])
}

struct World {
    store: Store,
    catalogue: Catalogue,
    key: ApiKey,
    grid: Id<Grid>,
    building: Building,
}

impl World {
    fn new() -> Self {
        let store = Store::new(Arc::new(MemoryEngine::new()), TABLES).unwrap();
        let (key, grid, building) = store
            .write_wait(|tx| {
                catalog::seed(tx, &shipped().unwrap().services, start())?;
                let grid = Grid {
                    id: tx.next_id()?,
                    code: crate::base::GridCode::parse("320211001001007").unwrap(),
                    name: "第七网格".into(),
                    kind: GridKind::Basic,
                    level: GridLevel::Small,
                    parent: None,
                    households: (300, 350),
                    note: String::new(),
                };
                tx.put(&grid)?;
                let building = Building { id: tx.next_id()?, grid: grid.id, estate: "美湖花园".into(), name: "12幢".into() };
                tx.put(&building)?;
                let key = make_key(tx, (Actor::System, start()), "随手拍".into(), secret_hash("secret"), 5_000)?;
                Ok((key, grid.id, building))
            })
            .unwrap();
        let catalogue = Catalogue::read(&store, Vec::new()).unwrap();
        World { store, catalogue, key, grid, building }
    }
    fn spec(&self, code: &str) -> &ServiceSpec {
        &self.catalogue.by_code(code).unwrap().spec
    }
    fn read(&self, code: &str, said: &[(&str, &str)]) -> Result<Report, Vec<(String, &'static str)>> {
        let building = Some(&self.building).filter(|_| said.iter().any(|(k, v)| *k == "address_id" && *v == "1"));
        let report = read(&params(said), self.spec(code), building, start().day(), &seal());
        report.map_err(|FieldErrors(all)| all.into_iter().map(|(name, reason)| (name, reason.key)).collect())
    }
    fn file(&self, code: &str, said: &[(&str, &str)], own: Option<&str>, at: Stamp) -> Result<Filed, Failure> {
        let report = self.read(code, said).unwrap();
        let offer = self.catalogue.by_code(code).unwrap();
        let filing = Filing::new(self.key.id, offer, report, form_keys(self.key.id, own, &params(said), at))?;
        self.store.write_wait(move |tx| file(tx, filing, at))
    }
}

fn params(said: &[(&str, &str)]) -> Params {
    Params::new(said.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
}

const LAMP: &[(&str, &str)] =
    &[("address_string", "美湖路12号门前"), ("attribute[kind]", "道路路灯"), ("attribute[fault]", "不亮")];

fn with<'a>(said: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = said.iter().filter(|(k, _)| !more.iter().any(|(m, _)| m == k));
    kept.chain(more).copied().collect()
}

#[test]
fn only_public_matters_are_offered() {
    let world = World::new();
    let codes: Vec<&str> = offered(&world.catalogue).map(|o| o.spec.code.as_str()).collect();
    // By hand from the shipped catalogue: lamps, covers, lifts and the like, no one's own affairs.
    let right = [
        "sc-laji",
        "sc-liulangquan",
        "sc-luandui",
        "sc-youyan",
        "sc-zaosheng",
        "ss-dianti",
        "ss-jianshen",
        "ss-jinggai",
        "ss-ludeng",
        "zh-yinhuan",
    ];
    assert_eq!(codes, right);
    // Each part of the rule by itself, on a service that has all of it.
    let lamp = world.spec("ss-ludeng");
    let field = |kind, required| FieldSpec {
        key: "more".into(),
        label: String::new(),
        ask: String::new(),
        hint: None,
        kind,
        suggest: Vec::new(),
        required,
        full_number_on_form: false,
    };
    let plus = |f: FieldSpec| ServiceSpec { fields: lamp.fields.iter().cloned().chain([f]).collect(), ..lamp.clone() };
    assert!(reportable(lamp));
    assert!(reportable(&plus(field(FieldKind::Name, false))));
    for kind in [FieldKind::CitizenNumber, FieldKind::Address, FieldKind::Money] {
        assert!(!reportable(&plus(field(kind.clone(), false))), "{kind:?}");
    }
    assert!(!reportable(&plus(field(FieldKind::Name, true))));
    for category in Category::ALL {
        let public = matches!(category, Category::Facilities | Category::CleanCity | Category::PublicOrder);
        assert_eq!(reportable(&ServiceSpec { category, ..lamp.clone() }), public, "{category:?}");
    }
    assert!(!reportable(&ServiceSpec { channels: vec![catalog::Channel::Window], ..lamp.clone() }));
    assert!(!reportable(&ServiceSpec {
        fields: lamp.fields.iter().filter(|f| f.key != "place").cloned().collect(),
        ..lamp.clone()
    }));
    let paper = catalog::Material { name: "证明".into(), note: None, copies: 0, original: true, required: true };
    assert!(!reportable(&ServiceSpec { materials: vec![paper], ..lamp.clone() }));
}

#[test]
fn a_form_is_asked_without_what_has_a_parameter_of_its_own() {
    let world = World::new();
    let codes = |code| attributes(world.spec(code)).iter().map(|a| a.field.key.clone()).collect::<Vec<_>>();
    assert_eq!(codes("ss-ludeng"), ["kind", "fault", "pole"], "no place, photo, nor a telephone that may be left out");
    assert_eq!(codes("ss-dianti"), ["fault", "code", "phone"], "a telephone that must be given is asked");
    for offer in offered(&world.catalogue) {
        for a in attributes(&offer.spec) {
            let fits = match (&a.field.kind, &a.ask) {
                (FieldKind::Choice { options }, Ask::One(o)) | (FieldKind::Choices { options }, Ask::Any(o)) => options == o,
                (FieldKind::YesNo, Ask::YesNo)
                | (FieldKind::LongText { .. }, Ask::Text)
                | (FieldKind::Number { .. }, Ask::Number) => true,
                (FieldKind::Text { .. } | FieldKind::Phone, Ask::Line) | (FieldKind::Date { .. }, Ask::Day) => true,
                _ => false,
            };
            assert!(fits, "{}: {a:?}", offer.spec.code);
        }
    }
}

fn said<'a>(report: &'a Report, key: &str) -> Option<&'a str> {
    report.answers.iter().find(|a| a.key == key).map(|a| a.value.as_str())
}

#[test]
fn a_report_is_read_into_the_words_that_the_office_reads() {
    let world = World::new();
    let more = [
        ("lat", "31.4912345678"),
        ("long", "120.31"),
        ("first_name", "小明"),
        ("last_name", "王"),
        ("phone", "+86 138-1234-5678"),
        ("email", "wang@example.cn"),
        ("description", "第三根灯杆\r\n晚上全黑"),
        ("media_url", "https://example.cn/a.jpg"),
        ("device_id", "device-4711"),
        ("account_id", "account-4711"),
        ("unknown", "x"),
        ("attribute[unknown]", "x"),
        ("attribute[pole]", "  L-17 "),
    ];
    let report = world.read("ss-ludeng", &with(LAMP, &more)).unwrap();
    assert_eq!(report.place, "美湖路12号门前 (WGS84 31.491235, 120.31)");
    assert_eq!(said(&report, "place"), Some(report.place.as_str()));
    assert_eq!(report.name.as_ref().unwrap().as_str(), "王小明");
    assert_eq!(report.phone.as_ref().unwrap().as_str(), "13812345678");
    let right = [
        ("kind", Some("道路路灯")),
        ("fault", Some("不亮")),
        ("pole", Some("L-17")),
        ("phone", Some("13812345678")),
        ("photo", None),
        ("open311-description", Some("第三根灯杆\n晚上全黑")),
        ("open311-media", Some("https://example.cn/a.jpg")),
        ("open311-email", Some("wang@example.cn")),
    ];
    for (key, value) in right {
        assert_eq!(said(&report, key), value, "{key}");
    }
    let all: String = report.answers.iter().map(|a| a.value.as_str()).collect();
    assert!(!all.contains("4711"), "whatever nobody needs is not kept");

    // A short description is the form's own answer where the form has such a question; a long one is kept in parts.
    let noise = [
        ("address_string", "美湖路"),
        ("attribute[source]", "广场舞"),
        ("attribute[time][]", "夜间"),
        ("attribute[time][]", "清晨"),
    ];
    let options = world.spec("sc-zaosheng").fields.iter().map(|f| format!("{:?}", f.kind)).collect::<String>();
    let pick = |key: &str| match &world.spec("sc-zaosheng").fields.iter().find(|f| f.key == key).unwrap().kind {
        FieldKind::Choice { options } | FieldKind::Choices { options } => options.clone(),
        other => panic!("{other:?}"),
    };
    let (source, time) = (pick("source"), pick("time"));
    let noise =
        with(&noise[..1], &[("attribute[source]", &source[0]), ("attribute[time][]", &time[1]), ("description", "每晚十点以后")]);
    let both = [noise.clone(), vec![("attribute[time][]", time[0].as_str())]].concat();
    let report = world.read("sc-zaosheng", &both).unwrap_or_else(|e| panic!("{e:?} of {options}"));
    assert_eq!(said(&report, "time"), Some(format!("{}、{}", time[0], time[1]).as_str()), "in the order of the form");
    assert_eq!((said(&report, "detail"), said(&report, "open311-description")), (Some("每晚十点以后"), None));
    let long = "𠮷".repeat(4_000);
    let report = world.read("sc-zaosheng", &with(&both, &[("description", &long)])).unwrap();
    let kept: String =
        report.answers.iter().filter(|a| a.key.starts_with("open311-description")).map(|a| a.value.as_str()).collect();
    assert_eq!(kept, long);
    assert!(world.file("sc-zaosheng", &with(&both, &[("description", &long)]), None, start()).is_ok(), "and fits its item");
}

#[test]
fn parameters_are_read_as_clients_write_them() {
    let p = params(&[
        ("a", " "),
        ("a", "1 "),
        ("a", "2"),
        ("l", "x, y,,"),
        ("l", "z"),
        ("attribute[k]", "1"),
        ("attribute[k][]", "2"),
    ]);
    assert_eq!((p.get("a"), p.get("b"), p.list("l")), (Some("1"), None, vec!["x", "y", "z"]));
    assert_eq!(p.attribute("k"), ["1", "2"]);
    let p = params(&[
        ("attribute[k][0]", "1"),
        ("attribute[k][10]", "2"),
        ("attribute[kk]", "3"),
        ("attribute[k]x", "4"),
        ("attribute[k][x]", "5"),
        ("k", "6"),
    ]);
    assert_eq!(p.attribute("k"), ["1", "2"]);
}

#[test]
fn a_place_may_be_words_a_point_or_a_building() {
    let world = World::new();
    let at =
        |said: &[(&str, &str)]| world.read("ss-ludeng", &with(&LAMP[1..], said)).map(|r| (r.place, r.building.map(|b| b.id)));
    let building = Some(world.building.id);
    assert_eq!(at(&[("lat", "31.49"), ("long", "120.31")]), Ok(("WGS84 31.49, 120.31".into(), None)));
    assert_eq!(at(&[("lat", "-0.0000001"), ("long", "180")]), Ok(("WGS84 0, 180".into(), None)));
    assert_eq!(at(&[("address_id", "1")]), Ok(("美湖花园12幢".into(), building)));
    assert_eq!(at(&[("address_id", "1"), ("address_string", "北门")]), Ok(("北门".into(), building)));
    assert_eq!(at(&[("address_id", "of another house"), ("address_string", "北门")]), Ok(("北门".into(), None)));
    let wrong = |name: &str, key| Err(vec![(name.to_owned(), key)]);
    assert_eq!(at(&[]), wrong("address_string", "open311-nowhere"));
    assert_eq!(at(&[("address_id", "99")]), wrong("address_id", "open311-address-unknown"));
    assert_eq!(at(&[("lat", "31")]), wrong("long", "open311-point-half"));
    assert_eq!(at(&[("long", "120"), ("address_string", "北门")]), wrong("lat", "open311-point-half"));
    assert_eq!(at(&[("lat", ""), ("long", ""), ("address_string", " ")]), wrong("address_string", "open311-nowhere"));
    for (lat, long) in [("91", "0"), ("inf", "0"), ("NaN", "0"), ("1e1", "0"), ("三", "0")] {
        assert_eq!(at(&[("lat", lat), ("long", long)]), wrong("lat", "open311-lat"), "{lat}");
    }
    assert_eq!(at(&[("lat", "0"), ("long", "-180.1")]), wrong("long", "open311-long"));
    let long = "路".repeat(121);
    assert_eq!(at(&[("address_string", &long)]), wrong("address_string", "field-too-long"));
    assert_eq!(at(&[("address_string", "a\u{7}b")]), wrong("address_string", "answer-wrong-characters"));
}

#[test]
fn every_wrong_parameter_is_told() {
    let world = World::new();
    let wrong = world.read(
        "ss-dianti",
        &[
            ("lat", "91"),
            ("long", "x"),
            ("first_name", "a@b"),
            ("phone", "12"),
            ("attribute[fault]", "别的"),
            ("attribute[code]", "c\u{0}"),
            ("description", &"长".repeat(4_001)),
            ("media_url", "javascript:alert(1)"),
            ("email", "nobody"),
        ],
    );
    let right = [
        ("lat", "open311-lat"),
        ("long", "open311-long"),
        ("first_name", "field-name"),
        ("phone", "field-phone"),
        ("attribute[fault]", "answer-not-offered"),
        ("attribute[code]", "answer-wrong-characters"),
        ("attribute[phone]", "field-required"),
        ("description", "field-too-long"),
        ("media_url", "open311-link"),
        ("email", "open311-email"),
    ];
    let mut wrong = wrong.unwrap_err();
    wrong.sort();
    let mut right: Vec<_> = right.iter().map(|(n, k)| ((*n).to_owned(), *k)).collect();
    right.sort();
    assert_eq!(wrong, right);
}

#[test]
fn a_key_is_not_kept_and_opens_until_it_is_taken_back() {
    let world = World::new();
    let held = |secret| holder(&world.store, secret).map(|k| k.id);
    assert_eq!(held(" secret "), Ok(world.key.id));
    assert_eq!(held("Secret"), Err(Failure::NotAllowed));
    let bytes = postcard::to_allocvec(&world.key).unwrap();
    assert!(!bytes.windows(6).any(|w| w == b"secret"));
    let id = world.key.id;
    for _ in 0..2 {
        world.store.write_wait(move |tx| revoke_key(tx, (Actor::System, start()), id)).unwrap();
    }
    assert_eq!(held("secret"), Err(Failure::NotAllowed));
    assert_eq!(world.file("ss-ludeng", LAMP, None, start()), Err(Failure::NotAllowed));
    let lines = world.store.list(&audit::Entry::BY_ACTION.under("open311.revoke".to_owned()), Dir::Forward, 9).unwrap();
    assert_eq!(lines.len(), 1, "taking back twice is one act");
    assert!(!reads_need_key(&world.store).unwrap());
    for need in [true, true, false] {
        world.store.write_wait(move |tx| set_reads(tx, (Actor::System, start()), need)).unwrap();
        assert_eq!(reads_need_key(&world.store).unwrap(), need);
    }
    let lines = world.store.list(&audit::Entry::BY_ACTION.under("open311.reads".to_owned()), Dir::Forward, 9).unwrap();
    assert_eq!(lines.len(), 2);
}

#[test]
fn the_same_report_is_filed_once() {
    let world = World::new();
    let file = |said: &[(&str, &str)], own, seconds| world.file("ss-ludeng", said, own, start().plus_seconds(seconds)).unwrap();
    let first = file(LAMP, None, 0);
    assert!(!first.again && first.item.source == Source::Open311);
    let turned: Vec<_> = LAMP.iter().rev().copied().collect();
    // Every ten seconds of ten minutes, over the border of a window.
    for seconds in (0..REPEAT_SECONDS).step_by(10) {
        let again = file(&turned, None, seconds);
        assert!(again.again && again.item.id == first.item.id, "after {seconds} s");
    }
    let later = file(LAMP, None, REPEAT_SECONDS);
    assert!(!later.again && later.item.id != first.item.id, "later it is a report of its own");
    assert!(!file(&with(LAMP, &[("attribute[pole]", "2")]), None, 0).again, "other words are another report");
    let own = file(LAMP, Some("a"), 0);
    assert!(!own.again);
    assert!(file(&with(LAMP, &[("attribute[pole]", "3")]), Some("a"), 86_400 * 3).again, "the sender's own key holds for ever");
    assert!(!file(LAMP, Some("b"), 0).again);
    assert_eq!(world.store.rows::<Item>().unwrap(), 5);
    let key = world.store.get(world.key.id).unwrap();
    assert_eq!(key.days, [(start().day(), 5)]);
    assert_eq!(key.seen, Some(start().day()));
    let lines =
        world.store.list(&audit::Entry::BY_SUBJECT.under(("api-key".to_owned(), key.id.raw())), Dir::Forward, 99).unwrap();
    assert_eq!(lines.iter().filter(|l| l.action == "open311.file").count(), 5, "each filing is in the log, with its number");
    assert!(world.store.check().unwrap().is_clean());
}

#[test]
fn a_key_files_so_many_a_day_and_a_month_is_remembered() {
    let world = World::new();
    let few = ApiKey { most: 2, ..world.key.clone() };
    world.store.write_wait(move |tx| tx.put(&few)).unwrap();
    let on = |day: i64, n: u32| world.file("ss-ludeng", LAMP, Some(&format!("{day}.{n}")), start().plus_seconds(day * 86_400));
    for day in 0..40 {
        assert!(on(day, 1).is_ok() && on(day, 2).is_ok());
        let full = on(day, 3);
        assert!(matches!(&full, Err(Failure::Refused(r)) if r.key == "open311-day-full"), "{full:?}");
        assert!(on(day, 2).unwrap().again, "one sent again is no new one");
    }
    let key = world.store.get(world.key.id).unwrap();
    assert_eq!(key.days.len(), DAYS_KEPT);
    let last = start().day().plus(39);
    assert_eq!((key.filed_on(last), key.filed_on(last.plus(1)), key.filed_since(last.plus(-29))), (2, 0, 60));
    for most in [0, MOST_A_DAY + 1] {
        let wrong = world.store.write_wait(move |tx| make_key(tx, (Actor::System, start()), "x".into(), [most as u8; 32], most));
        assert!(matches!(wrong, Err(Failure::Invalid(_))), "{most}");
    }
}

/// Names of arguments, known and unknown.
const NAMES: &str =
    "(lat|long|address_string|description|email|first_name|phone|attribute\\[(kind|fault|pole|phone)\\](\\[\\])?|.{0,8})";

proptest! {
    /// Whatever is sent is read or refused; what is read holds no more than an item takes.
    #[test]
    fn anything_may_be_sent(said in proptest::collection::vec((NAMES, ".{0,200}"), 0..12)) {
        let spec = &shipped().unwrap().services.into_iter().find(|s| s.code == "ss-ludeng").unwrap();
        if let Ok(report) = read(&Params::new(said), spec, None, start().day(), &seal()) {
            prop_assert!(!report.place.is_empty());
            prop_assert!(
                report.answers.iter().all(|a| a.value.len() <= 6_000 && !a.value.chars().any(|c| c.is_control() && c != '\n'))
            );
        }
    }
    #[test]
    fn other_words_make_other_keys(
        a in proptest::collection::vec((".{1,6}", ".{1,6}"), 0..4), b in proptest::collection::vec((".{1,6}", ".{1,6}"), 0..4)
    ) {
        let (a, b) = (Params::new(a), Params::new(b));
        let key = |p: &Params| form_keys(Id::new(1), None, p, start()).0;
        prop_assert_eq!(key(&a) == key(&b), a.sorted() == b.sorted());
    }
}
