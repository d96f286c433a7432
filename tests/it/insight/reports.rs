//! Forms of the upper levels, each figure against a recount of every row, and the pages as each role uses them.
use std::collections::BTreeMap;

use lianxin::{
    base::{CitizenNumber, Day, Failure, Id, Name, Phone, Sex, Stamp},
    domain::{
        insight::{
            figures::{self, Ages, Figure, Of},
            reports::{self, Asked, Audience, Cell, Filled, Rows, Template},
        },
        matters::{catalog::Category, items::Item},
        office::{
            audit,
            who::{Actor, Role, Staff},
        },
        places::{
            grids::{self, Grid, natural},
            reader::Reader,
        },
        registry::{
            moves,
            people::{Household, HouseholdForm, Particulars, Relation, Residence, Resident},
            registers::{self, About, Draft, Entry, Say, Subject, Table, Value},
            visits::{self, NewVisit, Visit},
        },
    },
    store::{Dir, Range, Read, Row},
};
use reqwest::StatusCode;

use crate::kit::{app::TestApp, desk, ground, number, registers::sample};

/// Residents in a grid, each the head of a household, of ages that lie at the edges of all bands; some without a birth.
fn settle(app: &TestApp, grid: Id<Grid>, n: usize) {
    let (at, seal) = (app.app.clock.now(), app.app.keys.seal.clone());
    let who = (Actor::System, at);
    const YEARS: [i16; 14] = [0, 3, 17, 18, 34, 35, 59, 60, 69, 70, 79, 80, 90, 101];
    let made = app.app.store.write_wait(move |tx| {
        let building = ground::building(tx, grid, &format!("{grid}幢"), at)?;
        for i in 0..n {
            // Rooms in no order: forms are by address, not by entry.
            let room = format!("{}0{}", 1 + (i * 7) % n, 1 + i % 4);
            let house = grids::ensure_house(tx, building, "", &room)?.id;
            let mut p = Particulars::new(Name::parse(["王秀英", "李建国", "张敏", "𠅤明"][i % 4]).unwrap(), Relation::HEAD);
            p.phone = Phone::parse(&format!("138{:08}", 10_000_000 + i));
            p.political = Some([1, 3, 13][i % 3]);
            p.residence = Residence::ALL[i % 3];
            let no = if i % 9 == 8 {
                p.sex = [Sex::Unknown, Sex::Female][i % 2];
                None
            } else {
                // On its birthday, the day before and the day after.
                let birth = Day::ymd(2026 - YEARS[i % 14], 11, 2 + i8::try_from(i % 3).unwrap()).unwrap();
                let birth = if birth > at.day() { at.day() } else { birth };
                let d = birth.date();
                let no = number(&format!("320211{:04}{:02}{:02}{grid}{i:02}", d.year(), d.month(), d.day()));
                CitizenNumber::parse(&no)
            };
            let form = HouseholdForm { house, phone: None };
            let (home, head) = moves::create_household(tx, &seal, who, form, p, no.as_ref())?;
            for (k, code) in TABLES.iter().enumerate().filter(|(k, _)| (i + k) % 3 == 0) {
                let t = registers::table(tx, code)?;
                let subject = match t.about {
                    About::Resident => Subject::Resident(head.id),
                    About::Household => Subject::Household(home.id),
                    About::House => Subject::House(home.house),
                    About::None => Subject::None,
                };
                let says = t.fields.iter().map(|f| {
                    let text = match f.options.len() {
                        0 => sample(f, &number("32021119600101123")),
                        m => f.options[(i + k) % m].clone(),
                    };
                    // What a spreadsheet would run.
                    (f.key.clone(), Say::Text(if f.key == "origin" { "=1+1".into() } else { text }))
                });
                let says = says.collect();
                let from = Day::ymd(2026, if i % 2 == 0 { 10 } else { 11 }, 1 + i8::try_from(i % 2).unwrap()).unwrap();
                let none = (t.about == About::None).then_some(grid);
                let draft = Draft { subject, grid: none, says, from, until: None };
                let e = registers::create(tx, &seal, who, code, &draft)?;
                if i % 6 == 5 {
                    registers::end(tx, who, (e.id, None), at.day(), &t.ends[0])?;
                }
            }
            let staff = tx.list::<Staff>(&Range::table(), Dir::Forward, 1)?.remove(0).id;
            let visit = NewVisit { staff, household: Some(home.id), grid: None, at, outcomes: 1, note: "走访".into() };
            visits::record(tx, Actor::System, visit, at)?;
        }
        Ok::<_, Failure>(())
    });
    made.unwrap();
}

