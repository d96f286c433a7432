//! The parts of an open data folder: store and journal with the thread that commits, which are taken out and put in anew
//! when the disk failed, and what stays meanwhile.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::behind::Behind;
use super::disk::DiskOptions;
use super::journal::Journal;
use super::recover::{Opened, Recovered};
use super::sled_engine::SledEngine;
use super::{EngineError, Op};

/// How long a reader waits for a store that is being opened anew.
const READERS_WAIT: Duration = Duration::from_secs(5);
/// How long the group under way is waited for when the folder is closed.
const STOP_WAIT: Duration = Duration::from_secs(5);
/// Waiting is counted in slices of this length: a machine that was paused meanwhile has waited for one of them.
const SLICE: Duration = Duration::from_millis(100);
/// The same for the last sync of a store that is closed.
const SLICE_OF_THE_END: Duration = Duration::from_millis(1);

/// Whether groups are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Writing,
    /// The disk failed or did not answer; it is seen to.
    Recovering,
    /// That did not help.
    Lost,
    Closed,
}

/// An open data folder.
#[derive(Debug)]
pub(crate) struct OpenFolder {
    pub(crate) data: PathBuf,
    pub(crate) options: DiskOptions,
    pub(crate) backed_up: AtomicU64,
    /// Held while a backup is taken.
    pub(crate) backup: Mutex<()>,
    live: RwLock<Option<Arc<Live>>>,
    /// What a rebuild after damage made good; none before there was one.
    mended: Mutex<Option<Vec<Recovered>>>,
    /// Whether one was tried: a second would find the same.
    tried: AtomicBool,
    state: Mutex<State>,
    changed: Condvar,
    /// The thread that recovers, if one was begun.
    healer: Mutex<Option<JoinHandle<()>>>,
    _lock: File,
}

impl OpenFolder {
    pub(crate) fn new(data: &Path, options: DiskOptions, lock: File, opened: Opened) -> Result<Self, EngineError> {
        Ok(Self {
            data: data.to_owned(),
            options,
            backed_up: AtomicU64::new(opened.backed_up),
            backup: Mutex::new(()),
            live: RwLock::new(Some(Arc::new(Live::start(opened.store, opened.journal)?))),
            mended: Mutex::new(None),
            tried: AtomicBool::new(false),
            state: Mutex::new(State::Writing),
            changed: Condvar::new(),
            healer: Mutex::new(None),
            _lock: lock,
        })
    }

    /// Runs what recovers on a thread of its own; false when there can be none.
    pub(crate) fn see_to(&self, work: impl FnOnce() + Send + 'static) -> bool {
        let healer = thread::Builder::new().name("lianxin-recover".into()).spawn(work).ok();
        let begun = healer.is_some();
        *self.healer.lock().unwrap_or_else(PoisonError::into_inner) = healer;
        begun
    }

    /// The journal's folder.
    pub(crate) fn journal_dir(&self) -> PathBuf {
        self.data.join("journal")
    }

    pub(crate) fn state(&self) -> State {
        *self.lock_state()
    }

    fn lock_state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops writing for the first damage that a read meets; false for every other.
    pub(crate) fn stop_to_mend(&self) -> bool {
        let mut state = self.lock_state();
        if *state != State::Writing || self.tried.swap(true, Ordering::SeqCst) {
            return false;
        }
        *state = State::Recovering;
        true
    }

    /// Notes what was made good.
    pub(crate) fn note_mended(&self, recovered: Vec<Recovered>) {
        *self.mended.lock().unwrap_or_else(PoisonError::into_inner) = Some(recovered);
    }

    pub(crate) fn mended(&self) -> Option<Vec<Recovered>> {
        self.mended.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the state, unless the folder was closed meanwhile.
    pub(crate) fn set(&self, to: State) {
        let mut state = self.lock_state();
        if *state != State::Closed {
            *state = to;
        }
        self.changed.notify_all();
    }

    fn now(&self) -> Option<Arc<Live>> {
        self.live.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Store and journal; waits a little while they are being opened anew.
    pub(crate) fn live(&self) -> Result<Arc<Live>, EngineError> {
        if let Some(live) = self.now() {
            return Ok(live);
        }
        let mut left = READERS_WAIT;
        loop {
            let state = self.lock_state();
            if let Some(live) = self.now() {
                return Ok(live);
            }
            if left.is_zero() || *state != State::Recovering {
                return Err(EngineError::Recovering);
            }
            drop(self.changed.wait_timeout(state, SLICE));
            left = left.saturating_sub(SLICE);
        }
    }

    /// Waits until groups are taken.
    pub(crate) fn ready(&self, patience: Duration) -> Result<(), EngineError> {
        let mut left = patience;
        let mut state = self.lock_state();
        while *state == State::Recovering && !left.is_zero() {
            state = self.changed.wait_timeout(state, SLICE).unwrap_or_else(PoisonError::into_inner).0;
            left = left.saturating_sub(SLICE);
        }
        if *state == State::Writing { Ok(()) } else { Err(EngineError::Recovering) }
    }

    /// Puts store and journal in.
    pub(crate) fn put(&self, live: Live) {
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(live));
        self.changed.notify_all();
    }

    /// Takes store and journal out and closes them, once nobody reads any more.
    pub(crate) fn take(&self) -> Result<(), EngineError> {
        let taken = self.live.write().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut live) = taken else { return Ok(()) };
        for _ in 0..READERS_WAIT.as_millis() / SLICE.as_millis() * 2 {
            match Arc::try_unwrap(live) {
                Ok(live) => {
                    drop(live);
                    return Ok(());
                }
                Err(held) => live = held,
            }
            thread::sleep(SLICE);
        }
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = Some(live);
        Err(EngineError::Stalled)
    }

