//! Server-sent events: a page is told that something changed, and fetches what it shows from the server.
use std::{convert::Infallible, sync::Arc, time::Duration};

use actix_web::{
    HttpResponse,
    http::header::{ContentEncoding, HeaderName},
    web::Bytes,
};
use tokio::{sync::watch, time::Instant};

use super::pulse::{Beat, Seat, Viewer};
use crate::{app::App, base::Failure, domain::lobby::calls};

/// From one sign of life to the next; whoever watches is looked at again with each.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After so long a stream ends and the browser opens another: none is for ever.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// How long browsers wait before they come again, in milliseconds.
const RETRY: &str = "retry: 3000\n\n";

/// A comment: a sign of life, and the way to notice that nobody reads.
const HERE: &str = ": here\n\n";

/// Whether whoever watches still may.
type Stays = Box<dyn Fn(&App) -> Result<bool, Failure>>;

struct Watcher {
    app: App,
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

/// The stream of a viewer: `changed` with the picture's revision, at once and after every change (at most every two seconds),
/// to accounts `calls` with those that ring, a comment now and then, and `ended` when they may no longer watch.
///
/// # Errors
/// `Busy` when all seats are taken or the house closes.
pub async fn stream(app: &App, viewer: Viewer, stays: Stays) -> Result<HttpResponse, Failure> {
    let seat = app.pulse.sit_or_probe(viewer).await?;
    let beats = app.pulse.listen();
    if beats.borrow().over {
        return Err(Failure::Busy);
    }
    let told: Arc<str> = Arc::from(app.pulse.picture(app).await?.revision.as_str());
    let rung: Option<Arc<str>> = match viewer {
        Viewer::Account(_) => Some(Arc::from(calls::mark(&app.store, app.clock.now())?)),
        Viewer::Wall(_) => None,
    };
    let ringing = rung.as_deref().map(|c| message("calls", c)).unwrap_or_default();
    let first = Bytes::from(format!("{RETRY}{}{ringing}", message("changed", &told)));
    let (seq, probed, now) = (beats.borrow().seq, beats.borrow().probe.0, Instant::now());
    let watcher = Watcher {
        app: app.clone(),
        beats,
        stays,
        told,
        rung,
        seq,
        viewer,
        probed,
        heartbeat: now + HEARTBEAT,
        end: now + LONGEST,
        ended: false,
        _seat: seat,
    };
    let rest = futures_util::stream::unfold(watcher, |w| Box::pin(w.next()));
    let first = futures_util::stream::once(std::future::ready(Ok::<_, Infallible>(first)));
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        // Compression would hold messages back.
        .insert_header(ContentEncoding::Identity)
        .insert_header((HeaderName::from_static("x-accel-buffering"), "no"))
        .streaming(futures_util::StreamExt::chain(first, rest)))
}

fn message(event: &str, data: &str) -> String {
    format!("event: {event}\ndata: {data}\n\n")
}

impl Watcher {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Watcher)> {
        loop {
            if self.ended {
                return None;
            }
            tokio::select! {
                changed = self.beats.changed() => {
                    let beat = self.beats.borrow_and_update().clone();
                    if changed.is_err() || beat.over {
                        return None;
                    }
                    if beat.seq != self.seq {
                        self.seq = beat.seq;
                        if !self.stays() {
                            return self.end();
                        }
                    }
                    let asked = beat.probe.0 != self.probed && beat.probe.1 == Some(self.viewer);
                    self.probed = beat.probe.0;
                    let mut told = if asked { HERE.to_owned() } else { String::new() };
                    if beat.revision != self.told && !beat.revision.is_empty() {
                        told += &message("changed", &beat.revision);
                        self.told = beat.revision;
                    }
                    if !beat.calls.is_empty() && self.rung.as_ref().is_some_and(|r| *r != beat.calls) {
                        told += &message("calls", &beat.calls);
                        self.rung = Some(beat.calls);
                    }
                    if !told.is_empty() {
                        return Some((Ok(Bytes::from(told)), self));
                    }
                }
                () = tokio::time::sleep_until(self.heartbeat) => {
                    if Instant::now() >= self.end {
                        return None;
                    }
                    if !self.stays() {
                        return self.end();
                    }
                    self.heartbeat += HEARTBEAT;
                    return Some((Ok(Bytes::from_static(HERE.as_bytes())), self));
                }
            }
        }
    }
    /// A store that cannot be read ends nothing: the next heartbeat asks again.
    fn stays(&self) -> bool {
        (self.stays)(&self.app).unwrap_or(true)
    }
    fn end(mut self) -> Option<(Result<Bytes, Infallible>, Watcher)> {
        self.ended = true;
        Some((Ok(Bytes::from(message("ended", ""))), self))
    }
}