const TABLES: [&str; 11] = [
    "low-income",
    "hardship",
    "temporary-relief",
    "disability",
    "veterans",
    "party-members",
    "floating",
    "newborns",
    "deaths",
    "hazards",
    "disputes",
];

/// Two grids with a month of matters in each of two months; it is December.
pub(super) fn community() -> (TestApp, [Id<Grid>; 2]) {
    let app = TestApp::new();
    let grids = [desk::grid(&app, 1), desk::grid(&app, 2)];
    settle(&app, grids[0], 44);
    settle(&app, grids[1], 31);
    for n in 0..5 {
        desk::report(&app, n, Some(grids[0]));
    }
    desk::closed(&app, 90, Some(grids[1]), Role::Handler);
    app.app.clock.advance(32 * 86_400);
    for n in 5..7 {
        desk::report(&app, n, Some(grids[n as usize % 2]));
        desk::closed(&app, 90 + n, Some(grids[0]), Role::Handler);
    }
    desk::report(&app, 50, None);
    (app, grids)
}

fn all<R: Row>(app: &TestApp) -> Vec<R> {
    let mut out = Vec::new();
    app.app
        .store
        .each(&Range::<R>::table(), |r| {
            out.push(r);
            Ok(())
        })
        .unwrap();
    out
}

/// Counts a figure from every row, with no index and no counter.
pub(super) fn recount(app: &TestApp, f: &Figure) -> i64 {
    let (today, here) = (app.app.clock.today(), |g: Id<Grid>| f.grid.is_none_or(|x| x == g));
    let own = |g: Option<Id<Grid>>| f.grid.is_none() || f.grid == g;
    let people = |is: &dyn Fn(&Resident) -> bool| {
        all::<Resident>(app).iter().filter(|r| r.gone.is_none() && here(r.grid) && is(r)).count()
    };
    let items = |is: &dyn Fn(&Item) -> bool| all::<Item>(app).iter().filter(|i| own(i.grid) && is(i)).count();
    let text = |e: &Entry, t: &Table, key: &str| {
        let field = t.field(key).unwrap();
        e.value(key).map(|v| match v {
            Value::Words(w) => w.clone(),
            v => vec![registers::value::write(v, field)],
        })
    };
    let n = match &f.of {
        Of::Households => all::<Household>(app).iter().filter(|h| h.left.is_none() && here(h.grid)).count(),
        Of::Residents(ages, sex) => people(&|r| {
            let aged = *ages == Ages::ANY
                || r.birth.is_some_and(|b| {
                    let years = b.years_until(today);
                    years >= i16::from(ages.from) && ages.to.is_none_or(|t| years <= i16::from(t))
                });
            aged && sex.is_none_or(|s| s == r.sex)
        }),
        Of::AgeUnknown(sex) => people(&|r| r.birth.is_none() && sex.is_none_or(|s| s == r.sex)),
        Of::Trait(t, code) => people(&|r| r.traits().any(|x| x == (*t, *code))),
        Of::Entries(code, value) => {
            let t = registers::table(&app.app.store, code).unwrap();
            let is = |e: &&Entry| {
                let said = value.as_ref().is_none_or(|(k, v)| text(e, &t, k).is_some_and(|w| w.contains(v)));
                e.table == *code && e.ended.is_none() && own(e.grid) && said
            };
            all::<Entry>(app).iter().filter(is).count()
        }
        Of::Begun(code, m) => {
            all::<Entry>(app).iter().filter(|e| e.table == *code && own(e.grid) && e.from.month() == *m).count()
        }
        Of::Monthly(what, m, c) => {
            let (of, part) = (|at: Stamp| at.day().month() == *m, |i: &Item| c.is_none_or(|c| c == i.category.number()));
            match what.key {
                "reported" => items(&|i| of(i.created) && part(i)),
                "closed" => items(&|i| i.state.tag.closed() && i.ended.is_some_and(of) && part(i)),
                "visits" => all::<Visit>(app).iter().filter(|v| here(v.grid) && of(v.at)).count(),
                new => panic!("recount {new} here too"),
            }
        }
    };
    i64::try_from(n).unwrap()
}

