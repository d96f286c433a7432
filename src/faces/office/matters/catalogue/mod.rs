//! The catalogue editor: every service as a form; a change makes a new version, the old ones stay with their items.
mod form;
mod view;

use actix_web::{http::Method, web::Path};

use crate::{
    base::{Failure, Id},
    domain::matters::catalog::{self, Offer, Service, ServiceVersion, load},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, needs},
        web::{Form, Reply, Routes, ask_again, endpoint, page, see_other},
    },
    store::{Dir, PAGE_MOST, Read},
};

pub(super) const PAGE: Page = Page::listed(Group::Office, 20, "office-catalogue", "/office/catalogue", &list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/catalogue", list),
        endpoint(Method::GET, "/office/catalogue/new", new_page),
        endpoint(Method::GET, "/office/catalogue/{code}", show),
        endpoint(Method::POST, "/office/catalogue/{code}", save),
        endpoint(Method::GET, "/office/catalogue/{code}/versions/{no}", version),
        endpoint(Method::POST, "/office/catalogue/{code}/{what}", offer_or_not),
    ]
}

/// Every service, the retired ones too.
fn all(office: &Office) -> Result<Vec<Offer>, Failure> {
    let store = &office.app.store;
    let rows: Vec<Service> = store.list(&Service::BY_CODE.all(), Dir::Forward, PAGE_MOST)?;
    rows.into_iter().map(|s| catalog::offer(store, &s.code)).collect()
}

async fn list(who: May<needs::EditCatalogue>, office: Office) -> Reply {
    let offers = all(&office)?;
    Ok(page(view::list(&office, &who, &offers)?))
}

async fn new_page(who: May<needs::EditCatalogue>, office: Office) -> Reply {
    let form = Form::filled([
        ("item_type", "promised"),
        ("mechanism", "direct"),
        ("secrecy", "personal"),
        ("papers", "receipt"),
        ("channels", "window"),
    ]);
    Ok(page(view::edit(&office, &who, None, &form)?))
}

async fn show(who: May<needs::EditCatalogue>, office: Office, code: Path<String>) -> Reply {
    let offer = catalog::offer(&office.app.store, &code)?;
    Ok(page(view::edit(&office, &who, Some(&offer), &form::fill(&offer.spec))?))
}

async fn save(who: May<needs::EditCatalogue>, office: Office, path: Path<String>, mut form: Form) -> Reply {
    let store = &office.app.store;
    let fresh = path.as_str() == "new";
    let held = if fresh { None } else { Some(catalog::offer(store, &path)?) };
    let code = if fresh { form.value("code").trim().to_lowercase() } else { path.into_inner() };
    if fresh && store.by(&Service::BY_CODE, &code)?.is_some() {
        form.note("code", crate::base::Reason::new("service-code-taken"));
    }
    if let Some(mut spec) = form::read(&mut form, &code) {
        if let Some(held) = &held {
            form::keep_order(&mut spec, &held.spec);
        }
        let faults = load::check(&spec);
        form::note_faults(&mut form, &spec, &faults);
        if form.ok() {
            let (by, at) = (who.actor(), office.app.clock.now());
            let seen: Option<Id<ServiceVersion>> = form.value("version").parse().ok().map(Id::new);
            let saved = store.write(move |tx| {
                // Somebody else's edit since this page was opened is not run over unseen.
                let now = tx.by(&Service::BY_CODE, &spec.code)?.map(|s| s.current);
                if now != seen {
                    return Err(Failure::refused("service-moved-on"));
                }
                catalog::edit(tx, by, &spec, at)
            });
            if form.settled(saved.await.map_err(|e| e.beside("fault")))?.is_some() {
                office.app.reload_catalogue()?;
                return Ok(see_other(&format!("/office/catalogue/{code}?done=saved")));
            }
        }
    }
    Ok(ask_again(view::edit(&office, &who, held.as_ref(), &form)?))
}

async fn version(who: May<needs::EditCatalogue>, office: Office, path: Path<(String, u32)>) -> Reply {
    let (code, no) = path.into_inner();
    let service = office.app.store.by(&Service::BY_CODE, &code)?.ok_or(Failure::NotFound)?;
    let version = office.app.store.by(&ServiceVersion::BY_SERVICE, &(service.id, no))?.ok_or(Failure::NotFound)?;
    let spec = version.read()?;
    Ok(page(view::version(&office, &who, &version, &spec)))
}

async fn offer_or_not(who: May<needs::EditCatalogue>, office: Office, path: Path<(String, String)>, _form: Form) -> Reply {
    let (code, what) = path.into_inner();
    let (by, at, named) = (who.actor(), office.app.clock.now(), code.clone());
    match what.as_str() {
        "retire" => office.app.store.write(move |tx| catalog::retire(tx, by, &named, at)).await?,
        "restore" => office.app.store.write(move |tx| catalog::restore(tx, by, &named, at)).await?,
        _ => return Err(Failure::NotFound.into()),
    };
    office.app.reload_catalogue()?;
    Ok(see_other(&format!("/office/catalogue/{code}?done=saved")))
}
