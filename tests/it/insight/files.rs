//! The household's file: what each role sees of it, its timeline page by page, and the lines in the log.
use std::collections::BTreeSet;

use lianxin::{
    domain::{
        household,
        insight::files::{Bounds, Risk},
        matters::items::Item,
        noun::Words,
        office::who::Role,
        places::reader::Reader,
        registry::{
            registers::{self, About, Access, Class, Entry, value::masked},
            visits::Visit,
        },
    },
    store::{Dir, Read, Row},
};
use reqwest::StatusCode;

use crate::kit::{
    app::TestApp,
    desk,
    files::{careless, family, reader},
    number,
    registers::{create, household, lines},
};

/// Which classes of tables a role sees in a file, written by hand from what each role is for.
fn classes(role: Role) -> Option<&'static [Access]> {
    use Access::{Everyone, Field, KeyPersons, Office};
    Some(match role {
        Role::Leader | Role::Principal => &[Everyone, Field, Office, KeyPersons],
        Role::Administrator | Role::Clerk => &[Everyone, Field, Office],
        Role::Dispatcher | Role::GridLeader | Role::GridWorker => &[Everyone, Field],
        Role::Handler | Role::Auditor | Role::Liaison => return None,
    })
}

/// Where a role sees personal values.
fn personal(role: Role, access: Access) -> bool {
    match role {
        Role::Administrator | Role::Clerk => access != Access::KeyPersons,
        Role::Dispatcher | Role::GridLeader | Role::GridWorker => access == Access::Field,
        Role::Leader | Role::Principal => access == Access::KeyPersons,
        _ => false,
    }
}

/// Every role by every table that can be about a household: what is not the role's does not leave the domain, on a screen or
/// on paper; personal values are masked where they are on the register's own pages; what is strict always is.
#[test]
fn roles_by_tables() {
    let app = TestApp::new();
    let g = desk::grid(&app, 1);
    let n = number("32021119600101123");
    let (home, head) = household(&app, g, "12", "502", "王建国", &n);
    let tables: Vec<_> = registers::shipped().unwrap().iter().filter(|t| t.about != About::None).collect();
    let entries: Vec<_> = tables.iter().map(|t| create(&app, t, &home, &head, &n)).collect();
    assert!(Access::ALL.iter().all(|a| tables.iter().any(|t| t.access == *a)), "each class of table is tried");
    for role in Role::ALL {
        let (account, now) = (app.account(role), app.app.clock.now());
        let serving = |grid| Reader::new(account.id, vec![role], vec![grid], now);
        for paper in [false, true] {
            let reader = if paper { serving(g).on_paper() } else { serving(g) };
            let file = household::file(&app.app.store, &reader, home.id, &Bounds::PAGE);
            let Some(sees) = classes(role) else {
                assert!(file.is_err(), "{role:?}");
                continue;
            };
            let file = file.unwrap();
            let wanted: BTreeSet<_> = tables
                .iter()
                .zip(&entries)
                .filter(|(t, _)| sees.contains(&t.access) && !(paper && t.access == Access::KeyPersons))
                .map(|(_, e)| e.id)
                .collect();
            assert_eq!(file.lines.iter().map(|l| l.id).collect::<BTreeSet<_>>(), wanted, "{role:?} {paper}");
            let told = file.timeline.happenings.iter();
            let told: BTreeSet<_> = told
                .filter_map(|h| match h.about {
                    Some((Entry::NAME, id)) => Some(lianxin::base::Id::new(id)),
                    _ => None,
                })
                .collect();
            assert!(told.is_subset(&wanted), "{role:?} {paper}");
            for l in &file.lines {
                let e = entries.iter().find(|e| e.id == l.id).unwrap();
                for v in &l.values {
                    let f = l.field(v).unwrap();
                    let hidden = f.sealed() || f.class == Class::Personal && !personal(role, l.table.access);
                    let mask = masked(e.value(&v.key).unwrap(), f);
                    assert_eq!(v.words == mask, hidden, "{role:?} {} {}", l.table.code, f.key);
                }
            }
            assert_eq!(file.strictest().len(), if sees.contains(&Access::KeyPersons) && !paper { 4 } else { 0 }, "{role:?}");
        }
        // Another grid's household is not there for who serves a grid.
        let elsewhere = household::file(&app.app.store, &serving(lianxin::base::Id::new(77)), home.id, &Bounds::PAGE);
        assert_eq!(elsewhere.is_ok(), classes(role).is_some() && !role.serves_grid(), "{role:?}");
    }
    // The pages say the same: a class of table stands on a role's page or does not; a look at key persons is in the log.
    for role in Role::ALL {
        let visitor = app.signed_in(role);
        let (path, before) = (format!("/office/households/{}", home.id), lines(&app, "register.view").len());
        let Some(sees) = classes(role) else {
            assert_eq!(visitor.get(&path).status(), StatusCode::FORBIDDEN);
            continue;
        };
        // The kit's grid leader holds no post.
        if role == Role::GridLeader {
            assert_eq!(visitor.get(&path).status(), StatusCode::NOT_FOUND);
            continue;
        }
        for page in [visitor.page(&path), visitor.page(&format!("{path}/timeline"))] {
            for t in &tables {
                assert_eq!(page.contains(&t.name), sees.contains(&t.access), "{role:?} {}", t.name);
            }
        }
        let looks = lines(&app, "register.view").len() - before;
        assert_eq!(looks, if sees.contains(&Access::KeyPersons) { 8 } else { 0 }, "{role:?}");
    }
}

