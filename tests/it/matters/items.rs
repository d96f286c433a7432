//! An item's life at the office: registered at the window, accepted, dispatched, handled, verified by another, closed, with
//! its papers at every step.
use lianxin::{
    domain::{
        matters::items::{Item, StateTag, check_chain},
        office::{
            audit::{self, Filter},
            prints::PrintJob,
            settings::Settings,
            who::Role,
        },
    },
    store::{Dir, Range, Read},
};
use reqwest::StatusCode;

use crate::kit::{
    app::{TestApp, Visitor},
    until::until,
};

const NUMBER: &str = "320211195803151239";

pub(crate) fn number() -> String {
    let body = &NUMBER[..17];
    format!("{body}{}", lianxin::base::CitizenNumber::check_digit(body).unwrap())
}

pub(crate) fn form(number: &str) -> Vec<(&str, &str)> {
    vec![
        ("key", "00112233445566778899aabbccddeeff"),
        ("do", "file"),
        ("a-name", "陈桂英"),
        ("a-citizen-number", number),
        ("a-phone", "13812345678"),
        ("a-address", "美湖花园12幢2单元502室"),
        ("a-members", "2"),
        ("a-monthly-income", "1800.50"),
        ("a-cause", "生病"),
        ("a-consent", "yes"),
        ("source", "window"),
        ("m", "0"),
        ("m", "1"),
    ]
}

fn set<'a>(mut fields: Vec<(&'a str, &'a str)>, name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.retain(|(k, _)| *k != name);
    fields.push((name, value));
    fields
}

fn only_item(app: &TestApp) -> Item {
    let all = app.app.store.list(&Range::<Item>::table(), Dir::Forward, 10).unwrap();
    assert_eq!(all.len(), 1);
    all.into_iter().next().unwrap()
}

fn state(app: &TestApp) -> StateTag {
    only_item(app).state.tag
}

fn act(v: &Visitor, item: &Item, action: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
    let named: Vec<_> = fields.iter().map(|(k, v)| (format!("{action}-{k}"), *v)).collect();
    let named: Vec<_> = named.iter().map(|(k, v)| (k.as_str(), *v)).collect();
    let answer = v.post(&format!("/office/items/{}/do/{action}", item.id), &named);
    (answer.status(), answer.text().unwrap())
}

fn is_pdf(v: &Visitor, item: &Item, paper: &str) -> bool {
    let answer = v.get(&format!("/office/items/{}/papers/{paper}", item.id));
    answer.status() == StatusCode::OK && answer.bytes().unwrap().starts_with(b"%PDF")
}

fn done(app: &TestApp, action: &str) -> usize {
    let f = Filter { action: Some(action.into()), ..Filter::default() };
    audit::lines(&app.app.store, &f, None, 100).unwrap().0.len()
}

#[test]
fn the_window_keeps_what_was_typed_and_files_once() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Clerk);
    assert!(v.page("/office/intake?q=dibao").contains("/office/intake/mz-dibao"), "found by pinyin");
    assert!(v.page("/office/intake?q=亲属关系").contains("社区不出具"), "refused certificates say where to go");
    let number = number();
    let wrong = [
        ("a-name", "", "请填写此项"),
        ("a-citizen-number", "320211195813151230", "身份证号码不正确"),
        ("a-members", "99", "请填写 1 到 15 之间的整数"),
        ("a-monthly-income", "很少", "请填写金额"),
        ("a-cause", "别的", "请从所列选项中选择"),
        ("a-phone", "12", "请填写正确的电话号码"),
    ];
    for (field, value, said) in wrong {
        let answer = v.post("/office/intake/mz-dibao", &set(form(&number), field, value));
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let page = answer.text().unwrap();
        assert!(page.contains(said), "{field}: {said}");
        assert!(page.contains("美湖花园12幢2单元502室"), "what was typed is kept");
    }
    assert_eq!(app.app.store.rows::<Item>().unwrap(), 0);
    for _ in 0..2 {
        let answer = v.post("/office/intake/mz-dibao", &form(&number));
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }
    let item = only_item(&app);
    assert_eq!(item.state.tag, StateTag::Reported, "not accepted unless it was ticked");
    assert_eq!(item.materials, [0, 1]);
    let stored = item.answers.iter().find(|a| a.key == "citizen-number").unwrap();
    assert!(stored.sealed.is_some() && stored.value.contains("********"));
}

