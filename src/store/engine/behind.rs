//! How far the store on disk is behind the journal. A group is acknowledged once the journal has it; the store takes it in
//! memory at once and is hardened beside the next groups, one sync for several, and never more than [`BEHIND_MOST`] groups late.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::EngineError;

/// The most groups that the store on disk may lack of the journal. A power cut leaves no more to catch up with; a store that
/// lacks more has met something else.
pub(crate) const BEHIND_MOST: u64 = 4;

/// Shared by the thread that commits and the one that hardens.
#[derive(Debug, Default)]
pub(crate) struct Behind {
    now: Mutex<Now>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Now {
    /// Groups applied since the store was opened.
    applied: u64,
    /// Of those, groups that are on disk.
    hard: u64,
    failed: bool,
    /// Why nothing more will be; told once.
    cause: Option<EngineError>,
    closing: bool,
}

impl Behind {
    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, now: MutexGuard<'a, Now>) -> MutexGuard<'a, Now> {
        self.changed.wait(now).unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until one more group may be applied.
    ///
    /// # Errors
    /// What stopped the hardening, and `Recovering` to who asks again: the group must not be begun.
    pub(crate) fn room(&self) -> Result<(), EngineError> {
        let mut now = self.lock();
        loop {
            match () {
                () if now.failed => return Err(now.cause.take().unwrap_or(EngineError::Recovering)),
                () if now.applied - now.hard < BEHIND_MOST => return Ok(()),
                () => now = self.wait(now),
            }
        }
    }

    /// Notes that one more was applied.
    pub(crate) fn applied(&self) {
        self.lock().applied += 1;
        self.changed.notify_all();
    }

    /// Waits for groups to harden; how many there are then, or `None` when all are hard and no more will come.
    pub(crate) fn next(&self) -> Option<u64> {
        let mut now = self.lock();
        loop {
            match () {
                () if now.applied > now.hard => return Some(now.applied),
                () if now.closing => return None,
                () => now = self.wait(now),
            }
        }
    }

    /// Notes that the first `groups` are on disk.
    pub(crate) fn hardened(&self, groups: u64) {
        self.lock().hard = groups;
        self.changed.notify_all();
    }

    /// Notes that hardening failed.
    pub(crate) fn failed(&self, error: EngineError) {
        let mut now = self.lock();
        (now.failed, now.cause) = (true, Some(error));
        drop(now);
        self.changed.notify_all();
    }

    /// No group will be applied any more.
    pub(crate) fn close(&self) {
        self.lock().closing = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::thread;

    use super::*;

    #[test]
    fn one_sync_serves_several_groups_and_nobody_runs_away() {
        let behind = Arc::new(Behind::default());
        let own = Arc::clone(&behind);
        let hardener = thread::spawn(move || {
            let (mut syncs, mut most, mut last) = (0_u64, 0, 0);
            while let Some(groups) = own.next() {
                most = most.max(groups - last);
                (syncs, last) = (syncs + 1, groups);
                thread::yield_now();
                own.hardened(groups);
            }
            (syncs, most, last)
        });
        for _ in 0..10_000 {
            behind.room().unwrap();
            behind.applied();
        }
        behind.close();
        let (syncs, most, last) = hardener.join().unwrap();
        assert_eq!(last, 10_000, "everything is hard before it ends");
        assert!(most <= BEHIND_MOST && syncs <= 10_000, "{most} groups at once, {syncs} syncs");
    }

    #[test]
    fn what_could_not_be_hardened_stops_the_next_group() {
        let behind = Behind::default();
        behind.room().unwrap();
        behind.applied();
        behind.failed(EngineError::Stalled);
        assert!(matches!(behind.room(), Err(EngineError::Stalled)));
        assert!(matches!(behind.room(), Err(EngineError::Recovering)));
    }
}
