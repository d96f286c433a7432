//! A household of nine with 200 events, as offices record them.
use lianxin::{
    base::{CitizenNumber, Day, Id, Name, Phone},
    domain::{
        matters::items::{self, Action, Applicant, Asked, By, Details, Item, New, Proof, QueryCode, Rating, Source},
        office::who::{Account, Actor, Role},
        places::reader::Reader,
        registry::{
            cards, moves,
            people::{self, Household, Particulars, Relation, Resident},
            registers::{self, Draft, Entry, Say, Subject},
            visits::{self, NewVisit},
        },
    },
    store::{Read, Tx},
};

use crate::kit::{
    app::TestApp,
    desk::{self, act, given, words},
    number,
    registers::{create, gone, household},
};

pub(crate) struct Family {
    pub(crate) home: Household,
    pub(crate) members: Vec<Resident>,
    pub(crate) items: Vec<Item>,
    pub(crate) numbers: Vec<String>,
    pub(crate) visits: usize,
}

/// Names with characters beyond the BMP, GB 18030 level 3.
const MEMBERS: [(&str, u8); 8] = [
    ("李秀英", 10),
    ("王𬱖㛃", 20),
    ("䶮𠅤", 31),
    ("王𰻝", 41),
    ("王小虎", 41),
    ("王桂花", 52),
    ("王德福", 51),
    ("欧阳娜娜", 30),
];

/// One step of time between events, so that their order is known.
fn tick(app: &TestApp) {
    app.app.clock.advance(600);
}

pub(crate) fn entry(app: &TestApp, code: &str, subject: Subject, says: &[(&str, &str)], until: Option<Day>) -> Entry {
    tick(app);
    let says = says.iter().map(|(k, v)| ((*k).to_owned(), Say::Text((*v).to_owned()))).collect();
    let draft = Draft { subject, grid: None, says, from: Day::ymd(2026, 1, 5).unwrap(), until };
    let (by, keys, at) = (Actor::Account(app.account(Role::Clerk).id), app.app.keys.seal.clone(), app.app.clock.now());
    let code = code.to_owned();
    app.app.store.write_wait(move |tx| registers::create(tx, &keys, (by, at), &code, &draft)).unwrap()
}

pub(crate) fn edit(app: &TestApp, e: &Entry, says: &[(&str, &str)]) {
    tick(app);
    let says = says.iter().map(|(k, v)| ((*k).to_owned(), Say::Text((*v).to_owned()))).collect();
    let draft = Draft { subject: e.subject, grid: None, says, from: e.from, until: e.until };
    let (by, keys, at, id) = (Actor::Account(app.account(Role::Clerk).id), app.app.keys.seal.clone(), app.app.clock.now(), e.id);
    app.app.store.write_wait(move |tx| registers::edit(tx, &keys, (by, at), (id, None), &draft)).unwrap();
}

pub(crate) fn visit(app: &TestApp, home: Id<Household>, note: &str) {
    tick(app);
    let (staff, at) = (app.account(Role::GridWorker).staff, app.app.clock.now());
    let new = NewVisit { staff, household: Some(home), grid: None, at, outcomes: 1, note: note.into() };
    app.app.store.write_wait(move |tx| visits::record(tx, Actor::System, new.clone(), at)).unwrap();
}

/// An item of the household's, which its file on paper holds: reported, answered, closed, rated. Four events.
pub(crate) fn item(app: &TestApp, n: u64, home: &Household, result: &str) -> Item {
    tick(app);
    let catalogue = app.app.catalogue();
    let offer = catalogue.offers().iter().find(|o| o.spec.code == "ss-loushui").unwrap();
    let mut form_key = [9; 16];
    form_key[..8].copy_from_slice(&n.to_be_bytes());
    let applicant = Applicant {
        name: Name::parse("王建国"),
        phone: Phone::parse("13812345678"),
        household: Some(home.id),
        resident: home.head,
    };
    let new = New {
        form_key,
        asked: Asked::of(offer).unwrap(),
        applicant,
        source: Source::Window,
        building: None,
        grid: Some(home.grid),
        place: home.address.clone(),
        answers: Vec::new(),
        materials: vec![0],
        draft: None,
        query: Some(QueryCode::new(123_456)),
    };
    let (clerk, at) = (app.account(Role::Clerk), app.app.clock.now());
    let made = app.app.store.write_wait(move |tx| items::report(tx, &By::Account(&clerk), new.clone(), at)).unwrap();
    act(app, Role::Clerk, &made, Action::Accept, Details::default());
    act(app, Role::Dispatcher, &made, Action::Dispatch, given(app, Role::Handler));
    act(app, Role::Handler, &made, Action::Start, Details::default());
    tick(app);
    act(app, Role::Handler, &made, Action::ReportBack, words(result));
    tick(app);
    act(app, Role::Dispatcher, &made, Action::Close, words("属实"));
    tick(app);
    let (at, id, calendar) = (app.app.clock.now(), made.id, app.app.calendar().as_ref().clone());
    let details = Details { note: "办得快".into(), rating: Some(Rating::Satisfied), ..Details::default() };
    let by = By::Terminal(Proof::Query(made.query));
    app.app.store.write_wait(move |tx| items::act(tx, &by, id, Action::Rate, details.clone(), at, &calendar)).unwrap()
}