/// How many rows its link leads to.
pub(super) fn behind(app: &TestApp, f: &Figure) -> i64 {
    let (mut n, mut after) = (0, None);
    loop {
        use figures::Rows as R;
        let (here, next) = match figures::rows(&app.app.store, f, app.app.clock.today(), after.as_ref(), 20).unwrap() {
            R::Households(p) => (p.rows.len(), p.next),
            R::Residents(p) => (p.rows.len(), p.next),
            R::Entries(p) => (p.rows.len(), p.next),
            R::Monthly(_, p) => (p.rows.len(), p.next),
        };
        n += i64::try_from(here).unwrap();
        match next {
            Some(c) => after = Some(c),
            None => return n,
        }
    }
}

/// Fills a form as somebody who sees everything.
fn filled(app: &TestApp, t: &Template, asked: &Asked) -> Filled {
    audience(app, &Role::ALL, |to| reports::fill(&app.app.store, t, asked, to, 5_000)).unwrap()
}

/// Does something for somebody with these roles.
fn audience<T>(app: &TestApp, roles: &[Role], f: impl FnOnce(&Audience<'_>) -> T) -> T {
    let reader = Reader::new(Id::new(1), roles.to_vec(), Vec::new(), app.app.clock.now());
    let category = |c: Category| app.app.zh.get(c.key());
    f(&Audience::new(&app.app.store, &reader, None, &category).unwrap())
}

fn asked(app: &TestApp, grid: Option<Id<Grid>>) -> Asked {
    let today = app.app.clock.today();
    Asked { month: today.month(), grid, today }
}

#[test]
fn every_figure_of_every_shipped_form_is_a_recount_and_has_its_rows() {
    let (app, grids) = community();
    let mut compared = 0;
    for t in reports::shipped().unwrap() {
        assert_eq!(reports::check(&app.app.store, t).unwrap(), [], "{}", t.code);
        for grid in [None, Some(grids[1])] {
            let f = filled(&app, t, &asked(&app, grid));
            let cells = f.rows.iter().flatten().chain(f.total.iter().flatten());
            let mut some = 0;
            for c in cells {
                if let Cell::Count(n, Some(figure)) = c {
                    assert_eq!(*n, recount(&app, figure), "{}: {figure}", t.code);
                    assert_eq!(*n, behind(&app, figure), "{}: {figure}", t.code);
                    (compared, some) = (compared + 1, some + i32::from(*n > 0));
                }
                assert_ne!(*c, Cell::Hidden, "{}", t.code);
            }
            for (_, n, figure) in &f.notes {
                assert_eq!(*n, recount(&app, figure), "{}: {figure}", t.code);
            }
            match t.lines() {
                Rows::Entries(table) => {
                    let figure = Figure { of: Of::Entries(table, None), grid };
                    assert_eq!(f.rows.len() as i64, recount(&app, &figure), "{}", t.code);
                    assert_eq!(f.count, Some((f.rows.len() as i64, figure)));
                    assert!(f.rows.len() > 2 && !f.more, "{}", t.code);
                }
                _ => assert!(some > 0, "{} is not all zero", t.code),
            }
            // The total is the sum of what stands above.
            for (i, c) in f.total.iter().flatten().enumerate() {
                if let Cell::Count(n, _) = c {
                    let above: i64 = f.rows.iter().map(|r| if let Cell::Count(n, _) = &r[i] { *n } else { 0 }).sum();
                    assert_eq!(*n, above, "{} column {i}", t.code);
                }
            }
            // Every column has its heading and its width, and every row its cells.
            let columns = f.widths.len();
            assert!(f.rows.iter().chain(&f.total).all(|r| r.len() == columns), "{}", t.code);
            let covered: usize = f.head.iter().map(|h| h.span.0 * h.span.1).sum();
            assert_eq!(covered, f.depth * columns, "{}: headings cover every place once", t.code);
        }
    }
    assert!(compared > 300, "{compared}");
}

/// What a heading says is what is counted under it: by ages and sexes of residents, one by one.
#[test]
fn headings_mean_what_they_say() {
    let (app, grids) = community();
    let today = app.app.clock.today();
    let forms = reports::shipped().unwrap();
    let residents = all::<Resident>(&app);
    let value = |code: &str, head: &[&str], grid: usize| {
        let t = forms.iter().find(|t| t.code == code).unwrap();
        let at = t.column.iter().position(|c| c.head == head).unwrap_or_else(|| panic!("{head:?}"));
        let f = filled(&app, t, &asked(&app, None));
        match (&f.rows[grid][t.stub.len() + at], &f.total.unwrap()[t.stub.len() + at]) {
            (Cell::Count(n, _), Cell::Count(all, _)) => (*n, *all),
            (Cell::Permille(Some(n)), Cell::Permille(Some(all))) => (*n, *all),
            other => panic!("{other:?}"),
        }
    };
    let count = |grid: Option<usize>, is: &dyn Fn(&Resident, Option<i16>) -> bool| {
        let there = |r: &&Resident| r.gone.is_none() && grid.is_none_or(|g| r.grid == grids[g]);
        residents.iter().filter(there).filter(|r| is(r, r.birth.map(|b| b.years_until(today)))).count() as i64
    };
    type Is = dyn Fn(&Resident, Option<i16>) -> bool;
    let aged = |from: i16, to: i16| move |_: &Resident, y: Option<i16>| y.is_some_and(|y| (from..=to).contains(&y));
    let women = |from: i16, to: i16| {
        move |r: &Resident, y: Option<i16>| r.sex == Sex::Female && y.is_some_and(|y| (from..=to).contains(&y))
    };
    let cases: Vec<(&str, &[&str], Box<Is>)> = vec![
        ("population", &["人口数", "合计"], Box::new(|_, _| true)),
        ("population", &["人口数", "男"], Box::new(|r, _| r.sex == Sex::Male)),
        ("population", &["人口类型", "流动人口"], Box::new(|r, _| r.residence == Residence::Floating)),
        ("population", &["人口类型", "人户分离"], Box::new(|r, _| r.residence == Residence::Away)),
        ("population", &["年龄", "0—17岁"], Box::new(aged(0, 17))),
        ("population", &["年龄", "18—34岁"], Box::new(aged(18, 34))),
        ("population", &["年龄", "35—59岁"], Box::new(aged(35, 59))),
        ("population", &["年龄", "60岁及以上"], Box::new(aged(60, 200))),
        ("elderly", &["60—69岁", "小计"], Box::new(aged(60, 69))),
        ("elderly", &["60—69岁", "女"], Box::new(women(60, 69))),
        ("elderly", &["70—79岁", "小计"], Box::new(aged(70, 79))),
        ("elderly", &["80—89岁", "小计"], Box::new(aged(80, 89))),
        ("elderly", &["90岁及以上", "小计"], Box::new(aged(90, 200))),
        ("elderly", &["90岁及以上", "其中百岁"], Box::new(aged(100, 200))),
    ];
    for (code, head, is) in &cases {
        let wanted = (count(Some(1), is), count(None, is));
        assert_eq!(value(code, head, 1), wanted, "{code} {head:?}");
        assert!(wanted.1 > 0, "{code} {head:?}");
    }
    let share = |grid| {
        let (old, everyone) = (count(grid, &aged(60, 200)), count(grid, &|_, _| true));
        (old as f64 * 1_000.0 / everyone as f64).round() as i64
    };
    assert_eq!(value("elderly", &["老龄化率（%）"], 1), (share(Some(1)), share(None)));
    // Bands and the unknown are everybody.
    let bands = [&["年龄", "0—17岁"], &["年龄", "18—34岁"], &["年龄", "35—59岁"], &["年龄", "60岁及以上"]];
    let known: i64 = bands.iter().map(|h| value("population", *h, 0).1).sum();
    let f = filled(&app, forms.iter().find(|t| t.code == "population").unwrap(), &asked(&app, None));
    assert_eq!(known + f.notes[0].1, residents.len() as i64);
    // The month before, and the difference.
    let items = filled(&app, forms.iter().find(|t| t.code == "items").unwrap(), &asked(&app, None)).total.unwrap();
    let n = |i: usize| if let Cell::Count(n, _) = &items[i] { *n } else { panic!() };
    assert_eq!((n(1), n(2), n(3), n(4), n(5), n(6)), (5, 6, -1, 2, 1, 1));
}

#[test]
fn a_list_is_by_grid_and_then_by_address() {
    let (app, grids) = community();
    let t = reports::shipped().unwrap().iter().find(|t| t.code == "floating-list").unwrap().clone();
    let f = filled(&app, &t, &asked(&app, None));
    let at = |head: &str| t.column.iter().position(|c| c.head == [head]).unwrap();
    let text = |r: &[Cell], i: usize| match &r[i] {
        Cell::Text(s) | Cell::Entry(s, _) | Cell::Number(s) => s.clone(),
        _ => String::new(),
    };
    let order: Vec<_> = f.rows.iter().map(|r| (text(r, at("网格")), natural(&text(r, at("现住址"))))).collect();
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(order, sorted);
    let numbers: Vec<_> = f.rows.iter().map(|r| text(r, 0)).collect();
    assert_eq!(numbers, (1..=f.rows.len()).map(|n| n.to_string()).collect::<Vec<_>>());
    // Each row is an entry of its own, with that entry's values.
    let mut seen = BTreeMap::new();
    for r in &f.rows {
        let Cell::Entry(name, id) = &r[at("姓名")] else { panic!() };
        let e: Entry = app.app.store.get(*id).unwrap();
        let Subject::Resident(who) = e.subject else { panic!() };
        let person: Resident = app.app.store.get(who).unwrap();
        assert_eq!(name, person.name.as_str());
        let mask = person.number.map(|n| n.mask).unwrap_or_default();
        assert_eq!(text(r, at("公民身份号码")), mask);
        assert_eq!(text(r, at("户籍地")), "=1+1");
        assert!(grids.contains(&person.grid) && seen.insert(*id, ()).is_none());
    }
    // A part of it is cut where it is said, and says so.
    let few = audience(&app, &[Role::Leader], |to| reports::fill(&app.app.store, &t, &asked(&app, None), to, 3)).unwrap();
    assert!(few.more && few.rows.len() == 3);
    assert!(text(&few.rows[0], at("联系电话")).contains('*'), "masked from who may not change the register");
}

fn lines(app: &TestApp, action: &str) -> Vec<audit::Entry> {
    app.app.store.list(&audit::Entry::BY_ACTION.under(action.to_owned()), Dir::Forward, 99).unwrap()
}

/// Who sees which form, who takes which away.
#[test]
fn forms_by_role() {
    let (app, grids) = community();
    let everyone = ["population", "elderly", "floating-list"];
    let items = ["items", "grid-work"];
    let relief =
        ["relief", "disability-count", "low-income-list", "hardship-list", "disability-list", "party-list", "veterans-list"];
    for role in Role::ALL {
        let v = app.signed_in(role);
        let sees = matches!(
            role,
            Role::Administrator
                | Role::Leader
                | Role::Clerk
                | Role::Dispatcher
                | Role::GridLeader
                | Role::GridWorker
                | Role::Principal
        );
        let list = v.get("/office/reports");
        assert_eq!(list.status() == StatusCode::OK, sees, "{role:?}");
        let list = list.text().unwrap();
        let keeps = matches!(role, Role::Administrator | Role::Leader | Role::Clerk | Role::Principal);
        let grid = if role == Role::GridLeader { continue } else { grids[0] };
        let expect = |code: &str, ok: bool| {
            let status = v.get(&format!("/office/reports/{code}?grid={grid}")).status();
            assert_eq!(status == StatusCode::OK, ok, "{role:?} {code} {status}");
            if sees {
                assert_eq!(list.contains(&format!("/office/reports/{code}\"")), ok, "{role:?} {code}");
            }
        };
        everyone.iter().for_each(|c| expect(c, sees));
        items.iter().for_each(|c| expect(c, sees && role != Role::Administrator));
        relief.iter().for_each(|c| expect(c, keeps));
        // Files of lists need what the register's export needs.
        let fields = [("month", "202612"), ("grid", &*grid.to_string()), ("purpose", "上报街道")];
        let taken = v.post("/office/reports/floating-list/export", &fields).status();
        let wanted = if keeps {
            StatusCode::OK
        } else if sees {
            StatusCode::CONFLICT
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(taken, wanted, "{role:?}");
        let taken = v.post("/office/reports/population/export", &fields[..2]).status();
        assert_eq!(taken, if sees { StatusCode::OK } else { StatusCode::FORBIDDEN }, "{role:?}");
    }
    assert_eq!(lines(&app, "report.export").len(), 4 + 6);
    // Grid staff: own rows, no total, nothing of the other grid.
    let worker = app.signed_in(Role::GridWorker);
    let page = worker.page("/office/reports/population");
    assert!(page.contains("第1网格") && !page.contains("第2网格") && !page.contains("<tfoot>"), "{page}");
    assert!(page.contains("只含本人负责的网格"));
    assert!(page.contains(&format!("/office/figures?of=households&amp;grid={}", grids[0])));
    assert_eq!(worker.get(&format!("/office/reports/population?grid={}", grids[1])).status(), StatusCode::NOT_FOUND);
    let monthly = worker.page("/office/reports/items");
    assert!(monthly.contains(&format!("grid={}", grids[0])) && !monthly.contains(&format!("grid={}", grids[1])));
    // Every figure on the page leads to a page with as many rows.
    let clerk = app.signed_in(Role::Clerk);
    let page = clerk.page("/office/reports/elderly");
    assert!(
        page.contains("<tfoot>") && page.contains("截至2026年12月5日") && page.contains("填报单位：美湖社区居民委员会"),
        "{page}"
    );
    let mut followed = 0;
    for part in page.split("<a href=\"/office/figures?").skip(1).step_by(5) {
        let (q, rest) = part.split_once("\">").unwrap();
        let n = rest.split('<').next().unwrap();
        let Ok(n) = n.parse::<i64>() else { continue };
        let there = clerk.page(&format!("/office/figures?{}", q.replace("&amp;", "&")));
        assert!(there.contains(&format!("共 {n} 条")), "{q}");
        followed += 1;
    }
    assert!(followed > 4);
}

/// A list as a file: for a purpose, masked as the register's export masks, in full with the right to reveal.
#[test]
fn a_list_leaves_for_a_purpose() {
    let (app, _) = community();
    let (clerk, admin) = (app.signed_in(Role::Clerk), app.signed_in(Role::Administrator));
    let at = "/office/reports/low-income-list/export";
    let refused = clerk.post(at, &[("purpose", "报")]);
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert_eq!(admin.post(at, &[("purpose", "上报街道"), ("plain", "1")]).status(), StatusCode::FORBIDDEN);
    assert!(lines(&app, "report.export").is_empty());
    let read = |bytes: &[u8]| lianxin::sheets::read_xlsx(bytes).unwrap().remove(0);
    let answer = clerk.post(at, &[("purpose", "上报街道民政科")]);
    let name = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(name.contains("filename*=UTF-8''%E6%9C%80"), "{name}");
    let masked = read(&answer.bytes().unwrap());
    let full = read(&clerk.post(at, &[("purpose", "上报街道民政科"), ("plain", "1")]).bytes().unwrap());
    let text = |s: &lianxin::sheets::Sheet| s.rows.iter().flatten().map(|c| c.text()).collect::<Vec<_>>().join("|");
    let (masked, full) = (text(&masked), text(&full));
    let plain = |s: &str| s.split('|').any(|c| CitizenNumber::parse(c).is_some());
    assert!(masked.contains("********") && !plain(&masked), "{masked}");
    assert!(plain(&full) && !full.contains("********"));
    assert!(masked.contains("最低生活保障对象名册") && masked.contains("填报人:张敏") && masked.contains("合计"), "{masked}");
    let (one, two) = (lines(&app, "report.export"), lines(&app, "report.export-plain"));
    assert_eq!((one.len(), two.len()), (1, 1));
    assert_eq!(one[0].detail, "low-income-list 上报街道民政科");
    // What begins like a formula is a text in the file.
    let bytes = clerk.post("/office/reports/floating-list/export", &[("purpose", "上报街道")]).bytes().unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let sheet = calamine::Reader::sheet_names(&book)[0].clone();
    let cells = calamine::Reader::worksheet_range(&mut book, &sheet).unwrap();
    assert!(cells.used_cells().any(|(_, _, c)| *c == calamine::Data::String("=1+1".into())));
    let formulas = calamine::Reader::worksheet_formula(&mut book, &sheet).unwrap();
    assert!(formulas.used_cells().all(|(_, _, f)| f.is_empty()));
}
