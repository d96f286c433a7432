//! 恢复在户: somebody is back, or was never gone.
use actix_web::{http::StatusCode, web::Path};
use maud::html;

use super::{Home, done, form::day, view};
use crate::{
    base::{Failure, Id},
    domain::registry::{
        moves,
        people::{Relation, Resident, codes::RELATIONS},
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, codes, line, needs},
        web::{Form, Reply, page_with, see_other},
    },
    store::Read,
};

/// Reasons, as the registers of deaths and moves out name them.
const BACK: &str = "迁回";
const WRONG: &str = "登记有误";

/// A resident who is gone, and the household they were in.
fn gone(office: &Office, who: &SignedIn, id: u64) -> Result<(Resident, Home), Failure> {
    let r: Resident = office.app.store.get(Id::new(id))?;
    let home = Home::of(office, who, r.household.raw())?;
    if r.gone.is_none() { Err(Failure::refused("resident-is-here")) } else { Ok((r, home)) }
}

pub(super) async fn show(who: May<needs::EditPeople>, office: Office, id: Path<u64>) -> Reply {
    let (r, home) = gone(&office, &who, *id)?;
    let form = Form::filled([("day", office.app.clock.today().to_string())]);
    drawn(&office, &who, &r, &home, &form, StatusCode::OK)
}

/// Nobody comes back from the dead: that can only have been a mistake.
fn reasons(r: &Resident) -> &'static [(&'static str, &'static str)] {
    match &r.gone {
        Some((_, why)) if why == "gone-died" => &[("wrong", WRONG)],
        _ => &[("back", BACK), ("wrong", WRONG)],
    }
}

fn drawn(office: &Office, who: &SignedIn, r: &Resident, home: &Home, form: &Form, status: StatusCode) -> Reply {
    let t = &office.t;
    let (on, why) = r.gone.clone().unwrap_or((office.app.clock.today(), "gone-moved".to_owned()));
    let hint = if why == "gone-died" { "moves-return-hint-died" } else { "moves-return-hint-moved" };
    let whys = reasons(r).iter().map(|(k, _)| ((*k).to_owned(), t.get(&format!("moves-return-{k}"))));
    let body = html! {
        form.panel method="post" action={ "/office/residents/" (r.id) "/returns" } {
            (office.token())
            p.soft { (t.with(hint, &[("name", r.name.as_str()), ("day", &on.to_string())])) }
            div.thirds {
                (view::pick(office, form, "why", &t.get("moves-return-why"), whys.collect()))
                (line(&office.t, form, "day", "moves-return-day", "date", true))
                @if let Some(head) = home.head() {
                    @let label = t.with("moves-return-relation", &[("head", head.name.as_str())]);
                    (view::pick(office, form, "relation", &label, codes(&RELATIONS).into_iter().skip(2).collect()))
                }
            }
            @if home.head().is_none() { p { (t.get("moves-return-as-head")) } }
            (view::buttons(office, home, &t.get("moves-return-do")))
        }
    };
    Ok(page_with(status, view::frame(office, who, home, &t.get("moves-return-title"), &body)))
}

pub(super) async fn record(who: May<needs::EditPeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let (r, home) = gone(&office, &who, *id)?;
    let day = day(&mut form);
    let why = form.take("why", "field-choice", |s| reasons(&r).iter().find(|(k, _)| *k == s).map(|(_, w)| *w));
    let relation = form.maybe("relation", "import-relation-unknown", Relation::parse);
    if let (Some(day), Some(why), Some(relation)) = (day, why, relation) {
        let (who, id) = ((who.actor(), app.clock.now()), r.id);
        let write = app.store.write(move |tx| moves::take_back(tx, who, id, day, why, relation));
        if let Some(c) = form.settled(write.await)? {
            return Ok(see_other(&done(home.home.id, &c)));
        }
    }
    drawn(&office, &who, &r, &home, &form, StatusCode::UNPROCESSABLE_ENTITY)
}