#[test]
fn an_item_goes_from_the_window_to_its_closing() {
    let app = TestApp::new();
    let (clerk, centre, handler) = (app.signed_in(Role::Clerk), app.signed_in(Role::Dispatcher), app.signed_in(Role::Handler));
    let number = number();
    let mut fields = form(&number);
    fields.push(("accept", "1"));
    clerk.post("/office/intake/mz-dibao", &fields);
    let item = only_item(&app);
    assert_eq!(item.state.tag, StateTag::Accepted);
    let page = clerk.page(&format!("/office/items/{}", item.id));
    assert!(!page.contains(&number) && page.contains("********"), "the number is masked");
    assert!(page.contains("个工作日") && page.contains("未被改动"));
    for paper in ["receipt", "slip", "told", "form", "pledge"] {
        assert!(is_pdf(&clerk, &item, paper), "{paper}");
    }
    assert!(!is_pdf(&clerk, &item, "completion"), "not closed yet");
    // The form holds the number in full: for those who may, and written down; for others refused.
    assert_eq!(done(&app, "item.form-number"), 1);
    assert_eq!(centre.get(&format!("/office/items/{}/papers/form", item.id)).status(), StatusCode::CONFLICT);

    // Papers are asked for and come.
    let (status, page) = act(&clerk, &item, "ask-papers", &[("note", " ")]);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("请填写说明"));
    assert_eq!(act(&clerk, &item, "ask-papers", &[("note", "缺家庭经济状况核对授权书")]).0, StatusCode::SEE_OTHER);
    assert!(is_pdf(&clerk, &item, "supplement"));
    assert_eq!(act(&clerk, &item, "papers-complete", &[]).0, StatusCode::SEE_OTHER);

    // The handler sees nothing of it until it is theirs.
    assert_eq!(handler.get(&format!("/office/items/{}", item.id)).status(), StatusCode::NOT_FOUND);
    let to = app.account(Role::Handler).id.to_string();
    assert_eq!(act(&centre, &item, "dispatch", &[]).0, StatusCode::UNPROCESSABLE_ENTITY, "to whom?");
    assert_eq!(act(&centre, &item, "dispatch", &[("to", &to), ("note", "请入户核实")]).0, StatusCode::SEE_OTHER);
    assert!(is_pdf(&centre, &item, "transfer"));
    assert!(handler.page("/office").contains(&item.no.to_string()), "it is on the handler's desk");
    assert_eq!(act(&handler, &item, "start", &[]).0, StatusCode::SEE_OTHER);
    assert_eq!(act(&handler, &item, "report-back", &[("note", "已入户核实，符合条件")]).0, StatusCode::SEE_OTHER);

    // A stale page does not run over what has happened since; who may not verify is told so.
    let stale = centre.post(&format!("/office/items/{}/do/close", item.id), &[("seen", "1"), ("close-note", "同意")]);
    assert_eq!(stale.status(), StatusCode::CONFLICT);
    assert!(stale.text().unwrap().contains("有了新的进展"));
    assert_eq!(act(&clerk, &item, "close", &[("note", "同意")]).0, StatusCode::FORBIDDEN);
    assert_eq!(act(&centre, &item, "close", &[("note", "材料齐全，同意结案")]).0, StatusCode::SEE_OTHER);
    assert_eq!(state(&app), StateTag::Closed);
    assert!(is_pdf(&centre, &item, "completion"));
    let page = centre.page(&format!("/office/items/{}", item.id));
    for words in ["已入户核实，符合条件", "材料齐全，同意结案", "缺家庭经济状况核对授权书", "请入户核实"]
    {
        assert!(page.contains(words), "the history holds: {words}");
    }
    assert_eq!(check_chain(&app.app.store, &only_item(&app)).unwrap(), None);
    for action in ["item.report", "item.accept", "item.dispatch", "item.start", "item.report-back", "item.close"] {
        assert_eq!(done(&app, action), 1, "{action}");
    }
    assert!(centre.page("/office").contains("按期结案率"));
    // Where the picture was costly to take, as on a busy machine, it may be two seconds old.
    until("the percentage has its two counts", || centre.page("/office").contains("1 / 1"));
}

#[test]
fn nobody_verifies_their_own_work_and_is_told_why() {
    let app = TestApp::new();
    let mut both = app.account(Role::Clerk);
    both.roles = vec![Role::Clerk, Role::Dispatcher];
    app.app.store.write_wait(move |tx| tx.put(&both)).unwrap();
    let v = app.signed_in(Role::Clerk);
    let number = number();
    let mut fields = form(&number);
    fields.push(("accept", "1"));
    v.post("/office/intake/mz-dibao", &fields);
    let item = only_item(&app);
    assert_eq!(act(&v, &item, "start", &[]).0, StatusCode::SEE_OTHER);
    assert_eq!(act(&v, &item, "report-back", &[("note", "办好了")]).0, StatusCode::SEE_OTHER);
    let page = v.page(&format!("/office/items/{}", item.id));
    assert!(page.contains("核查人不能是承办人本人"), "why it is not offered");
    assert!(!page.contains("/do/close"), "not offered");
    let (status, page) = act(&v, &item, "close", &[("note", "同意")]);
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("核查人不能是承办人本人") && page.contains("办好了"));
    assert_eq!(state(&app), StateTag::ReportedBack);
}

