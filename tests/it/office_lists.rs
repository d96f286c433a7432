//! The lists that people work through, several items in one go, handing over, workflow settings, rating at the counter.
use lianxin::{
    base::{Day, GridCode, Id, Name, Phone},
    domain::{
        audit::{self, Filter},
        grids::{self, Grid, GridForm, GridKind, GridLevel, Post, PostRole},
        items::{
            self, Action, Applicant, Asked, By, Colour, Details, Item, New, QueryCode, Rating, Source, StateTag, Way, follow_ups,
            supervisions, unseen,
        },
        settings::Workflow,
        who::{Actor, Role},
    },
    store::Read,
};
use reqwest::StatusCode;

use super::app::{TestApp, Visitor};

/// Reports an item at the window; `n` makes its key.
fn report(app: &TestApp, n: u64, grid: Option<Id<Grid>>) -> Item {
    let catalogue = app.app.catalogue();
    let offer = catalogue.offers().iter().find(|o| o.spec.code == "mz-dibao").unwrap();
    let mut form_key = [0; 16];
    form_key[..8].copy_from_slice(&n.to_be_bytes());
    let new = New {
        form_key,
        asked: Asked::of(offer).unwrap(),
        applicant: Applicant { name: Name::parse("陈桂英"), phone: Phone::parse("13812345678"), ..Applicant::default() },
        source: Source::Window,
        building: None,
        grid,
        place: "美湖花园12幢".into(),
        answers: Vec::new(),
        materials: vec![0],
        draft: None,
        query: Some(QueryCode::new(123_456)),
    };
    let (clerk, at) = (app.account(Role::Clerk), app.app.clock.now());
    app.app.store.write_wait(move |tx| items::report(tx, &By::Account(&clerk), new, at)).unwrap()
}

fn act(app: &TestApp, role: Role, item: &Item, action: Action, details: Details) -> Item {
    let (me, at, id, calendar) = (app.account(role), app.app.clock.now(), item.id, app.app.calendar.clone());
    let done = app.app.store.write_wait(move |tx| items::act(tx, &By::Account(&me), id, action, details, at, &calendar));
    done.unwrap_or_else(|e| panic!("{role:?} {action:?}: {e}"))
}

fn words(note: &str) -> Details {
    Details { note: note.into(), ..Details::default() }
}

fn given(app: &TestApp, to: Role) -> Details {
    Details { note: "请办理".into(), to_account: Some(app.account(to).id), ..Details::default() }
}

/// An item on the handler's desk.
fn dispatched(app: &TestApp, n: u64, grid: Option<Id<Grid>>, to: Role) -> Item {
    let item = report(app, n, grid);
    act(app, Role::Clerk, &item, Action::Accept, Details::default());
    act(app, Role::Dispatcher, &item, Action::Dispatch, given(app, to))
}

/// An item that somebody handled and the centre closed.
fn closed(app: &TestApp, n: u64, grid: Option<Id<Grid>>, by: Role) -> Item {
    let item = dispatched(app, n, grid, by);
    act(app, by, &item, Action::Start, Details::default());
    act(app, by, &item, Action::ReportBack, words("已按月发放低保金"));
    act(app, Role::Dispatcher, &item, Action::Close, words("属实"))
}

fn now(app: &TestApp, item: &Item) -> Item {
    app.app.store.get(item.id).unwrap()
}

/// A grid; the worker holds a post in the first one made.
fn grid(app: &TestApp, n: u8) -> Id<Grid> {
    let (worker, at) = (app.account(Role::GridWorker).staff, app.app.clock.now());
    let form = GridForm {
        code: GridCode::parse(&format!("32021100100100{n}")).unwrap(),
        name: format!("第{n}网格"),
        kind: GridKind::Basic,
        level: GridLevel::Small,
        parent: None,
        households: (300, 500),
        note: String::new(),
    };
    let made = app.app.store.write_wait(move |tx| {
        let grid = grids::create_grid(tx, Actor::System, at, form)?.id;
        if n == 1 {
            let id = tx.next_id()?;
            tx.put(&Post { id, staff: worker, grid, role: PostRole::FullTime, from: Day::ymd(2026, 1, 1).unwrap(), to: None })?;
        }
        Ok(grid)
    });
    made.unwrap()
}

