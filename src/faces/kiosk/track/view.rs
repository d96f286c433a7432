//! Pages of tracking and rating. Nothing that staff wrote for each other is shown: only states, the result and what is lacking.
use maud::{Markup, html};

use crate::{
    base::{Reason, covered},
    domain::matters::items::{Event, Explanation, Item, Rating, StateTag, Ticking},
    faces::{
        kiosk::{
            icons::icon,
            input::pad,
            shell::{Frame, Screen, back, next, pager},
        },
        web::Form,
    },
};

/// What the state allows a resident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Can {
    pub(super) urge: bool,
    /// It has been urged today: once a day is heard.
    pub(super) urged_today: bool,
    pub(super) withdraw: bool,
    /// Only papers that the office holds stand against it.
    pub(super) papers_held: bool,
    /// It can be urged or withdrawn by whoever proves that it is theirs; a card does not.
    pub(super) after_proof: bool,
}

fn wrong(f: &Frame, reason: Option<&Reason>) -> Markup {
    html! { @if let Some(r) = reason { p.wrong role="alert" { (icon("info")) span { (f.t().reason(r)) } } } }
}

/// Scan or type.
pub(super) fn ask(f: &Frame, form: &Form, home: bool) -> Markup {
    let field = |name: &str, label: &str, max: u16| {
        html! {
            div.field {
                label for=(name) { (label) }
                input id=(name) name=(name) type="text" inputmode="numeric" autocomplete="off" maxlength=(max)
                    value=(form.value(name)) aria-invalid[form.error(name).is_some()] autofocus[name == "no"];
                (wrong(f, form.error(name)))
            }
        }
    };
    let say = html! {
        p.hint data-say=[f.said(&f.get("kiosk-track-hint"))] { (icon("scan")) " " (f.get("kiosk-track-hint")) }
    };
    let body = html! {
        form #q.side method="post" action="/track" data-input {
            (f.token())
            div.fields {
                (field("no", &f.get("kiosk-track-no"), 200))
                (field("code", &f.get("kiosk-track-code"), 6))
            }
            (pad(f, None))
        }
    };
    let title = f.get("kiosk-track-title");
    let actions = html! {
        (back(f, "/home"))
        @if home { a.button href="/track/mine" { (icon("people")) span { (f.get("kiosk-track-mine")) } } }
        (next("q", &f.get("kiosk-track-go")))
    };
    f.draw(&Screen { title: &title, step: None, say, body, actions, idle: f.idle_form(), kind: "form" })
}

/// The clock as a resident reads it.
fn limit(f: &Frame, item: &Item, clock: &Explanation) -> Option<String> {
    let days = clock.limit_days.to_string();
    let due = clock.due.map(|d| d.day().chinese()).unwrap_or_default();
    let left = |key: &str, n: i64| Some(f.t().with(key, &[("due", &due), ("n", &n.to_string())]));
    match clock.now {
        Ticking::NotStarted if item.state.tag.open() && clock.limit_days == 0 => Some(f.get("kiosk-due-same-day")),
        Ticking::NotStarted if item.state.tag.open() => Some(f.t().with("kiosk-due-after", &[("n", &days)])),
        Ticking::Paused(..) => Some(f.get("kiosk-due-standing")),
        Ticking::Running(n) if clock.provisional => left("kiosk-due-provisional", n),
        Ticking::Running(n) => left("kiosk-due", n),
        Ticking::Over(n) => left("kiosk-due-over", n),
        Ticking::Answered(_) => Some(f.get("kiosk-due-answered")),
        Ticking::InTime(at) | Ticking::Late(at) | Ticking::Dropped(at) => {
            Some(f.t().with("kiosk-ended", &[("day", &at.day().chinese())]))
        }
        Ticking::NotStarted => None,
    }
}

/// Words of an event that are meant for the resident.
fn words(event: &Event) -> Option<String> {
    Some(covered(&event.note)).filter(|n| event.action.manner().words_heard && !n.is_empty())
}

/// What is shown of an opened item beside its row.
pub(super) struct Seen<'a> {
    pub(super) events: &'a [Event],
    pub(super) clock: &'a Explanation,
    pub(super) can: Can,
    /// The item that it goes on under.
    pub(super) into: Option<Item>,
    /// The text of what the resident has just done.
    pub(super) done: Option<&'static str>,
}

