//! The jobs of a served office.
use super::{
    ChoreDef, Running, Work, backup_chores, calendar, drills, health, look_again, look_at_all, printer_watch, printing, ring_all,
    start, sweep_rows, watch_clock,
};
use crate::{
    app::App,
    base::Failure,
    checkup,
    domain::{insight::privacy, noun::Times, registry::registers},
};

const HOUR: i64 = 3_600;
/// Seconds that what is idle outlives its time, in case the page itself never says good-bye.
const GRACE: i64 = 600;
/// Groups that an approved deletion goes on by in a minute.
const DELETION_STEPS: usize = 200;

/// Starts the print queue, deadlines, hourly backups, the nightly check, the sweeps and the look at the calendar.
///
/// # Errors
/// `Broken` when a thread cannot be started.
pub fn serve(app: &App) -> Result<Running, Failure> {
    let minutes = i64::from(app.config.office.session_minutes);
    let mut chores = match &app.keeper {
        Some(keeper) => backup_chores(keeper, &app.store, &app.data, &app.clock, app.config.backup.every_hours),
        None => Vec::new(),
    };
    if app.keeper.is_some() {
        let a = app.clone();
        let work = Box::new(move || drills::monthly(&a));
        chores.push(ChoreDef { name: "drill", every: drills::EVERY, nightly: true, work });
    }
    let a = app.clone();
    let work = Box::new(move || a.store.sweep(&a.blobs).map(drop));
    chores.push(ChoreDef { name: "sweep", every: 24 * HOUR, nightly: true, work });
    let a = app.clone();
    let work = Box::new(move || look_at_all(&a.store, &a.calendar()));
    chores.push(ChoreDef { name: "deadlines", every: 24 * HOUR, nightly: true, work });
    let a = app.clone();
    let work = Box::new(move || registers::relocate_all(&a.store, a.clock.now()));
    chores.push(ChoreDef { name: "registers", every: 24 * HOUR, nightly: true, work });
    let a = app.clone();
    let work = Box::new(move || look_again(&a.store, &a.clock));
    chores.push(ChoreDef { name: "clarity", every: 24 * HOUR, nightly: true, work });
    chores.push(calendar::chore(app));
    let t = &app.config.terminal;
    let idle = t.idle_seconds.max(t.idle_form_seconds).max(t.idle_payment_seconds) + t.countdown_seconds;
    let times = Times { terminal: i64::from(idle) + GRACE, session: minutes * 60 + GRACE };
    let a = app.clone();
    start(Work {
        store: app.store.clone(),
        clock: app.clock.clone(),
        blobs: app.blobs.clone(),
        sink: Box::new(printing::send),
        each_minute: Box::new(move || {
            // First: what falls due is asked by the clock.
            watch_clock(&a, checkup::synced)?;
            ring_all(&a.store, a.clock.now(), &a.calendar())?;
            sweep_rows(&a.store, &times, a.clock.now())?;
            a.refresh_words()?;
            health::look(&a)?;
            calendar::each_minute(&a)?;
            privacy::carry_on(&a.store, a.clock.now(), DELETION_STEPS)?;
            // Last: printers that do not answer are waited for.
            printer_watch::look(&a)
        }),
        chores,
    })
}
