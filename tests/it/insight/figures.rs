//! The rows behind a figure, as each role sees them.
use std::collections::BTreeSet;

use lianxin::{
    base::{CitizenNumber, Day, Id, Name},
    domain::{
        self,
        insight::figures::{self, Figure, Of},
        office::who::{Actor, Role, Staff},
        places::grids::{self, Grid},
        registry::{
            moves,
            people::{HouseholdForm, Particulars, Relation, Residence},
            registers::{self, Draft, Say, Subject},
            visits::{self, NewVisit},
        },
    },
    store::{Dir, Range, Read},
};
use reqwest::StatusCode;

use super::reports::{behind, community, recount};
use crate::kit::{app::TestApp, desk, ground, number};

/// Residents in a grid, each the head of a household: name, birth, floating.
fn settle(app: &TestApp, grid: Id<Grid>, people_here: &[(&str, (i16, i8, i8), bool)]) {
    let (at, seal) = (app.app.clock.now(), app.app.keys.seal.clone());
    let wanted: Vec<_> = people_here.iter().map(|(n, d, f)| ((*n).to_owned(), Day::ymd(d.0, d.1, d.2).unwrap(), *f)).collect();
    let who = (Actor::System, at);
    let made = app.app.store.write_wait(move |tx| {
        let building = ground::building(tx, grid, &format!("{grid}幢"), at)?;
        for (i, (name, birth, floating)) in wanted.iter().enumerate() {
            let house = grids::ensure_house(tx, building, "", &format!("{}01", i + 1))?.id;
            let d = birth.date();
            let no = number(&format!("320211{:04}{:02}{:02}{grid}{i:02}", d.year(), d.month(), d.day()));
            let no = CitizenNumber::parse(&no).unwrap();
            let residence = if *floating { Residence::Floating } else { Residence::Registered };
            let head = Particulars { residence, ..Particulars::new(Name::parse(name).unwrap(), Relation::HEAD) };
            let form = HouseholdForm { house, phone: None };
            let (home, head) = moves::create_household(tx, &seal, who, form, head, Some(&no))?;
            if *floating {
                let t = registers::table(tx, "floating")?;
                let said = |f: &str, v: &str| (f.to_owned(), Say::Text(v.to_owned()));
                let says = vec![said("origin", "安徽省阜阳市"), said("reason", "务工")];
                let from = Day::ymd(2026, 10, 3).unwrap();
                let draft = Draft { subject: Subject::Resident(head.id), grid: None, says, from, until: None };
                registers::create(tx, &seal, who, &t.code, &draft)?;
            }
            let staff = tx.list::<Staff>(&Range::table(), Dir::Forward, 1)?.remove(0).id;
            let visit = NewVisit { staff, household: Some(home.id), grid: None, at, outcomes: 1, note: "走访".into() };
            visits::record(tx, Actor::System, visit, at)?;
        }
        Ok::<_, lianxin::base::Failure>(())
    });
    made.unwrap();
}

#[test]
fn the_rows_behind_a_figure_are_those_that_it_counts_and_that_one_may_see() {
    let app = TestApp::new();
    let (one, two) = (desk::grid(&app, 1), desk::grid(&app, 2));
    settle(&app, one, &[("王大年", (1960, 1, 5), false), ("李小年", (1990, 5, 5), true), ("赵耄耋", (1930, 2, 3), false)]);
    settle(&app, two, &[("钱花甲", (1962, 1, 5), false), ("孙流动", (1999, 5, 5), true)]);
    let item = desk::report(&app, 1, Some(one));
    let month = app.app.clock.today().month();
    let (clerk, worker, auditor) = (app.signed_in(Role::Clerk), app.signed_in(Role::GridWorker), app.signed_in(Role::Auditor));
    let figure = |q: &str| format!("/office/figures?{q}");
    let cases: [(String, usize, &[&str], &[&str]); 7] = [
        ("of=households".into(), 5, &["1幢101室", "2幢201室"], &[]),
        ("of=residents&age=60-69".into(), 2, &["王大年", "钱花甲"], &["赵耄耋", "李小年"]),
        ("of=residents&age=80-".into(), 1, &["赵耄耋", "96 岁"], &["王大年"]),
        ("of=residents&trait=residence:3".into(), 2, &["李小年", "孙流动"], &["王大年"]),
        ("of=begun&table=floating&month=202610".into(), 2, &["李小年", "孙流动"], &["王大年"]),
        (format!("of=visits&month={month}"), 5, &["1幢101室"], &[]),
        (format!("of=reported&month={month}"), 1, &[item.title.as_str()], &[]),
    ];
    for (q, n, there, absent) in &cases {
        let page = clerk.page(&figure(q));
        assert!(page.contains(&format!("共 {n} 条")), "{q}: {page}");
        assert!(there.iter().all(|w| page.contains(w)) && !absent.iter().any(|w| page.contains(w)), "{q}: {page}");
        // Grid staff have figures of their own grid only; another's, and the whole office's, are not there.
        assert_eq!(worker.get(&figure(q)).status(), StatusCode::NOT_FOUND, "{q}");
        assert_eq!(worker.get(&figure(&format!("{q}&grid={two}"))).status(), StatusCode::NOT_FOUND, "{q}");
        let own = worker.page(&figure(&format!("{q}&grid={one}")));
        assert!(!own.contains("钱花甲") && !own.contains("孙流动"), "{q}");
        assert_ne!(auditor.get(&figure(q)).status(), StatusCode::OK, "{q}");
    }
    // A register keeps its own guard.
    assert_eq!(clerk.get(&figure("of=begun&table=correction&month=202610")).status(), StatusCode::NOT_FOUND);
    for wrong in ["of=residents&age=9-1", "of=begun&table=none&month=202610", "of=all", ""] {
        assert_eq!(clerk.get(&figure(wrong)).status(), StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[test]
fn every_figure_that_a_noun_announces_is_a_recount_and_has_its_rows() {
    let (app, grids) = community();
    let announced: Vec<_> = domain::nouns().flat_map(|noun| noun.figures).collect();
    assert_eq!(figures::monthly().collect::<Vec<_>>(), announced, "a noun to the right of the figures announces one");
    let (clerk, now) = (app.signed_in(Role::Clerk), app.app.clock.today().month());
    let mut keys = BTreeSet::from(["households", "residents", "entries", "begun"]);
    for what in announced {
        assert!(keys.insert(what.key), "{what:?} is announced twice");
        let numbers = (0..=u8::MAX).filter(|n| what.parts.is_some_and(|parts| (parts.text)(*n).is_some()));
        let mut counted = 0;
        for part in std::iter::once(None).chain(numbers.map(Some)) {
            for (month, grid) in [now - 1, now].into_iter().flat_map(|m| [None, Some(grids[0]), Some(grids[1])].map(|g| (m, g))) {
                let figure = Figure { of: Of::Monthly(what, month, part), grid };
                assert_eq!(Figure::parse(&figure.to_string()), Some(figure.clone()), "{figure}");
                let n = figures::count(&app.app.store, &figure, app.app.clock.today()).unwrap();
                assert_eq!((n, n), (recount(&app, &figure), behind(&app, &figure)), "{figure}");
                counted += n;
            }
        }
        assert!(counted > 0, "there are none of {what:?}, so nothing was compared");
        let page = clerk.page(&format!("/office/figures?{}", Figure::of(Of::monthly(what, now - 1))));
        assert!(page.contains("<tbody><tr>"), "no folder of pages draws the rows of {what:?}: {page}");
    }
}
