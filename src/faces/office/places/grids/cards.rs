//! The contact cards of a grid, ten to a sheet.
use actix_web::web::Path;

use super::{sheet, view};
use crate::{
    base::{Failure, Id},
    faces::{
        office::Office,
        staff::{May, count_paper, needs, purpose, slowly},
        web::{Form, Reply, ask_again, pdf},
    },
    paperwork::{self, Desk, Whose},
};

/// New cards, for a purpose: of the households that have none, or of all. Posted, because it writes.
pub(super) async fn print(who: May<needs::SeePeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let grid = Id::new(*id);
    who.reader(app)?.open_grid(grid)?;
    let whose = form.take("whose", "field-choice", Whose::parse);
    let purpose = purpose(&mut form, "purpose");
    let (Some(whose), Some(purpose)) = (whose, purpose) else {
        return Ok(ask_again(view::detail(&office, &who, &sheet(&office, &who, grid)?, &form)));
    };
    count_paper(app, &who)?;
    let (store, actor) = (app.store.clone(), (who.actor(), app.clock.now()));
    let all = slowly(app, move || paperwork::cards_of_grid(&store, actor, (grid, whose), &purpose, || {})).await??;
    if all.is_empty() {
        let why = if whose == Whose::Lacking { "grid-has-all-cards" } else { "grid-without-households" };
        return Err(Failure::refused(why).into());
    }
    let desk = Desk::of(&app.store, &app.zh, &app.keys, app.clock.now())?;
    Ok(pdf("cards", desk.sheets(&all)?.into_bytes()))
}
