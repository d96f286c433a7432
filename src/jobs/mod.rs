//! What the house does by itself: three threads, for the printers, for chores, and for what follows from what was written.
//! Everything that must outlive a restart is in the store; the threads themselves remember nothing.
mod backups;
pub mod calendar;
mod chores;
mod clock;
mod deadlines;
pub mod drills;
pub mod health;
mod house;
mod print_queue;
pub mod printer_watch;
pub mod printing;
pub mod restores;
mod standings;
mod sweep;
#[cfg(test)]
mod tests;

use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

pub use backups::backup_chores;
pub use chores::{ChoreDef, run_due};
pub use clock::{follow, watch_clock};
pub use deadlines::{look_at_all, ring_all};
pub use house::serve;
pub use print_queue::{Sink, recover, tick};
pub use standings::{complete_standings, look_again, settle_standings};
pub use sweep::sweep_rows;

use crate::{
    base::{Clock, Failure},
    store::{Store, blobs::Blobs},
};

/// How often the print queue is looked at when nobody rings.
const PRINT_PAUSE: Duration = Duration::from_millis(500);
/// How often it is asked which chore is due.
const CHORE_PAUSE: Duration = Duration::from_secs(5);
/// How often marks are looked for: nobody rings for them.
const STANDINGS_PAUSE: Duration = Duration::from_secs(1);
/// The same after a failure, such as a full disk.
const STANDINGS_REST: Duration = Duration::from_secs(60);
const TURNS_A_MINUTE: u32 = 12;

/// What the jobs work with; the printers and the chores that need more than the domain come as closures.
pub struct Work {
    pub store: Store,
    pub clock: Clock,
    /// Files beside the store.
    pub blobs: Arc<Blobs>,
    /// Sends a paper to a printer.
    pub sink: Box<Sink>,
    /// Done every minute, unrecorded: cheap when there is nothing to do.
    pub each_minute: Box<dyn Fn() -> Result<(), Failure> + Send + Sync>,
    /// Chores: backup, check, sweeps, most urgent first.
    pub chores: Vec<ChoreDef>,
}

/// The running jobs. Dropping it leaves them running; `stop` ends them after what they are doing.
pub struct Running {
    printer: Arc<Bell>,
    keeper: Arc<Bell>,
    follower: Arc<Bell>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Bell {
    state: Mutex<(bool, bool)>,
    ring: Condvar,
}

impl Bell {
    /// Waits for a ring, `pause`, or the end. False at the end.
    fn wait(&self, pause: Duration) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.ring.wait_timeout_while(state, pause, |(stop, rung)| !*stop && !*rung);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
        state.1 = false;
        !state.0
    }
    fn stopped(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0
    }
    fn set(&self, stop: bool) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = (state.0 || stop, true);
        self.ring.notify_all();
    }
}

impl Running {
    /// Something was put into the print queue: no need to wait for the next look.
    pub fn ring(&self) {
        self.printer.set(false);
    }
    /// Ends the threads after what they are doing. A chore that takes longer than `patience` (a backup or check of a large
    /// store) is not waited for: it ends with the process, as in a power cut, and is done anew at its next turn.
    pub fn stop(self, patience: Duration) {
        self.printer.set(true);
        self.keeper.set(true);
        self.follower.set(true);
        let mut left = patience;
        while !left.is_zero() && !self.threads.iter().all(JoinHandle::is_finished) {
            let pause = left.min(Duration::from_millis(20));
            thread::sleep(pause);
            left -= pause;
        }
    }
}

/// Starts the jobs.
///
/// # Errors
/// `Broken` when a thread cannot be started.
pub fn start(work: Work) -> Result<Running, Failure> {
    let [printer, keeper, follower] = [(); 3].map(|()| Arc::new(Bell::default()));
    let Work { store, clock, blobs, sink, each_minute, chores } = work;
    let (printer_bell, printer_store, printer_clock) = (printer.clone(), store.clone(), clock.clone());
    let print = move || {
        said("print", recover(&printer_store, &printer_clock, &blobs, &*sink));
        while printer_bell.wait(PRINT_PAUSE) {
            while said("print", tick(&printer_store, &printer_clock, &blobs, &*sink)).unwrap_or(false) {}
        }
    };
    let (follow_bell, follow_store, follow_clock) = (follower.clone(), store.clone(), clock.clone());
    let follow = move || {
        let settle = || settle_standings(&follow_store, &follow_clock, || !follow_bell.stopped());
        said("standings", settle().and_then(|_| complete_standings(&follow_store, &follow_clock)));
        let mut pause = STANDINGS_PAUSE;
        while follow_bell.wait(pause) {
            pause = if said("standings", settle()).is_some() { STANDINGS_PAUSE } else { STANDINGS_REST };
        }
    };
    let chore_bell = keeper.clone();
    let keep = move || {
        // What fell due while the computer was off is caught up with at once.
        said("each-minute", each_minute());
        let mut turns: u32 = 1;
        while chore_bell.wait(CHORE_PAUSE) {
            if turns.is_multiple_of(TURNS_A_MINUTE) {
                said("each-minute", each_minute());
            }
            turns = turns.wrapping_add(1);
            said("chore", run_due(&store, &clock, &chores));
        }
    };
    let spawn = |name: &str, body: Box<dyn FnOnce() + Send>| {
        std::thread::Builder::new().name(name.into()).spawn(body).map_err(Failure::broken)
    };
    let threads = vec![
        spawn("jobs-print", Box::new(print))?,
        spawn("jobs-chores", Box::new(keep))?,
        spawn("jobs-standings", Box::new(follow))?,
    ];
    Ok(Running { printer, keeper, follower, threads })
}

/// A job that fails is told to the log and tried again later; nothing waits for it.
fn said<T>(job: &str, result: Result<T, Failure>) -> Option<T> {
    result.inspect_err(|e| tracing::error!(job, %e, "a job failed")).ok()
}
