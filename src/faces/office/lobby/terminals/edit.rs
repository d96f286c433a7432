//! One terminal: name, place, and how it is set up.
use actix_web::web::Path;
use maud::{Markup, html};

use super::PAGE;
use crate::{
    base::{Failure, Id},
    domain::lobby::terminals::{self, DIAGONALS, Setup, StartView, Terminal},
    faces::{
        office::Office,
        staff::{May, choice, line, needs},
        web::{Form, Reply, ask_again, page, see_other},
    },
    store::Read,
};

fn living(office: &Office, id: Id<Terminal>) -> Result<Terminal, Failure> {
    office.app.store.find(id)?.filter(|t: &Terminal| t.revoked.is_none()).ok_or(Failure::NotFound)
}

pub(super) async fn show(office: Office, who: May<needs::Settings>, id: Path<u64>) -> Reply {
    let terminal = living(&office, Id::new(*id))?;
    let diagonal = terminal.setup.diagonal.map(|d| format!("{}.{}", d / 10, d % 10)).unwrap_or_default();
    let form = Form::filled([
        ("name", terminal.name.as_str()),
        ("place", terminal.place.as_str()),
        ("diagonal", diagonal.as_str()),
        ("view", terminal.setup.view.key()),
        ("aloud", if terminal.setup.aloud { "yes" } else { "no" }),
    ]);
    Ok(page(draw(&office, &who, &terminal, &form)))
}

pub(super) async fn save(office: Office, who: May<needs::Settings>, id: Path<u64>, mut form: Form) -> Reply {
    let terminal = living(&office, Id::new(*id))?;
    let diagonal = form.maybe("diagonal", "terminal-diagonal-wrong", tenths);
    let view = form.take("view", "field-choice", StartView::parse);
    let aloud = form.take("aloud", "field-choice", |s| match s {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let done = match (diagonal, view, aloud) {
        (Some(diagonal), Some(view), Some(aloud)) => {
            let setup = Setup { diagonal, view, aloud };
            let (by, name, place) =
                ((who.account.id, office.app.clock.now()), form.value("name").to_owned(), form.value("place").to_owned());
            office.app.store.write(move |tx| terminals::change(tx, by, terminal.id, &name, &place, setup)).await
        }
        _ => Err(Failure::Invalid(Default::default())),
    };
    Ok(match form.settled(done)? {
        Some(()) => see_other("/office/terminals?done=saved"),
        None => ask_again(draw(&office, &who, &terminal, &form)),
    })
}

/// `21.5` as tenths: whole inches, or one digit after the point.
fn tenths(s: &str) -> Option<u16> {
    let (whole, part) = s.split_once('.').unwrap_or((s, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let part = if part.len() == 1 && digits(part) { part.parse::<u16>().ok()? } else { return None };
    let whole = if digits(whole) { whole.parse::<u16>().ok()? } else { return None };
    whole.checked_mul(10)?.checked_add(part).filter(|t| DIAGONALS.contains(t))
}

fn draw(office: &Office, who: &May<needs::Settings>, terminal: &Terminal, form: &Form) -> Markup {
    let t = &office.t;
    let views = StartView::ALL.map(|v| (v.key().to_owned(), t.get(&format!("terminal-view-{}", v.key()))));
    let aloud = ["no", "yes"].map(|v| (v.to_owned(), t.get(&format!("terminal-aloud-{v}"))));
    let body = html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        section.panel.narrow {
            form method="post" action={ "/office/terminals/" (terminal.id) } novalidate {
                (office.token())
                (line(&office.t, form, "name", "terminal-name", "", true))
                (line(&office.t, form, "place", "terminal-place", "", false))
                (line(&office.t, form, "diagonal", "terminal-diagonal", "", false))
                (choice(&office.t, form, "view", "terminal-view", views, false))
                (choice(&office.t, form, "aloud", "terminal-aloud", aloud, false))
                p.actions {
                    button.primary { (t.get("office-save")) }
                    a.button href="/office/terminals" { (t.get("office-cancel")) }
                }
            }
        }
    };
    office.page(who, &PAGE, &terminal.name, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inches_are_read_in_tenths() {
        assert_eq!(tenths("21.5"), Some(215));
        assert_eq!(tenths("32"), Some(320));
        for wrong in ["", ".", "6.9", "100.1", "21,5", "21.55", "-3", "+30", "21.", "9999999", "1e2"] {
            assert_eq!(tenths(wrong), None, "{wrong}");
        }
    }
}
