//! The calendar of working days: a year as twelve months, typed or imported, and never changed without showing first what
//! that moves.
mod edit;
mod form;
mod notice;
mod preview;
mod year;

use actix_web::{
    HttpResponse,
    http::{Method, StatusCode, header},
    web::Path,
};

pub(in crate::faces::office) use notice::notice;

use crate::{
    base::{Failure, Reason, Wrong},
    domain::office::calendar::{self, Change, Then},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, SignedIn, needs, slowly},
        web::{Form, Reply, Routes, Upload, ask_again, endpoint, page, page_with, see_other},
    },
    jobs::calendar as work,
    mailroom,
};

/// Moves shown of one change.
const SHOWN: usize = 50;
/// Previews that one account may ask for in a minute: each reads every open item.
const PREVIEWS: u32 = 20;
/// Years that have a page.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

pub(super) const PAGE: Page = Page::listed(Group::Office, 50, "office-calendar", "/office/calendar", &today, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/calendar", today),
        endpoint(Method::GET, "/office/calendar/review", review),
        endpoint(Method::POST, "/office/calendar/import", import),
        endpoint(Method::GET, "/office/calendar/{year}.json", download),
        endpoint(Method::GET, "/office/calendar/{year}", show),
        endpoint(Method::GET, "/office/calendar/{year}/edit", edit_page),
        endpoint(Method::POST, "/office/calendar/{year}/edit", edit_again),
        endpoint(Method::POST, "/office/calendar/{year}/preview", look),
        endpoint(Method::POST, "/office/calendar/{year}", save),
    ]
}

fn known(year: i16) -> Result<i16, Failure> {
    if YEARS.contains(&year) { Ok(year) } else { Err(Failure::NotFound) }
}

async fn today(who: May<needs::SeeCalendar>, office: Office) -> Reply {
    shown(&office, &who, office.app.clock.today().date().year())
}

async fn show(who: May<needs::SeeCalendar>, office: Office, year: Path<i16>) -> Reply {
    shown(&office, &who, known(*year)?)
}

/// While limits are being moved the page follows that.
fn shown(office: &Office, who: &SignedIn, year: i16) -> Reply {
    let mut answer = page(year::show(office, who, year)?);
    if calendar::applying(&office.app.store)?.is_some() {
        answer.headers_mut().insert(header::REFRESH, header::HeaderValue::from_static("2"));
    }
    Ok(answer)
}

/// The file of a year as it holds, in the layout of config/calendar.
async fn download(_who: May<needs::SeeCalendar>, office: Office, year: Path<i16>) -> Reply {
    let held = calendar::held(&office.app.store)?;
    let arrangement = &held.get(&*year).ok_or(Failure::NotFound)?.arrangement;
    Ok(HttpResponse::Ok()
        .content_type("application/json; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{year}.json\"")))
        .body(arrangement.to_json()))
}

/// The form of a year: as it holds, or the usual holidays without their days.
fn edit_form(office: &Office, year: i16) -> Result<Form, Failure> {
    // What is stored is Chinese whatever the language of whoever types it.
    let zh = &office.app.zh;
    Ok(match calendar::held(&office.app.store)?.get(&year) {
        Some(held) => form::fill(&held.arrangement.to_draft()),
        None => form::usual(zh.with("calendar-source-usual", &[("year", &year.to_string())]), &zh.get("calendar-usual-holidays")),
    })
}

async fn edit_page(who: May<needs::Settings>, office: Office, year: Path<i16>) -> Reply {
    let form = edit_form(&office, known(*year)?)?;
    Ok(page(edit::year(&office, &who, *year, &form)))
}

/// Back from the preview, with what was typed or imported.
async fn edit_again(who: May<needs::Settings>, office: Office, year: Path<i16>, form: Form) -> Reply {
    Ok(page(edit::year(&office, &who, known(*year)?, &form)))
}

