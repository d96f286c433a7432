//! The last look, and filing: once, however often it is touched.
use actix_web::{HttpRequest, http::Method};
use maud::html;

use super::{answers, filling, is_report, steps};
use crate::{
    app::App,
    base::{Failure, Id, Phone, Stamp},
    domain::{
        matters::{
            catalog::{FieldKind, Offer, ServiceSpec},
            items::{self, Applicant, Asked, By, Draft, New, Of, Proof, Source},
        },
        places::grids::Building,
        registry::people::Resident,
    },
    faces::{
        kiosk::{
            icons::icon,
            session::Session,
            shell::{Frame, Screen, back, pager},
        },
        web::{Form, Lang, Reply, Routes, address, endpoint, page, see_other},
    },
    i18n::Texts,
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
    let words = |field: &crate::domain::matters::catalog::FieldSpec| match (&field.kind, draft.answers.get(&field.key)) {
        (FieldKind::Photo { .. }, _) => f.t().with("kiosk-photos-count", &[("n", &photos.to_string())]),
        (_, Some(kept)) => answers::shown(f.t(), field, kept, steps::known(&draft, &field.key)),
        (_, None) => f.get("kiosk-not-filled"),
    };
    let report = is_report(&offer);
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
    let (at, zh) = (app.clock.now(), app.zh.clone());
    // A terminal that files more than this in an hour is a script, not a queue of people.
    let terminal = address(&req);
    app.limits.hit("file", &terminal, FILED_MOST, 3_600, at)?;
    let anonymous = form.ticked("anonymous");
    session.change(&app, move |tx, draft| file(tx, draft, &offer, anonymous, &zh, at)).await?;
    Ok(see_other("/receipt"))
}

/// Files the draft. The store's form key makes the second of two touches find the first's item.
fn file(tx: &mut Tx<'_>, draft: &mut Draft, offer: &Offer, anonymous: bool, zh: &Texts, at: Stamp) -> Result<(), Failure> {
    if draft.filed.is_some() {
        return Ok(());
    }
    let report = is_report(offer);
    let building = draft.answers.get(steps::BUILDING).and_then(|b| b.parse::<u64>().ok()).map(Id::<Building>::new);
    let building = building.map(|b| tx.find(b)).transpose()?.flatten();
    let spec = &offer.spec;
    let answer = |key: &str| draft.answers.get(key).cloned();
    let handed = spec.fields.iter().filter_map(|f| Some(answers::handed(zh, f, draft.answers.get(&f.key)?)));
    let new = New {
        form_key: draft.form_key,
        asked: Asked::of(offer)?,
        applicant: if anonymous { Applicant::default() } else { applicant(tx, draft, spec)? },
        source: Source::Terminal,
        building: building.as_ref().filter(|_| report).map(|b| b.id),
        grid: building.map(|b| b.grid),
        place: answer("place").or_else(|| answer("address")).unwrap_or_default(),
        answers: handed.collect(),
        materials: draft.materials.clone(),
        draft: Some(draft.id),
        query: None,
    };
    let item = items::report(tx, &By::Terminal(Proof::Nothing), new, at)?;
    draft.filed = Some(item.id);
    // The item has it all now; the session keeps only the way to its receipt.
    draft.answers.clear();
    Ok(())
}

fn applicant(tx: &Tx<'_>, draft: &Draft, spec: &ServiceSpec) -> Result<Applicant, Failure> {
    let resident = draft.resident.map(|r| tx.find::<Resident>(r)).transpose()?.flatten();
    let asked = |key: &str| spec.fields.iter().any(|f| f.key == key);
    let said = |key: &str| draft.answers.get(key);
    let own = resident.as_ref();
    let name =
        said("name").and_then(|n| crate::base::Name::parse(n)).or_else(|| own.filter(|_| !asked("name")).map(|r| r.name.clone()));
    let phone =
        said("phone").and_then(|p| Phone::parse(p)).or_else(|| own.filter(|_| !asked("phone")).and_then(|r| r.phone.clone()));
    // Another name than the member's own: it is for somebody else, so that member is not the applicant.
    let same = own.filter(|r| name.as_ref().is_none_or(|n| *n == r.name));
    Ok(Applicant { name, phone, resident: same.map(|r| r.id), household: draft.household })
}
