//! 并户: a whole household joins another. First which one, then what everybody is to its head.
use actix_web::{HttpRequest, http::StatusCode, web::Path};
use maud::{Markup, html};

use super::{
    Home, done,
    form::{day, reason, relations},
    view::{self, Ask},
};
use crate::{
    base::{Failure, Id, Reason},
    domain::registry::{
        moves::{self, Merge},
        people::{Household, Resident},
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, needs, query_form},
        web::{Form, Reply, page_with, see_other},
    },
    store::{Dir, PAGE_MOST, Read},
};

/// The household that is joined, with its head.
type Target = (Household, Resident);

/// The household that a number means, if it can be joined; what is wrong stands beside the field.
fn target(office: &Office, who: &SignedIn, home: &Home, form: &mut Form) -> Result<Option<Target>, Failure> {
    let store = &office.app.store;
    let Some(id) = form.take("into", "household-unknown", |s| s.parse::<u64>().ok()) else { return Ok(None) };
    let reader = who.reader(&office.app)?;
    let found = store.find(Id::<Household>::new(id))?.filter(|h| reader.sees_household(h));
    let wrong = match &found {
        None => "household-unknown",
        Some(h) if h.id == home.home.id => "moves-same-household",
        Some(Household { head: None, .. }) => "moves-target-left",
        Some(h) => {
            let head = h.head.map(|id| store.get(id)).transpose()?;
            return Ok(head.map(|head| (h.clone(), head)));
        }
    };
    form.note("into", Reason::new(wrong));
    Ok(None)
}

pub(super) async fn show(who: May<needs::EditPeople>, office: Office, id: Path<u64>, req: HttpRequest) -> Reply {
    let home = Home::living(&office, &who, *id)?;
    let mut form = query_form(&req);
    form.set("day", office.app.clock.today().to_string());
    if form.value("into").is_empty() {
        return drawn(&office, &who, &home, None, &form, StatusCode::OK);
    }
    let into = target(&office, &who, &home, &mut form)?;
    let status = if into.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    drawn(&office, &who, &home, into.as_ref(), &form, status)
}

fn drawn(office: &Office, who: &SignedIn, home: &Home, into: Option<&Target>, form: &Form, status: StatusCode) -> Reply {
    let t = &office.t;
    let body = match into {
        Some(into) => second(office, home, into, form),
        None => first(office, who, home, form)?,
    };
    Ok(page_with(status, view::frame(office, who, home, &t.get("moves-merge-title"), &body)))
}

/// Which household.
fn first(office: &Office, who: &SignedIn, home: &Home, form: &Form) -> Result<Markup, Failure> {
    let (t, store, reader) = (&office.t, &office.app.store, who.reader(&office.app)?);
    let mut near = Vec::new();
    for h in store.list(&Household::BY_HOUSE.under(home.home.house), Dir::Forward, PAGE_MOST)? {
        if let Some(head) = h.head.filter(|_| h.id != home.home.id && reader.sees_household(&h)) {
            near.push((store.get(head)?, h));
        }
    }
    let (label, hint) = (t.get("moves-merge-into"), t.get("moves-merge-into-hint"));
    Ok(html! {
        section.panel.narrow {
            p.soft { (t.get("moves-merge-hint")) }
            h2 { (t.get("moves-merge-near")) }
            @if near.is_empty() { p.soft { (t.get("moves-merge-near-none")) } } @else {
                ul { @for (head, h) in &near {
                    li { a href={ (home.path("merges")) "?into=" (h.id) } { (head.name) "（" (h.id) "）" } }
                } }
            }
            form method="get" action=(home.path("merges")) {
                (view::said_line(office, form, "into", &label, &hint, "number"))
                (view::buttons(office, home, &t.get("moves-merge-next")))
            }
        }
    })
}

/// What everybody is to the head there.
fn second(office: &Office, home: &Home, (into, head): &Target, form: &Form) -> Markup {
    let t = &office.t;
    let relation = t.with("moves-merge-relation", &[("head", head.name.as_str())]);
    let none = t.get("moves-relation-choose");
    let ask = Ask { ticks: None, relation: &relation, head: false, none: &none };
    html! {
        form.panel method="post" action=(home.path("merges")) {
            (office.token())
            input type="hidden" name="into" value=(into.id);
            p {
                b { (t.with("moves-merge-target", &[("address", &into.address), ("head", head.name.as_str())])) }
                " " a href=(home.path("merges")) { (t.get("moves-merge-other")) }
            }
            p.soft { (t.get("moves-merge-hint")) }
            (view::members(office, form, home.living.iter(), &ask))
            (view::when_and_why(office, form, "moves-day"))
            (view::buttons(office, home, &t.get("moves-merge-do")))
        }
    }
}

pub(super) async fn record(who: May<needs::EditPeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let home = Home::living(&office, &who, *id)?;
    let into = target(&office, &who, &home, &mut form)?;
    let (day, reason) = (day(&mut form), reason(&mut form));
    let said = relations(&mut form, home.living.iter());
    if let (Some((target, _)), Some(day), Some(reason), Some(relations)) = (&into, day, reason, said) {
        let (who, id, into) = ((who.actor(), app.clock.now()), home.home.id, target.id);
        let write = app.store.write(move |tx| moves::merge(tx, who, id, Merge { into, day, reason, relations }));
        if let Some(c) = form.settled(write.await)? {
            return Ok(see_other(&done(home.home.id, &c)));
        }
    }
    drawn(&office, &who, &home, into.as_ref(), &form, StatusCode::UNPROCESSABLE_ENTITY)
}
