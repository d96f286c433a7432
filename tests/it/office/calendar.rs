//! The calendar of working days at the office: looked at, typed, imported; and what a change moves, told before it is
//! decided and done one by one after.
use std::collections::BTreeMap;

use lianxin::{
    app::App,
    base::{Arrangement, Clock, Day, Failure, Id, Keys, Name, Stamp, WorkCalendar},
    config::Config,
    domain::{
        matters::{
            catalog::Offer,
            items::{self, Action, Applicant, Asked, By, Details, Item, New, Proof, Source, StateTag, check_chain, history},
        },
        office::{
            audit::{self, Filter},
            calendar::{self, CalendarYear, Change, Then},
            who::Role,
        },
    },
    jobs::calendar as work,
    mailroom::Mailroom,
    store::{Dir, Range, Read, Store},
};
use reqwest::{
    StatusCode,
    blocking::{
        Response,
        multipart::{Form, Part},
    },
};

use crate::kit::{
    app::{TestApp, Visitor},
    until::until,
};

/// A year that nobody has published: its days are made up.
const Y2027: &str = r#"{
  "year": 2027,
  "source": "关于2027年部分节假日安排的通知（试）",
  "off": [
    { "name": "元旦", "from": "2027-01-01", "to": "2027-01-03" },
    { "name": "春节", "from": "2027-02-05", "to": "2027-02-11" },
    { "name": "清明节", "from": "2027-04-03", "to": "2027-04-05" },
    { "name": "劳动节", "from": "2027-05-01", "to": "2027-05-05" },
    { "name": "国庆节", "from": "2027-10-01", "to": "2027-10-07" }
  ],
  "work": ["2027-01-09", "2027-05-08", "2027-10-09"]
}
"#;

/// The fields of that year as a browser sends them.
fn typed() -> Vec<(String, String)> {
    let year = Arrangement::parse(Y2027.as_bytes()).unwrap();
    let mut fields = vec![("what".to_owned(), "save".to_owned()), ("source".to_owned(), year.source().to_owned())];
    for (i, off) in year.off().iter().enumerate() {
        for (part, value) in [("name", off.name.clone()), ("from", off.from.to_string()), ("to", off.to.to_string())] {
            fields.push((format!("off-{i}-{part}"), value));
        }
    }
    fields.extend(year.work().iter().enumerate().map(|(i, d)| (format!("work-{i}"), d.to_string())));
    fields
}

fn with(fields: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let mut out: Vec<_> = fields.iter().filter(|(k, _)| k != name).cloned().collect();
    out.push((name.to_owned(), value.to_owned()));
    out
}

fn post(v: &Visitor, path: &str, fields: &[(String, String)]) -> (StatusCode, String) {
    let fields: Vec<_> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let answer = v.post(path, &fields);
    (answer.status(), answer.text().unwrap())
}

fn upload(v: &Visitor, file: &str) -> Response {
    let part = Part::bytes(file.as_bytes().to_vec()).file_name("2027.json");
    let form = Form::new().text("csrf", v.csrf()).part("file", part);
    v.client.post(format!("{}/office/calendar/import", v.base)).multipart(form).send().unwrap()
}

/// The hidden fields of a page's deciding form.
fn hidden(page: &str) -> Vec<(String, String)> {
    let form = page.split("<main").nth(1).unwrap().split("</form>").next().unwrap();
    let attr = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!("{name}=\""))?.1;
        Some(rest.split('"').next()?.to_owned())
    };
    let tags = form.split("<input type=\"hidden\"").skip(1);
    let fields = tags.filter_map(|t| Some((attr(t, "name")?, attr(t, "value")?)));
    fields.filter(|(name, _)| name != "csrf").collect()
}

struct World {
    office: TestApp,
    offers: Vec<Offer>,
}

