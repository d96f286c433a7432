//! Finding a service, and being told everything it needs at once.
mod view;

use actix_web::{HttpRequest, http::Method, web::Path};

use super::{
    form::steps,
    page::{Page, Tile},
    session::Session,
    shell::Frame,
    who::Next,
};
use crate::{
    app::App,
    base::{Failure, random_bytes},
    domain::{
        matters::{
            catalog::{Catalogue, Category, Channel, Found, LifeSituation, Offer},
            items::{self, Draft, Of},
        },
        office::settings::Settings,
    },
    faces::web::{Form, Lang, Problem, Reply, Routes, endpoint, page, see_other},
    store::Tx,
};
pub(super) use view::material_note;

/// What was searched for last.
const SEARCH: &str = "_search";
/// The keys are open again over what was searched for.
const AGAIN: &str = "_search_again";

/// The tiles.
const TILES: &[Tile] = &[
    Tile { place: 10, to: "/apply", icon: "apply", text: "kiosk-tile-apply" },
    Tile { place: 20, to: "/report", icon: "report", text: "kiosk-tile-report" },
    Tile { place: 60, to: "/apply/by/category", icon: "book", text: "kiosk-tile-policy" },
];

pub(super) const PAGE: Page = Page::tiled(TILES, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/apply", situations),
        endpoint(Method::GET, "/apply/by/category", categories),
        endpoint(Method::GET, "/apply/situation/{code}", situation),
        endpoint(Method::GET, "/apply/category/{code}", category),
        endpoint(Method::GET, "/apply/search", search),
        endpoint(Method::POST, "/apply/search", search_for),
        endpoint(Method::GET, "/report", reports),
        endpoint(Method::GET, "/s/{code}", guide),
        endpoint(Method::POST, "/s/{code}", start),
        endpoint(Method::GET, "/refused", refused_list),
        endpoint(Method::GET, "/refused/{code}", refused),
    ]
}

/// Services that the terminal offers.
fn here<'a>(all: impl Iterator<Item = &'a Offer>) -> Vec<&'a Offer> {
    all.filter(|o| o.spec.channels.contains(&Channel::Kiosk)).collect()
}

/// Where back leads from the first question.
pub(super) fn guide_path(offer: &Offer) -> String {
    if offer.spec.is_report() { "/report".into() } else { format!("/s/{}", offer.service.code) }
}

fn applications(catalogue: &Catalogue) -> impl Iterator<Item = &Offer> + '_ {
    catalogue.offers().iter().filter(|o| !o.spec.is_report())
}

async fn situations(app: App, session: Session, lang: Lang) -> Reply {
    let catalogue = app.catalogue();
    let used: Vec<_> = LifeSituation::ALL
        .iter()
        .copied()
        .filter(|s| !here(applications(&catalogue).filter(|o| o.spec.situation.contains(s))).is_empty())
        .collect();
    Ok(page(view::situations(&Frame::of(&app, lang, &session), &used)))
}

async fn categories(app: App, session: Session, lang: Lang) -> Reply {
    let catalogue = app.catalogue();
    let used: Vec<_> = Category::ALL.iter().copied().filter(|c| !here(catalogue.in_category(*c)).is_empty()).collect();
    Ok(page(view::categories(&Frame::of(&app, lang, &session), &used)))
}

async fn situation(app: App, session: Session, lang: Lang, code: Path<String>) -> Reply {
    let s = LifeSituation::parse(&code).ok_or(Problem(Failure::NotFound))?;
    let catalogue = app.catalogue();
    let f = Frame::of(&app, lang, &session);
    let title = f.get(s.key());
    Ok(page(view::list(&f, &title, "/apply", &here(catalogue.in_situation(s)))))
}

async fn category(app: App, session: Session, lang: Lang, code: Path<String>) -> Reply {
    let c = Category::parse(&code).ok_or(Problem(Failure::NotFound))?;
    let catalogue = app.catalogue();
    let f = Frame::of(&app, lang, &session);
    let title = f.get(c.key());
    Ok(page(view::list(&f, &title, "/apply/by/category", &here(catalogue.in_category(c)))))
}

async fn reports(app: App, session: Session, lang: Lang) -> Reply {
    let catalogue = app.catalogue();
    let all = here(catalogue.offers().iter().filter(|o| o.spec.is_report()));
    Ok(page(view::reports(&Frame::of(&app, lang, &session), &all)))
}

