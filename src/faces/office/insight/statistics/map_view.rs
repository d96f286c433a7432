use maud::{Markup, html};

use super::{
    PAGE,
    choropleth::{Area, classes, map},
    sight::Sight,
    tiles::tiles,
};
use crate::{
    domain::{insight::figures::Of, office::who::Right, places::grids::boundary::Shape},
    faces::ui::charts::{Chart, Line, Part, table},
};

/// What a map may show.
#[derive(Clone)]
pub(super) enum Measure {
    Of(Of),
    /// Items that are open now.
    Open,
}

/// A measure with its name in addresses and in words.
pub(super) struct Choice {
    pub(super) key: String,
    pub(super) words: String,
    /// The module's text, for registers.
    pub(super) module: Option<&'static str>,
    pub(super) measure: Measure,
}

pub(super) fn page(s: &Sight<'_>, all: &[Choice], chosen: &Choice, areas: &[Area], around: &[Shape]) -> Markup {
    let t = &s.office.t;
    let numbers: Vec<i64> = areas.iter().map(|a| a.n).collect();
    let classes = classes(&numbers);
    let bare: Vec<&Area> = areas.iter().filter(|a| a.shape.is_none()).collect();
    let drawn = bare.len() < areas.len();
    let chart = figures(s, chosen, areas);
    let told = &chosen.words;
    let body = html! {
        p { a href="/office/statistics" { (t.get("office-statistics")) } }
        (choice(s, all, chosen))
        @if s.who.may(Right::EditPeople) {
            p.actions { a.button href="/office/grids/boundaries" { (t.get("boundaries")) } }
        }
        @if areas.is_empty() { p.empty { (t.get("grid-none")) } } @else {
            section.panel {
                h2 { (chosen.words) }
                div.map-sheet {
                    div {
                        @if drawn { (map(areas, around, &classes, told)) }
                        @if !bare.is_empty() {
                            @if drawn { p.soft { (t.with("stats-no-boundary", &[("n", &bare.len().to_string())])) } }
                            (tiles(&bare, &classes, told))
                        }
                    }
                    (legend(s, &classes, &numbers))
                }
                @if !drawn { p.hint { (t.get("stats-schematic")) } }
                details.more.no-print { summary { (t.get("stats-table")) } (table(&chart)) }
            }
        }
    };
    s.office.page(s.who, &PAGE, &t.get("stats-map"), body)
}

fn figures(s: &Sight<'_>, chosen: &Choice, areas: &[Area]) -> Chart {
    let line = |a: &Area| Line { label: a.name.clone(), parts: vec![Part { n: a.n, href: a.href.clone() }] };
    Chart {
        title: chosen.words.clone(),
        by: s.office.t.get("household-grid"),
        series: vec![chosen.words.clone()],
        lines: areas.iter().map(line).collect(),
    }
}

fn choice(s: &Sight<'_>, all: &[Choice], chosen: &Choice) -> Markup {
    let t = &s.office.t;
    let option = |c: &Choice| html! { option value=(c.key) selected[c.key == chosen.key] { (c.words) } };
    let mut modules: Vec<&str> = all.iter().filter_map(|c| c.module).collect();
    modules.dedup();
    html! {
        form.filters method="get" action="/office/statistics/map" data-auto {
            div.field {
                label for="f-show" { (t.get("stats-show")) }
                select #f-show name="show" {
                    @for c in all.iter().filter(|c| c.module.is_none()) { (option(c)) }
                    @for m in modules {
                        optgroup label=(t.get(&format!("module-{m}"))) {
                            @for c in all.iter().filter(|c| c.module == Some(m)) { (option(c)) }
                        }
                    }
                }
            }
            button { (t.get("office-filter")) }
            span.soft { (t.with("figure-as-of", &[("day", &s.today().to_string())])) }
        }
    }
}

/// The classes with their bounds and how many grids are in each, the greatest first.
fn legend(s: &Sight<'_>, classes: &[(i64, i64, usize)], numbers: &[i64]) -> Markup {
    html! {
        ul.map-legend {
            @for (low, high, shade) in classes.iter().rev() {
                @let grids = numbers.iter().filter(|n| (*low..=*high).contains(*n)).count();
                li {
                    span class={ "swatch c" (shade) } {}
                    span { (low) @if low != high { "–" (high) } }
                    span.soft { (s.office.t.with("stats-grids-of-class", &[("n", &grids.to_string())])) }
                }
            }
        }
    }
}