impl World {
    /// An office on 15 December 2026 with open items of every kind of clock.
    fn new(items: u64) -> Self {
        let office = TestApp::new();
        let all = office.app.catalogue();
        let offers: Vec<Offer> = all.offers().iter().filter(|o| o.spec.limit_days > 0).cloned().collect();
        let w = World { office, offers };
        let start = Day::ymd(2026, 11, 3).unwrap();
        for n in 0..items {
            // Limits from a day to a month, taken in over six weeks: some overdue, some within the year, most beyond.
            let at = Stamp::at(start.plus(i32::try_from(n * 5 % 42).unwrap()), 9, i8::try_from(n % 60).unwrap());
            let item = w.report(n, at);
            match n % 11 {
                3 => continue,
                9 => {
                    w.act(item.id, Action::Decline, at.plus_seconds(600));
                    continue;
                }
                _ => {}
            }
            w.act(item.id, Action::Accept, at.plus_seconds(600));
            match n % 11 {
                5 => drop(w.act(item.id, Action::AskPapers, at.plus_seconds(1_200))),
                7 => {
                    w.act(item.id, Action::AskPapers, at.plus_seconds(1_200));
                    w.act(item.id, Action::PapersComplete, at.plus_seconds(3 * 86_400));
                }
                _ => {}
            }
        }
        w.office.app.clock.advance(42 * 86_400);
        w
    }
    fn store(&self) -> &Store {
        &self.office.app.store
    }
    fn report(&self, n: u64, at: Stamp) -> Item {
        let mut form_key = [0; 16];
        form_key[..8].copy_from_slice(&n.to_be_bytes());
        let offer = &self.offers[usize::try_from(n).unwrap() % self.offers.len()];
        let mut asked = Asked::of(offer).unwrap();
        asked.limit_days = [1, 20, 30, 35, 40][usize::try_from(n).unwrap() % 5];
        let new = New {
            form_key,
            asked,
            applicant: Applicant { name: Name::parse("王建国"), ..Applicant::default() },
            source: Source::Window,
            building: None,
            grid: None,
            place: String::new(),
            answers: Vec::new(),
            materials: vec![0],
            draft: None,
            query: None,
        };
        self.store().write_wait(move |tx| items::report(tx, &By::Terminal(Proof::Nothing), new, at)).unwrap()
    }
    fn act(&self, id: Id<Item>, action: Action, at: Stamp) -> Item {
        let (clerk, calendar) = (self.office.account(Role::Clerk), self.office.app.calendar());
        let details = Details { note: "缺材料".into(), ..Details::default() };
        let done = self.store().write_wait(move |tx| items::act(tx, &By::Account(&clerk), id, action, details, at, &calendar));
        done.unwrap_or_else(|e| panic!("{action:?}: {e}"))
    }
    fn items(&self) -> BTreeMap<u64, Item> {
        let all = self.store().list(&Range::<Item>::table(), Dir::Forward, 1_000).unwrap();
        all.into_iter().map(|i| (i.id.raw(), i)).collect()
    }
    fn admin(&self) -> Visitor {
        self.office.signed_in(Role::Administrator)
    }
    /// The limits by another calendar, counted by hand: day by day from the day after the start, to half past five.
    fn recount(&self, calendar: &WorkCalendar) -> BTreeMap<u64, (Stamp, bool)> {
        let runs = |i: &Item| i.state.tag == StateTag::Accepted && i.clock.paused.is_none();
        let all = self.items().into_values().filter(runs);
        all.map(|i| {
            let (mut day, mut left) = (i.clock.start.unwrap(), i.clock.limit_days);
            let mut provisional = false;
            while left > 0 {
                day = day.plus(1);
                provisional |= !calendar.is_published(day);
                left -= u16::from(calendar.is_workday(day));
            }
            (i.id.raw(), (Stamp::at(day, 17, 30), provisional))
        })
        .collect()
    }
    fn settled(&self) {
        until("the limits are moved", || calendar::applying(self.store()).unwrap().is_none());
    }
    fn logged(&self, action: &str) -> usize {
        let f = Filter { action: Some(action.into()), ..Filter::default() };
        audit::lines(self.store(), &f, None, 1_000).unwrap().0.len()
    }
}

fn limits(items: &BTreeMap<u64, Item>) -> BTreeMap<u64, (Option<Stamp>, bool)> {
    items.iter().map(|(id, i)| (*id, (i.clock.due, i.clock.provisional))).collect()
}