fn shows(page: &str, item: &Item) -> bool {
    page.contains(&item.no.to_string())
}

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

fn post(v: &Visitor, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
    let answer = v.post(path, fields);
    (answer.status(), answer.text().unwrap())
}

fn tick(item: &Item) -> String {
    format!("{}.{}", item.id, item.events)
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
    for _ in 0..200 {
        if unseen(&app.app.store, me).unwrap() == 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(unseen(&app.app.store, me).unwrap(), 0, "opening the item saw it");
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
    let (at, calendar) = (app.app.clock.now(), app.app.calendar.clone());
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

#[test]
fn one_refusal_among_several_does_not_stop_the_others() {
    let app = TestApp::new();
    let all: Vec<Item> = (1..=3).map(|n| report(&app, n, None)).collect();
    let ticks: Vec<String> = all.iter().map(tick).collect();
    let centre = app.signed_in(Role::Dispatcher);
    let list = centre.page("/office/items?state=reported");
    assert!(list.contains(&format!("value=\"{}\"", ticks[0])) && list.contains("name=\"action\" value=\"accept\""));
    // Somebody else works on the second meanwhile.
    act(&app, Role::Clerk, &all[1], Action::Note, words("已电话联系"));
    let ticked: Vec<_> = ticks.iter().map(|t| ("item", t.as_str())).collect();
    let (status, page) =
        post(&centre, "/office/items/bulk", &[&[("action", "accept"), ("back", "state=reported")], &ticked[..]].concat());
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("办好 2 件，1 件没有办成") && page.contains("有了新的进展"), "{page}");
    let again = format!("value=\"{}\" checked", tick(&now(&app, &all[1])));
    assert!(page.contains(&again), "what was not done stays ticked, as it is now");
    assert!(!page.contains(&format!("value=\"{}\" checked", tick(&now(&app, &all[0])))));
    assert!(page.contains("href=\"/office/items?state=reported\""), "back to the list one came from");
    let states: Vec<_> = all.iter().map(|i| now(&app, i).state.tag).collect();
    assert_eq!(states, [StateTag::Accepted, StateTag::Reported, StateTag::Accepted]);

    // A dispatch asks to whom first; without it nothing is done and what was typed is kept.
    let ticks: Vec<String> = all.iter().map(|i| tick(&now(&app, i))).collect();
    let ticked: Vec<_> = ticks.iter().map(|t| ("item", t.as_str())).collect();
    let (status, page) = post(&centre, "/office/items/bulk", &[&[("action", "dispatch")], &ticked[..]].concat());
    assert!(status == StatusCode::OK && page.contains("name=\"to\"") && page.contains("name=\"go\""));
    let form = [("action", "dispatch"), ("go", "1"), ("note", "请三日内办结")];
    let (status, page) = post(&centre, "/office/items/bulk", &[&form[..], &ticked[..]].concat());
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("请选择承办人") && page.contains("请三日内办结"));
    let to = app.account(Role::Handler).id.to_string();
    let form = [&form[..], &[("to", to.as_str())]].concat();
    let (_, page) = post(&centre, "/office/items/bulk", &[&form[..], &ticked[..]].concat());
    assert!(page.contains("办好 2 件，1 件没有办成") && page.contains("请三日内办结"), "the words are kept for another try");
    let states: Vec<_> = all.iter().map(|i| now(&app, i).state.tag).collect();
    assert_eq!(states, [StateTag::Dispatched, StateTag::Reported, StateTag::Dispatched]);
    // The same form again does nothing twice.
    let (_, page) = post(&centre, "/office/items/bulk", &[&form[..], &ticked[..]].concat());
    assert!(page.contains("办好 0 件"), "{page}");

    let (_, page) =
        post(&centre, "/office/items/bulk", &[&[("action", "supervise"), ("go", "1"), ("note", "抓紧")], &ticked[..]].concat());
    assert!(page.contains("没有办成"), "stale ticks");
    let fresh: Vec<String> = all.iter().map(|i| tick(&now(&app, i))).collect();
    let fresh: Vec<_> = fresh.iter().map(|t| ("item", t.as_str())).collect();
    post(&centre, "/office/items/bulk", &[&[("action", "supervise"), ("go", "1"), ("note", "抓紧")], &fresh[..]].concat());
    assert!(all.iter().all(|i| now(&app, i).supervised.is_some_and(|s| s.colour == Colour::Yellow)));
}

