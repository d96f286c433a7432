//! The same figures as a table, and the frame of both.
use maud::{Markup, html};

use super::{Chart, Part};

/// A figure that leads to its rows; nothing leads nowhere.
pub fn number(p: &Part) -> Markup {
    html! {
        @match &p.href {
            Some(href) if p.n != 0 => a href=(href) { (p.n) },
            _ if p.n == 0 => span.soft { "0" },
            _ => (p.n),
        }
    }
}

/// A chart's figures: its lines below each other, its series as columns.
pub fn table(chart: &Chart) -> Markup {
    html! {
        table.list.figures {
            thead { tr { th scope="col" { (chart.by) } @for s in &chart.series { th.num scope="col" { (s) } } } }
            tbody { @for line in &chart.lines { tr {
                th scope="row" { (line.label) }
                @for p in &line.parts { td.num { (number(p)) } }
            } } }
        }
    }
}

/// A chart with its title, the legend of its series, and its figures as a table to unfold. `unfold` says so in words.
pub fn figure(chart: &Chart, drawn: &Markup, unfold: &str) -> Markup {
    html! {
        figure.chart {
            figcaption {
                h2 { (chart.title) }
                @if chart.series.len() > 1 {
                    ul.series { @for (i, s) in chart.series.iter().enumerate() { li { span class={ "swatch s" (i) } {} (s) } } }
                }
            }
            (drawn)
            details.more.no-print { summary { (unfold) } (table(chart)) }
        }
    }
}