/// How many move by hand's count: all, later, earlier, and final that were provisional.
fn counted(before: &BTreeMap<u64, Item>, after: &BTreeMap<u64, (Stamp, bool)>) -> [usize; 4] {
    let pairs: Vec<_> =
        after.iter().map(|(id, to)| ((before[id].clock.due.unwrap(), before[id].clock.provisional), *to)).collect();
    let of = |is: fn((Stamp, bool), (Stamp, bool)) -> bool| pairs.iter().filter(|(a, b)| is(*a, *b)).count();
    [of(|a, b| a != b), of(|a, b| b.0 > a.0), of(|a, b| b.0 < a.0), of(|a, b| a.1 && !b.1)]
}

#[test]
fn a_year_is_drawn_with_words_and_marks() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Handler);
    let page = v.page("/office/calendar");
    assert!(page.contains("2026 年工作日历") && page.contains("国办发明电〔2025〕7号"), "this year, and its notice");
    assert_eq!(page.matches("<table").count(), 12);
    assert_eq!(page.matches("<td class=\"off\"").count(), 3 + 9 + 3 + 5 + 3 + 3 + 7);
    assert_eq!(page.matches("<td class=\"make-up\"").count(), 6);
    assert!(page.contains("春节 <span class=\"soft\">2月15日–2月23日"), "named, not only coloured");
    assert!(page.contains("2月14日、2月28日"));
    assert!(page.contains("1 月<span>21 个工作日") && page.contains("全年工作日<b>248</b>"));
    assert!(!page.contains("/edit"), "to look at only");
    let next = v.page("/office/calendar/2027");
    assert!(next.contains("暂定：放假安排尚未公布") && next.contains("全年工作日<b>261</b>"));
    assert!(v.page("/office/calendar/2025").contains("5月31日–6月2日"), "a holiday over the month's end");
    assert_eq!(v.get("/office/calendar/1999").status(), StatusCode::NOT_FOUND);
    assert_eq!(v.get("/office/calendar/2027.json").status(), StatusCode::NOT_FOUND);
    let file = v.get("/office/calendar/2026.json");
    assert_eq!(file.headers()["content-disposition"], "attachment; filename=\"2026.json\"");
    assert_eq!(file.text().unwrap(), include_str!("../../../config/calendar/2026.json"), "as it came in");
}

#[test]
fn a_year_is_typed_with_what_is_wrong_beside_it() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Administrator);
    let empty = v.page("/office/calendar/2027/edit");
    assert!(empty.contains("国务院办公厅关于2027年部分节假日安排的通知") && empty.contains("value=\"端午节\""));
    for (field, value, said) in [
        ("off-1-from", "2月30日", "不是日期"),
        ("off-1-to", "2027-02-04", "早于第一天"),
        ("off-2-from", "2027-02-11", "连放 54 天"),
        ("off-0-name", "", "请填写此项"),
        ("work-0", "2027-01-08", "不是周六或周日"),
        ("work-1", "5-2", "不能又上班"),
        ("source", " ", "请填写此项"),
    ] {
        let (status, page) = post(&v, "/office/calendar/2027/preview", &with(&typed(), field, value));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.contains(said), "{field}: {said}");
        // That a stretch is too long is said where it ends.
        let beside = if field == "off-2-from" { "off-2-to" } else { field };
        assert!(page.contains(&format!("id=\"error-{beside}\"")), "{field}");
        assert!(page.contains("2027-10-07") && page.contains(&format!("value=\"{value}\"")), "what was typed is kept");
    }
    let (status, page) = post(&v, "/office/calendar/2027/preview", &typed());
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("没有在办事项的时限会变") && page.contains("value=\"keep\"") && !page.contains("value=\"apply\""));
    assert!(page.contains("请核对：放假占用 15 个工作日，调休上班 3 天，相差 12 天"), "two holidays are missing");
    assert!(page.contains("现在 261 天，改动后 249 天"));
    assert!(!app.app.calendar().has_year(2027), "looking saves nothing");
    let (status, again) = post(&v, "/office/calendar/2027/edit", &hidden(&page));
    assert!(status == StatusCode::OK && again.contains("value=\"2027-10-09\""), "back, with everything");
    let (status, _) = post(&v, "/office/calendar/2027", &with(&hidden(&page), "then", "keep"));
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(app.app.calendar().has_year(2027), "in force at once");
    let page = v.page("/office/calendar/2027?done=calendar-saved");
    assert!(page.contains("已公布") && page.contains("本办录入") && page.contains("王秀英"));
    assert_eq!(v.get("/office/calendar/2027.json").text().unwrap(), Y2027);
    assert!(v.page("/office/calendar").contains("href=\"/office/calendar/2028\""), "the next can be added");
}

