//! 备份: what there is to restore from, here and on the second disk; one more now; a drill of any.
mod restore;
mod restore_view;
mod view;

use std::path::{Path, PathBuf};

use actix_web::http::Method;

use crate::{
    app::App,
    base::{Failure, Stamp},
    domain::office::{
        audit,
        recoveries::{self, Outcome, Recovery},
        settings::{self, Settings},
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, Watch, needs, slowly},
        web::{Form, Reply, Routes, endpoint, page, see_other},
    },
    jobs::drills,
    store::keeper::{self, Held, Proof},
};

/// How long the page waits for a backup; a greater one goes on behind it.
const WAIT: std::time::Duration = std::time::Duration::from_secs(20);
/// Backups of a folder that are listed; a folder that is thinned out has some 45.
const LISTED: usize = 60;
/// Drills and restores that are listed.
const RECORDS: usize = 12;

pub(super) const PAGE: Page = Page::listed(Group::Office, 75, "office-backups", "/office/backups", &show, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/backups", show),
        endpoint(Method::POST, "/office/backups", back_up),
        endpoint(Method::GET, "/office/backups/records", records),
        endpoint(Method::POST, "/office/backups/drill", drill),
        endpoint(Method::GET, "/office/backups/restore", restore::ask),
        endpoint(Method::POST, "/office/backups/restore", restore::begin),
    ]
}

/// Where a backup lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Own,
    Second,
}

impl Place {
    const ALL: [Place; 2] = [Place::Own, Place::Second];

    fn key(self) -> &'static str {
        match self {
            Place::Own => "own",
            Place::Second => "second",
        }
    }
    /// The folder; none where none is set.
    fn folder(self, app: &App, second: &str) -> Option<PathBuf> {
        match self {
            Place::Own => Some(keeper::own_folder(&app.data)),
            Place::Second => (!second.is_empty()).then(|| second.into()),
        }
    }
}

/// A backup as it stands in the list.
struct Line {
    name: String,
    /// What it says of itself; none of one that cannot be read.
    held: Option<Held>,
    /// It is of the life that the office has now.
    own: bool,
    /// What the latest drill of it found.
    drilled: Option<Outcome>,
}

/// The backups of a folder.
struct Shelf {
    place: Place,
    folder: PathBuf,
    /// Whether the folder is there.
    there: bool,
    lines: Vec<Line>,
    /// More lie there than are listed.
    more: usize,
}

fn second(office: &Office) -> String {
    office.settings.as_ref().map(|s| s.backup_folder.clone()).unwrap_or_default()
}

fn shelves(app: &App, second: &str) -> Result<Vec<Shelf>, Failure> {
    let history = app.keeper.as_ref().and_then(keeper::Keeper::history);
    let tried = recoveries::latest(&app.store, 200)?;
    let drilled = |name: &str| {
        let drills = tried.iter().filter(|r| r.kind == recoveries::Kind::Drill);
        drills.filter(|r| r.backup == name).map(|r| r.outcome).next()
    };
    let line = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let held = Held::read(path);
        Line { own: held.as_ref().is_some_and(|h| h.is_of(history)), drilled: drilled(&name), held, name }
    };
    let shelf = |place: Place| {
        let folder = place.folder(app, second).map(|folder| std::path::absolute(&folder).unwrap_or(folder))?;
        let all = keeper::list(&folder);
        let lines = all.iter().rev().take(LISTED).map(line).collect();
        Some(Shelf { place, there: folder.is_dir(), folder, lines, more: all.len().saturating_sub(LISTED) })
    };
    Ok(Place::ALL.into_iter().filter_map(shelf).collect())
}

async fn show(who: May<needs::Settings>, office: Office) -> Reply {
    let (app, second) = (office.app.clone(), second(&office));
    let shelves = slowly(&office.app, move || shelves(&app, &second)).await??;
    let records = view::records(&office, &latest(&office)?);
    Ok(page(view::list(&office, &who, &shelves, &records)))
}

fn latest(office: &Office) -> Result<Vec<Recovery>, Failure> {
    recoveries::latest(&office.app.store, RECORDS)
}

/// The drills and restores of a page that is open.
async fn records(office: Office, _who: Watch<needs::Settings>) -> Reply {
    Ok(page(view::records(&office, &latest(&office)?)))
}

async fn back_up(who: May<needs::Settings>, office: Office, _form: Form) -> Reply {
    let (app, by, at) = (office.app.clone(), who.actor(), office.app.clock.now());
    app.limits.hit("backup", &who.account.id.to_string(), 20, 3_600, at)?;
    let folder = second(&office);
    app.store.write(move |tx| audit::note(tx, by, at, settings::log::OFFICE_BACKUP, Some(Settings::ID), "")).await?;
    let work = actix_web::rt::task::spawn_blocking(move || take(&app, &folder));
    match actix_web::rt::time::timeout(WAIT, work).await {
        Ok(done) => done.map_err(Failure::broken)??,
        Err(_still_at_it) => return Ok(see_other("/office/backups?done=backup-begun")),
    }
    Ok(see_other("/office/backups?done=backup"))
}

fn take(app: &App, second: &str) -> Result<(), Failure> {
    let Some(keeper) = &app.keeper else { return Err(Failure::refused("backup-no-disk")) };
    let failed = |key| {
        move |e| {
            tracing::error!(error = ?e, "a backup failed");
            Failure::refused(key)
        }
    };
    let own = keeper::own_folder(&app.data);
    let taken = keeper.back_up(&own, app.clock.now(), Proof::Restored, &|_| ()).map_err(failed("backup-failed"))?;
    if !second.is_empty() {
        keeper::copy(&taken.path, Path::new(second), &|_| ()).map_err(failed("backup-second-failed"))?;
    }
    Ok(())
}

/// The backup that a form names, if it lies there.
fn named(office: &Office, form: &Form) -> Result<PathBuf, Failure> {
    let place = Place::ALL.into_iter().find(|p| p.key() == form.value("place")).ok_or(Failure::NotFound)?;
    let folder = place.folder(&office.app, &second(office)).ok_or(Failure::NotFound)?;
    let wanted = form.value("name");
    keeper::list(&folder).into_iter().find(|path| path.file_name().is_some_and(|name| name == wanted)).ok_or(Failure::NotFound)
}

async fn drill(who: May<needs::Settings>, office: Office, form: Form) -> Reply {
    let at: Stamp = office.app.clock.now();
    office.app.limits.hit("drill", &who.account.id.to_string(), 20, 3_600, at)?;
    drills::begin(&office.app, named(&office, &form)?, who.actor())?;
    Ok(see_other("/office/backups?done=drill-begun"))
}
