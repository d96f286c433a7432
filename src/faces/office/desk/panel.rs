//! The live part of the desk, by what the viewer sees.
use maud::{Markup, html};

use super::{super::Office, figures, groups, lists};
use crate::{
    base::Failure,
    domain::matters::items::{self, Live, Red},
    faces::staff::SignedIn,
    i18n::Texts,
};

/// The panel as it is now. Its first element tells the script the picture's revision and the red orders under way.
pub(super) fn panel(office: &Office, who: &SignedIn, live: &Live) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let reader = who.reader(&office.app)?;
    let (n, reds) = match reader.sees_all_items() {
        true => (live.desk.supervised.1, live.reds.clone()),
        false => items::reds_in(store, &reader)?,
    };
    Ok(html! {
        div.panel-live data-revision=(live.revision) data-red=(n) {
            (red_banner(t, n, &reds))
            (lists::waits(office, who, live)?)
            @if reader.sees_all_items() {
                (figures::of_office(office, who, &live.desk))
                (figures::ages(t, &live.ages))
                (groups::tables(office, live)?)
            } @else if reader.sees_items_by_grid() {
                @if reader.own_grids().is_empty() { p.warning { (t.get("desk-no-grid")) } } @else {
                    @let (board, ages) = live.of_grids(&reader.own_grids());
                    (figures::of_grids(t, &board, &ages))
                    (figures::ages(t, &ages))
                    (groups::own_grids(office, live, &reader)?)
                }
            }
            (lists::lists(office, who, &reader)?)
            p.hint.as-of { (t.with("live-as-of", &[("time", &live.at.local().strftime("%H:%M:%S").to_string())])) }
        }
    })
}

/// Red supervision calls by colour, and nothing else does.
fn red_banner(t: &Texts, n: i64, reds: &[Red]) -> Markup {
    html! {
        @if n > 0 {
            section.red-banner aria-label=(t.get("live-red")) {
                h2 data-red-words { (t.with("live-red-now", &[("n", &n.to_string())])) }
                ul {
                    @for red in reds {
                        li {
                            a href={ "/office/items/" (red.item) } { (red.no) " " (red.title) }
                            " " span.nowrap { (t.with("live-red-at", &[("at", &red.at.minute())])) }
                            " " @if red.answered { span.tag { (t.get("live-red-answered")) } }
                            @else { span.nowrap { (t.with("live-red-answer-by", &[("at", &red.answer_due.minute())])) } }
                        }
                    }
                }
            }
        }
    }
}
