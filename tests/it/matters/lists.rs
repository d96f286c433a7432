//! The lists that people work through: notices, supervision with its papers, follow-up.
use lianxin::domain::{
    matters::items::{self, Action, Colour, Details, Item, Way, supervisions, unseen},
    office::who::{Actor, Role},
};
use reqwest::StatusCode;

use crate::kit::{
    app::{TestApp, Visitor},
    desk::{act, closed, dispatched, grid, now, post, shows, words},
    until::until,
};

/// The address that a page's link to the next page leads to.
fn next(page: &str) -> Option<String> {
    let (before, _) = page.split_once("\" rel=\"next\"")?;
    Some(before.rsplit_once("href=\"")?.1.replace("&amp;", "&"))
}

/// Every item number on a list and all its following pages, in order; each once.
fn walk(v: &Visitor, path: &str) -> Vec<String> {
    let (mut out, mut at) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = at {
        let page = v.page(&path);
        let list = page.split_once("<tbody").map_or("", |(_, rest)| rest);
        for row in list.split("<tr").skip(1) {
            let link = row.split_once("href=\"/office/items/").map(|(_, rest)| rest.split(['"', '#']).next().unwrap().to_owned());
            out.extend(link);
        }
        at = next(&page);
    }
    out
}

#[test]
fn notices_wait_until_they_are_seen() {
    let app = TestApp::new();
    let item = dispatched(&app, 1, None, Role::Handler);
    let (handler, me) = (app.signed_in(Role::Handler), app.account(Role::Handler).id);
    let desk = handler.page("/office");
    assert!(desk.contains("class=\"bell\"") && desk.contains("有 1 条提醒未看"));
    let page = handler.page("/office/notices");
    assert!(shows(&page, &item) && page.contains("派遣") && page.contains("未看"));
    assert!(!shows(&app.signed_in(Role::Clerk).page("/office/notices"), &item), "they are the handler's own");
    handler.page(&format!("/office/items/{}", item.id));
    // The page does not wait for the mark.
    until("opening the item marks it as seen", || unseen(&app.app.store, me).unwrap() == 0);
    assert!(!handler.page("/office").contains("class=\"bell\""));

    for n in 2..=121 {
        dispatched(&app, n, None, Role::Handler);
    }
    let numbers = walk(&handler, "/office/notices");
    assert_eq!(numbers.len(), 121);
    assert!(numbers.windows(2).all(|w| w[0].parse::<u64>().unwrap() > w[1].parse::<u64>().unwrap()), "newest first, each once");
    assert!(handler.page("/office").contains("<b>99+</b>"));
    assert_eq!(post(&handler, "/office/notices/seen", &[]).0, StatusCode::SEE_OTHER);
    assert_eq!(unseen(&app.app.store, me).unwrap(), 0, "all of them, not only the first hundred");
}

#[test]
fn supervision_is_listed_red_first_and_printed() {
    let app = TestApp::new();
    let (own, other) = (grid(&app, 1), grid(&app, 2));
    let coloured = |colour| Details { note: "居民多次催办".into(), colour: Some(colour), ..Details::default() };
    let yellow = dispatched(&app, 1, Some(own), Role::Handler);
    act(&app, Role::Dispatcher, &yellow, Action::Supervise, coloured(Colour::Yellow));
    app.app.clock.advance(86_400);
    let red = dispatched(&app, 2, Some(other), Role::Handler);
    act(&app, Role::Leader, &red, Action::Supervise, coloured(Colour::Red));
    let centre = app.signed_in(Role::Dispatcher);
    let listed = walk(&centre, "/office/supervisions");
    assert_eq!(listed, [red.id.to_string(), yellow.id.to_string()], "red before yellow, though its answer is due later");
    // Who is of one grid sees that grid's; whose item it is sees it wherever it lies; the order is as visible as its item.
    let worker = app.signed_in(Role::GridWorker);
    assert_eq!(walk(&worker, "/office/supervisions"), [yellow.id.to_string()]);
    assert_eq!(walk(&app.signed_in(Role::Handler), "/office/supervisions").len(), 2);
    let order = |item: &Item| {
        let order = supervisions(&app.app.store, item.id).unwrap().pop().unwrap();
        format!("/office/supervisions/{}/order.pdf", order.id)
    };
    let paper = centre.get(&order(&red));
    assert_eq!(paper.status(), StatusCode::OK);
    assert!(paper.bytes().unwrap().starts_with(b"%PDF"));
    assert_eq!(worker.get(&order(&red)).status(), StatusCode::NOT_FOUND);
    assert_eq!(worker.get(&order(&yellow)).status(), StatusCode::OK);

    act(&app, Role::Handler, &yellow, Action::AnswerSupervision, words("三日内办结"));
    assert!(centre.page("/office/supervisions").contains("三日内办结"));
    act(&app, Role::Dispatcher, &yellow, Action::LiftSupervision, Details::default());
    assert_eq!(walk(&centre, "/office/supervisions"), [red.id.to_string()]);
    assert_eq!(walk(&centre, "/office/supervisions?past=1"), [yellow.id.to_string()]);

    for n in 10..130 {
        let item = dispatched(&app, n, None, Role::Handler);
        act(&app, Role::Dispatcher, &item, Action::Supervise, coloured(Colour::Yellow));
    }
    let all = walk(&centre, "/office/supervisions");
    let once: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!((all.len(), once.len()), (121, 121), "page after page, each once");
    assert_eq!(walk(&worker, "/office/supervisions"), Vec::<String>::new());
}