/// What was searched for is kept with the session and not in the address: people type names and ailments.
async fn search(app: App, session: Session, lang: Lang) -> Reply {
    let query = session.draft().and_then(|d| d.answers.get(SEARCH).cloned());
    let catalogue = app.catalogue();
    let again = session.draft().is_some_and(|d| d.answers.contains_key(AGAIN));
    let found = query.as_deref().filter(|_| !again).map(|q| catalogue.search(q)).map(|all| {
        let kiosk = |f: &Found<'_>| !matches!(f, Found::Offer(o) if !o.spec.channels.contains(&Channel::Kiosk));
        all.into_iter().filter(kiosk).collect::<Vec<_>>()
    });
    Ok(page(view::search(&Frame::of(&app, lang, &session), query.as_deref().unwrap_or_default(), found.as_deref())))
}

async fn search_for(app: App, mut session: Session, form: Form) -> Reply {
    let query: String = form.value("q").trim().chars().take(40).collect();
    let again = form.ticked("again");
    session
        .change(&app, move |_, draft| {
            if query.is_empty() {
                draft.answers.remove(SEARCH)
            } else {
                draft.answers.insert(SEARCH.into(), query)
            };
            if again {
                draft.answers.insert(AGAIN.into(), "1".into())
            } else {
                draft.answers.remove(AGAIN)
            };
            Ok(())
        })
        .await?;
    Ok(session.with_cookie(see_other("/apply/search")))
}

async fn guide(app: App, session: Session, lang: Lang, req: HttpRequest, code: Path<String>) -> Reply {
    let catalogue = app.catalogue();
    let offer = catalogue.by_code(&code).ok_or(Problem(Failure::NotFound))?;
    let f = Frame::of(&app, lang, &session);
    let held = session.draft().is_some_and(|d| d.service == offer.service.code && d.filed.is_none());
    let printer = Settings::load(&app.store)?.is_some_and(|o| !o.printer.trim().is_empty());
    let print = match printer {
        true if req.query_string() == "printed=1" => view::Print::Sent,
        true => view::Print::Can,
        false => view::Print::Cannot,
    };
    Ok(page(view::guide(&f, offer, held, print)))
}

/// Begins the form of a service, or goes on with it.
async fn start(app: App, mut session: Session, lang: Lang, code: Path<String>, form: Form) -> Reply {
    let offer = app.catalogue().by_code(&code).cloned().ok_or(Problem(Failure::NotFound))?;
    if !offer.spec.channels.contains(&Channel::Kiosk) {
        return Err(Failure::NotFound.into());
    }
    let begun = session.draft().filter(|d| d.filed.is_none() && d.service != offer.service.code && steps::answered(d));
    if let Some(held) = begun.and_then(|d| app.catalogue().by_code(&d.service).cloned()).filter(|_| !form.ticked("instead")) {
        return Ok(page(view::instead(&Frame::of(&app, lang, &session), &held.spec.name, &offer)));
    }
    let report = offer.spec.is_report();
    let identified = session
        .change(&app, move |tx, draft| {
            begin(tx, draft, &offer)?;
            Ok(draft.household.is_some())
        })
        .await?;
    let to = if report || identified { "/form".to_owned() } else { format!("/who/{}", Next::Form.key()) };
    Ok(session.with_cookie(see_other(&to)))
}

fn begin(tx: &mut Tx<'_>, draft: &mut Draft, offer: &Offer) -> Result<(), Failure> {
    if draft.service != offer.service.code || draft.filed.is_some() {
        draft.service = offer.service.code.clone();
        draft.answers.clear();
        draft.materials.clear();
        for photo in items::photos(tx, Of::Draft(draft.id))? {
            tx.delete(photo.id)?;
        }
        (draft.form_key, draft.photo_key, draft.filed) = (random_bytes()?, random_bytes()?, None);
    }
    steps::fill(tx, draft, &offer.spec)
}

async fn refused_list(app: App, session: Session, lang: Lang) -> Reply {
    let catalogue = app.catalogue();
    Ok(page(view::refused_list(&Frame::of(&app, lang, &session), catalogue.refused())))
}

async fn refused(app: App, session: Session, lang: Lang, code: Path<String>) -> Reply {
    let catalogue = app.catalogue();
    let refused = catalogue.refused_by_code(&code).ok_or(Problem(Failure::NotFound))?;
    Ok(page(view::refused(&Frame::of(&app, lang, &session), refused)))
}