/// One item and its way.
pub(super) fn item(f: &Frame, item: &Item, seen: &Seen<'_>) -> Markup {
    let steps: Vec<(&Event, &str)> = seen.events.iter().filter_map(|e| Some((e, e.action.manner().heard?))).collect();
    // The latest matter most; the first stays.
    let skip = steps.len().saturating_sub(6);
    let shown = steps.iter().enumerate().filter(|(i, _)| *i == 0 || *i > skip || skip == 0);
    let dissatisfied = item.state.tag == StateTag::Dissatisfied;
    let done = item.state.tag.closed() && !dissatisfied;
    let body = html! {
        div.tracked {
            section.now.done[done] {
                p.no { (f.get("kiosk-track-no")) " " strong { (spaced(&item.no.to_string())) } }
                p.state { (icon(if done { "check" } else { "clock" })) strong { (f.get(state_key(item.state.tag))) } }
                @if let Some(words) = limit(f, item, seen.clock) { p { (words) } }
                @if !item.result.is_empty() && (item.state.tag.closed() || item.state.tag == StateTag::Declined) {
                    p.result { span { (f.get("kiosk-result")) } (covered(&item.result)) }
                }
                @if let Some(other) = &seen.into {
                    p.merged { (f.get("kiosk-merged-into"))
                        strong { (spaced(&other.no.to_string())) } span { (f.get(state_key(other.state.tag))) } }
                }
                (deeds(f, seen))
            }
            section.way { ol.timeline #steps data-pages="last" {
                @for (_, (event, key)) in shown {
                    li {
                        time { (event.at.minute()) }
                        span { (f.get(&format!("kiosk-step-{key}"))) @if let Some(w) = words(event) { small { (w) } } }
                    }
                }
            }
            (pager(f, "steps")) }
        }
    };
    let actions = html! {
        (back(f, "/track"))
        @if seen.can.withdraw { a.button href="/track/withdraw" { (icon("cross")) span { (f.get("kiosk-withdraw")) } } }
        @if seen.can.urge {
            form method="post" action="/track/urge" {
                (f.token()) button.primary type="submit" { (icon("volume")) span { (f.get("kiosk-urge")) } }
            }
        }
        @if seen.can.after_proof { a.button.primary href="/who/track" { (icon("people")) span { (f.get("kiosk-own-deeds")) } } }
        @if item.state.tag == StateTag::Closed {
            a.button.primary href="/rate" { (icon("rate")) span { (f.get("kiosk-rate-go")) } }
        }
    };
    f.draw(&Screen { title: &item.title, step: None, say: html! {}, body, actions, idle: f.idle_form(), kind: "track-screen" })
}

/// What the resident may do now, and what they have just done.
fn deeds(f: &Frame, seen: &Seen<'_>) -> Markup {
    let can = seen.can;
    html! {
        @if let Some(key) = seen.done { p.told role="status" { (icon("check")) span { (f.get(key)) } } }
        @else if can.urged_today { p.told { (icon("info")) span { (f.get("kiosk-urge-today")) } } }
        @if can.papers_held { p.told { (icon("info")) span { (f.get("kiosk-withdraw-papers")) } } }
    }
}

/// Asks once more before an item is withdrawn.
pub(super) fn ask_withdraw(f: &Frame, item: &Item) -> Markup {
    let say = html! {
        p.hint { strong { (item.title) } " · " (spaced(&item.no.to_string())) }
    };
    let body = html! {
        p.told.large { (icon("info")) span { (f.get("kiosk-withdraw-what")) } }
        form #withdraw method="post" action="/track/withdraw" { (f.token()) }
    };
    let title = f.get("kiosk-withdraw-ask");
    let actions = html! {
        a.button.back href="/track/item" { (icon("back")) span { (f.get("kiosk-withdraw-keep")) } }
        button.danger type="submit" form="withdraw" { (icon("cross")) span { (f.get("kiosk-withdraw-sure")) } }
    };
    f.draw(&Screen { title: &title, step: None, say, body, actions, idle: f.idle_form(), kind: "track-screen" })
}