/// Nine people, 200 events: the household with its head, 8 members (one gone since: 1), 3 of cards, 23 of entries, 80 of items,
/// 84 visits.
pub(crate) fn family(app: &TestApp) -> Family {
    let grid = desk::grid(app, 1);
    let mut numbers: Vec<String> = (0..9).map(|n| number(&format!("3202111960{:02}1012{n}", 1 + n))).collect();
    let (home, _) = household(app, grid, "12", "502", "王建国", &numbers[0]);
    for (i, (name, relation)) in MEMBERS.into_iter().enumerate() {
        tick(app);
        let (at, keys, n) = (app.app.clock.now(), app.app.keys.seal.clone(), CitizenNumber::parse(&numbers[i + 1]).unwrap());
        let mut who = Particulars::new(Name::parse(name).unwrap(), Relation(relation));
        who.phone = Phone::parse(&format!("1380000000{i}"));
        app.app
            .store
            .write_wait(move |tx| moves::add_member(tx, &keys, (Actor::System, at), home.id, who.clone(), Some(&n)))
            .unwrap();
    }
    let members = people::members(&app.app.store, home.id).unwrap();
    let of = |name: &str| members.iter().find(|m| m.name.as_str() == name).unwrap().id;
    for again in [false, true] {
        tick(app);
        let (at, id) = (app.app.clock.now(), home.id);
        let why = if again { "旧卡遗失" } else { "首次发卡" };
        let write = move |tx: &mut lianxin::store::Tx<'_>| cards::issue(tx, (Actor::System, at), id, why);
        app.app.store.write_wait(write).unwrap();
    }
    let household = Subject::Household(home.id);
    let low = [
        ("certificate", "DB-2026-001"),
        ("people", "3"),
        ("class", "差额保障"),
        ("amount", "1860.50"),
        ("account", "6222020200112233"),
    ];
    let day = |m, d| Day::ymd(2026, m, d);
    let mut entries = vec![
        entry(app, "low-income", household, &low, day(12, 31)),
        entry(
            app,
            "houses",
            Subject::House(home.house),
            &[
                ("tenure", "商品房"),
                ("use", "住宅"),
                ("state", "自住"),
                ("area", "89.5"),
                ("owner", "王建国"),
                ("owner-number", &numbers[0]),
            ],
            None,
        ),
        entry(
            app,
            "rental-checks",
            Subject::House(home.house),
            &[("checker", "周婷"), ("result", "限期整改"), ("problems", "电线老化")],
            day(6, 30),
        ),
    ];
    for (i, (name, _)) in MEMBERS.into_iter().take(7).enumerate() {
        let says = [("place", "江苏扬州"), ("from-place", "江苏扬州"), ("reason", "务工")];
        let table = registers::table(&app.app.store, "floating").unwrap();
        let says: Vec<_> = says.into_iter().filter(|(k, _)| table.field(k).is_some()).collect();
        let mut all = required(&table, i);
        all.extend(says.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        let all: Vec<(&str, &str)> = all.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        entries.push(entry(app, "floating", Subject::Resident(of(name)), &all, None));
    }
    for n in 2..=13 {
        edit(app, &entries[0], &[("people", &n.to_string())]);
    }
    let items: Vec<Item> = (0..20).map(|n| item(app, 500 + n, &home, &format!("第{n}次办理结果已告知"))).collect();
    for n in 1..=84 {
        visit(app, home.id, &format!("走访记录第{n:03}号，一切平安。"));
    }
    tick(app);
    let at = app.app.clock.now();
    let ended = move |tx: &mut Tx<'_>| registers::end(tx, (Actor::System, at), (entries_end(), None), at.day(), "整改完成");
    app.app.store.write_wait(ended).unwrap();
    gone(app, of("欧阳娜娜"));
    // One number that is nobody's here: written into notes.
    numbers.push(number("32021119550505123"));
    let members = people::members(&app.app.store, home.id).unwrap();
    let home = app.app.store.get(home.id).unwrap();
    Family { home, members, items, numbers, visits: 84 }
}

/// The third entry that the family got.
fn entries_end() -> Id<Entry> {
    Id::new(3)
}

fn required(t: &registers::Table, n: usize) -> Vec<(String, String)> {
    use registers::Kind as K;
    let said = |f: &registers::Field| match f.kind {
        K::Choice | K::Choices => f.options[n % f.options.len()].clone(),
        K::YesNo => "是".into(),
        K::Date => "2025-06-01".into(),
        K::Number | K::Decimal | K::Money => f.min.unwrap_or(1).max(1).to_string(),
        K::Phone => "13812345678".into(),
        K::Person => "赵小明".into(),
        K::Code => f.code_table().unwrap().all()[1].name.to_owned(),
        _ => "江苏扬州".into(),
    };
    t.fields.iter().filter(|f| f.required).map(|f| (f.key.clone(), said(f))).collect()
}

/// An account as a reader now.
pub(crate) fn reader(app: &TestApp, account: &Account) -> Reader {
    Reader::of(&app.app.store, account, app.app.clock.now()).unwrap()
}

/// The family, with full numbers in the free words that anybody may have written, and an entry in every table.
pub(crate) fn careless(app: &TestApp) -> Family {
    let family = family(app);
    let (stranger, own) = (family.numbers[9].clone(), family.numbers[0].clone());
    let spaced: String = stranger.chars().flat_map(|c| [c, ' ']).collect();
    visit(app, family.home.id, &format!("代办，身份证{stranger}，{spaced}完"));
    item(app, 900, &family.home, &format!("经办人核对了{own}无误"));
    for t in registers::shipped().unwrap() {
        if !["low-income", "houses", "rental-checks"].contains(&t.code.as_str()) {
            create(app, t, &family.home, &family.members[0], &stranger);
        }
    }
    family
}
