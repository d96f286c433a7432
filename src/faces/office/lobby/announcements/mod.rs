//! The notice board (公告栏): what hangs on the terminal's waiting screen is put up, mended and taken down here.
mod view;

use actix_web::{HttpRequest, http::Method, web::Path};

use crate::{
    app::App,
    base::{Day, Failure, Id, Reason},
    domain::{
        lobby::announcements::{self, Announcement, Change, Picture, Said, Showing},
        matters::items::{self, Photo},
        office::who::Right,
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, Need, after, query_form, slowly},
        web::{Form, Reply, Routes, Upload, ask_again, endpoint, page, photo, see_other},
    },
    mailroom,
    store::Read,
};

/// Rows of a page.
const ROWS: usize = 30;
/// Days that one hangs unless somebody says otherwise.
const DAYS: i32 = 14;

/// See the board and keep it: whoever takes matters in, and who leads.
pub(super) struct KeepBoard;
impl Need for KeepBoard {
    const RIGHTS: &'static [Right] = &[Right::Accept, Right::Lead, Right::Settings];
}

pub(super) const PAGE: Page = Page::listed(Group::Work, 90, "office-announcements", "/office/announcements", &list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/announcements", list),
        endpoint(Method::GET, "/office/announcements/new", begin),
        endpoint(Method::POST, "/office/announcements", post),
        endpoint(Method::GET, "/office/announcements/{id}", edit),
        endpoint(Method::POST, "/office/announcements/{id}", save),
        endpoint(Method::POST, "/office/announcements/{id}/withdraw", withdraw),
        endpoint(Method::GET, "/office/announcements/{id}/picture", picture),
    ]
}

async fn list(who: May<KeepBoard>, office: Office, req: HttpRequest) -> Reply {
    let listed = announcements::list(&office.app.store, after(&query_form(&req)).as_ref(), ROWS)?;
    Ok(page(view::list(&office, &who, &listed)?))
}

/// Empty, or with the words of one that hung before.
async fn begin(who: May<KeepBoard>, office: Office, req: HttpRequest) -> Reply {
    let until = office.app.clock.today().plus(DAYS).to_string();
    let like = query_form(&req).value("like").parse::<Id<Announcement>>().ok();
    let like = like.map(|id| office.app.store.find(id)).transpose()?.flatten();
    let (title, body) = like.map(|a| (a.title, a.body)).unwrap_or_default();
    Ok(page(view::form(&office, &who, &Form::filled([("title", title), ("body", body), ("until", until)]), None)))
}

async fn edit(who: May<KeepBoard>, office: Office, id: Path<Id<Announcement>>) -> Reply {
    let old = office.app.store.get(*id)?;
    if old.showing(office.app.clock.today()) == Showing::Withdrawn {
        return Ok(page(view::withdrawn(&office, &who, &old)));
    }
    let form = Form::filled([("title", old.title.clone()), ("body", old.body.clone()), ("until", old.until.to_string())]);
    Ok(page(view::form(&office, &who, &form, Some(&old))))
}

async fn post(who: May<KeepBoard>, office: Office, sent: Upload) -> Reply {
    file(who, office, None, sent).await
}

async fn save(who: May<KeepBoard>, office: Office, id: Path<Id<Announcement>>, sent: Upload) -> Reply {
    let old = office.app.store.get(*id)?;
    file(who, office, Some(old), sent).await
}

/// Puts up, or says anew; what is wrong stands beside its field, with everything that was typed.
async fn file(who: May<KeepBoard>, office: Office, old: Option<Announcement>, sent: Upload) -> Reply {
    let Upload { mut form, file, .. } = sent;
    let until = form.take("until", "field-date", Day::parse);
    let chosen = !file.is_empty();
    let picture = match picture_of(&office.app, file).await {
        Ok(Some(picture)) => Change::New(picture),
        Ok(None) if form.ticked("unpicture") => Change::Remove,
        Ok(None) => Change::Keep,
        Err(Failure::Refused(why)) => {
            form.note("picture", why);
            Change::Keep
        }
        Err(other) => return Err(other.into()),
    };
    if let (Some(until), true) = (until, form.ok()) {
        let said = Said { title: form.value("title").to_owned(), body: form.value("body").replace("\r\n", "\n"), until, picture };
        let (by, at, id) = (who.actor(), office.app.clock.now(), old.as_ref().map(|o| o.id));
        let done = office.app.store.write(move |tx| match id {
            Some(id) => announcements::edit(tx, by, id, said, at),
            None => announcements::post(tx, by, said, at),
        });
        if form.settled(done.await)?.is_some() {
            let word = if old.is_some() { "saved" } else { "announcement-posted" };
            return Ok(see_other(&format!("/office/announcements?done={word}")));
        }
    }
    // A browser does not send a file twice.
    if chosen && form.error("picture").is_none() {
        form.note("picture", Reason::new("announcement-picture-again"));
    }
    Ok(ask_again(view::form(&office, &who, &form, old.as_ref())))
}

/// Keeps the picture that was sent, if one was.
async fn picture_of(app: &App, file: Vec<u8>) -> Result<Option<Picture>, Failure> {
    if file.is_empty() {
        return Ok(None);
    }
    let own = app.clone();
    let kept = slowly(app, move || {
        let photo = own.mailroom.open(&mailroom::PHOTO, "", &(), &file)?;
        Ok(Picture { blob: *items::keep(&own.blobs, &photo)?.as_bytes(), size: photo.size })
    });
    kept.await?.map(Some)
}

async fn withdraw(who: May<KeepBoard>, office: Office, id: Path<Id<Announcement>>, _form: Form) -> Reply {
    let (by, at, id) = (who.actor(), office.app.clock.now(), *id);
    office.app.store.write(move |tx| announcements::withdraw(tx, by, id, at)).await?;
    Ok(see_other("/office/announcements?done=announcement-withdrawn"))
}

async fn picture(_who: May<KeepBoard>, app: App, id: Path<Id<Announcement>>) -> Reply {
    let picture = app.store.get(*id)?.picture.ok_or(Failure::NotFound)?;
    photo(&app, picture.blob, Photo::KIND)
}