#[test]
fn a_file_is_imported_or_told_line_by_line() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Administrator);
    let refused = |file: &str| {
        let answer = upload(&v, file);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        answer.text().unwrap()
    };
    let page = refused(&Y2027.replace("2027-02-11", "2027-02-31").replace("\"2027-05-08\"", "\"2027-05-07\""));
    assert!(page.contains("有 2 处不对"));
    assert!(page.contains("<b>第 6 行：</b> 放假第 2 段的最后一天：“2027-02-31”不是日期"), "{page}");
    assert!(page.contains("<b>第 11 行：</b> 调休上班第 2 个：2027-05-07 不是周六或周日"));
    assert!(
        refused(&Y2027.replace("},\n    { \"name\": \"春节\"", "}\n    { \"name\": \"春节\""))
            .contains("<b>第 6 行：</b> 第 5 个字符附近写法不对")
    );
    assert!(refused("").contains("没有选择文件"));
    assert!(refused(&Y2027.replace("\"off\"", "\"holidays\"")).contains("缺少“off”这一项"));
    let odd = refused(&Y2027.replace("2027-01-01", "<b>2027</b>"));
    assert!(odd.contains("“&lt;b&gt;2027&lt;/b&gt;”不是日期"), "what the file says is text");
    let answer = upload(&v, Y2027);
    assert_eq!(answer.status(), StatusCode::OK);
    let page = answer.text().unwrap();
    assert!(page.contains("2027 年放假安排：保存前请确认") && !app.app.calendar().has_year(2027));
    let (status, _) = post(&v, "/office/calendar/2027", &with(&hidden(&page), "then", "keep"));
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(app.app.calendar().holiday(Day::ymd(2027, 2, 11).unwrap()), Some("春节"));
}

#[test]
fn the_preview_tells_what_a_recount_by_hand_finds() {
    let w = World::new(120);
    let v = w.admin();
    let before = w.items();
    let old: BTreeMap<u64, (Stamp, bool)> =
        w.recount(&w.office.app.calendar()).into_iter().filter(|(id, _)| before[id].clock.due.is_some()).collect();
    assert!(old.iter().all(|(id, to)| (before[id].clock.due.unwrap(), before[id].clock.provisional) == *to), "as it stands");
    let after = WorkCalendar::from_json(&[
        include_str!("../../../config/calendar/2025.json"),
        include_str!("../../../config/calendar/2026.json"),
        Y2027,
    ])
    .unwrap();
    let by_hand = w.recount(&after);
    let [all, later, earlier, finals] = counted(&before, &by_hand);
    assert!(all > 40 && later > 0 && finals == all && earlier == 0, "{all} {later} {earlier} {finals}");
    let moves = work::moves(w.store(), &after, 1_000).unwrap();
    assert_eq!([moves.all, moves.later, moves.earlier, moves.finals], [all, later, earlier, finals]);
    for m in &moves.first {
        assert_eq!((m.to.0.unwrap(), m.to.1), by_hand[&m.id.raw()], "{}", m.no);
        assert_eq!(m.from, (before[&m.id.raw()].clock.due, before[&m.id.raw()].clock.provisional));
    }
    assert!(moves.first.windows(2).all(|m| m[0].from.0 <= m[1].from.0), "first due first");
    let (_, page) = post(&v, "/office/calendar/2027/preview", &typed());
    assert!(page.contains(&format!("改动后有 {all} 件在办事项的时限会变")));
    assert!(page.contains(&format!("时限推后<b>{later}</b>")) && page.contains(&format!("由暂定转为确定<b>{finals}</b>")));
    assert!(!page.contains("时限提前<b>"));
    assert_eq!(page.matches("<tr><td class=\"nowrap mono\">").count(), all.min(50));
    let first = &moves.first[0];
    assert!(page.contains(&first.no.to_string()) && page.contains(&first.to.0.unwrap().minute()));
    // The year before, taken away from 2026 on, moves limits to an earlier day and to provisional ones.
    let without = WorkCalendar::from_json(&[include_str!("../../../config/calendar/2025.json")]).unwrap();
    let [all, _, _, _] = counted(&before, &w.recount(&without));
    let moves = work::moves(w.store(), &without, 0).unwrap();
    assert_eq!((moves.all, moves.first.len()), (all, 0));
    assert!(moves.provisionals > 0);
    assert_eq!(limits(&w.items()), limits(&before), "telling moves nothing");
}