/// The change that a form asks for. `Err` is the page that says what is wrong.
fn change(office: &Office, who: &SignedIn, year: i16, form: &mut Form) -> Result<Change, Box<Reply>> {
    let year = known(year).map_err(|e| Box::new(Err(e.into())))?;
    match form.value("what") {
        "withdraw" => Ok(Change::Withdraw(year)),
        "adopt" => Ok(Change::Adopt(year)),
        "save" => {
            form::read(form, year).map(Change::Save).ok_or_else(|| Box::new(Ok(ask_again(edit::year(office, who, year, form)))))
        }
        _ => Err(Box::new(Err(Failure::NotFound.into()))),
    }
}

async fn look(who: May<needs::Settings>, office: Office, year: Path<i16>, mut form: Form) -> Reply {
    match change(&office, &who, *year, &mut form) {
        Ok(change) => ask(&office, &who, change, None).await,
        Err(answer) => *answer,
    }
}

/// Where the desk leads when a new program brought another calendar: nothing changes but the limits, if so decided.
async fn review(who: May<needs::Settings>, office: Office) -> Reply {
    let newest = calendar::held(&office.app.store)?.into_iter().next_back();
    let (year, _) = newest.ok_or(Failure::NotFound)?;
    ask(&office, &who, Change::Adopt(year), None).await
}

/// Shows what a change moves, and asks.
async fn ask(office: &Office, who: &SignedIn, change: Change, refused: Option<&Reason>) -> Reply {
    let app = office.app.clone();
    app.limits.hit("calendar-preview", &who.account.id.to_string(), PREVIEWS, 60, app.clock.now())?;
    let asked = change.clone();
    let looked = slowly(&office.app, move || {
        let after = calendar::changed(&app.store, &asked)?;
        let moves = work::moves(&app.store, &after, SHOWN)?;
        Ok::<_, Failure>((after, moves))
    });
    let (after, moves) = looked.await??;
    let markup = preview::page(office, who, &change, &after, &moves, refused);
    Ok(page_with(if refused.is_some() { StatusCode::CONFLICT } else { StatusCode::OK }, markup))
}

async fn save(who: May<needs::Settings>, office: Office, year: Path<i16>, mut form: Form) -> Reply {
    let change = match change(&office, &who, *year, &mut form) {
        Ok(change) => change,
        Err(answer) => return *answer,
    };
    let then = match form.value("then") {
        "apply" => Then::Apply,
        "keep" => Then::Keep,
        _ => return ask(&office, &who, change, None).await,
    };
    let app = &office.app;
    let (by, at, seen, wanted) = (who.actor(), app.clock.now(), form.value("seen").to_owned(), change.clone());
    match app.store.write(move |tx| calendar::decide(tx, by, wanted, then, &seen, at)).await {
        Ok(_) => {}
        // Somebody else was quicker: what would move now is another matter, and is shown anew.
        Err(Failure::Refused(why)) if why.key == "calendar-moved-on" => return ask(&office, &who, change, Some(&why)).await,
        Err(other) => return Err(other.into()),
    }
    app.reload_calendar()?;
    let (year, done) = (change.year(), if then == Then::Apply { "calendar-applying" } else { "calendar-saved" });
    let a = app.clone();
    let follow = move || {
        let done = if then == Then::Apply { work::apply(&a.store, &a.clock) } else { Ok(()) };
        if let Err(why) = done.and_then(|()| work::survey(&a)) {
            tracing::error!(%why, "limits are not all moved; the job goes on with them");
        }
    };
    std::thread::Builder::new().name("calendar".into()).spawn(follow).map_err(Failure::broken)?;
    Ok(see_other(&format!("/office/calendar/{year}?done={done}")))
}

async fn import(who: May<needs::Settings>, office: Office, sent: Upload) -> Reply {
    let Upload { file, name, .. } = sent;
    let (app, called) = (office.app.clone(), name.clone());
    let read = match slowly(&office.app, move || app.mailroom.open(&mailroom::CALENDAR, &called, &(), &file)).await? {
        Err(Failure::Refused(reason)) => Err(vec![Wrong { field: "file".into(), line: None, reason }]),
        other => other?,
    };
    match read {
        Ok(arrangement) => ask(&office, &who, Change::Save(arrangement), None).await,
        Err(wrong) => {
            let wrong: Vec<Wrong> = wrong.into_iter().take(SHOWN).collect();
            Ok(ask_again(edit::refused(&office, &who, &name, &wrong)))
        }
    }
}
