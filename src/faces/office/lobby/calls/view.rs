use maud::{Markup, html};

use super::PAGE;
use crate::{
    base::Failure,
    domain::lobby::calls::{self, Call, CallState},
    faces::{
        office::Office,
        staff::{May, Names, SignedIn, needs, next_page},
        ui::own_script,
    },
    i18n::Texts,
    store::{Cursor, Dir, Range, Read},
};

/// Calls of a page.
const PER_PAGE: usize = 50;

/// The bell of every page: empty while nothing rings. A frame is drawn even if it cannot be read.
pub(in crate::faces::office) fn bell(office: &Office, who: &SignedIn) -> Markup {
    let t = &office.t;
    let hears = who.meets::<needs::AnswerCalls>();
    html! {
        @if hears {
            div.calls #calls data-calls="/office/calls/now" {
                div data-ringing { (ringing(office).unwrap_or_default()) }
                button.small.quiet type="button" data-call-sound hidden
                    data-on=(t.get("call-sound-on")) data-off=(t.get("call-sound-off")) data-wait=(t.get("call-sound-wait")) {}
            }
            (own_script("js/calls.js"))
        }
    }
}

/// The calls that ring.
pub(super) fn ringing(office: &Office) -> Result<Markup, Failure> {
    let (t, now) = (&office.t, office.app.clock.now());
    let open = calls::open(&office.app.store, now)?;
    Ok(html! {
        @if !open.is_empty() {
            div role="alert" data-open=(open.len()) { ul {
                @for call in &open {
                    li {
                        strong.break { (t.with("call-rings", &[("where", &terminal_name(t, call))])) }
                        span { (t.with("call-on-screen", &[("spot", &spot(t, call))])) " · " (since(t, call.rang(now) / 60)) }
                        form method="post" action={ "/office/calls/" (call.id) "/answer" } data-answer {
                            (office.token())
                            button { (t.get("call-go")) }
                        }
                    }
                }
                @if open.len() >= calls::SHOWN_MOST { li { a href="/office/calls" { (t.get("call-more")) } } }
            } }
        }
    })
}

/// Calls of late, newest first.
pub(super) fn list(office: &Office, who: &May<needs::AnswerCalls>, from: Option<&Cursor>) -> Result<Markup, Failure> {
    let (t, now) = (&office.t, office.app.clock.now());
    let all = office.app.store.page(&Range::<Call>::table(), Dir::Backward, from, PER_PAGE)?;
    let names = Names::new(&office.app, t);
    let body = html! {
        p.soft { (t.get("call-about")) }
        @if all.rows.is_empty() { p.empty { (t.get("call-none")) } } @else {
            table.list {
                thead { tr {
                    th { (t.get("call-at")) } th { (t.get("call-where")) } th { (t.get("call-spot")) }
                    th.num { (t.get("call-waited")) } th { (t.get("call-outcome")) }
                } }
                tbody {
                    @for call in &all.rows {
                        tr {
                            td.nowrap { (call.at.minute()) }
                            td.break { (terminal_name(t, call)) }
                            td { (spot(t, call)) }
                            td.num.nowrap { (waited(t, call.rang(now))) }
                            td { (outcome(t, &names, call.state(now))?) }
                        }
                    }
                }
            }
        }
        (next_page(t, "/office/calls", all.next.as_ref()))
    };
    Ok(office.page(who, &PAGE, &t.get("office-calls"), body))
}

fn terminal_name(t: &Texts, call: &Call) -> String {
    if call.terminal_name.is_empty() { t.get("call-unnamed") } else { call.terminal_name.clone() }
}

fn spot(t: &Texts, call: &Call) -> String {
    t.get(&format!("call-spot-{}", call.spot.key()))
}

fn since(t: &Texts, minutes: i64) -> String {
    if minutes == 0 { t.get("call-just-now") } else { t.with("call-since", &[("n", &minutes.to_string())]) }
}

fn waited(t: &Texts, seconds: i64) -> String {
    if seconds < 60 {
        t.with("call-waited-seconds", &[("n", &seconds.to_string())])
    } else {
        t.with("call-waited-minutes", &[("n", &(seconds / 60).to_string())])
    }
}

fn outcome(t: &Texts, names: &Names<'_>, state: CallState) -> Result<Markup, Failure> {
    Ok(match state {
        CallState::Open => html! { span.tag.amber { (t.get("call-state-open")) } },
        CallState::Answered(a) => html! { (t.with("call-state-answered", &[("name", &names.account(a.by)?)])) },
        CallState::Withdrawn(_) => html! { span.soft { (t.get("call-state-withdrawn")) } },
        CallState::Lapsed => html! { span.late { (t.get("call-state-lapsed")) } },
    })
}