#[test]
fn a_number_is_shown_for_a_purpose_and_the_look_is_written_down() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Clerk);
    let number = number();
    v.post("/office/intake/mz-dibao", &form(&number));
    let item = only_item(&app);
    let reveal = |v: &Visitor, purpose: &str| {
        let fields = [("field", "citizen-number"), ("purpose", purpose)];
        let answer = v.post(&format!("/office/items/{}/reveal", item.id), &fields);
        (answer.status(), answer.text().unwrap())
    };
    let (status, page) = reveal(&v, "看");
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.contains(&number));
    assert_eq!(done(&app, "item.reveal"), 0);
    let (status, page) = reveal(&v, "核对低保申请");
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains(&number));
    let (lines, _) =
        audit::lines(&app.app.store, &Filter { action: Some("item.reveal".into()), ..Filter::default() }, None, 9).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].detail, "核对低保申请");
    assert_eq!(reveal(&app.signed_in(Role::Dispatcher), "核对低保申请").0, StatusCode::FORBIDDEN);
}

#[test]
fn declining_needs_its_basis_and_prints_it() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Clerk);
    let number = number();
    v.post("/office/intake/mz-dibao", &form(&number));
    let item = only_item(&app);
    assert_eq!(act(&v, &item, "decline", &[]).0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(act(&v, &item, "decline", &[("note", "户籍不在本社区")]).0, StatusCode::SEE_OTHER);
    assert_eq!(state(&app), StateTag::Declined);
    assert!(is_pdf(&v, &item, "refusal"));
    assert!(!v.page(&format!("/office/items/{}", item.id)).contains("/do/accept"));
}

#[test]
fn a_paper_goes_to_the_printer_of_the_settings() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Clerk);
    let number = number();
    v.post("/office/intake/mz-dibao", &form(&number));
    let item = only_item(&app);
    let print = || v.post(&format!("/office/items/{}/print", item.id), &[("paper", "receipt")]).status();
    assert_eq!(print(), StatusCode::CONFLICT, "no printer is set");
    let store = &app.app.store;
    let settings = Settings { printer: "ipp://127.0.0.1:1/ipp/print".into(), ..Settings::load(store).unwrap().unwrap() };
    store.write_wait(move |tx| settings.save(tx)).unwrap();
    assert_eq!(print(), StatusCode::SEE_OTHER);
    let jobs = store.list(&Range::<PrintJob>::table(), Dir::Forward, 9).unwrap();
    assert_eq!(jobs.len(), 1);
    assert!(v.page("/office/prints").contains(&format!("受理回执（A5） {}", item.no)));
    assert_eq!(v.post(&format!("/office/prints/{}/cancel", jobs[0].id), &[]).status(), StatusCode::SEE_OTHER);
    assert!(v.page("/office/prints").contains("已取消"));
}

#[test]
fn lists_filter_and_turn_their_pages() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Clerk);
    let number = number();
    for n in 0..53 {
        let key = format!("{n:032x}");
        assert_eq!(v.post("/office/intake/mz-dibao", &set(form(&number), "key", &key)).status(), StatusCode::SEE_OTHER);
        app.app.clock.advance(7);
    }
    let rows = |page: &str| page.matches("<td class=\"nowrap\"><a href=\"/office/items/").count();
    let first = v.page("/office/items?state=reported");
    assert_eq!(rows(&first), 50);
    let at = first.find("rel=\"next\"").unwrap();
    let href = first[..at].rfind("href=\"").unwrap() + 6;
    let next: String = first[href..].chars().take_while(|c| *c != '"').collect();
    assert!(next.contains("state=reported"));
    assert_eq!(rows(&v.page(&next.replace("&amp;", "&"))), 3);
    assert_eq!(rows(&v.page("/office/items?state=closed")), 0);
    let one = app.app.store.list(&Range::<Item>::table(), Dir::Forward, 1).unwrap().remove(0);
    let found = v.post("/office/items/find", &[("no", &one.no.to_string())]);
    assert_eq!(found.headers()["location"], format!("/office/items/{}", one.id).as_str());
    assert_eq!(v.post("/office/items/find", &[("no", "261103000015")]).status(), StatusCode::NOT_FOUND);
    // A grid worker without a post sees none of them; a department none that is not its own.
    for role in [Role::GridWorker, Role::Handler] {
        assert_eq!(rows(&app.signed_in(role).page("/office/items")), 0, "{role:?}");
    }
}
