//! Rosters: upload, look through what would happen, download it annotated, apply; and export.
mod view;

use std::sync::Arc;

use actix_web::{
    http::Method,
    web::{self, Path},
};

use crate::{
    base::{Failure, Id},
    domain::{
        office::{audit, who::Right},
        places::grids::Grid,
        registry::{
            dry_run::Applied,
            moves,
            people::{
                self, Numbers,
                import::{self, Options},
            },
        },
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
            registry::dry_run::Show,
        },
        staff::{May, SignedIn, apply_once, following, look_through, looked, needs, purpose, slowly},
        web::{Form, Problem, Reply, Routes, Upload, ask_again, endpoint, page, see_other, xlsx},
    },
    live::Looked,
    mailroom, sheets,
};

/// A roster of residents that was looked through.
type Kept = Looked<import::Plan, Applied>;

pub(super) const PAGE: Page = Page::listed(Group::People, 100, "office-imports", "/office/imports", &start, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/imports", start),
        endpoint(Method::POST, "/office/imports", upload),
        endpoint(Method::POST, "/office/imports/export", export),
        endpoint(Method::GET, "/office/imports/{token}", plan),
        endpoint(Method::GET, "/office/imports/{token}/annotated.xlsx", annotated),
        endpoint(Method::POST, "/office/imports/{token}/apply", apply),
    ]
}

async fn start(who: May<needs::Transfer>, office: Office) -> Reply {
    let grids = who.reader(&office.app)?.grids(&office.app.store)?;
    Ok(page(view::start(&office, &who, &grids, &Form::default(), None)))
}

/// Reads the file and looks through it beside the request threads; nothing is changed.
async fn upload(who: May<needs::Transfer>, office: Office, sent: Upload) -> Reply {
    let app = office.app.clone();
    let options = Options {
        grid: sent.form.value("grid").parse().ok(),
        estate: sent.form.value("estate").trim().chars().take(40).collect(),
    };
    let (file, name) = (sent.file, sent.name.clone());
    let read = move || {
        let sheets = app.mailroom.open(&mailroom::SHEETS, &name, &(), &file)?;
        let plan = import::plan(&app.store, &app.keys.seal, &sheets, options)?;
        Ok((sheets, plan))
    };
    match look_through::<import::Plan, Applied>(&office.app, &who, sent.name, read).await? {
        Ok(token) => Ok(see_other(&format!("/office/imports/{token}"))),
        Err(why) => {
            let grids = who.reader(&office.app)?.grids(&office.app.store)?;
            Ok(ask_again(view::start(&office, &who, &grids, &sent.form, Some(&why))))
        }
    }
}

fn kept(office: &Office, who: &SignedIn, token: &str) -> Result<Arc<Kept>, Failure> {
    looked(&office.app, who, token)
}

async fn plan(who: May<needs::Transfer>, office: Office, token: Path<String>, show: web::Query<Show>) -> Reply {
    let upload = kept(&office, &who, &token)?;
    Ok(following(&upload, page(view::plan(&office, &who, &upload, &token, &show))))
}

async fn annotated(who: May<needs::Transfer>, office: Office, token: Path<String>) -> Reply {
    let upload = kept(&office, &who, &token)?;
    let notes = view::notes(&office.t, &upload.plan);
    let made = slowly(&office.app, move || sheets::write_xlsx(&upload.sheets, Some((upload.plan.sheet, &notes))));
    Ok(xlsx("roster-checked", made.await??))
}

/// Applies once, on a thread of its own; the page follows it.
async fn apply(who: May<needs::Transfer>, office: Office, token: Path<String>, _form: Form) -> Reply {
    let upload = kept(&office, &who, &token)?;
    let (app, by) = (office.app.clone(), who.actor());
    apply_once(upload, move |file| {
        import::apply(&app.store, &app.keys, (by, app.clock.now()), &file.plan, moves::catch_up, |n| file.note(n))
    })?;
    Ok(see_other(&format!("/office/imports/{}", *token)))
}

/// The roster of one grid or of all, for a purpose; full numbers and birth dates need the right to reveal. The line in the log
/// is written before the first byte is sent.
async fn export(who: May<needs::Transfer>, office: Office, mut form: Form) -> Reply {
    let app = office.app.clone();
    let plain = form.ticked("plain");
    if plain && !who.may(Right::Reveal) {
        return Err(Problem(Failure::NotAllowed));
    }
    let grids = who.reader(&app)?.grids(&app.store)?;
    let Some(purpose) = purpose(&mut form, "purpose") else {
        return Ok(ask_again(view::start(&office, &who, &grids, &form, None)));
    };
    let picked: Option<Id<Grid>> = form.value("grid").parse().ok();
    let ids: Vec<Id<Grid>> = grids.iter().map(|g| g.id).filter(|g| picked.is_none_or(|p| p == *g)).collect();
    let (by, at) = (who.actor(), app.clock.now());
    let (action, subject) = (if plain { people::log::ROSTER_EXPORT_PLAIN } else { people::log::ROSTER_EXPORT }, picked);
    app.store.write(move |tx| audit::note::<Grid>(tx, by, at, action, subject, &purpose)).await?;
    let made = slowly(&office.app, move || {
        let numbers = if plain { Numbers::Plain(&app.keys.seal) } else { Numbers::Masked };
        let sheet = people::export(&app.store, &ids, &numbers)?;
        sheets::write_xlsx(&[sheet], None)
    });
    Ok(xlsx("roster", made.await??))
}