#[test]
fn several_items_only_by_those_who_may() {
    let app = TestApp::new();
    let item = dispatched(&app, 1, None, Role::Handler);
    let handler = app.signed_in(Role::Handler);
    let list = handler.page("/office/items");
    assert!(list.contains("value=\"hand-over\"") && !list.contains("value=\"accept\"") && !list.contains("value=\"supervise\""));
    let tick = tick(&item);
    let go = |v: &Visitor, action: &str, tick: &str| {
        post(v, "/office/items/bulk", &[("action", action), ("go", "1"), ("note", "x"), ("item", tick)])
    };
    assert_eq!(go(&handler, "supervise", &tick).0, StatusCode::FORBIDDEN);
    assert_eq!(go(&handler, "close", &tick).0, StatusCode::FORBIDDEN, "not one of those done in one go");
    let (status, page) = post(&handler, "/office/items/bulk", &[("action", "hand-over")]);
    assert!(status == StatusCode::CONFLICT && page.contains("请先勾选事项"));
    let many: Vec<(&str, String)> = (1..=51).map(|n| ("item", format!("{n}.1"))).collect();
    let many: Vec<_> = many.iter().map(|(k, v)| (*k, v.as_str())).chain([("action", "hand-over")]).collect();
    let (status, page) = post(&handler, "/office/items/bulk", &many);
    assert!(status == StatusCode::CONFLICT && page.contains("一次最多办理 50 件"));
    // What somebody may not see is not told of, and an unknown number looks the same.
    let hidden = report(&app, 2, None);
    let to = app.account(Role::Clerk).id.to_string();
    for id in [hidden.id.raw(), 999_999] {
        let tick = format!("{id}.1");
        let fields = [("action", "hand-over"), ("go", "1"), ("note", "轮岗"), ("to", to.as_str()), ("item", tick.as_str())];
        let (status, page) = post(&handler, "/office/items/bulk", &fields);
        assert!(status == StatusCode::OK && page.contains("没有找到您要的内容") && !shows(&page, &hidden));
    }
}

