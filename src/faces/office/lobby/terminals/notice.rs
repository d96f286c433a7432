//! What the desk says of terminals to whoever looks after them: none is enrolled, one is silent, a printer has no paper.
use maud::{Markup, html};

use crate::{
    base::Failure,
    domain::{
        lobby::terminals::{self, Terminal},
        office::who::Right,
    },
    faces::{
        office::Office,
        staff::{SignedIn, Watch, needs},
        ui::own_script,
        web::{Reply, page},
    },
};

/// The notice of the desk, which keeps itself new.
pub(in crate::faces::office) fn notice(office: &Office, who: &SignedIn) -> Result<Markup, Failure> {
    if !who.may(Right::Settings) {
        return Ok(html! {});
    }
    Ok(html! {
        div data-refresh="/office/terminals/notice" data-every="30" { (lines(office)?) }
        (own_script("js/refresh.js"))
    })
}

/// The same for a page that is open.
pub(super) async fn now(office: Office, _who: Watch<needs::Settings>) -> Reply {
    Ok(page(lines(&office)?))
}

fn lines(office: &Office) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    if !terminals::any_enrolled(&app.store)? {
        return Ok(html! {
            p.notice-line { (t.get("terminal-none-enrolled")) " " a href="/office/terminals" { (t.get("terminal-add")) } }
        });
    }
    let now = app.clock.now();
    let silent =
        |x: &Terminal| t.with("terminal-offline-for", &[("name", &x.name), ("minutes", &(x.silent(now) / 60).to_string())]);
    let names: Vec<_> = terminals::offline(&app.store, now)?.iter().map(silent).collect();
    Ok(html! {
        @if !names.is_empty() {
            p.warning role="status" {
                a href="/office/terminals" { (t.with("terminal-offline-now", &[("names", &names.join(&t.get("office-and")))])) }
            }
        }
        @for printer in app.printers.health().iter().filter(|h| !h.ready) {
            p.warning role="status" {
                a href="/office/settings" {
                    (t.get(super::view::printer_name(printer.which))) (t.get("office-colon")) (t.get(printer.key))
                }
            }
        }
    })
}
