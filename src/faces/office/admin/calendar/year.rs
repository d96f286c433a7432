use std::collections::BTreeSet;

use maud::{Markup, html};

use super::PAGE;
use crate::{
    base::{Arrangement, Day, DayKind, Failure, WorkCalendar},
    domain::office::{
        calendar::{self, CalendarYear, Held},
        who::Right,
    },
    faces::{
        office::Office,
        staff::{Names, SignedIn},
    },
    i18n::Texts,
    store::Read,
};

/// A year: where its days come from, its totals, its twelve months.
pub(super) fn show(office: &Office, who: &SignedIn, year: i16) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    let work = app.calendar();
    let held = calendar::held(&app.store)?;
    let decision = app.store.find(CalendarYear::id_of(year))?;
    let applying = calendar::applying(&app.store)?;
    let y = year.to_string();
    let body = html! {
        (switcher(office, &work, year))
        @if let Some(row) = &applying {
            p.info role="status" { (t.with("calendar-applying", &[("n", &row.moved.to_string())])) }
        }
        section.panel.calendar-source {
            @match held.get(&year) {
                Some(Held { arrangement, own }) => {
                    p { span.tag.green { (t.get("calendar-published")) } " " (arrangement.source()) }
                    p.soft { (t.get(origin(year, *own)?)) }
                }
                None => {
                    p { span.tag.amber { (t.get("calendar-provisional")) } }
                    p.soft { (t.get("calendar-provisional-about")) }
                }
            }
            @if let Some(row) = &decision { (last_decision(office, row)?) }
            div.actions {
                @if who.may(Right::Settings) {
                    a.button.primary href={ "/office/calendar/" (y) "/edit" } {
                        (t.with(if held.contains_key(&year) { "calendar-edit" } else { "calendar-enter" }, &[("year", &y)]))
                    }
                    @if decision.is_some_and(|row| row.arrangement.is_some()) {
                        form method="post" action={ "/office/calendar/" (y) "/preview" } {
                            (office.token())
                            input type="hidden" name="what" value="withdraw";
                            button { (t.get("calendar-withdraw")) }
                        }
                    }
                    a.button href="/office/calendar/review" { (t.get("calendar-review")) }
                }
                @if held.contains_key(&year) {
                    a.button href={ "/office/calendar/" (y) ".json" } download { (t.get("calendar-download")) }
                }
                button type="button" data-print { (t.get("office-print-page")) }
            }
        }
        (totals(t, &work, year))
        div.year {
            @for month in 1..=12 { (month_table(t, &work, year, month, app.clock.today())) }
        }
    };
    Ok(office.page(who, &PAGE, &t.with("calendar-title", &[("year", &y)]), body))
}

/// Where a year's days come from.
fn origin(year: i16, own: bool) -> Result<&'static str, Failure> {
    let shipped = Arrangement::shipped()?.iter().any(|a| a.year() == year);
    Ok(match (own, shipped) {
        (true, true) => "calendar-own-instead",
        (true, false) => "calendar-own",
        (false, _) => "calendar-shipped",
    })
}

/// The published years, this one, and the next that can be typed.
fn switcher(office: &Office, work: &WorkCalendar, year: i16) -> Markup {
    let t = &office.t;
    let this_year = office.app.clock.today().date().year();
    let known = || work.years().map(|(y, _)| y).chain([this_year]);
    let (first, last) = (known().min().unwrap_or(this_year), known().max().unwrap_or(this_year));
    let years: BTreeSet<i16> = (first..=(last + 1).min(*super::YEARS.end())).chain([year]).collect();
    html! {
        nav.years aria-label=(t.get("calendar-years")) {
            @for y in years {
                a href={ "/office/calendar/" (y) } aria-current=[(y == year).then_some("page")] {
                    (y) @if !work.has_year(y) { small { (t.get("calendar-provisional-short")) } }
                }
            }
        }
    }
}

fn last_decision(office: &Office, row: &CalendarYear) -> Result<Markup, Failure> {
    let t = &office.t;
    let by = Names::new(&office.app, t).actor(row.by)?;
    let args = [("by", by.as_str()), ("at", &row.at.minute()), ("n", &row.moved.to_string())];
    Ok(html! {
        p.soft {
            (t.with(if row.moved > 0 { "calendar-decided-moved" } else { "calendar-decided" }, &args))
            @if row.failed > 0 { " " (t.with("calendar-failed", &[("n", &row.failed.to_string())])) }
        }
    })
}

fn days(year: i16) -> impl Iterator<Item = Day> {
    let (first, last) = (Day::ymd(year, 1, 1), Day::ymd(year, 12, 31));
    first.zip(last).into_iter().flat_map(|(a, b)| (a.0..=b.0).map(Day))
}

