//! The seven steps of an item, each by another account, over HTTP: collect, file, dispatch, handle, report back, verify
//! and close, evaluate. What happens in between is on the item's page, and the history holds.
use lianxin::{
    base::{Day, Id, Stamp},
    domain::{
        matters::items::{self, Action, Item, StateTag, check_chain, history},
        office::who::Role,
    },
    store::Read,
};
use reqwest::StatusCode;

use crate::kit::app::{TestApp, Visitor};

fn the_item(app: &TestApp) -> Item {
    let mut all = app.app.store.list(&Item::BY_CREATED.all(), lianxin::store::Dir::Backward, 1).unwrap();
    all.pop().unwrap()
}

/// Does an action through the page's form, as it is drawn.
fn act(app: &TestApp, who: &Visitor, action: Action, fields: &[(&str, &str)]) -> StatusCode {
    let item = the_item(app);
    let page = who.page(&format!("/office/items/{}", item.id));
    let form = format!("/office/items/{}/do/{}", item.id, action.key());
    assert!(page.contains(&form), "{action:?} is offered");
    let seen = item.events.to_string();
    let named: Vec<(String, &str)> = fields.iter().map(|(k, v)| (format!("{}-{k}", action.key()), *v)).collect();
    let mut all = vec![("seen", seen.as_str())];
    all.extend(named.iter().map(|(k, v)| (k.as_str(), *v)));
    who.post(&form, &all).status()
}

#[test]
fn seven_steps_by_seven_accounts() {
    let app = TestApp::new();
    let worker = app.signed_in(Role::GridWorker);
    let clerk = app.signed_in(Role::Clerk);
    let dispatcher = app.signed_in(Role::Dispatcher);
    let leader = app.signed_in(Role::Leader);
    let handler = app.signed_in(Role::Handler);
    let principal = app.signed_in(Role::Principal);
    let liaison = app.signed_in(Role::Liaison);
    let done = StatusCode::SEE_OTHER;

    // 1 信息收集: the grid worker brings an application from a visit.
    let number = crate::matters::items::number();
    let answer = worker.post("/office/intake/mz-dibao", &crate::matters::items::form(&number));
    assert_eq!(answer.status(), done, "{}", answer.text().unwrap());
    assert_eq!(the_item(&app).state.tag, StateTag::Reported);

    // 2 案卷建立: the clerk accepts, the principal leader files (whoever dispatches may).
    assert_eq!(act(&app, &clerk, Action::Accept, &[]), done);
    assert_eq!(act(&app, &principal, Action::File, &[]), done);
    assert_eq!(the_item(&app).state.tag, StateTag::Filed);

    // 3 任务派遣: to the department; no recipient is told beside the field and nothing typed is lost.
    let lacking = act(&app, &dispatcher, Action::Dispatch, &[("note", "请今日处理")]);
    assert_eq!(lacking, StatusCode::UNPROCESSABLE_ENTITY);
    let to = app.account(Role::Handler).id.to_string();
    assert_eq!(act(&app, &dispatcher, Action::Dispatch, &[("to", &to), ("note", "请今日处理")]), done);

    // 4 任务处理, with a conference on the way.
    assert_eq!(act(&app, &handler, Action::Start, &[]), done);
    let (chair, with) = (app.account(Role::Liaison).id.to_string(), app.account(Role::Handler).id.to_string());
    let call = [("chair", chair.as_str()), ("participants", with.as_str()), ("note", "收入认定口径不一")];
    assert_eq!(act(&app, &liaison, Action::Convene, &call), done);
    assert_eq!(act(&app, &handler, Action::Opine, &[("note", "按社保缴费核定")]), done);
    assert_eq!(act(&app, &liaison, Action::Conclude, &[("note", "由民政口三日内复核")]), done);

    // 5 处理反馈.
    assert_eq!(act(&app, &handler, Action::ReportBack, &[("note", "已审核通过，下月起发放。")]), done);

    // 6 核查结案: never by the handler, and here by the leader.
    let item = the_item(&app);
    let own = handler.post(&format!("/office/items/{}/do/close", item.id), &[("close-note", "属实")]);
    assert_eq!(own.status(), StatusCode::FORBIDDEN, "a handler has no right to verify");
    assert_eq!(act(&app, &leader, Action::Verify, &[]), done);
    assert_eq!(act(&app, &leader, Action::Close, &[("note", "材料属实")]), done);
    let closed = the_item(&app);
    assert_eq!(closed.state.tag, StateTag::Closed);
    // Closed on Tuesday the 3rd: followed up on Friday the 6th.
    assert_eq!(closed.follow, Day::parse("2026-11-06"));

    // 7 综合评价: somebody else calls back on that day.
    app.app.clock.advance(Stamp::at(Day::parse("2026-11-06").unwrap(), 10, 0).seconds_since(app.app.clock.now()));
    let liaison = app.signed_in(Role::Liaison);
    let call = [("way", "phone"), ("outcome", "very-satisfied"), ("basis", "社会救助暂行办法"), ("note", "已告知下月起发放")];
    assert_eq!(act(&app, &liaison, Action::FollowUp, &call), done);
    let rated = the_item(&app);
    assert_eq!(rated.state.tag, StateTag::Rated);
    assert_eq!(act(&app, &liaison, Action::Archive, &[]), done);

    let item = the_item(&app);
    assert_eq!(check_chain(&app.app.store, &item).unwrap(), None);
    let events = history(&app.app.store, item.id).unwrap();
    let actions: Vec<Action> = events.iter().map(|e| e.action).collect();
    assert_eq!(
        actions,
        [
            Action::Report,
            Action::Accept,
            Action::File,
            Action::Dispatch,
            Action::Start,
            Action::Convene,
            Action::Opine,
            Action::Conclude,
            Action::ReportBack,
            Action::Verify,
            Action::Close,
            Action::FollowUp,
            Action::Archive,
        ]
    );
    let mut people: Vec<_> = events.iter().filter_map(|e| e.actor.account()).collect();
    people.sort();
    people.dedup();
    assert_eq!(people.len(), 7, "seven accounts took part");
    // The page tells all of it.
    let page = liaison.page(&format!("/office/items/{}", item.id));
    for words in ["三级会办", "按社保缴费核定", "由民政口三日内复核", "材料属实", "电话回访", "社会救助暂行办法", "已归档"]
    {
        assert!(page.contains(words), "{words}");
    }
    let desk = items::desk(&app.app.store, app.app.clock.now()).unwrap();
    assert_eq!((desk.reported, desk.closed, desk.to_follow), (1, 1, 0));
    assert_eq!(item.id, Id::new(1));
}