    pub(crate) fn close(&self) {
        self.set(State::Closed);
        let healer = self.healer.lock().unwrap_or_else(PoisonError::into_inner).take();
        // One that hangs in a disk call would hang the exit as well.
        if let Some(healer) = healer {
            for _ in 0..STOP_WAIT.as_millis() / SLICE.as_millis() {
                if healer.is_finished() {
                    break;
                }
                thread::sleep(SLICE);
            }
        }
        // The last reader drops it.
        drop(self.live.write().unwrap_or_else(PoisonError::into_inner).take());
    }
}

type Group = (u64, Vec<Op>, SyncSender<Result<(), EngineError>>);
/// What becomes of a group that was handed over.
pub(crate) type Answer = Receiver<Result<(), EngineError>>;

/// Why a group was not committed, and what may still come of it.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) error: EngineError,
    /// Of a group that took too long.
    pub(crate) pending: Option<Answer>,
}

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        Self { error, pending: None }
    }
}

/// Store and journal, and the thread that commits to both.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) store: Arc<SledEngine>,
    journal: Arc<Mutex<Journal>>,
    groups: Option<SyncSender<Group>>,
    committer: Option<JoinHandle<()>>,
    behind: Arc<Behind>,
    hardener: Option<JoinHandle<()>>,
}

impl Live {
    pub(crate) fn start(store: SledEngine, journal: Journal) -> Result<Self, EngineError> {
        let (store, journal) = (Arc::new(store), Arc::new(Mutex::new(journal)));
        let (groups, queue) = mpsc::sync_channel::<Group>(1);
        let behind = Arc::new(Behind::default());
        let hardener = harden(&store, &behind)?;
        let (own_store, own_journal, own_behind) = (Arc::clone(&store), Arc::clone(&journal), Arc::clone(&behind));
        let committer = thread::Builder::new().name("lianxin-commit".into()).spawn(move || {
            for (seq, ops, answer) in queue {
                let commit = || {
                    own_behind.room()?;
                    let mut journal = own_journal.lock().unwrap_or_else(PoisonError::into_inner);
                    journal.append(&ops)?;
                    own_store.apply(seq, &ops)?;
                    own_behind.applied();
                    Ok(())
                };
                let result = catch_unwind(AssertUnwindSafe(commit))
                    .unwrap_or_else(|_| Err(EngineError::Damaged("writing stopped unexpectedly".into())));
                let failed = result.is_err();
                let _ = answer.send(result);
                if failed {
                    return;
                }
            }
        })?;
        Ok(Self { store, journal, groups: Some(groups), committer: Some(committer), behind, hardener: Some(hardener) })
    }

    /// Has the group committed.
    pub(crate) fn hand_over(&self, seq: u64, ops: &[Op], stall: Duration) -> Result<(), Fault> {
        let (answer, result) = mpsc::sync_channel(1);
        let sent = self.groups.as_ref().is_some_and(|groups| groups.try_send((seq, ops.to_vec(), answer)).is_ok());
        if !sent {
            return Err(EngineError::Recovering.into());
        }
        match wait(&result, stall) {
            Some(result) => result.map_err(Fault::from),
            None => Err(Fault { error: EngineError::Stalled, pending: Some(result) }),
        }
    }

    /// The journal between two groups; a disk that hangs in the middle of one is an error, not a wait for ever.
    pub(crate) fn journal(&self, stall: Duration) -> Result<MutexGuard<'_, Journal>, EngineError> {
        for _ in 0..=stall.as_millis() {
            match self.journal.try_lock() {
                Ok(journal) => return Ok(journal),
                Err(TryLockError::Poisoned(poisoned)) => return Ok(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
            }
        }
        Err(EngineError::Stalled)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.groups = None;
        // A committer that hangs in a disk call would hang the exit as well: then the journal is held.
        if let Some(committer) = self.committer.take()
            && (committer.is_finished() || self.journal(STOP_WAIT).is_ok())
        {
            let _ = committer.join();
        }
        // What is left is hardened before the files are closed.
        self.behind.close();
        if let Some(hardener) = self.hardener.take() {
            for _ in 0..STOP_WAIT.as_millis() / SLICE_OF_THE_END.as_millis() {
                if hardener.is_finished() {
                    break;
                }
                thread::sleep(SLICE_OF_THE_END);
            }
        }
    }
}

/// Hardens the store beside the groups that come, as long as there are any.
fn harden(store: &Arc<SledEngine>, behind: &Arc<Behind>) -> Result<JoinHandle<()>, EngineError> {
    let (store, behind) = (Arc::clone(store), Arc::clone(behind));
    let body = move || {
        while let Some(groups) = behind.next() {
            let hard = catch_unwind(AssertUnwindSafe(|| store.harden()))
                .unwrap_or_else(|_| Err(EngineError::Damaged("hardening stopped unexpectedly".into())));
            match hard {
                Ok(()) => behind.hardened(groups),
                Err(error) => {
                    tracing::error!(%error, "the store could not be hardened");
                    return behind.failed(error);
                }
            }
        }
    };
    Ok(thread::Builder::new().name("lianxin-harden".into()).spawn(body)?)
}

/// Waits for an answer, by slices; `None` after the limit.
pub(crate) fn wait(answer: &Answer, limit: Duration) -> Option<Result<(), EngineError>> {
    let mut left = limit;
    loop {
        let slice = left.min(SLICE);
        match answer.recv_timeout(slice) {
            Ok(result) => return Some(result),
            Err(RecvTimeoutError::Disconnected) => {
                return Some(Err(EngineError::Damaged("writing stopped unexpectedly".into())));
            }
            Err(RecvTimeoutError::Timeout) => left = left.saturating_sub(slice),
        }
        if left.is_zero() {
            return None;
        }
    }
}
