//! The house looks every minute whether data is in danger, for the desk, and leaves in the data folder what a check-up beside a
//! running server cannot know.
use crate::{
    app::App,
    base::Failure,
    checkup::{self, Case, Damage, Drill, Inside, Known},
    domain::office::{
        chores::{self, Chore},
        recoveries::{self, Outcome},
        settings::Settings,
    },
};

/// Seconds after the start within which what was missed while the computer was off may still be under way.
const SETTLING: i64 = 600;

/// What is to be looked at, from inside.
///
/// # Errors
/// When the store cannot be read.
pub fn case(app: &App) -> Result<Case, Failure> {
    let settling = app.clock.now().still(app.begun, SETTLING);
    Ok(Case {
        data: app.data.clone(),
        listen: app.config.server.listen.clone(),
        every_hours: app.config.backup.every_hours,
        known: Settings::load(&app.store)?.map(|s| known(app, s)).transpose()?,
        inside: Some(Inside { saves: app.saves(), settling }),
        clock: app.clock.clone(),
    })
}

/// Looks whether data is in danger, and keeps it for the desk. A disk that cannot be written is said by what is found.
///
/// # Errors
/// When the store cannot be read.
pub fn look(app: &App) -> Result<(), Failure> {
    let case = case(app)?;
    if let Some(known) = &case.known
        && let Err(e) = checkup::remember(&app.data, known)
    {
        tracing::warn!(%e, "what a check-up needs could not be left in the data folder");
    }
    app.health.note(checkup::watch(&case));
    Ok(())
}

fn known(app: &App, s: Settings) -> Result<Known, Failure> {
    let [backup, second, check] = ["backup", "second", "check"].map(|name| chores::find(&app.store, name));
    let failed = |chore: &Option<Chore>| chore.as_ref().is_some_and(|c| !c.failure.is_empty());
    let Settings { printer, receipt_printer, backup_folder, public_host, .. } = s;
    let hands = app.clock.hands();
    Ok(Known {
        printer,
        receipt_printer,
        backup_folder,
        public_host,
        last: hands.house.0,
        ahead: if hands.sound { 0 } else { hands.ahead() },
        backup_failed: failed(&backup?),
        second_failed: failed(&second?),
        drill: recoveries::last_drill(&app.store)?.map(|d| Drill { at: d.ended.0, sound: d.outcome == Outcome::Sound }),
        damage: check?.map_or(Damage::Unknown, |c| damage(&c)),
    })
}

/// What the last check said. One that could not be done leaves what is known as it is not known.
fn damage(check: &Chore) -> Damage {
    match check.failure.as_str() {
        "chore-store-damaged" => Damage::Rows,
        "chore-files-lost" => Damage::Files,
        "" if check.done.is_some() => Damage::None,
        _ => Damage::Unknown,
    }
}
