//! After a fault of the disk: writing stops, the folder is opened anew as at a start, and writing goes on.
//!
//! A disk that was only slow needs nothing but waiting: when the late group is on disk, store and journal are in step. After
//! an error nobody knows what the system still holds in memory of what it could not write, so the newest segment of the
//! journal is written again before it is believed.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::files::{remove_if_there, write_whole};
use super::live::{Answer, Fault, Live, OpenFolder, State, wait};
use super::recover::{self, How, Recovered};
use super::{EngineError, journal};

/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(500);
/// Bytes that the disk must take first.
const ROOM: usize = 1 << 20;

/// Stops writing and begins to recover. What the writer is told.
pub(crate) fn begin(folder: &Arc<OpenFolder>, fault: Fault) -> EngineError {
    let Fault { error, pending } = fault;
    if matches!(error, EngineError::Recovering) {
        return error;
    }
    folder.set(State::Recovering);
    tracing::error!(%error, "writing stopped; the data folder is being recovered");
    let own = Arc::clone(folder);
    let full = matches!(error, EngineError::Full);
    if !folder.see_to(move || see_to(&own, pending, full)) {
        folder.set(State::Lost);
    }
    error
}

/// A read met damage: the store is made again from a backup and the journal, as one is that does not open. What they cannot
/// make again without a loss stays as it is.
pub(crate) fn mend(folder: &Arc<OpenFolder>, error: &EngineError) {
    if !matches!(error, EngineError::Damaged(_)) || !folder.stop_to_mend() {
        return;
    }
    tracing::error!(%error, "a read met damage; the store is being made again");
    let own = Arc::clone(folder);
    let make_again = move || match open_anew(&own, false, true) {
        Ok(recovered) => {
            own.note_mended(recovered);
            own.set(State::Writing);
        }
        Err(error) => {
            tracing::error!(%error, "the store cannot be made again; it goes on as it is");
            see_to(&own, None, false);
        }
    };
    if !folder.see_to(make_again) {
        folder.set(State::Writing);
    }
}

fn see_to(folder: &OpenFolder, pending: Option<Answer>, full: bool) {
    if let Some(pending) = pending {
        match wait(&pending, folder.options.patience) {
            Some(Ok(())) => {
                tracing::warn!("the disk answered late; writing goes on");
                return folder.set(State::Writing);
            }
            Some(Err(error)) => tracing::error!(%error, "the disk answered late, with an error"),
            None => {
                tracing::error!("the disk does not answer");
                return folder.set(State::Lost);
            }
        }
    }
    let mut left = folder.options.patience;
    while folder.state() == State::Recovering {
        match open_anew(folder, full, false) {
            Ok(_) => return folder.set(State::Writing),
            // Reading goes on meanwhile; starting anew would not help.
            Err(EngineError::Full) => {}
            Err(error) if left.is_zero() => {
                tracing::error!(%error, "the data folder could not be recovered");
                return folder.set(State::Lost);
            }
            Err(error) => {
                tracing::warn!(%error, "the data folder could not be recovered yet");
                left = left.saturating_sub(PAUSE);
            }
        }
        thread::sleep(PAUSE);
    }
}

fn open_anew(folder: &OpenFolder, full: bool, damaged: bool) -> Result<Vec<Recovered>, EngineError> {
    if full && fs4::available_space(&folder.data)? < folder.options.reserve.max(1) {
        return Err(EngineError::Full);
    }
    // The store is closed only when the disk takes something again: until then it can be read.
    let room = folder.data.join("room");
    write_whole(&room, &vec![0xa5; ROOM])?;
    remove_if_there(&room)?;
    folder.take()?;
    journal::write_newest_again(&folder.journal_dir())?;
    let how = if damaged { How::Damaged } else { How::AsUsual };
    let opened = recover::open(&folder.data, &folder.options, how)?;
    let recovered = opened.recovered.clone();
    for what in &opened.recovered {
        tracing::warn!(?what, "the store was recovered");
    }
    folder.put(Live::start(opened.store, opened.journal)?);
    tracing::warn!("the data folder was opened anew; writing goes on");
    Ok(recovered)
}
