//! The clock of an office PC is turned in every way in which it goes wrong, while people work: what is given out goes by the
//! house's time, the office is told, and an administrator says which clock is right.
use std::collections::BTreeSet;

use lianxin::{
    app::App,
    base::{Clock, Stamp},
    config::Config,
    domain::{
        matters::items::{Action, Draft, Item},
        noun::Times,
        office::{
            accounts::Session,
            audit::{self, Filter},
            chores,
            who::Role,
        },
    },
    jobs::{self, backup_chores},
    mailroom::Mailroom,
    store::{Dir, Range, Read, engine::backup},
};
use reqwest::StatusCode;

use crate::kit::{
    app::{PASSWORD, TestApp, Visitor},
    ground,
};

const DAY: i64 = 86_400;

/// An office at work: its people, and what its jobs have seen.
struct Walk {
    app: TestApp,
    admin: Visitor,
    clerk: Visitor,
    leader: Visitor,
    resident: Visitor,
    filed: u8,
}

impl Walk {
    fn begin() -> Self {
        let app = TestApp::on_disk();
        let [admin, clerk, leader] = [Role::Administrator, Role::Clerk, Role::Leader].map(|role| app.signed_in(role));
        let resident = app.visitor();
        resident.post("/start", &[]);
        resident.post("/s/ll-gaoling", &[]);
        let mut walk = Walk { app, admin, clerk, leader, resident, filed: 0 };
        walk.minute(None);
        walk
    }
    fn app(&self) -> &App {
        &self.app.app
    }
    /// What the house does every minute.
    fn minute(&mut self, synced: Option<bool>) {
        let app = self.app.app.clone();
        jobs::watch_clock(&app, || synced).unwrap();
        let times = Times { terminal: 1_200, session: i64::from(app.config.office.session_minutes) * 60 + 600 };
        jobs::sweep_rows(&app.store, &times, app.clock.now()).unwrap();
        let all = backup_chores(app.keeper.as_ref().unwrap(), &app.store, &app.data, &app.clock, 1);
        jobs::run_due(&app.store, &app.clock, &all).unwrap();
        jobs::health::look(&app).unwrap();
    }
    /// Files a matter at the window: its number and the day of its limit, from the acceptance.
    fn file(&mut self) -> (String, String) {
        self.filed += 1;
        let (number, key) = (crate::matters::items::number(), format!("{:032x}", self.filed));
        let mut form = crate::matters::items::form(&number);
        form.iter_mut().filter(|(k, _)| *k == "key").for_each(|(_, v)| *v = &key);
        assert_eq!(self.clerk.post("/office/intake/mz-dibao", &form).status(), StatusCode::SEE_OTHER);
        let item = self.latest();
        self.accept(&item);
        let item = self.latest();
        (item.no.to_string()[..6].to_owned(), item.clock.due.unwrap().day().to_string())
    }
    fn latest(&self) -> Item {
        self.app().store.list(&Range::<Item>::table(), Dir::Backward, 1).unwrap().pop().unwrap()
    }
    fn accept(&self, item: &Item) {
        let path = format!("/office/items/{}/do/{}", item.id, Action::Accept.key());
        assert_eq!(self.clerk.post(&path, &[("seen", &item.events.to_string())]).status(), StatusCode::SEE_OTHER);
    }
    /// The words of the desk's line, by who sees it: who looks after the computer, who leads, and nobody else.
    fn desk(&self) -> Option<String> {
        let line = |v: &Visitor| v.page("/office/doctor/notice");
        let clock = |said: &str| said.contains("电脑时间");
        let said = line(&self.admin);
        assert_eq!(clock(&said), clock(&line(&self.leader)));
        assert!(!clock(&line(&self.clerk)));
        clock(&said).then_some(said)
    }
    fn doctor(&self, words: &str) -> bool {
        self.admin.page("/office/doctor").contains(words)
    }
    /// Everybody who was there a moment ago still is.
    fn all_there(&self) -> bool {
        let there = |v: &Visitor| v.get("/office").status() == StatusCode::OK;
        there(&self.admin) && there(&self.clerk) && there(&self.leader) && self.resident_there()
    }
    fn resident_there(&self) -> bool {
        self.resident.get("/form").status() == StatusCode::SEE_OTHER
    }
    fn confirm(&self, password: &str, ahead: i64) -> StatusCode {
        self.admin.post("/office/clock", &[("password", password), ("ahead", &ahead.to_string())]).status()
    }
    /// What the log says of the clock, oldest first.
    fn log(&self) -> Vec<String> {
        let lines = self.app().store.list(&Range::<audit::Entry>::table(), Dir::Forward, 500).unwrap();
        lines.into_iter().filter(|l| l.action.starts_with("clock.")).map(|l| l.action).collect()
    }
    /// The hours that have a backup.
    fn backups(&self) -> BTreeSet<String> {
        let all = backup::list(&self.app().data.join("backups"));
        all.iter().map(|path| path.file_name().unwrap().to_str().unwrap()[8..19].to_owned()).collect()
    }
    fn hours(&mut self, n: u8) {
        for _ in 0..n {
            self.app.app.clock.advance(3_600);
            self.minute(None);
        }
    }
}

