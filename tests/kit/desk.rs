//! Items brought to where a test of the office's lists wants them.
use lianxin::{
    base::{Day, Id, Name, Phone},
    domain::{
        matters::items::{self, Action, Applicant, Asked, By, Details, Item, New, QueryCode, Source},
        office::who::Role,
        places::grids::{Grid, Post, PostRole},
    },
    store::Read,
};
use reqwest::StatusCode;

use crate::kit::{
    app::{TestApp, Visitor},
    ground,
};

/// Reports an item at the window; `n` makes its key.
pub(crate) fn report(app: &TestApp, n: u64, grid: Option<Id<Grid>>) -> Item {
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

pub(crate) fn act(app: &TestApp, role: Role, item: &Item, action: Action, details: Details) -> Item {
    let (me, at, id, calendar) = (app.account(role), app.app.clock.now(), item.id, app.app.calendar().as_ref().clone());
    let done = app.app.store.write_wait(move |tx| items::act(tx, &By::Account(&me), id, action, details, at, &calendar));
    done.unwrap_or_else(|e| panic!("{role:?} {action:?}: {e}"))
}

pub(crate) fn words(note: &str) -> Details {
    Details { note: note.into(), ..Details::default() }
}

pub(crate) fn given(app: &TestApp, to: Role) -> Details {
    Details { note: "请办理".into(), to_account: Some(app.account(to).id), ..Details::default() }
}

/// An item on the handler's desk.
pub(crate) fn dispatched(app: &TestApp, n: u64, grid: Option<Id<Grid>>, to: Role) -> Item {
    let item = report(app, n, grid);
    act(app, Role::Clerk, &item, Action::Accept, Details::default());
    act(app, Role::Dispatcher, &item, Action::Dispatch, given(app, to))
}

/// An item that somebody handled and the centre closed.
pub(crate) fn closed(app: &TestApp, n: u64, grid: Option<Id<Grid>>, by: Role) -> Item {
    let item = dispatched(app, n, grid, by);
    act(app, by, &item, Action::Start, Details::default());
    act(app, by, &item, Action::ReportBack, words("已按月发放低保金"));
    act(app, Role::Dispatcher, &item, Action::Close, words("属实"))
}

pub(crate) fn now(app: &TestApp, item: &Item) -> Item {
    app.app.store.get(item.id).unwrap()
}

/// A grid; the worker holds a post in the first one made.
pub(crate) fn grid(app: &TestApp, n: u16) -> Id<Grid> {
    let (worker, at) = (app.account(Role::GridWorker).staff, app.app.clock.now());
    let made = app.app.store.write_wait(move |tx| {
        let grid = ground::grid(tx, n, at)?;
        if n == 1 {
            let id = tx.next_id()?;
            tx.put(&Post { id, staff: worker, grid, role: PostRole::FullTime, from: Day::ymd(2026, 1, 1).unwrap(), to: None })?;
        }
        Ok(grid)
    });
    made.unwrap()
}

pub(crate) fn shows(page: &str, item: &Item) -> bool {
    page.contains(&item.no.to_string())
}

pub(crate) fn post(v: &Visitor, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
    let answer = v.post(path, fields);
    (answer.status(), answer.text().unwrap())
}

pub(crate) fn tick(item: &Item) -> String {
    format!("{}.{}", item.id, item.events)
}
