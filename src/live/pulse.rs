//! The pulse of the house: one task notices what has changed, and one picture of the office is kept for all who look.
use std::{sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{Instant, MissedTickBehavior, interval},
};

use super::seats::{Seat, Seats, Viewer};
use crate::{
    base::{Clock, Failure, Stamp, WorkCalendar},
    domain::{
        lobby::calls,
        matters::items::{self, Live},
    },
    store::Store,
};

/// From one look at the store to the next, and from one costly picture to the next.
const BEAT: Duration = Duration::from_secs(2);
/// A picture that took less is taken anew for whoever asks after a change: nobody sees figures older than their own deed.
const CHEAP: Duration = Duration::from_millis(25);

/// How often those who hold one's seats are asked whether they are there, and how long each time.
const PROBES: u32 = 3;
const PROBE_PAUSE: Duration = Duration::from_millis(150);

/// What the task last found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Beat {
    /// The store's last group: what was written may have ended a session.
    pub(super) seq: u64,
    /// The picture's revision; empty before the first.
    pub(super) revision: Arc<str>,
    /// The calls for help that ring; empty before the first look.
    pub(super) calls: Arc<str>,
    /// How often it was asked who is still there, and whose streams were asked last.
    pub(super) probe: (u64, Option<Viewer>),
    /// The house closes.
    pub(super) over: bool,
}

/// What a picture is taken of.
#[derive(Clone)]
pub struct Scene {
    pub store: Store,
    pub clock: Clock,
    /// Working days as they are at this moment.
    pub calendar: Arc<WorkCalendar>,
}

impl Scene {
    fn seq(&self) -> Result<u64, Failure> {
        self.store.seq()
    }
}

/// The one picture, and those who watch it.
pub struct Pulse {
    picture: tokio::sync::Mutex<Option<Picture>>,
    beat: watch::Sender<Beat>,
    seats: Seats,
}

impl Default for Pulse {
    fn default() -> Self {
        Pulse { picture: tokio::sync::Mutex::new(None), beat: watch::Sender::new(Beat::default()), seats: Seats::default() }
    }
}

/// A picture and what it was taken from.
struct Picture {
    live: Arc<Live>,
    seq: u64,
    minute: i64,
    taken: Instant,
    cost: Duration,
}

const fn minute(now: Stamp) -> i64 {
    now.0.div_euclid(60_000)
}

impl Pulse {
    /// The office as it is: as of the last write where that is cheap, else at most two seconds old. However many ask at once,
    /// it is looked at once.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn picture(&self, scene: Scene) -> Result<Arc<Live>, Failure> {
        self.taken_within(scene, BEAT).await
    }
    async fn taken_within(&self, scene: Scene, patience: Duration) -> Result<Arc<Live>, Failure> {
        let mut held = self.picture.lock().await;
        let (seq, now) = (scene.seq()?, scene.clock.now());
        if let Some(p) = &*held {
            let same = p.seq == seq && p.minute == minute(now);
            if same || (p.cost > CHEAP && p.taken.elapsed() < patience) {
                return Ok(p.live.clone());
            }
        }
        let taken = Instant::now();
        let look = tokio::task::spawn_blocking(move || items::live(&scene.store, now, &scene.calendar));
        let live = Arc::new(look.await.map_err(Failure::broken)??);
        *held = Some(Picture { live: live.clone(), seq, minute: minute(now), taken, cost: taken.elapsed() });
        Ok(live)
    }
    /// A seat for a stream. A browser that has gone away is only noticed by the second write to it, and somebody who opens the
    /// desk five times in a row is not to be turned away for that.
    ///
    /// # Errors
    /// `Busy` when all are taken by somebody who is there.
    pub(super) async fn sit_or_probe(&self, viewer: Viewer) -> Result<Seat, Failure> {
        for _ in 0..PROBES {
            if let Ok(seat) = self.seats.sit(viewer) {
                return Ok(seat);
            }
            self.beat.send_modify(|b| b.probe = (b.probe.0 + 1, Some(viewer)));
            tokio::time::sleep(PROBE_PAUSE).await;
        }
        self.seats.sit(viewer)
    }
    /// Streams that are open.
    pub fn watched(&self) -> usize {
        self.seats.taken()
    }
    pub(super) fn listen(&self) -> watch::Receiver<Beat> {
        self.beat.subscribe()
    }
    /// Ends every stream, now and from now on: a stop does not wait for them.
    pub fn close(&self) {
        self.beat.send_modify(|b| b.over = true);
    }
    /// Looks at the store every two seconds while somebody watches, and tells them what changed, until the house closes.
    pub async fn beat(&self, scene: impl Fn() -> Scene) {
        let mut ticks = interval(BEAT);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut stop = std::pin::pin!(stopped());
        let (mut seen, mut at) = (None, 0);
        loop {
            tokio::select! {
                () = &mut stop => return self.close(),
                _ = ticks.tick() => {}
            }
            if self.beat.receiver_count() == 0 {
                continue;
            }
            match self.look(scene(), &mut seen, &mut at).await {
                Ok(()) => {}
                Err(e) => tracing::warn!(%e, "the live picture could not be taken"),
            }
        }
    }
    /// One look: mostly one number that has not changed.
    async fn look(&self, scene: Scene, seen: &mut Option<(i64, i64)>, at: &mut i64) -> Result<(), Failure> {
        let (seq, now) = (scene.seq()?, minute(scene.clock.now()));
        if self.beat.borrow().seq == seq && *at == now && seen.is_some() {
            return Ok(());
        }
        // Most writes (a session in use, a print job) change nothing that is shown.
        let moves = Some(items::moves(&scene.store)?);
        let revision = if *seen != moves || *at != now {
            let live = self.taken_within(scene.clone(), Duration::ZERO).await?;
            Arc::from(live.revision.as_str())
        } else {
            self.beat.borrow().revision.clone()
        };
        (*seen, *at) = (moves, now);
        let calls = Arc::from(calls::mark(&scene.store, scene.clock.now())?);
        self.beat.send_modify(|b| (b.seq, b.revision, b.calls) = (seq, revision, calls));
        Ok(())
    }
}

/// Waits until the process is told to stop. The server itself listens too and then waits for answers under way: open streams
/// would hold it up to its last second.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut term), Ok(mut quit)) = (signal(SignalKind::terminate()), signal(SignalKind::quit())) {
            tokio::select! {
                _ = term.recv() => {}
                _ = quit.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
