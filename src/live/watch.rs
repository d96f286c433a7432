//! Somebody who watches: they are told that something changed, and fetch what they show.
use std::{sync::Arc, time::Duration};

use tokio::{sync::watch, time::Instant};

use super::{
    pulse::{Beat, Pulse, Scene},
    seats::{Seat, Viewer},
};
use crate::{base::Failure, domain::lobby::calls};

/// From one sign of life to the next; whoever watches is looked at again with each.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After so long watching ends and the browser comes again: none is for ever.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Whether whoever watches still may.
type Stays = Box<dyn Fn() -> Result<bool, Failure>>;

/// What is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The picture's revision.
    Changed(Arc<str>),
    /// The calls for help that ring.
    Calls(Arc<str>),
    /// A sign of life, and the way to notice that nobody reads.
    Here,
    /// They may no longer watch.
    Ended,
}

/// Somebody in a seat.
pub struct Watcher {
    beats: watch::Receiver<Beat>,
    stays: Stays,
    /// The revision that was told last.
    told: Arc<str>,
    /// The calls for help that were told last; a wall is told of none.
    rung: Option<Arc<str>>,
    /// The store as of the last look at whoever watches.
    seq: u64,
    viewer: Viewer,
    /// The last probe that was answered.
    probed: u64,
    heartbeat: Instant,
    end: Instant,
    ended: bool,
    _seat: Seat,
}

impl Watcher {
    /// Takes a seat, and says what is to be told first. `stays` is asked again and again whether the viewer still may watch.
    ///
    /// # Errors
    /// `Busy` when all seats are taken or the house closes.
    pub async fn sit(pulse: &Pulse, scene: Scene, viewer: Viewer, stays: Stays) -> Result<(Vec<Told>, Watcher), Failure> {
        let seat = pulse.sit_or_probe(viewer).await?;
        let beats = pulse.listen();
        if beats.borrow().over {
            return Err(Failure::Busy);
        }
        let told: Arc<str> = Arc::from(pulse.picture(scene.clone()).await?.revision.as_str());
        let rung: Option<Arc<str>> = match viewer {
            Viewer::Account(_) => Some(Arc::from(calls::mark(&scene.store, scene.clock.now())?)),
            Viewer::Wall(_) => None,
        };
        let first = [Told::Changed(told.clone())].into_iter().chain(rung.clone().map(Told::Calls)).collect();
        let (seq, probed, now) = (beats.borrow().seq, beats.borrow().probe.0, Instant::now());
        let (heartbeat, end) = (now + HEARTBEAT, now + LONGEST);
        Ok((first, Watcher { beats, stays, told, rung, seq, viewer, probed, heartbeat, end, ended: false, _seat: seat }))
    }
    /// Waits for what is to be told next: after a change (at most every two seconds) and every quarter of a minute. None at
    /// the end.
    pub async fn next(&mut self) -> Option<Vec<Told>> {
        while !self.ended {
            tokio::select! {
                changed = self.beats.changed() => {
                    let beat = self.beats.borrow_and_update().clone();
                    if changed.is_err() || beat.over {
                        return None;
                    }
                    let news = self.news(beat);
                    if !news.is_empty() {
                        return Some(news);
                    }
                }
                () = tokio::time::sleep_until(self.heartbeat) => {
                    if Instant::now() >= self.end {
                        return None;
                    }
                    if !self.stays() {
                        return Some(self.end());
                    }
                    self.heartbeat += HEARTBEAT;
                    return Some(vec![Told::Here]);
                }
            }
        }
        None
    }
    fn news(&mut self, beat: Beat) -> Vec<Told> {
        if beat.seq != self.seq {
            self.seq = beat.seq;
            if !self.stays() {
                return self.end();
            }
        }
        let mut news = Vec::new();
        if beat.probe.0 != self.probed && beat.probe.1 == Some(self.viewer) {
            news.push(Told::Here);
        }
        self.probed = beat.probe.0;
        if beat.revision != self.told && !beat.revision.is_empty() {
            self.told = beat.revision;
            news.push(Told::Changed(self.told.clone()));
        }
        if !beat.calls.is_empty() && self.rung.as_ref().is_some_and(|r| *r != beat.calls) {
            self.rung = Some(beat.calls.clone());
            news.push(Told::Calls(beat.calls));
        }
        news
    }
    /// A store that cannot be read ends nothing: the next heartbeat asks again.
    fn stays(&self) -> bool {
        (self.stays)().unwrap_or(true)
    }
    fn end(&mut self) -> Vec<Told> {
        self.ended = true;
        vec![Told::Ended]
    }
}