/// The clerk's page of a family of nine: every part, what is past its day, what was done, and the rest a page at a time.
#[test]
fn a_family_of_nine() {
    let app = TestApp::new();
    let f = family(&app);
    let clerk = app.signed_in(Role::Clerk);
    let path = format!("/office/households/{}", f.home.id);
    let page = clerk.page(&path);
    for part in ["members", "housing", "registers", "items", "visits", "money", "risks", "timeline"] {
        assert!(page.contains(&format!("href=\"#{part}\"")) && page.contains(&format!("id=\"{part}\"")), "{part}");
    }
    for m in &f.members {
        assert!(page.contains(m.name.as_str()), "{}", m.name);
    }
    assert!(
        page.contains("1860.50 元")
            && page.contains("1860.50 元")
            && page.contains("89.5 平方米")
            && page.contains("还有 74 条")
            && page.contains("还有 180 条"),
        "{page}"
    );
    // Two hundred happenings, each once, page by page; every item's four steps and every visit among them.
    let clerk_reads = |later| {
        let now = app.app.clock.now().plus_seconds(later);
        Reader::of(&app.app.store, &app.account(Role::Clerk), now).unwrap()
    };
    let reader = clerk_reads(0);
    let (mut seen, mut before, mut pages) = (Vec::new(), None, 0);
    loop {
        let (_, s, _) = household::timeline(&app.app.store, &reader, f.home.id, before).unwrap();
        pages += 1;
        seen.extend(s.happenings);
        assert_eq!(s.rest.n, 200 - seen.len());
        match s.next {
            Some(m) => before = Some(m),
            None => break,
        }
    }
    assert_eq!((seen.len(), pages), (200, 4));
    assert!(seen.windows(2).all(|w| w[0].mark > w[1].mark), "newest first, none twice");
    for i in &f.items {
        assert_eq!(seen.iter().filter(|h| h.about == Some((Item::NAME, i.id.raw()))).count(), 4);
    }
    assert_eq!(seen.iter().filter(|h| h.what == Words::text("files-visit")).count(), f.visits);
    assert_eq!(seen.last().unwrap().what, Words::text("moves-deed-created"));
    let second = clerk.page(&format!("{path}/timeline?before={}", seen[49].mark));
    assert!(second.contains("还有 100 条"), "{second}");
    assert_eq!(clerk.get(&format!("{path}/timeline?before=nonsense")).status(), StatusCode::OK);
    // The worker of the grid sees the same events of items and visits, and nothing of relief.
    let worker = app.signed_in(Role::GridWorker).page(&path);
    assert!(!worker.contains("DB-2026-001") && worker.contains("走访记录第084号"));
    // What needs attention: nothing that has been ended, nothing that is not past its day.
    let file = household::file(&app.app.store, &reader, f.home.id, &Bounds::PAGE).unwrap();
    assert!(file.risks.is_empty(), "{:?}", file.risks);
    let later = clerk_reads(90 * 86_400);
    let file = household::file(&app.app.store, &later, f.home.id, &Bounds::PAGE).unwrap();
    assert!(matches!(&file.risks[..], [Risk::Past(l)] if l.table.code == "low-income"), "{:?}", file.risks);
    assert_eq!(
        file.lines.iter().flat_map(|l| l.money()).map(|(f, v)| (f.key.as_str(), v)).collect::<Vec<_>>(),
        [("amount", "1860.50")]
    );
}

