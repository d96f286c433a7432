//! Photos from a phone: the terminal shows a QR, the phone opens a page that says nothing of the person and takes pictures.
use actix_web::{HttpRequest, http::Method, http::StatusCode, web::Path};
use maud::{Markup, html};

use super::{
    icons::icon,
    page::Page,
    session::{Session, draft_by_photo_key},
    shell::Frame,
};
use crate::{
    app::App,
    base::{Failure, Reason},
    domain::{
        matters::items::{self, Attachment, Draft, Of},
        office::{
            settings::{Settings, public_address},
            who::Actor,
        },
    },
    faces::{
        ui::{csrf, document, qr},
        web::{
            Form, Lang, Problem, Reply, Routes, Upload, address, ask_again, endpoint, page, page_with, photo, see_other, slowly,
        },
    },
    i18n::Texts,
    mailroom,
    store::Read,
};

/// Uploads of one address in ten minutes.
const UPLOADS: u32 = 40;

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/p/{key}", phone),
        endpoint(Method::POST, "/p/{key}", upload),
        endpoint(Method::GET, "/photos", thumbs),
        endpoint(Method::GET, "/photos/{n}", picture),
        endpoint(Method::POST, "/photos/{n}/remove", remove),
    ]
}

fn key_text(draft: &Draft) -> String {
    data_encoding::BASE32_NOPAD.encode(&draft.photo_key).to_lowercase()
}

fn by_key(app: &App, key: &str) -> Result<Draft, Failure> {
    let bytes = data_encoding::BASE32_NOPAD.decode(key.to_ascii_uppercase().as_bytes()).ok();
    let key = bytes.and_then(|b| <[u8; 16]>::try_from(b).ok()).ok_or(Failure::NotFound)?;
    draft_by_photo_key(app, &key)
}

/// The photos of the form on the terminal: the QR and what has come so far.
pub(super) fn panel(app: &App, f: &Frame, draft: &Draft) -> Result<Markup, Failure> {
    let host = Settings::load(&app.store)?.map(|s| s.public_host).unwrap_or_default();
    let url = public_address(&host, &format!("/p/{}", key_text(draft)));
    Ok(html! {
        @if host.trim().is_empty() { p.empty { (icon("info")) span { (f.get("kiosk-photo-no-host")) } } }
        @else {
            div.photo-panel {
                div.photo-qr {
                    (qr(&url, &f.get("kiosk-photo-qr")))
                    p { (icon("mobile")) " " (f.get("kiosk-photo-how")) }
                }
                div.photo-got data-photos="/photos" { (got(app, f.t(), draft, &f.lang.csrf)?) }
            }
        }
    })
}

fn got(app: &App, t: &Texts, draft: &Draft, token: &str) -> Result<Markup, Failure> {
    let all = items::photos(&app.store, Of::Draft(draft.id))?;
    Ok(html! {
        @if all.is_empty() { p.waiting-photo { (icon("camera")) span { (t.get("kiosk-photo-waiting")) } } }
        @else {
            p { (t.with("kiosk-photos-count", &[("n", &all.len().to_string())])) }
            ul.thumbs { @for (n, photo) in all.iter().enumerate() {
                li {
                    img src={ "/photos/" (photo.id) } alt=(t.with("kiosk-photo-alt", &[("n", &(n + 1).to_string())]));
                    button type="submit" form={ "rm-" (photo.id) } aria-label=(t.get("kiosk-photo-remove")) { (icon("cross")) }
                }
            } }
        }
        @for photo in &all {
            template data-form={ "rm-" (photo.id) } data-action={ "/photos/" (photo.id) "/remove" } { (csrf(token)) }
        }
    })
}

/// What the terminal asks again and again while its page is open; it keeps the session alive, for the phone is in use.
async fn thumbs(app: App, session: Session, lang: Lang) -> Reply {
    let draft = session.begun()?;
    session.keep_alive(&app).await?;
    Ok(page(got(&app, &lang.texts, draft, &lang.csrf)?))
}

