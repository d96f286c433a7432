//! 分户: some members leave into a household of their own.
use actix_web::{http::StatusCode, web::Path};
use maud::html;

use super::{
    super::households::{buildings, place},
    Home, done,
    form::{day, reason, relations, ticked},
    view::{self, Ask},
};
use crate::{
    domain::{
        places::grids::{self, House},
        registry::moves::{self, Split},
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, choice, line, needs},
        web::{Form, Reply, page_with, see_other},
    },
    store::Read,
};

pub(super) async fn show(who: May<needs::EditPeople>, office: Office, id: Path<u64>) -> Reply {
    let home = Home::living(&office, &who, *id)?;
    let house: House = office.app.store.get(home.home.house)?;
    let form = Form::filled([
        ("building", house.building.to_string()),
        ("unit", house.unit),
        ("room", house.room),
        ("day", office.app.clock.today().to_string()),
    ]);
    drawn(&office, &who, &home, &form, StatusCode::OK)
}

fn drawn(office: &Office, who: &SignedIn, home: &Home, form: &Form, status: StatusCode) -> Reply {
    let t = &office.t;
    let options = buildings(office, who)?.into_iter().map(|b| (b.id.to_string(), format!("{}{}", b.estate, b.name)));
    let (leaves, relation, none) = (t.get("moves-split-leaves"), t.get("moves-split-relation"), t.get("moves-relation-choose"));
    let ask = Ask { ticks: Some(&leaves), relation: &relation, head: true, none: &none };
    let body = html! {
        form method="post" action=(home.path("splits")) {
            (office.token())
            section.panel {
                p.soft { (t.get("moves-split-hint")) }
                (view::members(office, form, home.living.iter(), &ask))
            }
            section.panel {
                h2 { (t.get("moves-split-place")) }
                p.soft { (t.get("moves-split-place-hint")) }
                div.thirds {
                    (choice(&office.t, form, "building", "household-building", options, true))
                    (line(&office.t, form, "unit", "household-unit", "", false))
                    (line(&office.t, form, "room", "household-room", "", true))
                    (line(&office.t, form, "phone", "moves-split-phone", "tel", false))
                    (line(&office.t, form, "day", "moves-day", "date", true))
                    (line(&office.t, form, "reason", "moves-reason-optional", "", false))
                }
                (view::buttons(office, home, &t.get("moves-split-do")))
            }
        }
    };
    Ok(page_with(status, view::frame(office, who, home, &t.get("moves-split-title"), &body)))
}

pub(super) async fn record(who: May<needs::EditPeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let home = Home::living(&office, &who, *id)?;
    let (at_place, day, reason) = (place(&mut form), day(&mut form), reason(&mut form));
    let (leave, stay): (Vec<_>, Vec<_>) = home.living.iter().partition(|m| ticked(&form, m.id));
    // Who leaves and was not said anything of is asked for by the deed itself: only there is it known what is needed.
    let said = relations(&mut form, leave.iter().copied());
    let staying = relations(&mut form, stay.into_iter());
    if let (Some((building, unit, room, phone)), Some(day), Some(reason), Some(said), Some(staying)) =
        (at_place, day, reason, said, staying)
    {
        let unsaid: Vec<_> = leave.iter().map(|m| m.id).filter(|id| !said.iter().any(|(s, _)| s == id)).collect();
        for id in &unsaid {
            form.note(&super::form::relation_field(*id), crate::base::Reason::new("moves-relation-missing"));
        }
        if unsaid.is_empty() {
            let (who, id) = ((who.actor(), app.clock.now()), home.home.id);
            let write = app.store.write(move |tx| {
                tx.find(building)?.ok_or(crate::base::Failure::field("building", "field-choice"))?;
                let house = grids::ensure_house(tx, building, &unit, &room)?.id;
                moves::split(tx, who, id, Split { house, phone, day, reason, leaving: said, staying })
            });
            if let Some(c) = form.settled(write.await)? {
                return Ok(see_other(&done(home.home.id, &c)));
            }
        }
    }
    drawn(&office, &who, &home, &form, StatusCode::UNPROCESSABLE_ENTITY)
}
