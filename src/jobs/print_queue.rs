//! Sends waiting papers to their printers, one after the other.
//!
//! A job is marked as being sent, on disk, before the printer hears of it. A process killed in between finds the mark at
//! start and hands the job to the sink as `unsure`, which asks the printer whether it already has it: so a paper
//! is neither lost nor, where the printer can be asked, printed twice.
use crate::{
    base::{Clock, Failure},
    domain::office::prints::{self, Failed, PrintJob, PrintState},
    store::{
        Dir, Read, Store,
        blobs::{BlobId, Blobs},
    },
};

/// Sends a paper: the job, its bytes, and whether an earlier try may already have reached the printer. Must return within a
/// minute, whatever the printer does.
pub type Sink = dyn Fn(&PrintJob, Vec<u8>, bool) -> Result<(), Failed> + Send + Sync;

/// Finishes the jobs that a killed process left half sent. Call once, before the first `tick`.
///
/// # Errors
/// When the store fails.
pub fn recover(store: &Store, clock: &Clock, blobs: &Blobs, sink: &Sink) -> Result<usize, Failure> {
    let cut = store.list(&PrintJob::BY_STATE.under(PrintState::Sending), Dir::Forward, 1_000)?;
    let n = cut.len();
    for job in cut {
        send(store, clock, blobs, sink, &job, true)?;
    }
    Ok(n)
}

/// Sends the next waiting paper. False: none was due.
///
/// # Errors
/// When the store fails; a printer's failure is noted in the job.
pub fn tick(store: &Store, clock: &Clock, blobs: &Blobs, sink: &Sink) -> Result<bool, Failure> {
    let now = clock.now();
    let waiting = PrintState::Waiting;
    // Looking costs no write: most looks find nothing.
    let first = store.list(&PrintJob::BY_STATE.under(waiting), Dir::Forward, 1)?;
    if first.first().is_none_or(|job| job.next > now) {
        return Ok(false);
    }
    let Some(job) = store.write_wait(move |tx| prints::claim(tx, now))? else { return Ok(false) };
    send(store, clock, blobs, sink, &job, false)?;
    Ok(true)
}

fn send(store: &Store, clock: &Clock, blobs: &Blobs, sink: &Sink, job: &PrintJob, unsure: bool) -> Result<(), Failure> {
    let result = match blobs.get(BlobId::from_bytes(job.blob)) {
        Ok(Some(bytes)) => sink(job, bytes, unsure),
        Ok(None) => Err(Failed { reason: "print-file-missing", again: false }),
        Err(e) => {
            tracing::error!(job = job.id.raw(), %e, "a paper could not be read");
            Err(Failed { reason: "print-file-missing", again: false })
        }
    };
    let (id, at) = (job.id, clock.now());
    match result {
        Ok(()) => store.write_wait(move |tx| prints::done(tx, id, at)),
        Err(why) => {
            tracing::warn!(job = id.raw(), tries = job.tries, reason = why.reason, "a paper was not printed");
            store.write_wait(move |tx| prints::failed(tx, id, &why, at).map(drop))
        }
    }
}
