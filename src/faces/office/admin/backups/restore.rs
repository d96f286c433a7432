//! A guided restore: what would be lost, who is asking, and then the program begins again with what the backup holds.
use actix_web::HttpRequest;

use super::{
    named,
    restore_view::{self as view, COUNTED_MOST, Choice, Undone},
};
use crate::{
    base::{Failure, Reason, Stamp},
    domain::{
        matters::items::Item,
        office::{accounts::password, audit, recoveries, settings::Settings},
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, hashing, needs, query_form, slowly},
        web::{Form, Reply, ask_again, page},
    },
    jobs::restores::Wish,
    store::{Dir, Read, keeper::Held},
};

/// Wrong passwords and names of one account in an hour.
const TRIES: u32 = 10;
/// How long the answer has to go out before the program ends.
const BREATH: std::time::Duration = std::time::Duration::from_millis(500);

async fn choice(office: &Office, form: &Form) -> Result<Choice, Failure> {
    let (file, app) = (named(office, form)?, office.app.clone());
    slowly(&office.app, move || {
        let held = Held::read(&file).ok_or(Failure::refused("backups-unreadable-refused"))?;
        let keeper = app.keeper.as_ref().ok_or(Failure::refused("backup-no-disk"))?;
        let last = keeper.last_group().map_err(|e| e.said())?;
        let since = held.at().unwrap_or(Stamp(0));
        let later = |n: usize| n.min(COUNTED_MOST);
        let items = app.store.list(&Item::BY_CREATED.between(since, Stamp(i64::MAX)), Dir::Forward, COUNTED_MOST)?.len();
        let lines = app.store.list(&audit::Entry::BY_TIME.between(since, Stamp(i64::MAX)), Dir::Forward, COUNTED_MOST)?.len();
        let groups = held.is_of(keeper.history()).then(|| last.saturating_sub(held.seq));
        Ok(Choice { file, held, undone: Undone { groups, items: later(items), lines: later(lines) } })
    })
    .await?
}

pub(super) async fn ask(who: May<needs::Settings>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let choice = choice(&office, &form).await?;
    Ok(page(view::ask(&office, &who, &choice, &form)))
}

pub(super) async fn begin(who: May<needs::Settings>, office: Office, mut form: Form) -> Reply {
    let (app, at) = (office.app.clone(), office.app.clock.now());
    let choice = choice(&office, &form).await?;
    let by = who.account.id.to_string();
    app.limits.hit("restore", &by, TRIES, 3_600, at)?;
    let settings: Settings = office.settings.clone().ok_or(Failure::NotFound)?;
    form.take("community", "restore-community-wrong", |typed| (typed == settings.community.trim()).then_some(()));
    if form.value("password").is_empty() {
        form.note("password", Reason::new("field-required"));
    } else {
        let (typed, phc) = (form.value("password").to_owned(), who.account.password.clone());
        if !hashing(&app, &by, move || password::fits(&typed, &phc)).await? {
            form.note("password", Reason::new("password-old-wrong"));
        }
    }
    if !form.ok() {
        return Ok(ask_again(view::ask(&office, &who, &choice, &form)));
    }
    wish(&office, &who, &choice, at).await?;
    let again = app.again.clone();
    actix_web::rt::spawn(async move {
        actix_web::rt::time::sleep(BREATH).await;
        again.ask();
    });
    Ok(page(view::begun(&office, &choice)))
}

/// Noted in the life that ends, and left for the one that follows.
async fn wish(office: &Office, who: &SignedIn, choice: &Choice, at: Stamp) -> Result<(), Failure> {
    let (app, by) = (office.app.clone(), who.actor());
    let name = choice.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let action = recoveries::log::BACKUP_RESTORE_ASKED;
    app.store.write(move |tx| audit::note::<recoveries::Recovery>(tx, by, at, action, None, &name)).await?;
    // Whoever starts the program next may do so in another folder.
    let file = std::path::absolute(&choice.file).map_err(Failure::broken)?;
    let (wish, data) = (Wish::of(file, who.account.login.clone(), at), app.data.clone());
    slowly(&app, move || wish.leave(&data).map_err(Failure::broken)).await?
}