/// The state's words for residents.
pub(super) const fn state_key(state: StateTag) -> &'static str {
    match state {
        StateTag::Reported => "kiosk-state-reported",
        StateTag::Accepted | StateTag::Filed | StateTag::Dispatched => "kiosk-state-accepted",
        StateTag::AwaitingPapers => "kiosk-state-awaiting-papers",
        StateTag::Handling | StateTag::ExtensionAsked | StateTag::Joint => "kiosk-state-handling",
        StateTag::Suspended => "kiosk-state-suspended",
        StateTag::Escalated => "kiosk-state-escalated",
        StateTag::ReportedBack | StateTag::Verifying => "kiosk-state-reported-back",
        StateTag::Closed | StateTag::Rated | StateTag::Archived => "kiosk-state-closed",
        StateTag::Dissatisfied => "kiosk-state-dissatisfied",
        StateTag::Merged => "kiosk-state-merged",
        StateTag::Declined => "kiosk-state-declined",
        StateTag::Withdrawn => "kiosk-state-withdrawn",
    }
}

/// Twelve digits in fours, as they are read aloud.
pub(in crate::faces::kiosk) fn spaced(no: &str) -> String {
    let chars: Vec<char> = no.chars().collect();
    chars.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn rows(f: &Frame, all: &[Item], action: &str) -> Markup {
    html! {
        form #open method="post" action=(action) { (f.token()) }
        div.rows #rows data-pages {
            @for i in all {
                button.row-item type="submit" form="open" name="v" value=(i.id) {
                    span.what { strong { (i.title) } small { (i.created.day().chinese()) } }
                    span.state { (f.get(state_key(i.state.tag))) }
                    (icon("next"))
                }
            }
        }
        (pager(f, "rows"))
    }
}

/// The household's latest items.
pub(super) fn mine(f: &Frame, all: &[Item]) -> Markup {
    let body = html! {
        @if all.is_empty() { p.empty { (icon("info")) span { (f.get("kiosk-mine-none")) } } }
        (rows(f, all, "/track/mine"))
    };
    let title = f.get("kiosk-mine-title");
    f.draw(&Screen {
        title: &title,
        step: None,
        say: f.hint("kiosk-mine-hint"),
        body,
        actions: back(f, "/track"),
        idle: f.idle(),
        kind: "list-screen",
    })
}

/// The household's closed items, to choose one to rate.
pub(super) fn to_rate(f: &Frame, all: &[Item]) -> Markup {
    let body = html! {
        @if all.is_empty() {
            p.empty { (icon("info")) span { (f.get("kiosk-rate-none")) } }
            p { a.button href="/track" { (icon("track")) span { (f.get("kiosk-rate-by-receipt")) } } }
        } @else { (f.hint("kiosk-rate-choose")) }
        (rows(f, all, "/rate/open"))
    };
    let title = f.get("kiosk-rate-title");
    f.draw(&Screen {
        title: &title,
        step: None,
        say: html! {},
        body,
        actions: back(f, "/home"),
        idle: f.idle(),
        kind: "list-screen",
    })
}

/// Four faces with words.
pub(super) fn rate(f: &Frame, item: &Item) -> Markup {
    let say = html! {
        p.hint { strong { (item.title) } " · " (spaced(&item.no.to_string())) }
    };
    let body = html! {
        @if !item.result.is_empty() { p.result-line { (covered(&item.result)) } }
        form.faces method="post" action="/rate" {
            (f.token())
            @for (n, r) in (1..).zip(Rating::ALL) {
                button.face type="submit" name="v" value=(r.key()) data-face=(n) {
                    (icon(&format!("face-{n}")))
                    strong { (f.get(&format!("rating-{}", r.key()))) }
                }
            }
        }
        p.note { (f.get("kiosk-rate-note")) }
    };
    let title = f.get("kiosk-rate-ask");
    f.draw(&Screen { title: &title, step: None, say, body, actions: back(f, "/track/item"), idle: f.idle(), kind: "rate-screen" })
}

/// Thanks, and what follows from a bad verdict.
pub(super) fn thanks(f: &Frame, rating: Option<Rating>) -> Markup {
    let bad = rating == Some(Rating::Dissatisfied);
    let body = html! {
        div.thanks {
            (icon(if bad { "face-4" } else { "face-1" }))
            p { (f.get(if bad { "kiosk-thanks-bad" } else { "kiosk-thanks-good" })) }
        }
    };
    let title = f.get("kiosk-thanks-title");
    f.draw(&Screen { title: &title, step: None, say: html! {}, body, actions: html! {}, idle: f.idle(), kind: "thanks-screen" })
}
