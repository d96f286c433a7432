use maud::{Markup, html};

use super::{
    PAGE,
    sight::{Shown, Sight},
};
use crate::{
    domain::registry::registers::Module,
    faces::ui::charts::{Chart, Part, bars, columns, figure, number, pyramid, table},
    i18n::Texts,
};

/// A register with what it holds, and what began this month and the one before.
pub(super) struct Held {
    pub(super) module: Module,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) parts: [Part; 3],
}

/// Everything on the page.
pub(super) struct Overview {
    /// Text keys with their figures.
    pub(super) people: Vec<(&'static str, Part)>,
    pub(super) ages: Chart,
    pub(super) residence: Chart,
    pub(super) traits: Vec<Chart>,
    pub(super) grids: Chart,
    pub(super) items: Option<Chart>,
    pub(super) visits: Chart,
    pub(super) held: Vec<Held>,
}

/// Widths of charts in their own pixels: two beside each other, and one alone.
pub(super) const HALF: u32 = 540;
pub(super) const WHOLE: u32 = 1120;

pub(super) fn page(s: &Sight<'_>, shown: &Shown<'_>, o: &Overview) -> Markup {
    let t = &s.office.t;
    let unfold = t.get("stats-table");
    let many = s.several() && !o.residence.lines.is_empty();
    let body = html! {
        (s.choice("/office/statistics", &html! {}))
        p.actions {
            @if s.sees_items() { a.button href=(s.address("/office/statistics/items")) { (t.get("stats-items")) } }
            a.button href="/office/statistics/map" { (t.get("stats-map")) }
            button type="button" data-print { (t.get("stats-print")) }
        }
        @if s.grids.is_empty() { p.empty { (t.get("grid-none")) } }
        ul.counters.statistics {
            @for (key, part) in &o.people {
                li { @match &part.href {
                    Some(href) => a href=(href) { b { (part.n) } (t.get(key)) },
                    None => span.cell { b { (part.n) } (t.get(key)) },
                } }
            }
        }
        div.charts {
            @if o.ages.any() { section.panel { (figure(&o.ages, &pyramid(&o.ages, HALF), &unfold)) } }
            @if many { section.panel { (figure(&o.residence, &bars(&o.residence, HALF), &unfold)) } }
            @for c in &o.traits { section.panel { (figure(c, &bars(c, HALF), &unfold)) } }
        }
        @if many {
            section.panel { h2 { (o.grids.title) } (table(&o.grids)) (shown.pager(s, "/office/statistics")) }
        }
        @if let Some(c) = o.items.as_ref().filter(|c| c.any()) { section.panel { (figure(c, &columns(c, WHOLE), &unfold)) } }
        @if o.visits.any() { section.panel { (figure(&o.visits, &columns(&o.visits, WHOLE), &unfold)) } }
        (registers(t, s, o))
    };
    s.office.page(s.who, &PAGE, &t.get("office-statistics"), body)
}

fn registers(t: &Texts, s: &Sight<'_>, o: &Overview) -> Markup {
    html! {
        section.panel {
            h2 { (t.get("stats-registers")) }
            table.list.figures {
                thead { tr {
                    th scope="col" { (t.get("stats-register")) }
                    @for key in ["stats-held", "stats-begun-now", "stats-begun-last"] { th.num scope="col" { (t.get(key)) } }
                } }
                @for m in Module::ALL {
                    @if o.held.iter().any(|h| h.module == m) {
                        tbody {
                            tr.part { th scope="rowgroup" colspan="4" { (t.get(&format!("module-{}", m.key()))) } }
                            @for h in o.held.iter().filter(|h| h.module == m) { tr {
                                th scope="row" {
                                    a href=(s.address(&format!("/office/statistics/registers/{}", h.code))) { (h.name) }
                                }
                                @for p in &h.parts { td.num { (number(p)) } }
                            } }
                        }
                    }
                }
            }
        }
    }
}
