//! The form of a service: one question a screen, then the list of what to bring, then the review.
pub(super) mod answers;
mod controls;
mod pick;
mod review;
pub(super) mod steps;

use actix_web::{HttpResponse, http::Method, web::Path};
use maud::{Markup, html};

use super::{
    icons::icon,
    page::Page,
    photos,
    session::Session,
    shell::{Frame, Screen, back, next, pager},
};
use crate::{
    app::App,
    base::{Failure, Name, Reason},
    domain::matters::{
        catalog::{FieldKind, FieldSpec, Offer},
        items::{Draft, Known},
    },
    faces::web::{Form, Lang, Problem, Reply, Routes, ask_again, endpoint, page, see_other},
    store::Read,
};
use steps::Step;

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    let mut all = vec![
        endpoint(Method::GET, "/form", go_on),
        endpoint(Method::GET, "/form/q/{key}", show),
        endpoint(Method::POST, "/form/q/{key}", save),
        endpoint(Method::POST, "/form/edit/{key}", edit),
        endpoint(Method::GET, "/form/materials", materials),
        endpoint(Method::POST, "/form/materials", save_materials),
    ];
    all.extend(pick::routes());
    all.extend(review::routes());
    all
}

/// The offer that a draft is for.
pub(super) fn offer_of(app: &App, draft: &Draft) -> Result<Offer, Problem> {
    let offer = app.catalogue().by_code(&draft.service).cloned();
    offer.ok_or(Problem(Failure::refused("kiosk-session-over")))
}

/// The draft of a form that is being filled, or the answer that leads where it belongs now.
pub(super) fn filling(app: &App, session: &Session) -> Result<Result<(Draft, Offer), HttpResponse>, Problem> {
    let draft = session.begun()?;
    if draft.filed.is_some() {
        return Ok(Err(see_other("/receipt")));
    }
    if draft.service.is_empty() {
        return Ok(Err(see_other("/home")));
    }
    Ok(Ok((draft.clone(), offer_of(app, draft)?)))
}

/// To the first open question.
async fn go_on(app: App, session: Session) -> Reply {
    let (draft, offer) = match filling(&app, &session)? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let to = steps::open(&offer.spec, &draft).map_or_else(|| "/review".to_owned(), |s| s.path());
    Ok(see_other(&to))
}

fn field_of<'a>(offer: &'a Offer, key: &str) -> Result<&'a FieldSpec, Problem> {
    offer.spec.fields.iter().find(|f| f.key == key).ok_or(Problem(Failure::NotFound))
}

/// Where a screen stands: its number, how many there are with the review, and the screens beside it.
struct At {
    n: usize,
    of: usize,
    before: String,
    after: String,
}

fn at(offer: &Offer, draft: &Draft, step: &Step<'_>) -> At {
    let all = steps::steps(&offer.spec, draft);
    let n = all.iter().position(|s| s == step).unwrap_or(0);
    let path = |i: usize| all.get(i).map(Step::path);
    let before = n.checked_sub(1).and_then(path).unwrap_or_else(|| super::services::guide_path(offer));
    At { n: n + 1, of: all.len() + 1, before, after: path(n + 1).unwrap_or_else(|| "/review".into()) }
}

async fn show(app: App, session: Session, lang: Lang, key: Path<String>) -> Reply {
    let (draft, offer) = match filling(&app, &session)? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let field = field_of(&offer, &key)?;
    if steps::known(&draft, &field.key) {
        return Ok(see_other("/review"));
    }
    let value = steps::value(&draft, field);
    let f = Frame::of(&app, lang, &session);
    Ok(page(question(&app, &f, &draft, &offer, field, &value, None)?))
}

fn question(
    app: &App,
    f: &Frame,
    draft: &Draft,
    offer: &Offer,
    field: &FieldSpec,
    value: &str,
    wrong: Option<&Reason>,
) -> Result<Markup, Problem> {
    let at = at(offer, draft, &Step::Field(field));
    let held_number = matches!(field.kind, FieldKind::CitizenNumber).then(|| draft.answers.get(&field.key)).flatten();
    let photo = matches!(field.kind, FieldKind::Photo { .. });
    let pickable = matches!(field.kind, FieldKind::Address) || field.key == "place";
    let say = html! {
        @if let Some(hint) = &field.hint { p.hint data-say=[f.said(hint)] { (hint) } }
        @if let Some(reason) = wrong { p.wrong role="alert" { (icon("info")) span { (f.t().reason(reason)) } } }
        @if let Some(kept) = held_number {
            p.hint { (f.t().with("kiosk-number-kept", &[("number", &answers::shown(f.t(), field, kept, true))])) }
        }
    };
    let title = field.ask.as_str();
    let body = html! {
        form #q method="post" action={ "/form/q/" (field.key) } data-keep data-auto[matches!(field.kind, FieldKind::YesNo)] {
            (f.token())
            @if photo { (photos::panel(app, f, draft)?) }
            @else { (controls::control(f, field, value, &members(app, f, draft)?, wrong.is_some(), app.clock.today())) }
        }
    };
    let words = match (field.required, photo) {
        (false, _) if value.is_empty() && !photo => f.get("kiosk-next-optional"),
        _ => f.get("kiosk-next"),
    };
    let actions = html! {
        (back(f, &at.before))
        @if pickable {
            form method="post" action={ "/form/pick/" (field.key) } {
                (f.token())
                input type="hidden" name="level" value="start";
                button type="submit" { (icon("building")) span { (f.get("kiosk-pick-open")) } }
            }
        }
        (next("q", &words))
    };
    let kind = if photo { "form photo" } else { "form" };
    Ok(f.draw(&Screen { title, step: Some((at.n, at.of)), say, body, actions, idle: f.idle_form(), kind }))
}

