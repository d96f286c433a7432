//! What the desk says when data is in danger: to who runs the computer and who leads, all in one line; to everybody, when nothing
//! can be saved. Reads nothing but what is in memory.
use maud::{Markup, html};

use crate::{
    domain::office::who::Right,
    faces::{
        office::Office,
        staff::{SignedIn, Watch, needs},
        ui::own_script,
        web::{Reply, page},
    },
};

/// The notice of the desk, which keeps itself new.
pub(in crate::faces::office) fn notice(office: &Office, who: &SignedIn) -> Markup {
    html! {
        div data-refresh="/office/doctor/notice" data-every="30" { (line(office, who)) }
        (own_script("js/refresh.js"))
    }
}

/// The same for a page that is open.
pub(super) async fn now(office: Office, who: Watch<needs::Anybody>) -> Reply {
    Ok(page(line(&office, &who)))
}

fn line(office: &Office, who: &SignedIn) -> Markup {
    let t = &office.t;
    let troubles = office.app.troubles();
    let (keeps, leads) = (who.may(Right::Settings), who.may(Right::Lead) || who.may(Right::Principal));
    html! {
        @match troubles.first() {
            Some(first) if keeps || leads => p.trouble role="alert" {
                b { (t.reason(&first.what)) }
                @if troubles.others() > 0 { " " (t.with("desk-trouble-others", &[("n", &troubles.others().to_string())])) }
                " "
                @if keeps { a href="/office/doctor" { (t.get("desk-trouble-open")) } } @else { (t.get("desk-trouble-tell")) }
            },
            Some(_) if troubles.stop() => p.trouble role="alert" { b { (t.get("desk-trouble-stopped")) } },
            _ => {}
        }
    }
}
