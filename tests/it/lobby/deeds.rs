//! What a resident does to their own item at the terminal: urging, withdrawing, rating; and what they read of one that was
//! merged.
use lianxin::{
    domain::{
        matters::items::{self, Action, By, Details, Item, StateTag},
        office::who::Role,
    },
    store::Read,
};

use crate::kit::lobby::{Person, World, close, world};

/// Opens an item by what is on its receipt.
fn open(w: &World, item: &Item) -> Person {
    let p = w.person();
    let (no, code) = (item.no.to_string(), item.query.to_string());
    assert_eq!(p.post("/track", &[("no", &no), ("code", &code)]), "/track/item");
    p
}

fn now(w: &World, item: &Item) -> Item {
    w.office.app.store.get(item.id).unwrap()
}

/// The office does something.
fn act(w: &World, role: Role, item: &Item, action: Action, details: Details) {
    let (account, id, at) = (w.office.account(role), item.id, w.office.app.clock.now());
    let calendar = w.office.app.calendar().as_ref().clone();
    w.office
        .app
        .store
        .write_wait(move |tx| items::act(tx, &By::Account(&account), id, action, details, at, &calendar).map(drop))
        .unwrap();
}

const URGE: &str = "action=\"/track/urge\"";
const WITHDRAW: &str = "href=\"/track/withdraw\"";

#[test]
fn an_item_is_urged_once_a_day() {
    let w = world();
    let item = w.ask();
    assert_eq!(w.person().post("/track/urge", &[]), "/track", "nothing is open");
    let p = open(&w, &item);
    assert!(p.page("/track/item").contains(URGE));
    assert_eq!(p.post("/track/urge", &[]), "/track/item?done=urge");
    let page = p.page("/track/item?done=urge");
    assert!(page.contains("已经记下您在催") && page.contains("办理时限不变"), "no date is promised");
    assert!(!page.contains(URGE) && page.contains("您催办过"));
    assert!(p.page("/track/item").contains("您今天已经催过了"));
    assert_eq!(p.post("/track/urge", &[]), "/track/item", "pressed twice");
    assert_eq!(now(&w, &item).urges, 1);
    w.office.app.clock.advance(86_400);
    let p = open(&w, &item);
    assert!(p.page("/track/item").contains(URGE), "another day");
    assert_eq!(p.post("/track/urge", &[]), "/track/item?done=urge");
    assert_eq!(now(&w, &item).urges, 2);
    close(&w, &item);
    let p = open(&w, &item);
    let page = p.page("/track/item");
    assert!(!page.contains(URGE) && !page.contains("催过了") && !page.contains(WITHDRAW), "a closed one waits for nobody");
}

#[test]
fn an_item_is_withdrawn_after_a_second_question() {
    let w = world();
    let item = w.ask();
    assert_eq!(w.person().led("/track/withdraw"), "/track");
    let p = open(&w, &item);
    assert!(p.page("/track/item").contains(WITHDRAW));
    let asked = p.page("/track/withdraw");
    assert!(asked.contains("不能恢复") && asked.contains("不撤回"));
    assert_eq!(now(&w, &item).state.tag, StateTag::Reported, "a question changes nothing");
    assert_eq!(p.post("/track/withdraw", &[]), "/track/item?done=withdrawn");
    assert_eq!(now(&w, &item).state.tag, StateTag::Withdrawn);
    let page = p.page("/track/item?done=withdrawn");
    assert!(page.contains("已经撤回") && !page.contains(WITHDRAW) && !page.contains(URGE));
    assert_eq!(p.post("/track/withdraw", &[]), "/track/item", "pressed twice");
    assert_eq!(now(&w, &item).events, 2);
}

#[test]
fn what_has_begun_or_whose_papers_are_held_is_not_withdrawn() {
    let w = world();
    let item = w.ask();
    let p = open(&w, &item);
    let details = Details { papers: vec!["户口簿原件".into()], ..Details::default() };
    act(&w, Role::Clerk, &item, Action::TakePapers, details);
    let page = p.page("/track/item");
    assert!(page.contains("拿回材料后才能撤回") && !page.contains(WITHDRAW));
    assert_eq!(p.led("/track/withdraw"), "/track/item");
    assert_eq!(p.post("/track/withdraw", &[]), "/track/item");
    assert_eq!(now(&w, &item).state.tag, StateTag::Reported);
    // Somebody starts between the question and the answer.
    let other = w.ask();
    let p = open(&w, &other);
    p.page("/track/withdraw");
    act(&w, Role::Clerk, &other, Action::Accept, Details::default());
    act(&w, Role::Clerk, &other, Action::Start, Details::default());
    assert_eq!(p.post("/track/withdraw", &[]), "/track/item");
    assert_eq!(now(&w, &other).state.tag, StateTag::Handling);
    let page = p.page("/track/item");
    assert!(!page.contains(WITHDRAW) && page.contains(URGE));
}

#[test]
fn a_merged_item_says_where_it_goes_on() {
    let w = world();
    let (first, second) = (w.ask(), w.ask());
    let details = Details { target: Some(first.no), note: "同一件事".into(), ..Details::default() };
    act(&w, Role::Clerk, &second, Action::Merge, details);
    act(&w, Role::Clerk, &first, Action::Accept, Details::default());
    act(&w, Role::Clerk, &first, Action::Start, Details::default());
    let page = open(&w, &second).page("/track/item");
    let no = first.no.to_string();
    assert!(page.contains(&format!("{} {} {}", &no[..4], &no[4..8], &no[8..])), "the number that it goes on under");
    assert!(page.contains("正在办理"), "and where that one stands");
    assert!(!page.contains(&first.query.to_string()) && !page.contains("同一件事"));
}

#[test]
fn who_is_not_satisfied_is_told_the_truth() {
    let w = world();
    let item = w.ask();
    close(&w, &item);
    let p = open(&w, &item);
    assert!(p.page("/track/item").contains("href=\"/rate\""));
    assert!(p.page("/rate").contains("灯泡已换"), "the item that was opened");
    assert_eq!(p.post("/rate", &[("v", "dissatisfied")]), "/rate/thanks");
    assert_eq!(now(&w, &item).state.tag, StateTag::Dissatisfied);
    let thanks = p.page("/rate/thanks");
    assert!(thanks.contains("重新办理或回访您") && !thanks.contains("2026"), "no date is promised");
    assert_eq!(p.post("/rate", &[("v", "satisfied")]), "/rate/thanks", "one verdict counts");
    assert_eq!(now(&w, &item).state.tag, StateTag::Dissatisfied);
    let page = p.page("/track/item");
    assert!(page.contains("已收到您的意见") && page.contains("灯泡已换") && !page.contains("href=\"/rate\""));
}