/// Names of the household's members, to take by one touch: of those who identified only.
fn members(app: &App, f: &Frame, draft: &Draft) -> Result<Vec<(String, String)>, Failure> {
    let Some(household) = draft.household else { return Ok(Vec::new()) };
    let all = super::who::members(app, household)?;
    Ok(all.into_iter().map(|r| (r.name.to_string(), super::who::called(f, &r))).collect())
}

async fn save(app: App, mut session: Session, lang: Lang, key: Path<String>, form: Form) -> Reply {
    let (draft, offer) = match filling(&app, &session)? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let field = field_of(&offer, &key)?.clone();
    let read = answers::read(&field, &form, app.clock.today(), &app.keys);
    let typed = answers::typed(&field, &form);
    let keeping = form.value("go") == "keep";
    // A number that was sealed before stays when the line is left empty.
    let stays = matches!(field.kind, FieldKind::CitizenNumber) && typed.is_empty() && draft.answers.contains_key(&field.key);
    match &read {
        _ if stays => {}
        Ok(answer) if !keeping => {
            let (key, answer) = (field.key.clone(), answer.clone());
            let theirs = key != "name" || is_theirs(&app, &draft, answer.as_deref())?;
            session
                .set(&app, move |d| {
                    steps::keep(d, &key, answer);
                    if !theirs {
                        // What the registry knows of one person is not said of another.
                        steps::ask_again(d, "citizen-number");
                        steps::ask_again(d, "phone");
                    }
                })
                .await?;
        }
        _ => {
            let (field, typed) = (field.clone(), typed.clone());
            session.set(&app, move |d| steps::keep_typed(d, &field, &typed)).await?;
        }
    }
    if keeping {
        return Ok(HttpResponse::NoContent().finish());
    }
    if let (Err(reason), false) = (&read, stays) {
        let draft = session.begun()?.clone();
        let f = Frame::of(&app, lang, &session);
        let drawn = question(&app, &f, &draft, &offer, &field, &typed, Some(reason))?;
        return Ok(ask_again(drawn));
    }
    let draft = session.begun()?;
    let reviewed = steps::open(&offer.spec, draft).is_none();
    let to = if reviewed { "/review".to_owned() } else { at(&offer, draft, &Step::Field(&field)).after };
    Ok(see_other(&to))
}

/// Whether the name given is that of the member who identified, or nobody did.
fn is_theirs(app: &App, draft: &Draft, name: Option<&str>) -> Result<bool, Failure> {
    let Some(resident) = draft.resident.map(|r| app.store.find(r)).transpose()?.flatten() else { return Ok(true) };
    let known = Known { resident: Some(resident), ..Known::default() };
    Ok(known.is_theirs(name.and_then(Name::parse).as_ref()))
}

/// From the review: this one again.
async fn edit(app: App, mut session: Session, key: Path<String>, _form: Form) -> Reply {
    let (_, offer) = match filling(&app, &session)? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if key.as_str() == "materials" {
        return Ok(see_other("/form/materials"));
    }
    let field = field_of(&offer, &key)?.key.clone();
    let to = format!("/form/q/{field}");
    session.set(&app, move |d| steps::ask_again(d, &field)).await?;
    Ok(see_other(&to))
}

async fn materials(app: App, session: Session, lang: Lang) -> Reply {
    let (draft, offer) = match filling(&app, &session)? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let f = Frame::of(&app, lang, &session);
    let at = at(&offer, &draft, &Step::Materials);
    let say = html! {
        (f.hint("kiosk-materials-hint"))
    };
    let body = html! {
        form #q method="post" action="/form/materials" {
            (f.token())
            div.checklist #materials data-pages {
                @for (n, m) in offer.spec.materials.iter().enumerate() {
                    label.choice {
                        input type="checkbox" name="m" value=(n) checked[draft.materials.iter().any(|x| usize::from(*x) == n)];
                        span.mark { (icon("check")) }
                        span.words { strong { (m.name) } (super::services::material_note(&f, m)) }
                    }
                }
            }
            (pager(&f, "materials"))
        }
    };
    let actions = html! { (back(&f, &at.before)) (next("q", &f.get("kiosk-next"))) };
    let title = f.get("kiosk-materials-title");
    let screen = Screen { title: &title, step: Some((at.n, at.of)), say, body, actions, idle: f.idle_form(), kind: "form" };
    Ok(page(f.draw(&screen)))
}

async fn save_materials(app: App, mut session: Session, form: Form) -> Reply {
    let (_, offer) = match filling(&app, &session)? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let count = offer.spec.materials.len();
    let ticked: Vec<u8> = form.values("m").filter_map(|m| m.parse().ok()).filter(|m| usize::from(*m) < count).collect();
    session.set(&app, move |d| steps::keep_materials(d, ticked)).await?;
    Ok(see_other("/review"))
}
