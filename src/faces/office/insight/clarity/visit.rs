//! A visit that was made, recorded: the mend of a household that nobody has called on for long.
use actix_web::web::Path;
use maud::{Markup, html};

use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::registry::{
        people::Household,
        visits::{self, NewVisit},
    },
    faces::{
        office::{Office, registry::households},
        staff::{May, SignedIn, line, needs},
        ui::{Field, text_area},
        web::{Form, Reply, ask_again, page, see_other},
    },
};

/// The longest note, in characters.
const NOTE_MOST: usize = 1_000;

/// A household that somebody may visit.
fn home(office: &Office, who: &SignedIn, id: u64) -> Result<Household, Failure> {
    let home = who.reader(&office.app)?.household(&office.app.store, Id::new(id))?;
    if home.left.is_some() { Err(Failure::refused("household-has-left")) } else { Ok(home) }
}

pub(super) async fn form_page(who: May<needs::Intake>, office: Office, id: Path<u64>) -> Reply {
    let home = home(&office, &who, *id)?;
    let form = Form::filled([("on", office.app.clock.today().to_string())]);
    Ok(page(view(&office, &who, &home, &form)))
}

/// A visit of today was now; one of an earlier day at its noon.
fn at(on: Day, now: Stamp) -> Stamp {
    if on == now.day() { now } else { Stamp::at(on, 12, 0) }
}

pub(super) async fn record(who: May<needs::Intake>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let home = home(&office, &who, *id)?;
    let on = form.take("on", "field-date", Day::parse);
    let note = form.text("note", NOTE_MOST);
    if let (Some(on), Some(note)) = (on, note) {
        let (by, now) = (who.actor(), app.clock.now());
        let new = NewVisit { staff: who.staff.id, household: Some(home.id), grid: None, at: at(on, now), outcomes: 0, note };
        let done = app.store.write(move |tx| visits::record(tx, by, new, now)).await;
        // The form says only the day.
        let name = |field: String| if field == "at" { "on".to_owned() } else { field };
        if form.settled_as(done, name)?.is_some() {
            return Ok(see_other(&format!("/office/households/{}?done=saved", home.id)));
        }
    }
    Ok(ask_again(view(&office, &who, &home, &form)))
}

fn view(office: &Office, who: &SignedIn, home: &Household, form: &Form) -> Markup {
    let t = &office.t;
    let (label, hint) = (t.get("clarity-visit-note"), t.get("clarity-visit-note-hint"));
    let body = html! {
        p { a href={ "/office/households/" (home.id) } { (home.address) } }
        form.panel.narrow method="post" action={ "/office/households/" (home.id) "/visit" } {
            (office.token())
            (line(&office.t, form, "on", "clarity-visit-on", "date", true))
            (text_area(t, form, Field { name: "note", label: &label, hint: &hint, required: true, ..Field::default() }, 4))
            p.actions {
                button.primary { (t.get("people-save")) }
                a.button href={ "/office/households/" (home.id) } { (t.get("people-cancel")) }
            }
        }
    };
    office.page(who, &households::PAGE, &t.get("clarity-mend-visit"), body)
}
