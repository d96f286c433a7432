//! One at a time, and a short queue.
use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

use crate::base::Failure;

/// The most that wait.
const QUEUE_MOST: usize = 8;
/// How long one waits.
const PATIENCE: Duration = Duration::from_secs(30);

/// A lane through which one goes at a time.
#[derive(Default)]
pub(super) struct Lane {
    now: Mutex<Now>,
    free: Condvar,
}

#[derive(Default)]
struct Now {
    taken: bool,
    waiting: usize,
}

/// One's turn; it ends when dropped.
pub(super) struct Turn<'a>(&'a Lane);

impl Lane {
    /// Waits for one's turn.
    ///
    /// # Errors
    /// `Busy` when too many wait already, or it takes too long.
    pub(super) fn enter(&self) -> Result<Turn<'_>, Failure> {
        self.within(PATIENCE)
    }
    fn within(&self, patience: Duration) -> Result<Turn<'_>, Failure> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if now.taken {
            if now.waiting >= QUEUE_MOST {
                return Err(Failure::Busy);
            }
            now.waiting += 1;
            let held = self.free.wait_timeout_while(now, patience, |n| n.taken);
            now = held.unwrap_or_else(PoisonError::into_inner).0;
            now.waiting -= 1;
            if now.taken {
                return Err(Failure::Busy);
            }
        }
        now.taken = true;
        Ok(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.now.lock().unwrap_or_else(PoisonError::into_inner).taken = false;
        self.0.free.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_through_a_few_wait_and_the_rest_is_told() {
        let lane = Lane::default();
        let turn = lane.enter().unwrap();
        std::thread::scope(|s| {
            let waiting: Vec<_> = (0..QUEUE_MOST).map(|_| s.spawn(|| lane.enter().map(drop))).collect();
            while lane.now.lock().unwrap().waiting < QUEUE_MOST {
                std::thread::yield_now();
            }
            assert_eq!(lane.enter().err(), Some(Failure::Busy));
            drop(turn);
            assert!(waiting.into_iter().all(|w| w.join().unwrap().is_ok()));
        });
        let _turn = lane.enter().unwrap();
        assert_eq!(lane.within(Duration::from_millis(20)).err(), Some(Failure::Busy), "and nobody waits for ever");
        assert_eq!(lane.now.lock().unwrap().waiting, 0);
    }
}