#[test]
fn limits_stay_unless_they_are_told_to_move() {
    let w = World::new(60);
    let v = w.admin();
    let before = w.items();
    let (_, page) = post(&v, "/office/calendar/2027/preview", &typed());
    assert!(page.contains("只保存日历，已算好的时限不变") && page.contains("value=\"apply\""));
    let (status, _) = post(&v, "/office/calendar/2027", &with(&hidden(&page), "then", "keep"));
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(w.items(), before, "not a byte of any item");
    // What is accepted from now on goes by the new calendar; the old ones name the old.
    let fresh = w.report(500, w.office.app.clock.now());
    let fresh = w.act(fresh.id, Action::Accept, w.office.app.clock.now());
    assert_eq!(fresh.clock.calendar, w.office.app.calendar().version());
    assert!(before.values().filter_map(|i| i.clock.due.map(|_| &i.clock.calendar)).all(|c| *c != fresh.clock.calendar));
    assert_eq!((w.logged("calendar.save"), w.logged("calendar.keep"), w.logged("item.recalculate")), (1, 1, 0));
    assert!(!v.page("/office").contains("/office/calendar/review"), "who has decided is not asked again");
    // And later after all: the same page, without a change of the calendar.
    let review = v.page("/office/calendar/review");
    let by_hand = w.recount(&w.office.app.calendar());
    let [all, ..] = counted(&w.items(), &by_hand);
    assert!(review.contains(&format!("按现在的日历调整这 {all} 件")), "{review}");
    let (status, _) = post(&v, "/office/calendar/2027", &with(&hidden(&review), "then", "apply"));
    assert_eq!(status, StatusCode::SEE_OTHER);
    w.settled();
    assert!(
        w.items().values().all(|i| by_hand.get(&i.id.raw()).is_none_or(|to| (i.clock.due.unwrap(), i.clock.provisional) == *to))
    );
    assert_eq!(w.logged("item.recalculate"), all);
    let page = v.page("/office/calendar/2027");
    assert!(page.contains(&format!("并按新日历调整了 {all} 件")), "{page}");
}

