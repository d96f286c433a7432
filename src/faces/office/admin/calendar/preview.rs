use maud::{Markup, html};

use super::{PAGE, form, year};
use crate::{
    base::{Day, DayKind, Reason, WorkCalendar},
    domain::office::calendar::Change,
    faces::{office::Office, staff::SignedIn, ui::heads},
    i18n::Texts,
    jobs::calendar::{Limit, Move, Moves},
};

/// Days that differ shown at most; a whole new year has some forty.
const DAYS_MOST: usize = 60;

/// What a change moves, and what is to become of it.
pub(super) fn page(
    office: &Office,
    who: &SignedIn,
    change: &Change,
    after: &WorkCalendar,
    moves: &Moves,
    refused: Option<&Reason>,
) -> Markup {
    let t = &office.t;
    let (before, y, n) = (office.app.calendar(), change.year().to_string(), moves.all.to_string());
    let title = match change {
        Change::Save(_) => "calendar-preview-save",
        Change::Withdraw(_) => "calendar-preview-withdraw",
        Change::Adopt(_) => "calendar-preview-adopt",
    };
    let body = html! {
        @if let Some(reason) = refused { p.wrong-summary role="alert" { (t.reason(reason)) } }
        @if let Change::Save(arrangement) = change {
            @for doubt in arrangement.doubts() { p.warning { (t.reason(&doubt)) } }
        }
        @if !matches!(change, Change::Adopt(_)) { (days(t, &before, after, change.year())) }
        section.panel {
            h2 { @if moves.all == 0 { (t.get("calendar-moves-none")) } @else { (t.with("calendar-moves", &[("n", &n)])) } }
            @if moves.all > 0 { (totals(t, moves)) (list(t, moves)) }
            (buttons(office, change, before.version(), moves))
        }
    };
    office.page(who, &PAGE, &t.with(title, &[("year", &y)]), body)
}

/// The days that become something else.
fn days(t: &Texts, before: &WorkCalendar, after: &WorkCalendar, of: i16) -> Markup {
    // A notice may reach into the last week before its year.
    let (first, last) = (Day::ymd(of - 1, 12, 25), Day::ymd(of, 12, 31));
    let span = first.zip(last).into_iter().flat_map(|(a, b)| (a.0..=b.0).map(Day));
    let changed: Vec<Day> = span.filter(|d| before.kind(*d) != after.kind(*d)).collect();
    let whole = |c: &WorkCalendar| Day::ymd(of, 1, 1).zip(last).map_or(0, |(a, b)| c.workdays(a.plus(-1), b)).to_string();
    html! {
        section.panel {
            h2 { (t.with("calendar-days-change", &[("n", &changed.len().to_string())])) }
            p { (t.with(
                "calendar-days-total", &[("year", &of.to_string()), ("before", &whole(before)), ("after", &whole(after))]
            )) }
            @if !changed.is_empty() {
                ul.changed-days {
                    @for day in changed.iter().take(DAYS_MOST) {
                        li { b { (year::month_day(t, *day)) } " " (kind(t, before.kind(*day))) " → " (kind(t, after.kind(*day))) }
                    }
                    @if changed.len() > DAYS_MOST { li { "…" } }
                }
            }
        }
    }
}

fn kind(t: &Texts, kind: DayKind<'_>) -> String {
    match kind {
        DayKind::Workday => t.get("calendar-kind-workday"),
        DayKind::Weekend => t.get("calendar-kind-weekend"),
        DayKind::MakeUp => t.get("calendar-kind-make-up"),
        DayKind::Off(name) => t.with("calendar-kind-off", &[("name", name)]),
    }
}

fn totals(t: &Texts, m: &Moves) -> Markup {
    let cell = |key: &str, n: usize| html! { @if n > 0 { li { span.cell { (t.get(key)) b { (n) } } } } };
    html! {
        ul.counters {
            (cell("calendar-moves-later", m.later))
            (cell("calendar-moves-earlier", m.earlier))
            (cell("calendar-moves-final", m.finals))
            (cell("calendar-moves-provisional", m.provisionals))
        }
    }
}

fn limit(t: &Texts, (due, provisional): Limit) -> Markup {
    html! {
        (due.map(|d| d.minute()).unwrap_or_default())
        @if provisional { " " span.tag.amber { (t.get("calendar-provisional-short")) } }
    }
}

fn what(t: &Texts, m: &Move) -> Markup {
    let key = match m.to.0.cmp(&m.from.0) {
        std::cmp::Ordering::Greater => Some("calendar-move-later"),
        std::cmp::Ordering::Less => Some("calendar-move-earlier"),
        std::cmp::Ordering::Equal => None,
    };
    let settled = match (m.from.1, m.to.1) {
        (true, false) => Some("calendar-move-final"),
        (false, true) => Some("calendar-move-provisional"),
        _ => None,
    };
    let words: Vec<String> = key.into_iter().chain(settled).map(|k| t.get(k)).collect();
    html! { (words.join(&t.get("office-and"))) }
}

fn list(t: &Texts, m: &Moves) -> Markup {
    html! {
        table.list {
            (heads(t, &["item-no", "item-title", "calendar-limit-before", "calendar-limit-after", "calendar-limit-what"]))
            tbody {
                @for one in &m.first {
                    tr {
                        td.nowrap.mono { (one.no) } td { (one.title) }
                        td.nowrap { (limit(t, one.from)) } td.nowrap { (limit(t, one.to)) } td.nowrap { (what(t, one)) }
                    }
                }
            }
        }
        @if m.all > m.first.len() {
            p.hint { (t.with("calendar-moves-shown", &[("shown", &m.first.len().to_string()), ("n", &m.all.to_string())])) }
        }
    }
}

fn buttons(office: &Office, change: &Change, seen: &str, m: &Moves) -> Markup {
    let t = &office.t;
    let y = change.year().to_string();
    let n = m.all.to_string();
    let (apply, keep) = match change {
        Change::Save(_) => ("calendar-save-apply", "calendar-save-keep"),
        Change::Withdraw(_) => ("calendar-withdraw-apply", "calendar-withdraw-keep"),
        Change::Adopt(_) => ("calendar-adopt-apply", "calendar-adopt-keep"),
    };
    let only = match change {
        Change::Save(_) => Some("calendar-save-only"),
        Change::Withdraw(_) => Some("calendar-withdraw-only"),
        Change::Adopt(_) => None,
    };
    let name = match change {
        Change::Save(_) => "save",
        Change::Withdraw(_) => "withdraw",
        Change::Adopt(_) => "adopt",
    };
    html! {
        form method="post" action={ "/office/calendar/" (y) } {
            (office.token())
            input type="hidden" name="what" value=(name);
            input type="hidden" name="seen" value=(seen);
            @if let Change::Save(arrangement) = change { (form::hidden(arrangement)) }
            p.actions {
                @if m.all > 0 {
                    button.primary name="then" value="apply" { (t.with(apply, &[("n", &n)])) }
                    button name="then" value="keep" { (t.get(keep)) }
                } @else if let Some(only) = only {
                    button.primary name="then" value="keep" { (t.get(only)) }
                }
                @if matches!(change, Change::Save(_)) {
                    button formaction={ "/office/calendar/" (y) "/edit" } { (t.get("calendar-back-to-form")) }
                }
                a.button href={ "/office/calendar/" (y) } { (t.get("office-cancel")) }
            }
            @if m.all > 0 { p.hint { (t.get("calendar-apply-about")) } }
        }
    }
}
