//! The last look, and filing: once, however often it is touched.
use actix_web::{HttpRequest, http::Method};
use maud::html;

use super::{answers, filling, steps};
use crate::{
    app::App,
    base::{Failure, Id, Stamp},
    domain::{
        matters::{
            catalog::{FieldKind, FieldSpec, Offer},
            items::{self, By, Draft, Filled, Known, Of, Proof, Source},
        },
        places::grids::Building,
    },
    faces::{
        kiosk::{
            icons::icon,
            session::Session,
            shell::{Frame, Screen, back, pager},
        },
        web::{Form, Lang, Reply, Routes, address, endpoint, page, see_other},
    },
    store::{Read, Tx},
};

/// The most items that one terminal files in an hour.
const FILED_MOST: u32 = 60;

/// The addresses.
pub(super) fn routes() -> Routes {
    vec![endpoint(Method::GET, "/review", show), endpoint(Method::POST, "/review", submit)]
}

fn key_text(draft: &Draft) -> String {
    data_encoding::HEXLOWER.encode(&draft.form_key)
}

async fn show(app: App, session: Session, lang: Lang) -> Reply {
    let (draft, offer) = match filling(&app, &session)? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if let Some(open) = steps::open(&offer.spec, &draft) {
        return Ok(see_other(&open.path()));
    }
    let f = Frame::of(&app, lang, &session);
    let all = steps::steps(&offer.spec, &draft);
    let photos = items::photos(&app.store, Of::Draft(draft.id))?.len();
    let words = |field: &FieldSpec| match (&field.kind, draft.answers.get(&field.key)) {
        (FieldKind::Photo { .. }, _) => f.t().with("kiosk-photos-count", &[("n", &photos.to_string())]),
        (_, Some(kept)) => answers::shown(f.t(), field, kept, steps::known(&draft, &field.key)),
        (_, None) => f.get("kiosk-not-filled"),
    };
    let report = offer.spec.is_report();
    let say = html! {
        (f.hint("kiosk-review-hint"))
    };
    let body = html! {
        div.review #answers data-pages {
            @for field in &offer.spec.fields {
                form method="post" action={ "/form/edit/" (field.key) } {
                    (f.token())
                    button.answer type="submit" {
                        span.label { (field.label) }
                        span.value { (words(field)) }
                        span.edit { (icon("edit")) (f.get("kiosk-edit")) }
                    }
                }
            }
            @if !offer.spec.materials.is_empty() {
                form method="post" action="/form/edit/materials" {
                    (f.token())
                    button.answer type="submit" {
                        span.label { (f.get("kiosk-materials-label")) }
                        span.value { (f.t().with("kiosk-materials-ticked", &[
                            ("n", &draft.materials.len().to_string()), ("of", &offer.spec.materials.len().to_string())])) }
                        span.edit { (icon("edit")) (f.get("kiosk-edit")) }
                    }
                }
            }
        }
        (pager(&f, "answers"))
        form #q method="post" action="/review" { (f.token()) input type="hidden" name="key" value=(key_text(&draft)); }
    };
    let before = all.last().map(steps::Step::path).unwrap_or_else(|| "/home".into());
    let actions = html! {
        (back(&f, &before))
        @if report && draft.household.is_some() {
            button type="submit" form="q" name="anonymous" value="1" { (icon("ban")) span { (f.get("kiosk-submit-anonymous")) } }
        }
        button.primary.submit type="submit" form="q" { (icon("check")) span { (f.get("kiosk-submit")) } }
    };
    let title = f.t().with("kiosk-review-title", &[("service", &offer.spec.name)]);
    let step = Some((all.len() + 1, all.len() + 1));
    Ok(page(f.draw(&Screen { title: &title, step, say, body, actions, idle: f.idle_form(), kind: "review-screen" })))
}

async fn submit(app: App, mut session: Session, req: HttpRequest, form: Form) -> Reply {
    let (draft, offer) = match filling(&app, &session)? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    // A late repeat of an earlier form must not file the present one.
    if form.value("key") != key_text(&draft) {
        return Ok(see_other("/review"));
    }
    if let Some(open) = steps::open(&offer.spec, &draft) {
        return Ok(see_other(&open.path()));
    }
    let at = app.clock.now();
    // A terminal that files more than this in an hour is a script, not a queue of people.
    let terminal = address(&req);
    app.limits.hit("file", &terminal, FILED_MOST, 3_600, at)?;
    let anonymous = form.ticked("anonymous");
    session.change(&app, move |tx, draft| file(tx, draft, &offer, anonymous, at)).await?;
    Ok(see_other("/receipt"))
}

/// Files the draft. The store's form key makes the second of two touches find the first's item.
fn file(tx: &mut Tx<'_>, draft: &mut Draft, offer: &Offer, anonymous: bool, at: Stamp) -> Result<(), Failure> {
    if draft.filed.is_some() {
        return Ok(());
    }
    let building = draft.answers.get(steps::BUILDING).and_then(|b| b.parse::<u64>().ok()).map(Id::<Building>::new);
    let fields = offer.spec.fields.iter();
    let filled = Filled {
        form_key: draft.form_key,
        offer,
        source: Source::Terminal,
        answers: fields.filter_map(|f| Some(answers::handed(f, draft.answers.get(&f.key)?))).collect(),
        known: Known {
            resident: draft.resident.map(|r| tx.find(r)).transpose()?.flatten(),
            household: draft.household,
            anonymous,
            ..Known::default()
        },
        place: String::new(),
        building: building.map(|b| tx.find(b)).transpose()?.flatten(),
        grid: None,
        materials: draft.materials.clone(),
        draft: Some(draft.id),
    };
    let new = filled.into_new()?;
    let item = items::report(tx, &By::Terminal(Proof::Nothing), new, at)?;
    draft.filed = Some(item.id);
    // The item has it all now; the session keeps only the way to its receipt.
    draft.answers.clear();
    Ok(())
}
