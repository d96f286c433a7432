//! Deadlines that act: reminders and supervision at their times. The items themselves are the queue (`items::ring`): what is due
//! and the next alarm are one write, so a killed process does nothing twice and leaves nothing out.
use crate::{
    base::{Failure, Stamp, WorkCalendar},
    domain::matters::items::{self, StateTag},
    store::{Store, Tx},
};

/// Items of one write: small, so that residents never wait for a deadline.
const AT_ONCE: usize = 20;

/// Does everything that is due; returns for how many items.
///
/// # Errors
/// When the store fails; what is done by then stays done.
pub fn ring_all(store: &Store, now: Stamp, calendar: &WorkCalendar) -> Result<usize, Failure> {
    let mut total = 0;
    // Looking costs no write: most looks find nothing.
    while items::alarm_due(store, now)? {
        let calendar = calendar.clone();
        let n = store.write_wait(move |tx: &mut Tx<'_>| items::ring(tx, now, &calendar, AT_ONCE))?;
        if n == 0 {
            break;
        }
        total += n;
    }
    Ok(total)
}

/// Sets the alarm of every open item anew, by night: settings and calendar may have changed since it was set.
///
/// # Errors
/// When the store fails.
pub fn look_at_all(store: &Store, calendar: &WorkCalendar) -> Result<(), Failure> {
    for state in StateTag::ALL.iter().copied().filter(|s| s.open()) {
        let mut after = None;
        loop {
            let calendar = calendar.clone();
            after = store.write_wait(move |tx| items::reset_alarms(tx, &calendar, state, after.as_ref(), AT_ONCE))?;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(())
}