fn own(app: &App, session: &Session, n: &str) -> Result<Attachment, Problem> {
    let draft = session.begun()?;
    let id = n.parse().map_err(|_e| Failure::NotFound)?;
    let photo = app.store.find::<Attachment>(id)?.filter(|a| a.draft == Some(draft.id));
    photo.ok_or(Problem(Failure::NotFound))
}

async fn picture(app: App, session: Session, n: Path<String>) -> Reply {
    let own = own(&app, &session, &n)?;
    photo(&app, own.blob, &own.kind)
}

async fn remove(app: App, mut session: Session, n: Path<String>, _form: Form) -> Reply {
    let photo = own(&app, &session, &n)?;
    session.change(&app, move |tx, _| tx.delete(photo.id)).await?;
    Ok(see_other("/form"))
}

fn phone_page(t: &Texts, token: &str, count: Option<usize>, wrong: Option<&Reason>, key: &str) -> Markup {
    let body = html! {
        main.phone {
            h1 { (icon("camera")) (t.get("kiosk-phone-photo-title")) }
            @if let Some(r) = wrong { p.wrong role="alert" { (t.reason(r)) } }
            @match count {
                None => p { (t.get("kiosk-phone-photo-over")) },
                Some(n) => {
                    @if n > 0 {
                        p.good role="status" { (icon("check")) (t.with("kiosk-phone-photo-sent", &[("n", &n.to_string())])) }
                    }
                    form method="post" action={ "/p/" (key) } enctype="multipart/form-data" data-native {
                        (csrf(token))
                        label.take for="file" { (icon("camera")) span { (t.get("kiosk-phone-photo-take")) } }
                        input #file type="file" name="file" accept="image/*" capture="environment" data-send required;
                        button.primary type="submit" { (t.get("kiosk-phone-photo-send")) }
                    }
                    p.small { (t.get("kiosk-phone-photo-note")) }
                }
            }
        }
    };
    document(t, "kiosk", &t.get("kiosk-phone-photo-title"), body)
}

async fn phone(app: App, lang: Lang, key: Path<String>) -> Reply {
    let draft = match by_key(&app, &key) {
        Ok(draft) => draft,
        Err(Failure::NotFound) => {
            return Ok(page_with(StatusCode::NOT_FOUND, phone_page(&lang.texts, &lang.csrf, None, None, &key)));
        }
        Err(other) => return Err(other.into()),
    };
    let count = items::photos(&app.store, Of::Draft(draft.id))?.len();
    Ok(page(phone_page(&lang.texts, &lang.csrf, Some(count), None, &key)))
}

async fn upload(app: App, lang: Lang, req: HttpRequest, key: Path<String>, sent: Upload) -> Reply {
    let from = address(&req);
    app.limits.hit("photo", &from, UPLOADS, 600, app.clock.now())?;
    let draft = by_key(&app, &key)?;
    match take(&app, &from, &draft, sent.file).await {
        Ok(()) => Ok(see_other(&format!("/p/{}", key_text(&draft)))),
        Err(Failure::Refused(reason)) => {
            let count = items::photos(&app.store, Of::Draft(draft.id))?.len();
            let drawn = phone_page(&lang.texts, &lang.csrf, Some(count), Some(&reason), &key);
            Ok(ask_again(drawn))
        }
        Err(other) => Err(other.into()),
    }
}

async fn take(app: &App, from: &str, draft: &Draft, file: Vec<u8>) -> Result<(), Failure> {
    let most = super::form::steps::photos_most(app, draft);
    if items::photos(&app.store, Of::Draft(draft.id))?.len() >= most {
        return Err(Failure::Refused(Reason::new("kiosk-photo-most").arg("n", most)));
    }
    let keeper = app.clone();
    let kept = slowly(&app.work.lobby, from, move || {
        let photo = keeper.mailroom.open(&mailroom::PHOTO, "", &(), &file)?;
        items::keep(&keeper.blobs, &photo).map(|blob| (blob, photo.bytes().len()))
    });
    let (blob, size) = kept.await??;
    let (id, at) = (draft.id, app.clock.now());
    app.store.write(move |tx| items::attach(tx, Actor::Resident, Of::Draft(id), blob, size, at).map(drop)).await
}
