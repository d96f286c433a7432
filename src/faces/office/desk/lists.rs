//! What waits for oneself: a line of calls, and lists of items.
use maud::{Markup, html};

use super::super::Office;
use crate::{
    base::{Failure, Id},
    domain::{
        matters::items::{self, Conference, Filter, Help, Item, Live, StateTag},
        office::who::{Account, Right},
        places::reader::Reader,
    },
    faces::{
        office::matters::items::{SOON_DAYS, table},
        staff::SignedIn,
    },
    store::{Dir, Read},
};

/// The states of a list of those who dispatch or verify.
const TO_DISPATCH: &[StateTag] = &[StateTag::Accepted, StateTag::Filed];

/// Waiting for verification.
const TO_VERIFY: &[StateTag] = &[StateTag::ReportedBack, StateTag::Verifying];

/// Rows of each list.
const ROWS: usize = 12;
/// Conferences that are looked through for those that wait for one's opinion.
const CONFERENCES_MOST: usize = 60;

/// Calls with a page behind each: notices, follow-ups, supervisions; nothing where there is nothing.
pub(super) fn waits(office: &Office, who: &SignedIn, live: &Live) -> Result<Markup, Failure> {
    let unseen = items::unseen(&office.app.store, who.account.id)?;
    let calls = [
        (unseen, "live-notices", "/office/notices"),
        (if who.may(Right::FollowUp) { live.desk.to_follow } else { 0 }, "live-follow-ups", "/office/follow-ups"),
        (
            if who.may(Right::Supervise) { live.desk.supervised.0 + live.desk.supervised.1 } else { 0 },
            "live-supervisions",
            "/office/supervisions",
        ),
    ];
    Ok(html! {
        @if calls.iter().any(|(n, ..)| *n > 0) {
            ul.waits { @for (n, key, href) in calls.iter().filter(|(n, ..)| *n > 0) {
                li { a href=(href) { (office.t.with(key, &[("n", &n.to_string())])) } }
            } }
        }
    })
}

/// The lists, by what the role does.
pub(super) fn lists(office: &Office, who: &SignedIn, reader: &Reader) -> Result<Markup, Failure> {
    let app = &office.app;
    if !reader.sees_items() {
        return Ok(html! {});
    }
    let filtered =
        |filter: Filter| -> Result<Vec<Item>, Failure> { Ok(items::list(&app.store, reader, &filter, None, ROWS)?.items) };
    let soon = items::due_soon(&app.store, reader, SOON_DAYS, ROWS)?.items;
    let mine = filtered(Filter { owner: Some(who.account.id), ..Filter::default() })?;
    let waiting = |states: &[StateTag]| -> Result<Vec<Item>, Failure> {
        let mut rows = Vec::new();
        for state in states {
            rows.extend(filtered(Filter { state: Some(*state), ..Filter::default() })?);
        }
        rows.sort_by_key(|i| std::cmp::Reverse((i.created, i.id)));
        rows.truncate(ROWS);
        Ok(rows)
    };
    let me = who.account.id;
    let section = |title: &str, rows: Vec<Item>, links: &[(&str, String)]| section(office, title, &rows, links);
    let of_states = |title: &str, states: &[StateTag]| {
        let word = |s: &StateTag| {
            let key = if states.len() == 1 { "desk-all".to_owned() } else { format!("state-{}", s.key()) };
            (office.t.get(&key), format!("/office/items?state={}", s.key()))
        };
        let links: Vec<_> = states.iter().map(word).collect();
        let links: Vec<_> = links.iter().map(|(w, l)| (w.as_str(), l.clone())).collect();
        section(title, waiting(states)?, &links)
    };
    // What comes seldom takes no room while there is none.
    let seldom = |title: &str, states: &[StateTag]| {
        if waiting(states)?.is_empty() { Ok(html! {}) } else { of_states(title, states) }
    };
    let called = |title: &str, rows: Vec<Item>| if rows.is_empty() { Ok(html! {}) } else { section(title, rows, &[]) };
    let all = office.t.get("desk-all");
    Ok(html! {
        @if who.may(Right::Handle) { (section("desk-mine", mine, &[(&all, "/office/items?mine=1".into())])?) }
        (called("live-helps", helps(&app.store, me)?)?)
        (called("live-conferences", conferences(&app.store, me)?)?)
        @if who.may(Right::Accept) { (of_states("desk-to-accept", &[StateTag::Reported])?) }
        @if who.may(Right::Dispatch) {
            (of_states("desk-to-dispatch", TO_DISPATCH)?)
            (seldom("live-extensions", &[StateTag::ExtensionAsked])?)
            (seldom("live-dissatisfied", &[StateTag::Dissatisfied])?)
        }
        @if who.may(Right::Verify) { (of_states("desk-to-verify", TO_VERIFY)?) }
        (section("desk-due-soon", soon, &[(&all, "/office/items?due=soon".into())])?)
    })
}

fn section(office: &Office, title: &str, rows: &[Item], links: &[(&str, String)]) -> Result<Markup, Failure> {
    Ok(html! {
        h2 { (office.t.get(title)) @for (words, href) in links { " " small { a href=(href) { (words) } } } }
        (table(office, rows)?)
    })
}

/// Items on which one's help is asked and not given yet, the longest waiting first.
fn helps(read: &impl Read, me: Id<Account>) -> Result<Vec<Item>, Failure> {
    let mut rows: Vec<Item> = Vec::new();
    for help in read.list(&Help::WAITING.under(me), Dir::Forward, ROWS)? {
        rows.extend(read.find(help.item)?);
    }
    Ok(rows)
}

/// Items under joint handling that wait for one's opinion, or for one's conclusion as chair.
fn conferences(read: &impl Read, me: Id<Account>) -> Result<Vec<Item>, Failure> {
    let mut rows: Vec<Item> = Vec::new();
    for conference in read.list(&Conference::OPEN_BY_ACCOUNT.under(me), Dir::Forward, CONFERENCES_MOST)? {
        if conference.chair == me || conference.opinions.iter().all(|o| o.by != me) {
            rows.extend(read.find(conference.item)?);
        }
        if rows.len() == ROWS {
            break;
        }
    }
    Ok(rows)
}