#[test]
fn what_was_cut_off_goes_on_and_moves_nothing_twice() {
    let w = World::new(120);
    let store = w.store().clone();
    let before = w.items();
    let year = Arrangement::parse(Y2027.as_bytes()).unwrap();
    let change = Change::Save(year);
    let by_hand = w.recount(&calendar::changed(&store, &change).unwrap());
    let [all, ..] = counted(&before, &by_hand);
    let (by, at) = (w.office.account(Role::Administrator), w.office.app.clock.now());
    let seen = calendar::load(&store).unwrap().version().to_owned();
    let actor = lianxin::domain::office::who::Actor::Account(by.id);
    store.write_wait(move |tx| calendar::decide(tx, actor, change, Then::Apply, &seen, at)).unwrap();
    let moved = || store.find(CalendarYear::id_of(2027)).unwrap().unwrap().moved;
    assert!(work::step(&store, &w.office.app.clock).unwrap());
    assert_eq!(moved(), 20, "a group");
    // A process that dies here leaves exactly this. Another one opens the store and its job takes the next step.
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::fixed(at.plus_seconds(60));
    let keys = Keys::new(&[7; 64], &[9; 32]);
    let other = App::new(
        store.clone(),
        None,
        folder.path().into(),
        clock,
        Config::default(),
        keys,
        Mailroom::of(env!("CARGO_BIN_EXE_lianxin")),
    )
    .unwrap();
    assert!(other.calendar().has_year(2027), "the calendar is the saved one");
    let page = w.admin().page("/office/calendar/2027");
    assert!(page.contains("已调整 20 件"), "and it is shown that it is under way");
    let busy = calendar::load(&store).unwrap().version().to_owned();
    let refused = store.write_wait(move |tx| calendar::decide(tx, actor, Change::Withdraw(2027), Then::Keep, &busy, at));
    assert_eq!(refused, Err(Failure::refused("calendar-busy")));
    assert!(work::step(&other.store, &other.clock).unwrap());
    assert_eq!(moved(), 40);
    // Two threads at once, as the job and the page's own would be.
    let threads: Vec<_> = (0..2)
        .map(|_| {
            let (store, clock) = (store.clone(), other.clock.clone());
            std::thread::spawn(move || work::apply(&store, &clock))
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap().unwrap());
    assert!(!work::step(&store, &other.clock).unwrap(), "done, and once more does nothing");
    assert_eq!(usize::try_from(moved()).unwrap(), all);
    let after = w.items();
    for (id, item) in &after {
        let events = history(&store, item.id).unwrap();
        let told: Vec<_> = events.iter().filter(|e| e.action == Action::Recalculate).collect();
        match by_hand.get(id).filter(|to| (before[id].clock.due.unwrap(), before[id].clock.provisional) != **to) {
            Some(to) => {
                assert_eq!((item.clock.due.unwrap(), item.clock.provisional), *to);
                assert_eq!(told.len(), 1, "once, whatever happened in between");
                assert!(told[0].note.contains(&before[id].clock.due.unwrap().minute()) && told[0].note.contains(&to.0.minute()));
                assert_eq!(told[0].actor, actor);
                assert_eq!(item.clock.calendar, other.calendar().version());
            }
            None => {
                assert_eq!(item, &before[id], "whatever does not move is not touched");
                assert!(told.is_empty());
            }
        }
        assert_eq!(check_chain(&store, item).unwrap(), None);
    }
    assert_eq!(w.logged("calendar.applied"), 1);
}

#[test]
fn a_decision_about_another_calendar_is_not_carried_out() {
    let w = World::new(30);
    let store = w.store().clone();
    let (at, seen) = (w.office.app.clock.now(), w.office.app.calendar().version().to_owned());
    let change = Change::Save(Arrangement::parse(Y2027.as_bytes()).unwrap());
    let actor = lianxin::domain::office::who::Actor::System;
    store.write_wait(move |tx| calendar::decide(tx, actor, change, Then::Apply, &seen, at)).unwrap();
    // A program with other shipped days is started over the same store before the work is done.
    let mut row = store.get(CalendarYear::id_of(2027)).unwrap();
    row.version = "2025-2027.other".into();
    store.write_wait(move |tx| tx.put(&row)).unwrap();
    let before = w.items();
    assert!(!work::step(&store, &w.office.app.clock).unwrap());
    assert_eq!(w.items(), before);
    assert!(calendar::applying(&store).unwrap().is_none());
    assert_eq!(w.logged("calendar.stopped"), 1);
    w.office.app.reload_calendar().unwrap();
    work::survey(&w.office.app).unwrap();
    assert!(
        w.office.app.unsettled().items > 0 && w.admin().page("/office").contains("/office/calendar/review"),
        "it is asked anew"
    );
}

#[test]
fn a_year_that_a_new_program_brings_is_told_on_the_desk() {
    let w = World::new(40);
    // As the program before it left them: by a calendar that knew 2025 only.
    let old = WorkCalendar::from_json(&[include_str!("../../../config/calendar/2025.json")]).unwrap();
    for item in w.items().into_values().filter(|i| i.clock.due.is_some()) {
        let (actor, at, old) = (lianxin::domain::office::who::Actor::System, w.office.app.clock.now(), old.clone());
        w.store().write_wait(move |tx| items::recalculate(tx, actor, item.id, at, &old)).unwrap();
    }
    let [all, _, _, finals] = counted(&w.items(), &w.recount(&w.office.app.calendar()));
    let v = w.admin();
    assert!(!v.page("/office").contains("日历已随程序更新"), "not counted yet");
    work::survey(&w.office.app).unwrap();
    let desk = v.page("/office");
    assert!(desk.contains(&format!("{all} 件在办事项的时限可按新日历调整，其中 {finals} 件")), "{desk}");
    assert!(!w.office.signed_in(Role::Clerk).page("/office").contains("日历已随程序更新"));
    assert!(finals > 0 && all >= finals);
    let review = v.page("/office/calendar/review");
    assert!(review.contains(&format!("改动后有 {all} 件")) && review.contains("已算好的时限不变"));
    let (status, _) = post(&v, "/office/calendar/2026", &with(&hidden(&review), "then", "apply"));
    assert_eq!(status, StatusCode::SEE_OTHER);
    w.settled();
    assert_eq!(
        w.logged("item.recalculate"),
        w.items()
            .values()
            .map(|i| history(w.store(), i.id).unwrap().iter().filter(|e| e.action == Action::Recalculate).count())
            .sum::<usize>()
    );
    assert_eq!(counted(&w.items(), &w.recount(&w.office.app.calendar()))[0], 0);
    assert!(!v.page("/office").contains("日历已随程序更新"));
}

#[test]
fn the_desk_misses_the_next_year_from_november_on() {
    let app = TestApp::new();
    let says = |role: Role| app.signed_in(role).page("/office").contains("2027 年放假安排还没有录入");
    assert!(says(Role::Administrator) && says(Role::Leader));
    assert!(!says(Role::Clerk) && !says(Role::Auditor));
    let v = app.signed_in(Role::Administrator);
    let page = upload(&v, Y2027).text().unwrap();
    post(&v, "/office/calendar/2027", &with(&hidden(&page), "then", "keep"));
    assert!(!says(Role::Administrator) && !says(Role::Leader));
}

#[test]
fn two_who_change_at_once_are_both_shown_what_holds() {
    let w = World::new(20);
    let v = w.admin();
    let (_, first) = post(&v, "/office/calendar/2027/preview", &typed());
    let (_, second) = post(&v, "/office/calendar/2027/preview", &with(&typed(), "off-0-to", "2027-01-02"));
    assert_eq!(post(&v, "/office/calendar/2027", &with(&hidden(&first), "then", "keep")).0, StatusCode::SEE_OTHER);
    let (status, page) = post(&v, "/office/calendar/2027", &with(&hidden(&second), "then", "apply"));
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("您查看之后日历又有改动") && page.contains("日历上有 1 天不同"), "{page}");
    assert!(w.office.app.calendar().holiday(Day::ymd(2027, 1, 3).unwrap()).is_some(), "the first holds");
    assert_eq!(post(&v, "/office/calendar/2027", &with(&hidden(&page), "then", "keep")).0, StatusCode::SEE_OTHER);
    assert!(w.office.app.calendar().holiday(Day::ymd(2027, 1, 3).unwrap()).is_none(), "seen again, and decided");
    // And taken back.
    let (_, page) = post(&v, "/office/calendar/2027/preview", &[("what".to_owned(), "withdraw".to_owned())]);
    assert!(page.contains("撤回 2027 年放假安排"));
    assert_eq!(post(&v, "/office/calendar/2027", &with(&hidden(&page), "then", "keep")).0, StatusCode::SEE_OTHER);
    assert!(!w.office.app.calendar().has_year(2027));
    assert!(v.page("/office/calendar/2027").contains("暂定：放假安排尚未公布"));
    let nonsense = [("what".to_owned(), "everything".to_owned())];
    assert_eq!(post(&v, "/office/calendar/2027", &nonsense).0, StatusCode::NOT_FOUND);
}