#[test]
fn a_clock_that_leaps_is_not_believed_and_set_right_it_is_healed() {
    let mut o = Walk::begin();
    let begun = o.app().clock.now();
    for (turn, why) in [(730 * DAY, "没有采用"), (-3 * DAY, "慢"), (40 * DAY, "快"), (-begun.0 / 1_000, "肯定不对")] {
        let before = o.backups().len();
        o.app().clock.turn(turn);
        o.minute(None);
        let day = o.app().clock.today().to_string();
        assert!(day.starts_with("2026-11-0"), "{day}");
        // Numbers and limits go by the house's time; who was there is there, and nothing was swept away.
        let short: String = day.replace('-', "")[2..].to_owned();
        let (no, due) = o.file();
        assert_eq!(no, short);
        assert!(due.starts_with("2026-"), "{due}");
        assert!(o.all_there(), "{turn}");
        // Whom it concerns is told, by desk and check-up, in both times.
        let said = o.desk().unwrap();
        assert!(said.contains(why) && said.contains(&day) && o.doctor("/office/clock"), "{said}");
        // Time goes on: a backup an hour, and what is left alone ends.
        o.hours(3);
        assert_eq!(o.backups().len(), before + 3, "{turn}");
        assert!(!o.resident_there() && o.admin.get("/office").status() == StatusCode::SEE_OTHER, "{turn}");
        assert_eq!((o.app().store.rows::<Draft>().unwrap(), o.app().store.rows::<Session>().unwrap()), (0, 0));
        // The clock is set right: all is well by itself.
        o.app().clock.turn(-turn);
        let fresh = Walk { filed: o.filed, ..again(o) };
        o = fresh;
        assert_eq!(o.desk(), None, "{turn}");
        assert_eq!(o.log().split_last_chunk().unwrap().1, &["clock.doubted", "clock.agrees"], "{turn}");
        assert!(o.admin.page("/office/clock").contains("时间一致"));
    }
    assert!(o.backups().iter().all(|at| at.starts_with("202611")), "{:?}", o.backups());
}

/// Everybody signs in again.
fn again(o: Walk) -> Walk {
    let Walk { app, filed, .. } = o;
    let [admin, clerk, leader] = [Role::Administrator, Role::Clerk, Role::Leader].map(|role| app.signed_in(role));
    let resident = app.visitor();
    resident.post("/start", &[]);
    resident.post("/s/ll-gaoling", &[]);
    let mut walk = Walk { app, admin, clerk, leader, resident, filed };
    walk.minute(None);
    walk
}

