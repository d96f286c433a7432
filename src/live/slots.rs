use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::base::Failure;

/// Places for slow work: so many run at once, a queue waits, and nobody fills it alone. What strangers can start (a
/// password to be hashed, a paper) must not take the memory of the whole machine.
#[derive(Clone)]
pub struct Slots(Arc<Room>);

struct Room {
    running: Arc<Semaphore>,
    /// The most that run and wait together.
    most: usize,
    /// The most of one asker.
    of_one: usize,
    askers: Mutex<HashMap<String, usize>>,
}

/// A place that was taken; it is free again when this is dropped.
pub struct Place {
    room: Arc<Room>,
    by: String,
    _running: Option<OwnedSemaphorePermit>,
}

impl Slots {
    /// `at_once` run, at most `most` run and wait together, `of_one` of them from one asker.
    #[must_use]
    pub fn new(at_once: usize, most: usize, of_one: usize) -> Self {
        let running = Arc::new(Semaphore::new(at_once));
        Slots(Arc::new(Room { running, most, of_one, askers: Mutex::default() }))
    }
    /// Waits for a place in the name of `by` (an address, an account).
    ///
    /// # Errors
    /// `Busy` when the queue is full, or the asker's part of it.
    pub async fn take(&self, by: &str) -> Result<Place, Failure> {
        let mut place = self.queue(by)?;
        place._running = self.0.running.clone().acquire_owned().await.ok();
        Ok(place)
    }
    fn queue(&self, by: &str) -> Result<Place, Failure> {
        let mut askers = self.0.askers.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = askers.values().sum();
        let own = askers.get(by).copied().unwrap_or_default();
        if all >= self.0.most || own >= self.0.of_one {
            return Err(Failure::Busy);
        }
        askers.insert(by.to_owned(), own + 1);
        Ok(Place { room: self.0.clone(), by: by.to_owned(), _running: None })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut askers = self.room.askers.lock().unwrap_or_else(PoisonError::into_inner);
        match askers.get_mut(&self.by) {
            Some(n) if *n > 1 => *n -= 1,
            _ => drop(askers.remove(&self.by)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whoever asks how often: never more at once than there are places, one asker never has more than their part, and
        /// in the end every place is free.
        #[test]
        fn places_are_never_more_and_never_lost(
            at_once in 1_usize..4, room in 0_usize..6, of_one in 1_usize..5, askers in prop::collection::vec(0_u8..3, 1..40),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(async {
                let slots = Slots::new(at_once, at_once + room, of_one);
                let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
                let work = askers.iter().map(|by| {
                    let (slots, now, most, by) = (slots.clone(), now.clone(), most.clone(), by.to_string());
                    async move {
                        let _place = slots.take(&by).await?;
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        tokio::task::yield_now().await;
                        now.fetch_sub(1, Ordering::SeqCst);
                        Ok::<_, Failure>(by)
                    }
                });
                let done = futures_util::future::join_all(work).await;
                assert!(most.load(Ordering::SeqCst) <= at_once);
                for asker in 0..3_u8 {
                    let asked = askers.iter().filter(|a| **a == asker).count();
                    let served = done.iter().filter(|d| d.as_ref().is_ok_and(|by| *by == asker.to_string())).count();
                    assert!(served <= of_one && (asked == 0 || served > 0 || askers.len() > at_once + room), "{done:?}");
                }
                assert!(slots.0.askers.lock().unwrap().is_empty() && slots.0.running.available_permits() == at_once);
            });
        }
    }
}