/// Thousands of happenings: a page reads a bounded number, and says that there are more.
#[test]
fn a_long_life_stays_bounded() {
    let app = TestApp::new();
    let g = desk::grid(&app, 1);
    let (home, _) = household(&app, g, "12", "502", "王建国", &number("32021119600101123"));
    let (staff, start) = (app.account(Role::GridWorker).staff, app.app.clock.now());
    app.app
        .store
        .write_wait(move |tx| {
            for n in 0..3_000 {
                let (id, at) = (tx.next_id()?, start.plus_seconds(n));
                tx.put(&Visit { id, staff, household: Some(home.id), grid: g, at, outcomes: 0, note: format!("第{n}次") })?;
            }
            Ok(())
        })
        .unwrap();
    let reader = reader(&app, &app.account(Role::Clerk));
    let file = household::file(&app.app.store, &reader, home.id, &Bounds::PAGE).unwrap();
    assert!(file.timeline.rest.least && file.timeline.rest.n == 200 && file.visits.len() == 10);
    assert!(file.more_visits.least && file.more_visits.n == 200);
    let page = app.signed_in(Role::Clerk).page(&format!("/office/households/{}", home.id));
    assert!(page.contains("还有 200 条以上"));
    // On paper the newest two thousand, and how many are not printed.
    let paper = household::file(&app.app.store, &reader.on_paper(), home.id, &Bounds::PAPER).unwrap();
    assert_eq!((paper.timeline.happenings.len(), paper.timeline.rest.n, paper.timeline.rest.least), (2_000, 1_001, false));
}

#[test]
fn printing_asks_for_a_purpose_and_is_logged() {
    let app = TestApp::new();
    let g = desk::grid(&app, 1);
    let (other, n) = (desk::grid(&app, 2), number("32021119600101123"));
    let (home, head) = household(&app, g, "12", "502", "王建国", &n);
    let (away, _) = household(&app, other, "13", "101", "李秀英", &number("32021119620202124"));
    create(&app, &registers::table(&app.app.store, "psychiatric").unwrap(), &home, &head, &n);
    let path = format!("/office/households/{}/file.pdf", home.id);
    let leader = app.signed_in(Role::Leader);
    for short in ["", "核对", &format!("核对{n}")] {
        let answer = leader.post(&path, &[("purpose", short)]);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().unwrap().contains("<details class=\"act\" open"));
    }
    assert!(lines(&app, "household.print").is_empty());
    let answer = leader.post(&path, &[("purpose", "入户核对低保材料")]);
    assert_eq!((answer.status(), answer.headers()["content-type"].to_str().unwrap()), (StatusCode::OK, "application/pdf"));
    let log = lines(&app, "household.print");
    assert_eq!(
        (log.len(), log[0].detail.as_str(), log[0].actor.account()),
        (1, "入户核对低保材料", Some(app.account(Role::Leader).id))
    );
    assert_eq!(log[0].subject, Some(("household".to_owned(), home.id.raw())));
    let worker = app.signed_in(Role::GridWorker);
    assert_eq!(worker.post(&path, &[("purpose", "入户核对材料")]).status(), StatusCode::OK);
    let far = format!("/office/households/{}/file.pdf", away.id);
    assert_eq!(worker.post(&far, &[("purpose", "入户核对材料")]).status(), StatusCode::NOT_FOUND);
    assert_eq!(lines(&app, "household.print").len(), 2);
}

/// The reader of each role sees in the domain what its pages show: no number leaves a file by another way.
#[test]
fn no_number_leaves_the_domain() {
    let app = TestApp::new();
    let (family, store) = (careless(&app), &app.app.store);
    for account in Role::ALL.map(|role| app.account(role)) {
        let reader = reader(&app, &account);
        let Ok(file) = household::file(store, &reader, family.home.id, &Bounds::PAPER) else { continue };
        let said = format!("{:?} {:?} {:?}", file.lines, file.visits, file.timeline);
        let solid: String = said.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(family.numbers.iter().all(|n| !solid.contains(n.as_str())), "{:?}", account.roles);
        assert!(said.contains("3****************"), "the masked ones are there");
    }
    // The words as they were written are still in the store: covering is the file's own doing.
    let kept = store.list(&Visit::BY_HOUSEHOLD.under(family.home.id), Dir::Backward, 1).unwrap();
    assert!(kept[0].note.contains(&family.numbers[9]));
}