#[test]
fn what_somebody_owns_goes_to_another() {
    let app = TestApp::new();
    let mine: Vec<Item> = (1..=5).map(|n| dispatched(&app, n, None, Role::Handler)).collect();
    let asked = dispatched(&app, 6, None, Role::Clerk);
    let help = Details { participants: vec![app.account(Role::Handler).id], ..words("请现场查看") };
    act(&app, Role::Clerk, &asked, Action::AskHelp, help);
    let centre = app.signed_in(Role::Dispatcher);
    let (away, to) = (app.account(Role::Handler).id.to_string(), app.account(Role::Clerk).id.to_string());
    let page = centre.page("/office/handovers");
    assert!(page.contains("市政管理所") && !page.contains("name=\"note\""), "who is away is asked first");
    let page = centre.page(&format!("/office/handovers?who={away}"));
    assert!(mine.iter().all(|i| shows(&page, i)) && shows(&page, &asked) && page.contains("请现场查看"));

    let two = [tick(&mine[0]), tick(&mine[1])];
    let base = [("who", away.as_str()), ("item", &two[0]), ("item", &two[1])];
    let (status, page) = post(&centre, "/office/handovers", &[&base[..], &[("to", &to)]].concat());
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("请填写此项"), "why?");
    assert!(page.contains(&format!("value=\"{}\" checked", two[0])), "what was ticked is kept");
    let (status, page) = post(&centre, "/office/handovers", &[&base[..], &[("to", away.as_str()), ("note", "产假")]].concat());
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("请选另一位"));
    let (status, page) = post(&centre, "/office/handovers", &[("who", away.as_str()), ("to", &to), ("note", "产假")]);
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("请先勾选事项"));
    let (status, page) =
        post(&centre, "/office/handovers", &[&base[..], &[("to", to.as_str()), ("note", "产假三个月")]].concat());
    assert!(status == StatusCode::OK && page.contains("2 件全部办好") && page.contains("（3 件）"), "it tells how many remain");
    let clerk = app.account(Role::Clerk).id;
    assert!(mine[..2].iter().all(|i| now(&app, i).owner == Some(clerk)));
    assert!(centre.page(&format!("/office/items/{}", mine[0].id)).contains("产假三个月"));

    // Everybody gives away their own; nobody another's without the right.
    let handler = app.signed_in(Role::Handler);
    let page = handler.page("/office/handovers");
    assert!(shows(&page, &mine[2]) && !shows(&page, &mine[0]));
    assert_eq!(handler.get(&format!("/office/handovers?who={to}")).status(), StatusCode::FORBIDDEN);
    let theirs = tick(&now(&app, &mine[0]));
    let fields = [("who", to.as_str()), ("item", &theirs), ("to", away.as_str()), ("note", "还给我")];
    assert_eq!(post(&handler, "/office/handovers", &fields).0, StatusCode::FORBIDDEN);
    let fields = [("item", theirs.as_str()), ("to", to.as_str()), ("note", "轮岗")];
    assert_eq!(post(&handler, "/office/handovers", &fields).0, StatusCode::UNPROCESSABLE_ENTITY, "it is not theirs any more");
    let (_, page) = post(&handler, "/office/handovers", &[("all", "1"), ("to", &to), ("note", "轮岗")]);
    assert!(page.contains("3 件全部办好") && page.contains("名下没有未办结的事项"));
    assert!(mine.iter().all(|i| now(&app, i).owner == Some(clerk)));
    let line = |action: &str| {
        audit::lines(&app.app.store, &Filter { action: Some(action.into()), ..Filter::default() }, None, 100).unwrap().0.len()
    };
    assert_eq!(line("item.hand-over"), 5, "each is a step of its own");
}

