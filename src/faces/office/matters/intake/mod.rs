//! Taking an item in for someone at the window: choose the service, find the resident, fill the form, check the papers.
mod choose;
mod form;
mod view;

pub(super) use choose::limit;

use actix_web::{HttpRequest, http::Method, web::Path};

use self::view::{SOURCES, view};
use crate::{
    base::{Failure, Id, random_bytes},
    domain::{
        matters::{
            catalog::{ADDRESS_MOST, Offer},
            items::{self, Action, By, Details, Filled, Known, New},
        },
        office::who::Right,
        places::grids::Grid,
        registry::people::{self, Resident},
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, SignedIn, needs, query_form},
        web::{Form, Reply, Routes, ask_again, endpoint, page, see_other},
    },
    store::Read,
};

pub(super) const PAGE: Page = Page::listed(Group::Work, 40, "office-intake", "/office/intake", &choose::choose, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/intake", choose::choose),
        endpoint(Method::GET, "/office/intake/{code}", begin),
        endpoint(Method::POST, "/office/intake/{code}", file),
    ]
}

fn offer(office: &Office, code: &str) -> Result<Offer, Failure> {
    office.app.catalogue().by_code(code).cloned().ok_or(Failure::NotFound)
}

/// The resident whose number the form or the address names, if this person may see them.
fn resident(office: &Office, who: &SignedIn, typed: &str) -> Result<Option<Resident>, Failure> {
    let Ok(id) = typed.parse().map(Id::<Resident>::new) else { return Ok(None) };
    let reader = who.reader(&office.app)?;
    Ok(office.app.store.find(id)?.filter(|r| reader.sees_resident(r)))
}

async fn begin(who: May<needs::Intake>, office: Office, code: Path<String>, req: HttpRequest) -> Reply {
    let offer = offer(&office, &code)?;
    let mut form = Form::default();
    let key: [u8; 16] = random_bytes()?;
    form.set("key", data_encoding::HEXLOWER.encode(&key));
    form.set("accept", "1");
    let chosen = resident(&office, &who, query_form(&req).value("resident"))?;
    if let Some(r) = &chosen {
        fill(&office, &mut form, r)?;
    }
    Ok(page(view(&office, &who, &offer, &form, chosen.as_ref(), None)?))
}

/// Puts what the register knows into the fields that mean the applicant.
fn fill(office: &Office, form: &mut Form, r: &Resident) -> Result<(), Failure> {
    let home = office.app.store.get(r.household)?;
    form.set("resident", r.id.to_string());
    form.set("a-name", r.name.as_str());
    form.set("a-address", home.address.clone());
    form.set("place", home.address.clone());
    if let Some(phone) = r.phone.as_ref().or(home.phone.as_ref()) {
        form.set("a-phone", phone.as_str());
    }
    Ok(())
}

/// The one form: searching for the resident, taking one over, and filing are buttons of it, so that nothing typed is lost.
async fn file(who: May<needs::Intake>, office: Office, code: Path<String>, mut form: Form) -> Reply {
    let offer = offer(&office, &code)?;
    let action = form.value("do").to_owned();
    if let Some(id) = action.strip_prefix("take-") {
        let chosen = resident(&office, &who, id)?.ok_or(Failure::NotFound)?;
        fill(&office, &mut form, &chosen)?;
        return Ok(page(view(&office, &who, &offer, &form, Some(&chosen), None)?));
    }
    let chosen = resident(&office, &who, form.value("resident"))?;
    if action == "search" {
        let hits = people::search(&office.app.store, &office.app.keys.seal, &who.reader(&office.app)?, form.value("find"))?;
        return Ok(page(view(&office, &who, &offer, &form, chosen.as_ref(), Some(hits))?));
    }
    if action == "drop" {
        form.set("resident", "");
        return Ok(page(view(&office, &who, &offer, &form, None, None)?));
    }
    let new = read(&office, &mut form, &offer, chosen.as_ref())?;
    if let Some(new) = new {
        let (app, me, at) = (office.app.clone(), who.account.clone(), office.app.clock.now());
        let accept = form.ticked("accept") && who.may(Right::Accept);
        let calendar = app.calendar();
        let filed = app.store.write(move |tx| {
            let by = By::Account(&me);
            let item = items::report(tx, &by, new, at)?;
            // The same form sent twice finds the item that it filed: it is accepted once.
            if accept && item.events == 1 {
                return items::act(tx, &by, item.id, Action::Accept, Details::default(), at, &calendar);
            }
            Ok(item)
        });
        // Answers stand on the form under a name of their own.
        let name = |field: String| if field == "place" { field } else { format!("a-{field}") };
        if let Some(item) = form.settled_as(filed.await, name)? {
            return Ok(see_other(&format!("/office/items/{}?done=filed", item.id)));
        }
    }
    Ok(ask_again(view(&office, &who, &offer, &form, chosen.as_ref(), None)?))
}

fn read(office: &Office, form: &mut Form, offer: &Offer, resident: Option<&Resident>) -> Result<Option<New>, Failure> {
    let app = &office.app;
    let known = Known { resident: resident.cloned(), ..Known::default() };
    let answers = form::read(form, &offer.spec, &known, app.clock.today(), &app.keys.seal);
    let place = form.text_or_empty("place", ADDRESS_MOST);
    let source = form.take("source", "field-choice", |s| SOURCES.into_iter().find(|x| x.key() == s));
    let grid = form.maybe("grid", "field-choice", |s| s.parse().ok().map(Id::<Grid>::new));
    let key = data_encoding::HEXLOWER.decode(form.value("key").as_bytes()).ok().and_then(|k| k.try_into().ok());
    let (Some(place), Some(source), Some(grid), true) = (place, source, grid, form.ok()) else { return Ok(None) };
    let filled = Filled {
        form_key: key.map_or_else(random_bytes, Ok)?,
        offer,
        source,
        answers,
        known,
        place,
        building: None,
        grid,
        materials: form.values("m").filter_map(|m| m.parse().ok()).collect(),
        draft: None,
    };
    filled.into_new().map(Some)
}