#[test]
fn an_administrator_says_which_is_right_and_takes_it_back() {
    let mut o = Walk::begin();
    let (first, _) = o.file();
    assert_eq!(first, "261103");
    o.app().clock.turn(730 * DAY);
    o.minute(None);
    let ahead = o.app().clock.hands().ahead();
    // Neither without the password, nor for a time that was not on the screen, nor by others.
    assert_eq!(o.confirm("", ahead), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(o.confirm("wrong-Password-1", ahead), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(o.confirm(PASSWORD, ahead - 3_600_000), StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("password", PASSWORD), ("ahead", &ahead.to_string())];
    assert_eq!(o.leader.post("/office/clock", &fields).status(), StatusCode::FORBIDDEN);
    assert_eq!(o.app().clock.today().to_string(), "2026-11-03");
    // Somebody is shut out for guesses, and stays so for as long as it would have been.
    let minutes = i64::from(o.app().config.office.lockout_minutes);
    let until = o.app().clock.now().plus_seconds(minutes * 60);
    let mut handler = o.app.account(Role::Handler);
    handler.locked_until = Some(until);
    o.app().store.write_wait(move |tx| tx.put(&handler)).unwrap();
    assert_eq!(o.confirm(PASSWORD, ahead), StatusCode::SEE_OTHER);
    let hands = o.app().clock.hands();
    assert!(hands.sound && hands.house.day().to_string() == "2028-11-02");
    assert!(o.all_there(), "nobody is signed out, and nothing typed is lost");
    assert_eq!(o.app.account(Role::Handler).locked_until.unwrap(), until.plus_seconds(730 * DAY));
    o.minute(None);
    assert!(o.all_there());
    assert_eq!((o.desk(), o.log().as_slice()), (None, ["clock.doubted", "clock.confirm"].map(String::from).as_slice()));
    let (wrong, _) = o.file();
    assert_eq!(wrong, "281102");
    let asked = o.latest();
    o.hours(1);
    assert!(o.backups().iter().any(|at| at.starts_with("2028")));
    // It was a mistake: the computer is set right, and behind the house now. Time goes on meanwhile.
    let mut o = again(o);
    o.app().clock.turn(-730 * DAY);
    o.minute(None);
    assert!(o.desk().unwrap().contains("慢"));
    let stood = o.app().clock.now();
    o.app().clock.advance(60);
    assert_eq!(o.app().clock.now(), stood.plus_seconds(60));
    let ahead = o.app().clock.hands().ahead();
    assert_eq!(o.confirm(PASSWORD, ahead), StatusCode::SEE_OTHER);
    assert_eq!(o.app().clock.today().to_string(), "2026-11-03");
    assert!(o.all_there(), "nobody is signed out, and nothing typed is lost");
    assert_eq!(o.app.account(Role::Handler).locked_until.unwrap(), until);
    // A backup of the right time is made at once, and it is the one that is judged; numbers go on where they were.
    let made = chores::find(&o.app().store, "backup").unwrap().unwrap().done.unwrap();
    o.minute(None);
    assert!(chores::find(&o.app().store, "backup").unwrap().unwrap().done.unwrap() < made);
    assert!(o.doctor("最近一次备份：2026-11-03"));
    let page = o.admin.page("/office/doctor");
    assert!(!page.contains("最近一次备份：2028"), "{page}");
    let (right, due) = o.file();
    assert!(right == first && due.starts_with("2026-"), "{right} {due}");
    let nos: BTreeSet<_> = o.app().store.list(&Range::<Item>::table(), Dir::Forward, 9).unwrap().iter().map(|i| i.no).collect();
    assert_eq!(nos.len(), 3);
    // What was filed in the wrong time goes its way.
    assert!(o.clerk.page(&format!("/office/items/{}", asked.id)).contains(&asked.no.to_string()));
    o.hours(2);
    assert_eq!(o.backups().iter().filter(|at| at.starts_with("2026")).count(), 4, "{:?}", o.backups());
    // The log tells it in the order in which it was, and a day's lines are that day's.
    let lines = |f: &Filter| audit::lines(&o.app().store, f, None, 500).unwrap().0;
    let today = o.app().clock.today();
    let all = lines(&Filter::default());
    assert!(all.iter().any(|l| l.at.day() > today) && all.windows(2).all(|w| w[0].id > w[1].id));
    let of_today = lines(&Filter { from: Some(today), to: Some(today), ..Filter::default() });
    let expected: Vec<_> = all.into_iter().filter(|l| l.at.day() == today).collect();
    assert_eq!(of_today, expected);
    // So does a start: the log's last line counts, not its latest.
    let data = tempfile::tempdir().unwrap();
    let clock = Clock::started(o.app().clock.now().plus_seconds(14 * 3_600));
    let mailroom = Mailroom::of(env!("CARGO_BIN_EXE_lianxin"));
    let next = App::new(o.app().store.clone(), None, data.path().into(), clock, Config::default(), ground::keys(), mailroom);
    assert!(next.unwrap().clock.hands().sound);
}

#[test]
fn a_computer_that_is_set_from_the_network_is_believed() {
    let mut o = Walk::begin();
    for turn in [2 * DAY, -DAY, 730 * DAY, -900] {
        o.app().clock.turn(turn);
        let computer = o.app().clock.hands().computer;
        o.minute(Some(false));
        assert!(o.desk().is_some() && o.app().clock.now() != computer, "{turn}");
        o.minute(Some(true));
        assert_eq!((o.app().clock.now(), o.desk()), (computer, None), "{turn}");
        assert!(o.all_there(), "{turn}");
        assert_eq!(o.log().last().unwrap(), "clock.network");
    }
    // But not a time that cannot be.
    o.app().clock.turn(-o.app().clock.now().0 / 1_000);
    o.minute(Some(true));
    assert!(o.desk().is_some());
    let page = o.admin.page("/office/clock");
    assert!(!page.contains("name=\"password\""), "and nobody is offered to confirm it");
    let ahead = o.app().clock.hands().ahead();
    assert_eq!(o.confirm(PASSWORD, ahead), StatusCode::UNPROCESSABLE_ENTITY);
}

/// Whatever the computer shows at a start, the office opens at a time after what it has recorded.
#[test]
fn an_office_is_started_with_a_wrong_clock() {
    let o = Walk::begin();
    let last = o.app().clock.now();
    let cases = [
        (Stamp(0), last, false),
        (last.plus_seconds(-3 * DAY), last, false),
        (last.plus_seconds(730 * DAY), last, false),
        (last.plus_seconds(14 * 3_600), last.plus_seconds(14 * 3_600), true),
        (last.plus_seconds(9 * DAY), last.plus_seconds(9 * DAY), true),
    ];
    for (shows, house, sound) in cases {
        let (store, data) = (o.app().store.clone(), tempfile::tempdir().unwrap());
        let mailroom = Mailroom::of(env!("CARGO_BIN_EXE_lianxin"));
        let clock = Clock::started(shows);
        let app = App::new(store, None, data.path().into(), clock, Config::default(), ground::keys(), mailroom).unwrap();
        let hands = app.clock.hands();
        assert_eq!((hands.house, hands.sound), (house, sound), "{}", shows.minute());
        // And it remembers beside the store what it does not believe.
        jobs::health::look(&app).unwrap();
        let known = lianxin::checkup::Known::read(data.path()).unwrap();
        assert_eq!(known.ahead, if sound { 0 } else { shows.0 - house.0 });
        let next = Clock::started(shows.plus_seconds(600));
        known.remind(&next);
        assert_eq!(next.hands().sound, sound);
    }
}