#[test]
fn orders_of_the_house_and_minutes_and_custody_sheets_are_papers_of_the_item() {
    let app = TestApp::new();
    let item = dispatched(&app, 1, None, Role::Handler);
    // Days later the house has issued both colours by itself.
    app.app.clock.advance(60 * 86_400);
    let (at, calendar) = (app.app.clock.now(), app.app.calendar().as_ref().clone());
    for _ in 0..5 {
        let calendar = calendar.clone();
        app.app.store.write_wait(move |tx| items::ring(tx, at, &calendar, 10)).unwrap();
    }
    let orders = supervisions(&app.app.store, item.id).unwrap();
    assert!(orders.iter().any(|o| o.by == Actor::System && o.colour == Colour::Red), "{orders:?}");
    let leader = app.signed_in(Role::Leader);
    assert!(leader.page("/office/supervisions").contains("已超过时限"), "its reason is in words");
    for order in &orders {
        assert_eq!(leader.get(&format!("/office/supervisions/{}/order.pdf", order.id)).status(), StatusCode::OK);
    }

    let item = act(&app, Role::Handler, &now(&app, &item), Action::Start, Details::default());
    let people = Details {
        note: "由谁出资".into(),
        chair: Some(app.account(Role::Liaison).id),
        participants: vec![app.account(Role::Handler).id],
        ..Details::default()
    };
    act(&app, Role::Liaison, &item, Action::Convene, people);
    act(&app, Role::Handler, &item, Action::Opine, words("由物业先行垫付"));
    let conference = now(&app, &item).conference.unwrap();
    let minutes = format!("/office/conferences/{conference}/minutes.pdf");
    assert_eq!(leader.get(&minutes).status(), StatusCode::OK);
    assert_eq!(app.signed_in(Role::Handler).get(&minutes).status(), StatusCode::OK);
    assert_eq!(app.signed_in(Role::GridWorker).get(&minutes).status(), StatusCode::NOT_FOUND);

    let sheet = format!("/office/items/{}/papers/custody", item.id);
    assert_eq!(leader.get(&sheet).status(), StatusCode::NOT_FOUND, "no papers were taken");
    act(&app, Role::Clerk, &item, Action::TakePapers, Details { papers: vec!["户口簿原件".into()], ..Details::default() });
    assert_eq!(leader.get(&sheet).status(), StatusCode::OK);
}

#[test]
fn follow_ups_are_worked_through_on_their_day() {
    let app = TestApp::new();
    let (own, other) = (grid(&app, 1), grid(&app, 2));
    let far = closed(&app, 1, Some(other), Role::Handler);
    let near = closed(&app, 2, Some(own), Role::Handler);
    let mine = closed(&app, 3, Some(own), Role::Clerk);
    let clerk = app.signed_in(Role::Clerk);
    let page = clerk.page("/office/follow-ups");
    assert!(!shows(&page, &near) && page.contains("今天没有要回访的事项"), "it is Tuesday");
    assert!(page.contains("2026-11-06 星期五") && page.contains("已排 3 件"));
    assert!(app.signed_in(Role::GridWorker).page("/office/follow-ups").contains("已排 2 件"), "those of the own grid");

    app.app.clock.advance(3 * 86_400);
    let clerk = app.signed_in(Role::Clerk);
    let page = clerk.page("/office/follow-ups");
    assert!(shows(&page, &far) && shows(&page, &near) && page.contains("13812345678") && page.contains("已按月发放低保金"));
    assert!(page.contains("您是承办人，由他人回访") && shows(&page, &mine));
    let worker = app.signed_in(Role::GridWorker);
    let page = worker.page("/office/follow-ups");
    assert!(shows(&page, &near) && !shows(&page, &far));
    let page = clerk.page(&format!("/office/follow-ups?grid={other}"));
    assert!(shows(&page, &far) && !shows(&page, &near));
    // Nobody was reached: it waits for the next day, and says so then.
    let tried = Details { way: Some(Way::Phone), outcome: Some(None), ..words("无人接听") };
    act(&app, Role::Clerk, &far, Action::FollowUp, tried);
    assert!(!shows(&clerk.page("/office/follow-ups"), &far));
    app.app.clock.advance(8 * 86_400);
    let page = app.signed_in(Role::Clerk).page("/office/follow-ups");
    assert!(page.contains("已回访 1 次未联系上") && page.contains("已过回访日"));
    assert_eq!(app.signed_in(Role::Handler).get("/office/follow-ups").status(), StatusCode::FORBIDDEN);

    for n in 10..70 {
        closed(&app, n, None, Role::Handler);
    }
    app.app.clock.advance(7 * 86_400);
    let all = walk_all(&app.signed_in(Role::Clerk));
    assert_eq!(all.len(), 63, "page after page, each once");
}

/// Every item of the follow-up list: its pages hold a table for each day.
fn walk_all(v: &Visitor) -> std::collections::BTreeSet<String> {
    let (mut out, mut at) = (std::collections::BTreeSet::new(), Some("/office/follow-ups".to_owned()));
    while let Some(path) = at {
        let page = v.page(&path);
        for rest in page.split("<td><a href=\"/office/items/").skip(1) {
            assert!(out.insert(rest.split('#').next().unwrap().to_owned()), "an item stands twice");
        }
        at = next(&page);
    }
    out
}