/// The receipt bears the code with which its holder acts as the resident: who has worked on an item cannot have it printed,
/// nor who takes nothing in; whoever prints it is in the log.
#[test]
fn nobody_prints_the_receipt_of_their_own_work() {
    let app = TestApp::new();
    let (clerk, dispatcher) = (app.signed_in(Role::Clerk), app.signed_in(Role::Dispatcher));
    let number = crate::matters::items::number();
    clerk.post("/office/intake/mz-dibao", &crate::matters::items::form(&number));
    let receipt = format!("/office/items/{}/papers/receipt", the_item(&app).id);
    assert_eq!(clerk.get(&receipt).status(), StatusCode::OK);
    assert_eq!(app.signed_in(Role::Liaison).get(&receipt).status(), StatusCode::CONFLICT);
    assert_eq!(act(&app, &clerk, Action::Accept, &[]), StatusCode::SEE_OTHER);
    assert_eq!(act(&app, &clerk, Action::Start, &[]), StatusCode::SEE_OTHER);
    assert_eq!(clerk.get(&receipt).status(), StatusCode::CONFLICT);
    let page = clerk.page(&format!("/office/items/{}", the_item(&app).id));
    assert!(!page.contains(&receipt), "and it is not offered");
    assert_eq!(dispatcher.get(&receipt).status(), StatusCode::OK);
    let printed = lianxin::domain::office::audit::Filter { action: Some("item.receipt".into()), ..Default::default() };
    assert_eq!(lianxin::domain::office::audit::lines(&app.app.store, &printed, None, 10).unwrap().0.len(), 2);
}
