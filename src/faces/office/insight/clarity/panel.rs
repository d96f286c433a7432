//! A household's own 四清, looked at as the page is drawn, so that it is never behind.
use maud::{Markup, html};

use super::{mend, view::percent};
use crate::{
    base::Failure,
    domain::{
        insight::clarity::{self, Four, State, Tally},
        office::who::Right,
        registry::people::Household,
    },
    faces::{office::Office, staff::SignedIn},
};

/// The panel; nothing for a household that has left.
pub(in crate::faces::office) fn panel(office: &Office, who: &SignedIn, home: &Household) -> Result<Markup, Failure> {
    if home.left.is_some() {
        return Ok(html! {});
    }
    let t = &office.t;
    let reader = who.reader(&office.app)?;
    let mut found = clarity::of_household(&office.app.store, home.clone(), reader.today())?;
    found.retain(|f| f.seen.state != State::NotApplicable && reader.sees_finding(f));
    let parts = Four::ALL.map(|four| {
        let mut tally = Tally::default();
        let mut gaps = Vec::new();
        for (c, f) in four.checks().filter_map(|c| found.iter().find(|f| f.no == c.no).map(|f| (c, f))) {
            match f.seen.state {
                State::Clear => tally.clear += 1,
                State::Missing => tally.missing += 1,
                _ => tally.stale += 1,
            }
            if f.seen.state.is_gap() {
                gaps.push((c, f));
            }
        }
        (four, tally, gaps)
    });
    let mut whole = Tally::default();
    parts.iter().for_each(|(_, t, _)| whole.add(*t));
    Ok(html! {
        section.panel.clarity #clarity {
            h2 { (t.get("clarity-title")) " " small.score { b { (percent(whole)) } " " (whole.clear) " / " (whole.all()) } }
            @for (four, tally, gaps) in &parts {
                @if tally.all() > 0 {
                    details.four open[tally.gaps() > 0] {
                        summary {
                            span { (t.get(&format!("clarity-{}", four.key()))) }
                            span.score { b.late[tally.gaps() > 0] { (tally.clear) " / " (tally.all()) } }
                        }
                        @if gaps.is_empty() { p.soft { (t.get("clarity-all-clear")) } } @else {
                            ul.gaps { @for (c, f) in gaps { li {
                                span.what { (mend::name(t, c)) " " (mend::state(t, f.seen.state)) }
                                div.ways { (mend::ways(office, who, f)?) }
                            } } }
                        }
                    }
                }
            }
            @if who.may(Right::Intake) {
                p.actions { a.button href={ "/office/households/" (home.id) "/visit" } { (t.get("clarity-mend-visit")) } }
            }
        }
    })
}
