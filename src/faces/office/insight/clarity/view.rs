use maud::{Markup, html};

use super::{ALL, Counts, PAGE, mend};
use crate::{
    domain::{
        insight::clarity::{Four, Look, Tally},
        places::grids::Grid,
    },
    faces::{office::Office, staff::SignedIn},
    i18n::Texts,
};

/// A grid of the overview.
pub(super) struct Line {
    pub(super) grid: Grid,
    pub(super) worker: Option<String>,
    pub(super) counts: Counts,
}

/// The share that is clear, in whole percent and never rounded up: only what is all clear is 100.
pub(super) fn percent(t: Tally) -> String {
    if t.all() > 0 { format!("{}%", t.clear * 100 / t.all()) } else { "—".to_owned() }
}

fn of(counts: &Counts, four: Option<Four>) -> Tally {
    let mut sum = Tally::default();
    counts.iter().filter(|(c, _)| four.is_none_or(|f| f == c.of)).for_each(|(_, t)| sum.add(*t));
    sum
}

fn bar(t: Tally) -> Markup {
    let all = t.all().max(1);
    html! {
        svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
            rect width=(t.clear * 1000 / all) height="10" {}
        }
    }
}

/// A score: the percentage with its two counts, and a bar.
fn score(t: &Texts, tally: Tally) -> Markup {
    html! {
        @if tally.all() == 0 { span.soft { (t.get("clarity-none-applies")) } } @else {
            b { (percent(tally)) } small { (tally.clear) " / " (tally.all()) } (bar(tally))
        }
    }
}

/// The four and all together as tiles; each leads on.
fn tiles(t: &Texts, counts: &Counts, href: impl Fn(Option<Four>) -> Option<String>) -> Markup {
    let tile = |key: &str, four: Option<Four>| {
        html! { li {
            @let inside = html! { (t.get(key)) @if of(counts, four).all() == 0 { b { "—" } } (score(t, of(counts, four))) };
            @match href(four) { Some(h) => a href=(h) { (inside) }, None => span.cell { (inside) } }
        } }
    };
    html! {
        ul.counters.scores {
            @for four in Four::ALL { (tile(&format!("clarity-{}", four.key()), Some(four))) }
            (tile("clarity-together", None))
        }
    }
}

pub(super) fn overview(office: &Office, who: &SignedIn, rows: &[Line], sum: &Counts, wide: bool) -> Markup {
    let t = &office.t;
    let to = |grid: &str, four: Option<Four>| {
        format!("/office/clarity/{grid}{}", four.map(|f| format!("#{}", f.key())).unwrap_or_default())
    };
    let only = (rows.len() == 1).then(|| rows.first().map(|r| r.grid.id.to_string())).flatten();
    let sum_of = if wide { Some(ALL.to_owned()) } else { only };
    let body = html! {
        p.soft { (t.get("clarity-hint")) }
        p.actions {
            a.button.primary href="/office/clarity/to-do" { (t.get(if wide { "clarity-to-do" } else { "clarity-my-to-do" })) }
        }
        @if rows.is_empty() { p.empty { (t.get("clarity-nothing")) } } @else {
            @if let [only] = rows { h2 { (only.grid.name) " " small.soft { (only.worker.as_deref().unwrap_or_default()) } } }
            (tiles(t, sum, |four| sum_of.as_deref().map(|g| to(g, four))))
            // One grid is what the tiles say already.
            @if rows.len() > 1 { table.list.clarity-grids {
                thead { tr {
                    th scope="col" { (t.get("household-grid")) } th scope="col" { (t.get("post-worker")) }
                    @for four in Four::ALL { th scope="col" { (t.get(&format!("clarity-{}", four.key()))) } }
                    th scope="col" { (t.get("clarity-together")) }
                } }
                tbody { @for r in rows { tr {
                    @let id = r.grid.id.to_string();
                    td.nowrap { a href=(to(&id, None)) { (r.grid.name) } " " span.soft.mono { (r.grid.code.tail()) } }
                    td.nowrap { (r.worker.as_deref().unwrap_or_default()) }
                    @for four in Four::ALL { td.score { a href=(to(&id, Some(four))) { (score(t, of(&r.counts, Some(four)))) } } }
                    td.score { a href=(to(&id, None)) { (score(t, of(&r.counts, None))) } }
                } } }
            } }
        }
    };
    office.page(who, &PAGE, &t.get("clarity-title"), body)
}

/// What a page of one grid or of all is called.
pub(super) fn place(t: &Texts, grid: Option<&Grid>) -> String {
    grid.map_or_else(|| t.get("clarity-everywhere"), |g| g.name.clone())
}

/// Its part of addresses.
pub(super) fn place_key(grid: Option<&Grid>) -> String {
    grid.map_or_else(|| ALL.to_owned(), |g| g.id.to_string())
}

pub(super) fn parts(office: &Office, who: &SignedIn, grid: Option<&Grid>, counts: &Counts) -> Markup {
    let t = &office.t;
    let here = place_key(grid);
    let body = html! {
        p { a href="/office/clarity" { (t.get("clarity-title")) } " › " (place(t, grid)) }
        (tiles(t, counts, |four| four.map(|f| format!("#{}", f.key()))))
        @if let Some(g) = grid {
            p.actions { a.button href={ "/office/clarity/to-do?grid=" (g.id) } { (t.get("clarity-to-do")) } }
        }
        @for four in Four::ALL {
            section.panel id=(four.key()) {
                h2 {
                    (t.get(&format!("clarity-{}", four.key())))
                    " "
                    small.score { (t.get(&format!("clarity-{}-hint", four.key()))) }
                }
                table.list.clarity-parts {
                    thead { tr {
                        th scope="col" { (t.get("clarity-part")) }
                        @for k in ["clarity-clear", "clarity-missing", "clarity-stale", "clarity-applies"] {
                            th.num scope="col" { (t.get(k)) }
                        }
                        th scope="col" { (t.get("clarity-share")) }
                    } }
                    tbody { @for (c, n) in counts.iter().filter(|(c, _)| c.of == four) { tr.none[n.all() == 0] {
                        @let href = format!("/office/clarity/{here}/{}", c.key);
                        td {
                            @if n.all() > 0 { a href=(href) { (mend::name(t, c)) } } @else { (mend::name(t, c)) }
                            br;
                            span.soft { (t.with(&format!("clarity-check-{}-hint", c.key), &[("days", &c.cycle.to_string())])) }
                        }
                        td.num { (n.clear) }
                        td.num { @if n.missing > 0 { a href=(href) { (n.missing) } } @else { "0" } }
                        td.num { @if n.stale > 0 { a href=(href) { (n.stale) } } @else { "0" } }
                        td.num { (n.all()) " " span.soft { (unit(t, c.look)) } }
                        td.score { @if n.all() > 0 { b { (percent(*n)) } (bar(*n)) } }
                    } } }
                }
            }
        }
    };
    office.page(who, &PAGE, &format!("{} · {}", t.get("clarity-title"), place(t, grid)), body)
}

/// What is counted: households, or entries.
pub(super) fn unit(t: &Texts, look: Look) -> String {
    t.get(if matches!(look, Look::Home(_)) { "clarity-unit-homes" } else { "clarity-unit-places" })
}
