//! Those who watch, counted: each is a connection and a task that mostly sleeps.
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    base::{Failure, Id},
    domain::office::{accounts::WallKey, who::Account},
};

/// Streams in all.
const STREAMS_MOST: usize = 128;
/// Of one account or wall: a browser opens six connections to a house, and must keep some for its pages.
const OWN_STREAMS_MOST: usize = 4;

/// Who watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Somebody signed in.
    Account(Id<Account>),
    /// A big screen with this key.
    Wall(Id<WallKey>),
}

/// The seats that are taken.
#[derive(Clone, Default)]
pub(super) struct Seats(Arc<Mutex<HashMap<Viewer, usize>>>);

/// A seat, until it is dropped.
pub(super) struct Seat {
    seats: Seats,
    viewer: Viewer,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(n) = seats.get_mut(&self.viewer) {
            *n -= 1;
            if *n == 0 {
                seats.remove(&self.viewer);
            }
        }
    }
}

impl Seats {
    /// A seat for a stream.
    ///
    /// # Errors
    /// `Busy` when all are taken.
    pub(super) fn sit(&self, viewer: Viewer) -> Result<Seat, Failure> {
        let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = seats.values().sum();
        let own = seats.get(&viewer).copied().unwrap_or_default();
        if all >= STREAMS_MOST || own >= OWN_STREAMS_MOST {
            return Err(Failure::Busy);
        }
        seats.insert(viewer, own + 1);
        Ok(Seat { seats: self.clone(), viewer })
    }
    /// How many are taken.
    pub(super) fn taken(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_bounded_and_given_back() {
        let seats = Seats::default();
        let mut held = Vec::new();
        for n in 0..STREAMS_MOST {
            held.push(seats.sit(Viewer::Account(Id::new(1 + n as u64 / 4))).unwrap());
        }
        assert_eq!(seats.taken(), 128);
        assert!(matches!(seats.sit(Viewer::Wall(Id::new(1))), Err(Failure::Busy)), "all are taken");
        held.truncate(3);
        held.push(seats.sit(Viewer::Account(Id::new(1))).unwrap());
        assert!(matches!(seats.sit(Viewer::Account(Id::new(1))), Err(Failure::Busy)), "four of one account");
        assert!(seats.sit(Viewer::Wall(Id::new(1))).is_ok(), "a wall with the account's number is another viewer");
        held.clear();
        assert_eq!(seats.taken(), 0);
    }
}
