//! Several items in one go, handing over, workflow settings, rating at the counter.
use lianxin::domain::{
    matters::items::{Action, Colour, Details, Item, Rating, StateTag, TICKET_SECONDS, Ticket, Way, follow_ups},
    office::{
        audit::{self, Filter},
        settings::Workflow,
        who::Role,
    },
};
use reqwest::StatusCode;

use crate::kit::{
    app::{TestApp, Visitor},
    desk::{act, closed, dispatched, now, post, report, shows, tick, words},
};

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
    // More than one go holds: the rest is told and waits for the next.
    for n in 100..303 {
        dispatched(&app, n, None, Role::GridLeader);
    }
    let leader = app.signed_in(Role::GridLeader);
    let (_, page) = post(&leader, "/office/handovers", &[("all", "1"), ("to", &to), ("note", "调离")]);
    assert!(page.contains("200 件全部办好") && page.contains("（3 件）"), "at most two hundred a go");
    assert_eq!(centre.get("/office/handovers?who=999999").status(), StatusCode::NOT_FOUND);
    let line = |action: &str| {
        audit::lines(&app.app.store, &Filter { action: Some(action.into()), ..Filter::default() }, None, 1_000).unwrap().0.len()
    };
    assert_eq!(line("item.hand-over"), 205, "each is a step of its own");
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
    // The page of the office makes a ticket; the resident's screen opens with it, and nothing else does.
    let page = clerk.page(&address(&item));
    let ticket = page.split("href=\"/rating/").nth(1).unwrap().split('"').next().unwrap();
    let ticket = format!("/rating/{ticket}");
    assert!(page.contains("<svg"), "the counter's tablet scans it");
    let tablet = app.visitor();
    let page = tablet.page(&ticket);
    assert!(shows(&page, &item) && page.contains(&item.title));
    for personal in
        ["陈桂英", "陈", "13812345678", "美湖花园", "已按月发放", "class=\"head\"", "class=\"menu\"", "href=\"/office"]
    {
        assert!(!page.contains(personal), "{personal}");
    }
    assert_eq!(page.matches("name=\"rating\"").count(), 4);
    assert_eq!(tablet.get("/office").status(), StatusCode::SEE_OTHER, "the office is not behind it");
    assert_eq!(post(&tablet, &ticket, &[("rating", "wonderful")]).0, StatusCode::SEE_OTHER);
    assert_eq!(now(&app, &item).state.tag, StateTag::Closed);
    for rating in ["very-satisfied", "dissatisfied"] {
        let answer = tablet.post(&ticket, &[("rating", rating)]);
        assert_eq!(answer.headers().get("location").unwrap().to_str().unwrap(), format!("{ticket}?done"));
    }
    let rated = now(&app, &item);
    assert_eq!((rated.state.tag, rated.rating.map(|r| r.0)), (StateTag::Rated, Some(Rating::VerySatisfied)), "the first counts");
    let told = follow_ups(&app.app.store, item.id).unwrap();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].way == Way::Counter && !told[0].basis.is_empty() && told[0].by.account() == Some(app.account(Role::Clerk).id)
    );
    assert!(tablet.page(&format!("{ticket}?done")).contains("谢谢您的评价"));
    assert!(tablet.page(&ticket).contains("已经评价过了"));
    assert_eq!(app.signed_in(Role::Handler).get(&address(&item)).status(), StatusCode::FORBIDDEN);
    // Another's ticket, a made-up one and one that is over open nothing; nor does one of a handler's who may not.
    let third = closed(&app, 3, None, Role::Handler);
    let made = |by: Role, at| {
        let ticket = Ticket::new(third.id, app.account(by).id, at).seal(&app.app.keys);
        tablet.post(&format!("/rating/{ticket}"), &[("rating", "satisfied")]).status()
    };
    let at = app.app.clock.now();
    assert_eq!(made(Role::Handler, at), StatusCode::FORBIDDEN, "the handler does not rate");
    assert_eq!(made(Role::Clerk, at.plus_seconds(-TICKET_SECONDS - 1)), StatusCode::SEE_OTHER);
    assert_eq!(now(&app, &third).state.tag, StateTag::Closed, "it was over");
    let over = Ticket::new(third.id, app.account(Role::Clerk).id, at.plus_seconds(-TICKET_SECONDS - 1)).seal(&app.app.keys);
    let answer = tablet.get(&format!("/rating/{over}"));
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(answer.text().unwrap().contains("已过期"));
    assert_eq!(made(Role::Clerk, at), StatusCode::SEE_OTHER);
    assert_eq!(now(&app, &third).state.tag, StateTag::Rated);
}
