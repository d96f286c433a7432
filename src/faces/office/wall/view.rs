//! The wall as markup: readable from six metres, dark and calm; red is for red supervision alone.
use actix_web::HttpRequest;
use maud::{Markup, html};

use super::{
    super::{
        Office,
        desk::{By, age_bars, percent, shown},
    },
    trend::trend,
};
use crate::{
    app::App,
    base::Failure,
    domain::matters::items::{Live, Share},
    faces::{
        ui::{document, heads, own_script},
        web::{Lang, asset_url},
    },
};

/// Grids that are shown.
const ROWS: usize = 8;

/// The whole screen, which then keeps itself new from these two addresses.
pub(super) fn wall(office: &Office, stream: &str, desk: &str, live: &Live) -> Result<Markup, Failure> {
    let t = &office.t;
    let body = html! {
        header.wall-head {
            h1 { (office.community()) }
            p.live-lost data-live-lost hidden role="status" { (t.get("live-lost")) }
            p.clock { span data-clock-day {} " " b data-clock {} }
        }
        main #live data-live=(stream) data-desk=(desk) data-always="1" { (panel(office, live)?) }
        (own_script("js/live.js"))
    };
    Ok(document(t, "wall", &t.get("wall-title"), body))
}

/// What is drawn anew after each change.
pub(super) fn panel(office: &Office, live: &Live) -> Result<Markup, Failure> {
    let (t, d) = (&office.t, &live.desk);
    let big = |key: &str, n: i64| html! { li { (t.get(key)) b { (n) } } };
    let portion = |key: &str, s: Share| {
        html! { li { (t.get(key)) b {
            @match percent(s) { Some(p) => { (p) small { (s.part) " / " (s.whole) } }, None => (t.get("share-none")) }
        } } }
    };
    let grids = shown(office, live, By::Grid, None, ROWS)?;
    let build = asset_url("js/live.js") + &asset_url("css/wall.css");
    Ok(html! {
        div.panel-live data-revision=(live.revision) data-red=(d.supervised.1) data-now=(live.at.0) data-build=(build) {
            ul.big {
                (big("desk-waiting", d.waiting))
                (big("desk-handling", d.handling))
                (big("desk-overdue", d.overdue))
                (big("desk-reported-today", d.reported_today))
                (big("desk-closed-today", d.closed_today))
                (big("live-yellow", d.supervised.0))
                li.red[d.supervised.1 > 0] { (t.get("live-red")) b { (d.supervised.1) } }
            }
            ul.sums {
                (big("desk-reported", d.reported))
                (big("desk-accepted", d.accepted))
                (big("desk-closed", d.closed))
                (big("live-suspended", d.suspended))
                (portion("desk-closed-share", d.closed_share))
                (portion("desk-in-time-share", d.in_time_share))
                (portion("desk-satisfied-share", d.satisfied_share))
            }
            div.three {
                section {
                    h2 { (t.get("wall-ages")) }
                    (age_bars(t, &live.ages, true, false))
                    (age_bars(t, &live.ages, false, false))
                }
                section {
                    h2 { (t.get("wall-grids")) }
                    @if grids.is_empty() { p.none { (t.get("live-none")) } } @else {
                        table {
                            (heads(t, &["live-what", "desk-overdue", "live-open"]))
                            tbody { @for g in &grids {
                                tr { th scope="row" { span { (g.name) } } td { (g.ages.overdue()) } td { (g.board.open()) } }
                            } }
                        }
                    }
                }
                section {
                    h2 {
                        (t.get("wall-trend"))
                        span.legend { i.reported {} (t.get("wall-reported")) i.closed {} (t.get("wall-closed")) }
                    }
                    (trend(t, &live.trend))
                    p.as-of { (t.with("live-as-of", &[("time", &live.at.local().strftime("%H:%M:%S").to_string())])) }
                }
            }
        }
    })
}

/// One calm line.
pub(super) fn problem(app: &App, req: &HttpRequest, failure: &Failure, reference: Option<&str>) -> Markup {
    let t = Lang::of(app, req).texts;
    let words = if *failure == Failure::NotFound { t.get("wall-gone") } else { t.failure(failure) };
    let body = html! {
        main.wall-problem {
            p { (words) }
            @if let Some(r) = reference { p { (t.with("failure-reference", &[("ref", r)])) } }
        }
    };
    document(&t, "wall", &t.get("wall-title"), body)
}
