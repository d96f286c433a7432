//! The figures: counters with their lists behind them, shares with their two counts, ages as bars.
use maud::{Markup, html};

use super::super::Office;
use crate::{
    domain::{
        matters::items::{Age, Board, ByAge, Desk, Share, StateTag},
        office::who::Right,
    },
    faces::staff::SignedIn,
    i18n::Texts,
};

fn cell(t: &Texts, key: &str, n: i64, href: &str) -> Markup {
    html! { li { a href=(href) { (t.get(key)) b { (n) } } } }
}
fn plain(t: &Texts, key: &str, n: i64) -> Markup {
    html! { li { span.cell { (t.get(key)) b { (n) } } } }
}
/// A counter that calls when it is not 0.
fn called(t: &Texts, (key, class): (&str, &str), n: i64, href: Option<&str>) -> Markup {
    html! { li.(if n > 0 { class } else { "" }) {
        @match href { Some(href) => a href=(href) { (t.get(key)) b { (n) } }, None => span.cell { (t.get(key)) b { (n) } } }
    } }
}

/// The whole office's figures.
pub(super) fn of_office(office: &Office, who: &SignedIn, d: &Desk) -> Markup {
    let t = &office.t;
    let today = office.app.clock.today();
    let follow = who.may(Right::FollowUp).then_some("/office/follow-ups");
    let orders = who.may(Right::SeeItems).then_some("/office/supervisions");
    html! {
        ul.counters {
            (cell(t, "desk-waiting", d.waiting, "/office/items?state=reported"))
            (cell(t, "desk-handling", d.handling, "/office/items?state=open"))
            (called(t, ("desk-overdue", "strong"), d.overdue, Some("/office/items?due=overdue")))
            (cell(t, "desk-reported-today", d.reported_today, &format!("/office/items?from={today}&to={today}")))
            (plain(t, "desk-closed-today", d.closed_today))
        }
        ul.counters {
            (cell(t, "desk-reported", d.reported, "/office/items"))
            (plain(t, "desk-accepted", d.accepted))
            (cell(t, "desk-closed", d.closed, "/office/items?state=closed"))
            (share(t, "desk-closed-share", d.closed_share))
            (share(t, "desk-in-time-share", d.in_time_share))
            (share(t, "desk-satisfied-share", d.satisfied_share))
        }
        ul.counters.apart {
            (cell(t, "live-suspended", d.suspended, "/office/items?state=suspended"))
            (called(t, ("live-yellow", "strong"), d.supervised.0, orders))
            (called(t, ("live-red", "alert"), d.supervised.1, orders))
            (called(t, ("live-to-follow", "strong"), d.to_follow, follow))
            (plain(t, "live-urged", d.urged))
            (plain(t, "live-reopened", d.reopened))
        }
        p.hint { (t.get("desk-share-about")) }
    }
}

/// The figures of one's own grids.
pub(super) fn of_grids(t: &Texts, board: &Board, ages: &ByAge) -> Markup {
    html! {
        ul.counters {
            (cell(t, "desk-waiting", board.of(StateTag::Reported), "/office/items?state=reported"))
            (cell(t, "desk-handling", board.handling(), "/office/items?state=open"))
            (called(t, ("desk-overdue", "strong"), ages.overdue(), Some("/office/items?due=overdue")))
            (cell(t, "live-suspended", board.of(StateTag::Suspended), "/office/items?state=suspended"))
            (cell(t, "desk-closed", board.closed(), "/office/items?state=closed"))
            (cell(t, "desk-reported", board.all(), "/office/items"))
        }
        p.hint { (t.get("desk-own-grids")) }
    }
}

/// `99.85%`; nothing of nothing.
pub(in super::super) fn percent(s: Share) -> Option<String> {
    s.basis_points().map(|p| format!("{}.{:02}%", p / 100, p % 100))
}

/// A percentage never stands without its two counts.
fn share(t: &Texts, key: &str, s: Share) -> Markup {
    html! {
        li { span.cell { (t.get(key))
            @match percent(s) {
                Some(p) => { b { (p) } small { (s.part) " / " (s.whole) } }
                None => b { (t.get("share-none")) }
            }
        } }
    }
}

/// Overdue and due, by age, side by side.
pub(super) fn ages(t: &Texts, ages: &ByAge) -> Markup {
    html! {
        div.ages {
            section.panel { h2 { (t.get("live-overdue-by-age")) } (age_bars(t, ages, true, true)) }
            section.panel { h2 { (t.get("live-due-by-age")) } (age_bars(t, ages, false, true)) }
        }
    }
}

/// The ages as bars, all to one scale; each leads to its list, if it is to.
pub(in super::super) fn age_bars(t: &Texts, ages: &ByAge, overdue: bool, linked: bool) -> Markup {
    let most = Age::ALL.into_iter().map(|a| ages.of(a)).max().unwrap_or_default().max(1);
    let line = |age: Age| {
        html! {
            span.age { (t.get(&format!("age-{}", age.key()))) }
            svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
                rect width=(ages.of(age) * 1000 / most) height="10" {}
            }
            b { (ages.of(age)) }
        }
    };
    html! {
        ul.bars.over[overdue] {
            @for age in Age::ALL.into_iter().filter(|a| a.overdue() == overdue) {
                li.none[ages.of(age) == 0] {
                    @if linked { a href={ "/office/items?due=" (age.key()) } { (line(age)) } } @else { span.cell { (line(age)) } }
                }
            }
        }
    }
}