fn totals(t: &Texts, work: &WorkCalendar, year: i16) -> Markup {
    let of = |is: fn(DayKind<'_>) -> bool| days(year).filter(|d| is(work.kind(*d))).count().to_string();
    let cell = |key: &str, n: String| html! { li { span.cell { (t.get(key)) b { (n) } } } };
    html! {
        ul.counters.year-totals {
            (cell("calendar-total-work", of(|k| k.is_worked())))
            (cell("calendar-total-off", of(|k| matches!(k, DayKind::Off(_)))))
            (cell("calendar-total-make-up", of(|k| k == DayKind::MakeUp)))
        }
        p.legend {
            span { span.mark.off { (t.get("calendar-mark-off")) } (t.get("calendar-legend-off")) }
            span { span.mark.make-up { (t.get("calendar-mark-work")) } (t.get("calendar-legend-make-up")) }
            span { span.mark.weekend { (t.get("calendar-weekday-6")) } (t.get("calendar-legend-weekend")) }
        }
    }
}

/// A day without its year.
pub(super) fn month_day(t: &Texts, day: Day) -> String {
    let d = day.date();
    t.with("calendar-month-day", &[("month", &d.month().to_string()), ("day", &d.day().to_string())])
}

fn month_table(t: &Texts, work: &WorkCalendar, year: i16, month: i8, today: Day) -> Markup {
    let all: Vec<Day> = days(year).filter(|d| d.date().month() == month).collect();
    let lead = all.first().map_or(0, |d| usize::try_from(d.date().weekday().to_monday_zero_offset()).unwrap_or(0));
    let cells: Vec<Option<Day>> = std::iter::repeat_n(None, lead).chain(all.iter().copied().map(Some)).collect();
    let worked = all.iter().filter(|d| work.is_workday(**d)).count();
    html! {
        section.month {
            table {
                caption {
                    (t.get(&format!("calendar-month-{month}")))
                    span { (t.with("calendar-month-work", &[("n", &worked.to_string())])) }
                }
                thead { tr { @for n in 1..=7 { th scope="col" { (t.get(&format!("calendar-weekday-{n}"))) } } } }
                tbody {
                    @for week in cells.chunks(7) {
                        tr {
                            @for cell in week { @match cell { Some(day) => (day_cell(t, work, *day, today)), None => td {} } }
                            @for _ in week.len()..7 { td {} }
                        }
                    }
                }
            }
            (notes(t, work, &all))
        }
    }
}

fn day_cell(t: &Texts, work: &WorkCalendar, day: Day, today: Day) -> Markup {
    let (class, mark, title) = match work.kind(day) {
        DayKind::Workday => ("", None, None),
        DayKind::Weekend => ("weekend", None, None),
        DayKind::Off(name) => ("off", Some("calendar-mark-off"), Some(name)),
        DayKind::MakeUp => ("make-up", Some("calendar-mark-work"), None),
    };
    html! {
        td class=(class) title=[title] aria-current=[(day == today).then_some("date")] {
            (day.date().day()) @if let Some(mark) = mark { span.mark { (t.get(mark)) } }
        }
    }
}

/// The month's holidays and weekend days worked, in words: the marks alone do not say which holiday it is.
fn notes(t: &Texts, work: &WorkCalendar, all: &[Day]) -> Markup {
    let mut names: Vec<&str> = all.iter().filter_map(|d| work.holiday(*d)).collect();
    names.dedup();
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return html! {} };
    let span = |name: &str| -> String {
        let is = |d: &Day| work.holiday(*d) == Some(name);
        let within = |d: &&Day| is(d);
        let (Some(mut from), Some(mut to)) = (all.iter().find(within).copied(), all.iter().rev().find(within).copied()) else {
            return String::new();
        };
        // It may reach over the month's ends.
        while from <= *first && is(&from.plus(-1)) {
            from = from.plus(-1);
        }
        while to >= *last && is(&to.plus(1)) {
            to = to.plus(1);
        }
        if from == to { month_day(t, from) } else { format!("{}–{}", month_day(t, from), month_day(t, to)) }
    };
    let worked: Vec<String> = all.iter().filter(|d| work.kind(**d) == DayKind::MakeUp).map(|d| month_day(t, *d)).collect();
    html! {
        @if !names.is_empty() || !worked.is_empty() {
            ul.notes {
                @for name in names { li { span.mark.off { (t.get("calendar-mark-off")) } (name) " " span.soft { (span(name)) } } }
                @if !worked.is_empty() {
                    li { span.mark.make-up { (t.get("calendar-mark-work")) } span.soft { (worked.join(&t.get("office-and"))) } }
                }
            }
        }
    }
}