#[test]
fn workflow_settings_are_checked_and_move_no_limit() {
    let app = TestApp::new();
    let item = dispatched(&app, 1, None, Role::Handler);
    let admin = app.signed_in(Role::Administrator);
    let page = admin.page("/office/workflow");
    assert!(page.contains("回访日") && page.contains("都不会变动"));
    let good = [
        ("follow-weekday", "3"),
        ("follow-tries", "4"),
        ("collective-weekday", "0"),
        ("accept-days", "2"),
        ("remind-days", "3"),
        ("supervise", "1"),
        ("yellow-days", "2"),
        ("red-days", "1"),
        ("answer-days", "5"),
        ("extension-most", "10"),
        ("suspension-days", "60"),
    ];
    let wrong = [
        ("follow-weekday", "8", "请选择一项"),
        ("follow-weekday", "0", "请选择一项"),
        ("follow-tries", "0", "请填 1 到 9"),
        ("accept-days", "21", "请填 0 到 20"),
        ("remind-days", "-1", "请填写数字"),
        ("answer-days", "300", "请填 1 到 20"),
        ("extension-most", "", "请填写此项"),
        ("suspension-days", "181", "请填 0 到 180"),
        ("supervise", "maybe", "请选择一项"),
    ];
    for (field, value, said) in wrong {
        let fields: Vec<_> = good.iter().map(|(k, v)| if *k == field { (field, value) } else { (*k, *v) }).collect();
        let (status, page) = post(&admin, "/office/workflow", &fields);
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
        assert!(page.contains(said) && page.contains("value=\"60\"") | (field == "suspension-days"), "{field}: {said}");
    }
    assert_eq!(Workflow::load(&app.app.store).unwrap(), Workflow::default(), "nothing was saved");
    for _ in 0..2 {
        assert_eq!(post(&admin, "/office/workflow", &good).0, StatusCode::SEE_OTHER);
    }
    let saved = Workflow::load(&app.app.store).unwrap();
    let expected = Workflow {
        follow_weekday: 3,
        follow_tries: 4,
        accept_days: 2,
        remind_days: 3,
        yellow_days: 2,
        answer_days: 5,
        extension_most: 10,
        suspension_days: 60,
        ..Workflow::default()
    };
    assert_eq!(saved, expected);
    let f = Filter { action: Some("workflow.save".into()), ..Filter::default() };
    let lines = audit::lines(&app.app.store, &f, None, 10).unwrap().0;
    assert_eq!(lines.len(), 1, "the second changed nothing");
    assert!(lines[0].detail.contains("follow-weekday 5→3") && !lines[0].detail.contains("supervise"));
    assert_eq!(now(&app, &item), item, "not even its alarm");
}

#[test]
fn the_resident_rates_at_the_counter() {
    let app = TestApp::new();
    let item = closed(&app, 1, None, Role::Handler);
    let own = closed(&app, 2, None, Role::Clerk);
    let clerk = app.signed_in(Role::Clerk);
    let address = |i: &Item| format!("/office/items/{}/rating", i.id);
    assert!(clerk.page(&format!("/office/items/{}", item.id)).contains(&address(&item)));
    assert!(!clerk.page(&format!("/office/items/{}", own.id)).contains(&address(&own)), "never the handler");
    assert_eq!(clerk.get(&address(&own)).status(), StatusCode::CONFLICT);
    assert_eq!(post(&clerk, &address(&own), &[("rating", "satisfied")]).0, StatusCode::CONFLICT);
    let page = clerk.page(&address(&item));
    assert!(shows(&page, &item) && page.contains(&item.title));
    for personal in ["陈桂英", "陈", "13812345678", "美湖花园", "已按月发放", "class=\"head\"", "class=\"menu\""] {
        assert!(!page.contains(personal), "{personal}");
    }
    assert_eq!(page.matches("name=\"rating\"").count(), 4);
    let thanks = format!("{}/thanks", address(&item));
    assert_eq!(clerk.get(&thanks).status(), StatusCode::SEE_OTHER, "nothing has been said");
    assert_eq!(post(&clerk, &address(&item), &[("rating", "wonderful")]).0, StatusCode::SEE_OTHER);
    assert_eq!(now(&app, &item).state.tag, StateTag::Closed);
    for rating in ["very-satisfied", "dissatisfied"] {
        let answer = clerk.post(&address(&item), &[("rating", rating)]);
        assert_eq!(answer.headers().get("location").unwrap().to_str().unwrap(), thanks);
    }
    let rated = now(&app, &item);
    assert_eq!((rated.state.tag, rated.rating.map(|r| r.0)), (StateTag::Rated, Some(Rating::VerySatisfied)), "the first counts");
    let told = follow_ups(&app.app.store, item.id).unwrap();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].way == Way::Counter && !told[0].basis.is_empty() && told[0].by.account() == Some(app.account(Role::Clerk).id)
    );
    assert!(clerk.page(&thanks).contains("谢谢您的评价"));
    assert_eq!(app.signed_in(Role::Handler).get(&address(&item)).status(), StatusCode::FORBIDDEN);
}
